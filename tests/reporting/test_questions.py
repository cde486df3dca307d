"""A form file is checked whole; an answer is read into one of five states, and its faults are told in place."""

from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.citizen_id import generate
from saan.kernel.hashtags import hashtags
from saan.reporting.questions import (
    FormFault,
    Place,
    effort,
    flat,
    form_for,
    forms,
    frozen,
    keys_of,
    read,
    read_form,
)
from saan.reporting.questions.loading import FOLDER
from saan.reporting.rules import CellState

PLACE = Place(2402, "อ.บางคล้า", "บางคล้า", "ฉะเชิงเทรา")
OTHER = Place(2403, "อ.บางน้ำเปรี้ยว", "บางน้ำเปรี้ยว", "ฉะเชิงเทรา")
DAY, BEGUN = date(2025, 1, 24), date(2024, 12, 7)
FORM = forms()["local_identity"]
FILE = (FOLDER / "local-identity.yaml").read_text(encoding="utf-8")
FOUR = {"food": "ขนม", "heritage": "โบราณสถาน", "culture": "ลอยกระทง", "product": "ผ้า"}


def reading(values, places=(PLACE,), due=None, day=DAY):
    return read(FORM, values, places, day=day, due=due, begun=BEGUN)


def only(section, values, code):
    """The one answer to a question of the section's only row."""
    (row,) = reading({section: values}).section(section).rows
    return next(cell for cell in row.cells if cell.question.code == code)


def faults(change):
    raw = yaml.safe_load(FILE)
    change(raw)
    with pytest.raises(FormFault) as fault:
        read_form(yaml.safe_dump(raw, allow_unicode=True))
    return " ".join(fault.value.faults)


def test_the_shipped_form_holds_and_says_whence_it_comes():
    assert [section.code for section in FORM.sections] == [
        "meeting", "identities", "posts", "officers", "obstacles",
    ]  # fmt: skip
    assert FORM.source.letter == "มท ๐๘๑๐.๖/ว ๑๒๕๐๙"
    assert FORM.next_review > FORM.since


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.pop("author"), "ขาด “author”"),
        (lambda raw: raw.update(colour="red"), "“colour” ซึ่งแบบรายงานไม่รู้จัก"),
        (lambda raw: raw.update(since="วันจันทร์"), "since ต้องเป็นวันที่"),
        (lambda raw: raw["source"].pop("letter"), "ขาด “letter”"),
        (lambda raw: raw["figure"].update(section="none"), "figure ต้องมี section"),
        (lambda raw: raw["sections"].append(raw["sections"][0]), "รหัส “meeting” ซ้ำ"),
        (lambda raw: raw["sections"][0]["questions"][0].update(kind="photo"), "ชนิด “photo”"),
        (lambda raw: raw["sections"][0]["questions"][1].update(when={"reason": "x"}), "คำถามก่อนหน้า"),
        (lambda raw: raw["sections"][0]["questions"][2].pop("choices"), "choices"),
        (lambda raw: raw["sections"][0]["questions"][0].update(prefill=["guess"]), "ที่มา “guess”"),
        (lambda raw: raw["sections"][1]["questions"][0].pop("domain"), "ต้องระบุ domain"),
        (lambda raw: raw["sections"][2]["repeat"].update(of="month"), "district หรือ row"),
        (lambda raw: raw["sections"][2]["repeat"].update(least=99), "least ต้องไม่เกิน most"),
        (lambda raw: raw["sections"][3]["questions"][0].pop("personal"), "ข้อมูลบุคคล"),
        (lambda raw: raw["sections"][1]["says"][1].update(says="{villages}"), "อ้าง “villages”"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_place(change, said):
    assert said in faults(change)


def test_all_faults_are_named_at_once():
    def change(raw):
        raw.pop("author")
        raw["sections"][0]["questions"][0].update(kind="photo")

    assert "author" in faults(change)
    assert "photo" in faults(change)


def test_the_letters_words_choose_the_form(shared_letters):
    letter = (shared_letters / "dev" / "seed-001.txt").read_text(encoding="utf-8")
    assert form_for(letter, date(2024, 12, 7)) is FORM
    assert form_for(letter, date(2023, 1, 1)) is None
    assert form_for("การรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP") is None


@pytest.mark.parametrize(
    ("typed", "due", "state"),
    [
        ({"food": "ขนมเปี๊ยะ"}, None, CellState.VALUE),
        ({"food.none": "on"}, None, CellState.ZERO),
        ({}, None, CellState.MISSING),
        ({}, DAY, CellState.NOT_YET_DUE),
        ({}, DAY - timedelta(days=1), CellState.MISSING),
    ],
)
def test_an_answer_has_one_of_the_states(typed, due, state):
    (row,) = reading({"identities": {"2402": typed}}, due=due).section("identities").rows
    assert row.cells[0].state == state


def test_what_is_not_asked_does_not_apply():
    cell = only("meeting", {"": {"held": "no", "held_on": "1 ม.ค. 2568"}}, "held_on")
    assert cell.state == CellState.NOT_APPLICABLE
    assert only("meeting", {"": {"held": "no"}}, "held").state == CellState.ZERO


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 กุมภาพันธ์ 2568", "กุมภาพันธ์ 2568 มี 28 วัน"),
        ("25 มกราคม 2568", "ยังมาไม่ถึง"),
        ("เมื่อวาน", ""),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_is_kept(typed, said):
    cell = only("meeting", {"": {"held": "yes", "held_on": typed}}, "held_on")
    assert cell.answer.error
    assert said in cell.answer.error
    assert cell.answer.shown == typed


def test_a_meeting_before_the_letter_is_odd_and_not_wrong():
    cell = only("meeting", {"": {"held": "yes", "held_on": "1 ธ.ค. 2567"}}, "held_on")
    assert (cell.answer.error, cell.state) == ("", CellState.VALUE)
    assert "ก่อนวันที่ของหนังสือ" in cell.answer.doubt


def test_bodies_that_did_not_come_are_named():
    cell = only("meeting", {"": {"held": "yes", "organisations": ["districts", "media"]}}, "organisations")
    assert cell.answer.shown == "อำเภอ สื่อมวลชน"
    assert "หอการค้าจังหวัด" in cell.answer.note
    assert "สื่อมวลชน" not in cell.answer.note


def test_an_answer_and_none_at_once_is_a_question():
    found = reading({"identities": {"2402": {**FOUR, "food.none": "on"}}})
    assert "เลือกอย่างเดียว" in found.section("identities").complaints[0].says


def test_a_district_with_blanks_needs_one_reason_for_all_of_them():
    found = reading({"identities": {"2402": FOUR, "2403": {"food": "ข้าว"}}}, (PLACE, OTHER))
    (gap,) = found.section("identities").complaints
    assert gap.key == "identities.2403"
    assert gap.says == "อ.บางน้ำเปรี้ยว ยังขาด สถานที่ท่องเที่ยวทางประวัติศาสตร์ ศิลปวัฒนธรรมของท้องถิ่น สินค้าหรือผลิตภัณฑ์ท้องถิ่น"
    assert found.gaps == 1
    assert gap not in found.barring({"identities.2403": "รอมติประชาคม"})
    assert gap in found.barring({"identities.2403": "  "})


TEXT = f"มาเที่ยว {' '.join(hashtags('ฉะเชิงเทรา', 'บางคล้า'))}"
WHOLE = {"post.url": "https://social.example/1", "post.text": TEXT}


def test_a_post_is_checked_for_its_own_district():
    cell = only("posts", {"1": WHOLE}, "post")
    assert cell.answer.complete
    other = reading({"posts": {"1": {**WHOLE, "post.district": "2403"}}}, (PLACE, OTHER))
    (complaint,) = other.section("posts").complaints
    assert "#อำเภอบางน้ำเปรี้ยว" in complaint.says
    assert complaint.key == "posts.1.post"


def test_a_post_of_a_province_names_its_district():
    found = reading({"posts": {"1": WHOLE}}, (PLACE, OTHER))
    assert "เลือกอำเภอ" in found.section("posts").complaints[0].says


@pytest.mark.parametrize(
    "url",
    ["www.facebook.com/x", "javascript:alert(1)", "https://", "https://a b.example", "ftp://x.example/"],
)
def test_what_is_no_link_is_refused(url):
    cell = only("posts", {"1": {**WHOLE, "post.url": url}}, "post")
    assert "https://" in cell.answer.error


@pytest.mark.parametrize(
    ("phone", "error", "doubt"),
    [
        ("0 3851 1111 ต่อ 12", False, False),
        ("๐๓๘-๕๑๑-๑๑๑", False, False),
        ("081 555 0101", False, True),
        ("1234", True, False),
        ("38511111", True, False),
    ],
)
def test_a_person_is_reached_at_the_office(phone, error, doubt):
    person = {"officer.name": "นายสมมติ", "officer.position": "นักวิชาการ", "officer.phone": phone}
    answer = only("officers", {"1": person}, "officer").answer
    assert (bool(answer.error), bool(answer.doubt)) == (error, doubt)


def test_a_persons_number_has_no_place_in_a_text():
    cell = only("obstacles", {"": {"obstacle": f"ติดต่อ {generate(7)}"}}, "obstacle")
    assert "เลขประจำตัวประชาชน" in cell.answer.error


def test_a_section_that_wants_rows_says_so_and_takes_none_for_an_answer():
    short = reading({}).section("posts")
    assert "อย่างน้อย 1 รายการ" in short.complaints[0].says
    none = reading({"posts": {"": {"none": "on"}}}).section("posts")
    assert (none.state, none.complaints) == (CellState.ZERO, [])
    assert none.says == "งวดนี้ไม่มีการเผยแพร่บนสื่อออนไลน์"


def test_the_letters_sentences_follow_the_answers():
    one = reading({"identities": {"2402": FOUR}})
    assert one.section("identities").says == "คัดสรรอัตลักษณ์ท้องถิ่นแล้ว 4 จาก 4 ด้าน"
    two = reading({"identities": {"2402": FOUR, "2403": {"food": "ข้าว"}}}, (PLACE, OTHER))
    assert "2 จาก 2 อำเภอ รวม 5 รายการ ครบทั้ง 4 ด้าน 1 อำเภอ" in two.section("identities").says
    no = reading({"meeting": {"": {"held": "no", "reason": "อยู่ระหว่างนัดหมาย"}}})
    assert no.section("meeting").says.endswith("เนื่องจากอยู่ระหว่างนัดหมาย")


def test_the_effort_tells_typed_from_filled_in():
    values = {"identities": {"2402": FOUR}}
    assert effort(FORM, values, {}) == (4, 0)
    assert effort(FORM, values, {"identities.2402.food": "ขนม", "identities.2402.product": "ของอื่น"}) == (3, 1)


def test_frozen_answers_hold_no_person():
    person = {"officer.name": "นายสมมติ ลับ", "officer.position": "นักวิชาการ", "officer.phone": "038511111"}
    kept = frozen(reading({"officers": {"1": person}}))
    assert "ลับ" not in str(kept)
    assert "038511111" not in str(kept)


KEYS = sorted(
    {key for section in FORM.sections for question in section.questions for key in keys_of(question)}
)
TYPED = st.dictionaries(
    st.sampled_from(KEYS),
    st.one_of(st.text(max_size=30), st.lists(st.sampled_from(["districts", "x"]), max_size=2), st.just("on")),
    max_size=8,
)
VALUES = st.dictionaries(
    st.sampled_from([section.code for section in FORM.sections]),
    st.dictionaries(st.sampled_from(["", "1", "2", "2402", "2403"]), TYPED, max_size=3),
)


@given(VALUES, st.sampled_from([None, DAY, DAY - timedelta(days=9)]))
def test_whatever_is_typed_is_read_and_nothing_is_counted_twice(values, due):
    found = reading(values, (PLACE, OTHER), due=due)
    for section in found.sections:
        counts = section.counts
        assert counts.value + counts.zero + counts.missing == counts.asked
        assert counts.full <= counts.some <= counts.rows
        assert counts.complete <= counts.value
        assert isinstance(section.says, str)
    assert len(frozen(found)["sections"]) == len(FORM.sections)
    typed, filled = effort(FORM, values, {})
    assert (typed, filled) == (len(list(flat(FORM, values))), 0)


@given(VALUES)
def test_reasons_heal_only_what_a_reason_can_heal(values):
    found = reading(values, (PLACE, OTHER))
    given_all = {each.key: "มีเหตุ" for each in found.complaints if each.key}
    left = found.barring(given_all)
    assert all(not each.key for each in left)
    assert len(found.barring({})) == len(found.complaints)
