"""Papers in the same file as the letter, each as a document of its own, and the receive stamps on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short
from saan.kernel.digits import to_arabic
from saan.letters.chain import clock_of, day_of, stands_on_attached
from saan.letters.models import Letter
from saan.letters.rules import LetterKind
from saan.web.office.letters import rows
from saan.web.office.letters.rows import Correction, as_typed, correction_of

if TYPE_CHECKING:
    from saan.web.office.letters.presenters import Failure

_CELLS = ("office", "number", "date", "time")


@dataclass(frozen=True)
class Asked:
    """What the attached paper asks of its own addressee; `key` leads to its words."""

    key: str
    actor: str
    action: str


@dataclass(frozen=True)
class Attached:
    """One attached paper: its name for a heading, its fields and what it asks."""

    id: str
    title: str
    subject: str
    rows: list[rows.Row]
    asks: list[Asked]


@dataclass(frozen=True)
class Stamp:
    """One receive stamp of another office. `on_attached` where it came before the letter was written."""

    number: int
    office: str
    receipt: str
    date: str
    time: str
    on_attached: bool
    corrections: list[tuple[Correction, str, str]]

    @property
    def refused(self) -> bool:
        return any(reason for _, _, reason in self.corrections)


def attached_to(record: dict, letter: Letter, actor: Actor, failure: "Failure | None") -> list[Attached]:
    """The papers behind the letter in their order."""
    return [
        Attached(
            id=f"paper-{index + 2}",
            title=_title(paper),
            subject=" ".join(to_arabic(paper.get("subject") or "").split()),
            rows=rows.of_attached(record, index, letter, actor, failure=failure),
            asks=_asks(paper, index),
        )
        for index, paper in enumerate(record.get("embedded") or [])
    ]


def _title(paper: dict) -> str:
    kind = paper.get("kind") or ""
    return f"{LetterKind(kind).label if kind in list(LetterKind) else 'เอกสาร'}ที่แนบ"


def _asks(paper: dict, index: int) -> list[Asked]:
    return [
        Asked(
            f"embedded.{index}.directives.{place}",
            to_arabic(item.get("actor") or "ไม่ได้ระบุผู้ทำ"),
            to_arabic(item.get("action") or ""),
        )
        for place, item in enumerate(paper.get("directives") or [])
        if item
    ]


def stamps_of(record: dict, failure: "Failure | None") -> list[Stamp]:
    """The stamps on the paper in their order. They are evidence of others' receiving, never a receipt of ours."""
    return [
        _stamp(place, stamp, record, failure)
        for place, stamp in enumerate(record.get("receive_stamps") or [])
        if stamp
    ]


def _stamp(place: int, stamp: dict, record: dict, failure: "Failure | None") -> Stamp:
    day, clock = day_of(stamp.get("date")), clock_of(stamp.get("time"))
    return Stamp(
        number=place + 1,
        office=" ".join(to_arabic(stamp.get("office") or "").split()),
        receipt=to_arabic(stamp.get("number") or ""),
        date=format_short(day) if day else "",
        time=f"{clock:%H.%M} น." if clock else to_arabic(stamp.get("time") or ""),
        on_attached=stands_on_attached(record, stamp),
        corrections=list(_corrections(f"receive_stamps.{place}", stamp, failure)),
    )


def _corrections(key: str, stamp: dict, failure: "Failure | None") -> Iterator[tuple[Correction, str, str]]:
    for cell in _CELLS:
        form = correction_of(f"{key}.{cell}")
        if form is not None:
            refused = failure is not None and failure.at == form.path
            typed = failure.typed.get("value", "") if refused and failure else as_typed(stamp.get(cell))
            yield form, typed, failure.reason if refused and failure else ""
