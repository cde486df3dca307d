"""Comments that stand in a sheet already, with remarks put among them: what people wrote stays, earlier remarks go.

A workbook comes back with the remarks of the round before in its cells, saved by a spreadsheet program. The parts are
changed as text, for a program's own marks in them must survive.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

from saan.documents.sheets.parts import attribute, column_number
from saan.documents.sheets.reading import column_letters

AUTHOR = "สาน"
NO_COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
NO_BOXES = b"<xml></xml>"
_KIND = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
)
MARK = f"[{AUTHOR}]"
"""Begins every remark: some programs forget who wrote a comment."""
_AUTHORS = re.compile(r"<((?:\w+:)?)authors\b[^>]*?(?:/>|>(.*?)</\1authors>)", re.DOTALL)
_AUTHOR = re.compile(r"<(?:\w+:)?author\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?author>)", re.DOTALL)
_LIST = re.compile(r"<((?:\w+:)?)commentList\b[^>]*?(?:/>|>(.*)</\1commentList>)", re.DOTALL)
_COMMENT = re.compile(r"<((?:\w+:)?)comment\b([^>]*)>(.*?)</\1comment>", re.DOTALL)
_WORDS = re.compile(r"<((?:\w+:)?)t(?:\s[^>]*)?>(.*?)</\1t>", re.DOTALL)
_REMARK = re.compile(r"\s*" + re.escape(MARK) + r".*", re.DOTALL)
_SHAPE = re.compile(rb"<((?:\w+:)?)shape\b.*?</\1shape>", re.DOTALL)
_PLACE = re.compile(rb"<((?:\w+:)?)(Row|Column)>\s*(\d+)\s*</\1\2>")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_SPACES = ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'


@dataclass(frozen=True)
class Noted:
    """The part of comments as it becomes, the cells that need a box, and those whose box goes."""

    part: bytes
    boxes: tuple[str, ...]
    gone: frozenset[str]


def noted(part: bytes, said: Mapping[str, str]) -> Noted | None:
    """The comments with escaped remarks by cell; None where the part is not written as any program writes it.

    A remark follows what a person wrote in the same cell. A conversation in a cell is left alone.
    """
    try:
        text = part.decode("utf-8")
    except UnicodeDecodeError:
        return None
    authors, listed = _AUTHORS.search(text), _LIST.search(text)
    if authors is None or listed is None or "<!DOCTYPE" in text:
        return None
    names = [unescape(name) for name in _AUTHOR.findall(authors[2] or "")]
    gone, others = set(), set()

    def kept(match: re.Match[str]) -> str:
        inside = f" {match[2]}".encode()
        cell, number = attribute(inside, "ref"), attribute(inside, "authorId")
        name = names[int(number)] if number.isdigit() and int(number) < len(names) else ""
        words = unescape("".join(text for _, text in _WORDS.findall(match[3])))
        own = _REMARK.sub("", words)
        if not own and words:
            gone.add(cell)
            return ""
        others.add(cell)
        if name.startswith("tc=") or (own == words and cell not in said):
            return match[0]
        wanted = f"{escape(own)}\n{MARK} {said[cell]}" if cell in said else escape(own)
        return _comment(match[1], match[2], wanted)

    comments = _COMMENT.sub(kept, listed[2] or "")
    prefix = listed[1]
    ours = names.index(AUTHOR) if AUTHOR in names else len(names)
    new = [cell for cell in said if cell not in others]
    comments += "".join(
        _comment(prefix, f' ref="{cell}" authorId="{ours}"', f"{MARK} {said[cell]}") for cell in new
    )
    text = (
        f"{text[: listed.start()]}<{prefix}commentList>{comments}</{prefix}commentList>{text[listed.end() :]}"
    )
    if new and ours == len(names):
        added = f"{authors[2] or ''}<{prefix}author>{AUTHOR}</{prefix}author>"
        text = text.replace(authors[0], f"<{prefix}authors>{added}</{prefix}authors>", 1)
    return Noted(text.encode(), tuple(new), frozenset(gone))


def _comment(prefix: str, marks: str, words: str) -> str:
    text = f'<{prefix}text><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}text>'
    return f"<{prefix}comment{marks}>{text}</{prefix}comment>"


def without_boxes(drawing: bytes, gone: Collection[str]) -> bytes | None:
    """The drawing without the boxes of some cells; None where boxes of ours cannot be put into it."""
    if b"</xml>" not in drawing:
        return None

    def kept(match: re.Match[bytes]) -> bytes:
        place = {name: int(number) for _, name, number in _PLACE.findall(match[0])}
        if b'ObjectType="Note"' not in match[0] or len(place) < 2:
            return match[0]
        return b"" if f"{column_letters(place[b'Column'])}{place[b'Row'] + 1}" in gone else match[0]

    return _SHAPE.sub(kept, drawing)


def with_boxes(drawing: bytes, cells: Collection[str]) -> bytes:
    """The drawing with a hidden yellow box for each cell's comment."""
    free = max((int(number) for number in _NUMBER.findall(drawing)), default=1_024) + 1
    kind = b"" if b'id="_x0000_t202"' in drawing else _KIND
    boxes = "".join(_box(number, cell) for number, cell in enumerate(cells, free)).encode()
    end = drawing.rindex(b"</xml>")
    return drawing[:end] + kind + boxes + drawing[end:]


def _box(number: int, cell: str) -> str:
    letters = cell.rstrip("0123456789")
    row, column = int(cell[len(letters) :]) - 1, column_number(letters)
    anchor = f"{column + 1}, 15, {row}, 2, {column + 4}, 15, {row + 5}, 4"
    return (
        f'<v:shape{_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
        f"<x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
