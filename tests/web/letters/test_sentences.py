"""Quotas and deadlines as the sentences an officer checks."""

from datetime import date

import pytest

from saan.web.office.letters.sentences import closed_day, deadline_words, due_note, letter_day, quota_parts


def said(quota) -> str:
    return "".join(words for words, _ in quota_parts(quota))


@pytest.mark.parametrize(
    ("quota", "sentence"),
    [
        (None, ""),
        ({"per": "district", "min": 6, "unit": "ผลิตภัณฑ์"}, "ทุกอำเภอ อย่างน้อย 6 ผลิตภัณฑ์"),
        ({"per": "lao", "exact": 1, "unit": "โครงการ"}, "ทุกองค์กรปกครองส่วนท้องถิ่น 1 โครงการ"),
        ({"per": "week", "max": 2, "unit": "ครั้ง"}, "ทุกสัปดาห์ ไม่เกิน 2 ครั้ง"),
        ({"per": None, "min": 1200, "max": 2400, "unit": "ราย"}, "1,200 ถึง 2,400 ราย"),
        ({"per": "tambon"}, "ทุกตำบล ไม่ได้ระบุจำนวน"),
    ],
)
def test_a_quota_is_one_sentence(quota, sentence):
    assert said(quota) == sentence


def test_conditions_follow_with_their_counts():
    quota = {
        "per": "tambon", "min": 2, "unit": "ราย/กลุ่ม",
        "conditions": [
            {"text": "กลุ่มผู้ผลิตชุมชน", "min": 1, "unit": "กลุ่ม"},
            {"text": "ประเภทอื่น", "min": 1, "unit": "ราย"},
        ],
    }  # fmt: skip
    assert said(quota) == (
        "ทุกตำบล อย่างน้อย 2 ราย/กลุ่ม โดยเป็นกลุ่มผู้ผลิตชุมชน อย่างน้อย 1 กลุ่ม และประเภทอื่น อย่างน้อย 1 ราย"
    )


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "ไม่ได้กำหนดวัน"),
        ({"kind": "once", "date": "2023-09-29"}, "ศ. 29 ก.ย. 2566"),
        ({"kind": "once", "date": "2023-09-29", "time": "16:30"}, "ศ. 29 ก.ย. 2566 เวลา 16.30 น."),
        ({"kind": "once", "date": "2023-06"}, "มิถุนายน 2566"),
        ({"kind": "recurring", "rule": "monthly:25", "until": "2025-09"}, "ทุกเดือน วันที่ 25 จนถึง กันยายน 2568"),
        ({"kind": "recurring", "rule": "weekly:mon,thu"}, "ทุกสัปดาห์ วันจันทร์ วันพฤหัสบดี"),
        ({"kind": "recurring", "rule": "quarterly:5"}, "ทุกไตรมาส ภายในวันที่ 5 ของเดือนถัดไป"),
        ({"kind": "recurring", "rule": "monthly:last"}, "ทุกสิ้นเดือน"),
        ({"kind": "range", "from": "2025-02-03", "date": "2025-02-14"}, "จ. 3 ก.พ. 2568 ถึง ศ. 14 ก.พ. 2568"),
        ({"kind": "relative", "n": 15, "unit": "workday", "from": "วันที่ได้รับหนังสือ"}, "ภายใน 15 วันทำการ นับแต่วันที่ได้รับหนังสือ"),
        ({"kind": "asap"}, "ทันที ไม่ได้กำหนดวัน"),
        ({"kind": "invalid", "raw": "๓๑ กุมภาพันธ์ ๒๕๖๗"}, "“31 กุมภาพันธ์ 2567” ไม่มีในปฏิทิน ยังไม่ตั้งกำหนด"),
    ],
)  # fmt: skip
def test_a_deadline_in_words(due, words):
    assert deadline_words(due) == words


def test_what_the_letter_leaves_and_closed_days():
    assert due_note({"kind": "once", "date": "2023-09-29"}, date(2023, 9, 26)) == "3 วันทำการนับจากวันที่ของหนังสือ"
    assert due_note({"kind": "once", "date": "2023-09-01"}, date(2023, 9, 26)) == ""
    assert "อาทิตย์" in closed_day({"kind": "once", "date": "2023-10-01"})
    assert closed_day({"kind": "once", "date": "2023-06"}) == ""
    assert letter_day("2023-09-26") == "26 กันยายน 2566 (วันอังคาร)"
