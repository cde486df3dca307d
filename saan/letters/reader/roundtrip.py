"""A letter that Saan printed is read back and compared figure by figure; a changed digit is named with its place.

What was printed is the content of a letter sheet as plain data (``dataclasses.asdict`` of it); what came back is the
text of its PDF, Word file or scan. Blanks, line ends, page marks and the kind of digits do not count, nor do letters
that scanners mix up: only figures are compared, each found again by the words round it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saan.kernel.dates import format_long
from saan.kernel.digits import to_arabic, to_thai
from saan.kernel.spelling import canonical
from saan.letters.reader.anatomy import is_furniture
from saan.letters.reader.mending import shape_of
from saan.letters.reader.normalise import view

_PARTS = {
    "number": "ที่",
    "agency": "ส่วนราชการ",
    "date": "วันที่",
    "subject": "เรื่อง",
    "addressee": "ผู้รับ",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "paragraphs": "ข้อความ วรรคที่ {n}",
    "items": "ข้อ {n}",
    "conclusion": "สรุป",
    "signature": "ผู้ลงนาม",
    "owner": "หน่วยงานเจ้าของเรื่อง",
    "copies_to": "สำเนาส่ง",
    "slogan": "คำขวัญท้ายหนังสือ",
}
_NOT_PRINTED = {"kind", "garuda", "seal", "draft", "verify_url", "label", "writing"}
_GIVEN_ON = {"order", "announcement"}
_FIGURE = re.compile(r"\d+")
_ONE = r"(?<!\d)(\d+)(?!\d)"
_CONTEXT = 16
_GAP = "·"
"""Stands for the blank between two figures, which must not run together."""


@dataclass(frozen=True)
class Difference:
    """One figure that is not what was printed.

    ``path`` names the part of the letter (``paragraphs.0.items.1.text``); ``found`` is None where the figure was not
    found at all. ``digit`` counts the first differing digit from 1. ``span`` is its place in the text read back.
    ``message`` is Thai.
    """

    path: str
    printed: str
    found: str | None
    digit: int
    span: tuple[int, int] | None
    message: str


@dataclass(frozen=True)
class _Compact:
    """A text without blanks and page marks, its letters by shape; ``places`` lead back into the text."""

    text: str
    places: tuple[int, ...]


def differences(content: Mapping[str, object], text: str) -> list[Difference]:
    """Figures of ``content`` that ``text`` does not show as printed, in the order of the letter."""
    page = _compact_page(text)
    found: list[Difference] = []
    used: set[int] = set()
    fields = [(path, words, _compact(words)) for path, words in _fields(_dated(content), "")]
    for path, words, compact in fields:
        whole = _whole(compact, page, used)
        if whole is None:
            found += _figure_by_figure(path, words, compact, page)
        else:
            found += _compare(path, words, compact, page, whole)
    return found


def _dated(content: Mapping[str, object]) -> Mapping[str, object]:
    """The content with its day as the paper prints it: in words, the year of orders and announcements after พ.ศ."""
    day = content.get("date")
    if isinstance(day, str) and day:
        day = dt.date.fromisoformat(day)
    if not isinstance(day, dt.date):
        return content
    words = format_long(day)
    if content.get("kind") in _GIVEN_ON:
        rest, _, year = words.rpartition(" ")
        words = f"{rest} พ.ศ. {year}"
    return {**content, "date": words}


def _fields(value: object, path: str) -> Iterator[tuple[str, str]]:
    """(path, words) of everything that is printed, in order."""
    if isinstance(value, str):
        if _FIGURE.search(to_arabic(value)):
            yield path, value
    elif isinstance(value, dt.date):
        yield path, format_long(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NOT_PRINTED:
                yield from _fields(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _fields(inner, f"{path}.{index}")


def _compact(words: str) -> str:
    kept = re.sub(r"(?<=\d)\s+(?=\d)", _GAP, to_arabic(canonical(words)))
    return shape_of(re.sub(r"\s", "", kept))


def _compact_page(text: str) -> _Compact:
    page = view(text)
    pieces: list[str] = []
    places: list[int] = []
    gap = False
    for start, end in page.lines:
        if is_furniture(page.text[start:end]):
            continue
        for at in range(start, end):
            shaped = shape_of(page.text[at]).strip()
            if not shaped:
                gap = bool(pieces) and page.text[at] == " "
                continue
            if gap and shaped.isdecimal() and pieces[-1].isdecimal():
                pieces.append(_GAP)
                places.append(page.starts[at])
            gap = False
            pieces.append(shaped)
            places.append(page.starts[at])
        gap = True
    return _Compact("".join(pieces), tuple(places))


def _whole(compact: str, page: _Compact, used: set[int]) -> re.Match[str] | None:
    """The field with any figures in it; of several places the unused one with the fewest other figures."""
    pattern = re.compile(_ONE.join(re.escape(part) for part in _FIGURE.split(compact)))
    printed = _FIGURE.findall(compact)
    places = [m for m in pattern.finditer(page.text) if m.start() not in used]
    if not places:
        return None
    best = min(places, key=lambda m: sum(a != b for a, b in zip(m.groups(), printed, strict=True)))
    used.add(best.start())
    return best


def _compare(
    path: str, words: str, compact: str, page: _Compact, match: re.Match[str]
) -> Iterator[Difference]:
    for index, figure in enumerate(_FIGURE.finditer(compact), 1):
        if match[index] != figure.group():
            span = (page.places[match.start(index)], page.places[match.end(index) - 1] + 1)
            yield _difference(path, words, index - 1, figure.group(), match[index], span)


def _figure_by_figure(path: str, words: str, compact: str, page: _Compact) -> Iterator[Difference]:
    """The field is broken up on the page: each figure is looked for by the words on both sides, then on one."""
    for index, figure in enumerate(_FIGURE.finditer(compact)):
        before = compact[max(0, figure.start() - _CONTEXT) : figure.start()]
        after = compact[figure.end() : figure.end() + _CONTEXT]
        match = _near(before, after, figure.group(), page)
        if match is None:
            yield _difference(path, words, index, figure.group(), None, None)
        elif match[1] != figure.group():
            span = (page.places[match.start(1)], page.places[match.end(1) - 1] + 1)
            yield _difference(path, words, index, figure.group(), match[1], span)


def _near(before: str, after: str, figure: str, page: _Compact) -> re.Match[str] | None:
    left, right = _loose(before), _loose(after)
    for pattern in (left + _ONE + right, left + _ONE, _ONE + right):
        if len(pattern) < len(_ONE) + 5:
            continue
        places = list(re.finditer(pattern, page.text))
        if places:
            return next((m for m in places if m[1] == figure), places[0])
    return None


def _loose(words: str) -> str:
    return r"\d+".join(re.escape(part) for part in _FIGURE.split(words))


def _difference(
    path: str, words: str, index: int, printed: str, found: str | None, span: tuple[int, int] | None
) -> Difference:
    at = list(_FIGURE.finditer(to_arabic(words)))[index]
    near = re.sub(r"\s+", " ", words[max(0, at.start() - 24) : at.end() + 12]).strip()
    where = _where(path)
    if found is None:
        message = f"{where}: ไม่พบตัวเลข {to_thai(printed)} ที่พิมพ์ไว้ใน “{near}” ในเอกสารที่อ่านกลับมา โปรดเทียบกับต้นฉบับ"
        return Difference(path, printed, None, 1, None, message)
    digit = next(
        (i for i, (a, b) in enumerate(zip(printed, found, strict=False), 1) if a != b),
        min(len(printed), len(found)) + 1,
    )
    message = (
        f"{where}: พิมพ์ไว้ {to_thai(printed)} แต่อ่านกลับมาได้ {to_thai(found)} ต่างกันที่หลักที่ {digit} ใน “{near}” "
        "โปรดเทียบกับต้นฉบับ"
    )
    return Difference(path, printed, found, digit, span, message)


def _where(path: str) -> str:
    """The part of the letter in Thai: ข้อความ วรรคที่ 2 ข้อ 1."""
    steps = path.split(".")
    said = []
    for i, step in enumerate(steps):
        if step in _PARTS:
            number = int(steps[i + 1]) + 1 if i + 1 < len(steps) and steps[i + 1].isdecimal() else 0
            said.append(_PARTS[step].format(n=to_thai(str(number))))
    return " ".join(said) or path
