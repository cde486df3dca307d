"""Writes into a workbook that somebody sent without opening it as a whole: comments, or other values, in some cells.

Everything else in the file stays byte for byte: formats, pictures, charts, other sheets. Only the sheet concerned gets
a comments part and a drawing of their boxes; the list of all remarks is a sheet of its own at the end.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import xlsxwriter

from saan.documents.sheets.parts import attribute, column_number, relations, sheet_parts
from saan.documents.sheets.safety import SheetError
from saan.documents.sheets.tables import is_workbook, read_table

MOST_COMMENTS = 5_000
"""Comments in cells; a program opens more of them too slowly. The list holds every remark."""
LIST = "ผลตรวจ"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AFTER_DRAWING = (b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
                  b"tableParts", b"extLst")  # fmt: skip
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PIECE = 4 << 20
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Remark:
    """What is wrong in a cell: its address and row, what stands there, what to write, and the kind of fault."""

    cell: str
    row: int
    raw: str
    message: str
    kind: str


def annotated(data: bytes, name: str, sheet: str, remarks: Sequence[Remark]) -> bytes:
    """The workbook with a comment in each cell and a last sheet that lists the remarks.

    A text file becomes a workbook. A sheet that holds comments already keeps them and gets no new ones, only the list.
    ``SheetError`` when the workbook has no such sheet.
    """
    if not is_workbook(data):
        data, sheet = _as_workbook(data, name), LIST_OF_TEXT
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        changes = _list_added(old, remarks)
        path = _path_of(old, name, sheet)
        kinds = {kind for kind, _ in relations(old, path).values()}
        if remarks and not kinds & {"comments", "vmlDrawing", "threadedComment"}:
            changes |= _comments_added(old, path, remarks, changes["[Content_Types].xml"])
        return _copied(old, changes)


def replaced(data: bytes, name: str, sheet: str, cells: Mapping[str, str]) -> bytes:
    """The workbook with other texts in some cells, each in the format it had; a text file becomes a workbook."""
    if not is_workbook(data):
        data, sheet = _as_workbook(data, name), LIST_OF_TEXT
    wanted = {cell.encode(): text for cell, text in cells.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        path = _path_of(old, name, sheet)

        def written(match: re.Match[bytes]) -> bytes:
            address = attribute(match[1], "r").encode() if b'r="' in match[1] else b""
            if address not in wanted:
                return match[0]
            style = re.search(rb'\ss="\d+"', match[1])
            return b'<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
                address, style[0] if style else b"", _xml(wanted[address]),
            )  # fmt: skip

        return _copied(old, {path: _CELL.sub(written, old.read(path))})


LIST_OF_TEXT = "ข้อมูล"


def _as_workbook(data: bytes, name: str) -> bytes:
    """A text file as a workbook whose cells are text."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(LIST_OF_TEXT)
        for number, row in enumerate(read_table(data, name).frame.iter_rows()):
            for column, text in enumerate(row):
                page.write_string(number, column, text or "")
    return into.getvalue()


def _path_of(archive: zipfile.ZipFile, name: str, sheet: str) -> str:
    for part in sheet_parts(archive):
        if part.name == sheet or part.name[:120] == sheet:
            return part.path
    raise SheetError("no_sheet", f"ไฟล์ {name} ไม่มีแผ่นงานชื่อ {sheet} โปรดเลือกแผ่นงานใหม่")


def _copied(old: zipfile.ZipFile, changes: Mapping[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as new:
        for item in old.infolist():
            if item.filename not in changes:
                new.writestr(item, old.read(item), zipfile.ZIP_DEFLATED)
        for path, content in changes.items():
            new.writestr(path, content)
    return into.getvalue()


def _comments_added(
    old: zipfile.ZipFile, path: str, remarks: Sequence[Remark], types: bytes
) -> dict[str, bytes]:
    said: dict[str, str] = {}
    for remark in remarks:
        before = f"{said[remark.cell]}\n" if remark.cell in said else ""
        said[remark.cell] = before + remark.message
        if len(said) == MOST_COMMENTS:
            break
    comments, drawing = _free(old, "xl/saan-comments{}.xml"), _free(old, "xl/drawings/saan-boxes{}.vml")
    folder, file = path.rsplit("/", 1)
    place = f"{folder}/_rels/{file}.rels"
    own = (
        old.read(place)
        if place in old.namelist()
        else b'<Relationships xmlns="%s"></Relationships>' % _PACKAGE.encode()
    )
    if own.rstrip().endswith(b"/>"):
        own = own.rstrip()[:-2] + b"></Relationships>"
    links = (
        f'<Relationship Id="rSaanC" Type="{_OFFICE}/comments" Target="/{comments}"/>'
        f'<Relationship Id="rSaanV" Type="{_OFFICE}/vmlDrawing" Target="/{drawing}"/>'
    )
    extra = f'<Override PartName="/{comments}" ContentType="{_TYPE}.comments+xml"/>'
    if b'Extension="vml"' not in types:
        extra = (
            '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            + extra
        )
    return {
        comments: _comments_xml(said),
        drawing: _boxes_xml(said),
        place: own.replace(b"</Relationships>", links.encode() + b"</Relationships>"),
        path: _with_drawing(old.read(path)),
        "[Content_Types].xml": types.replace(b"</Types>", extra.encode() + b"</Types>"),
    }


def _free(archive: zipfile.ZipFile, pattern: str) -> str:
    taken = set(archive.namelist())
    return next(path for path in (pattern.format(n) for n in range(1, 1_000)) if path not in taken)


def _with_drawing(sheet: bytes) -> bytes:
    """The sheet's XML with the link to the boxes, in the place that the schema gives it, near the end."""
    link = b'<legacyDrawing xmlns:r="%s" r:id="rSaanV"/>' % _OFFICE.encode()
    end = sheet.rindex(b"</worksheet>") if b"</worksheet>" in sheet else -1
    if end < 0:
        raise SheetError("broken_sheet", "แผ่นงานนี้เขียนหมายเหตุลงช่องไม่ได้ โปรดบันทึกเป็น .xlsx ใหม่แล้วนำเข้าอีกครั้ง")
    after = sheet.rfind(b"</sheetData>")
    tail = sheet[max(after, 0) : end]
    found = [at for tag in _AFTER_DRAWING if (at := tail.find(b"<" + tag)) >= 0]
    place = max(after, 0) + min(found) if found else end
    return sheet[:place] + link + sheet[place:]


def _comments_xml(said: Mapping[str, str]) -> bytes:
    items = "".join(
        f'<comment ref="{cell}" authorId="0"><text><t xml:space="preserve">{_text(words)}</t></text></comment>'
        for cell, words in said.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<comments xmlns="{_SPREADSHEET}"><authors><author>สาน</author></authors>'
        f"<commentList>{items}</commentList></comments>"
    ).encode()


def _boxes_xml(said: Mapping[str, str]) -> bytes:
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
        'o:spt="202" path="m,l,21600r21600,l21600,xe"/>' + "".join(_boxes(said)) + "</xml>"
    ).encode()


def _boxes(said: Mapping[str, str]) -> Iterator[str]:
    for number, cell in enumerate(said, 1_025):
        letters = cell.rstrip("0123456789")
        row, column = int(cell[len(letters) :]) - 1, column_number(letters)
        anchor = f"{column + 1}, 15, {row}, 2, {column + 4}, 15, {row + 5}, 4"
        yield (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
            'fillcolor="#ffffe1"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
            f"<x:Column>{column}</x:Column></x:ClientData></v:shape>"
        )


def _list_added(old: zipfile.ZipFile, remarks: Sequence[Remark]) -> dict[str, bytes]:
    """The parts that a further sheet touches: itself, the workbook, its relations, and the types of parts."""
    path = _free(old, "xl/worksheets/saan-list{}.xml")
    book, links, types = (
        old.read(part) for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
    )
    prefix = re.search(rb"<(\w+:)?sheets\b", book)
    tag = (prefix[1] or b"") if prefix else b""
    taken = {int(attribute(one, "sheetId") or 0) for one in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", book)}
    names = {part.name for part in sheet_parts(old)}
    title = next(one for one in (LIST, *(f"{LIST} {n}" for n in range(2, 200))) if one not in names)
    link = f' name="{title}" sheetId="{max(taken, default=0) + 1}" xmlns:rs="{_OFFICE}" rs:id="rSaanL"/>'.encode()
    related = f'<Relationship Id="rSaanL" Type="{_OFFICE}/worksheet" Target="/{path}"/>'.encode()
    typed = f'<Override PartName="/{path}" ContentType="{_TYPE}.worksheet+xml"/>'.encode()
    return {
        path: _list_xml(remarks),
        "xl/workbook.xml": book.replace(b"</%ssheets>" % tag, b"<%ssheet%s</%ssheets>" % (tag, link, tag)),
        "xl/_rels/workbook.xml.rels": links.replace(b"</Relationships>", related + b"</Relationships>"),
        "[Content_Types].xml": types.replace(b"</Types>", typed + b"</Types>"),
    }


def _list_xml(remarks: Sequence[Remark]) -> bytes:
    lines = [("ช่อง", "สิ่งที่เขียนไว้", "ต้องแก้อย่างไร", "ชนิดปัญหา")]
    lines += [(remark.cell, remark.raw, remark.message, remark.kind) for remark in remarks]
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t xml:space="preserve">{_text(text)}</t></is></c>'
            for letter, text in zip("ABCD", line, strict=True)
        )
        + "</row>"
        for number, line in enumerate(lines, 1)
    )
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate((10, 34, 90, 30), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<worksheet xmlns="{_SPREADSHEET}"><cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _xml(text: str) -> bytes:
    return _text(text).encode()
