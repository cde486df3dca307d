"""Taking a circular back, or putting a newer one in its place: what nobody registered vanishes, the others are told."""

from uuid import UUID

from django.db import connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.circulars import once
from saan.letters.actions.outgoing import issue
from saan.letters.actions.receipts import deliver
from saan.letters.actions.reminding import refuse_illegal
from saan.letters.actions.steps import post_of
from saan.letters.circulation import CircularAct
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.receiving import MOVES, Event
from saan.letters.rules import UNNUMBERED, LetterState, ReceiptState
from saan.letters.wording import recall_sheet
from saan.organisations.models import Office


def recall(*, letter: Letter, reason: str, by: Actor, press: UUID | None = None) -> Letter | None:
    """Take a sent letter back. Gives the stamped letter that tells those who had registered it; None without any.

    Papers that nobody registered leave the arrivals; those registered stay with their numbers, for a number once
    given is never taken back. Refused without a reason; Stale when it was recalled or replaced already.
    """
    if not reason.strip():
        raise Refused("เขียนเหตุผลที่เรียกคืน หน่วยงานผู้รับจะเห็นข้อความนี้", field="reason")
    require(by, Permission.LETTERS_WRITE, at=letter.issuer)
    notice: list[Letter] = []

    def taking_back() -> Letter:
        held = _held(letter, CircularAct.RECALL)
        held.state, held.recalled_at, held.recalled_by = LetterState.RECALLED, now(), by.user
        held.recall_reason = reason.strip()[:300]
        held.save(update_fields=["state", "recalled_at", "recalled_by", "recall_reason"])
        gone = _vanish(held, reason.strip(), by)
        holders = list(_holders(held))
        if holders:
            notice.append(_tell(held, reason, holders, by, press))
        told = f" แจ้งหน่วยงานที่ลงรับแล้ว {len(holders):,} แห่ง" if holders else ""
        _step(held, CircularAct.RECALL, held.recall_reason, by)
        summary = f"เรียกคืนหนังสือ {held.number} จากผู้ที่ยังไม่ลงรับ {gone:,} แห่ง{told}: {held.recall_reason}"
        record(by=by, verb="letters.recall", of=held, summary=summary, gone=gone, told=len(holders))
        return notice[0] if notice else held

    sent = once(press, taking_back, by)
    return sent if sent.pk != letter.pk else None


def replace_circular(*, old: Letter, new: Letter, by: Actor) -> int:
    """Let a newer circular of the office take an older one's place; gives at how many offices the old one vanished.

    Whoever registered the old one keeps it, marked with the newer number, and its clock stops. Refused: the newer is
    not out, is the same or the older one; Stale when something else replaced it already.
    """
    require(by, Permission.LETTERS_WRITE, at=old.issuer)
    require(by, Permission.LETTERS_WRITE, at=new.issuer)
    _refuse_wrong_order(old, new)
    with transaction.atomic():
        held = _held(old, CircularAct.SUPERSEDE)
        newer = Letter.objects.select_for_update(of=("self",)).get(pk=new.pk)
        if newer.supersedes_id is not None:
            raise Stale(f"หนังสือ {newer.number} ใช้แทนหนังสืออื่นไปแล้ว")
        newer.supersedes = held
        newer.save(update_fields=["supersedes"])
        mark = f"มีหนังสือ {newer.number} ใช้แทน"
        gone = _vanish(held, mark, by)
        Receipt.objects.filter(letter=held, remark="").exclude(state=ReceiptState.RECALLED).update(
            remark=mark
        )
        _step(held, CircularAct.SUPERSEDE, mark, by)
        summary = f"ออกหนังสือ {newer.number} ใช้แทนหนังสือ {held.number}"
        record(by=by, verb="letters.supersede", of=held, summary=summary, gone=gone, newer=newer.pk)
    return gone


def _held(letter: Letter, act: CircularAct) -> Letter:
    held = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    refuse_illegal(held, act)
    return held


def _refuse_wrong_order(old: Letter, new: Letter) -> None:
    if new.pk == old.pk or new.state != LetterState.SENT or new.pk < old.pk:
        raise Refused("หนังสือที่ใช้แทนต้องเป็นอีกฉบับที่ส่งแล้วหลังฉบับเดิม", field="new")
    if new.issuer_id != old.issuer_id:
        raise Refused("หนังสือที่ใช้แทนต้องออกโดยหน่วยงานเดียวกัน", field="new")


_VANISH = """
WITH gone AS (
    SELECT id, state FROM letters_receipt WHERE letter_id = %(letter)s AND state = ANY(%(waiting)s) FOR UPDATE
), told AS (
    INSERT INTO letters_letterstep (letter_id, receipt_id, event, before, after, note, position, taken_at, taken_by_id)
    SELECT %(letter)s, id, %(event)s, state, %(recalled)s, %(note)s, %(post)s, %(moment)s, %(user)s FROM gone
)
UPDATE letters_receipt AS receipt SET state = %(recalled)s, remark = left(%(note)s, 300)
FROM gone WHERE gone.id = receipt.id
"""


def _vanish(letter: Letter, note: str, by: Actor) -> int:
    """Papers that wait for a number go back to their sender; each office's way of the paper says why."""
    values = {
        "letter": letter.pk,
        "waiting": [str(state) for state in MOVES[Event.RECALL].since],
        "event": Event.RECALL.value,
        "recalled": ReceiptState.RECALLED.value,
        "note": note,
        "post": post_of(by),
        "moment": now(),
        "user": by.user.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VANISH, values)
        return cursor.rowcount


def _holders(letter: Letter):
    held = Receipt.objects.filter(letter=letter, parent__isnull=True).exclude(state__in=UNNUMBERED)
    return Office.objects.filter(pk__in=held.values("office")).order_by("lo", "code")


def _tell(letter: Letter, reason: str, holders: list[Office], by: Actor, press: UUID | None) -> Letter:
    sheet = recall_sheet(letter, by.office, holders, reason)
    sent = issue(sheet=sheet, office=by.office, by=by, circular=len(holders) > 1, cites=[letter], press=press)
    deliver(letter=sent, to=holders, by=by)
    return sent


def _step(letter: Letter, act: CircularAct, note: str, by: Actor) -> None:
    after = LetterState.RECALLED if act == CircularAct.RECALL else letter.state
    LetterStep.objects.create(
        letter=letter, event=act, before=LetterState.SENT, after=after, note=note, position=post_of(by),
        taken_by=by.user,
    )  # fmt: skip
