"""Numbers of letters, telephones, sums and shares, each on a short text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.digits import to_thai
from saan.letters.reader.normalise import view
from saan.letters.reader.values import HASHTAG, LETTER_NUMBER, money, percents, phones


@pytest.mark.parametrize(
    ("text", "letters", "circular", "register"),
    [
        ("มท 0404.2/00625", "มท", False, "00625"),
        ("พง0017.2/ว1423", "พง", True, "1423"),
        ("ปจ 51021/5960", "ปจ", False, "5960"),
        ("ฉช 0019/ว 333", "ฉช", True, "333"),
    ],
)
def test_letter_numbers(text, letters, circular, register):
    match = LETTER_NUMBER.fullmatch(text)
    assert (match["letters"], bool(match["circular"]), match["register"]) == (letters, circular, register)


def test_an_internal_register_form_is_no_letter_number():
    assert LETTER_NUMBER.match("0045/2569") is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("โทร. 0-3851-1239", [("0-3851-1239", "phone")]),
        (
            "โทร. 0 2241 9000 ต่อ 4104 โทรสาร 0 2241 9001",
            [("0 2241 9000 ต่อ 4104", "phone"), ("0 2241 9001", "fax")],
        ),
        ("โทร.081 555 0101\n2. นาย", [("081 555 0101", "phone")]),
        ("โทร. 0-3855-0161-2 ต่อ 14", [("0-3855-0161-2 ต่อ 14", "phone")]),
        ("โทร./โทรสาร 0 4251 1111", [("0 4251 1111", "phone"), ("0 4251 1111", "fax")]),
        ("โทร. 0 2221 5514 (มท) 50586", [("0 2221 5514", "phone"), ("(มท) 50586", "phone")]),
        ("เลขที่ 000-0-00000-0", []),
    ],
)
def test_telephones_stay_on_their_line(line, found):
    assert [(line[p.start : p.end], p.kind) for p in phones(line)] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,477,560,000 บาท", 4477560000),
        ("1.57 แสนล้านบาท", 157000000000),
        ("สามล้านห้าแสนบาทถ้วน", 3500000),
        ("3,849.30 ล้านบาท", 3849300000),
    ],
)
def test_sums(text, value):
    assert [v.value for v in money(text)] == [value]


def test_role_of_a_sum_comes_from_the_words_before_it():
    assert money("วงเงินไม่เกิน 5,000 บาท")[0].role == "limit"
    assert money("ได้รับจัดสรรงบประมาณ 5,000 บาท")[0].role == "budget"


@pytest.mark.parametrize(("text", "value"), [("ร้อยละ 18.40", 18.4), ("ร้อยละสิบ", 10), ("50%", 50)])
def test_shares(text, value):
    assert [v.value for v in percents(text)] == [value]


def test_hashtag_with_a_slot():
    text = "ใช้ #ของดีบ้านเรา #จังหวัด...(ชื่อ)... ประกอบ"
    assert HASHTAG.findall(text) == ["#ของดีบ้านเรา", "#จังหวัด...(ชื่อ)..."]


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_any_sum_in_thai_digits_reads_back(value):
    text = view(f"จำนวน {to_thai(f'{value:,}')} บาท").text
    assert [v.value for v in money(text)] == [value]
