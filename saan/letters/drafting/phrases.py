"""The set phrases of official letters, from data that can be corrected without touching code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saan.letters.rules import LetterKind


@dataclass(frozen=True)
class Pair:
    """Opening and closing that belong together, and to whom (Regulation on correspondence, annex 2)."""

    code: str
    label: str
    salutation: str
    closing: str
    posts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conclusion:
    """The last paragraph, and what it asks of the reader: inform, decide, act, comply or approve."""

    words: str
    asks: str


@cache
def _sheet() -> dict[str, Any]:
    with (Path(__file__).parent / "data" / "phrases.yaml").open(encoding="utf-8") as handle:
        return yaml.safe_load(handle)


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(Pair(**{**each, "posts": tuple(each.get("posts", ()))}) for each in _sheet()["addressees"])


def pair_for(addressee: str) -> Pair:
    """The pair due to an addressee by the post named first, the fullest name counting; else an ordinary person's."""
    named = "".join(addressee.split())
    fitting = [(len(post), pair) for pair in pairs() for post in pair.posts if named.startswith(post)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else pairs()[0]


def closing_of(salutation: str) -> tuple[str, ...]:
    """Closings that may follow an opening; empty for an opening nobody knows."""
    return tuple(pair.closing for pair in pairs() if pair.salutation == salutation)


def stamped_salutation() -> str:
    return _sheet()["stamped"]


def openers(kind: LetterKind) -> tuple[str, ...]:
    """Words a cause may begin with."""
    cause = _sheet()["body"]["cause"]
    if kind in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT):
        return tuple(cause["order"])
    return (*cause["new"], *cause["follow"])


def followers() -> tuple[str, ...]:
    """Openers that take up an earlier matter and so need a reference and a closing นั้น."""
    return tuple(_sheet()["body"]["cause"]["follow"])


def purposes() -> tuple[str, ...]:
    return tuple(_sheet()["body"]["purpose"])


def conclusions(kind: LetterKind) -> tuple[Conclusion, ...]:
    """Closing paragraphs of a kind of paper."""
    body = _sheet()["body"]
    of_kind = {LetterKind.STAMPED: "stamped", LetterKind.ORDER: "order", LetterKind.ANNOUNCEMENT: "order"}
    return tuple(Conclusion(**each) for each in body[of_kind.get(kind, "conclusion")])


def units() -> tuple[str, ...]:
    """Units in which enclosures are counted."""
    return tuple(_sheet()["units"])
