"""One spelling for the rules to read, with a way back to the very characters of the file.

OCR and editors write one Thai word in several codings, put marks of their own into the text and break
lines inside words. Rules read a :class:`View`, in which all that is evened out; every character of a view
remembers the span of the file it came from, so evidence is always quoted from the file itself.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_ARABIC = {ord(c): str(i) for i, c in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("\xa0\t\u2007\u202f\u3000", " "),
        "\f": "\n",
        "\u2028": "\n",
        "\x0b": "\n",
    }
    | {chr(k): v for k, v in _ARABIC.items()}
)
_TONE = "\u0e48-\u0e4b"
_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47"
_WIDEST = 60
"""Longest run of blanks kept; a longer one tells no more and would keep the rules busy."""
# What has another length or order in the view than in the file; everything else is one for one.
_ODD = re.compile(
    "|".join(
        (
            r"(?P<tag></?[a-zA-Z][^<>\n]{0,80}>)",
            r"(?P<heading>(?m:^)#{1,6}[ \t]+)",
            r"(?P<bold>\*\*)",
            r"(?P<newline>\r\n?)",
            "(?P<hidden>[\u200b-\u200f\u2060\ufeff\u00ad]+)",
            f"(?P<wide>[ \\t\xa0]{{{_WIDEST + 1},}})",
            f"(?P<gap>(?<=[ก-ฮ]) (?=[{_TONE}{_VOWEL}\u0e33]))",
            f"(?P<am>\u0e4d[{_TONE}]?\u0e32|[{_TONE}]\u0e4d\u0e32)",
            f"(?P<order>[{_TONE}][{_VOWEL}])",
            f"(?P<twice>(?P<mark>[{_TONE}{_VOWEL}\u0e4c])(?P=mark)+)",
            "(?P<ae>เเ)",
        )
    )
)


def _replacement(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match.group()
    if kind == "newline":
        return "\n"
    if kind == "wide":
        return " " * _WIDEST
    if kind == "ae":
        return "แ"
    if kind == "am":
        tone = "".join(c for c in found if c not in "\u0e4d\u0e32")
        return tone + "\u0e33"
    if kind == "order":
        return found[::-1]
    if match["mark"]:
        return found[0]
    return ""


@dataclass(frozen=True)
class View:
    """Text as the rules read it; ``starts[i]`` and ``ends[i]`` bound in ``raw`` what character i stands for."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the file of ``text[start:end]``, blanks at both ends left out; (n, n) if nothing is left."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def evidence(self, start: int, end: int) -> str:
        """The very characters of the file, line breaks included."""
        a, b = self.span(start, end)
        return self.raw[a:b]

    def quote(self, start: int, end: int) -> str:
        """The words as printed on one line: breaks joined, blanks folded, marks of other programs dropped."""
        a, b = self.span(start, end)
        return tidy(self.raw[a:b])

    def cut(self, start: int, end: int) -> "View":
        return View(self.raw, self.text[start:end], self.starts[start:end], self.ends[start:end])

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of each line without its break."""
        spans, at = [], 0
        for line in self.text.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        return tuple(spans)


def view(raw: str) -> View:
    """The whole file as rules read it: Arabic digits, one coding of each vowel, no tags, plain blanks."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _ODD.finditer(raw):
        _plain(raw, at, match.start(), pieces, starts, ends)
        new = _replacement(match)
        pieces.append(new)
        starts.extend([match.start()] * len(new))
        ends.extend([match.end()] * len(new))
        at = match.end()
    _plain(raw, at, len(raw), pieces, starts, ends)
    return View(raw, "".join(pieces), tuple(starts), tuple(ends))


def _plain(raw: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    pieces.append(raw[start:end].translate(_ALIKE))
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def join_lines(page: View, spans: list[tuple[int, int]]) -> View:
    """The lines run together as one paragraph; a break between two Thai letters was inside a word or beside one.

    ``spans`` are (start, end) in ``page``; what lies between them (page marks, stamps) is left out.
    """
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in spans:
        while start < end and page.text[start] == " ":
            start += 1
        while end > start and page.text[end - 1] == " ":
            end -= 1
        if start == end:
            continue
        if text and not (_thai(text[-1][-1]) and _thai(page.text[start])):
            text.append(" ")
            starts.append(ends[-1])
            ends.append(page.starts[start])
        text.append(page.text[start:end])
        starts.extend(page.starts[start:end])
        ends.extend(page.ends[start:end])
    return View(page.raw, "".join(text), tuple(starts), tuple(ends))


def _thai(char: str) -> bool:
    return "\u0e01" <= char <= "\u0e4e" and char not in "ฯๆ"


def tidy(printed: str) -> str:
    """Printed words on one line; digits and spelling stay as they are."""
    text = re.sub(r"</?[a-zA-Z][^<>\n]{0,80}>|\*\*|[\u200b-\u200f\u2060\ufeff]", "", printed)
    text = re.sub(r"(?<=[\u0e01-\u0e4e])[ \t]*\r?\n[ \t]*(?=[\u0e01-\u0e4e])", "", text)
    return re.sub(r"\s+", " ", text).strip()
