"""Any three letters inside a word find the letter, in either kind of digits, however the word is coded."""

import re

import pytest
from django.core.management import call_command
from django.db import connection

from saan.kernel.digits import to_arabic, to_thai
from saan.kernel.folding import fold
from saan.kernel.spelling import canonical
from saan.letters.actions import bring_in, correct
from saan.letters.models import Letter, LetterReading
from saan.letters.queries import excerpts_of, find, marked
from saan.letters.queries.finding import words_of
from tests.factories.letters import brought_in, confirmed
from tests.factories.writing import written

SUBJECT = "การคัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย ปี ๒๕๖๖ ครั้งที่ ๑๒"


def triples(text: str) -> set[str]:
    """Every three letters that follow each other in a word or over the end of a line, as an officer could type them."""
    said = canonical(text)
    runs = "".join(said.split())
    return {runs[at : at + 3] for at in range(len(runs) - 2)}


def missed(letter: Letter, pieces: set[str]) -> list[str]:
    """Pieces that the database does not find in the letter through the index alone."""
    keys = sorted({re.sub(r"([%_\\])", r"\\\1", fold(piece)) for piece in pieces})
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "SELECT said FROM unnest(%s::text[]) said WHERE NOT EXISTS (SELECT 1 FROM letters_letter "
            "WHERE search LIKE '%%' || said || '%%' AND id + 0 = %s)",
            [keys, letter.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def test_every_three_letters_of_subject_and_body_find_the_letter(actor):
    by = actor("province24")
    letter = confirmed(by, subject=SUBJECT)
    brought_in(by, number="ฉช ๐๐๑๙/ว ๙", subject="เรื่องอื่น")
    text = LetterReading.objects.get(letter=letter).text
    pieces = triples(text) | triples(SUBJECT)
    assert len(pieces) > 300
    assert missed(letter, pieces | {to_arabic(piece) for piece in pieces}) == []
    for piece in sorted(triples(SUBJECT)):
        for typed in (piece, to_arabic(piece), to_thai(piece)):
            assert letter in find(by, typed), typed


@pytest.mark.slow
def test_every_three_letters_of_the_corpus_find_their_letter(actor, shared_letters):
    by = actor("province24")
    found = sorted(shared_letters.rglob("*.txt"))[:25]
    assert found
    told = 0
    for path in found:
        arrival = bring_in(data=path.read_bytes(), name=path.name, by=by)
        pieces = triples(LetterReading.objects.filter(letter=arrival.letter).latest("pk").text)
        told += len(pieces)
        assert missed(arrival.letter, pieces | {to_thai(each) for each in pieces}) == [], path.name
    assert told > 5000


@pytest.mark.parametrize("typed", ["ว ๓๓๓", "ว333", "ว 333", "๐๐๑๙/ว ๓๓๓", "ฉช 0019/ว333", "ฉช ๐๐๑๙ / ว ๓๓๓"])
def test_a_number_is_found_however_it_is_typed(actor, typed):
    by = actor("province24")
    letter = brought_in(by, number="ฉช ๐๐๑๙/ว ๓๓๓").letter
    other = brought_in(by, number="ฉช ๐๐๑๙/๓๓๓", subject="ว่าด้วยเรื่องอื่น").letter
    found = find(by, typed)
    assert letter in found
    assert other not in found


def test_a_number_without_its_mark_of_circulars_finds_both(actor):
    by = actor("province24")
    letters = [
        brought_in(by, number=f"ฉช ๐๐๑๙/{mark}๓๓๓", subject=f"เรื่อง{mark}").letter for mark in ("ว ", "")
    ]
    assert set(find(by, "333")) == set(letters)


@pytest.mark.parametrize(
    "typed", ["ตําบล", "ตำบล", "หนึ่งตำบล", "นึ่งตํ", "ผลิตภัณฑ์ไทย ครั้งที่", "จังหวัดฉะเชิงเทรา", "คราม"]
)
def test_words_of_any_coding_and_from_any_part_are_found(actor, typed):
    by = actor("province24")
    letter = brought_in(by, subject=SUBJECT).letter
    assert letter in find(by, typed)


def test_every_word_must_be_there(actor):
    by = actor("province24")
    brought_in(by, subject=SUBJECT)
    assert not find(by, "คัดสรร ยกเลิก").exists()
    assert not find(by, "100%").exists()


def test_what_was_corrected_is_found_and_what_was_printed_too(actor):
    by = actor("province24")
    letter = brought_in(by, subject="การประชุมประจำเดือน").letter
    correct(reading=letter.readings.get(), path="subject", value="การประชุมด่วนพิเศษ", by=by)
    assert letter in find(by, "ด่วนพิเศษ")
    assert letter in find(by, "ประจำเดือน")


def test_a_stale_key_cannot_be_written(actor):
    letter = brought_in(actor("province24")).letter
    key = Letter.objects.get(pk=letter.pk).search
    Letter.objects.filter(pk=letter.pk).update(search="")
    assert Letter.objects.get(pk=letter.pk).search == key
    letter.search = "ผิด"
    letter.save()
    assert Letter.objects.get(pk=letter.pk).search == key


def test_python_and_database_keep_one_key(actor):
    letter = brought_in(actor("province24"), subject=SUBJECT).letter
    key = Letter.objects.get(pk=letter.pk).search
    text = LetterReading.objects.get(letter=letter).text
    for part in (letter.number, letter.subject, letter.issuer_name, text):
        assert fold(part) in key.splitlines()


def test_another_offices_letter_is_not_found(actor):
    letter = brought_in(actor("province24"), subject=SUBJECT).letter
    assert not find(actor("district2402"), "คัดสรร").exists()
    assert letter in find(actor("auditor"), "คัดสรร")


def test_words_are_marked_where_they_stand(actor):
    by = actor("province24")
    letter = brought_in(by, subject=SUBJECT).letter
    (pieces,) = excerpts_of([letter], "อย่างน้อยตำบลละ 2").values()
    assert {piece.text for piece in pieces if piece.found} == {"อย่างน้อยตำบลละ", "๒"}
    assert "".join(piece.text for piece in pieces).startswith("…")
    assert [piece.text for piece in marked(SUBJECT, "2566") if piece.found] == ["๒๕๖๖"]
    assert excerpts_of([letter], "") == {}


def test_the_text_around_a_word_is_what_stands_on_the_paper(actor):
    letter = written(actor("province24"), to=())
    (pieces,) = excerpts_of([letter], "ขึ้นทะเบียนผู้ผลิต").values()
    shown = "".join(piece.text for piece in pieces)
    assert not re.search("[a-z]{4}", shown), shown


def test_a_number_stays_one_word():
    assert words_of("ที่ ฉช 0019 / ว 333 ลงวันที่") == ["ที่", "ฉช", "0019/ว333", "ลงวันที่"]
    assert words_of("ว่าง 5") == ["ว่าง", "5"]
    assert words_of("\u200b \0") == []


@pytest.mark.slow
def test_any_piece_of_a_subject_finds_it(actor):
    by = actor("province24")
    letter = brought_in(by, subject=SUBJECT).letter
    for piece in sorted(triples(SUBJECT))[:40]:
        assert letter in find(by, piece)


def test_every_key_can_be_built_anew(actor, capsys):
    letter = brought_in(actor("province24")).letter
    key = Letter.objects.get(pk=letter.pk).search
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE letters_letter SET search = 'ผิด'")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    call_command("rebuild_search")
    assert Letter.objects.get(pk=letter.pk).search == key
    assert "1 ฉบับ" in capsys.readouterr().out
