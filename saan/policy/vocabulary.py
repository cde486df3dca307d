"""The words of circulars, read once from data: which entity a letter counts and which words are conditions."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import yaml

from saan.kernel.digits import to_arabic
from saan.policy.conditions import Between, Condition, In, Is
from saan.policy.countables import Countable

_DATA = Path(__file__).parent / "data" / "vocabulary.yaml"
_DASHES = re.compile("[‐-―−]")

type _Build = Callable[[str, re.Match[str]], Condition]


@dataclass(frozen=True)
class EntityWords:
    """The units and words that point to one entity; `unit_conditions` are asked for by the unit alone.

    One `by_unit_only` is never meant where no unit was read.
    """

    entity: str
    units: tuple[str, ...]
    words: tuple[str, ...]
    own_units: tuple[str, ...]
    unit_conditions: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    by_unit_only: bool = False

    def means(self, unit: str, said: str) -> bool:
        """Whether a letter with this unit (may be empty) and these words counts the entity."""
        of_unit = unit in self.units if unit else not self.by_unit_only
        return of_unit and any(word in said for word in self.words)


@dataclass(frozen=True)
class Phrase:
    """One way of putting a condition; a common one holds for all sides of an "or".

    `whether` maps a yes-or-no field to the value that makes it true; what is `judged` is for a person to say.
    """

    fields: tuple[str, ...]
    pattern: re.Pattern[str]
    build: _Build
    common: bool
    whether: Mapping[str, str] = field(default_factory=dict)
    judged: bool = False


@dataclass(frozen=True)
class Heard:
    """A phrase found in a text. `condition` is None when the entity has no such field or no such value.

    A `judged` one then keeps nobody out: the person who chooses answers for it.
    """

    start: int
    end: int
    text: str
    condition: Condition | None
    common: bool
    judged: bool = False


@dataclass(frozen=True)
class Vocabulary:
    entities: tuple[EntityWords, ...]
    phrases: tuple[Phrase, ...]
    registering: tuple[str, ...]
    choosing: tuple[str, ...]
    other_sorts: tuple[str, ...]
    fillers: tuple[str, ...]
    other_levels: Mapping[str, str]

    def hear(self, text: str, countable: Countable) -> list[Heard]:
        """The phrases of a folded text, from left to right, the longest where they overlap."""
        found = [(match, phrase) for phrase in self.phrases for match in phrase.pattern.finditer(text)]
        found.sort(key=lambda pair: pair[0].start() - pair[0].end())
        kept: list[Heard] = []
        for match, phrase in found:
            if all(match.end() <= other.start or match.start() >= other.end for other in kept):
                kept.append(_heard(match, phrase, countable))
        return sorted(kept, key=lambda heard: heard.start)


def folded(text: str) -> str:
    """The text with Arabic digits, plain hyphens and single blanks: what the patterns are written for."""
    return " ".join(_DASHES.sub("-", to_arabic(text)).split())


def _heard(match: re.Match[str], phrase: Phrase, countable: Countable) -> Heard:
    built = (phrase.build(name, match) for name in phrase.fields if name in countable.fields)
    condition = next((each for each in built if _has_values(each, countable)), None)
    condition = condition or _whether(phrase, match, countable)
    judged = phrase.judged and condition is None
    return Heard(match.start(), match.end(), match.group(), condition, phrase.common, judged)


def _whether(phrase: Phrase, match: re.Match[str], countable: Countable) -> Condition | None:
    """The yes-or-no field that says what the phrase asks, where the entity knows no more of it."""
    said = _said(phrase.build("", match))
    fits = (name for name, value in phrase.whether.items() if value == said and name in countable.fields)
    return next((Is(name, True) for name in fits), None)


def _said(condition: Condition) -> str:
    """The value of a single question as the data writes it: D, 1-3."""
    match condition:
        case Is(value=value):
            return str(value)
        case Between(lo=lo, hi=hi):
            return f"{lo}-{hi}"
        case _:
            return ""


def _has_values(condition: Condition, countable: Countable) -> bool:
    match condition:
        case Is(field=name, value=str() as value):
            return value in countable.fields[name].choices
        case In(field=name, values=values):
            return all(value in countable.fields[name].choices for value in values)
        case _:
            return True


@cache
def vocabulary() -> Vocabulary:
    """The words shipped with the system."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return Vocabulary(
        entities=tuple(_entity(entry) for entry in data["entities"]),
        phrases=tuple(phrase for entry in data["conditions"] for phrase in _phrases(entry)),
        registering=tuple(data["registering"]),
        choosing=tuple(data["choosing"]),
        other_sorts=tuple(data["other_sorts"]),
        fillers=tuple(sorted(data["fillers"], key=len, reverse=True)),
        other_levels=data["other_levels"],
    )


def _entity(entry: dict[str, object]) -> EntityWords:
    units, words, own = (tuple(map(str, _list(entry[key]))) for key in ("units", "words", "own_units"))
    asked = entry.get("unit_conditions") or {}
    assert isinstance(asked, dict)
    conditions = {unit: (tuple(want["fields"]), str(want["value"])) for unit, want in asked.items()}
    return EntityWords(str(entry["entity"]), units, words, own, conditions, bool(entry.get("by_unit_only")))


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _phrases(entry: dict[str, object]) -> Iterator[Phrase]:
    fields = tuple(map(str, _list(entry["fields"])))
    whether = entry.get("whether") or {}
    assert isinstance(whether, dict)
    known = {str(name): str(value) for name, value in whether.items()}
    for pattern, build in _ways(entry):
        yield Phrase(
            fields,
            re.compile(pattern),
            build,
            common=bool(entry.get("common")),
            whether=known,
            judged=bool(entry.get("judged")),
        )


def _ways(entry: dict[str, object]) -> Iterator[tuple[str, _Build]]:
    values = entry.get("values", {})
    assert isinstance(values, dict)
    for code, words in values.items():
        yield _either(words), partial(_fixed, str(code))
    if "holds" in entry:
        yield _either(_list(entry["holds"])), partial(_fixed, True)
    for key, build in (("range", _range), ("at_least", _at_least), ("letters", _letters)):
        if key in entry:
            yield str(entry[key]), build


def _either(words: list[object]) -> str:
    return "|".join(re.escape(str(word)) for word in sorted(words, key=lambda word: -len(str(word))))


def _fixed(value: str | bool, name: str, _match: re.Match[str]) -> Condition:
    return Is(name, value)


def _range(name: str, match: re.Match[str]) -> Condition:
    figures = [int(figure) for figure in match.groups() if figure]
    return Is(name, figures[0]) if len(figures) == 1 else Between(name, min(figures), max(figures))


def _at_least(name: str, match: re.Match[str]) -> Condition:
    return Between(name, int(match.group(1)), None)


def _letters(name: str, match: re.Match[str]) -> Condition:
    letters = tuple(dict.fromkeys(re.findall(r"\b[A-D]\b", match.group(1))))
    return Is(name, letters[0]) if len(letters) == 1 else In(name, letters)
