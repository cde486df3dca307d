"""Product mark, PSO and KBO: scales beside each other."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, assess_quadrant, award_stars
from saan.registry.actions.scale_results import grant_mark, place_in_scale
from saan.registry.models import Distinction
from saan.registry.queries.products import distinctions_of, may_place

DAY = date(2020, 6, 1)
YEAR = 2568


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def made(registered, officer):
    producer = registered()

    def make(name, kind="textile"):
        return add_product(producer=producer, name=name, kind=kind, registered_on=DAY, by=officer)

    return make


def placed(product, outcome, by, scale="PSO", **more):
    return place_in_scale(product=product, scale=scale, year_be=YEAR, outcome=outcome, by=by, **more)


def test_one_pso_winner_of_each_type_and_year_in_a_province(made, province):
    first = made("ผ้าขาวม้า")
    placed(first, "winner", province)
    with pytest.raises(Refused, match="คือ ผ้าขาวม้า"):
        placed(made("ผ้าพันคอ"), "winner", province)
    placed(made("น้ำพริก", "food"), "winner", province)
    placed(made("ผ้าถุง"), "nominated", province)


def test_the_database_holds_it_too(made, province, officer):
    row = placed(made("ผ้าขาวม้า"), "winner", province)
    for scale, outcome in (("PSO", "winner"), ("KBO", "winner")):
        Distinction.objects.filter(pk=row.pk).update(scale=scale)
        with pytest.raises(IntegrityError), transaction.atomic():
            Distinction.objects.create(
                product=made(f"ผ้า {scale}"), scale=scale, year_be=YEAR, province_id=24, kind="textile",
                outcome=outcome, recorded_by=officer.user,
            )  # fmt: skip


def test_kbo_goes_by_nomination_selection_and_one_winner_of_all_types(made, province):
    cloth, chili = made("ผ้าขาวม้า"), made("น้ำพริก", "food")
    with pytest.raises(Refused, match="เสนอชื่อ"):
        placed(cloth, "winner", province, scale="KBO")
    for product in (cloth, chili):
        placed(product, "nominated", province, scale="KBO")
        placed(product, "selected", province, scale="KBO")
    placed(cloth, "winner", province, scale="KBO")
    with pytest.raises(Refused, match="มีผู้ชนะ KBO"):
        placed(chili, "winner", province, scale="KBO")
    placed(chili, "commended", province, scale="KBO")
    assert [each.outcome for each in Distinction.objects.order_by("pk")] == ["winner", "commended"]


def test_the_twenty_first_place_has_a_reason(made, province, monkeypatch):
    monkeypatch.setattr("saan.registry.actions.scale_results.limits", lambda: {"KBO": {"selected_most": 1}})
    for name in ("หนึ่ง", "สอง"):
        placed(made(name), "nominated", province, scale="KBO")
    first, second = Distinction.objects.order_by("pk")
    placed(first.product, "selected", province, scale="KBO")
    with pytest.raises(Refused) as refused:
        placed(second.product, "selected", province, scale="KBO")
    assert refused.value.field == "note"
    placed(second.product, "selected", province, scale="KBO", note="อนุมัติให้เกินตามหนังสือสมมติ")


def test_a_mistake_is_taken_back_with_a_reason_and_frees_the_place(made, province):
    first, second = made("ผ้าขาวม้า"), made("ผ้าพันคอ")
    placed(first, "winner", province)
    placed(first, "nominated", province, note="บันทึกผิดรายการ")
    placed(second, "winner", province)
    assert first.distinctions.get().note == "บันทึกผิดรายการ"


def test_the_province_enters_it_and_nobody_else(made, actor):
    product = made("ผ้าขาวม้า")
    for who in ("district2402", "local24", "cdd", "ministry", "auditor"):
        assert not may_place(actor(who), product)
        with pytest.raises(PermissionDenied):
            placed(product, "winner", actor(who))
    assert may_place(actor("province24"), product)


def test_scales_leave_each_other_alone(made, province, officer):
    product = made("ผ้าขาวม้า")
    assess_quadrant(product=product, result="D", assessed_on=DAY, by=officer)
    award_stars(product=product, round_be=2562, stars=None, by=officer)
    grant_mark(product=product, colour="gold", issued_on=DAY, by=officer)
    placed(product, "winner", province)
    product.refresh_from_db()
    assert (product.quadrant, product.stars) == ("D", None)
    assert [each.scale for each in distinctions_of(product, "PSO")] == ["PSO"]
    assert distinctions_of(product, "KBO") == []


def test_marks_are_history_and_entered_once(made, officer, actor):
    product = made("ผ้าขาวม้า")
    grant_mark(product=product, colour="red", issued_on=DAY, expires_on=DAY + timedelta(700), by=officer)
    grant_mark(product=product, colour="gold", issued_on=DAY + timedelta(800), by=officer)
    assert [mark.colour for mark in product.marks.all()] == ["gold", "red"]
    for wrong, field in (
        ({"colour": "red"}, "issued_on"),
        ({"colour": "black"}, "colour"),
        ({"colour": "blue", "issued_on": today() + timedelta(1)}, "issued_on"),
        ({"colour": "blue", "expires_on": DAY - timedelta(1)}, "expires_on"),
    ):
        with pytest.raises(Refused) as refused:
            grant_mark(**{"product": product, "issued_on": DAY, "by": officer} | wrong)
        assert refused.value.field == field
    with pytest.raises(PermissionDenied):
        grant_mark(product=product, colour="gold", issued_on=DAY, by=actor("province24"))
