"""From a record to a letter's own row and to the letters it cites."""

import re
from datetime import date

from saan.kernel.dates import ThaiDateError, parse_date
from saan.kernel.digits import to_arabic
from saan.letters.models import Letter, LetterReference
from saan.letters.queries import issuer_of, of_number
from saan.letters.rules import LetterKind, key_of_number

NO_SUBJECT = "(ไม่มีชื่อเรื่อง)"


def fill_header(letter: Letter, record: dict) -> None:
    """Copy the header fields of a record into the letter, unsaved. The issuing office is set on confirming alone."""
    letter.kind = record.get("kind") or LetterKind.OTHER
    letter.number = plain_number(record.get("number"))
    letter.number_key = key_of_number(letter.number)
    letter.circular = "ว" in letter.number.rpartition("/")[2] or bool(record.get("circular"))
    letter.urgency = record.get("urgency") or ""
    letter.secrecy = record.get("secrecy") or ""
    letter.issuer_name = one_line(record.get("issuing_office"))[:300]
    letter.dated = day_of(record.get("date"))
    letter.subject = one_line(record.get("subject"))[:500] or NO_SUBJECT
    letter.addressees = [one_line(name) for name in record.get("addressees") or [] if name]


def confirm_header(letter: Letter, record: dict) -> None:
    """As `fill_header`, with the office that wrote it."""
    fill_header(letter, record)
    letter.issuer = issuer_of(record)


def plain_number(printed: str | None) -> str:
    """A letter number in Arabic digits with single blanks: "ฉช 0019/ว 5465"."""
    return one_line(to_arabic(printed or ""))[:80]


def one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def day_of(written: dict | str | None) -> date | None:
    """The day of a record's date object or ISO text; None for a bare month or no date at all."""
    iso = written.get("iso") if isinstance(written, dict) else written
    try:
        return parse_date(iso) if iso else None
    except ThaiDateError:
        return None


def cite(letter: Letter, record: dict) -> None:
    """Write anew which letters this one cites, each with the paper itself where Saan holds exactly one such."""
    letter.references.all().delete()
    rows = []
    for cited in record.get("references") or []:
        number, dated = plain_number(cited.get("number")), day_of(cited.get("date"))
        if number:
            held = _held(number, dated, beside=letter)
            key = key_of_number(number)
            rows.append(
                LetterReference(letter=letter, number=number, number_key=key, dated=dated, resolved=held)
            )
    LetterReference.objects.bulk_create(rows)


def _held(number: str, dated: date | None, *, beside: Letter) -> Letter | None:
    found = list(of_number(number, dated).exclude(pk=beside.pk)[:2])
    return found[0] if len(found) == 1 else None


def answer_citations(letter: Letter) -> None:
    """Let letters that came earlier and cite this one point to it."""
    waiting = LetterReference.objects.filter(number_key=letter.number_key, resolved__isnull=True)
    if not letter.number_key:
        return
    for reference in waiting.exclude(letter=letter):
        held = _held(reference.number, reference.dated, beside=reference.letter)
        if held is not None:
            reference.resolved = held
            reference.save(update_fields=["resolved"])
