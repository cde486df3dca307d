"""Which column of a sheet holds what, known by its heading wherever the row of headings stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from saan.kernel.labels import Labelled
from saan.registry.naming import same_key

HEAD_WITHIN = 20


class Column(Labelled):
    """The columns an import knows; the value is the field of a producer, the label the heading in the template."""

    NAME = "name", "ชื่อผู้ผลิต"
    KIND = "kind", "ประเภท"
    TAMBON = "tambon", "ตำบล"
    VILLAGE = "village_no", "หมู่ที่"
    CHAIR = "chair_name", "ชื่อประธาน"
    PHONE = "phone", "โทรศัพท์"
    MEMBERS = "members", "จำนวนสมาชิก"
    DAY = "registered_on", "วันที่ขึ้นทะเบียน"


REQUIRED = (Column.NAME, Column.KIND, Column.TAMBON, Column.DAY)

_ALSO = {
    Column.NAME: ("ชื่อผู้ผลิต ผู้ประกอบการ", "ผู้ผลิต", "ชื่อกลุ่ม", "ชื่อผู้ประกอบการ", "ชื่อกลุ่ม/ผู้ผลิต", "ชื่อกลุ่มผู้ผลิต"),
    Column.KIND: ("ประเภทผู้ผลิต", "ประเภทผู้ผลิต ผู้ประกอบการ", "ประเภทผู้ประกอบการ", "ชนิดผู้ผลิต"),
    Column.TAMBON: ("ตำบลที่ผลิต", "ชื่อตำบล", "แขวง", "ตำบล/แขวง"),
    Column.VILLAGE: ("หมู่", "หมู่บ้านที่", "ม."),
    Column.CHAIR: ("ประธาน", "ชื่อประธานกลุ่ม", "ชื่อประธานหรือเจ้าของ", "ชื่อเจ้าของ", "ชื่อประธาน/เจ้าของ"),
    Column.PHONE: ("เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "โทร", "เบอร์ติดต่อ"),
    Column.MEMBERS: ("สมาชิก", "สมาชิก (คน)", "จำนวนสมาชิก (คน)"),
    Column.DAY: ("วันที่ลงทะเบียน", "วันขึ้นทะเบียน", "วันลงทะเบียน", "วัน เดือน ปี ที่ขึ้นทะเบียน"),
}  # fmt: skip
_BY_KEY = {
    same_key(written): column for column in Column for written in (column.label, column.value, *_ALSO[column])
}


@dataclass(frozen=True)
class Head:
    """The row of headings: its index among the rows read, and the index of each known column."""

    row: int
    columns: dict[Column, int]

    @property
    def missing(self) -> list[Column]:
        return [column for column in REQUIRED if column not in self.columns]


def find_head(rows: Sequence[Sequence[object]]) -> Head | None:
    """The row among the first twenty with most known headings, at least two of them; the upper one where equal."""
    heads = [Head(index, _known(row)) for index, row in enumerate(rows[:HEAD_WITHIN])]
    best = max(heads, key=lambda head: len(head.columns), default=None)
    return best if best is not None and len(best.columns) >= 2 else None


def _known(row: Sequence[object]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for index, value in enumerate(row):
        column = _BY_KEY.get(same_key(value)) if isinstance(value, str) else None
        if column is not None:
            found.setdefault(column, index)
    return found


def letter(index: int) -> str:
    """The name of a column in a spreadsheet, counted from 0: A, B, … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
