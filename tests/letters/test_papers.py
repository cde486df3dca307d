"""Papers come in once, keep their originals, and are registered once in each office."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.letters.actions import LARGEST_BYTES, bring_in, register
from saan.letters.models import Letter, LetterReference, Receipt, RegisterEntry
from saan.letters.queries import confirmed_record, open_doubts, original_of
from tests.factories.letters import brought_in, letter_text


def test_a_paper_is_kept_read_and_received(actor):
    by = actor("province24")
    arrival = brought_in(by, name="ว 4101.txt")
    letter = arrival.letter
    assert (letter.direction, letter.state, letter.kind) == ("incoming", "read", "external letter")
    assert (letter.number, letter.dated, letter.circular) == ("ฉช 0019/ว 4101", date(2023, 9, 20), True)
    assert letter.subject == "การขึ้นทะเบียนผู้ผลิตชุมชน"
    assert read_bytes(original_of(letter)) == letter_text().encode()
    assert (arrival.receipt.office, arrival.receipt.state) == (by.office, "arrived")
    assert not arrival.known
    assert "ฉช 0019/ว 4101" in acts_on(letter).get().summary


def test_the_words_read_lie_where_the_evidence_says(actor):
    reading = brought_in(actor("province24")).letter.readings.get()
    assert reading.record["evidence"]
    for path, found in reading.record["evidence"].items():
        start, end = found["span"]
        assert reading.text[start:end] == found["text"], path


def test_the_same_bytes_again_are_noticed(actor):
    by = actor("province24")
    first = brought_in(by)
    again = brought_in(by, name="ชื่ออื่น.txt")
    assert (again.letter, again.receipt, again.known) == (first.letter, first.receipt, True)
    assert "นายคราม ย้อมใจ" in again.noticed[0]
    assert "จึงไม่เก็บซ้ำ" in again.noticed[0]
    assert Letter.objects.count() == 1


def test_the_same_words_in_another_coding_are_the_same_paper(actor):
    by = actor("province24")
    first = brought_in(by)
    text = letter_text().replace("๒", "2").replace("ทะเบียนประจำ", "ทะเบียนประจํา")
    again = bring_in(data=("\n" + text).encode(), name="สแกนใหม่.txt", by=by)
    assert again.letter == first.letter


def test_another_office_gets_its_own_receipt_on_the_same_letter(actor):
    first = brought_in(actor("province24"))
    second = brought_in(actor("district2402"))
    assert second.letter == first.letter
    assert second.receipt.office.code == "cdd-2402"
    assert "นายคราม ย้อมใจ" in second.noticed[0]
    assert Receipt.objects.filter(letter=first.letter).count() == 2


def test_the_same_number_with_other_words_is_asked_about(actor):
    by = actor("province24")
    first = brought_in(by)
    second = brought_in(by, least="๓")
    assert second.letter != first.letter
    doubt = open_doubts(second.letter).get(kind="same_number")
    assert "ฉช 0019/ว 4101" in doubt.message
    assert doubt.message in second.noticed


def test_the_same_number_in_another_year_is_another_letter(actor):
    by = actor("province24")
    brought_in(by)
    later = brought_in(by, dated="๒๐ กันยายน ๒๕๖๕")
    assert not later.known
    assert not open_doubts(later.letter).filter(kind="same_number").exists()


def test_a_cited_letter_is_found_and_another_day_noticed(actor):
    by = actor("province24")
    cited = brought_in(by, number="ฉช ๐๐๑๙/ว ๒๙๖๒", dated="๑๕ พฤษภาคม ๒๕๖๖").letter
    words = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๒๙๖๒ ลงวันที่ ๑๖ พฤษภาคม ๒๕๖๖"
    arrival = brought_in(by, cited=words)
    assert arrival.letter.references.get().resolved == cited
    assert "15 พ.ค. 2566" in arrival.noticed[0]


def test_an_earlier_citation_finds_the_letter_that_comes_later(actor):
    by = actor("province24")
    words = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๒๙๖๒ ลงวันที่ ๑๖ พฤษภาคม ๒๕๖๖"
    citing = brought_in(by, cited=words).letter
    assert LetterReference.objects.get(letter=citing).resolved is None
    cited = brought_in(by, number="ฉช ๐๐๑๙/ว ๒๙๖๒", dated="๑๖ พฤษภาคม ๒๕๖๖").letter
    assert LetterReference.objects.get(letter=citing).resolved == cited


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "ว่างเปล่า"),
        (b"x" * (LARGEST_BYTES + 1), "25 MB"),
        ("ลับ\n\n".encode() + letter_text().encode(), "ลับ"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(actor, data, says):
    with pytest.raises(Refused, match=says) as refusal:
        bring_in(data=data, name="หนังสือ.txt", by=actor("province24"))
    assert refusal.value.field == "file"
    assert not Letter.objects.exists()


def test_an_unreadable_paper_is_refused_in_the_readers_words(actor):
    with pytest.raises(Refused) as refusal:
        bring_in(data=b"\x89PNG\r\n\x1a\n" + bytes(200), name="ภาพ.png", by=actor("province24"))
    assert "ภาพ.png" in refusal.value.message


def test_who_may_not_receive_is_refused(actor):
    for stranger in ("producer", "auditor", "admin"):
        with pytest.raises(PermissionDenied):
            brought_in(actor(stranger))


def test_news_is_kept_and_commands_nobody(actor, seed):
    letter = bring_in(data=seed("002"), name="002.txt", by=actor("province24")).letter
    assert letter.kind == "news"
    assert confirmed_record(letter)["directives"] == []


def test_registering_gives_number_time_and_state(actor):
    by = actor("clerk24")
    receipt = register(receipt=brought_in(by).receipt, by=by)
    assert (receipt.number, receipt.state, receipt.registered_by) == (1, "registered", by.user)
    assert RegisterEntry.objects.get().letter == receipt.letter


def test_the_stamp_is_drawn_on_a_copy(actor):
    by = actor("province24")
    letter = register(receipt=brought_in(by).receipt, by=by).letter
    stamped = letter.files.get(role="stamped")
    assert stamped.office == by.office
    assert read_bytes(stamped.file).startswith(b"%PDF")
    assert read_bytes(original_of(letter)) == letter_text().encode()


def test_registering_twice_says_who_did(actor):
    receipt = register(receipt=brought_in(actor("clerk24")).receipt, by=actor("clerk24"))
    with pytest.raises(Stale, match="นางกระบุง เก็บเอกสาร"):
        register(receipt=receipt, by=actor("province24"))
    assert RegisterEntry.objects.count() == 1


def test_an_office_registers_its_own_papers_alone(actor):
    receipt = brought_in(actor("district2402")).receipt
    with pytest.raises(PermissionDenied):
        register(receipt=receipt, by=actor("district2403"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ten_people_bringing_one_paper_make_one_letter(actor):
    by, start = actor("province24"), threading.Barrier(10)

    def one() -> None:
        start.wait()
        try:
            brought_in(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Letter.objects.count() == 1
    assert Receipt.objects.count() == 1
