"""Refuses workbooks that cannot be read or would fill the memory, before a reader is let near them."""

import io
import re
import zipfile
from collections.abc import Iterator

SIZE_LIMIT = 25 * 1024 * 1024
UNPACKED_LIMIT = 400 * 1024 * 1024
CELL_LIMIT = 5_000_000
"""Cells in the rectangle from A1 to the farthest filled cell; a reader makes room for all of them at once."""

_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NEVER_SHEETS = ("xl/sharedStrings.xml", "xl/styles.xml")
_ROW = re.compile(rb"""row(?<=[<:]row)\b[^>]*?\sr\s*=\s*["'](\d{1,9})""")
_CELL = re.compile(rb"""r(?<=\sr)\s*=\s*["']([A-Za-z]{1,7})(\d{1,9})""")
_ANY_ROW = re.compile(rb"""row(?<=[<:]row)[\s/>]""")
_BARE_ROW = re.compile(rb"""row(?<=[<:]row)(?! r=["'])[\s/>]""")
_BARE_CELL = re.compile(rb"""c(?<=[<:]c)(?! r=["'])[\s/>]""")
_PIECE = 1 << 20
_OVERLAP = 4096
_LONGEST_TAG = 1 << 16


class SheetError(ValueError):
    """A workbook that cannot be taken in; str is a Thai sentence: what, where and what to do. ``code`` is for logs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_workbook(data: bytes, name: str) -> None:
    """``SheetError`` for anything but a readable XLSX of bearable size."""
    if len(data) > SIZE_LIMIT:
        raise _too_large(name)
    if data.startswith(_OLD_OR_ENCRYPTED):
        raise _encrypted(name) if _ENCRYPTED in data else _old(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as fault:
        raise _not_workbook(name) from fault


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    if "xl/workbook.xml" not in archive.namelist():
        raise _not_workbook(name)
    if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
        raise _too_large(name)
    for part in archive.namelist():
        if part.endswith(".xml") and part not in _NEVER_SHEETS and _area(archive, part) > CELL_LIMIT:
            raise _too_far(name)


def _area(archive: zipfile.ZipFile, part: str) -> int:
    """The cells from A1 to the farthest row and column that the sheet names, whatever size it claims to have.

    Rows and cells that do not begin with their address may each stand one farther than all that are named.
    """
    rows = columns = 1
    bare_rows = bare_cells = run = 0
    for piece in _pieces(archive, part):
        cells = _CELL.findall(piece)
        rows = max((rows, *map(int, {number for _, number in cells}), *map(int, _ROW.findall(piece))))
        columns = max((columns, *map(_column_number, {letters for letters, _ in cells})))
        bare_rows += len(_BARE_ROW.findall(piece))
        most, run = _bare_in_row(piece, run)
        bare_cells = max(bare_cells, most)
    return (rows + bare_rows) * (columns + bare_cells)


def _bare_in_row(piece: bytes, run: int) -> tuple[int, int]:
    """The most bare cells in one row, and those of the last row, which may go on; `run` of the first stood before."""
    if not _BARE_CELL.search(piece):
        return run, 0 if _ANY_ROW.search(piece) else run
    counts = [len(_BARE_CELL.findall(row)) for row in _ANY_ROW.split(piece)]
    counts[0] += run
    return max(counts), counts[-1]


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces of whole tags, each seen once; of an endless tag the pieces overlap instead."""
    with archive.open(part) as stream:
        tail = b""
        while more := stream.read(_PIECE):
            piece = tail + more
            seam = max(piece.rfind(b"<"), 0)
            if len(piece) - seam > _LONGEST_TAG:
                seam, tail = len(piece), piece[-_OVERLAP:]
            else:
                tail = piece[seam:]
            yield piece[:seam]
        yield tail


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(name: str) -> SheetError:
    return SheetError("too_large", f"ไฟล์ {name} ใหญ่เกินไป โปรดลบภาพและแผ่นงานที่ไม่ใช้ หรือแบ่งเป็นหลายไฟล์ แล้วส่งใหม่")


def _too_far(name: str) -> SheetError:
    return SheetError(
        "too_far",
        f"ไฟล์ {name} มีเซลล์ที่อยู่ไกลจากตารางมาก โปรดคัดลอกเฉพาะตารางไปไว้ในไฟล์ใหม่ หรือแบ่งเป็นหลายไฟล์ แล้วส่งใหม่",
    )


def _encrypted(name: str) -> SheetError:
    return SheetError("encrypted", f"ไฟล์ {name} ตั้งรหัสผ่านไว้ โปรดเปิดไฟล์ เอารหัสผ่านออก บันทึก แล้วส่งใหม่")


def _old(name: str) -> SheetError:
    return SheetError("old", f"ไฟล์ {name} เป็น Excel รุ่นเก่า (.xls) หรือเอกสารชนิดอื่น โปรดบันทึกเป็น .xlsx แล้วส่งใหม่")


def _not_workbook(name: str) -> SheetError:
    return SheetError("not_workbook", f"ไฟล์ {name} ไม่ใช่ตาราง Excel หรือไฟล์เสีย โปรดบันทึกเป็น .xlsx แล้วส่งใหม่")
