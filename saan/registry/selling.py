"""Sales by month: what a cell says, when it is due, what is refused before anything is written. Pure, like `rules`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from saan.kernel.dates import format_month
from saan.kernel.labels import Labelled
from saan.kernel.periods import end_of_month
from saan.kernel.refusals import Refused

FIRST_MONTH = date(2001, 10, 1)
"""The programme's first fiscal year; no figure can be older."""
MOST = 1_000_000_000_00
"""A thousand million baht in one month by one producer through one channel is a slip of the hand (satang)."""


class SalesState(Labelled):
    """What a cell of the grid stands for; only `value` and `zero` are figures, and they are not the same."""

    VALUE = "value", "มียอด"
    ZERO = "zero", "ขายไม่ได้ (0)"
    NOT_APPLICABLE = "na", "ไม่มีการขายตามปกติ"
    NOT_YET_DUE = "wait", "ยังไม่ถึงกำหนด"
    MISSING = "missing", "ยังไม่รายงาน"


@dataclass(frozen=True)
class Figure:
    """What one cell says: sales and orders in satang, apart; or that nothing could be sold."""

    sales: int = 0
    orders: int = 0
    not_applicable: bool = False


@cache
def _collecting() -> Mapping[str, int]:
    return yaml.safe_load((Path(__file__).parent / "data" / "sales.yaml").read_text(encoding="utf-8"))


def due_on(month: date) -> date:
    """The day by which a month's figures are wanted: early in the next month."""
    after = date.fromordinal(end_of_month(month).toordinal() + 1)
    return after.replace(day=_collecting()["due_day"])


def state_of(figure: Figure | None, month: date, today: date) -> SalesState:
    """What the cell stands for on a day."""
    if figure is None:
        return SalesState.MISSING if today > due_on(month) else SalesState.NOT_YET_DUE
    if figure.not_applicable:
        return SalesState.NOT_APPLICABLE
    return SalesState.VALUE if figure.sales or figure.orders else SalesState.ZERO


def state_of_all(states: list[SalesState]) -> SalesState:
    """What a producer's whole month stands for: one figure is enough for a value; nothing at all is missing."""
    for wanted in (SalesState.VALUE, SalesState.ZERO, SalesState.NOT_APPLICABLE):
        if wanted in states:
            return wanted
    return SalesState.MISSING if SalesState.MISSING in states else SalesState.NOT_YET_DUE


def refuse_month(month: date, today: date) -> None:
    """Months are first days, not to come, and not before the programme."""
    if month.day != 1:
        raise ValueError("a month is its first day")
    if month > today:
        raise Refused(f"ยังบันทึกยอดของ{format_month(month)}ไม่ได้ เพราะเดือนนั้นยังไม่เริ่ม", field="month")
    if month < FIRST_MONTH:
        raise Refused(f"ยอดต้องไม่ก่อน{format_month(FIRST_MONTH)} ซึ่งเป็นปีที่เริ่มโครงการ", field="month")


def refuse_figure(figure: Figure, field: str) -> None:
    """Never negative, never beyond what one producer can sell, and nothing sold where nothing could be."""
    for said, what in ((figure.sales, "ยอดขาย"), (figure.orders, "ยอดสั่งซื้อ")):
        if said < 0:
            raise Refused(f"{what}ติดลบไม่ได้ ถ้าเป็นการคืนสินค้า ให้แก้ยอดของเดือนที่ขาย", field=field)
        if said > MOST:
            raise Refused(f"{what} {said // 100:,} บาทสูงผิดปกติ โปรดตรวจจำนวนหลัก", field=field)
    if figure.not_applicable and (figure.sales or figure.orders):
        raise Refused("เลือกว่าไม่มีการขายตามปกติ แต่มียอดอยู่ ให้ลบยอดหรือยกเลิกตัวเลือก", field=field)
