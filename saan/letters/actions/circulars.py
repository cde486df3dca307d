"""Sending circulars: one text, one number, a receipt for every addressee of the day, in one act.

The addressees are resolved once, at the sending; offices that come to fit the expression later are not among them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.typesetting.letter import LetterSheet
from saan.documents.typesetting.stamp import NumberMark, StampError, stamp_copy
from saan.kernel.dates import format_short, now, today
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.outgoing import PDF, Attachment, attach, file_name, issue, refuse_without_code
from saan.letters.actions.registers import take_number
from saan.letters.actions.steps import post_of
from saan.letters.circulation import CircularAct, acknowledge_by
from saan.letters.models import Letter, LetterStep
from saan.letters.queries.addressees import addressees, count_addressees
from saan.letters.queries.signers import register_body
from saan.letters.rules import (
    LETTER_STEPS,
    Channel,
    Direction,
    FileRole,
    LetterKind,
    LetterState,
    ReceiptState,
    RegisterKind,
    key_of_number,
    may_follow,
)
from saan.organisations.audience import Audience, audience_from, phrase, record_of


def send_circular(
    *,
    sheet: LetterSheet,
    audience: Audience,
    by: Actor,
    attachments: Sequence[Attachment] = (),
    cites: Sequence[Letter] = (),
    due: date | None = None,
    press: UUID | None = None,
    **fields: Any,
) -> Letter:
    """Write, number and send a circular of the actor's office; `sheet` is without number, date, head and signature.

    `due` is the day by which it is to be acknowledged, policy's clock where none is set. `press` is the page it was
    sent from: sending again from the same page gives the circular that went out first. Refused: fewer than two
    addressees, a day that has passed.
    """

    def write() -> Letter:
        return issue(
            sheet=sheet, office=by.office, by=by, attachments=attachments, circular=True, cites=cites, press=press,
            **fields,
        )  # fmt: skip

    return once(press, lambda: _send(write, audience, due, by), by)


def send_paper(
    *,
    paper: Attachment,
    subject: str,
    audience: Audience,
    by: Actor,
    urgency: str = "",
    attachments: Sequence[Attachment] = (),
    due: date | None = None,
    press: UUID | None = None,
    **fields: Any,
) -> Letter:
    """Number and send a signed PDF: what `send_circular` does with a sheet.

    The number and the day are printed on a copy, which goes out; the file itself is kept untouched beside it. Refused
    for other files, and for a PDF that cannot be opened.
    """
    if paper.media_type != PDF or not paper.data.startswith(b"%PDF"):
        raise Refused("หนังสือที่ลงนามแล้วต้องเป็นแฟ้ม PDF แปลงเป็น PDF แล้วเลือกแฟ้มใหม่", field="paper")
    if not subject.strip():
        raise Refused("กรอกเรื่องของหนังสือ ผู้รับจะเห็นในรายการหนังสือ", field="subject")

    def write() -> Letter:
        return _numbered_paper(
            paper, attachments, by, subject=subject.strip()[:500], urgency=urgency, press=press,
            addressees=[phrase(audience, home=by.office.area_id)], **fields,
        )  # fmt: skip

    return once(press, lambda: _send(write, audience, due, by), by)


def broadcast(
    *, letter: Letter, audience: Audience | Mapping[str, Any], by: Actor, due: date | None = None
) -> int:
    """Send a numbered letter of the office to everybody an audience means today; gives how many that are.

    One INSERT … SELECT, however many. Runs in the caller's transaction where there is one, so that whoever numbers
    the letter sends it in the same act: after signing, numbering and sending are the registry's, and its permission
    is asked. Refused: not numbered yet, fewer than two. Stale when it went out already.
    """
    require(by, Permission.LETTERS_NUMBER, at=letter.issuer)
    meant = audience if isinstance(audience, Audience) else audience_from(audience)
    with transaction.atomic():
        held = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        before = LetterState(held.state)
        if before in (LetterState.SENT, LetterState.RECALLED) and held.audience:
            raise Stale(f"หนังสือเวียน {held.number} ส่งไปแล้ว ไม่ได้ส่งซ้ำ")
        if before != LetterState.SENT and not may_follow(LETTER_STEPS, before, LetterState.SENT):
            raise Refused(f"หนังสืออยู่ในสถานะ “{before.label}” ต้องลงนามและออกเลขก่อนจึงส่งเวียนได้")
        count_addressees(meant, by)
        _refuse_past(due)
        return spread(held, meant, due, by, before=before)


def _send(write: Callable[[], Letter], audience: Audience, due: date | None, by: Actor) -> Letter:
    """Who gets it is asked before a number is taken."""
    require(by, Permission.LETTERS_WRITE)
    count_addressees(audience, by)
    _refuse_past(due)
    letter = write()
    spread(letter, audience, due, by)
    return letter


def _refuse_past(due: date | None) -> None:
    if due is not None and due < today():
        raise Refused(f"กำหนดรับทราบ {format_short(due)} ผ่านไปแล้ว เลือกวันนี้หรือวันข้างหน้า", field="due")


def spread(
    letter: Letter,
    audience: Audience,
    due: date | None,
    by: Actor,
    *,
    before: LetterState = LetterState.NUMBERED,
) -> int:
    """Let a numbered letter arrive at everybody meant today; in the caller's transaction, who has asked all else."""
    last = due or acknowledge_by(letter.urgency, today())
    count = _deliver(letter, audience, last, by)
    letter.state = LetterState.SENT
    letter.audience = {
        **record_of(audience),
        "count": count,
        "acknowledge_by": due.isoformat() if due else None,
    }
    letter.save(update_fields=["state", "audience"])
    whom = phrase(audience, home=by.office.area_id)
    LetterStep.objects.create(
        letter=letter, event=CircularAct.BROADCAST, before=before, after=LetterState.SENT, position=post_of(by),
        note=f"{whom} {count:,} แห่ง", due_on=last, taken_by=by.user,
    )  # fmt: skip
    summary = f"ส่งหนังสือเวียน {letter.number} ถึง{whom} {count:,} แห่ง"
    record(by=by, verb="letters.broadcast", of=letter, summary=summary, offices=count)
    return count


_DELIVER = """
INSERT INTO letters_receipt (letter_id, office_id, via, state, arrived_at, arrived_by_id, due_on, remark)
SELECT %s, o.id, %s, %s, %s, %s, %s, '' FROM ({offices}) AS o
ON CONFLICT (letter_id, office_id) DO NOTHING
"""


def _deliver(letter: Letter, audience: Audience, due: date, by: Actor) -> int:
    offices, params = addressees(audience, by).values("id").query.sql_with_params()
    values = [letter.pk, Channel.SAAN, ReceiptState.ARRIVED, now(), by.user.pk, due]
    with connection.cursor() as cursor:
        cursor.execute(_DELIVER.format(offices=offices), [*values, *params])
        return cursor.rowcount


def _numbered_paper(paper: Attachment, attachments: Sequence[Attachment], by: Actor, **fields: Any) -> Letter:
    refuse_without_code(by.office)
    letter = Letter.objects.create(
        direction=Direction.OUTGOING, state=LetterState.DRAFT, kind=LetterKind.EXTERNAL, issuer=by.office,
        issuer_name=by.office.name, circular=True, created_by=by.user, **fields,
    )  # fmt: skip
    body = register_body(by.office, by, LetterKind.EXTERNAL)
    entry = take_number(office=by.office, kind=RegisterKind.CIRCULAR, letter=letter, by=by, body=body)
    letter.number = to_arabic(f"{by.office.letter_prefix}/ว {entry.number}")
    letter.number_key, letter.dated, letter.state = (
        key_of_number(letter.number),
        today(),
        LetterState.NUMBERED,
    )
    letter.save()
    issued = keep(
        data=_with_number(paper, letter), name=file_name(letter.number, letter.subject), media_type=PDF, by=by
    )
    attach(letter, issued, [replace(paper, role=FileRole.ORIGINAL), *attachments], by)
    return letter


def _with_number(paper: Attachment, letter: Letter) -> bytes:
    assert letter.dated is not None
    try:
        return stamp_copy(paper.data, PDF, NumberMark(letter.number, letter.dated))
    except StampError as fault:
        raise Refused(str(fault), field="paper") from fault


def once(press: UUID | None, send: Callable[[], Letter], by: Actor) -> Letter:
    """What the page sent already, however often its button is pressed; else what it sends now."""
    if press is not None and (sent := _sent_from(press, by)):
        return sent
    try:
        with transaction.atomic():
            return send()
    except IntegrityError:
        sent = _sent_from(press, by) if press is not None else None
        if sent is None:
            raise
        return sent


def _sent_from(press: UUID, by: Actor) -> Letter | None:
    return Letter.objects.filter(press=press, issuer=by.office).first()
