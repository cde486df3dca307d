"""Deadlines of every kind, on the letter of 17 May 2024."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.dates import format_long
from saan.letters.reader.deadlines import Context, deadline

WRITTEN = Context(written=date(2024, 5, 17))


def fields(text, context=WRITTEN):
    found = deadline(text, context)
    return found.fields if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ส่งภายในวันที่ 28 มิถุนายน 2567", {"kind": "once", "date": "2024-06-28"}),
        ("ให้แล้วเสร็จไม่เกินวันศุกร์ที่ 14 มิถุนายน 2567", {"kind": "once", "date": "2024-06-14"}),
        ("ภายใน 28 มิ.ย. 67", {"kind": "once", "date": "2024-06-28"}),
        ("ภายในเดือนมิถุนายน 2567", {"kind": "once", "date": "2024-06"}),
        ("ภายในวันที่ 3 มิถุนายน 2567 เวลา 16.30 น.", {"kind": "once", "date": "2024-06-03", "time": "16:30"}),
        ("ภายในไตรมาสที่ 3", {"kind": "once", "date": "2024-06-30"}),
        ("ภายในสิ้นปีงบประมาณ พ.ศ. 2567", {"kind": "once", "date": "2024-09-30"}),
        ("ภายในวันทำการสุดท้ายของเดือนมิถุนายน 2567", {"kind": "once", "date": "2024-06-28"}),
        ("ภายในวันทำการที่ 3 ของเดือนธันวาคม 2565", {"kind": "once", "date": "2022-12-06"}),
        (
            "ทุกวันที่ 25 ของเดือน จนถึงเดือนกันยายน 2568",
            {"kind": "recurring", "rule": "monthly:25", "until": "2025-09"},
        ),
        ("ภายในวันที่ 5 ของทุกเดือน", {"kind": "recurring", "rule": "monthly:5", "until": None}),
        ("ทุกวันจันทร์และวันพฤหัสบดี", {"kind": "recurring", "rule": "weekly:mon,thu", "until": None}),
        ("ทุกไตรมาส", {"kind": "recurring", "rule": "quarterly", "until": None}),
        ("เป็นประจำทุกเดือน", {"kind": "recurring", "rule": "monthly", "until": None}),
        ("ทุกสัปดาห์", {"kind": "recurring", "rule": "weekly", "until": None}),
        (
            "ระหว่างวันที่ 3 - 14 กุมภาพันธ์ 2568",
            {"kind": "range", "from": "2025-02-03", "date": "2025-02-14"},
        ),
        ("ตั้งแต่วันที่ 1 มิถุนายน 2567 เป็นต้นไป", {"kind": "range", "from": "2024-06-01", "date": None}),
        (
            "ภายใน 15 วัน นับแต่วันที่ได้รับหนังสือ",
            {"kind": "relative", "n": 15, "unit": "day", "from": "วันที่ได้รับหนังสือ"},
        ),
        ("ภายใน 7 วัน", {"kind": "relative", "n": 7, "unit": "day", "from": None}),
        ("ภายในสิ้นเดือนมีนาคม 2568", {"kind": "once", "date": "2025-03-31"}),
        ("ภายในวันที่ 5 ของเดือนแรกหลังสิ้นไตรมาส", {"kind": "recurring", "rule": "quarterly:5", "until": None}),
        (
            "ทุกวันศุกร์ ตั้งแต่วันที่ 7 มิถุนายน 2567 ถึงวันที่ 26 กรกฎาคม 2567",
            {"kind": "recurring", "rule": "weekly:fri", "until": "2024-07-26", "from": "2024-06-07"},
        ),
        ("ดำเนินการโดยด่วน", {"kind": "asap"}),
    ],
)
def test_kinds(text, expected):
    assert fields(text) == expected


def test_a_day_that_does_not_exist_is_kept_and_never_moved():
    assert fields("ภายในวันที่ 31 กุมภาพันธ์ 2567") == {"kind": "invalid", "raw": "31 กุมภาพันธ์ 2567", "date": None}


@pytest.mark.parametrize(
    "text", ["หนังสือลงวันที่ 3 มกราคม 2567", "ปีงบประมาณ พ.ศ. 2567", "เมื่อวันที่ 1 มกราคม 2567", "ทันท่วงที"]
)
def test_no_deadline(text):
    assert fields(text) is None


def test_the_same_day_leans_on_the_day_before():
    context = Context(previous={"kind": "once", "date": "2024-06-01"})
    assert fields("ให้แจ้งภายในวันเดียวกัน", context) == {"kind": "once", "date": "2024-06-01"}
    assert fields("ให้แจ้งภายในวันเดียวกัน") is None


def test_days_before_a_meeting_whose_day_is_known():
    context = Context(event=date(2024, 6, 10))
    assert fields("ส่งไฟล์ก่อนวันประชุม 2 วัน", context) == {"kind": "once", "date": "2024-06-08"}


@given(st.dates(date(2015, 1, 1), date(2045, 12, 31)))
def test_any_day_written_out_is_read_back(day):
    assert fields(f"ให้รายงานภายในวันที่ {format_long(day)}") == {"kind": "once", "date": day.isoformat()}


@given(st.integers(1, 28), st.dates(date(2024, 6, 1), date(2026, 12, 31)))
def test_monthly_until_a_day(n, until):
    text = f"ทุกวันที่ {n} ของเดือน จนถึงวันที่ {format_long(until)}"
    assert fields(text) == {"kind": "recurring", "rule": f"monthly:{n}", "until": until.isoformat()}
