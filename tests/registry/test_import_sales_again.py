"""What comes out of the register in the sheet of a year goes in again and changes nothing."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from saan.kernel.fiscal import FiscalYear
from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, begin_saving, hand_in, map_columns
from saan.registry.models import SalesFact
from saan.registry.rules import SalesChannel
from saan.web.office.registry.sales_sheet_export import sales_sheet_response
from tests.registry.sheets import workbook

YEAR = FiscalYear(2569)
_amounts = st.integers(0, 10**9) | st.just(0)
_cells = st.none() | st.just("-") | _amounts.map(lambda satang: f"{satang // 100}.{satang % 100:02}")
_lines = st.dictionaries(
    st.tuples(st.integers(0, 1), st.booleans(), st.sampled_from(SalesChannel)),
    st.lists(st.tuples(_cells, _amounts), min_size=12, max_size=12),
    min_size=1,
    max_size=5,
)
CONSTANTS = {"method": "declared"}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def makers(registered, officer):
    made = [registered("กลุ่มทอผ้า"), registered("กลุ่มทอผ้า", tambon=240214)]
    for producer in made:
        add_product(
            producer=producer, name="ผ้าขาวม้า", kind="textile", registered_on=date(2024, 1, 5), by=officer
        )
    return made


def brought(data, officer):
    batch = hand_in(data=data, name="ยอด.xlsx", by=officer)
    assert batch.kind == "sales"
    return map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=CONSTANTS)


def facts():
    return list(SalesFact.objects.order_by("pk").values())


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_lines)
def test_in_out_and_in_again_changes_nothing(officer, makers, lines):
    SalesFact.objects.all().delete()
    names = ["บางคล้า", "หัวไทร"]
    heads = ("ชื่อกลุ่ม", "ตำบล", "สินค้า", "ช่องทาง", "เดือน", "ยอดขาย", "ยอดสั่งซื้อ")
    rows = [
        ("กลุ่มทอผ้า", names[which], "ผ้าขาวม้า" if single else None, channel.label, f"{month:%Y-%m}", sales,
         None if sales in (None, "-") else f"{orders / 100:.2f}")
        for (which, single, channel), months in lines.items()
        for month, (sales, orders) in zip(YEAR.months(), months, strict=True)
    ]  # fmt: skip
    try:
        begin_saving(batch=brought(workbook(*rows, heads=heads), officer), by=officer)
    except Refused:
        assert all(row[5] is None for row in rows)
        return
    before = facts()
    assert len(before) == sum(row[5] is not None for row in rows)
    data = sales_sheet_response(officer, YEAR).content
    again = brought(data, officer)
    assert again.problems == []
    assert again.findings["figures"] == {"new": 0, "updated": 0, "same": len(before)}
    assert facts() == before
    assert sales_sheet_response(officer, YEAR).content[:2] == b"PK"


def test_the_sheet_names_every_producer_and_takes_what_is_filled_in(officer, makers):
    book = load_workbook(BytesIO(sales_sheet_response(officer, YEAR).content))
    sheet = book.active
    assert [sheet.cell(3, column).value for column in (1, 2, 5, 6, 8)] == [
        "รหัสผู้ผลิต", "ชื่อผู้ผลิต", "ช่องทาง", "ตุลาคม 2568", "พฤศจิกายน 2568"]  # fmt: skip
    assert [(row[1].value, row[2].value) for row in sheet.iter_rows(min_row=5)] == [
        ("กลุ่มทอผ้า", "บางคล้า"), ("กลุ่มทอผ้า", "หัวไทร")]  # fmt: skip
    sheet["E6"], sheet["F6"], sheet["I6"] = "ออนไลน์", 120, "-"
    into = BytesIO()
    book.save(into)
    batch = begin_saving(batch=brought(into.getvalue(), officer), by=officer)
    found = SalesFact.objects.order_by("month").values_list(
        "producer__tambon", "month", "sales", "not_applicable"
    )
    assert (batch.created, batch.findings["left_out_counts"]) == (1, {"silent": 1})
    assert list(found) == [(240214, date(2025, 10, 1), 12_000, False), (240214, date(2025, 11, 1), 0, True)]
