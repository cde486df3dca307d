"""A later letter of the same matter is noticed and asked about, and different matters are left in peace."""

import pytest

from saan.letters.actions import bring_in, settle_doubt
from saan.letters.queries import open_doubts, similar_letters
from saan.letters.queries.similar import MAY_REPLACE, core_of
from tests.factories.letters import brought_in, confirmed, letter_text

LATER = "๖ ตุลาคม ๒๕๖๖"


def later(by, *, due=LATER, number="ฉช ๐๐๑๙/ว ๔๒๐๐", dated="๒๕ กันยายน ๒๕๖๖", **words):
    """A letter as the factory's, of another number and with another due date."""

    text = letter_text(number=number, dated=dated, **words).replace("๒๙ กันยายน ๒๕๖๖", due)
    return bring_in(data=text.encode(), name="ใหม่.txt", by=by)


@pytest.fixture
def province(actor):
    return actor("province24")


def test_the_same_subject_with_another_due_date_is_asked_about(province):
    old = confirmed(province)
    arrival = later(province)
    (doubt,) = open_doubts(arrival.letter).filter(kind=MAY_REPLACE)
    assert "29 ก.ย. 2566 เปลี่ยนเป็น 6 ต.ค. 2566" in doubt.message
    assert doubt.message in arrival.noticed
    (similar,) = similar_letters(arrival.letter, province)
    assert (similar.letter, similar.newer, similar.replaces) == (old, False, False)
    (back,) = similar_letters(old, province)
    assert (back.letter, back.newer) == (arrival.letter, True)


def test_a_person_says_that_it_replaces(province):
    old = confirmed(province)
    letter = later(province).letter
    settle_doubt(doubt=open_doubts(letter).get(kind=MAY_REPLACE), choice_index=0, by=province)
    (similar,) = similar_letters(letter, province)
    assert similar.replaces
    assert similar.letter == old


def test_a_person_says_that_it_is_another_matter(province):
    old = confirmed(province)
    letter = later(province).letter
    settle_doubt(doubt=open_doubts(letter).get(kind=MAY_REPLACE), choice_index=1, by=province)
    assert similar_letters(letter, province) == []
    assert similar_letters(old, province) == []


def test_a_letter_that_says_it_replaces_what_it_cites(province):
    confirmed(province)
    cited = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๔๑๐๑ ลงวันที่ ๒๐ กันยายน ๒๕๖๖"
    text = letter_text(number="ฉช ๐๐๑๙/ว ๔๒๐๐", dated="๒๕ กันยายน ๒๕๖๖", subject="เรื่องใหม่", cited=cited)
    text = text.replace("ในการนี้ จังหวัด", "จึงขอยกเลิกหนังสือที่อ้างถึง และใช้หนังสือฉบับนี้แทน ในการนี้ จังหวัด")

    letter = bring_in(data=text.encode(), name="ใหม่.txt", by=province).letter
    assert "ใช้แทนหรือยกเลิก" in similar_letters(letter, province)[0].why


@pytest.mark.parametrize(
    "words",
    [
        {"due": "๒๙ กันยายน ๒๕๖๖"},
        {"subject": "การประชุมประจำเดือน"},
        {"head": "ศาลากลางจังหวัดชลบุรี", "number": "ชบ ๐๐๑๙/ว ๔๒๐๐"},
        {"dated": "๒๕ กันยายน ๒๕๖๘"},
    ],
)
def test_other_letters_are_left_in_peace(province, words):
    confirmed(province)
    letter = later(province, **words).letter
    assert not open_doubts(letter).filter(kind=MAY_REPLACE).exists()
    assert similar_letters(letter, province) == []


def test_letters_one_may_not_see_are_not_told_of(province, actor):
    confirmed(province)
    letter = later(actor("district2402")).letter
    assert similar_letters(letter, actor("district2402")) == []
    assert not open_doubts(letter).filter(kind=MAY_REPLACE).exists()


def test_the_same_number_is_a_matter_of_its_own(province):
    brought_in(province)
    letter = later(province, number="ฉช ๐๐๑๙/ว ๔๑๐๑", dated="๒๐ กันยายน ๒๕๖๖").letter
    assert [doubt.kind for doubt in open_doubts(letter) if doubt.kind.startswith(("same", "may"))] == [
        "same_number"
    ]


def test_words_that_say_it_comes_again_do_not_count():
    assert core_of("ขอแก้ไขการขึ้นทะเบียน ปี ๒๕๖๖") == core_of("การขึ้นทะเบียน ปี 2566")
    assert core_of("เลื่อนกำหนดการขึ้นทะเบียน") == core_of("การขึ้นทะเบียน")
