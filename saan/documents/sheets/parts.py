"""What a workbook says about its sheets besides their values: names, hidden rows and columns, merged cells."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath

_PIECE = 4 << 20
_OVERLAP = 4096
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")[^>]*>')
_WRONG = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\st="e")[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})"[^<>]*>'
    rb"(?:(?!</?(?:\w+:)?c\b).)*?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)
_NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?![^<>]*\st="str")[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*'
    rb"<(?:\w+:)?f\b[^<>]*(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\sref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True)
class Part:
    """A sheet's name, the path of its XML inside the file, and whether the sheet is hidden."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Shape:
    """Rows (from 1) and columns (from 0) hidden; merged ranges as (first row, first column, last row, last column).

    `broken` are cells (row, column) of formulas without a result, as a reader sees them: "#REF!", or "=A1+B1" where
    nothing has computed it yet.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)


def attribute(tag: bytes, name: str) -> str:
    """The value of an attribute of one tag, "" where it is absent."""
    found = re.search(rb"\s(?:\w+:)?" + name.encode() + rb"""\s*=\s*["']([^"']*)["']""", tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def relations(archive: zipfile.ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (kind, path of the target); none where the part has none."""
    place = join(dirname(of), "_rels", of.rsplit("/", 1)[-1] + ".rels")
    if place not in archive.namelist():
        return {}
    found = {}
    for tag in _RELATION.findall(archive.read(place)):
        target = attribute(tag, "Target")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(of), target))
        found[attribute(tag, "Id")] = (attribute(tag, "Type").rsplit("/", 1)[-1], path)
    return found


def sheet_parts(archive: zipfile.ZipFile) -> list[Part]:
    """The sheets in the order of their tabs."""
    book = "xl/workbook.xml"
    targets = relations(archive, book)
    parts = []
    for tag in _SHEET.findall(archive.read(book)):
        kind, path = targets.get(attribute(tag, "id"), ("", ""))
        if kind == "worksheet":
            hidden = attribute(tag, "state") in ("hidden", "veryHidden")
            parts.append(Part(attribute(tag, "name"), path, hidden))
    return parts


def shape_of(archive: zipfile.ZipFile, path: str) -> Shape:
    """What is hidden, merged and broken in one sheet, found without building its tree."""
    rows: set[int] = set()
    columns: set[int] = set()
    merges: dict[tuple[int, int, int, int], None] = {}
    broken: dict[tuple[int, int], str] = {}
    for piece in _pieces(archive, path):
        if b"hidden=" in piece:
            rows.update(int(number) for number in _HIDDEN_ROW.findall(piece))
            for tag in _HIDDEN_COLUMN.findall(piece):
                first, last = int(attribute(tag, "min") or 0), int(attribute(tag, "max") or 0)
                columns.update(range(first - 1, min(last, 16_384)))
        if b"mergeCell" in piece:
            for left, top, right, bottom in _MERGE.findall(piece):
                merges[int(top), column_number(left), int(bottom), column_number(right)] = None
        broken |= _broken(piece)
    return Shape(frozenset(rows), frozenset(columns), tuple(merges), broken)


def _broken(piece: bytes) -> dict[tuple[int, int], str]:
    found: list[tuple[bytes, bytes, str]] = []
    if b't="e"' in piece:
        found += [(column, row, _text(said)) for column, row, said in _WRONG.findall(piece)]
    if b"<f" in piece or b":f" in piece:
        found += [(column, row, f"={_text(said)}"[:80]) for column, row, said in _NOT_COMPUTED.findall(piece)]
    return {(int(row), column_number(column)): said for column, row, said in found}


def _text(said: bytes) -> str:
    return unescape(said.decode("utf-8", "replace"))


def column_number(letters: bytes | str) -> int:
    """A column counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + (letter & 0xDF) - 64
    return number - 1


def _pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The part in overlapping pieces, so that a tag on a seam is seen whole."""
    with archive.open(path) as stream:
        tail = b""
        while piece := stream.read(_PIECE):
            yield tail + piece
            tail = piece[-_OVERLAP:]
