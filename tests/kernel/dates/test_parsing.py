from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel import dates
from saan.kernel.digits import to_thai

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2156, 12, 31))
THIS_CENTURY = st.dates(min_value=date(1957, 1, 1), max_value=date(2056, 12, 31))

SAME_DAY = [
    "26 กันยายน 2566",
    "๒๖ กันยายน ๒๕๖๖",
    "๒6 กันยายน 25๖๖",
    "วันที่ ๒๖ กันยายน พ.ศ. ๒๕๖๖",
    "ที่ 26 กันยายน 2566",
    "ณ วันที่ ๒๖ กันยายน พุทธศักราช ๒๕๖๖",
    "วันอังคารที่ 26 กันยายน 2566",
    "วันอังคาร 26 กันยายน 2566",
    "อังคารที่ 26 กันยายน พ.ศ.2566",
    "อ. 26 ก.ย. 2566",
    "26 ก.ย. 66",
    "26 ก.ย 66",
    "26 กย 66",
    "26กย.66",
    "26 กันยา 66",
    "26 เดือนกันยายน 2566",
    "26/09/2566",
    "26/9/66",
    "๒๖/๙/๖๖",
    "26-9-66",
    "26.9.2566",
    "2023-09-26",
    "2566-09-26",
    "2023-09-26T10:00:00+07:00",
    "26 กันยายน 2023",
    "26 กันยายน ค.ศ. 2023",
    "26/09/2023",
    "  26\u00a0กันยายน\n2566 ",
    "26 กัน\u200bยายน 2566",
    "วันท\u0e48\u0e35\u0e48 26 กันยายน 2566",
    "วันที่ยี่สิบหก กันยายน สองพันห้าร้อยหกสิบหก",
]


@pytest.mark.parametrize("text", SAME_DAY)
def test_every_written_form_of_one_day(text: str) -> None:
    assert dates.parse_date(text) == date(2023, 9, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26 กรกฏาคม 2566", date(2023, 7, 26)),
        ("3 กุมพาพันธ์ 2566", date(2023, 2, 3)),
        ("พฤ. 28 ก.ย. 2566", date(2023, 9, 28)),
        ("วันพฤหัสบดีที่ 28 กันยายน 2566", date(2023, 9, 28)),
        ("29 กุมภาพันธ์ 2567", date(2024, 2, 29)),
    ],
)
def test_other_days(text: str, expected: date) -> None:
    assert dates.parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 กุมภาพันธ์ 2567", "กุมภาพันธ์ 2567 มี 29 วัน ท่านกรอก 31"),
        ("31/4/2567", "เมษายน 2567 มี 30 วัน ท่านกรอก 31"),
        ("0 มกราคม 2566", "มกราคม 2566 มี 31 วัน ท่านกรอก 0"),
        ("29/13/2566", "เดือนต้องอยู่ระหว่าง 1 ถึง 12 ท่านกรอก 13"),
        ("1 มกราคม 2300", "ปี 2300 อยู่นอกช่วง พ.ศ. 2400–2700"),
        ("1 มกราคม พ.ศ. 2023", "ปี 2023 อยู่นอกช่วง"),
        ("1 มกราคม ค.ศ. 2566", "ปี 2566 อยู่นอกช่วง"),
        ("วันพุธที่ 26 กันยายน 2566", "26 กันยายน 2566 เป็นวันอังคาร ไม่ใช่วันพุธ"),
        ("26 กันยายน", "ยังไม่ได้บอกปี"),
        ("กันยายน 2566", "ยังไม่ได้บอกวันที่"),
        ("", "ยังไม่ได้กรอกวันที่"),
        ("   ", "ยังไม่ได้กรอกวันที่"),
        ("พรุ่งนี้", "อ่าน “พรุ่งนี้” เป็นวันที่ไม่ได้"),
        ("26 กันยายน 2566 เวลา 10.00 น.", "เป็นวันที่ไม่ได้"),
        ("ห้าห้า กันยายน 2566", "อ่านจำนวน “ห้าห้า” ไม่ได้"),
    ],
)
def test_the_error_says_what_is_wrong_in_thai(text: str, sentence: str) -> None:
    with pytest.raises(dates.ThaiDateError) as caught:
        dates.parse_date(text)
    assert sentence in str(caught.value)


@given(DAYS, st.booleans())
def test_every_form_we_write_we_read(day: date, thai_digits: bool) -> None:
    for form in (dates.format_long, dates.format_short, dates.format_deadline):
        assert dates.parse_date(form(day, thai_digits=thai_digits)) == day


@given(DAYS)
def test_iso_and_slashes_are_read_back(day: date) -> None:
    assert dates.parse_date(day.isoformat()) == day
    assert dates.parse_date(to_thai(f"{day.day}/{day.month}/{day.year + 543}")) == day


@given(THIS_CENTURY)
def test_two_figures_mean_the_buddhist_century(day: date) -> None:
    short_year = f"{(day.year + 543) % 100:02}"
    assert dates.parse_date(f"{day.day}/{day.month}/{short_year}") == day
    assert dates.parse_date(f"{day.day} {dates.SHORT_MONTHS[day.month - 1]} {short_year}") == day


@given(st.integers(0, 99), st.sampled_from(dates.MONTHS), st.integers(0, 9999))
def test_figures_make_a_date_or_a_thai_sentence(day: int, month: str, year: int) -> None:
    try:
        found = dates.parse_date(f"{day} {month} {year:04}")
    except dates.ThaiDateError as error:
        assert any("ก" <= character <= "๛" for character in str(error))  # noqa: PT017
    else:
        assert (found.day, dates.MONTHS[found.month - 1]) == (day, month)


@given(st.text(alphabet="0123๐๑๒/.- วันที่กันยายน.พศ\nห้าสิบยี่เอ็ด"))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        dates.parse_date(text)
    except dates.ThaiDateError:
        return
