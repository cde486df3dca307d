"""Every kind of doubt on a made-up letter, and silence where nothing is wrong."""

import pytest

from saan.letters.reader import read
from saan.letters.reader.doubts import KINDS

LETTER = """ที่ {code} ๐๐๑๙/ว ๑๒๓
ศาลากลางจังหวัด{province}
ถนนสมมติ {code} {postcode}

{date}

เรื่อง ทดสอบ
เรียน นายอำเภอ
อ้างถึง หนังสือจังหวัด{province} ที่ {code} ๐๐๑๙/ว ๙๙ ลงวันที่ {cited}

ด้วยจังหวัดมีงบประมาณ {sum} จึงขอให้อำเภอ{task}

จึงเรียนมาเพื่อพิจารณา

ขอแสดงความนับถือ

(นายสมมติ ตัวอย่างดี)
พัฒนาการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัด{province}

สำนักงานพัฒนาชุมชนจังหวัด
โทร. ๐ ๓๘๕๑ ๐๐๐๐
"""
SOUND = {
    "code": "ฉช",
    "province": "ฉะเชิงเทรา",
    "postcode": "๒๔๐๐๐",
    "date": "๔ มิถุนายน ๒๕๖๗",
    "cited": "๒ พฤษภาคม ๒๕๖๗",
    "sum": "๓,๐๐๐ บาท (สามพันบาทถ้วน)",
    "task": "จัดส่งรายชื่อ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗",
}


def doubts(**changes):
    text = LETTER.format(**SOUND | changes)
    found = read(text).record["doubts"]
    for doubt in found:
        assert doubt["kind"] in KINDS
        assert doubt["recommended"] == 0
        assert doubt["suggestions"]
        assert all(text[slice(*word["span"])] == word["text"] for word in doubt["words"])
    return {doubt["kind"]: doubt for doubt in found}


def sets(doubt, choice=0):
    return doubt["suggestions"][choice]["sets"]


def test_a_sound_letter_raises_no_doubt():
    assert doubts() == {}


def test_a_misread_code_is_mended_in_number_and_reference_together():
    found = doubts(code="ฉข")["code_vs_header"]
    assert sets(found) == {
        "number_agency_code": "ฉช",
        "number": "ฉช ๐๐๑๙/ว ๑๒๓",
        "references.0.number": "ฉช ๐๐๑๙/ว ๙๙",
    }
    assert [w["text"] for w in found["words"]] == ["ฉข", "ฉข"]


def test_the_printed_number_stays_in_the_record():
    text = LETTER.format(**SOUND | {"code": "ฉข"})
    assert read(text).record["number"] == "ฉข ๐๐๑๙/ว ๑๒๓"


def test_a_postcode_of_another_province():
    found = doubts(postcode="๒๕๐๐๐")["postcode"]
    assert found["suggestions"][0]["label"] == "น่าจะเป็น ๒๔๐๐๐"
    assert "ปราจีนบุรี" in found["message"]


def test_a_name_against_code_and_postcode():
    found = doubts(province="เชียงใหม่")["province_conflict"]
    assert sets(found)["issuing_office"] == "ศาลากลางจังหวัดฉะเชิงเทรา"
    assert sets(found)["signatory.acting_for"] == "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"
    assert sets(found, 1) == {"province": "เชียงใหม่"}


def test_sum_in_figures_and_words():
    found = doubts(sum="๓,๕๐๐ บาท (สามพันบาทถ้วน)")["digits_vs_words"]
    assert sets(found) == {"money.0.value": 3000}


def test_letter_on_a_saturday_offers_the_days_around():
    found = doubts(date="๑ มิถุนายน ๒๕๖๗")["weekend_date"]
    assert found["fields"] == ["date"]
    assert [sets(found, i).get("date", {}).get("iso") for i in range(3)] == [None, "2024-06-04", "2024-05-31"]


def test_deadline_on_a_sunday():
    found = doubts(task="ส่งรายชื่อ ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗")["weekend_date"]
    assert sets(found) == {}
    assert sets(found, 1) == {"directives.0.deadline.date": "2024-07-01"}
    assert sets(found, 2) == {"directives.0.deadline.date": "2024-06-28"}


def test_deadline_before_the_letter():
    found = doubts(task="ส่งรายชื่อ ภายในวันที่ ๒๘ พฤษภาคม ๒๕๖๗")["due_before_letter"]
    assert sets(found) == {"directives.0.deadline.date": "2025-05-28"}


def test_a_day_that_does_not_exist():
    found = doubts(task="ส่งรายชื่อ ภายในวันที่ ๓๑ มิถุนายน ๒๕๖๗")["invalid_date"]
    assert sets(found) == {}
    assert sets(found, 1) == {"directives.0.deadline": {"kind": "once", "date": "2024-06-30"}}


def test_an_impossible_date_of_a_reference():
    assert doubts(cited="๓๑ มิถุนายน ๒๕๖๖")["invalid_date"]["fields"] == ["references.0.date"]


def test_a_weekday_that_is_another_day():
    assert "weekday_mismatch" in doubts(task="ส่งรายชื่อ ภายในวันจันทร์ที่ ๒๘ มิถุนายน ๒๕๖๗")


def test_private_mail_as_report_channel():
    task = "รายงานให้จังหวัดทราบทางไปรษณีย์อิเล็กทรอนิกส์ somebody@gmail.com ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗"
    assert sets(doubts(task=task)["free_mail"]) == {"directives.0.report_channel": "ระบบสาน"}
    assert "free_mail" not in doubts(task=task.replace("gmail.com", "cdd.go.th"))


def test_two_units_and_new_or_total():
    found = doubts(task="รับลงทะเบียนผู้ผลิต ตำบลละ ๒ ราย/กลุ่ม เพื่อเพิ่มกลุ่มในระบบ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗")
    assert sets(found["ambiguous_or"], 1) == {"directives.0.quota.unit": "ราย"}
    assert sets(found["new_or_total"]) == {"directives.0.quota.count": "new"}
    assert "new_or_total" not in doubts(
        task="รับลงทะเบียนรายใหม่ ตำบลละ ๒ ราย เพื่อเพิ่มกลุ่ม ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗"
    )


def test_mobile_numbers_are_personal():
    text = LETTER.format(**SOUND) + "ผู้ประสานงาน ๑. นางสาวสมมติ ดีงาม นักวิชาการ โทร. ๐๘๑ ๐๐๐ ๐๐๐๐\n"
    kinds = [doubt["kind"] for doubt in read(text).record["doubts"]]
    assert kinds == ["personal_mobile"]


def test_a_doubled_word_at_a_line_end():
    assert "duplicate_word" in doubts(task="จัดส่งแผนของ\nของอำเภอ ภายในวันที่ ๒๘ มิถุนายน ๒๕๖๗")


def test_a_memo_dated_otherwise_than_cited():
    memo = (
        "\nบันทึกข้อความ\nส่วนราชการ กรมการพัฒนาชุมชน โทร. ๐ ๒๑๔๑ ๐๐๐๐\nที่ มท ๐๔๐๔/๗ วันที่ ๑๕ พฤษภาคม ๒๕๖๗\n"
        "เรื่อง ทดสอบ\nเรียน อธิบดี\nจึงเรียนมาเพื่อทราบ\n(นายสมมติ ดีงาม)\nผู้อำนวยการกอง\n"
    )
    letter = LETTER.replace("ที่ {code} ๐๐๑๙/ว ๙๙", "ที่ มท ๐๔๐๔/๗").format(
        **SOUND | {"cited": "๑๔ พฤษภาคม ๒๕๖๗"}
    )
    found = {d["kind"]: d for d in read(letter + memo).record["doubts"]}["reference_date_mismatch"]
    assert sets(found) == {"references.0.date": "2024-05-15"}
    assert sets(found, 1)["embedded.0.date"]["iso"] == "2024-05-14"


@pytest.mark.parametrize("text", ["ข่าวประชาสัมพันธ์\nนายสมมติ เปิดเผยว่า งานจัดวันที่ 3 มิ.ย. 67", "ข้อความสั้น ๆ"])
def test_no_letter_is_offered_as_an_event(text):
    (found,) = read(text).record["doubts"]
    assert (found["kind"], found["suggestions"][0]["sets"]) == ("not_a_letter", {"record_as": "event"})
