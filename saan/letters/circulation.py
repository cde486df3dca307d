"""What may be done with a circular while it is out, and the clocks of policy by which its silence is counted."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from saan.kernel.labels import Labelled
from saan.kernel.workdays import add_workdays
from saan.letters.rules import LetterState

_CLOCKS = Path(__file__).parent / "data" / "clocks.yaml"
FEWEST = 2
"""Receivers that make a letter a circular: one text to many."""


class CircularState(Labelled):
    """Where a circular is for those who got it."""

    PREPARED = "prepared", "ยังไม่ส่ง"
    OUT = "out", "ส่งแล้ว"
    SUPERSEDED = "superseded", "มีฉบับใหม่แทน"
    RECALLED = "recalled", "เรียกคืนแล้ว"
    DROPPED = "dropped", "ยกเลิก"


class CircularAct(Labelled):
    """One act on a circular, as its steps and the ledger tell it."""

    BROADCAST = "broadcast", "ส่งหนังสือเวียน"
    ACKNOWLEDGE = "acknowledge", "แจ้งรับทราบ"
    PASS_ON = "pass-on", "ส่งต่อด้วยหนังสือเวียนของตน"
    REMIND = "remind", "เตือน"
    ESCALATE = "escalate", "แจ้งหน่วยงานบังคับบัญชา"
    SUPERSEDE = "supersede", "ออกฉบับใหม่แทน"
    RECALL = "recall", "ผู้ส่งเรียกคืน"


CIRCULAR_MOVES: dict[CircularAct, tuple[frozenset[CircularState], CircularState]] = {
    CircularAct.BROADCAST: (frozenset({CircularState.PREPARED}), CircularState.OUT),
    CircularAct.ACKNOWLEDGE: (frozenset({CircularState.OUT}), CircularState.OUT),
    CircularAct.PASS_ON: (frozenset({CircularState.OUT}), CircularState.OUT),
    CircularAct.REMIND: (frozenset({CircularState.OUT}), CircularState.OUT),
    CircularAct.ESCALATE: (frozenset({CircularState.OUT}), CircularState.OUT),
    CircularAct.SUPERSEDE: (frozenset({CircularState.OUT}), CircularState.SUPERSEDED),
    CircularAct.RECALL: (frozenset({CircularState.OUT}), CircularState.RECALLED),
}
_OVER = {LetterState.RECALLED: CircularState.RECALLED, LetterState.CANCELLED: CircularState.DROPPED}
_OUT = (LetterState.SENT, LetterState.CONFIRMED, LetterState.READ)


def circular_state(state: LetterState, *, superseded: bool) -> CircularState:
    """A letter's state as its receivers see it; one brought in from paper is out already."""
    if state in _OVER:
        return _OVER[state]
    if state in _OUT:
        return CircularState.SUPERSEDED if superseded else CircularState.OUT
    return CircularState.PREPARED


def may_do(act: CircularAct, state: CircularState) -> bool:
    return state in CIRCULAR_MOVES[act][0]


@dataclass(frozen=True)
class Reminding:
    """How many reminders go out before a superior is told, and the working days each is given."""

    rounds: int
    workdays_between: int


@cache
def _clocks() -> dict:
    return yaml.safe_load(_CLOCKS.read_text(encoding="utf-8"))


def workdays_to_acknowledge(urgency: str) -> int:
    """Working days that policy gives; a word nobody knows is given as much as no urgency."""
    given = {row["urgency"]: row["workdays"] for row in _clocks()["acknowledge"]}
    return given.get(urgency, given[""])


def acknowledge_by(urgency: str, sent: date) -> date:
    """The day by which policy expects a circular of this urgency to be acknowledged."""
    return add_workdays(sent, workdays_to_acknowledge(urgency))


def reminding() -> Reminding:
    return Reminding(**_clocks()["remind"])


def remind_from(last: date) -> date:
    """The first day on which another reminder may follow one of `last`."""
    return add_workdays(last, reminding().workdays_between)


def is_less_urgent(mine: str, theirs: str) -> bool:
    """Whether the first urgency stands below the second; an unknown word stands below all."""
    rising = [row["urgency"] for row in _clocks()["acknowledge"]]
    place = {word: index for index, word in enumerate(rising)}
    return place.get(mine, 0) < place.get(theirs, 0)
