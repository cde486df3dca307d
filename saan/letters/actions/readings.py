"""People settle what the reader doubted and correct what it misread. What was read is never overwritten."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, offices_in_reach, require
from saan.kernel.dates import BANGKOK, format_short, format_time, now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions import headers, twins
from saan.letters.actions.fields import label_at, value_of
from saan.letters.models import Decision, Doubt, Letter, LetterReading, Receipt
from saan.letters.queries import (
    confirmed_record,
    doubts_of,
    is_issued_from,
    laid_over,
    open_doubts,
    reading_of,
)
from saan.letters.queries.similar import REPLACES
from saan.letters.queries.way import twins_of
from saan.letters.rules import LETTER_STEPS, DoubtState, LetterState, ReceiptState, may_follow, value_at

_OWN_ANSWER = "กรอกเอง"
_KEYS_OF_LETTERS = frozenset({twins.DUPLICATE_OF, REPLACES})
"""Answers that name another letter: only chosen from what was offered, never typed."""


def settle_doubt(
    *, doubt: Doubt, choice_index: int | None = None, own_values: Mapping[str, str] | None = None, by: Actor
) -> Doubt:
    """Answer a doubt with one of its suggestions (counted from 0), or with values typed for its fields.

    Every path the answer sets becomes a decision. Of two people answering at once one wins; the other is told who
    did (Stale). Refused: no answer, or a value that cannot be read.
    """
    with transaction.atomic():
        letter = _letter_to_change(doubt.reading.letter_id, by)
        doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
        if doubt.state == DoubtState.SETTLED:
            raise Stale(f"ข้อนี้ยืนยันแล้วโดย{_who_and_when(doubt)} ว่า “{doubt.choice}” คำตอบของท่านจึงไม่ถูกบันทึก")
        choice, sets = _answer(doubt, choice_index, own_values)
        _decide(doubt.reading, sets, by=by, doubt=doubt, reason=doubt.message)
        doubt.state, doubt.choice = DoubtState.SETTLED, choice[:300]
        doubt.settled_at, doubt.settled_by = now(), by.user
        doubt.save(update_fields=["state", "choice", "settled_at", "settled_by"])
        record(by=by, verb="letters.settle_doubt", of=doubt, summary=f"ยืนยันข้อสงสัย: {choice}", sets=sets)
        if twins.DUPLICATE_OF in sets:
            _leave_to(letter, sets[twins.DUPLICATE_OF], by)
        elif sets.get("record_as") == "nothing":
            _put_aside(letter, by)
        else:
            _follow(letter)
    return doubt


def _who_and_when(doubt: Doubt) -> str:
    assert doubt.settled_at is not None
    at = doubt.settled_at.astimezone(BANGKOK)
    return f"{doubt.settled_by} เมื่อ {format_short(at.date())} เวลา {format_time(at.time())}"


def _answer(
    doubt: Doubt, choice_index: int | None, own_values: Mapping[str, str] | None
) -> tuple[str, dict[str, Any]]:
    """The answer in words, and the values it sets by path."""
    if own_values:
        offered = {path for made in doubt.suggestions for path in made.get("sets", {})}
        allowed = (set(doubt.fields) | offered) - _KEYS_OF_LETTERS
        outside = next((path for path in own_values if path not in allowed), None)
        if outside is not None:
            raise Refused("คำตอบนี้ไม่เกี่ยวกับข้อสงสัยที่ถาม โหลดหน้าใหม่แล้วตอบอีกครั้ง", field=outside)
        sets = {path: value_of(path, typed) for path, typed in own_values.items()}
        return f"{_OWN_ANSWER} {' · '.join(own_values.values())}", sets
    if choice_index is None or not 0 <= choice_index < len(doubt.suggestions):
        raise Refused("เลือกคำตอบหนึ่งข้อก่อนยืนยัน", field="answer")
    chosen = doubt.suggestions[choice_index]
    return chosen["label"], dict(chosen.get("sets") or {})


def _decide(
    reading: LetterReading, sets: Mapping[str, Any], *, by: Actor, doubt: Doubt | None = None, reason: str
) -> None:
    in_force = laid_over(reading)
    Decision.objects.bulk_create(
        Decision(
            reading=reading,
            doubt=doubt,
            path=path,
            was=value_at(in_force, path),
            value=value,
            reason=reason[:300],
            decided_by=by.user,
        )
        for path, value in sets.items()
    )


def _leave_to(letter: Letter, kept_pk: int, by: Actor) -> None:
    """The paper is the same as an earlier one: every office that holds it holds that one instead."""
    kept = next((twin for twin in twins_of(letter, by) if twin.pk == kept_pk), None)
    if kept is None:
        raise Refused("ไม่พบฉบับที่นำเข้าก่อนในหนังสือที่หน่วยงานของท่านเห็นได้ เลือกเก็บไว้ทั้งสองฉบับแทน", field="answer")
    for receipt in letter.receipts.all():
        Receipt.objects.get_or_create(
            letter=kept,
            office=receipt.office,
            defaults={"state": ReceiptState.ARRIVED, "arrived_by": receipt.arrived_by},
        )
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])
    summary = f"ยกเลิกรายการที่นำเข้าซ้ำกับ {kept}"
    record(by=by, verb="letters.cancel_duplicate", of=letter, summary=summary, kept=kept.pk)


def _put_aside(letter: Letter, by: Actor) -> None:
    """The paper is not to be recorded; its file and row stay, but it leaves every list."""
    letter.state = LetterState.CANCELLED
    letter.save(update_fields=["state"])
    record(by=by, verb="letters.put_aside", of=letter, summary=f"ไม่บันทึกเอกสาร {letter}")


def correct(*, reading: LetterReading, path: str, value: str, reason: str = "", by: Actor) -> Decision:
    """Write a field by hand as typed; blank empties it, and strikes out a whole instruction, citation or enclosure.

    Refused with the reason at the field when it cannot be read. A confirmed letter must be confirmed again.
    """
    with transaction.atomic():
        letter = _letter_to_change(reading.letter_id, by)
        decided = value_of(path, value)
        _refuse_unknown_place(reading, path)
        _decide(reading, {path: decided}, by=by, reason=reason.strip())
        decision = reading.decisions.latest("id")
        summary = f"แก้{label_at(path)} เป็น “{value.strip() or 'ไม่มี'}”"
        record(
            by=by,
            verb="letters.correct",
            of=letter,
            summary=summary,
            path=path,
            was=decision.was,
            value=decided,
        )
        _follow(letter)
    return decision


def correct_header(*, letter: Letter, values: Mapping[str, str], by: Actor) -> list[str]:
    """Set the head right while registering, as read from the paper itself; gives the paths that changed.

    Only what differs from the value in force is decided. Who registers may do this until the office has given its
    number; later, and for everything beneath the head, see `correct`. Refused with the field where it cannot be read.
    """
    reading = reading_of(letter)
    if reading is None or letter.state != LetterState.READ or is_issued_from(letter):
        return []
    in_force = laid_over(reading)
    parsed = {path: value_of(path, typed) for path, typed in values.items() if path in HEADER}
    changed = {path: value for path, value in parsed.items() if not _same(in_force.get(path), value)}
    if changed:
        _decide(reading, changed, by=by, reason="แก้เมื่อลงรับ")
        summary = f"แก้{' '.join(label_at(path) for path in changed)}เมื่อลงรับ"
        record(by=by, verb="letters.correct", of=letter, summary=summary, sets=changed)
        _follow(letter)
    return list(changed)


HEADER = frozenset({"number", "date", "issuing_office", "subject", "urgency"})


def _same(held: Any, typed: Any) -> bool:
    """Whether both say the same: days by their day, text without blanks and in one kind of digits."""
    if isinstance(held, dict) or isinstance(typed, dict):
        return (held or {}).get("iso") == (typed or {}).get("iso")
    return twins.plain(held or "") == twins.plain(typed or "")


def _refuse_unknown_place(reading: LetterReading, path: str) -> None:
    """An item of a list is corrected where it was read; new items are not made by hand."""
    steps = path.split(".")
    items = (".".join(steps[: at + 1]) for at, step in enumerate(steps) if step.isdecimal())
    if any(value_at(reading.record, item) is None for item in items):
        raise Refused("ไม่พบรายการนี้ในหนังสือ โหลดหน้าใหม่แล้วลองอีกครั้ง", field=path)


def reopen_doubt(*, doubt: Doubt, by: Actor) -> Doubt:
    """Ask a settled doubt again, as long as nothing has been issued from the letter; its decisions fall."""
    with transaction.atomic():
        letter = _letter_to_change(doubt.reading.letter_id, by)
        doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
        if doubt.state == DoubtState.OPEN:
            raise Stale("ข้อนี้ถูกเปิดถามใหม่แล้ว")
        fell = dict(doubt.decisions.values_list("path", "value"))
        doubt.decisions.all().delete()
        summary = f"เปิดถามใหม่: {doubt.message} (เดิมตอบว่า {doubt.choice})"
        doubt.state, doubt.choice, doubt.settled_at, doubt.settled_by = DoubtState.OPEN, "", None, None
        doubt.save(update_fields=["state", "choice", "settled_at", "settled_by"])
        record(by=by, verb="letters.reopen_doubt", of=doubt, summary=summary, sets=fell)
        _follow(letter)
    return doubt


def confirm_letter(*, letter: Letter, by: Actor) -> Letter:
    """Declare the reading right: the record in force becomes the letter's header.

    Refused while a doubt is open, and when another letter of the issuer bears this number with other words: that
    becomes a doubt of its own.
    """
    with transaction.atomic():
        letter = _locked(letter.pk, by)
        if not may_follow(LETTER_STEPS, LetterState(letter.state), LetterState.CONFIRMED):
            raise Stale(f"หนังสือฉบับนี้อยู่ในสถานะ “{letter.get_state_display()}” แล้ว")
        _refuse_doubts(letter)
        in_force = confirmed_record(letter)
        headers.confirm_header(letter, in_force)
        asked = _ask_about_twin(letter, by)
        if asked is None:
            letter.state = LetterState.CONFIRMED
            letter.save()
            headers.cite(letter, in_force)
            headers.answer_citations(letter)
            record(by=by, verb="letters.confirm", of=letter, summary=f"ยืนยันว่าอ่านหนังสือถูกต้อง {letter}")
    if asked is not None:
        raise Refused(f"{asked.message} ตอบข้อสงสัยใหม่นี้ก่อนยืนยันหนังสือ")
    return letter


def _refuse_doubts(letter: Letter) -> None:
    count = open_doubts(letter).count()
    if count:
        raise Refused(f"ยืนยันข้อสงสัยให้ครบก่อน ยังเหลือ {count} ข้อ")


def _ask_about_twin(letter: Letter, by: Actor) -> Doubt | None:
    """A question about another letter of this number, unless it was asked before."""
    if doubts_of(letter).filter(kind=twins.SAME_NUMBER).exists():
        return None
    reading, others = reading_of(letter), twins_of(letter, by)
    return twins.ask(reading, others[0]) if reading and others else None


def _letter_to_change(pk: int, by: Actor) -> Letter:
    """The letter, locked, when what was read in it may still change."""
    letter = _locked(pk, by)
    if letter.state == LetterState.CANCELLED:
        raise Stale("รายการนี้ยกเลิกไปแล้วเพราะเป็นฉบับเดียวกับที่นำเข้าก่อน")
    if is_issued_from(letter):
        raise Refused("ออกข้อสั่งการจากหนังสือฉบับนี้แล้ว จึงแก้สิ่งที่อ่านไม่ได้ ให้ยกเลิกข้อสั่งการก่อน")
    return letter


def _locked(pk: int, by: Actor) -> Letter:
    require(by, Permission.LETTERS_CONFIRM)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=pk)
    if not letter.receipts.filter(offices_in_reach(by, prefix="office__")).exists():
        raise PermissionDenied("หนังสือฉบับนี้ยังไม่ได้มาถึงหน่วยงานของท่าน จึงยืนยันหรือแก้ไม่ได้")
    return letter


def _follow(letter: Letter) -> None:
    """After a change: the letter waits for confirmation, and its header shows what is in force."""
    in_force = confirmed_record(letter)
    headers.fill_header(letter, in_force)
    letter.state = LetterState.READ
    letter.save()
    headers.cite(letter, in_force)
