"""The grid of a month as drawn: tambons, producers, six cells each, and what every cell shows beside its figure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from saan.geography.models import Area
from saan.kernel.dates import format_short, format_time
from saan.registry.models import Producer, SalesFact
from saan.registry.queries.sales import Cell, grid
from saan.registry.queries.sales_entry import Measure, SalesChannel, SalesState, amount_of, figure_of, written
from saan.web.components import status
from saan.web.components.figures import baht
from saan.web.office.registry.sales_forms import Typing

SHOWN: dict[SalesState, status.Cell] = {
    SalesState.VALUE: status.Cell.VALUE,
    SalesState.ZERO: status.Cell.ZERO,
    SalesState.MISSING: status.Cell.MISSING,
    SalesState.NOT_APPLICABLE: status.Cell.NOT_APPLICABLE,
    SalesState.NOT_YET_DUE: status.Cell.NOT_DUE,
}
SIGNS = {SalesState.VALUE: "✓", SalesState.ZERO: "0", SalesState.MISSING: "!", SalesState.NOT_APPLICABLE: "/",
         SalesState.NOT_YET_DUE: "·"}  # fmt: skip
SHORT_CHANNELS = {
    SalesChannel.COMMUNITY: "ในชุมชน",
    SalesChannel.FAIR: "งานแสดง",
    SalesChannel.SHOP: "ร้าน ห้าง",
    SalesChannel.TRADER: "OTOP Trader",
    SalesChannel.ONLINE: "ออนไลน์",
    SalesChannel.EXPORT: "ส่งออก",
}


@dataclass(frozen=True)
class Box:
    """One cell: what the input holds, the id of the row it was drawn from, and words for whoever cannot see it."""

    key: str
    text: str
    stands: str
    seen: str
    look: str
    sign: str
    says: str
    label: str
    before: str
    problem: str = ""
    stale: str = ""


@dataclass(frozen=True)
class Line:
    """One producer."""

    producer: Producer
    boxes: list[Box]
    total: int
    by_product: int


@dataclass
class Part:
    """The producers of one tambon on this page."""

    area: Area
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """The page of the grid; sums are of this page and in satang."""

    parts: list[Part]
    heads: list[tuple[str, str, str]]
    columns: list[int]
    problems: list[tuple[str, str]]

    @property
    def total(self) -> int:
        return sum(self.columns)


def sheet(
    producers: Iterable[Producer],
    month: date,
    measure: Measure,
    *,
    typing: Typing | None = None,
    pasted: dict[tuple[int, str], str] | None = None,
) -> Sheet:
    """The rows with what was typed in them, if they come back unsaved, or what was pasted and is not saved yet."""
    parts: dict[int, Part] = {}
    columns = dict.fromkeys(SalesChannel, 0)
    problems: list[tuple[str, str]] = []
    for row in grid(producers, month):
        boxes = [_box(row.producer, cell, measure, typing, pasted or {}) for cell in row.cells]
        amounts = [_amount(cell.fact, measure) for cell in row.cells]
        for cell, amount in zip(row.cells, amounts, strict=True):
            columns[cell.channel] += amount
        problems += [
            (f"i-{box.key}", f"{box.label}: {box.problem or box.stale}")
            for box in boxes
            if box.problem or box.stale
        ]
        part = parts.setdefault(row.producer.tambon_id, Part(row.producer.tambon))
        part.lines.append(Line(row.producer, boxes, sum(amounts), row.by_product))
    heads = [(channel.value, SHORT_CHANNELS[channel], channel.label) for channel in SalesChannel]
    return Sheet(list(parts.values()), heads, list(columns.values()), problems)


def _amount(fact: SalesFact | None, measure: Measure) -> int:
    figure = figure_of(fact)
    return amount_of(figure, measure) if figure else 0


def _box(
    producer: Producer, cell: Cell, measure: Measure, typing: Typing | None, pasted: dict[Any, str]
) -> Box:
    place = (producer.pk, cell.channel.value)
    stands = written(figure_of(cell.fact), measure)
    text = typing.texts.get(place, stands) if typing else pasted.get(place, stands)
    stale = typing.stale.get(place) if typing else None
    return Box(
        key=f"{producer.pk}-{cell.channel.value}",
        text=text,
        stands=stands,
        seen=str(cell.fact.pk) if cell.fact else "",
        look=SHOWN[cell.state].value,
        sign=SIGNS[cell.state],
        says=cell.state.label,
        label=f"{producer.name} {SHORT_CHANNELS[cell.channel]}",
        before=_before(cell.before, measure),
        problem=typing.problems.get(place, "") if typing else "",
        stale=stale_words(stale, text, measure) if stale else "",
    )


def _before(fact: SalesFact | None, measure: Measure) -> str:
    """Last month's figure, faint beside the cell; nothing where nothing was said."""
    return written(figure_of(fact), measure)


def stale_words(now: SalesFact, typed: str, measure: Measure) -> str:
    """Both figures of a cell that another changed meanwhile, and what pressing again will do."""
    said = "ไม่มีการขายตามปกติ" if now.not_applicable else f"{baht(_amount(now, measure))} บาท"
    return f"{now.recorded_by}บันทึก {said} หลังจากท่านเปิดหน้า ท่านกรอก {typed} กดบันทึกอีกครั้งถ้าจะใช้ของท่าน"


@dataclass(frozen=True)
class History:
    """One thing ever said in a cell."""

    fact: SalesFact
    says: str
    how: str
    when: str
    in_force: bool


def history(facts: Iterable[SalesFact]) -> list[History]:
    """What was said, newest first, with who, when, from what and why."""
    return [
        History(
            fact,
            "ไม่มีการขายตามปกติ"
            if fact.not_applicable
            else f"ขาย {baht(fact.sales)} บาท สั่งซื้อ {baht(fact.orders)} บาท",
            fact.get_method_display(),
            moment(fact.recorded_at),
            fact.replaced_by_id is None,
        )
        for fact in reversed(list(facts))
    ]


def moment(at: Any) -> str:
    """26 ก.ย. 2566 14.05 น. in Bangkok; nothing for never."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{format_short(local.date())} {format_time(local.time())}"
