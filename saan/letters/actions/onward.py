"""Passing a circular on in the office's own name: never weaker than the letter it comes from."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.queries import read_bytes
from saan.documents.typesetting.letter import LetterSheet
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.circulars import once, send_circular, spread
from saan.letters.actions.outgoing import Attachment, issue
from saan.letters.actions.receipts import passed_on
from saan.letters.actions.registering import register
from saan.letters.actions.reminding import refuse_illegal
from saan.letters.circulation import CircularAct, acknowledge_by, is_less_urgent
from saan.letters.models import Letter, Receipt
from saan.letters.queries import original_of, receipt_at
from saan.letters.queries.addressees import addressees
from saan.letters.queries.circulars import onward_of
from saan.letters.rules import UNNUMBERED, ReceiptState
from saan.organisations.audience import Audience, below


def pass_on_circular(
    *,
    letter: Letter,
    sheet: LetterSheet,
    by: Actor,
    audience: Audience | None = None,
    due: date | None = None,
    press: UUID | None = None,
) -> Letter:
    """Send the office's own circular that passes a letter on, the original enclosed; gives the circular.

    `audience` is everybody below unless named; `due` the latest day the letter allows. Refused: a lower urgency, a
    later day, somebody below left out, nobody below, or a letter this office has not got. Stale: passed on already.
    """
    require(by, Permission.LETTERS_WRITE)
    require(by, Permission.LETTERS_RECEIVE)

    def passing() -> Letter:
        held = _held(letter, by)
        meant = audience or everybody_below(by)
        _refuse_weaker(held.letter, sheet, meant, due, by)
        if held.state in UNNUMBERED:
            register(receipt=held, by=by)
        latest = due or latest_due(held.letter)
        onward = send_onward(letter=held.letter, sheet=sheet, audience=meant, by=by, due=latest, press=press)
        passed_on(letter=held.letter, to=[], by=by)
        count = onward.receipts.count()
        summary = f"ส่งต่อหนังสือ {held.letter.number} ด้วยหนังสือ {onward.number} ถึง {count:,} หน่วยงาน"
        record(by=by, verb="letters.pass_on", of=onward, summary=summary, of_letter=held.letter_id)
        return onward

    return once(press, passing, by)


def send_onward(
    *,
    letter: Letter,
    sheet: LetterSheet,
    audience: Audience,
    by: Actor,
    due: date | None = None,
    press: UUID | None = None,
) -> Letter:
    """Send a letter that passes another on, the other enclosed and cited; to one receiver alone it is no circular."""
    enclosed = enclosed_original(letter)
    if addressees(audience, by).count() != 1:
        return send_circular(
            sheet=sheet, audience=audience, by=by, attachments=enclosed, cites=[letter], due=due, press=press,
            onward_of=letter,
        )  # fmt: skip
    with transaction.atomic():
        sent = issue(
            sheet=sheet, office=by.office, by=by, attachments=enclosed, cites=[letter], press=press,
            onward_of=letter,
        )  # fmt: skip
        spread(sent, audience, due, by)
    return sent


def everybody_below(by: Actor) -> Audience:
    """Who stands one level below in the office's line. Refused where nobody does."""
    found = below(by.office)
    if found is None or not addressees(found, by).exists():
        raise Refused(f"{by.office.name}ไม่มีหน่วยงานในสายงานระดับถัดลงไป จึงไม่มีผู้รับให้ส่งต่อ")
    return found


def latest_due(letter: Letter) -> date | None:
    """The last day for acknowledging that a letter made of this one may give; None where only policy's clock runs.

    Where the sender's own day has passed already, that is today.
    """
    told = (letter.audience or {}).get("acknowledge_by")
    return max(date.fromisoformat(told), today()) if told else None


def enclosed_original(letter: Letter) -> Sequence[Attachment]:
    """The letter's paper as an enclosure of another; nothing where Saan holds no file."""
    paper = original_of(letter)
    return [Attachment(read_bytes(paper), paper.name, paper.media_type)] if paper is not None else []


def _held(letter: Letter, by: Actor) -> Receipt:
    receipt = receipt_at(letter, by.office)
    if receipt is None:
        raise Refused("หนังสือฉบับนี้ไม่ได้ส่งถึงหน่วยงานของท่าน จึงส่งต่อในนามหน่วยงานไม่ได้")
    held = (
        Receipt.objects.select_for_update(of=("self",)).select_related("letter", "office").get(pk=receipt.pk)
    )
    refuse_illegal(held.letter, CircularAct.PASS_ON)
    if held.state in UNNUMBERED - {ReceiptState.ARRIVED, ReceiptState.CHECKED}:
        raise Refused(f"ส่งต่อไม่ได้ เพราะหนังสืออยู่ในสถานะ “{ReceiptState(held.state).label}”")
    if sent := onward_of(held.letter, by.office).first():
        raise Stale(f"ส่งต่อไปแล้วด้วยหนังสือ {sent.number} ยังไม่ได้ออกหนังสือซ้ำ")
    return held


def _refuse_weaker(
    letter: Letter, sheet: LetterSheet, audience: Audience, due: date | None, by: Actor
) -> None:
    if is_less_urgent(sheet.urgency, letter.urgency):
        raise Refused(f"ชั้นความเร็วต้องไม่ต่ำกว่าหนังสือต้นทาง ซึ่งเป็น “{letter.urgency}”", field="urgency")
    last = latest_due(letter)
    mine = due or (acknowledge_by(sheet.urgency, today()) if last is None else last)
    if last is not None and mine > last:
        raise Refused(
            f"กำหนดรับทราบ {format_short(mine)} ช้ากว่าหนังสือต้นทาง ซึ่งกำหนด {format_short(last)}", field="due"
        )
    missing = addressees(everybody_below(by), by).exclude(pk__in=addressees(audience, by).values("pk"))
    if count := missing.count():
        names = " ".join(office.short_name for office in missing[:3])
        raise Refused(f"ผู้รับขาดหน่วยงานใต้สังกัด {count:,} แห่ง เช่น {names} หนังสือต้นทางต้องถึงทุกแห่ง", field="audience")
