"""Sales by spreadsheet: long and wide, all checked before any is written, corrected by new rows, and twice is once."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.registry.actions import add_product, begin_saving, hand_in, map_columns, mend_cell
from saan.registry.actions.sales import Entry, ask_to_reopen, close_month, record_sales, reopen_month
from saan.registry.models import SalesFact
from saan.registry.queries import answer_workbook
from saan.registry.selling import Figure
from tests.registry.sheets import workbook

WOVEN, JARS = "กลุ่มจักสานบ้านไผ่ล้อม", "ร้านน้ำพริกแม่คำ"
LONG = ("ชื่อกลุ่ม", "ตำบล", "ผลิตภัณฑ์", "เดือน", "ช่องทางจำหน่าย", "ยอดขาย (บาท)", "ยอดสั่งซื้อ", "ที่มา")
WIDE = ("ลำดับ", "ชื่อผู้ผลิต", "ตำบล", "ต.ค. 68", "พฤศจิกายน 2568", "2568-12", "ม.ค.๖๙", "รวม")
AUGUST = date(2026, 8, 1)
ONLINE = {"channel": "online", "method": "declared"}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


@pytest.fixture
def makers(registered):
    return registered(), registered(JARS, "sole", tambon=240214)


def checked(officer, *rows, heads=LONG, constants=None, **looks):
    batch = hand_in(data=workbook(*rows, heads=heads, **looks), name="ยอดขาย.xlsx", by=officer)
    assert batch.kind == "sales"
    return map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=constants)


def saved(officer, *rows, **more):
    return begin_saving(batch=checked(officer, *rows, **more), by=officer)


def faults(batch):
    return {one["cell"]: one["fault"] for one in batch.problems}


def said(**narrow):
    facts = SalesFact.objects.filter(replaced_by__isnull=True, **narrow).order_by("producer__name", "month")
    return [(f.producer.name, f.month.isoformat()[:7], f.sales, f.orders, f.not_applicable) for f in facts]


def line(
    name=WOVEN,
    tambon="บางคล้า",
    product=None,
    month="ส.ค. 69",
    channel="ออนไลน์",
    sales=None,
    orders=None,
    how="แจ้ง",
):
    return (name, tambon, product, month, channel, sales, orders, how)


def test_long_rows_become_figures_with_all_that_a_figure_keeps(officer, makers):
    product = add_product(
        producer=makers[0], name="ตะกร้าไม้ไผ่", kind="decor", registered_on=date(2024, 1, 5), by=officer
    )
    batch = saved(
        officer,
        line(sales="1.2 ล้าน", orders="๕๐๐"),
        line(product="ตะกร้า ไม้ไผ่", channel="ส่งออก", sales=0, how="ใบเสร็จ"),
        line(JARS, "หัวไทร", month="2569-09", sales="-", how="ประมาณการ"),
    )
    assert (batch.problems, batch.created, batch.updated, batch.unchanged) == ([], 3, 0, 0)
    whole, single, shut = SalesFact.objects.order_by("month", "pk")
    assert (whole.sales, whole.orders, whole.method, whole.product_kind) == (
        120_000_000,
        50_000,
        "declared",
        "decor",
    )
    assert (single.product, single.channel, single.sales, single.not_applicable) == (
        product,
        "export",
        0,
        False,
    )
    assert (single.method, single.product_kind, single.producer_kind) == ("receipt", "decor", "group")
    assert (shut.not_applicable, shut.month, shut.method, shut.tambon_id) == (
        True,
        date(2026, 9, 1),
        "estimate",
        240214,
    )
    assert (shut.recorded_by, shut.reason) == (officer.user, "")
    assert Act.objects.get(verb="registry.import").detail["created"] == 3


def test_wide_rows_have_a_figure_for_each_filled_cell_and_none_for_a_blank(officer, makers):
    rows = [
        (1, WOVEN, "บางคล้า", "1.2 พัน", "๒,๕๐๐.๕๐", None, "-", "=SUM(D2:G2)"),
        (2, JARS, None, 0, None, None, None, 0),
        (3, "กลุ่มที่ยังไม่ขึ้นทะเบียน", None, None, None, None, None, 0),
        ("รวม", None, None, 1200, 2500, 0, 0, 3700),
    ]
    batch = saved(officer, *rows, heads=WIDE, constants=ONLINE, above=[("ยอดจำหน่าย ปีงบประมาณ 2569",)])
    assert batch.problems == []
    assert (batch.rows, batch.created, batch.findings["figures"]) == (
        2,
        2,
        {"new": 4, "updated": 0, "same": 0},
    )
    assert batch.findings["left_out"] == {"total": [6], "silent": [5]}
    assert said(channel="online") == [
        (WOVEN, "2025-10", 120_000, 0, False),
        (WOVEN, "2025-11", 250_050, 0, False),
        (WOVEN, "2026-01", 0, 0, True),
        (JARS, "2025-10", 0, 0, False),
    ]


def test_two_lines_of_headings_set_sales_and_orders_of_each_month_apart(officer, makers):
    above = [("ชื่อกลุ่ม", "ส.ค. 69", None, "ก.ย. 69", None)]
    heads = (None, "ยอดขาย", "ยอดสั่งซื้อ", "ยอดขาย", "ยอดสั่งซื้อ")

    def merged(sheet):
        for cells in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(cells)

    batch = saved(
        officer, (WOVEN, 100, None, None, 30), heads=heads, above=above, shape=merged, constants=ONLINE
    )
    assert batch.problems == []
    assert said() == [(WOVEN, "2026-08", 10_000, 0, False), (WOVEN, "2026-09", 0, 3_000, False)]


def test_channels_may_be_columns(officer, makers):
    heads = ("ผู้ผลิต", "เดือน", "ปี พ.ศ.", "ออนไลน์", "งานแสดงสินค้า (บาท)", "รวม")
    batch = saved(
        officer, (JARS, "สิงหาคม", "๒๕๖๙", 50, "-", 50), heads=heads, constants={"method": "receipt"}
    )
    assert batch.problems == []
    facts = SalesFact.objects.order_by("channel").values_list("channel", "sales", "not_applicable", "month")
    assert list(facts) == [("fair", 0, True, AUGUST), ("online", 5_000, False, AUGUST)]


def test_months_without_a_year_wait_for_the_year_to_be_chosen(officer, makers):
    heads = ("ชื่อกลุ่ม", "ต.ค.", "พ.ย.", "ม.ค.", "ก.ย.")
    data = workbook((WOVEN, 1, 2, 3, 4), heads=heads)
    batch = hand_in(data=data, name="ก.xlsx", by=officer)
    assert set(batch.mapping["columns"]) == {"producer", "sales@10", "sales@11", "sales@1", "sales@9"}
    with pytest.raises(Refused, match="ปีงบประมาณ"):
        map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=ONLINE)
    batch = map_columns(
        batch=batch, columns=batch.mapping["columns"], by=officer, constants=ONLINE | {"fiscal_year": "2569"}
    )
    begin_saving(batch=batch, by=officer)
    assert [one[1] for one in said()] == ["2025-10", "2025-11", "2026-01", "2026-09"]


def test_a_title_above_gives_the_year_and_another_year_is_not_that_of_the_last_file(officer, makers):
    heads = ("ชื่อกลุ่ม", "ต.ค.", "ม.ค.")
    for year, months in ((2568, {"2024-10", "2025-01"}), (2569, {"2025-10", "2026-01"})):
        batch = hand_in(
            data=workbook((WOVEN, 1, 2), heads=heads, above=[(f"ยอดขาย ปีงบประมาณ {year}",)]),
            name="ก.xlsx",
            by=officer,
        )
        assert {key.partition("@")[2] for key in batch.mapping["columns"]} == {"", *months}
        map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=ONLINE)


def test_what_is_lacking_is_named_before_anything_is_checked(officer, makers):
    batch = hand_in(
        data=workbook((WOVEN, 5, "ส.ค. 69"), heads=("ชื่อกลุ่ม", "ยอดขาย", "เดือน")), name="ก.xlsx", by=officer
    )
    with pytest.raises(Refused, match="ช่องทาง, ที่มาของตัวเลข"):
        map_columns(batch=batch, columns=batch.mapping["columns"], by=officer)
    for wrong in ({"channel": "market"}, {"method": "x"}, {"fiscal_year": "1"}, {"reason": "ย" * 301}):
        with pytest.raises(Refused):
            map_columns(batch=batch, columns=batch.mapping["columns"], by=officer, constants=ONLINE | wrong)
    for wrong in ({"sales@2026-13": 1}, {"sales:market": 1}, {"price": 1}):
        with pytest.raises(Refused):
            map_columns(
                batch=batch, columns={"producer": 0, "month": 2} | wrong, by=officer, constants=ONLINE
            )


def test_the_same_sheet_again_changes_nothing_even_after_the_month_is_closed(officer, makers):
    rows = (
        line(sales=100, orders=5),
        line(JARS, "หัวไทร", sales="-"),
        line(JARS, "หัวไทร", channel="ส่งออก", sales="0"),
    )
    saved(officer, *rows)
    before = list(SalesFact.objects.order_by("pk").values())
    close_month(office=officer.office, month=AUGUST, by=officer)
    again = checked(officer, *rows)
    assert (again.problems, again.findings["same"], again.findings["figures"]) == (
        [],
        3,
        {"new": 0, "updated": 0, "same": 3},
    )
    with pytest.raises(Refused, match="ไม่มีแถวใหม่"):
        begin_saving(batch=again, by=officer)
    assert list(SalesFact.objects.order_by("pk").values()) == before


def test_a_closed_month_is_refused_until_it_is_opened(officer, makers, actor):
    period = close_month(office=officer.office, month=AUGUST, by=officer)
    batch = checked(officer, line(sales=100), line(month="ก.ย. 69", sales=100))
    assert faults(batch) == {"F2": "closed"}
    assert "สิงหาคม 2569 ปิดงวดแล้ว" in batch.problems[0]["message"]
    ask_to_reopen(office=officer.office, month=AUGUST, reason="ได้ใบเสร็จเพิ่ม", by=officer)
    reopen_month(period=period, by=actor("province24"))
    assert checked(officer, line(sales=100)).problems == []


def test_a_month_closed_after_the_check_is_left_alone(officer, makers):
    batch = checked(officer, line(sales=100), line(month="ก.ย. 69", sales=7))
    close_month(office=officer.office, month=AUGUST, by=officer)
    batch = begin_saving(batch=batch, by=officer)
    assert (batch.created, faults(batch)) == (1, {"F2": "closed"})
    assert said() == [(WOVEN, "2026-09", 700, 0, False)]


def test_a_correction_is_a_new_row_with_its_reason(officer, makers):
    with time_machine.travel("2026-11-01T03:00:00Z", tick=False):
        saved(officer, line(sales=1100, orders=50.25))
    batch = checked(officer, line(sales=120))
    assert faults(batch) == {"F2": "correction"}
    assert "ยอดขาย 1,100 ยอดสั่งซื้อ 50.25 บาท" in batch.problems[0]["message"]
    batch = map_columns(
        batch=batch, columns=batch.mapping["columns"], by=officer, constants={"reason": "ได้ใบเสร็จเพิ่ม"}
    )
    batch = begin_saving(batch=batch, by=officer)
    assert (batch.created, batch.updated) == (0, 1)
    old, new = SalesFact.objects.order_by("pk")
    assert (old.sales, old.replaced_by, old.reason) == (110_000, new, "")
    assert (new.sales, new.orders, new.reason, new.replaced_by) == (12_000, 5_025, "ได้ใบเสร็จเพิ่ม", None)


def test_a_blank_beside_a_filled_cell_leaves_what_stands_and_a_dash_beside_a_sum_is_asked_about(
    officer, makers
):
    saved(officer, line(sales=100, orders=50))
    saved(officer, line(orders=70))
    assert said() == [(WOVEN, "2026-08", 10_000, 7_000, False)]
    assert faults(checked(officer, line(sales="-"))) == {"F2": "rule"}
    saved(officer, line(sales="-", orders="-"))
    assert said() == [(WOVEN, "2026-08", 0, 0, True)]
    saved(officer, line(sales=0))
    assert said() == [(WOVEN, "2026-08", 0, 0, False)]


def test_figures_told_since_the_check_are_not_written_over(officer, makers, monkeypatch):
    batch = checked(officer, line(sales=100), line(channel="ส่งออก", sales=3))
    entry = Entry(makers[0].pk, "online", Figure(9_900))
    record_sales(month=AUGUST, entries=[entry], method="receipt", by=officer)
    monkeypatch.setattr("saan.registry.actions.imports.stamp_of", lambda *_: batch.findings["stamp"])
    batch = begin_saving(batch=batch, by=officer)
    assert (batch.created, batch.unchanged) == (1, 1)
    assert sorted(SalesFact.objects.filter(replaced_by=None).values_list("channel", "sales")) == [
        ("export", 300), ("online", 9_900)]  # fmt: skip


def test_each_row_that_cannot_be_says_why_in_its_cell(officer, makers, registered, actor):
    other = actor("district2403")
    registered("กลุ่มต่างอำเภอ", tambon=240301, by=other)
    rows = [
        line("กลุ่มจักสานบ้านไผ่ลอม", sales=1),
        line(WOVEN, "หัวไทร", sales=1),
        line("กลุ่มต่างอำเภอ", "ท่าไข่", sales=1),
        line(month="ม.ค. 2570", sales=1),
        line(month="ส.ค. 2566", sales=1),
        line(month="สิงหาคม", sales=1),
        line(channel="ตลาดนัด", sales=1),
        line(channel=None, sales=1),
        line(sales="ขายดี"),
        line(sales="-500"),
        line(product="ไม่มีจริง", sales=1),
        line(how=None, channel="ส่งออก", sales=1),
        line(channel="งานแสดง", sales=1),
        line(channel="งานแสดง", sales=1),
        (None, None, None, "ส.ค. 69", "ออนไลน์", 1, None, "แจ้ง"),
    ]
    batch = checked(officer, *rows)
    assert faults(batch) == {
        "A2": "producer", "A3": "producer", "B4": "outside", "D5": "rule", "D6": "rule", "D7": "blank", "E8": "form",
        "E9": "blank", "F10": "form", "F11": "rule", "C12": "product", "H13": "blank", "F15": "twice", "A16": "blank",
    }  # fmt: skip
    says = {one["cell"]: one["message"] for one in batch.problems}
    assert (batch.problems[0]["suggestion"], "แต่อยู่ใน ต.บางคล้า" in says["A3"]) == (WOVEN, True)
    assert "ขึ้นทะเบียนเดือนกันยายน 2566" in says["D6"]
    assert "แถว 14" in says["F15"]
    book = load_workbook(BytesIO(answer_workbook(batch)))
    assert "“ขายดี”" in book.worksheets[0]["F10"].comment.text
    assert begin_saving(batch=batch, by=officer).created == 1


def test_a_producer_is_found_by_its_code_or_the_name_and_place(officer, registered):
    first, second = registered("กลุ่มทอผ้า", tambon=240201), registered("กลุ่มทอผ้า", tambon=240214)
    type(first).objects.filter(pk=second.pk).update(legacy_code="OT-240214-7")
    heads = ("รหัสผู้ผลิต", "ชื่อกลุ่ม", "ส.ค. 69")
    rows = [
        ("ot 240214 7", None, 5), (None, "กลุ่มทอผ้า", 6), ("OT-240214-7", "ร้านอื่น", 7), ("X-1", None, 8),
        (None, "OT-240214-7", 9),
    ]  # fmt: skip
    batch = checked(officer, *rows, heads=heads, constants=ONLINE)
    says = {one["cell"]: one["message"] for one in batch.problems}
    assert "ต.บางคล้า และ ต.หัวไทร" in says["B3"]
    assert "เป็นของ “กลุ่มทอผ้า”" in says["B4"]
    assert "ไม่พบผู้ผลิตรหัส X-1" in says["A5"]
    assert faults(batch)["C6"] == "twice"


def test_a_cell_is_mended_in_a_month_column(officer, makers):
    batch = checked(officer, (WOVEN, "มาก", 5), heads=("ชื่อกลุ่ม", "ส.ค. 69", "ก.ย. 69"), constants=ONLINE)
    assert faults(batch) == {"B2": "form"}
    batch = mend_cell(batch=batch, cell="B2", value="๑.๕ หมื่น", by=officer)
    begin_saving(batch=batch, by=officer)
    assert [one[2] for one in said()] == [1_500_000, 500]


def test_a_province_hands_sales_to_its_districts(actor, makers):
    province = actor("province24")
    batch = hand_in(data=workbook(line(sales=5), heads=LONG), name="ก.xlsx", by=province)
    with pytest.raises(Refused, match="อำเภอ"):
        map_columns(batch=batch, columns=batch.mapping["columns"], by=province)
    assert not SalesFact.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_pieces_written_by_two_connections_stand_once(officer, makers, monkeypatch):
    monkeypatch.setattr("saan.registry.actions.staging.PIECE", 1)
    rows = [line(month=f"2569-{month:02}", sales=month) for month in range(1, 11)]
    batch = saved(officer, *rows)
    assert (batch.state, batch.created, batch.done_rows) == ("saved", 10, 10)
    assert [one[2] for one in said()] == [month * 100 for month in range(1, 11)]
    again = saved(officer, *(line(month=f"2569-{month:02}", sales=month + 1) for month in range(1, 11)))
    assert (again.created, again.updated) == (0, 10)
    assert SalesFact.objects.filter(replaced_by=None).count() == 10
