"""Products that need a permit come in by spreadsheet as they do by hand: with one that holds, or not at all."""

from datetime import date

import pytest
import time_machine

from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, begin_saving, hand_in, map_columns
from saan.registry.models import Product
from saan.registry.rules import refuse_citizen_id
from tests.registry.sheets import workbook

HEADS = ("ผู้ผลิต", "ตำบล", "ชื่อผลิตภัณฑ์", "ประเภทผลิตภัณฑ์", "วันที่ขึ้นทะเบียน", "ต้องมีใบอนุญาต", "เลขที่ อย.", "อย. หมดอายุ")
NUMBER = "10-1-12345-5-0001"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def maker(registered):
    return registered()


def line(name="น้ำพริกเผา", needs=None, number=None, until=None):
    return ("กลุ่มจักสานบ้านไผ่ล้อม", "บางคล้า", name, "อาหาร", "1 ต.ค. 2566", needs, number, until)


def checked(officer, *rows):
    batch = hand_in(data=workbook(*rows, heads=HEADS), name="ก.xlsx", by=officer)
    assert batch.kind == "products"
    return map_columns(batch=batch, columns=batch.mapping["columns"], by=officer)


def told(batch):
    return {one["cell"]: one["fault"] for one in batch.problems}


def test_a_permit_comes_in_with_its_product(officer, maker):
    rows = [
        line("น้ำพริกเผา", "ใช่", NUMBER, "31 ธ.ค. 2570"),
        line("น้ำปลาร้า", f"มี อย. {NUMBER}"),
        line("กะปิ", None, NUMBER),
        line("ผักสด", "ไม่ต้อง", "-"),
        line("ข้าวสาร"),
    ]
    batch = checked(officer, *rows)
    assert batch.problems == []
    begin_saving(batch=batch, by=officer)
    found = {
        one.name: (one.regulated, one.permit_number, one.permit_expires) for one in Product.objects.all()
    }
    assert found == {
        "น้ำพริกเผา": (True, NUMBER, date(2027, 12, 31)), "น้ำปลาร้า": (True, NUMBER, None), "กะปิ": (True, NUMBER, None),
        "ผักสด": (False, "", None), "ข้าวสาร": (False, "", None),
    }  # fmt: skip
    again = checked(officer, *rows)
    assert (again.findings["same"], again.findings["bad"]) == (5, 0)


def test_a_needed_permit_that_is_lacking_or_over_is_told_at_its_cell(officer, maker):
    rows = [
        line("ก", "ใช่"),
        line("ข", "ใช่", NUMBER, "31 ธ.ค. 2568"),
        line("ค", "ไม่ต้อง", NUMBER),
        line("ง", "ไม่มี"),
        line("จ", "มี อย.", "กำลังขอ"),
    ]
    batch = checked(officer, *rows)
    assert told(batch) == {"G2": "permit", "H3": "permit", "F4": "permit", "F5": "form"}
    assert not Product.objects.exists()


def test_a_blank_cell_leaves_the_permit_and_a_renewal_is_taken(officer, maker):
    with time_machine.travel("2025-01-10T03:00:00Z", tick=False):
        add_product(
            producer=maker, name="น้ำพริกเผา", kind="food", registered_on=date(2023, 10, 1), by=officer,
            regulated=True, permit_number=NUMBER, permit_expires=date(2025, 12, 31),
        )  # fmt: skip
    assert checked(officer, line()).findings["same"] == 1
    assert told(checked(officer, line(needs="ใช่"))) == {"H2": "permit"}
    begin_saving(batch=checked(officer, line(until="31 ธ.ค. 2570")), by=officer)
    product = Product.objects.get()
    assert (product.regulated, product.permit_number, product.permit_expires) == (
        True,
        NUMBER,
        date(2027, 12, 31),
    )
    begin_saving(batch=checked(officer, line(needs="ไม่ต้อง")), by=officer)
    product.refresh_from_db()
    assert product.regulated is False


def test_a_number_of_food_is_not_that_of_a_person():
    refuse_citizen_id("อย. 11-0-17004-0-0000", "permit_number")
    with pytest.raises(Refused):
        refuse_citizen_id("1-1017-00400-00-0", "permit_number")
