"""What is done with a registered paper: laid before superiors, ordered (เกษียน), taken up, answered."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may, require
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused
from saan.letters.actions.steps import Said, locked, move, refuse_illegal
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries.way import ASSIGNING, asked_of, people_of
from saan.letters.receiving import Event
from saan.letters.rules import Direction, LetterState


def present(*, receipt: Receipt, to: User, note: str = "", by: Actor) -> Receipt:
    """Lay the paper before somebody of the office who may order. Refused for anybody else."""
    require(by, Permission.LETTERS_RECEIVE, at=receipt.office)
    _refuse_who_may_not_order(receipt, to)
    return move(receipt=receipt, event=Event.PRESENT, by=by, said=Said(note, people=[to]))


def forward_up(*, receipt: Receipt, to: User, note: str = "", by: Actor) -> Receipt:
    """Lay it before another superior, with the opinion of the one before whom it lay."""
    _refuse_who_may_not_order(receipt, to)
    if to.pk == by.user.pk:
        raise Refused("เสนอต่อให้ตนเองไม่ได้ เลือกผู้บังคับบัญชาท่านอื่น", field="to")
    return _by_whom_it_lies(receipt, Event.FORWARD_UP, by, Said(note, people=[to]))


def order(*, receipt: Receipt, text: str, to: Sequence[User], due: date | None = None, by: Actor) -> Receipt:
    """Write an order on the paper: who is to do what by when. The words, the post and the moment stay as written.

    Refused: no words, nobody named, somebody who is not of the office, a day before today.
    """
    if not to:
        raise Refused("เลือกผู้รับมอบหมายอย่างน้อยหนึ่งคน", field="to")
    if due is not None and due < today():
        raise Refused(f"กำหนดเสร็จ {format_short(due)} ผ่านไปแล้ว เลือกตั้งแต่วันนี้เป็นต้นไป", field="due")
    own = {person.pk for person in people_of(receipt.office, Permission.LETTERS_SEE)}
    stranger = next((person for person in to if person.pk not in own), None)
    if stranger is not None:
        raise Refused(f"{stranger} ไม่มีตำแหน่งที่มีผลในวันนี้ของ{receipt.office}", field="to")
    return _by_whom_it_lies(receipt, Event.ORDER, by, Said(text, people=list(to), due_on=due))


def note_only(*, receipt: Receipt, note: str = "", by: Actor) -> Receipt:
    """The superior has seen it and orders nothing."""
    return _by_whom_it_lies(
        receipt, Event.NOTE_ONLY, by, Said(note or "ทราบ"), acknowledged_at=now(), acknowledged_by=by.user
    )


def accept(*, receipt: Receipt, note: str = "", by: Actor) -> Receipt:
    """One of those named in the order takes it up."""
    return _by_whom_it_lies(receipt, Event.ACCEPT, by, Said(note), permission=Permission.LETTERS_SEE)


def give_back(*, receipt: Receipt, reason: str, by: Actor) -> Receipt:
    """One of those named says why it is not theirs; the paper lies before the one who ordered again."""
    with transaction.atomic():
        last = (
            LetterStep.objects.filter(receipt=receipt, event__in=ASSIGNING).select_related("taken_by").last()
        )
        back_to = [last.taken_by] if last else []
        said = Said(reason, people=back_to)
        return _by_whom_it_lies(receipt, Event.RETURN, by, said, permission=Permission.LETTERS_SEE)


def reply(*, receipt: Receipt, answer: Letter, by: Actor) -> Receipt:
    """The office has answered by a letter of its own. Refused: not our letter, not out yet, or answering another."""
    with transaction.atomic():
        held = _doing(receipt, Event.REPLY, by)
        _refuse_answer(held, answer)
        if answer.reply_to_id is None:
            answer.reply_to = held.letter
            answer.save(update_fields=["reply_to"])
        return move(receipt=held, event=Event.REPLY, by=by, said=Said(f"ที่ {answer.number}"))


def report(*, receipt: Receipt, note: str, by: Actor) -> Receipt:
    """The office has reported what the paper asked for."""
    with transaction.atomic():
        return move(receipt=_doing(receipt, Event.REPORT, by), event=Event.REPORT, by=by, said=Said(note))


def done(*, receipt: Receipt, note: str, by: Actor) -> Receipt:
    """The work is done and asks for no answer."""
    with transaction.atomic():
        held = _doing(receipt, Event.DONE, by)
        return move(receipt=held, event=Event.DONE, by=by, said=Said(note))


def _refuse_who_may_not_order(receipt: Receipt, to: User) -> None:
    if to not in people_of(receipt.office, Permission.LETTERS_ORDER):
        raise Refused(f"{to} ไม่มีตำแหน่งที่สั่งการในหนังสือของ{receipt.office}ได้ในวันนี้", field="to")


def _by_whom_it_lies(
    receipt: Receipt,
    event: Event,
    by: Actor,
    said: Said,
    *,
    permission: Permission = Permission.LETTERS_ORDER,
    **fields: object,
) -> Receipt:
    """An act of the very person who was asked, in a post in force at the office."""
    require(by, permission, at=receipt.office)
    with transaction.atomic():
        held = locked(receipt)
        refuse_illegal(held, event, said.note)
        people = asked_of(held)
        if by.user not in people or by.office.pk != held.office_id:
            names = " และ ".join(str(person) for person in people) or "ยังไม่มีผู้ใด"
            raise PermissionDenied(f"ทำ “{event.label}” ได้เฉพาะผู้ที่หนังสือนี้อยู่ด้วยในขณะนี้: {names}")
        return move(receipt=held, event=event, by=by, said=said, **fields)


def _doing(receipt: Receipt, event: Event, by: Actor) -> Receipt:
    """The paper locked, for one who was to do what it asks or who orders at the office."""
    held = locked(receipt)
    own = by.office.pk == held.office_id and by.user in asked_of(held)
    if not own and not may(by, Permission.LETTERS_ORDER, at=held.office):
        raise PermissionDenied(f"ทำ “{event.label}” ได้เฉพาะผู้ได้รับมอบหมายหรือผู้สั่งการของ{held.office}")
    return held


def _refuse_answer(receipt: Receipt, answer: Letter) -> None:
    out = answer.direction == Direction.OUTGOING and answer.state in (LetterState.NUMBERED, LetterState.SENT)
    if not out or answer.issuer_id != receipt.office_id:
        raise Refused("เลือกหนังสือส่งที่ออกเลขแล้วของหน่วยงานนี้", field="answer")
    if answer.reply_to_id not in (None, receipt.letter_id):
        raise Refused(f"หนังสือ {answer.number} เป็นคำตอบของหนังสือฉบับอื่นแล้ว", field="answer")
