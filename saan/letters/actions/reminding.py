"""Those who stay silent are reminded by stamped letters, all in one act; after the last round their superiors are told.

A reminder asks only those to whom the office itself sent the letter; whoever passed it on reminds its own receivers.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.typesetting.letter import LetterSheet
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.circulars import once
from saan.letters.actions.latelists import late_list
from saan.letters.actions.outgoing import issue
from saan.letters.actions.receipts import deliver
from saan.letters.actions.steps import post_of
from saan.letters.circulation import (
    CircularAct,
    CircularState,
    circular_state,
    may_do,
    remind_from,
    reminding,
)
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries.circulars import Lateness, lateness_of
from saan.letters.rules import LetterState
from saan.letters.wording import escalation_sheet, reminder_sheet
from saan.organisations.models import Office


def remind(*, letter: Letter, by: Actor, note: str = "", press: UUID | None = None) -> Letter:
    """Send the next reminder to everybody who is late by today; gives the stamped letter.

    Refused: nobody late, all rounds used, or the last reminder's working days not over.
    """
    return once(press, lambda: _remind(letter, note, press, by), by)


def escalate(*, letter: Letter, by: Actor, press: UUID | None = None) -> Letter:
    """Tell the superiors of those still silent after the last reminder; gives the stamped letter.

    Refused: reminders left to send, nobody late, or nobody above the late ones but the sender.
    """
    return once(press, lambda: _escalate(letter, press, by), by)


def _remind(letter: Letter, note: str, press: UUID | None, by: Actor) -> Letter:
    held, late = _held(letter, CircularAct.REMIND, by)
    round_ = late.rounds + 1
    if round_ > reminding().rounds:
        raise Refused(f"เตือนครบ {reminding().rounds} ครั้งแล้ว ให้แจ้งหน่วยงานบังคับบัญชาของหน่วยงานที่ค้าง")
    if late.last_round_on and today() < remind_from(late.last_round_on):
        raise Refused(
            f"เตือนครั้งที่ {late.rounds} เมื่อ {format_short(late.last_round_on)} "
            f"เตือนครั้งต่อไปได้ตั้งแต่ {format_short(remind_from(late.last_round_on))}"
        )
    offices = [each.office for each in late.receipts]
    sheet = reminder_sheet(held, by.office, offices, round_, note)
    sent = _stamped(sheet, offices, late.receipts, held, by, press=press, reminder_round=round_)
    _step(held, CircularAct.REMIND, f"เตือนครั้งที่ {round_} ด้วยหนังสือ {sent.number}", late.receipts, by)
    return sent


def _escalate(letter: Letter, press: UUID | None, by: Actor) -> Letter:
    held, late = _held(letter, CircularAct.ESCALATE, by)
    if late.rounds < reminding().rounds:
        raise Refused(f"เตือนไปแล้ว {late.rounds} ครั้ง เตือนให้ครบ {reminding().rounds} ครั้งก่อนแจ้งหน่วยงานบังคับบัญชา")
    if late.escalated:
        raise Stale(f"แจ้งหน่วยงานบังคับบัญชาไปแล้วด้วยหนังสือ {late.escalated.number}")
    if late.last_round_on and today() < remind_from(late.last_round_on):
        until = format_short(remind_from(late.last_round_on))
        raise Refused(f"รอผลการเตือนครั้งสุดท้ายก่อน แจ้งหน่วยงานบังคับบัญชาได้ตั้งแต่ {until}")
    superiors = list(dict.fromkeys(late.superiors.values()))
    if not superiors:
        raise Refused("หน่วยงานที่ค้างขึ้นตรงต่อหน่วยงานของท่าน จึงไม่มีหน่วยงานบังคับบัญชาอื่นให้แจ้ง")
    told = [each for each in late.receipts if each.office_id in late.superiors]
    sheet = escalation_sheet(held, by.office, superiors, [each.office for each in told], late.rounds)
    sent = _stamped(sheet, superiors, told, held, by, press=press)
    _step(held, CircularAct.ESCALATE, f"แจ้งหน่วยงานบังคับบัญชาด้วยหนังสือ {sent.number}", told, by)
    return sent


def _held(letter: Letter, act: CircularAct, by: Actor) -> tuple[Letter, Lateness]:
    """The letter locked, so that two who press at once remind once; and who is late now."""
    require(by, Permission.LETTERS_WRITE, at=letter.issuer)
    held = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    refuse_illegal(held, act)
    late = lateness_of(held)
    if not late.receipts:
        raise Refused("ไม่มีหน่วยงานใดเลยกำหนดรับทราบหนังสือฉบับนี้ จึงไม่มีผู้ที่ต้องเตือน")
    return held, late


def refuse_illegal(letter: Letter, act: CircularAct) -> CircularState:
    """Stale where the circular is no longer where the act may happen; gives where it is."""
    superseded = letter.superseded_by.filter(state=LetterState.SENT).exists()
    state = circular_state(LetterState(letter.state), superseded=superseded)
    if not may_do(act, state):
        raise Stale(f"“{act.label}” ไม่ได้ เพราะหนังสือ {letter.number} อยู่ในสถานะ “{state.label}”")
    return state


def _stamped(
    sheet: LetterSheet,
    to: Sequence[Office],
    late: Sequence[Receipt],
    about: Letter,
    by: Actor,
    **fields: object,
) -> Letter:
    """The stamped letter, out, with the list of those it is about."""
    with transaction.atomic():
        sent = issue(
            sheet=sheet, office=by.office, by=by, circular=len(to) > 1, cites=[about], reminds=about,
            attachments=late_list(about, late), **fields,
        )  # fmt: skip
        deliver(letter=sent, to=to, by=by)
    return sent


def _step(letter: Letter, act: CircularAct, note: str, about: Sequence[Receipt], by: Actor) -> None:
    """One step at each late office, so that its own page tells how often it was asked; one row in the ledger."""
    LetterStep.objects.bulk_create(
        LetterStep(
            letter=letter, receipt=each, event=act, before=each.state, after=each.state, note=note,
            position=post_of(by), taken_by=by.user,
        )
        for each in about
    )  # fmt: skip
    summary = f"{note} ถึงหน่วยงานที่ยังไม่รับทราบหนังสือ {letter.number} {len(about):,} แห่ง"
    record(by=by, verb=f"letters.{act}", of=letter, summary=summary, offices=len(about))
