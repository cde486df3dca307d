"""Months, sums and permits as offices write them in cells and headings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.dates import format_month, format_short
from saan.kernel.digits import to_thai
from saan.registry.importing.fields import field_of, missing_of
from saan.registry.importing.measures import Column, Measure, choices_for, column_of, measures_in
from saan.registry.importing.months import Written, month_label, read_heading, read_month, year_around
from saan.registry.importing.values import NOT_APPLICABLE, CellProblem, How, read_cell
from saan.registry.rules import ImportKind, SalesChannel

SALES, PRODUCTS = ImportKind.SALES, ImportKind.PRODUCTS
_months = st.dates(date(2001, 10, 1), date(2042, 12, 31)).map(lambda day: day.replace(day=1))


@pytest.mark.parametrize(
    "text",
    ["ต.ค. 66", "ตุลาคม 2566", "2566-10", "10/2566", "10/66", "ตค66", "เดือน ต.ค. พ.ศ. ๒๕๖๖", "2023-10-01 00:00:00",
     "2566-10-01 00:00:00", "Oct-23", "October 2023", "ต.ค.2566", "ตุลา 66", "ประจำเดือนตุลาคม 2566", "ต.ค. ค.ศ. 2023"],
)  # fmt: skip
def test_a_month_is_read_whatever_way_it_was_written(text):
    assert read_heading(text) == read_month(text) == Written(10, 2023)


@pytest.mark.parametrize("text", ["1 ต.ค. 2566", "15/10/2566", "45200", "2023-10-15 00:00:00"])
def test_a_day_tells_its_month_in_a_cell_but_is_no_heading(text):
    assert read_month(text) == Written(10, 2023)
    assert read_heading(text) is None


@pytest.mark.parametrize("text", ["", "12500", "2566", "13/2566", "ยอดขาย", "ชุมชน", "ต.คลองขุด", "66"])
def test_what_names_no_month_is_none(text):
    assert read_heading(text) is None


@given(_months)
def test_our_own_ways_of_writing_a_month_come_back(month):
    wanted = Written(month.month, month.year)
    assert read_month(month_label(month)) == read_heading(format_month(month)) == wanted
    assert read_month(to_thai(format_month(month))) == wanted
    assert read_month(format_short(month)) == wanted
    assert read_month(f"{month.year + 543}-{month.month:02}") == wanted


@given(
    _months, st.sampled_from(Measure), st.none() | st.sampled_from(SalesChannel), st.booleans(), st.booleans()
)
def test_a_key_says_all_of_its_column(month, measure, channel, dated, bare):
    written = Written(month.month, None if bare else month.year) if dated else None
    column = Column(measure, written, channel)
    assert column_of(column.key) == column
    assert column in choices_for(column)


@given(st.text("salesorders@:-0123456789fair", max_size=20))
def test_other_keys_are_none_or_themselves(key):
    column = column_of(key)
    assert column is None or column_of(column.key) == column


def test_years_of_titles():
    assert (year_around("ยอด ปีงบประมาณ พ.ศ. ๒๕๖๗").be, year_around("ปีงบ 67").fiscal) == (2567, True)
    assert (year_around("ประจำปี 2567").be, year_around("ประจำปี 2567").fiscal) == (2567, False)
    assert year_around("บัญชี.xlsx") is None


@pytest.mark.parametrize(
    ("titles", "around", "keys"),
    [
        (["ต.ค. 66", "ม.ค. 67"], "", ["sales@2023-10", "sales@2024-01"]),
        (["ต.ค.", "ม.ค."], "ปีงบประมาณ 2567", ["sales@2023-10", "sales@2024-01"]),
        (["ต.ค.", "ม.ค."], "ประจำปี 2567", ["sales@2023-10", "sales@2024-01"]),
        (["ม.ค.", "ต.ค."], "ประจำปี 2567", ["sales@2024-01", "sales@2024-10"]),
        (["ปี 2567 / ม.ค.", "ปี 2568 / ม.ค."], "", ["sales@2024-01", "sales@2025-01"]),
        (["ต.ค.", "พ.ย."], "", ["sales@10", "sales@11"]),
        (["ต.ค. 66 / ยอดขาย", "ต.ค. 66 / ยอดสั่งซื้อ"], "", ["sales@2023-10", "orders@2023-10"]),
        (["ต.ค. 66 / ออนไลน์", "ต.ค. 66 / ส่งออก"], "", ["sales@2023-10:online", "sales@2023-10:export"]),
        (["งานแสดงสินค้า (บาท)", "รวม ต.ค. 66", "ต.ค. 66 / จำนวนชิ้น"], "", ["sales:fair"]),
    ],
)
def test_headings_of_sums(titles, around, keys):
    found = measures_in(dict(enumerate(titles)), around)
    assert [column.key for column in found.values()] == keys


def read(key, text, kind=SALES):
    return read_cell(field_of(kind, key), text)


@pytest.mark.parametrize(
    ("text", "satang"),
    [("1.2 ล้าน", 120_000_000), ("๐", 0), ("0", 0), ("0.00", 0), ("-", NOT_APPLICABLE), ("ไม่มี", NOT_APPLICABLE),
     ("๕,๐๐๐ บาท", 500_000), (None, None), ("", None), ("12,500.5", 1_250_050)],
)  # fmt: skip
def test_blank_nought_and_nothing_to_sell_are_three_things(text, satang):
    assert read("sales@2023-10", text).value == satang


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("sales", "-500", "ติดลบไม่ได้"), ("sales", "(500)", "ติดลบไม่ได้"), ("orders", "เยอะ", "ถ้าขายไม่ได้ กรอก 0"),
        ("sales", "1000000001", "สูงผิดปกติ"), ("sales", "99999999999999", "จำนวนหลัก"),
        ("month", "ไตรมาส 1", "เป็นเดือนไม่ได้"),
        ("year", "ปีที่แล้ว", "เป็นปีไม่ได้"), ("year", "2300", "นอกช่วง"), ("channel", "ตลาดนัด", "ไม่รู้จักช่องทาง"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_says_what_to_do(key, text, says):
    with pytest.raises(CellProblem, match=says):
        read(key, text)


def test_a_month_that_a_program_took_for_1966_has_one_certain_meaning():
    with pytest.raises(CellProblem) as problem:
        read("month", "1966-10-01 00:00:00")
    assert (problem.value.suggestion, problem.value.how) == ("ต.ค. 2566", How.DATE)


@pytest.mark.parametrize(
    ("text", "value"),
    [("ใช่", "yes"), ("มี อย.", "yes"), ("มี", "yes"), ("/", "yes"), ("ไม่", "no"), ("ไม่ต้อง", "no"), ("0", "no"),
     ("มี อย. ๑๐-๑-๑๒๓๔๕-๕-๐๐๐๑", "yes:10-1-12345-5-0001"), ("10-1-12345-5-0001", "yes:10-1-12345-5-0001"),
     ("-", None), (None, None)],
)  # fmt: skip
def test_whether_a_permit_is_needed(text, value):
    assert read("regulated", text, PRODUCTS).value == value


@pytest.mark.parametrize("text", ["ไม่มี", "ไม่มี อย.", "กำลังขอ", "อาจจะ"])
def test_words_that_may_mean_either_are_asked_about(text):
    with pytest.raises(CellProblem, match="กฎหมายกำหนด"):
        read("regulated", text, PRODUCTS)


def test_what_a_sheet_of_sales_needs_depends_on_its_columns():
    assert missing_of(SALES, ["producer"]) == ["ยอดขายหรือยอดสั่งซื้อ"]
    assert missing_of(SALES, ["producer", "sales"]) == ["เดือน"]
    assert missing_of(SALES, ["producer", "sales@2023-10"]) == []
    assert missing_of(SALES, ["producer", "sales@10:fair"], {}) == ["ปีงบประมาณ", "ที่มาของตัวเลข"]
    assert (
        missing_of(SALES, ["producer", "sales@10", "fiscal_year"], {"channel": "fair", "method": "receipt"})
        == []
    )
