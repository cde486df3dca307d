"""Fields accept what officers write and answer in Thai."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django import forms

from saan.web.components.forms import BahtField, CountField, SaanRenderer, ThaiDateField, error_links
from saan.web.components.samples import SampleForm, sample_form


@pytest.mark.parametrize(
    "written", ["26 กันยายน 2566", "26 ก.ย. 66", "๒๖/๙/๒๕๖๖", "26/09/2566", "๒๖ กันยายน ๒๕๖๖"]
)
def test_a_date_in_any_written_form(written):
    assert ThaiDateField().clean(written) == dt.date(2023, 9, 26)


def test_an_impossible_date_says_why():
    with pytest.raises(forms.ValidationError) as refusal:
        ThaiDateField().clean("31/02/2566")
    assert "28 วัน" in refusal.value.messages[0]


def test_a_missing_date_says_what_to_write():
    with pytest.raises(forms.ValidationError, match=r"26 ก\.ย\. 2566"):
        ThaiDateField().clean("")
    assert ThaiDateField(required=False).clean("") is None


def test_a_date_comes_back_as_it_is_written_in_thai():
    assert ThaiDateField().widget.format_value(dt.date(2023, 9, 26)) == "26 ก.ย. 2566"
    assert ThaiDateField().widget.format_value("31/02/2566") == "31/02/2566"


def test_the_same_day_written_otherwise_is_no_change():
    field = ThaiDateField()
    assert not field.has_changed(dt.date(2023, 9, 26), "26 ก.ย. 2566")
    assert field.has_changed(dt.date(2023, 9, 26), "27 ก.ย. 2566")
    assert field.has_changed(dt.date(2023, 9, 26), "เมื่อวาน")


@pytest.mark.parametrize(("written", "satang"), [("80,000", 8_000_000), ("๑,๒๐๐.๕๐", 120_050), ("0", 0)])
def test_money_is_read_into_satang(written, satang):
    assert BahtField().clean(written) == satang


def test_money_comes_back_in_baht():
    assert BahtField().prepare_value(8_000_000) == "80,000"
    assert BahtField().prepare_value(120_050) == "1,200.50"
    assert BahtField().prepare_value("แปดหมื่น") == "แปดหมื่น"


def test_counts_take_thai_digits():
    assert CountField().clean("๑,๒๓๔") == 1234


def test_errors_say_the_same_in_the_summary_and_at_the_field():
    form = sample_form()
    page = BeautifulSoup(str(form), "html.parser")
    for link in error_links(form):
        assert page.find(id=link.href.removeprefix("#")), link.href
        words = link.text.split(" — ")[1]
        assert words in page.get_text()
    assert len(error_links(form)) == 4


def test_hint_then_error_then_field_and_all_are_tied_together():
    page = BeautifulSoup(str(sample_form()), "html.parser")
    box = page.find("input", {"name": "registered"})
    assert box["aria-invalid"] == "true"
    order = [tag.get("id") for tag in page.find_all(id=True)]
    hint, error = box["aria-describedby"].split()
    assert order.index(hint) < order.index(error) < order.index(box["id"])


def test_choices_stand_in_a_fieldset_with_its_question():
    page = BeautifulSoup(SampleForm().as_div(), "html.parser")
    radios = page.find("input", {"name": "kind"}).find_parent("fieldset")
    assert radios.legend.get_text(strip=True) == "ประเภทผู้ผลิต"
    assert len(radios.find_all("label", class_="pick")) == 3


def test_optional_is_marked_and_required_is_not():
    page = BeautifulSoup(str(SampleForm()), "html.parser")
    assert "ไม่บังคับ" in page.find("label", {"for": "id_members"}).get_text()
    assert "ไม่บังคับ" not in page.find("label", {"for": "id_registered"}).get_text()


def test_errors_of_the_whole_form_are_in_the_summary():
    form = sample_form()
    form.add_error(None, "ยอดรวมไม่ตรง")
    assert error_links(form)[0].text == "ยอดรวมไม่ตรง"


@pytest.fixture(autouse=True)
def _renderer(settings):
    settings.FORM_RENDERER = f"{SaanRenderer.__module__}.{SaanRenderer.__qualname__}"
