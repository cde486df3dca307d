"""What was written is read back from its own paper alike: the record, and every figure printed."""

import pytest

from saan.documents.queries import read_bytes
from saan.documents.reading import read_document
from saan.kernel.digits import to_arabic
from saan.letters.reader import read
from saan.letters.reader.roundtrip import differences
from saan.letters.rules import FileRole, LetterKind
from tests.factories import writing as made

pytestmark = pytest.mark.slow


@pytest.fixture
def by(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")
    who = actor("province24")
    made.authority(who.office)
    return who


def plain(text: str) -> str:
    return to_arabic("".join(text.split()))


def read_back(letter, role):
    file = letter.files.get(role=role).file
    text = read_document(read_bytes(file), file.name).text
    return text, read(text).record


@pytest.mark.parametrize("role", [FileRole.ISSUED, FileRole.ARCHIVE, FileRole.DOCX])
@pytest.mark.parametrize("kind", [LetterKind.EXTERNAL, LetterKind.MEMO, LetterKind.STAMPED, LetterKind.ORDER,
                                  LetterKind.ANNOUNCEMENT])  # fmt: skip
def test_every_kind_is_read_back_as_it_was_written(by, actor, kind, role):
    letter = made.sent(by, kind, (actor("district2402").office,))
    text, record = read_back(letter, role)
    assert differences(letter.content, text) == []
    assert record["kind"] == kind
    assert record["date"]["iso"] == "2023-09-27"
    if kind != LetterKind.STAMPED:
        assert plain(record["subject"]) == plain(letter.subject)
    if kind in (LetterKind.EXTERNAL, LetterKind.MEMO):
        assert plain(record["number"]) == plain(letter.number)
        assert record["signatory"]["name"] == "นายคราม ย้อมใจ"


def test_a_changed_figure_is_found(by, actor):
    letter = made.sent(by, to=(actor("district2402").office,))
    text, _ = read_back(letter, FileRole.ISSUED)
    found = differences({**letter.content, "date": letter.dated}, text.replace("๑๔", "๑๖"))
    assert [(each.printed, each.found) for each in found] == [("14", "16")]


@pytest.mark.parametrize("kind", [LetterKind.EXTERNAL, LetterKind.ORDER, LetterKind.STAMPED])
def test_a_changed_year_is_found_in_the_day(by, actor, kind):
    letter = made.sent(by, kind, (actor("district2402").office,))
    text, _ = read_back(letter, FileRole.ISSUED)
    changed = text[::-1].replace("๖๖๕๒", "๗๖๕๒", 1)[::-1] if kind == LetterKind.STAMPED else text
    day = {**letter.content, "date": "2023-09-27" if kind == LetterKind.STAMPED else "2024-09-27"}
    assert any(each.path == "date" for each in differences(day, changed))
