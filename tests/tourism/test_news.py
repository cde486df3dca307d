"""Events read from news: known answers of a real text, and what must hold for any text."""

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.tourism.news import EventDraft, event_from_news


@pytest.fixture(scope="module")
def ayutthaya(shared_letters) -> tuple[str, EventDraft]:
    text = (shared_letters / "dev" / "seed-002.txt").read_bytes().decode("utf-8")
    gold = json.loads((shared_letters / "dev" / "seed-002.gold.json").read_text("utf-8"))
    return text, event_from_news(text, {"date": gold["date"], "province": gold["province"]})


def test_the_known_event(ayutthaya) -> None:
    _, draft = ayutthaya
    assert draft.name == "การขับเคลื่อนการดำเนินงานโครงการชุมชนท่องเที่ยว OTOP นวัตวิถี จังหวัดพระนครศรีอยุธยา"
    assert (draft.starts_on, draft.ends_on) == (date(2018, 6, 29), date(2018, 6, 30))
    assert draft.start_time == time(10, 0)
    assert (draft.attendance, draft.attendance_about) == (500, True)
    assert draft.place.startswith("ห้องแกรรด์บอลล์รูม โรงแรมเดอะคาวาริดาซ่า")
    assert draft.place.endswith("จ.พระนครศรีอยุธยา")
    assert (draft.province, draft.district) == ("พระนครศรีอยุธยา", "พระนครศรีอยุธยา")
    assert draft.host == "พช.อยุธยา"


def test_the_classes_of_participants(ayutthaya) -> None:
    _, draft = ayutthaya
    assert draft.partners == (
        "คณะอนุกรรมการ นตผ.ระดับจังหวัด/อำเภอ",
        "ผู้นำชุมชน",
        "ผู้นำท้องถิ่น",
        "ผู้แทนคณะกรรมการประสานและขับเคลื่อนนโยบายสานพลังประชารัฐประจำจังหวัด (คสป.)",
        "เจ้าหน้าที่พัฒนาชุมชน",
    )


def test_every_part_has_its_words_in_the_story_itself(ayutthaya) -> None:
    text, draft = ayutthaya
    assert set(draft.words) == {"name", "days", "time", "place", "host", "attendance", "partners"}
    others = text.index("ข่าวล่าสุด")
    for words in draft.words.values():
        start, end = words.span
        assert text[start:end] == words.text
        assert end < others


def test_the_list_of_other_news_never_leaks_in(ayutthaya) -> None:
    text, draft = ayutthaya
    story = text[: text.index("ข่าวล่าสุด")]
    assert event_from_news(story, {"province": draft.province}) == draft


def test_no_person_is_among_the_partners(ayutthaya) -> None:
    _, draft = ayutthaya
    assert not any(body.startswith(("นาย", "นาง", "ดร.")) for body in draft.partners)


def test_persons_are_left_out_but_offices_are_not() -> None:
    text = "ข่าว\nพร้อมด้วย นายสมมติ ใจดี นายอำเภอบางคล้า นายกเทศมนตรีตำบลสมมติ และผู้นำชุมชน เข้าร่วมพิธี"
    assert event_from_news(text).partners == ("นายอำเภอบางคล้า", "นายกเทศมนตรีตำบลสมมติ", "ผู้นำชุมชน")


THAI_DIGITS = """อำเภอบางคล้า ชวนเที่ยวงานมะม่วง

จัดงานมหกรรมมะม่วงและของดีบางคล้า ระหว่างวันที่ ๒๙-๓๐ มิถุนายน ๒๕๖๑ เวลา ๐๙.๓๐ น. \
ณ ลานหน้าที่ว่าการอำเภอบางคล้า จังหวัดฉะเชิงเทรา มีผู้เข้าร่วมประมาณ ๑,๒๐๐ คน
"""


def test_thai_digits_are_read() -> None:
    draft = event_from_news(THAI_DIGITS)
    assert draft.name == "งานมหกรรมมะม่วงและของดีบางคล้า"
    assert (draft.starts_on, draft.ends_on) == (date(2018, 6, 29), date(2018, 6, 30))
    assert draft.start_time == time(9, 30)
    assert (draft.attendance, draft.attendance_about) == (1200, True)
    assert draft.place == "ลานหน้าที่ว่าการอำเภอบางคล้า จังหวัดฉะเชิงเทรา"
    assert (draft.province, draft.district) == ("ฉะเชิงเทรา", "บางคล้า")
    assert draft.host == "อำเภอบางคล้า"


def test_one_day_begins_and_ends_on_itself() -> None:
    draft = event_from_news("ข่าว\nจัดงานวันผลไม้สมมติ เมื่อวันที่ 29 มิถุนายน 2561 มีผู้ร่วม 80 คน")
    assert (draft.starts_on, draft.ends_on) == (date(2018, 6, 29), date(2018, 6, 29))
    assert (draft.attendance, draft.attendance_about) == (80, False)


def test_a_text_without_an_event_tells_nothing_but_its_headline() -> None:
    draft = event_from_news("ประกาศราคายางวันนี้\n\nราคาคงเดิม")
    assert draft.name == "ประกาศราคายางวันนี้"
    assert draft.starts_on is None
    assert draft.attendance is None
    assert draft.place == ""


def test_an_empty_text_gives_an_empty_draft() -> None:
    assert event_from_news("") == EventDraft()


PIECES = st.sampled_from(
    ["พช.อยุธยา ", "จัดงาน", "มหกรรมผ้า ", "ณ ", "วัด", "จ.", "พร้อมด้วย", "เข้าร่วม", "กว่า 500 คน", "29-30 มิ.ย. 61 ",
     "๓๑ ก.พ. ๒๕๖๑", "เวลา 25.99 น.", "\n", "ข่าวล่าสุด", "ระหว่าง", " ", "นาย", "(", "อำเภอ", "โดย"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_and_every_word_stands_where_it_is_said_to(text: str) -> None:
    draft = event_from_news(text)
    for words in draft.words.values():
        start, end = words.span
        assert text[start:end] == words.text != ""
    assert (draft.starts_on is None) == (draft.ends_on is None)
    if draft.starts_on and draft.ends_on:
        assert draft.starts_on <= draft.ends_on
