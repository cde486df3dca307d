"""Answers about places: by code, by name as people write it, what lies beneath and what above."""

import datetime
import re

from django.db.models import Case, F, IntegerField, Q, Value, When

from saan.geography import rules
from saan.geography.models import Area, AreaQuerySet
from saan.geography.reference import province_by_name
from saan.geography.rules import AreaLevel
from saan.geography.tiles import TileMap, layout
from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical

# Longest first, so that "ตำบล" is not read as "ต.".
_WORDS: tuple[tuple[str, AreaLevel], ...] = (
    ("จังหวัด", AreaLevel.PROVINCE),
    ("จ.", AreaLevel.PROVINCE),
    ("อำเภอ", AreaLevel.DISTRICT),
    ("เขต", AreaLevel.DISTRICT),
    ("อ.", AreaLevel.DISTRICT),
    ("ตำบล", AreaLevel.TAMBON),
    ("แขวง", AreaLevel.TAMBON),
    ("ต.", AreaLevel.TAMBON),
)
_SPACED_WORD = re.compile(r"(?<!\S)(จังหวัด|อำเภอ|ตำบล|แขวง|เขต|[จอต]\.)\s+")


def area(code: int) -> Area | None:
    """The place with this code, standing or abolished, or None."""
    return Area.objects.with_path().filter(code=code).first()


def country() -> Area:
    """The root of the tree."""
    return Area.objects.get(code=rules.COUNTRY)


def provinces(on: datetime.date | None = None) -> AreaQuerySet:
    """All provinces in dictionary order."""
    return Area.objects.at_level(AreaLevel.PROVINCE).in_force(on).order_by("sort_key", "code")


def children(area: Area, on: datetime.date | None = None) -> AreaQuerySet:
    """Places one level down, in code order, standing on a day (today where none is given)."""
    return Area.objects.filter(parent=area).in_force(on)


def tambons(area: Area, on: datetime.date | None = None) -> AreaQuerySet:
    """All tambons inside, however deep."""
    return Area.objects.within(area).at_level(AreaLevel.TAMBON).in_force(on)


def path(area: Area) -> list[Area]:
    """The places above, from the country down to the place itself; one statement."""
    codes = []
    code: int | None = area.code
    while code is not None:
        codes.append(code)
        code = rules.parent_code(code)
    return sorted(
        Area.objects.filter(code__in=codes), key=lambda found: (found.hi - found.lo, found.lo), reverse=True
    )


def search(text: str, *, level: AreaLevel | None = None, on: datetime.date | None = None) -> AreaQuerySet:
    """Places by code or name, best first: "2402", "หัวไทร", "ต.หัวไทร อ.บางคล้า", "กทม.".

    The first word names the place, the others what it lies in. A word such as "ตำบล" fixes the level. Thai
    digits are read. Exact names come before beginnings, beginnings before the rest; slice it for a list.
    """
    found = Area.objects.in_force(on).with_path()
    if level is not None:
        found = found.at_level(level)
    words = _words(text)
    if not words:
        return found.none()
    if words[0][0].isdigit():
        return found.filter(_code_begins(words[0][0]))
    (name, named_level), *above = words
    found = found.filter(Q(name_th__icontains=name) | Q(name_en__icontains=name))
    if named_level is not None:
        found = found.at_level(named_level)
    for outer, outer_level in above:
        found = found.filter(_lies_in(outer, outer_level))
    return found.annotate(closeness=_closeness(name), span=F("hi") - F("lo")).order_by(
        "closeness", "-span", "sort_key", "code"
    )


def _words(text: str) -> list[tuple[str, AreaLevel | None]]:
    """Each name with the level its word gives it; "ต. หัวไทร" and "ต.หัวไทร" are the same. English is one name."""
    if text.isascii() and not text.strip().isdigit():
        return [(" ".join(text.split()), None)] if text.strip() else []
    joined = _SPACED_WORD.sub(r"\1", canonical(to_arabic(text)))
    return [_name_and_level(word) for word in joined.split()]


def _name_and_level(word: str) -> tuple[str, AreaLevel | None]:
    province = province_by_name(word)
    if province is not None and province.name_th not in word:
        return province.name_th, AreaLevel.PROVINCE
    for prefix, level in _WORDS:
        rest = word.removeprefix(prefix)
        if rest != word and rest and "." not in rest:
            return rest, level
    return word, None


def _code_begins(digits: str) -> Q:
    """Places whose code begins with these digits, whatever their level."""
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        return Q(pk__in=[])
    width = 10 ** (6 - len(digits))
    lo = int(digits) * width
    return Q(lo__range=(lo, lo + width - 1), code__gte=int(digits)) & ~Q(level=AreaLevel.COUNTRY)


def _lies_in(name: str, level: AreaLevel | None) -> Q:
    inside = Q(parent__name_th__icontains=name) | Q(parent__parent__name_th__icontains=name)
    if level is None:
        return inside
    return Q(parent__name_th__icontains=name, parent__level=level) | Q(
        parent__parent__name_th__icontains=name, parent__parent__level=level
    )


def _closeness(name: str) -> Case:
    return Case(
        When(Q(name_th=name) | Q(name_en__iexact=name), Value(0)),
        When(Q(name_th__startswith=name) | Q(name_en__istartswith=name), Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def district_tiles(province: Area, on: datetime.date | None = None) -> TileMap:
    """The schematic map of a province's standing districts, for the map of fulfilment."""
    return layout(province.code, children(province, on).values_list("code", flat=True))
