"""Confirmed letters become examples, and reading them again tells what the reader has unlearnt."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.digits import to_thai
from saan.letters.actions import confirm_letter, correct
from saan.letters.examples import differences, example_of
from saan.letters.queries import confirmed_record, reading_of
from saan.letters.reader import read
from tests.factories.letters import brought_in, confirmed, letter_text, settle_all

TEXT = letter_text()
READ = example_of(read(TEXT).record)


@pytest.fixture
def kept(actor, tmp_path):
    """Examples of the province: one letter as read, one whose subject and quota a person corrected."""
    by = actor("province24")
    confirmed(by)
    letter = brought_in(by, number="ฉช ๐๐๑๙/ว ๔๒๐๐", subject="การประชุมประจำเดือน").letter
    reading = reading_of(letter)
    correct(reading=reading, path="subject", value="การประชุมใหญ่", by=by)
    correct(reading=reading, path="directives.0.quota.min", value="5", by=by)
    settle_all(letter, by)
    confirm_letter(letter=letter, by=by)
    call_command("examples", out=tmp_path, office="cdd-24", verbosity=0)
    return tmp_path


def golds(folder) -> dict[str, dict]:
    return {path.name: json.loads(path.read_text()) for path in sorted(folder.glob("*.gold.json"))}


def test_each_confirmed_letter_becomes_two_files(kept, actor):
    brought_in(actor("province24"), number="ฉช ๐๐๑๙/๙๙")
    made = golds(kept)
    assert len(made) == 2
    corrected = made[next(name for name in made if "4200" in name)]
    assert corrected["subject"] == "การประชุมใหญ่"
    assert corrected["directives"][0]["quota"]["min"] == 5
    assert not {"provenance", "doubts"} & corrected.keys()
    assert "index" not in corrected["directives"][0]
    assert {path.name.removesuffix(".txt") for path in kept.glob("*.txt")} == {
        name.removesuffix(".gold.json") for name in made
    }


def test_checking_tells_what_differs_and_fails(kept, capsys):
    with pytest.raises(CommandError, match="2 ฉบับ อ่านต่างจากที่ยืนยัน 1 ฉบับ") as failed:
        call_command("examples", check=kept)
    assert failed.value.returncode == 1
    told = capsys.readouterr().out
    assert "เรื่อง [subject] ยืนยันว่า “การประชุมใหญ่” แต่อ่านได้ “การประชุมประจำเดือน”" in told
    assert "[directives.0.quota.min] ยืนยันว่า “5” แต่อ่านได้ “2”" in told
    assert len(told.splitlines()) == 2


def test_what_reads_as_confirmed_passes(actor, tmp_path, capsys):
    confirmed(actor("province24"))
    call_command("examples", out=tmp_path, office="cdd-24")
    call_command("examples", check=tmp_path)
    assert capsys.readouterr().out.splitlines()[-1] == "ตรวจตัวอย่าง 1 ฉบับ อ่านต่างจากที่ยืนยัน 0 ฉบับ"


def test_another_office_has_its_own_examples(actor, tmp_path):
    confirmed(actor("province24"))
    call_command("examples", out=tmp_path, office="cdd-2402", verbosity=0)
    assert not golds(tmp_path)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"office": "ไม่มี"}, "ไม่พบหน่วยงานรหัส"),
        ({}, "--office"),
    ],
)
def test_a_missing_office_is_told(db, tmp_path, options, says):
    with pytest.raises(CommandError, match=says):
        call_command("examples", out=tmp_path, **options)


def test_an_empty_or_halved_folder_is_told(tmp_path):
    with pytest.raises(CommandError, match="ไม่พบตัวอย่าง"):
        call_command("examples", check=tmp_path)
    (tmp_path / "1.gold.json").write_text("{}")
    with pytest.raises(CommandError, match=r"1\.txt"):
        call_command("examples", check=tmp_path)


def test_a_settled_doubt_is_asked_again_and_does_not_fail():
    text = letter_text(number="นข ๐๐๑๙/ว ๕๔๖๕")
    made = read(text).record
    doubt = next(each for each in made["doubts"] if each["suggestions"][0]["sets"].get("number"))
    example = example_of(made) | {"number": doubt["suggestions"][0]["sets"]["number"]}
    assert [(found.path, found.asked) for found in differences(text, example)] == [("number", True)]


def test_the_record_in_force_is_its_own_example(actor):
    letter = confirmed(actor("province24"))
    assert differences(reading_of(letter).text, example_of(confirmed_record(letter))) == []


@pytest.mark.slow
@given(st.text(alphabet="กขคงเ", min_size=1, max_size=20))
def test_another_word_is_always_told(word):
    assert [found.path for found in differences(TEXT, READ | {"subject": word})] == ["subject"]


@pytest.mark.slow
@given(st.integers(0, 10_000))
def test_the_kind_of_digits_is_free(count):
    text = letter_text(number=f"ฉช ๐๐๑๙/ว {to_thai(str(count))}")
    example = example_of(read(text).record)
    example["number"] = to_thai(example["number"] or "") if count % 2 else example["number"]
    assert differences(text, example) == []


def test_a_lost_item_is_told_as_the_list():
    example = READ | {"directives": [*READ["directives"], *READ["directives"]]}
    assert [found.path for found in differences(TEXT, example)] == ["directives"]
