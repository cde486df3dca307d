"""One step of a letter in the making: asked of the table, written beside the letter and into the ledger."""

from collections.abc import Mapping
from typing import Any

from saan.accounts.policy import Actor
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.models import Letter, LetterStep
from saan.letters.rules import LETTER_STEPS, Direction, LetterState, may_follow

EVENTS: Mapping[str, tuple[LetterState, str]] = {
    "propose": (LetterState.IN_REVIEW, "เสนอตรวจ"),
    "return": (LetterState.RETURNED, "ส่งกลับแก้"),
    "approve": (LetterState.APPROVED, "ผ่านการตรวจ"),
    "sign": (LetterState.SIGNED, "ลงนาม"),
    "number": (LetterState.NUMBERED, "ออกเลขและลงวันที่"),
    "dispatch": (LetterState.SENT, "ส่งออก"),
    "cancel": (LetterState.CANCELLED, "ยกเลิก"),
}
"""What may happen to a letter in the making: where it leads and what the act is called."""


def held(letter: Letter) -> Letter:
    """The letter as it stands, locked until the transaction ends."""
    return Letter.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=letter.pk)


def refuse_unless(letter: Letter, event: str) -> None:
    """Refused where the table does not let the event follow; another's page may be the reason."""
    after, words = EVENTS[event]
    state = LetterState(letter.state)
    if letter.direction != Direction.OUTGOING:
        raise Refused(f"หนังสือรับ{words}ไม่ได้ ขั้นตอนนี้มีเฉพาะหนังสือที่หน่วยงานออกเอง")
    if not may_follow(LETTER_STEPS, state, after):
        raise Stale(f"หนังสือฉบับนี้อยู่ในสถานะ “{state.label}” จึง{words}ไม่ได้ เปิดหน้านี้ใหม่เพื่อดูขั้นตอนล่าสุด")


def step(*, letter: Letter, event: str, by: Actor, note: str = "", **detail: Any) -> LetterStep:
    """Put a held letter into the event's state; who, in which post and when stays beside it. The caller saves."""
    after, words = EVENTS[event]
    before, letter.state = letter.state, after
    made = LetterStep.objects.create(
        letter=letter,
        event=event,
        before=before,
        after=after,
        note=note,
        position=by.appointment.position,
        taken_by=by.user,
    )
    because = f" เพราะ{note}" if note else ""
    named = letter.number or letter.subject or letter.get_kind_display()
    record(by=by, verb=f"letters.{event}", of=letter, summary=f"{words}หนังสือ {named}{because}", **detail)
    return made


def reason(note: str, what: str) -> str:
    """A reason with words in it. Refused: an empty one."""
    if not note.strip():
        raise Refused(f"เขียนเหตุผลที่{what} เพื่อให้ผู้ร่างรู้ว่าต้องทำอะไรต่อ", field="note")
    return " ".join(note.split())
