"""Writes into a workbook that somebody sent without opening it as a whole: comments, or other values, in some cells.

Everything else in the file stays byte for byte: formats, pictures, charts, other sheets. Only the sheet concerned gets
a comments part and a drawing of their boxes; the list of all remarks is a sheet of its own at the end.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import xlsxwriter

from saan.documents.sheets.notes import NO_BOXES, NO_COMMENTS, noted, with_boxes, without_boxes
from saan.documents.sheets.parts import attribute, relations, sheet_parts
from saan.documents.sheets.safety import SheetError
from saan.documents.sheets.tables import is_workbook, read_table

MOST_COMMENTS = 5_000
"""Comments in cells; a program opens more of them too slowly. The list holds every remark."""
LIST = "ผลตรวจ"
_HEADS = ("ช่อง", "สิ่งที่เขียนไว้", "ต้องแก้อย่างไร", "ชนิดปัญหา")
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
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

    A text file becomes a workbook. Comments that people wrote stay; the remarks and the list of an earlier round go.
    ``SheetError`` when the workbook has no such sheet.
    """
    if not is_workbook(data):
        data, sheet = _as_workbook(data, name), LIST_OF_TEXT
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        path = _path_of(old, name, sheet)
        changes = _list_again(old, data, name, sheet, remarks) or _list_added(old, remarks)
        changes |= _comments_added(old, path, _said(remarks), changes)
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


def _said(remarks: Sequence[Remark]) -> dict[str, str]:
    """The escaped words of each cell's comment."""
    said: dict[str, str] = {}
    for remark in remarks:
        before = f"{said[remark.cell]}\n" if remark.cell in said else ""
        said[remark.cell] = before + _text(remark.message)
        if len(said) == MOST_COMMENTS:
            break
    return said


def _comments_added(
    old: zipfile.ZipFile, path: str, said: Mapping[str, str], changed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The parts that comments touch; none where the sheet's own comments are of a kind that no other may join."""
    parts = dict(relations(old, path).values())
    before = old.read(parts["comments"]) if "comments" in parts else NO_COMMENTS
    drawn = old.read(parts["vmlDrawing"]) if "vmlDrawing" in parts else NO_BOXES
    now = noted(before, said)
    boxes = now and without_boxes(drawn, now.gone)
    if now is None or boxes is None or not (said or "comments" in parts):
        return {}
    drawing = parts.get("vmlDrawing") or _free(old, "xl/drawings/saan-boxes{}.vml")
    comments = parts.get("comments") or _free(old, "xl/saan-comments{}.xml")
    changes = {comments: now.part, drawing: with_boxes(boxes, now.boxes)}
    links, extra = "", ""
    if "comments" not in parts:
        links = f'<Relationship Id="rSaanC" Type="{_OFFICE}/comments" Target="/{comments}"/>'
        extra = f'<Override PartName="/{comments}" ContentType="{_TYPE}.comments+xml"/>'
    types = changed.get("[Content_Types].xml") or old.read("[Content_Types].xml")
    if "vmlDrawing" not in parts:
        links += f'<Relationship Id="rSaanV" Type="{_OFFICE}/vmlDrawing" Target="/{drawing}"/>'
        changes[path] = _with_drawing(old.read(path))
        if b'Extension="vml"' not in types:
            extra = f'<Default Extension="vml" ContentType="{_VML}"/>{extra}'
    return changes | _linked(old, path, links) | _typed(types, extra)


def _linked(old: zipfile.ZipFile, path: str, links: str) -> dict[str, bytes]:
    """The relations of the sheet with further ones."""
    folder, file = path.rsplit("/", 1)
    place = f"{folder}/_rels/{file}.rels"
    empty = b'<Relationships xmlns="%s"></Relationships>' % _PACKAGE.encode()
    own = old.read(place) if place in old.namelist() else empty
    if own.rstrip().endswith(b"/>"):
        own = own.rstrip()[:-2] + b"></Relationships>"
    return {place: own.replace(b"</Relationships>", links.encode() + b"</Relationships>")} if links else {}


def _typed(types: bytes, extra: str) -> dict[str, bytes]:
    """The types of parts with further ones."""
    added = types.replace(b"</Types>", extra.encode() + b"</Types>")
    return {"[Content_Types].xml": added} if extra else {}


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


def _list_again(
    old: zipfile.ZipFile, data: bytes, name: str, sheet: str, remarks: Sequence[Remark]
) -> dict[str, bytes]:
    """The list of an earlier round, written anew in its place; nothing where there is none."""
    path = next((part.path for part in sheet_parts(old) if part.name == LIST != sheet), None)
    try:
        first = read_table(data, name, sheet=LIST).frame.row(0) if path else ()
    except SheetError:
        return {}
    return {path: _list_xml(remarks)} if path and first[: len(_HEADS)] == _HEADS else {}


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
    lines = [_HEADS]
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
