"""Results of a star round by spreadsheet: not passed is a result, blank is none, and twice is once."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.registry.actions import add_product, award_stars, begin_saving, hand_in, map_columns
from saan.registry.actions.scale_rounds import load_rounds
from saan.registry.models import StarAward
from tests.registry.sheets import workbook

HEADS = ("ลำดับ", "ชื่อกลุ่ม", "ชื่อผลิตภัณฑ์", "ผลการคัดสรร")
SCORED = ("ผู้ผลิต", "สินค้า", "ส่วน ก", "ส่วน ข", "ส่วน ค", "ระดับดาว")
MAKER = "กลุ่มจักสานบ้านไผ่ล้อม"
ROUND = {"round_be": "2567"}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def products(registered, officer):
    load_rounds()
    maker = registered()
    return [
        add_product(producer=maker, name=name, kind="decor", registered_on=date(2024, 1, 5), by=officer)
        for name in ("ตะกร้า", "กระจาด", "กระด้ง", "ฝาชี")
    ]


def checked(officer, *rows, heads=HEADS, constants=ROUND):
    batch = hand_in(data=workbook(*rows, heads=heads), name="ดาว.xlsx", by=officer)
    assert batch.kind == "stars"
    return map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=constants)


def saved(officer, *rows, **more):
    return begin_saving(batch=checked(officer, *rows, **more), by=officer)


def told(batch):
    return {one["cell"]: one["fault"] for one in batch.problems}


def results():
    return {award.product.name: award.stars for award in StarAward.objects.all()}


def test_results_as_announced_and_blank_is_no_result(officer, products):
    rows = [
        (1, MAKER, "ตะกร้า", "๕ ดาว"),
        (2, MAKER, "กระจาด", "ไม่ผ่าน"),
        (3, MAKER, "กระด้ง", None),
        (4, MAKER, "ฝาชี", "★★★"),
    ]
    batch = saved(officer, *rows)
    assert (batch.problems, batch.created, batch.findings["left_out"]) == ([], 3, {"absent": [4]})
    assert results() == {"ตะกร้า": 5, "กระจาด": None, "ฝาชี": 3}
    products[0].refresh_from_db()
    assert products[0].stars == 5
    assert Act.objects.filter(verb="registry.award").count() == 3
    again = checked(officer, *rows)
    assert (again.findings["same"], again.findings["bad"]) == (3, 0)
    with pytest.raises(Refused, match="ไม่มีแถวใหม่"):
        begin_saving(batch=again, by=officer)


def test_points_give_the_stars_by_the_bands_of_the_round(officer, products):
    rows = [
        (MAKER, "ตะกร้า", 28, "๒๐.๕", 40, None),
        (MAKER, "กระจาด", 20, 20, 30, "5 ดาว"),
        (MAKER, "กระด้ง", 31, 20, 30, None),
        (MAKER, "ฝาชี", 20, None, 30, None),
    ]
    batch = checked(officer, *rows, heads=SCORED)
    assert told(batch) == {"F3": "rule", "C4": "rule", "D5": "rule"}
    assert "คือ 3 ดาว ไม่ตรง" in batch.problems[0]["message"]
    begin_saving(batch=batch, by=officer)
    award = StarAward.objects.get()
    assert (award.stars, award.total, award.scores) == (
        4,
        Decimal("88.5"),
        {"a": "28", "b": "20.5", "c": "40"},
    )
    assert checked(officer, rows[0], heads=SCORED).findings["same"] == 1


def test_a_correction_has_a_reason_and_stands_in_the_ledger(officer, products):
    award_stars(product=products[0], round_be=2567, stars=3, by=officer)
    row = (1, MAKER, "ตะกร้า", "4 ดาว")
    assert told(checked(officer, row)) == {"D2": "correction"}
    batch = saved(officer, row, constants=ROUND | {"reason": "แก้ตามประกาศ"})
    assert (batch.created, batch.updated, results()) == (0, 1, {"ตะกร้า": 4})
    assert Act.objects.filter(verb="registry.award").latest("pk").detail["reason"] == "แก้ตามประกาศ"


def test_what_cannot_be_says_why(officer, products):
    rows = [
        (1, MAKER, "ไม่มีจริง", 3), (2, "กลุ่มไม่มีจริง", "ตะกร้า", 3), (3, MAKER, "ตะกร้า", "0"), (4, MAKER, None, 3),
        (5, MAKER, "กระจาด", 3), (6, MAKER, "กระจาด", 4), (7, MAKER, "ฝาชี", "6 ดาว"),
    ]  # fmt: skip
    batch = checked(officer, *rows)
    assert told(batch) == {
        "C2": "product", "B3": "producer", "D4": "form", "C5": "blank", "C7": "twice", "D8": "form"}  # fmt: skip


def test_the_round_is_chosen_and_points_need_its_parts(officer, products, actor):
    batch = hand_in(data=workbook((1, MAKER, "ตะกร้า", 3), heads=HEADS), name="ก.xlsx", by=officer)
    for constants, says in (({}, "รอบคัดสรร"), ({"round_be": "2600"}, "จากรายการ")):
        with pytest.raises(Refused, match=says):
            map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=constants)
    failed = checked(officer, (MAKER, "ตะกร้า", 1, 1, 1, None), heads=SCORED, constants={"round_be": "2560"})
    assert (failed.state, "เฉพาะผลคัดสรร" in failed.fault) == ("failed", True)
    province = actor("province24")
    batch = hand_in(data=workbook((1, MAKER, "ตะกร้า", 3), heads=HEADS), name="ก.xlsx", by=province)
    with pytest.raises(Refused, match="อำเภอ"):
        map_columns(batch=batch, columns=batch.mapping["columns"], by=province, constants=ROUND)
