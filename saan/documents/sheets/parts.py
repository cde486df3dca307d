"""What a workbook says about its sheets besides their values: names, hidden rows and columns, merged cells."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from posixpath import dirname, join, normpath

_PIECE = 4 << 20
_OVERLAP = 4096
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")[^>]*>')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\sref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True)
class Part:
    """A sheet's name, the path of its XML inside the file, and whether the sheet is hidden."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Shape:
    """Rows (from 1) and columns (from 0) hidden; merged ranges as (first row, first column, last row, last column)."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()


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
    """What is hidden and merged in one sheet, found without building its tree."""
    rows: set[int] = set()
    columns: set[int] = set()
    merges: dict[tuple[int, int, int, int], None] = {}
    for piece in _pieces(archive, path):
        if b"hidden=" in piece:
            rows.update(int(number) for number in _HIDDEN_ROW.findall(piece))
            for tag in _HIDDEN_COLUMN.findall(piece):
                first, last = int(attribute(tag, "min") or 0), int(attribute(tag, "max") or 0)
                columns.update(range(first - 1, min(last, 16_384)))
        if b"mergeCell" in piece:
            for left, top, right, bottom in _MERGE.findall(piece):
                merges[int(top), column_number(left), int(bottom), column_number(right)] = None
    return Shape(frozenset(rows), frozenset(columns), tuple(merges))


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
