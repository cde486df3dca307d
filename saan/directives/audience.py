"""Who a directive speaks to: an expression over lines of command, levels and places, resolved once at issue."""

from functools import cache
from pathlib import Path

import yaml

from saan.accounts.policy import Actor, offices_in_reach
from saan.geography.models import Area
from saan.kernel.digits import to_arabic
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
    area = Area.objects.get(pk=audience["area"])
    found = Office.objects.in_force().in_area(area).filter(line=audience["line"], level=audience["level"])
    return (
        found.filter(offices_in_reach(by)).exclude(code__in=audience.get("except", [])).order_by("lo", "code")
    )


def phrase(audience: dict) -> str:
    """The audience in Thai: "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน"."""
    words = f"หน่วยงานระดับ{OfficeLevel(audience['level']).label} สาย{Line(audience['line']).label}"
    left_out = len(audience.get("except", []))
    return f"{words} ยกเว้น {left_out} แห่ง" if left_out else words
