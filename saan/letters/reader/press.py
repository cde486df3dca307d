"""Press text: its headline, its date, and the lines that are the story itself."""

import re
from datetime import date

from saan.kernel.dates import FoundDate, FoundRange, find_dates
from saan.letters.reader.anatomy import Paper, Span, is_furniture
from saan.letters.reader.header import Text, piece
from saan.letters.reader.kinds import DATELINE

_SKIP = re.compile(r" *(?:พิมพ์|แชร์.*|\d{1,2}/\d{1,2}/\d{4}|\.{3,})\s*$")
_WIDEST_BREAK, _NARROWEST = 130, 40
"""Longest and shortest line, in characters, of a story whose lines are broken by hand."""
_BEGINS = re.compile(r" *(?:\d{1,2}[.)]|\(\d{1,2}\)|#)")
_END = re.compile(r" *(?:ที่มา *:|ข่าวล่าสุด|ข่าวที่เกี่ยวข้อง|ดูข่าวทั้งหมด|อ่านราชกิจจา)")


def story(paper: Paper) -> tuple[Text | None, tuple[Text, date] | None, list[Span]]:
    """(headline, date of the page, lines of the story); the lists of other news at the end are left out.

    A page title may be cut off: the line after it is the headline where it begins with the same words.
    """
    lines = [s for s in paper.view.lines if paper.start <= s[0] < paper.end and paper.text(s).strip()]
    end = next((i for i, s in enumerate(lines) if i > 1 and _END.match(paper.text(s))), len(lines))
    lines = [s for s in lines[:end] if not is_furniture(paper.text(s))]
    at = next((i + 1 for i, s in enumerate(lines) if DATELINE.match(paper.text(s))), 0)
    dated = _date(paper, lines[at - 1 : at] or lines)
    titles = [s for s in lines[at:] if not _SKIP.match(paper.text(s))]
    if not titles:
        return None, dated, []
    headline, body = _headline(paper, titles)
    return piece(paper.view, *headline), dated, body


def _headline(paper: Paper, lines: list[Span]) -> tuple[Span, list[Span]]:
    first = lines[0]
    words = paper.text(first).strip()
    rest = lines[1:]
    if (
        rest
        and len(rest[0])
        and paper.text(rest[0]).strip().startswith(words)
        and len(paper.text(rest[0])) < 400
    ):
        first, rest = rest[0], rest[1:]
    stem = re.sub(r"\s", "", words)[:40]
    return first, [s for s in rest if not re.sub(r"\s", "", paper.text(s)).startswith(stem)]


def _date(paper: Paper, lines: list[Span]) -> tuple[Text, date] | None:
    for span in lines:
        for found in find_dates(paper.text(span)):
            day = found.first if isinstance(found, FoundRange) else found
            if isinstance(day, FoundDate) and day.date and day.precision == "day":
                return piece(paper.view, span[0] + day.start, span[0] + day.end), day.date
    return None


def passages(paper: Paper, lines: list[Span]) -> list[list[Span]]:
    """The story in paragraphs: a line each, or, where lines are broken at one width, full lines with what follows."""
    lengths = [end - start for start, end in lines]
    width = sorted(lengths)[len(lengths) * 85 // 100] if lengths else 0
    if width > _WIDEST_BREAK or width < _NARROWEST:
        return [[span] for span in lines]
    groups: list[list[Span]] = []
    for i, span in enumerate(lines):
        runs_on = (
            i
            and 0.8 * width < lengths[i - 1] < 1.3 * width
            and paper.view.text[lines[i - 1][1] : span[0]] == "\n"
        )
        if runs_on and not _BEGINS.match(paper.text(span)):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups
