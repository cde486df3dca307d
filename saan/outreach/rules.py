"""States of a story, and a story in Saan's own words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saan.kernel.dates import MONTHS, be_year, format_long
from saan.kernel.labels import Labelled


class StoryState(Labelled):
    DRAFT = "draft", "ร่าง"
    APPROVED = "approved", "อนุมัติให้เผยแพร่"


STORY_STEPS: dict[StoryState, frozenset[StoryState]] = {
    StoryState.DRAFT: frozenset({StoryState.APPROVED}),
    StoryState.APPROVED: frozenset({StoryState.DRAFT}),
}


def may_follow(now: StoryState, then: StoryState) -> bool:
    """Whether a story in one state may go to the other."""
    return then in STORY_STEPS[now]


@dataclass(frozen=True)
class EventSaid:
    """The facts of an event, as far as a story for the public may use them."""

    name: str
    starts_on: date
    ends_on: date
    place: str
    host: str = ""
    attendance: int | None = None
    attendance_about: bool = False
    partners: Sequence[str] = ()


def story_words(event: EventSaid) -> tuple[str, str]:
    """(title, body) in Saan's own words, from the facts alone: nothing is taken from the source's sentences."""
    title = f"{event.name} {days_said(event.starts_on, event.ends_on)}"
    opening = f"{event.host}จัด" if event.host else "มีการจัด"
    where = event.place if event.place.startswith("ที่") else f"ที่{event.place}"
    body = [f"{opening}{event.name} เมื่อวันที่ {days_said(event.starts_on, event.ends_on)} {where}"]
    if event.attendance is not None:
        about = "ประมาณ " if event.attendance_about else ""
        body.append(f"มีผู้เข้าร่วม{about if about else ' '}{event.attendance:,} คน")
    if event.partners:
        body.append(f"ผู้ร่วมงาน ได้แก่ {_listed(event.partners)}")
    return title, "\n\n".join(body)


def days_said(first: date, last: date) -> str:
    """29 มิถุนายน 2561, or 29 ถึง 30 มิถุนายน 2561, naming month and year once where they are the same."""
    if first == last:
        return format_long(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} ถึง {format_long(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} ถึง {format_long(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} {be_year(first)} ถึง {format_long(last)}"


def _listed(bodies: Sequence[str]) -> str:
    *before, last = bodies
    return f"{', '.join(before)} และ{last}" if before else last
