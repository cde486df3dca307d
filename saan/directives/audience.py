"""Who a directive speaks to: an expression in the short form of organisations.audience, resolved once at issue.

`area` is the place the whole directive is about; `areas`, where an officer has narrowed it, the places inside it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from saan.accounts.policy import Actor, offices_in_reach
from saan.kernel.digits import to_arabic
from saan.organisations import audience as expressions
from saan.organisations.models import Office, OfficeQuerySet
from saan.organisations.rules import Line, OfficeLevel

_WORDS = Path(__file__).parent / "data" / "actors.yaml"


@cache
def _phrases() -> list[tuple[str, str, str]]:
    rows = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    phrases = [(word, row["line"], row["level"]) for row in rows for word in row["words"]]
    return sorted(phrases, key=lambda phrase: -len(phrase[0]))


def guess(actor_words: str, issuing: Office, *, number: str = "") -> dict:
    """The audience meant by the actor words of an instruction, within the issuing office's area.

    `number` is the letter's: a ministry's circular goes down the line of the department whose code it carries
    (มท 0810 is DLA's), the governors' where it carries none.
    """
    line, level = _spoken_of(actor_words, issuing)
    if line == "own":
        line = _line_of_number(number) if issuing.line == Line.MINISTRY else issuing.line
    return {"line": line, "level": level, "area": issuing.area_id, "except": []}


def _spoken_of(words: str, issuing: Office) -> tuple[str, str]:
    for phrase, line, level in _phrases():
        if phrase in words:
            return line, level
    levels = [level for level in OfficeLevel if level != OfficeLevel.UNIT]
    below = levels[min(levels.index(OfficeLevel(issuing.level)) + 1, len(levels) - 1)]
    return "own", OfficeLevel.PROVINCE if below == OfficeLevel.DEPARTMENT else below


def _line_of_number(number: str) -> str:
    plain = "".join(to_arabic(number).split())
    departments = Office.objects.filter(level=OfficeLevel.DEPARTMENT).exclude(letter_prefix="")
    lines = {"".join(each.letter_prefix.split()): each.line for each in departments}
    return next((line for prefix, line in lines.items() if plain.startswith(prefix)), Line.GOVERNOR)


def offices(audience: dict, by: Actor) -> OfficeQuerySet:
    """The offices an audience expression means, never beyond the reach of who issues it. Ordered by place."""
    return expressions.offices_of(expressions.audience_from(audience), within=offices_in_reach(by))


def narrowed(audience: dict, areas: Iterable[int], *, home: int) -> dict:
    """The audience within some places only; without any, in the whole place of who issues."""
    places = list(expressions.narrowest(areas))
    whole = {name: value for name, value in audience.items() if name != "areas"}
    if not places:
        return {**whole, "area": home}
    return {**whole, "area": expressions.spanning(places), "areas": places}


def phrase(audience: dict) -> str:
    """The audience in Thai: "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน"; places only where it was narrowed to some."""
    home = None if audience.get("areas") else audience["area"]
    return expressions.phrase(expressions.audience_from(audience), home=home)
