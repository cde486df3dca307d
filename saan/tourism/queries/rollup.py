"""Sums of a place from its districts: every parent is the sum of its children because both come from one reading."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Count, Sum

from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.organisations.models import AuthorityCoverage
from saan.organisations.rules import Line
from saan.tourism.models import CoordinationRecord, EventRecord, LocalIdentity, SupportProject
from saan.tourism.rules import Budget, ProjectStatus

NOTHING = Budget()


@dataclass(frozen=True)
class Figures:
    """What a place has done in one fiscal year. Identities and events stand from year to year and are counted whole.

    `authorities` counts pairs of district and authority: one that serves two districts is to be asked by both.
    """

    districts: int = 0
    authorities: int = 0
    coordinated: int = 0
    excused: int = 0
    projects: int = 0
    budget: Budget = NOTHING
    identities: int = 0
    domains: int = 0
    events: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))

    @property
    def silent(self) -> int:
        """Authorities neither asked nor excused."""
        return self.authorities - self.coordinated - self.excused

    @property
    def domains_missing(self) -> int:
        """Empty domains over all districts, four to each."""
        return 4 * self.districts - self.domains


@dataclass(frozen=True)
class PlaceLine:
    """One place of the table with its figures."""

    area: Area
    figures: Figures


@dataclass(frozen=True)
class Rollup:
    """A place, its figures and those of the places one level below."""

    area: Area
    figures: Figures
    children: list[PlaceLine]


def rollup(area: Area, *, fiscal_year_be: int) -> Rollup:
    """Figures of a place and of its provinces or districts. Callers pass a place within the actor's reach."""
    by_district = _by_district(area, fiscal_year_be)
    if area.level in (AreaLevel.DISTRICT, AreaLevel.TAMBON):
        return Rollup(area, total(by_district.values()), [])
    below = list(Area.objects.filter(parent=area).in_force().order_by("code"))
    children = [
        PlaceLine(place, total(by_district[code] for code in by_district if _inside(code, place)))
        for place in below
    ]
    return Rollup(area, total(by_district.values()), children)


def total(figures: Iterable[Figures]) -> Figures:
    """The sum; of nothing, noughts."""
    return sum(figures, Figures())


def _inside(district: int, place: Area) -> bool:
    return place.lo <= district * 100 + 1 <= place.hi


def _by_district(area: Area, year: int) -> dict[int, Figures]:
    """Figures of every standing district of the place, keyed by its code; facts of ended districts stay out."""
    inside = Area.objects.filter(level=AreaLevel.DISTRICT, lo__gte=area.lo, hi__lte=area.hi).in_force()
    codes = list(inside.values_list("code", flat=True))
    low, high = area.lo // 100, area.hi // 100
    pairs, asked = _pairs(area), _asked(low, high, year)
    money, identities, events = _projects(low, high, year), _identities(low, high), _events(area)
    return {
        code: Figures(
            districts=1,
            authorities=len(pairs[code]),
            coordinated=sum(asked.get((code, office)) is True for office in pairs[code]),
            excused=sum(asked.get((code, office)) is False for office in pairs[code]),
            projects=money[code][0],
            budget=money[code][1],
            identities=sum(identities[code].values()),
            domains=len(identities[code]),
            events=events[code],
        )
        for code in codes
    }


def _pairs(area: Area) -> dict[int, set[int]]:
    """The authorities serving each district today."""
    served = AuthorityCoverage.objects.filter(
        valid_to__isnull=True,
        office__valid_to__isnull=True,
        office__line=Line.LOCAL,
        area__lo__range=(area.lo, area.hi),
    ).values_list("area_id", "office_id")
    found: dict[int, set[int]] = defaultdict(set)
    for tambon, office in served:
        found[tambon // 100].add(office)
    return found


def _asked(low: int, high: int, year: int) -> dict[tuple[int, int], bool]:
    """Whether a pair has a day (True) or only reasons (False)."""
    rows = CoordinationRecord.objects.filter(district__gte=low, district__lte=high, fiscal_year_be=year)
    found: dict[tuple[int, int], bool] = {}
    for district, authority, day in rows.values_list("district_id", "authority_id", "coordinated_on"):
        found[district, authority] = found.get((district, authority), False) or day is not None
    return found


def _projects(low: int, high: int, year: int) -> dict[int, tuple[int, Budget]]:
    """Projects that were not cancelled, and their money."""
    rows = (
        SupportProject.objects.filter(district__gte=low, district__lte=high, fiscal_year_be=year)
        .exclude(status=ProjectStatus.CANCELLED)
        .order_by()
        .values_list("district_id")
        .annotate(Count("pk"), Sum("allocated"), Sum("disbursed"), Sum("returned"))
    )
    found: dict[int, tuple[int, Budget]] = defaultdict(lambda: (0, NOTHING))
    for district, count, *money in rows:
        found[district] = (count, Budget(*(int(amount) for amount in money)))
    return found


def _identities(low: int, high: int) -> dict[int, dict[str, int]]:
    rows = LocalIdentity.objects.filter(district__gte=low, district__lte=high).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for district, domain, count in rows.values_list("district_id", "domain").annotate(Count("pk")):
        found[district][domain] = count
    return found


def _events(area: Area) -> dict[int, int]:
    """Events held in one district; those of a whole province belong to no district and are not in the sum."""
    rows = EventRecord.objects.filter(
        area__level=AreaLevel.DISTRICT, area__lo__gte=area.lo, area__hi__lte=area.hi
    )
    found: dict[int, int] = defaultdict(int)
    for district, count in rows.order_by().values_list("area_id").annotate(Count("pk")):
        found[district] = count
    return found
