"""Doubts about what a paper does not show, and about a signer or a telephone of another province."""

from saan.letters.reader import read
from tests.letters.reader.test_doubts import LETTER, SOUND, sets

TEXT = LETTER.format(**SOUND)
WITH_ENCLOSURE = TEXT.replace("\nด้วยจังหวัด", "สิ่งที่ส่งมาด้วย แบบรายงาน จำนวน ๑ ชุด\n\nด้วยจังหวัด")


def kinds(text, **more):
    return [doubt["kind"] for doubt in read(text, **more).record["doubts"]]


def test_a_blurred_figure_is_doubted_where_something_was_read_from_it():
    at = TEXT.index("๒๘ มิถุนายน")
    (found,) = read(TEXT, unsure=[(at, at + 2)]).record["doubts"]
    assert (found["kind"], found["fields"]) == ("low_certainty", ["directives.0.deadline"])
    assert "“๒๘”" in found["message"]
    at = TEXT.index("๑๒๓")
    assert read(TEXT, unsure=[(at, at + 1)]).record["doubts"][0]["fields"] == ["number"]


def test_a_blurred_word_that_nothing_was_read_from_is_passed_over():
    at = TEXT.index("ถนน")
    assert kinds(TEXT, unsure=[(at, at + 3)]) == []


def test_enclosures_are_missed_only_where_it_is_known_that_nothing_came():
    assert kinds(WITH_ENCLOSURE) == []
    assert kinds(WITH_ENCLOSURE, attached=1) == []
    assert kinds(WITH_ENCLOSURE, attached=0) == ["enclosure_not_attached"]
    assert kinds(f"{WITH_ENCLOSURE}\nสิ่งที่ส่งมาด้วย ๑\nแบบรายงาน\n", attached=0) == []


def test_a_signer_of_another_province():
    text = TEXT.replace("ผู้ว่าราชการจังหวัดฉะเชิงเทรา", "ผู้ว่าราชการจังหวัดน่าน")
    (found,) = read(text).record["doubts"]
    assert found["kind"] == "signer_conflict"
    assert sets(found)["signatory.acting_for"] == "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"
    assert sets(found, 1)["issuing_office"] == "ศาลากลางจังหวัดน่าน"


def test_a_telephone_of_another_province():
    assert kinds(TEXT.replace("๐ ๓๘๕๑ ๐๐๐๐", "๐ ๕๓๑๑ ๐๐๐๐")) == ["phone_conflict"]
    assert kinds(TEXT.replace("๐ ๓๘๕๑ ๐๐๐๐", "๐ ๒๑๔๑ ๐๐๐๐")) == []


def test_the_number_of_a_letter_is_no_postcode():
    assert kinds(TEXT.replace("ว ๑๒๓", "ว ๑๑๐๓๐")) == []
