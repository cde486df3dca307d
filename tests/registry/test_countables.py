"""What rules count is really there, and means what it says."""

from datetime import date

import pytest
from django.db import connection

from saan.registry.actions import add_product, assess_quadrant, award_stars
from saan.registry.countables import COUNTABLES, GROUP, PRODUCER, PRODUCT

DAY = date(2018, 6, 1)


def rows(countable, *columns):
    wanted = ", ".join([f"t.{countable.area_column}", f"t.{countable.date_column}", *columns])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted} FROM {countable.table} t WHERE {countable.base_sql}")
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("countable", COUNTABLES, ids=lambda countable: countable.code)
def test_every_column_exists(countable):
    assert rows(countable, countable.id_column, *(field.column for field in countable.fields.values())) == []


def test_only_standing_producers_count(registered, officer):
    from saan.registry.actions import cease_producer

    registered()
    cease_producer(producer=registered("ร้านลุงทอง", kind="sole"), version=1, reason="เลิก", by=officer)
    assert rows(PRODUCER, "t.kind") == [(240201, date(2023, 9, 27), "group")]


def test_an_unassessed_product_is_unknown_not_blank(registered, officer):
    add_product(producer=registered(), name="ผ้า", kind="textile", registered_on=DAY, by=officer)
    assert rows(PRODUCT, PRODUCT.fields["quadrant"].column, "t.stars") == [(240201, DAY, None, None)]


def test_a_group_is_known_by_its_products(registered, officer):
    def with_product(name):
        producer = registered(name)
        return add_product(producer=producer, name="ผ้า", kind="textile", registered_on=DAY, by=officer)

    assess_quadrant(product=with_product("กลุ่มทอผ้าบ้านเหนือ"), result="D", assessed_on=DAY, by=officer)
    award_stars(product=with_product("กลุ่มจักสานริมคลอง"), round_be=2562, stars=3, by=officer)
    award_stars(product=with_product("กลุ่มข้าวเกรียบตลาดบน"), round_be=2562, stars=5, by=officer)
    registered("ร้านลุงทอง", kind="sole")
    found = sorted(row[2:] for row in rows(GROUP, "t.quadrant_d", "t.stars_1_to_3"))
    assert found == [(False, False), (False, True), (True, False)]
