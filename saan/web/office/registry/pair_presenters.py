"""Two entries side by side: where they differ, what is proposed, and what is hidden from whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short
from saan.registry.models import DuplicatePair, Producer, ProducerKind, ProducerStatus
from saan.registry.queries import CHOICE_LABELS, PERSONAL_CHOICES, better, contact_of, differing
from saan.web.components.figures import number

EMPTY, HIDDEN = "ไม่ได้กรอก", "ปกปิดไว้ เห็นเฉพาะอำเภอ"
SHOWN_REASONS = 3


@dataclass(frozen=True)
class Side:
    """One answer of a choice: the entry it comes from and what it says."""

    pk: int
    said: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One thing in which the entries differ."""

    name: str
    label: str
    sides: list[Side]
    missing: bool = False


@dataclass(frozen=True)
class SideBySide:
    """One of the two entries, and how much hangs on it."""

    pk: int
    name: str
    place: str
    registered_on: date | None
    holds: str
    chosen: bool
    merged: bool


@dataclass(frozen=True)
class PairLine:
    """A pair in the list."""

    pair: DuplicatePair
    places: tuple[str, str]
    percent: int
    reasons: list[str]


def pair_line(pair: DuplicatePair) -> PairLine:
    """The pair with the three weightiest pieces that speak for it."""
    speaking = [reason["says"] for reason in pair.reasons if reason["weight"] > 0]
    return PairLine(pair, (place(pair.left), place(pair.right)), percent(pair), speaking[:SHOWN_REASONS])


def pairs_title(many: int, *, decided: bool) -> str:
    """The finding that the list opens with."""
    if decided:
        return f"{number(many)} คู่ที่ตัดสินว่าเป็นคนละราย"
    return f"{number(many)} คู่อาจเป็นรายเดียวกัน" if many else "ไม่มีคู่ที่ต้องตรวจ"


def entry(producer: Producer, *, chosen: bool) -> SideBySide:
    """The entry as offered to be kept."""
    products, sales = producer.products.count(), producer.sales.count()
    return SideBySide(
        pk=producer.pk,
        name=producer.name,
        place=place(producer),
        registered_on=producer.registered_on,
        holds=f"มีผลิตภัณฑ์ {number(products)} รายการ ยอดจำหน่าย {number(sales)} รายการ",
        chosen=chosen,
        merged=producer.status == ProducerStatus.MERGED,
    )


def percent(pair: DuplicatePair) -> int:
    """The likelihood without decimals; never a hundred, since nobody is certain before an officer has looked."""
    return min(99, int(pair.score))


def place(producer: Producer) -> str:
    """Tambon, district and village."""
    district = f" {producer.tambon.parent.short}" if producer.tambon.parent else ""
    village = f" ม. {producer.village_no}" if producer.village_no else ""
    return f"{producer.tambon.short}{district}{village}"


def choices(
    left: Producer, right: Producer, *, keep: Producer, given: Mapping[str, str], missing: str, actor: Actor
) -> list[Choice]:
    """Every difference with both values; what was chosen before, else what is proposed."""
    other = right if keep.pk == left.pk else left
    shown = []
    for name in differing(left, right):
        proposed = keep.pk if better(keep, other, name) == "kept" else other.pk
        chosen = given.get(name) or str(proposed)
        sides = [
            Side(each.pk, said(each, name, actor), each.name, str(each.pk) == chosen)
            for each in (left, right)
        ]
        shown.append(Choice(name, CHOICE_LABELS[name], sides, name == missing))
    return shown


def same(left: Producer, right: Producer, *, actor: Actor) -> list[tuple[str, str]]:
    """What both entries have alike, where there is anything."""
    apart = set(differing(left, right))
    told = [(label, said(left, name, actor)) for name, label in CHOICE_LABELS.items() if name not in apart]
    return [(label, value) for label, value in told if value != EMPTY]


def said(producer: Producer, choice: str, actor: Actor) -> str:
    """The value of one choice as a person reads it; personal ones only for those who may see them."""
    if choice in PERSONAL_CHOICES and contact_of(producer, actor=actor) is None:
        return HIDDEN
    return _plain(producer, choice) or EMPTY


def _plain(producer: Producer, choice: str) -> str:
    if choice == "place":
        return place(producer)
    if choice == "point":
        return f"{producer.latitude}, {producer.longitude}" if producer.latitude is not None else ""
    value: Any = getattr(producer, choice)
    if choice == "kind":
        return ProducerKind(value).label
    if choice == "status":
        return ProducerStatus(value).label
    if isinstance(value, list):
        return f"{number(len(value))} ข้อ" if value else ""
    if hasattr(value, "year"):
        return format_short(value)
    return "" if value is None else str(value)
