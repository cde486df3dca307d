"""Certificates: entered, renewed, taken back; what their end asks of a quadrant; the desk's counts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from saan.documents.queries import read_bytes
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.registry.actions import add_product, assess_quadrant
from saan.registry.actions.product_details import cease_product, edit_product
from saan.registry.actions.product_standards import (
    Scan,
    add_standard,
    edit_standard,
    note_lapses,
    revoke_standard,
)
from saan.registry.countables import PRODUCT
from saan.registry.jobs import tell_of_lapses
from saan.registry.queries import product_papers as papers
from saan.registry.queries.products import papers_of

DAY = date(2023, 9, 27)
NOW = today()
PDF = b"%PDF-1.7\n..."


def ago(days):
    return NOW - timedelta(days)


@pytest.fixture
def product(registered, officer):
    return add_product(producer=registered(), name="น้ำพริกตาแดง", kind="food", registered_on=DAY, by=officer)


@pytest.fixture
def given(product, officer):
    def make(scheme="fda", number="10-2-00001", **dates):
        days = {"issued_on": DAY, "expires_on": NOW + timedelta(900)} | dates
        return add_standard(product=product, scheme=scheme, number=number, by=officer, **days)

    return make


def assessed(product, result, on, officer):
    return assess_quadrant(product=product, result=result, assessed_on=on, by=officer)


def test_a_certificate_takes_its_issuer_from_the_scheme_and_keeps_its_scan(product, officer):
    made = add_standard(
        product=product, scheme="fda", number=" 10-2-00001 ", scan=Scan("อย.pdf", PDF), by=officer
    )
    assert made.issuer == "สำนักงานคณะกรรมการอาหารและยา"
    assert made.number == "10-2-00001"
    assert read_bytes(made.file) == PDF


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scheme": "peacock"}, "scheme"),
        ({"scheme": "ไม่มี"}, "scheme"),
        ({"number": " "}, "number"),
        ({"expires_on": DAY - timedelta(1)}, "expires_on"),
        ({"issued_on": NOW + timedelta(1)}, "issued_on"),
        ({"scan": Scan("a.exe", b"MZ")}, "scan"),
    ],
)
def test_what_is_no_certificate(product, officer, wrong, field):
    values = {"scheme": "fda", "number": "1", "issued_on": DAY} | wrong
    with pytest.raises(Refused) as refused:
        add_standard(product=product, by=officer, **values)
    assert refused.value.field == field


def test_one_number_stands_once_and_is_renewed_in_place(given, officer):
    held = given()
    with pytest.raises(Refused, match="ต่ออายุ"):
        given()
    renewed = edit_standard(standard=held, changes={"expires_on": NOW + timedelta(2000)}, by=officer)
    assert renewed.expires_on == NOW + timedelta(2000)
    assert Act.objects.filter(verb="registry.edit_standard").get().detail["changed"].keys() == {"expires_on"}


def test_taking_back_needs_day_and_reason_once(given, officer):
    held = given()
    with pytest.raises(Refused) as refused:
        revoke_standard(standard=held, revoked_on=NOW, reason="", by=officer)
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="ก่อนวันที่ออก"):
        revoke_standard(standard=held, revoked_on=DAY - timedelta(1), reason="x", by=officer)
    revoke_standard(standard=held, revoked_on=NOW, reason="ผู้ออกแจ้งเพิกถอน", by=officer)
    with pytest.raises(Refused, match="เพิกถอนแล้ว"):
        revoke_standard(standard=held, revoked_on=NOW, reason="อีก", by=officer)
    assert not papers_of(held.product, NOW)[0].holds


def test_only_the_district_of_the_place_writes(product, actor):
    with pytest.raises(PermissionDenied):
        add_standard(product=product, scheme="fda", number="1", by=actor("province24"))
    with pytest.raises(Refused, match="นอกพื้นที่"):
        add_standard(product=product, scheme="fda", number="1", by=actor("district2403"))


@pytest.mark.parametrize(
    ("days", "lapsed", "soon"), [(-1, 1, 0), (0, 0, 1), (60, 0, 1), (61, 0, 0), (None, 0, 0)]
)
def test_ending_soon_is_from_today_to_the_sixtieth_day(given, actor, days, lapsed, soon):
    given(expires_on=None if days is None else NOW + timedelta(days))
    for who in ("district2402", "province24"):
        counted = papers.papers_sum(actor(who))
        assert (counted.lapsed, counted.soon) == (lapsed, soon)
    assert not papers.papers_sum(actor("district2403")).any
    assert not papers.papers_sum(actor("clerk24")).any


def test_a_renewal_by_a_new_number_and_an_ended_product_ask_for_nothing(given, product, officer):
    given(expires_on=ago(5))
    given(number="10-2-00002", expires_on=NOW + timedelta(500))
    assert papers.papers_sum(officer).lapsed == 0
    given(scheme="gmp", number="9", expires_on=ago(5))
    assert papers.papers_sum(officer).lapsed == 1
    cease_product(product=product, version=1, reason="เลิก", by=officer)
    assert not papers.papers_sum(officer).any


def test_permits_that_end_are_counted(product, officer):
    changes = {"regulated": True, "permit_number": "1", "permit_expires": NOW + timedelta(10)}
    edit_product(product=product, version=1, changes=changes, by=officer)
    assert papers.papers_sum(officer).permits == 1


def test_the_end_of_the_last_standard_asks_for_a_new_look_until_it_is_taken(given, product, officer):
    given(expires_on=ago(3))
    assert not papers.products_to_reassess(officer).exists()
    assessed(product, "C", ago(400), officer)
    assert list(papers.products_to_reassess(officer)) == [product]
    assert papers.wants_new_look(product)
    other = given(scheme="halal", number="5")
    assert not papers.products_to_reassess(officer).exists()
    revoke_standard(standard=other, revoked_on=NOW, reason="เลิกใช้", by=officer)
    assert list(papers.products_to_reassess(officer)) == [product]
    assessed(product, "D", NOW, officer)
    assert not papers.products_to_reassess(officer).exists()
    assert not papers.wants_new_look(product)


def test_a_standard_gained_asks_the_same_of_d(given, product, officer):
    assessed(product, "D", ago(100), officer)
    given(issued_on=ago(200))
    assert not papers.products_to_reassess(officer).exists()
    given(number="10-2-00002", issued_on=ago(50))
    assert list(papers.products_to_reassess(officer)) == [product]
    assessed(product, "C", ago(50), officer)
    assert not papers.products_to_reassess(officer).exists()


def test_the_night_tells_of_a_lapse_once(given, product, officer):
    assessed(product, "B", ago(400), officer)
    held = given(expires_on=ago(1))
    assert (note_lapses(), note_lapses()) == (1, 0)
    act = Act.objects.get(verb="registry.lapse")
    assert act.detail["standard"] == held.pk
    assert act.object_id == str(product.producer_id)
    edit_standard(standard=held, changes={"expires_on": NOW + timedelta(3)}, by=officer)
    assert note_lapses(day=NOW + timedelta(4)) == 1
    tell_of_lapses(0)
    assert Act.objects.filter(verb="registry.lapse").count() == 2


def test_rules_may_ask_for_a_standard_that_holds(given, product, officer):
    def answer():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {PRODUCT.fields['standard_holds'].column} FROM {PRODUCT.table} t")
            return [row[0] for row in cursor.fetchall()]

    assert answer() == [False]
    given(expires_on=ago(1))
    assert answer() == [False]
    held = given(number="2", expires_on=NOW)
    assert answer() == [True]
    revoke_standard(standard=held, revoked_on=NOW, reason="เพิกถอน", by=officer)
    assert answer() == [False]
