"""How long a matter lay with each office: from the dated marks on papers to hops with the days between. Pure.

A mark is evidence that something happened on a day: a paper was dated, an office stamped it, we registered it, a
directive was issued. Between two marks the matter lay with the office of the first, as far as the papers tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise
from typing import Any

from saan.kernel.dates import format_short
from saan.kernel.digits import to_arabic
from saan.kernel.labels import Labelled
from saan.kernel.workdays import workdays_between
from saan.letters.rules import LetterKind, key_of_number

ARCHIVE_AFTER = 365
"""Calendar days after which registering a paper is bringing in an old file, not waiting for the post."""


class MarkKind(Labelled):
    """What a mark is evidence of; the order is that of a day."""

    CITED = "cited", "หนังสือที่อ้างถึง"
    ATTACHED = "attached", "เอกสารที่แนบ"
    STAMP = "stamp", "ตรารับบนเอกสาร"
    LETTER = "letter", "หนังสือ"
    RECEIPT = "receipt", "ลงรับในระบบ"
    ISSUE = "issue", "ออกข้อสั่งการ"


_ORDER = list(MarkKind)


@dataclass(frozen=True)
class Mark:
    """One dated mark. `who` holds the matter from then on; `letter` is the paper's key in Saan, if it is there.

    `after` is the day of the paper that the mark stands on: a mark before it contradicts the paper. `doubt` tells
    what else the papers disagree about; `open` while nobody has decided it.
    """

    kind: MarkKind
    on: date
    what: str
    who: str
    at: time | None = None
    letter: int | None = None
    after: date | None = None
    doubt: str = ""
    open: bool = False


@dataclass(frozen=True)
class Hop:
    """A mark and what came before it: calendar and working days since the mark before, and with whom it lay then.

    The first hop of a chain has waited for nobody: its days are None. `archived` marks an old file brought in late,
    whose days are nobody's delay.
    """

    mark: Mark
    days: int | None = None
    workdays: int | None = None
    lay_with: str = ""
    longest: bool = False
    archived: bool = False

    @property
    def too_early(self) -> bool:
        """Whether the mark is older than the paper it stands on."""
        return self.mark.after is not None and self.mark.on < self.mark.after

    @property
    def unsettled(self) -> bool:
        """Whether somebody must still look into it."""
        return self.mark.open or self.too_early

    @property
    def doubt(self) -> str:
        """What contradicts this mark, in words; empty when nothing does."""
        mark = self.mark
        if mark.after is not None and self.too_early:
            return f"ลงวันที่ {format_short(mark.on)} ก่อนเอกสารซึ่งลงวันที่ {format_short(mark.after)}"
        return mark.doubt


@dataclass(frozen=True)
class Chain:
    """The hops in the order of their days. `undated` names marks that could not be placed for want of a date."""

    hops: tuple[Hop, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def longest(self) -> Hop | None:
        return next((hop for hop in self.hops if hop.longest), None)

    def between(self, first: Mark, last: Mark) -> tuple[int, int]:
        """Calendar and working days from one mark to another."""
        return (last.on - first.on).days, workdays_between(first.on, last.on)

    def until(self, kind: MarkKind, *, letter: int | None = None) -> tuple[Hop, int, int] | None:
        """The last hop of a kind (of one letter), with the days since the chain began; None for the first of all."""
        found = [
            hop
            for hop in self.hops[1:]
            if hop.mark.kind == kind and (letter is None or hop.mark.letter == letter)
        ]
        return (found[-1], *self.between(self.hops[0].mark, found[-1].mark)) if found else None


def chain(marks: Iterable[Mark], *, undated: Sequence[str] = ()) -> Chain:
    """The marks as hops, by day and hour; on one day a paper comes before its stamp, a letter before its receipt."""
    placed = sorted(dict.fromkeys(marks), key=_moment)
    hops = [Hop(placed[0])] if placed else []
    for before, mark in pairwise(placed):
        days = (mark.on - before.on).days
        old = mark.kind == MarkKind.RECEIPT and days > ARCHIVE_AFTER
        hops.append(Hop(mark, days, workdays_between(before.on, mark.on), before.who, archived=old))
    return Chain(_with_longest(hops), tuple(undated))


def _moment(mark: Mark) -> tuple:
    return mark.on, _ORDER.index(mark.kind), mark.at or time.min


def _with_longest(hops: list[Hop]) -> tuple[Hop, ...]:
    """The longest wait is marked once, the earliest of equals; a chain without a day of waiting has none."""
    waits = [hop.days or 0 for hop in hops if not hop.archived]
    if len(hops) < 3 or not any(waits):
        return tuple(hops)
    at = next(i for i, hop in enumerate(hops) if not hop.archived and hop.days == max(waits))
    return (*hops[:at], replace(hops[at], longest=True), *hops[at + 1 :])


def marks_of(
    record: Mapping[str, Any],
    *,
    letter: int | None = None,
    doubts: Mapping[str, tuple[str, bool]] | None = None,
) -> tuple[list[Mark], list[str]]:
    """The marks of one record (docs/letter-schema.md), and in words those without a date.

    `doubts` maps a path of the record to what is doubted there and whether it is still open. A stamp that came before
    the letter was written stands on the attached paper.
    """
    asked = doubts or {}
    written = day_of(record.get("date"))
    marks, undated = [], []
    attached = [paper for paper in record.get("embedded") or [] if paper]
    for index, paper in enumerate(attached):
        on = day_of(paper.get("date"))
        doubt, still = asked.get(f"embedded.{index}.date", ("", False))
        if on is None:
            undated.append(_name(paper))
            continue
        who = paper.get("issuing_office") or "ผู้ออกเอกสาร"
        marks.append(Mark(MarkKind.ATTACHED, on, _name(paper), who, letter=letter, doubt=doubt, open=still))
    first = min((mark.on for mark in marks), default=None)
    for stamp in record.get("receive_stamps") or []:
        _stamp(stamp, marks, undated, letter, after=first if _on_attached(stamp, written) else written)
    if written is not None:
        issuer = record.get("issuing_office") or "ผู้ออกหนังสือ"
        doubt, still = asked.get("date", ("", False))
        marks.append(
            Mark(MarkKind.LETTER, written, _name(record), issuer, letter=letter, doubt=doubt, open=still)
        )
    return marks, undated


def cited_marks(
    cited: Iterable[tuple[str, date, str]], record: Mapping[str, Any], *, beside: Iterable[str] = ()
) -> list[Mark]:
    """Letters cited by number, day and issuer, but for those attached and those `beside` the record by their keys."""
    attached = {key_of_number(paper.get("number") or "") for paper in record.get("embedded") or [] if paper}
    told = {*beside, *attached}
    return [
        Mark(MarkKind.CITED, on, f"หนังสือที่อ้างถึง ที่ {_one_line(number)}", who or "ผู้ออกหนังสือที่อ้างถึง")
        for number, on, who in cited
        if key_of_number(number) not in told
    ]


def stands_on_attached(record: Mapping[str, Any], stamp: Mapping[str, Any]) -> bool:
    """Whether a stamp is of the receivers of an attached paper: there is one, and the letter was not yet written."""
    return bool(record.get("embedded")) and _on_attached(stamp, day_of(record.get("date")))


def _on_attached(stamp: Mapping[str, Any], written: date | None) -> bool:
    on = day_of(stamp.get("date"))
    return on is not None and written is not None and on < written


def _stamp(
    stamp: Mapping[str, Any] | None,
    marks: list[Mark],
    undated: list[str],
    letter: int | None,
    *,
    after: date | None,
) -> None:
    if not stamp:
        return
    who = _one_line(stamp.get("office")) or "หน่วยงานที่ไม่ปรากฏชื่อในตรา"
    what = f"{who} ลงรับ เลขรับ {to_arabic(stamp.get('number') or 'ไม่ปรากฏ')}"
    on = day_of(stamp.get("date"))
    if on is None:
        undated.append(what)
    else:
        marks.append(
            Mark(MarkKind.STAMP, on, what, who, at=clock_of(stamp.get("time")), letter=letter, after=after)
        )


def _name(paper: Mapping[str, Any]) -> str:
    kind = paper.get("kind") or ""
    label = LetterKind(kind).label if kind in list(LetterKind) else "เอกสาร"
    return f"{label} ที่ {_one_line(paper.get('number')) or 'ไม่มีเลข'}"


def _one_line(words: str | None) -> str:
    return " ".join(to_arabic(words or "").split())


def day_of(written: Mapping[str, Any] | str | None) -> date | None:
    """The day of a record's date object or ISO text; None for a bare month or anything else."""
    iso = written.get("iso") if isinstance(written, Mapping) else written
    try:
        return date.fromisoformat(iso) if isinstance(iso, str) and len(iso) == 10 else None
    except ValueError:
        return None


def clock_of(printed: str | None) -> time | None:
    """The hour of a stamp as printed, in either kind of digits: 13.04; None where it is none."""
    parts = to_arabic(printed or "").replace(":", ".").replace("น.", "").strip().split(".")
    try:
        return time(int(parts[0]), int(parts[1])) if len(parts) == 2 else None
    except ValueError:
        return None
