"""A whole sheet checked against itself and the registry; nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from saan.kernel.refusals import Refused
from saan.registry import rules
from saan.registry.importing.cells import CellProblem, Reading, read_cell, shown
from saan.registry.importing.columns import Column, Head, find_head, letter
from saan.registry.naming import looks_alike, same_key

MOST_ROWS = 1_000


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file; `number` is the one the program shows."""

    number: int
    values: Sequence[object]


@dataclass(frozen=True)
class Known:
    """A name that stands in the registry already."""

    name: str
    tambon: int


class RowState(StrEnum):
    """What becomes of a row: it can be saved, a person must change it, or it is registered already."""

    READY = "ready"
    BAD = "bad"
    KNOWN = "known"


@dataclass(frozen=True)
class Cell:
    """One cell of the sheet view. `suggestion` would make it pass; `asks` is a doubt that a person may settle."""

    address: str
    column: Column
    raw: str
    repaired: str = ""
    problem: str = ""
    suggestion: str = ""
    asks: bool = False


@dataclass(frozen=True)
class CheckedRow:
    """One row with its cells; `values` are ready for `register_producer`, None where a cell keeps it back."""

    number: int
    cells: list[Cell]
    state: RowState
    values: dict[str, Any] | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Sheet:
    """The sheet after checking; `columns` are those found, in the order of the file, with their letters."""

    columns: list[tuple[str, Column]]
    rows: list[CheckedRow] = field(default_factory=list)

    def of(self, state: RowState) -> list[CheckedRow]:
        return [row for row in self.rows if row.state is state]

    @property
    def bad_cells(self) -> list[Cell]:
        return [cell for row in self.of(RowState.BAD) for cell in row.cells if cell.problem]

    @property
    def repaired_cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell.repaired and not cell.problem]

    @property
    def problems(self) -> list[dict[str, str]]:
        """As they are kept with the import: [{cell, message}]."""
        return [{"cell": cell.address, "message": cell.problem} for cell in self.bad_cells]


def check(
    rows: Sequence[Row],
    *,
    tambons: Mapping[str, int],
    known: Iterable[Known],
    today: date,
    fixes: Mapping[str, str] | None = None,
) -> Sheet:
    """Every row under the headings, blank ones left out. `fixes` are cells a person has changed since: {"D7": text}.

    A name that a person has fixed or confirmed is not asked about again for looking like another. Raises Refused
    where no row of headings is found, a column that every row needs is missing, or there are too many rows.
    """
    head = _head(rows)
    checker = _Checker(head, tambons, known, today, fixes or {})
    below = [row for row in rows[head.row + 1 :] if any(shown(_at(row, i)) for i in head.columns.values())]
    if not below:
        raise Refused("ใต้แถวหัวตารางไม่มีข้อมูล โปรดตรวจว่าเลือกแฟ้มที่ถูกต้อง", field="file")
    if len(below) > MOST_ROWS:
        raise Refused(f"แฟ้มมี {len(below):,} แถว นำเข้าได้ครั้งละไม่เกิน {MOST_ROWS:,} แถว โปรดแบ่งแฟ้ม", field="file")
    in_order = sorted(head.columns.items(), key=lambda item: item[1])
    return Sheet([(letter(index), column) for column, index in in_order], [checker.row(row) for row in below])


def _head(rows: Sequence[Row]) -> Head:
    head = find_head([row.values for row in rows])
    if head is None:
        wanted = ", ".join(column.label for column in Column)
        raise Refused(f"ไม่พบแถวหัวตารางใน 20 แถวแรก หัวตารางที่ใช้คือ {wanted}", field="file")
    if head.missing:
        lacking = ", ".join(column.label for column in head.missing)
        raise Refused(f"หัวตารางในแถว {rows[head.row].number} ยังขาดคอลัมน์ {lacking}", field="file")
    return head


def _at(row: Row, index: int) -> object:
    return row.values[index] if index < len(row.values) else None


class _Checker:
    """Goes down the rows and remembers the names it has met."""

    def __init__(
        self,
        head: Head,
        tambons: Mapping[str, int],
        known: Iterable[Known],
        today: date,
        fixes: Mapping[str, str],
    ) -> None:
        self.head, self.tambons, self.today, self.fixes = head, tambons, today, fixes
        self.places = {code: name for name, code in tambons.items()}
        self.registered: dict[int, dict[str, str]] = {}
        self.above: dict[int, dict[str, tuple[str, int]]] = {}
        for one in known:
            self.registered.setdefault(one.tambon, {})[same_key(one.name)] = one.name

    def row(self, row: Row) -> CheckedRow:
        cells: dict[Column, Cell] = {}
        values: dict[str, Any] = {}
        for column, index in sorted(self.head.columns.items(), key=lambda item: item[1]):
            cells[column], reading = self._cell(row, column, index)
            if reading is not None:
                values[column.value] = reading.value
        self._rules(cells, values)
        confirmed = cells[Column.NAME].address in self.fixes
        state = self._standing(row, cells, values, confirmed)
        ready = values if state is RowState.READY else None
        return CheckedRow(row.number, list(cells.values()), state, ready, confirmed)

    def _cell(self, row: Row, column: Column, index: int) -> tuple[Cell, Reading | None]:
        address = f"{letter(index)}{row.number}"
        original = _at(row, index)
        raw = self.fixes.get(address, original)
        try:
            reading = read_cell(column, raw, tambons=self.tambons)
        except CellProblem as problem:
            return Cell(address, column, shown(raw), "", problem.message, problem.suggestion), None
        fixed = address in self.fixes and shown(raw) != shown(original)
        repaired = reading.repaired or (shown(raw) if fixed else "")
        return Cell(address, column, shown(original if fixed else raw), repaired), reading

    def _rules(self, cells: dict[Column, Cell], values: dict[str, Any]) -> None:
        """The rules of registering, each refusal brought to the cell it speaks of."""
        for column, test in (
            (Column.VILLAGE, lambda: rules.refuse_village(values.get("village_no"))),
            (Column.MEMBERS, lambda: rules.refuse_members(values.get("kind", ""), values.get("members"))),
            (Column.DAY, lambda: rules.refuse_day(values["registered_on"], today=self.today)),
            (Column.NAME, lambda: rules.refuse_name(values["name"])),
            (Column.CHAIR, lambda: rules.refuse_text(values["chair_name"], "chair_name")),
        ):
            if column not in cells or cells[column].problem:
                continue
            try:
                test()
            except Refused as refused:
                cells[column] = _with(cells[column], refused.message)

    def _standing(
        self, row: Row, cells: dict[Column, Cell], values: dict[str, Any], confirmed: bool
    ) -> RowState:
        if cells[Column.NAME].problem or cells[Column.TAMBON].problem:
            return RowState.BAD
        name, tambon = values["name"], values["tambon"]
        key = same_key(name)
        if key in self.registered.get(tambon, {}):
            return RowState.KNOWN
        above = self.above.setdefault(tambon, {})
        doubt = self._doubt(key, name, tambon, confirmed)
        if doubt:
            asks = key not in above
            cells[Column.NAME] = _with(cells[Column.NAME], doubt, asks=asks)
        above.setdefault(key, (name, row.number))
        return RowState.BAD if any(cell.problem for cell in cells.values()) else RowState.READY

    def _doubt(self, key: str, name: str, tambon: int, confirmed: bool) -> str:
        above = self.above.get(tambon, {})
        if key in above:
            return f"ซ้ำกับแถว {above[key][1]} โปรดลบแถวใดแถวหนึ่ง หรือแก้ชื่อให้ต่างกัน"
        if confirmed:
            return ""
        for other in self.registered.get(tambon, {}).values():
            if looks_alike(other, name):
                return f"ใกล้เคียงกับ “{other}” ซึ่งขึ้นทะเบียนแล้วใน ต.{self.places[tambon]} ถ้าเป็นคนละราย ให้ยืนยัน"
        for other, number in above.values():
            if looks_alike(other, name):
                return f"ใกล้เคียงกับ “{other}” ในแถว {number} ถ้าเป็นคนละราย ให้ยืนยัน"
        return ""


def _with(cell: Cell, problem: str, *, asks: bool = False) -> Cell:
    return Cell(cell.address, cell.column, cell.repaired or cell.raw, "", problem, "", asks)
