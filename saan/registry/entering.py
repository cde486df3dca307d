"""What a person types into a cell of the sales grid, and what a block copied from a spreadsheet says.

Pure, like `rules`. A blank says nothing, "0" says that nothing was sold, and "-" that nothing could be sold.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saan.kernel.refusals import Refused
from saan.registry.importing.fields import Field, Sort
from saan.registry.importing.measures import Measure, channel_in
from saan.registry.importing.values import CellProblem, read_cell
from saan.registry.naming import tidy
from saan.registry.rules import SalesChannel
from saan.registry.selling import Figure, refuse_figure

MOST_ROWS = 300
LONGEST_TEXT = 60
NOT_SOLD = "-"


@dataclass(frozen=True)
class PastedRow:
    """One line of a pasted block: the producer as written, and what was written in each channel."""

    name: str
    cells: dict[SalesChannel, str]


@dataclass(frozen=True)
class Block:
    """A pasted block; `left_out` are headings that are no channel."""

    rows: list[PastedRow]
    left_out: list[str]


def amount_of(figure: Figure, measure: Measure) -> int:
    """Satang."""
    return figure.sales if measure is Measure.SALES else figure.orders


def written(figure: Figure | None, measure: Measure) -> str:
    """The figure as it stands in the cell, ready to be typed over."""
    if figure is None:
        return ""
    if figure.not_applicable:
        return NOT_SOLD
    baht, satang = divmod(amount_of(figure, measure), 100)
    return f"{baht:,}.{satang:02}" if satang else f"{baht:,}"


def read_figure(text: str, *, measure: Measure, standing: Figure | None) -> Figure | None:
    """What the cell says now; None where nothing was and nothing is said. Raises Refused with what to do."""
    typed = tidy(text)
    if not typed:
        if standing is None:
            return None
        raise Refused("ลบยอดที่บันทึกแล้วไม่ได้ ให้กรอก 0 ถ้าขายไม่ได้ หรือ - ถ้าไม่มีการขายตามปกติ")
    try:
        satang = read_cell(Field(measure.value, measure.label, Sort.MONEY, "12,500"), typed).value
    except CellProblem as problem:
        raise Refused(problem.message) from problem
    held = standing or Figure()
    column = "sales" if measure is Measure.SALES else "orders"
    figure = replace(held, **{column: satang or 0}, not_applicable=satang is None)
    refuse_figure(figure, "")
    return figure


def read_block(text: str) -> Block:
    """Lines of a spreadsheet, the first column being the producer's name or code. Raises Refused.

    A first line whose cells are channels decides the order; without it the columns are the channels in their order.
    """
    lines = [[tidy(cell) for cell in line] for line in csv.reader(text.splitlines(), delimiter="\t")]
    lines = [line for line in lines if any(line)]
    if not lines:
        raise Refused("วางตารางจาก Excel ลงในช่องก่อน คอลัมน์แรกเป็นชื่อหรือรหัสผู้ผลิต", field="block")
    heads = [channel_in(cell) for cell in lines[0][1:]]
    if any(heads):
        left_out = [cell for cell, head in zip(lines[0][1:], heads, strict=True) if cell and head is None]
        lines = lines[1:]
    else:
        heads, left_out = list(SalesChannel), []
    if len(lines) > MOST_ROWS:
        raise Refused(f"วางได้ครั้งละไม่เกิน {MOST_ROWS} แถว ท่านวาง {len(lines):,} แถว โปรดแบ่งวาง", field="block")
    widest = max((len(line) - 1 for line in lines), default=0)
    if not left_out and widest > len(heads):
        raise Refused(
            f"มีตัวเลข {widest} คอลัมน์ แต่มี {len(heads)} ช่องทาง ให้ลบคอลัมน์รวมออก หรือวางพร้อมแถวหัวตาราง",
            field="block",
        )
    return Block([_row(line, heads) for line in lines], left_out)


def _row(line: Sequence[str], heads: Sequence[SalesChannel | None]) -> PastedRow:
    pairs = zip(heads, line[1:], strict=False)
    return PastedRow(line[0], {head: cell[:LONGEST_TEXT] for head, cell in pairs if head and cell})


def read_pair(sales: str, orders: str, *, standing: Figure | None) -> Figure | None:
    """Both sums of a cell typed side by side; a blank one beside a typed one is nought. Raises Refused."""
    sold, ordered = tidy(sales), tidy(orders)
    if not sold and not ordered:
        return read_figure("", measure=Measure.SALES, standing=standing)
    first = read_figure(sold or "0", measure=Measure.SALES, standing=None) or Figure()
    second = read_figure(ordered or "0", measure=Measure.ORDERS, standing=None) or Figure()
    figure = replace(first, orders=second.orders)
    refuse_figure(figure, "")
    return figure
