"""Letters that may be the same matter again: a later one that takes an earlier one's place, or comes beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short
from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical
from saan.letters.models import Letter
from saan.letters.queries.papers import letters_visible_to
from saan.letters.queries.readings import confirmed_record, held_apart, reading_of
from saan.letters.rules import NOT_CORRESPONDENCE, DoubtState, LetterState

MAY_REPLACE = "may_replace"
REPLACES = "replaces"
WITHIN = timedelta(days=366)
_AGAIN = re.compile(
    r"^(?:การ)?(?:ขอ)?(?:แก้ไข|ขยายเวลา|ขยายระยะเวลา|เลื่อนกำหนด(?:เวลา)?|เลื่อน|ยกเลิก|ทบทวน|ซักซ้อม)(?:เพิ่มเติม)?"
)
_INSTEAD = re.compile(r"ขอ?ยกเลิกหนังสือ|ยกเลิกหนังสือ|ใช้แทนหนังสือ|แทนหนังสือ|ใช้หนังสือฉบับนี้แทน|แก้ไขหนังสือ")


@dataclass(frozen=True)
class Similar:
    """Another letter of the matter. `newer` than the one at hand; `why` in Thai; `replaces` once a person said so."""

    letter: Letter
    newer: bool
    why: str
    replaces: bool = False


def similar_letters(letter: Letter, actor: Actor) -> list[Similar]:
    """Letters visible to the actor that this one may replace, or that may replace it, newest first.

    A later letter of the issuer within a year that says it takes the place of one it cites, or bears the same subject
    with another due date. Pairs that a person declared to be different matters are left out.
    """
    others = _candidates(letter, actor)
    if not others:
        return []
    letter, *others = held_apart([letter, *others])
    found = [_compared(letter, other) for other in others]
    return sorted((each for each in found if each), key=lambda each: each.letter.pk, reverse=True)


def _candidates(letter: Letter, actor: Actor) -> list[Letter]:
    if letter.dated is None or letter.kind in NOT_CORRESPONDENCE or letter.state == LetterState.CANCELLED:
        return []
    near = letters_visible_to(actor).exclude(pk=letter.pk).exclude(state=LetterState.CANCELLED)
    if letter.number_key:
        near = near.exclude(number_key=letter.number_key)
    near = near.filter(dated__range=(letter.dated - WITHIN, letter.dated + WITHIN))
    cited = Q(cited_by__letter=letter) | Q(references__resolved=letter)
    named = Q(issuer_name=letter.issuer_name)
    if letter.issuer_id:
        named |= Q(issuer=letter.issuer_id)
    rows = near.filter(cited | named).exclude(kind__in=NOT_CORRESPONDENCE).distinct()
    return [other for other in rows.select_related("issuer", "created_by") if same_issuer(letter, other)]


def _compared(letter: Letter, other: Letter) -> Similar | None:
    old, new = sorted((letter, other), key=lambda each: (each.dated or date.max, each.pk))
    why = why_replaced(old, new)
    if not why:
        return None
    decided = _decided(old, new)
    return None if decided is False else Similar(other, newer=other is new, why=why, replaces=bool(decided))


def _decided(old: Letter, new: Letter) -> bool | None:
    """Whether a person said that the new replaces the old; None while nobody did."""
    if confirmed_record(new).get(REPLACES) == old.pk:
        return True
    doubts = [doubt for reading in new.readings_held for doubt in reading.doubts_held]  # type: ignore[attr-defined]
    asked = [doubt for doubt in doubts if doubt.kind == MAY_REPLACE and doubt.state == DoubtState.SETTLED]
    about = any(made.get("sets", {}).get(REPLACES) == old.pk for doubt in asked for made in doubt.suggestions)
    return False if about else None


def why_replaced(old: Letter, new: Letter) -> str:
    """Why the newer letter may take the older one's place, in Thai; empty where nothing speaks for it."""
    if not hasattr(new, "readings_held"):
        old, new = held_apart([old, new])
    reading = reading_of(new)
    cites = any(each.resolved_id == old.pk for each in new.references_held)  # type: ignore[attr-defined]
    if cites and reading is not None and _INSTEAD.search(" ".join(canonical(reading.text).split())):
        return "หนังสือฉบับใหม่อ้างถึงฉบับเดิมและระบุว่าใช้แทนหรือยกเลิก"
    if core_of(old.subject) != core_of(new.subject):
        return ""
    before, after = due_days(confirmed_record(old)), due_days(confirmed_record(new))
    if before and after and before != after:
        return f"เรื่องเดียวกันแต่กำหนดต่างกัน ({_days(before)} เปลี่ยนเป็น {_days(after)})"
    return ""


def core_of(subject: str) -> str:
    """A subject without blanks and without the words that say it comes again."""
    return _AGAIN.sub("", plain(subject))


def due_days(record: dict) -> frozenset[str]:
    """The due days of a record's directives, as ISO text or the rule of a series."""
    dues = [directive.get("deadline") or {} for directive in record.get("directives") or []]
    days = (due.get("date") or due.get("rule") for due in dues)
    return frozenset(day for day in days if day)


def _days(days: Iterable[str]) -> str:
    spoken = [
        format_short(date.fromisoformat(day)) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else day
        for day in sorted(days)
    ]
    return " และ ".join(spoken)


def same_issuer(one: Letter, other: Letter) -> bool:
    """By the office where both are known, else by the words in the head; a head left unread stands in nobody's way."""
    if one.issuer_id and other.issuer_id:
        return one.issuer_id == other.issuer_id
    names = {plain(one.issuer_name), plain(other.issuer_name)} - {""}
    return len(names) < 2


def plain(text: str) -> str:
    """Text without blanks, in Arabic digits and one coding of each letter: what comparing goes by."""
    return re.sub(r"\s+", "", canonical(to_arabic(text)))
