"""When registering is open, and which of several windows counts for a place. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from saan.kernel.dates import be_year, format_short
from saan.kernel.refusals import Refused
from saan.registry.rules import DecisionLevel

LEVELS: dict[str, tuple[tuple[DecisionLevel, ...], str]] = {
    "district-province": ((DecisionLevel.DISTRICT, DecisionLevel.PROVINCE), "คณะกรรมการอำเภอ แล้วจังหวัด"),
    "district": ((DecisionLevel.DISTRICT,), "คณะกรรมการอำเภอ"),
    "none": ((), "เจ้าหน้าที่ผู้รับ เมื่อเอกสารครบ"),
}
"""Ways of deciding a window may choose, by the key of the form, with their words."""
LONGEST_DAYS = 366


class Span(Protocol):
    """A window as these rules see it; `lo` and `hi` are the tambon codes of its area."""

    name: str
    opens: date
    closes: date

    @property
    def lo(self) -> int: ...
    @property
    def hi(self) -> int: ...


def is_open(window: Span, day: date) -> bool:
    """Both the first and the last day count."""
    return window.opens <= day <= window.closes


def covers(window: Span, lo: int, hi: int) -> bool:
    """Whether the window's area holds the place."""
    return window.lo <= lo and hi <= window.hi


def counting[W: Span](windows: Iterable[W], *, lo: int, hi: int, day: date) -> W | None:
    """The window that counts for a place on a day: of those open there the narrowest, so that a district's own
    window goes before the province's, and that before the nation's."""
    found = [window for window in windows if is_open(window, day) and covers(window, lo, hi)]
    return min(found, key=lambda window: (window.hi - window.lo, window.opens), default=None)


def refuse_window(opens: date, closes: date, year_be: int, levels: Sequence[str]) -> None:
    """Refused at the field: a last day before the first, more than a year, a year that is not the window's."""
    if closes < opens:
        raise Refused(f"วันปิดต้องไม่ก่อนวันเปิด ({format_short(opens)})", field="closes")
    if (closes - opens).days > LONGEST_DAYS:
        raise Refused("รอบเดียวเปิดได้ไม่เกิน 1 ปี ให้แบ่งเป็นหลายรอบ", field="closes")
    if not be_year(opens) - 1 <= year_be <= be_year(closes) + 1:
        raise Refused(f"ปีของรอบต้องใกล้กับวันที่เปิด เช่น {be_year(opens)}", field="year_be")
    if tuple(levels) not in [known for known, _ in LEVELS.values()]:
        raise Refused("เลือกผู้พิจารณา", field="levels")


def refuse_overlap(opens: date, closes: date, others: Iterable[Span]) -> None:
    """Two windows of the very same area never share a day; `others` are those of that area."""
    for other in others:
        if opens <= other.closes and other.opens <= closes:
            raise Refused(
                f"พื้นที่นี้มี “{other.name}” เปิด {format_short(other.opens)} ถึง {format_short(other.closes)} แล้ว "
                "ให้ขยายรอบนั้น หรือเลือกวันที่ไม่ทับกัน",
                field="opens",
            )
