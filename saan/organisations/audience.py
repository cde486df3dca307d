"""Whom a letter speaks to: lines of command × levels × places, offices by name, minus exceptions.

The expression is kept with the letter as JSON: {"terms": [{"lines", "levels", "areas"}], "offices": [codes],
"except": [codes]}. Directives keep one term in short, {"line", "level", "area", "areas", "except"}; both are read.
An expression is resolved once, on the day of issue: what it means later is no longer asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from saan.geography.models import Area
from saan.geography.rules import COUNTRY, is_within, leaf_range, province_code
from saan.organisations.models import Office, OfficeQuerySet
from saan.organisations.rules import Line, OfficeLevel

NAMED = 3
"""Places that a phrase names before it only counts the rest."""
_BELOW = {
    OfficeLevel.DEPARTMENT: OfficeLevel.PROVINCE,
    OfficeLevel.PROVINCE: OfficeLevel.DISTRICT,
    OfficeLevel.DISTRICT: OfficeLevel.LOCAL,
}


@dataclass(frozen=True)
class Term:
    """Offices of any of the lines, at any of the levels, wholly inside any of the places; no place is the country."""

    lines: tuple[str, ...]
    levels: tuple[str, ...]
    areas: tuple[int, ...] = ()


@dataclass(frozen=True)
class Audience:
    """The offices of any term and those named one by one, without those left out (all by their codes)."""

    terms: tuple[Term, ...] = ()
    named: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.named


def audience_from(record: Mapping[str, Any]) -> Audience:
    """The expression as kept in JSON, in its long form or in the short one of a directive."""
    left_out = tuple(record.get("except") or ())
    if "line" in record:
        areas = tuple(record.get("areas") or (record["area"],))
        return Audience((Term((record["line"],), (record["level"],), areas),), (), left_out)
    terms = (
        Term(tuple(each["lines"]), tuple(each["levels"]), tuple(each.get("areas") or ()))
        for each in record.get("terms") or ()
    )
    return Audience(tuple(terms), tuple(record.get("offices") or ()), left_out)


def record_of(audience: Audience) -> dict[str, Any]:
    """The expression as JSON, in its long form."""
    return {
        "terms": [
            {"lines": list(each.lines), "levels": list(each.levels), "areas": list(each.areas)}
            for each in audience.terms
        ],
        "offices": list(audience.named),
        "except": list(audience.left_out),
    }


def offices_of(audience: Audience, *, within: Q | None = None) -> OfficeQuerySet:
    """The standing offices an expression means, in the order of their places.

    `within` narrows the terms to the reach of who speaks; an office named one by one may stand anywhere.
    """
    meant = Q(pk__in=())
    for term in audience.terms:
        meant |= _in_term(term) & (within or Q())
    if audience.named:
        meant |= Q(code__in=audience.named)
    return Office.objects.in_force().filter(meant).exclude(code__in=audience.left_out).order_by("lo", "code")


def _in_term(term: Term) -> Q:
    asked = Q(line__in=term.lines, level__in=term.levels)
    if not term.areas or COUNTRY in term.areas:
        return asked
    inside = Q(pk__in=())
    for lo, hi in map(leaf_range, term.areas):
        inside |= Q(lo__range=(lo, hi), hi__lte=hi)
    return asked & inside


def narrowest(codes: Iterable[int]) -> tuple[int, ...]:
    """Places chosen, without those of which a part is chosen too: the part is what was meant."""
    given = set(codes)
    return tuple(
        sorted(code for code in given if not any(is_within(other, code) for other in given - {code}))
    )


def below(office: Office) -> Audience | None:
    """The offices one level below in the office's own line of command; None where nobody stands there."""
    level = _BELOW.get(OfficeLevel(office.level))
    if level is None:
        return None
    line = Line.LOCAL if level == OfficeLevel.LOCAL else Line(office.line)
    return Audience((Term((line,), (level,), (office.area_id,)),))


def spanning(codes: Iterable[int]) -> int:
    """The code of the smallest place that holds all of these."""
    given = set(codes)
    if len(given) == 1:
        return given.pop()
    provinces = {province_code(code) for code in given}
    return (provinces.pop() or COUNTRY) if len(provinces) == 1 else COUNTRY


def phrase(audience: Audience, *, home: int | None = None) -> str:
    """The expression in Thai: "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน ในอำเภอบางคล้า ยกเว้น 1 แห่ง".

    `home` is the place of who speaks: it goes without saying.
    """
    parts = [_term_phrase(term, home) for term in audience.terms]
    if audience.named:
        parts.append(f"หน่วยงานตามรายชื่อ {len(audience.named):,} แห่ง")
    words = " และ".join(parts)
    return f"{words} ยกเว้น {len(audience.left_out):,} แห่ง" if audience.left_out else words


def _term_phrase(term: Term, home: int | None) -> str:
    levels = _listed([OfficeLevel(level).label for level in term.levels])
    lines = _listed([Line(line).label for line in term.lines])
    said = f"หน่วยงานระดับ{levels} " + ("ทุกสายงาน" if set(term.lines) >= set(Line) else f"สาย{lines}")
    places = place_phrase(code for code in term.areas if code != home)
    return f"{said} ใน{places}" if places else said


def place_phrase(codes: Iterable[int]) -> str:
    """Places by their names, the first few of many; empty for the whole country."""
    wanted = set(codes) - {COUNTRY}
    names = [
        area.full_name for area in Area.objects.with_path().filter(pk__in=wanted).order_by("pk")[: NAMED + 1]
    ]
    if len(wanted) > NAMED:
        return f"{' '.join(names[:NAMED])} และอีก {len(wanted) - NAMED:,} แห่ง"
    return _listed(names)


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{' '.join(words[:-1])} และ{words[-1]}"
