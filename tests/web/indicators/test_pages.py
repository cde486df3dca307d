"""Targets as pages: value with words and letter, nothing where nothing is known, recording by the province alone."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from saan.indicators.actions import set_target
from saan.indicators.models import Target
from saan.indicators.queries import targets_in
from saan.indicators.rules import TargetTier
from saan.letters.models import Letter
from saan.web.office.indicators.presenters import letter_targets, millions
from tests.factories.letters import brought_in
from tests.factories.targets import SATANG, SUM, target_letter

pytestmark = pytest.mark.slow


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def words_of(answer) -> str:
    return " ".join(soup_of(answer).find("main").get_text().split())


def from_letter(letter: Letter) -> str:
    return reverse("indicators-from-letter", args=[letter.pk])


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def letter(province):
    return target_letter(province)


@pytest.fixture
def recorded(letter, province):
    (read,) = targets_in(letter, province)
    return set_target(**read, letter=letter, by=province)


def test_a_target_stands_with_its_value_its_letter_and_its_very_words(as_user, recorded):
    answer = as_user("province24").get(reverse("indicators"))
    said = words_of(answer)
    for words in ("4,477,560,000", "4,477.56 ล้านบาท", "ขั้นสูง", "ปีงบประมาณ 2566", recorded.letter.number):
        assert words in said, words
    assert soup_of(answer).find("q").get_text() == SUM
    assert "ค่าเป้าหมายรายได้ขั้นสูงของจังหวัดไว้ที่" in said


def test_what_is_not_known_is_shown_as_missing_and_never_as_nought(as_user, recorded):
    page = soup_of(as_user("province24").get(reverse("indicators")))
    assert page.select_one(".c5.miss")
    assert not page.select(".c5.zero, .weave")
    assert "ยังไม่มียอดจำหน่ายในระบบ" in page.get_text()


def test_a_district_sees_its_provinces_target_without_a_link_to_a_letter_it_does_not_hold(as_user, recorded):
    answer = as_user("district2402").get(reverse("indicators"))
    assert "4,477,560,000" in words_of(answer)
    assert not soup_of(answer).find("a", href=reverse("letter", args=[recorded.letter.pk]))


def test_another_year_is_chosen_by_address(as_user, recorded, province):
    set_target(indicator="otop-income", area=province.office.area, fiscal_year_be=2567, tier=TargetTier.SINGLE,
               value=100, by=province)  # fmt: skip
    client = as_user("province24")
    assert "ปีงบประมาณ 2567" in words_of(client.get(reverse("indicators")))
    assert "4,477,560,000" in words_of(client.get(reverse("indicators") + "?year=2566"))
    assert client.get(reverse("indicators") + "?year=๙๙").status_code == 200


def test_without_targets_the_page_says_where_they_come_from(as_user):
    assert "ยังไม่มีค่าเป้าหมาย" in words_of(as_user("province24").get(reverse("indicators")))


def test_the_letters_words_are_lit_beside_the_form(as_user, letter):
    page = soup_of(as_user("province24").get(from_letter(letter)))
    assert page.select_one(".a4 mark").get_text() == SUM
    assert page.find("input", {"name": "money.0-value"})["value"] == "4,477,560,000"
    assert page.find("input", {"name": "money.0-fiscal_year_be"})["value"] == "2566"
    chosen = page.select_one("select[name='money.0-tier'] option[selected]")
    assert chosen["value"] == TargetTier.STRETCH


def given_form(**changes) -> dict[str, str]:
    fields = {"value": "4,477,560,000", "fiscal_year_be": "๒๕๖๖", "tier": "stretch", **changes}
    return {"target": "0", **{f"money.0-{name}": value for name, value in fields.items()}}


def test_recording_keeps_value_words_and_place_of_the_words(as_user, letter):
    client = as_user("province24")
    answer = client.post(from_letter(letter), given_form(), follow=True)
    target = Target.objects.get()
    assert (target.value, target.evidence, target.letter, target.area.code) == (SATANG, SUM, letter, 24)
    assert letter.readings.first().text[slice(*target.span)] == SUM
    assert "บันทึกแล้ว" in words_of(answer)
    assert not soup_of(answer).select("main form[method=post]")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "สี่พันล้าน"}, "กรอกเป็นจำนวนเงินบาท"),
        ({"value": "0"}, "ต้องมากกว่าศูนย์"),
        ({"fiscal_year_be": "2023"}, "เป็น พ.ศ."),
        ({"tier": "zzz"}, ""),
    ],
)
def test_mistakes_are_answered_at_the_field_and_nothing_is_recorded(as_user, letter, changes, said):
    answer = as_user("province24").post(from_letter(letter), given_form(**changes))
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert not Target.objects.exists()


def test_an_unknown_target_of_the_letter_is_not_found(as_user, letter):
    assert as_user("province24").post(from_letter(letter), {"target": "7"}).status_code == 404


def test_an_unconfirmed_letter_is_confirmed_first(as_user, letter):
    Letter.objects.filter(pk=letter.pk).update(state="read")
    client = as_user("province24")
    page = client.get(from_letter(letter))
    assert "ยืนยันข้อมูลในหนังสือ" in words_of(page)
    assert not soup_of(page).select("main form[method=post]")
    assert client.post(from_letter(letter), given_form()).status_code == 422
    assert not Target.objects.exists()


def test_a_letter_without_targets_says_so(as_user, province):
    answer = as_user("province24").get(from_letter(brought_in(province).letter))
    assert "ไม่พบค่าเป้าหมาย" in words_of(answer)


@pytest.mark.parametrize("who", ["district2402", "auditor"])
def test_only_those_who_command_record(as_user, letter, who):
    client = as_user(who)
    assert client.get(from_letter(letter)).status_code == 403
    assert client.post(from_letter(letter), given_form()).status_code == 403


def test_another_lines_letter_is_not_found(as_user, letter):
    client = as_user("local24")
    assert client.get(from_letter(letter)).status_code == 404
    assert client.post(from_letter(letter), given_form()).status_code == 404


def test_some_have_no_business_here(as_user, client, letter):
    assert client.get(reverse("indicators")).status_code == 302
    assert client.get(from_letter(letter)).status_code == 302
    assert as_user("producer").get(reverse("indicators")).status_code == 403


def test_the_fragment_is_what_the_page_includes(as_user, recorded):
    client = as_user("province24")
    page = soup_of(client.get(reverse("indicators"))).find(id="indicators")
    part = soup_of(client.get(reverse("indicators"), HTTP_HX_REQUEST="true")).find(id="indicators")
    assert page.get_text().split() == part.get_text().split()


def test_the_letters_page_can_include_its_targets(letter, province):
    context = {"letter": letter, "targets": letter_targets(letter, province)}
    part = render_to_string("office/indicators/_letter_targets.html", context)
    assert "4,477,560,000" in part
    assert from_letter(letter) in part


@given(st.integers(0, 10**15))
def test_millions_are_the_satang_to_two_places(satang):
    assert abs(millions(satang) * 100_000_000 - satang) <= 500_000
