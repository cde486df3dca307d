"""What may be put right, and what must stay as it was read."""

import pytest

from saan.documents.reading.scans.digits import Symbol
from saan.documents.reading.scans.mending import mend
from saan.documents.reading.scans.second import amended


def line(text, sure=0.95, wide=10.0):
    return [Symbol(char, i * wide, (i + 1) * wide, sure) for i, char in enumerate(text)]


def words(symbols):
    return "".join(symbol.text for symbol in symbols)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ที่ นม ๐๐๑๙/2 ๔๖๗๘", "ที่ นม ๐๐๑๙/ว ๔๖๗๘"),
        ("ที่ ฉช ๐๐๑๙/วง ๓๖๐๖", "ที่ ฉช ๐๐๑๙/ว ๓๖๐๖"),
        ("ที่สฏ ๐๐๑๙/ว ๖๕๓๖", "ที่สฎ ๐๐๑๙/ว ๖๕๓๖"),
        ("ท่ฉช ๐๐๑๗.๒/ว ๙๙", "ที่ฉช ๐๐๑๗.๒/ว ๙๙"),
        ("เรื่อ การรายงาน", "เรื่อง การรายงาน"),
        ("ลสิ่งที่ส่งมาด้วย ๑.", "สิ่งที่ส่งมาด้วย ๑."),
        ("จ้านวน ๖ อำเภกอ", "จำนวน ๖ อำเภอ"),
        ("ที ่นม", "ที่นม"),
    ],
)
def test_what_cannot_be_is_put_right(read, meant):
    assert words(mend(line(read)).symbols) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ที่ นม ๐๐๑๙/ว ๔๖๗๘",
        "ที่ มท ๐๔๐๘.๒/ว ๑๕๗๙",
        "โทร. 044/2 ๔",
        "เวียน หนังสือ",
        "เรือง การ",
        "อำเภอละ ๒ กลุ่ม",
        "ที่ตั้งใหม่ ๑๒๓๔ บาท",
        "ถนนดอนนก สฏ ๘๔๐๐๐",
        "",
    ],
)
def test_what_may_be_stays(text):
    assert words(mend(line(text)).symbols) == text


def test_a_mended_code_is_told():
    assert mend(line("ที่สฏ ๐๐๑๙/ว ๖๕๓๖")).told == ("สฎ",)
    assert mend(line("ที่ นม ๐๐๑๙/2 ๔๖๗๘")).told == ("/ว",)
    assert mend(line("ที่ นม ๐๐๑๙/ว ๔๖๗๘")).told == ()


def again(**readings):
    """Second readings by language; asking for another fails the test."""
    return lambda language: readings[language]


def test_doubtful_latin_is_read_again_in_thai():
    read = [*line("ถนน "), *line("AY", 0.7)]
    read[4:] = [Symbol("A", 40, 50, 0.7), Symbol("Y", 50, 60, 0.7)]
    thai = [Symbol("ฉ", 41, 49, 0.9), Symbol("ช", 51, 59, 0.9)]
    assert words(amended(read, again(tha=thai))) == "ถนน ฉช"


def test_a_second_reading_that_is_no_surer_changes_nothing():
    read = [Symbol("A", 0, 10, 0.7), Symbol("Y", 10, 20, 0.7)]
    assert words(amended(read, again(tha=[Symbol("ฉ", 1, 9, 0.5)]))) == "AY"
    assert words(amended(read, again(tha=[]))) == "AY"
    flood = [Symbol("ด", float(i), float(i + 1), 0.99) for i in range(20)]
    assert words(amended(read, again(tha=flood))) == "AY"


def test_addresses_and_sure_words_are_not_read_again():
    for text, sure in (("korat.otop@example.go.th", 0.6), ("OTOP", 0.97), ("การพัฒนา", 0.3)):
        assert words(amended(line(text, sure), again())) == text


def test_capitals_taken_for_figures_come_back():
    read = [*line("ท่องเที่ยว "), *[Symbol(c, 110 + i * 10, 120 + i * 10, 0.95) for i, c in enumerate("0100")]]
    english = [Symbol(c, 110 + i * 10, 120 + i * 10, 0.96) for i, c in enumerate("OTOP")]
    assert words(amended(read, again(eng=english))) == "ท่องเที่ยว OTOP"
    assert words(amended(read, again(eng=read[11:]))) == "ท่องเที่ยว 0100"
