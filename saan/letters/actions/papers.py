"""Bringing papers in and registering them. The file that came is kept as it came; stamps are drawn on a copy."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.reading import SIZE_LIMIT, DocumentText
from saan.kernel.dates import format_short
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.letters.actions import headers, twins
from saan.letters.actions.opening import Paper, opened
from saan.letters.models import Doubt, Letter, LetterFile, LetterReading, Receipt
from saan.letters.queries import references_of, similar_letters
from saan.letters.queries.secrecy import why_refused
from saan.letters.queries.way import same_numbered, twins_of
from saan.letters.reader import READER_VERSION, Reading, read
from saan.letters.rules import (
    Direction,
    FileRole,
    LetterState,
    ReceiptState,
)
from saan.letters.secrecy import secret_mark

LARGEST_BYTES = SIZE_LIMIT


class SecretPaper(Refused):
    """A paper that bears a class of secrecy: its content may not be kept here, by whichever road it came."""


@dataclass(frozen=True)
class Arrival:
    """What bringing a paper in came to: the letter, its stay in this office, and Thai sentences on what was noticed.

    `known` when Saan held the paper before, so that nothing was read anew.
    """

    letter: Letter
    receipt: Receipt
    noticed: tuple[str, ...] = ()
    known: bool = False


def bring_in(*, data: bytes, name: str, by: Actor) -> Arrival:
    """Keep a paper, read it, and put it on this office's desk.

    The same bytes, or the same number of the same issuer and year in the same words, are noticed and not kept twice;
    another office gets its own receipt on the same letter. The same number in other words becomes a doubt.
    Of mail the first attachment that can be read is the paper, and the others are kept as its enclosures.
    Refused: empty, too big, unreadable (with the reader's reason), or marked secret.
    """
    require(by, Permission.LETTERS_RECEIVE)
    return take_in(paper=opened(data, name), by=by)


def take_in(*, paper: Paper, by: Actor) -> Arrival:
    """As `bring_in`, for a paper that is open already: what an exchange handed over is not one file."""
    require(by, Permission.LETTERS_RECEIVE)
    document = paper.document
    reading = read(document.text, unsure=document.unsure, attached=paper.attached)
    _refuse_secret(reading.record, document.text, by)
    for text in paper.said:
        _refuse_secret(read(text).record, text, by)
    sha256 = hashlib.sha256(paper.data).hexdigest()
    draft = _draft(reading.record, by)
    with transaction.atomic():
        twins.hold(sha256, draft.number_key)
        known = twins.of_bytes(sha256) or _same_paper(draft, document.text)
        if known is not None:
            return _known(known, paper, by)
        return _new(draft, paper, reading, by)


def _refuse_secret(read_record: dict, text: str, by: Actor) -> None:
    if level := read_record.get("secrecy") or secret_mark(text):
        why = why_refused(level, by.office)
        raise SecretPaper(f"แฟ้มนี้ไม่ได้เก็บไว้ {why}", field="file")


def _draft(read_record: dict, by: Actor) -> Letter:
    letter = Letter(direction=Direction.INCOMING, state=LetterState.READ, created_by=by.user)
    headers.fill_header(letter, read_record)
    return letter


def _same_paper(draft: Letter, text: str) -> Letter | None:
    return next((twin for twin in same_numbered(draft) if twins.says_the_same(text, twin)), None)


def _known(letter: Letter, paper: Paper, by: Actor) -> Arrival:
    receipt, new = Receipt.objects.get_or_create(
        letter=letter,
        office=by.office,
        defaults={"state": ReceiptState.ARRIVED, "arrived_by": by.user},
    )
    already = "เข้ามาที่หน่วยงานของท่านอีก" if new else "มีอยู่แล้ว จึงไม่เก็บซ้ำ"
    sentence = f"หนังสือฉบับนี้{already} {twins.brought_in(letter)}"
    if new:
        summary = f"รับเข้าหนังสือที่มีในระบบแล้ว {letter}"
        record(by=by, verb="letters.bring_in", of=letter, summary=summary, known=True)
    left = ("ไฟล์แนบอื่นในอีเมลนี้ไม่ได้เก็บ หากยังไม่มีในระบบ ให้นำเข้าแยกต่างหาก",) if paper.attached else ()
    return Arrival(letter, receipt, (sentence, *left), known=True)


def _new(letter: Letter, paper: Paper, reading: Reading, by: Actor) -> Arrival:
    letter.save()
    document = paper.document
    file = keep(data=paper.data, name=paper.name, media_type=document.media_type, by=by)
    LetterFile.objects.create(letter=letter, file=file, role=FileRole.ORIGINAL)
    for other in paper.beside:
        held = keep(data=other.data, name=other.name, media_type=other.media_type, by=by)
        LetterFile.objects.create(letter=letter, file=held, role=other.role)
    kept = LetterReading.objects.create(
        letter=letter,
        file=file,
        text=document.text,
        pages=[list(span) for span in document.pages],
        lines=_lines(document),
        record=reading.record,
        reader_version=READER_VERSION,
    )
    _keep_doubts(kept)
    headers.cite(letter, reading.record)
    headers.answer_citations(letter)
    receipt = Receipt.objects.create(
        letter=letter, office=by.office, state=ReceiptState.ARRIVED, arrived_by=by.user
    )
    noticed = [*paper.noticed, *_mismatches(letter)]
    for twin in twins_of(letter, by)[:1]:
        noticed.append(twins.ask(kept, twin).message)
    older = [each for each in similar_letters(letter, by) if not each.newer]
    for similar in older[:1]:
        noticed.append(twins.ask_replacing(kept, similar).message)
    record(by=by, verb="letters.bring_in", of=letter, summary=f"นำเข้าหนังสือ {letter}", file=file.sha256)
    return Arrival(letter, receipt, tuple(noticed))


def _lines(document: DocumentText) -> list | None:
    """The lines that have a place on a page, as `LetterReading.lines` keeps them."""
    placed = [
        [line.start, line.end, line.page, [round(edge, 2) for edge in line.box], line.certainty]
        for line in document.lines
        if line.box and line.page and document.text[line.start : line.end].strip()
    ]
    return placed or None


def _keep_doubts(reading: LetterReading) -> None:
    """One row a doubt, the recommended answer first among its suggestions."""
    rows = []
    for order, doubt in enumerate(reading.record.get("doubts") or []):
        rows.append(
            Doubt(
                reading=reading,
                order=order,
                kind=doubt["kind"],
                fields=doubt["fields"],
                words=doubt["words"],
                message=doubt["message"][:500],
                suggestions=_recommended_first(doubt),
            )
        )
    Doubt.objects.bulk_create(rows)


def _recommended_first(doubt: dict) -> list[dict]:
    suggestions = list(doubt.get("suggestions") or [])
    recommended = doubt.get("recommended")
    if isinstance(recommended, int) and 0 <= recommended < len(suggestions):
        suggestions.insert(0, suggestions.pop(recommended) | {"recommended": True})
    return suggestions


def _mismatches(letter: Letter) -> list[str]:
    """A cited letter that Saan holds under another day."""
    found = []
    for cited in references_of(letter):
        held = cited.resolved
        if held and cited.dated and held.dated and held.dated != cited.dated:
            days = f"{format_short(cited.dated)} แต่ฉบับในระบบลงวันที่ {format_short(held.dated)}"
            found.append(f"อ้างถึง {cited.number} ลงวันที่ {days} ตรวจว่าอ้างถึงฉบับใด")
    return found
