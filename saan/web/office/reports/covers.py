"""A cover letter as its words stand on paper, for the preview beside the figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from saan.documents.typesetting.letter import LetterSheet
from saan.documents.typesetting.letter_model import as_printed
from saan.kernel.dates import format_long
from saan.letters.models import Letter


@dataclass(frozen=True)
class Point:
    """A numbered point of a paragraph."""

    label: str
    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph and its points."""

    text: str
    points: list[Point]


@dataclass(frozen=True)
class Cover:
    """Every line of the letter in Thai digits; `date` is empty until it is sent."""

    number: str
    date: str
    agency: list[str]
    subject: str
    addressee: str
    references: list[str]
    enclosures: list[str]
    body: list[Words]
    conclusion: str
    closing: str
    name: str
    posts: list[str]
    owner: list[str]


def cover_of_draft(sheet: LetterSheet) -> Cover:
    return _cover(asdict(sheet))


def cover_of_letter(letter: Letter) -> Cover:
    """From what was frozen in the letter when it was numbered."""
    return _cover(letter.content)


def _cover(sheet: Mapping[str, Any]) -> Cover:
    signature = sheet["signature"] or {"name": "", "posts": ()}
    enclosures = [f"{each['title']} {each['quantity']}" for each in sheet["enclosures"]]
    return Cover(
        number=as_printed(f"ที่ {sheet['number']}"),
        date=_day(sheet["date"]),
        agency=_all(sheet["agency"]),
        subject=as_printed(sheet["subject"]),
        addressee=as_printed(sheet["addressee"]),
        references=_numbered(sheet["references"]),
        enclosures=_numbered(enclosures),
        body=[_words(each) for each in sheet["paragraphs"]],
        conclusion=as_printed(sheet["conclusion"]),
        closing=as_printed(sheet["closing"]),
        name=as_printed(signature["name"]),
        posts=_all(signature["posts"]),
        owner=_all(sheet["owner"]),
    )


def _day(value: dt.date | str | None) -> str:
    if not value:
        return ""
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    return format_long(day, thai_digits=True)


def _all(lines: Sequence[str]) -> list[str]:
    return [as_printed(line) for line in lines]


def _numbered(lines: Sequence[str]) -> list[str]:
    """Several under one head are numbered, one is not."""
    return _all([f"{place}. {line}" for place, line in enumerate(lines, 1)] if len(lines) > 1 else lines)


def _words(paragraph: Mapping[str, Any]) -> Words:
    points = [
        Point(as_printed(f"{number}."), as_printed(item["text"]))
        for number, item in enumerate(paragraph["items"], 1)
    ]
    return Words(as_printed(paragraph["text"]), points)
