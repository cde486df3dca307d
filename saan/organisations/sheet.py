"""Local authorities out of a spreadsheet: every cell is read, every fault is named, and nothing is guessed."""

import datetime
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import python_calamine

from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.kernel.dates import ThaiDateError, parse_date
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.kernel.spelling import canonical
from saan.organisations.rules import AuthorityKind, kind_of

CODE, KIND, NAME, PROVINCE, DISTRICT, TAMBONS = "รหัส", "ประเภท", "ชื่อ", "จังหวัด", "อำเภอ", "ตำบลที่ครอบคลุม"
ADDRESS, POSTCODE, PHONE, EMAIL, SINCE = "ที่อยู่", "รหัสไปรษณีย์", "โทรศัพท์", "อีเมล", "ใช้ตั้งแต่วันที่"
REQUIRED = (CODE, KIND, NAME, PROVINCE, DISTRICT, TAMBONS)
OPTIONAL = (ADDRESS, POSTCODE, PHONE, EMAIL, SINCE)
_HEADER_WITHIN = 10
_CODE = re.compile(r"[A-Za-z0-9-]{2,30}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# "และ" joins names only between two of them: there is also a tambon named และ (in ทุ่งช้าง, น่าน).
_AND = re.compile(r"(?<=[^\s,;/])\s+และ\s+(?=[^\s,;/])")
_SEPARATORS = re.compile(r"[\s,;/]+")
_WORD = {
    PROVINCE: re.compile(r"^(จังหวัด|จ\.)"),
    DISTRICT: re.compile(r"^(อำเภอ|อ\.)"),
    TAMBONS: re.compile(r"^(ตำบล|ต\.)"),
}


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong, in which row and column, and what to do about it."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"แถว {self.row} คอลัมน์ “{self.column}”: {self.message}"


class SheetRefused(Refused):
    """The sheet has faults; nothing of it was taken. `errors` names them all."""

    def __init__(self, errors: list[CellError]) -> None:
        lines = "\n".join(str(error) for error in errors)
        super().__init__(f"ไม่นำเข้าไฟล์นี้ เพราะพบ {len(errors):,} จุดที่ต้องแก้ (ยังไม่มีข้อมูลใดถูกบันทึก)\n{lines}")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Authority:
    """One local authority as read: what it is and the tambons it serves (six-digit codes; none for a province's)."""

    row: int
    code: str
    kind: AuthorityKind
    name: str
    province: int
    tambons: tuple[int, ...]
    address: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    since: datetime.date | None = None


@dataclass(slots=True)
class Places:
    """Standing places by name, so that a sheet of thousands of rows asks the database once."""

    provinces: dict[str, int] = field(default_factory=dict)
    districts: dict[int, dict[str, int]] = field(default_factory=dict)
    tambons: dict[int, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def standing(cls) -> "Places":
        places = cls()
        for code, level, name in Area.objects.in_force().values_list("code", "level", "name_th"):
            if level == AreaLevel.PROVINCE:
                places.provinces[name] = code
            elif level == AreaLevel.DISTRICT:
                places.districts.setdefault(code // 100, {})[name] = code
            elif level == AreaLevel.TAMBON:
                places.tambons.setdefault(code // 100, {})[name] = code
        return places

    def has_tambon(self, code: int) -> bool:
        return code in self.tambons.get(code // 100, {}).values()


def read(path: Path, places: Places) -> list[Authority]:
    """Every authority in the first sheet; SheetRefused with all faults where there is any.

    The header may stand in any of the first ten rows. Row numbers are those of the spreadsheet, from 1.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
    except (python_calamine.CalamineError, OSError) as error:
        raise Refused(f"เปิดไฟล์ {path.name} ไม่ได้: ต้องเป็นไฟล์ .xlsx .xls หรือ .ods ที่ไม่ใส่รหัสผ่าน") from error
    rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    header, columns = _header(rows)
    reader = _Reader(places)
    found = [
        reader.authority(number, {name: row[at] for name, at in columns.items() if at < len(row)})
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        if any(str(cell).strip() for cell in row)
    ]
    if reader.errors:
        raise SheetRefused(reader.errors)
    return [authority for authority in found if authority is not None]


def _header(rows: list[list]) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [text_of(cell) for cell in row]
        if CODE in names and NAME in names:
            missing = [name for name in REQUIRED if name not in names]
            if missing:
                raise SheetRefused(
                    [CellError(number + 1, name, "ไม่มีคอลัมน์นี้ กรุณาเพิ่มหัวคอลัมน์") for name in missing]
                )
            return number, {name: names.index(name) for name in (*REQUIRED, *OPTIONAL) if name in names}
    raise SheetRefused(
        [CellError(1, CODE, f"ไม่พบแถวหัวตาราง ต้องมีคอลัมน์ {' '.join(REQUIRED)} ใน {_HEADER_WITHIN} แถวแรก")]
    )


def text_of(cell: object) -> str:
    """A cell as tidy text: whole numbers without ".0", Thai digits as Arabic, one coding, single spaces."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(to_arabic(canonical(str(cell if cell is not None else ""))).split())


class _Reader:
    """Reads rows and gathers their faults."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.errors: list[CellError] = []
        self.first_row: dict[str, int] = {}

    def authority(self, row: int, cells: dict[str, object]) -> Authority | None:
        before = len(self.errors)
        code = self._code(row, text_of(cells.get(CODE)))
        kind = self._kind(row, text_of(cells.get(KIND)))
        name = text_of(cells.get(NAME)) or self._fault(row, NAME, "ว่างอยู่ กรุณากรอกชื่อหน่วยงาน")
        province = self._named(row, PROVINCE, text_of(cells.get(PROVINCE)), self.places.provinces)
        tambons = self._tambons(row, kind, province, cells)
        postcode = self._postcode(row, text_of(cells.get(POSTCODE)))
        email = self._email(row, text_of(cells.get(EMAIL)))
        since = self._since(row, cells.get(SINCE))
        if len(self.errors) > before:
            return None
        address, phone = text_of(cells.get(ADDRESS)), text_of(cells.get(PHONE))
        return Authority(row, code, kind, name, province, tambons, address, postcode, phone, email, since)  # type: ignore[arg-type]

    def _fault(self, row: int, column: str, message: str) -> None:
        self.errors.append(CellError(row, column, message))

    def _code(self, row: int, text: str) -> str | None:
        if not _CODE.fullmatch(text):
            what = f"“{text}” ใช้เป็นรหัสไม่ได้" if text else "ว่างอยู่"
            return self._fault(row, CODE, f"{what} กรุณากรอกรหัส อปท. เป็นตัวเลขหรืออักษรอังกฤษ")
        if text in self.first_row:
            return self._fault(row, CODE, f"รหัส {text} ซ้ำกับแถว {self.first_row[text]} กรุณาเหลือแถวเดียว")
        self.first_row[text] = row
        return text

    def _kind(self, row: int, text: str) -> AuthorityKind | None:
        kind = kind_of(text)
        if kind is None:
            allowed = " ".join(kind.short for kind in AuthorityKind)
            self._fault(row, KIND, f"“{text}” ไม่ใช่ประเภทที่รู้จัก กรุณาใช้ {allowed}")
        return kind

    def _named(self, row: int, column: str, text: str, known: dict[str, int], where: str = "") -> int | None:
        name = _WORD[column].sub("", text).strip()
        if name in known:
            return known[name]
        if not name:
            return self._fault(row, column, "ว่างอยู่ กรุณากรอก")
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f" หมายถึง “{near[0]}” หรือไม่" if near else " กรุณาตรวจตัวสะกด"
        noun = "ตำบล" if column == TAMBONS else column
        return self._fault(row, column, f"ไม่พบ{noun} “{name}”{where}{hint}")

    def _tambons(
        self, row: int, kind: AuthorityKind | None, province: int | None, cells: dict[str, object]
    ) -> tuple[int, ...]:
        if kind is None or province is None or kind is AuthorityKind.PAO:
            return ()
        listed = _AND.sub(",", text_of(cells.get(TAMBONS)))
        words = [word for word in _SEPARATORS.split(listed) if word not in ("", "ตำบล", "ต.")]
        if not words:
            self._fault(row, TAMBONS, "ว่างอยู่ กรุณากรอกชื่อตำบลหรือรหัสตำบล 6 หลัก คั่นด้วยจุลภาค")
            return ()
        by_name = [word for word in words if not word.isdigit()]
        written = text_of(cells.get(DISTRICT))
        district = None
        if by_name or written:
            district = self._named(
                row, DISTRICT, written, self.places.districts.get(province, {}), " ในจังหวัดนี้"
            )
            if district is None:
                return ()
        found = (self._tambon(row, word, province, district, written) for word in words)
        return tuple(dict.fromkeys(code for code in found if code is not None))

    def _tambon(self, row: int, word: str, province: int, district: int | None, written: str) -> int | None:
        if not word.isdigit():
            known = self.places.tambons.get(district or 0, {})
            return self._named(
                row, TAMBONS, word, known, f" ในอำเภอ{_WORD[DISTRICT].sub('', written).strip()}"
            )
        code = int(word)
        if not self.places.has_tambon(code):
            return self._fault(row, TAMBONS, f"ไม่มีรหัสตำบล {word} ที่ใช้อยู่ในปัจจุบัน กรุณาตรวจรหัส 6 หลัก")
        if code // 10_000 != province:
            return self._fault(row, TAMBONS, f"ตำบลรหัส {word} ไม่อยู่ในจังหวัดของแถวนี้")
        return code

    def _postcode(self, row: int, text: str) -> str:
        if text and not re.fullmatch(r"\d{5}", text):
            self._fault(row, POSTCODE, f"“{text}” ไม่ใช่รหัสไปรษณีย์ ต้องเป็นเลข 5 หลัก")
        return text

    def _email(self, row: int, text: str) -> str:
        if text and not _EMAIL.fullmatch(text):
            self._fault(row, EMAIL, f"“{text}” ไม่ใช่ที่อยู่อีเมล กรุณาแก้ให้เป็นรูป ชื่อ@หน่วยงาน")
        return text

    def _since(self, row: int, cell: object) -> datetime.date | None:
        if isinstance(cell, datetime.datetime):
            return cell.date()
        if isinstance(cell, datetime.date):
            return cell
        text = text_of(cell)
        if not text:
            return None
        try:
            return parse_date(text)
        except ThaiDateError as error:
            return self._fault(row, SINCE, str(error))
