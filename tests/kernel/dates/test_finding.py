import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel import dates
from saan.kernel.dates import Found, FoundDate, FoundRange, find_dates
from saan.kernel.digits import to_thai

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))
FILLER = st.text(alphabet="กขค ()\n", max_size=20)


def only(text: str, near: date | None = None) -> Found:
    (found,) = find_dates(text, near)
    return found


def only_date(text: str, near: date | None = None) -> FoundDate:
    found = only(text, near)
    assert isinstance(found, FoundDate)
    return found


@pytest.mark.parametrize(
    ("text", "raw", "expected"),
    [
        ("ภายในวันที่ ๒๙ กันยายน ๒๕๖๖ และ", "๒๙ กันยายน ๒๕๖๖", date(2023, 9, 29)),
        ("(8ก.พ.60) นาย", "8ก.พ.60", date(2017, 2, 8)),
        ("เมื่อวันที่่ 13 ก.ย. 65 เวลา 21.00 น.", "13 ก.ย. 65", date(2022, 9, 13)),
        ("สั่ง ณ วันที่ ๓ เมษายน พุทธศักราช ๒๕๖๐", "๓ เมษายน พุทธศักราช ๒๕๖๐", date(2017, 4, 3)),
        ("ภายในวันที่\n๒๙ กันยายน\n๒๕๖๖", "๒๙ กันยายน\n๒๕๖๖", date(2023, 9, 29)),
        ("กำหนดส่ง 29/09/2566.", "29/09/2566", date(2023, 9, 29)),
        ("at 2023-09-29T08:00", "2023-09-29", date(2023, 9, 29)),
        (
            "ภายในวันที่ยี่สิบห้า กันยายน สองพันห้าร้อยหกสิบแปด",
            "ยี่สิบห้า กันยายน สองพันห้าร้อยหกสิบแปด",
            date(2025, 9, 25),
        ),
    ],
)
def test_a_day_in_a_sentence(text: str, raw: str, expected: date) -> None:
    found = only_date(text)
    assert (found.raw, found.date, found.precision) == (raw, expected, "day")
    assert text[found.start : found.end] == raw


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("วันที่ ๒๙-๓๐ มิ.ย. ๖๑", date(2018, 6, 29), date(2018, 6, 30)),
        ("ระหว่างวันที่ 29-30  มิ.ย. 61  ณ ห้อง", date(2018, 6, 29), date(2018, 6, 30)),
        ("๓ ถึง ๑๔ กุมภาพันธ์ ๒๕๖๘", date(2025, 2, 3), date(2025, 2, 14)),
        ("ตั้งแต่วันที่ 3 จนถึงวันที่ 14 ก.พ. 2568", date(2025, 2, 3), date(2025, 2, 14)),
        ("30 มกราคม – 2 กุมภาพันธ์ 2568", date(2025, 1, 30), date(2025, 2, 2)),
        ("30 ธันวาคม - 2 มกราคม 2568", date(2024, 12, 30), date(2025, 1, 2)),
        ("30 ธันวาคม 2567 ถึง 2 มกราคม 2568", date(2024, 12, 30), date(2025, 1, 2)),
        ("1/10/2566 - 5/10/2566", date(2023, 10, 1), date(2023, 10, 5)),
        ("มิถุนายน – กรกฎาคม 2560", date(2017, 6, 1), date(2017, 7, 1)),
        ("ตุลาคม 2567 ถึง กันยายน 2568", date(2024, 10, 1), date(2025, 9, 1)),
    ],
)
def test_a_range(text: str, first: date, last: date) -> None:
    found = only(text)
    assert isinstance(found, FoundRange)
    assert (found.first.date, found.last.date, found.date, found.problem) == (first, last, last, None)
    assert text[found.start : found.end] == found.raw


def test_a_range_that_runs_backwards_is_said() -> None:
    assert only("14 - 3 กุมภาพันธ์ 2568").problem == "วันเริ่มอยู่หลังวันสิ้นสุด"


def test_days_listed_before_one_month() -> None:
    found = find_dates("ในวันที่ 1, 8 และ 15 มกราคม 2567")
    assert [item.date for item in found] == [date(2024, 1, 1), date(2024, 1, 8), date(2024, 1, 15)]


@pytest.mark.parametrize(
    ("text", "raw", "month"),
    [
        ("ภายในเดือนมิถุนายน ๒๕๖๖ นั้น", "มิถุนายน ๒๕๖๖", date(2023, 6, 1)),
        ("ภายในเดือน พ.ค. 68", "พ.ค. 68", date(2025, 5, 1)),
        ("จนถึงเดือนกันยายน ๒๕๖๘", "กันยายน ๒๕๖๘", date(2025, 9, 1)),
    ],
)
def test_a_month_alone(text: str, raw: str, month: date) -> None:
    found = only_date(text)
    assert (found.raw, found.date, found.precision) == (raw, month, "month")


def test_an_impossible_date_is_named_and_not_moved() -> None:
    found = only_date("ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๗")
    assert found.date is None
    assert found.problem == "กุมภาพันธ์ 2567 มี 29 วัน ในข้อความเขียน 31"
    assert only_date("ภายใน 29/13/2566").date is None


def test_a_weekday_that_disagrees_is_a_doubt_and_the_date_stays() -> None:
    found = only_date("วันพุธที่ 26 กันยายน 2566")
    assert found.date == date(2023, 9, 26)
    assert found.doubt == "26 กันยายน 2566 เป็นวันอังคาร ไม่ใช่วันพุธ"


def test_a_date_without_its_year() -> None:
    assert only_date("ภายในวันที่ 8 ก.พ.นี้").problem == "ไม่ได้บอกปี"
    assert only_date("ถึง 16 ธันวาคมนี้", near=date(2024, 11, 27)).date == date(2024, 12, 16)
    assert only_date("ภายใน 5 ม.ค.", near=date(2024, 12, 20)).date == date(2025, 1, 5)
    assert only_date("เมื่อ 28 ธ.ค.", near=date(2025, 1, 5)).date == date(2024, 12, 28)


@pytest.mark.parametrize(
    "text",
    ["โทร 02-14-1666", "ที่ มท 0019/ว 333", "ข้อ 1.2.3", "นางมีนา ใจดี", "งบ 3,849.30 ล้านบาท", "ครั้งที่ ๒/๒๕๖๑"],
)
def test_figures_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize("text", ["26 พ.ค. 08.30 น.", "26 พ.ค. 15 ราย", "26 พ.ค. 10:00"])
def test_what_follows_a_day_is_not_taken_for_its_year(text: str) -> None:
    assert only_date(text).raw == "26 พ.ค."


@given(DAYS, FILLER, FILLER, st.booleans())
def test_offsets_point_into_the_given_text(day: date, before: str, after: str, thai: bool) -> None:
    written = dates.format_long(day, thai_digits=thai)
    text = f"{before} {written} {after}"
    found = only_date(text)
    assert (found.start, found.raw, found.date) == (len(before) + 1, written, day)


@given(DAYS, st.integers(1, 60))
def test_ranges_are_read_back(day: date, length: int) -> None:
    last = date.fromordinal(day.toordinal() + length)
    found = only(to_thai(f"{dates.format_short(day)} - {dates.format_short(last)}"))
    assert isinstance(found, FoundRange)
    assert (found.first.date, found.last.date) == (day, last)


@given(
    st.lists(st.sampled_from(["31", "๒", "กุมภาพันธ์", "ก.พ.", " ", "2567", "-", "ถึง", "/", "และ", "ห้า", "\n"]))
)
def test_any_mixture_is_read_without_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_dates(text)
    for item in found:
        assert text[item.start : item.end] == item.raw
        assert item.date is not None or item.problem
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start


@pytest.mark.slow
def test_the_date_of_every_letter_is_found(shared_letters: Path) -> None:
    golds = sorted(shared_letters.glob("dev/*.gold.json"))
    assert golds
    missed = []
    for path in golds:
        gold = json.loads(path.read_text())
        wanted = (gold.get("date") or {}).get("iso")
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text()
        if wanted and wanted not in {item.date.isoformat() for item in find_dates(text) if item.date}:
            missed.append((path.name, gold["date"]))
    assert missed == []
