"""Answers about offices: who lies beneath whom, who serves a place, who commands."""

import datetime

from django.db.models import Q

from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.organisations.models import Office, OfficeQuerySet
from saan.organisations.rules import COMMANDS, Line, OfficeLevel, levels_beneath


def office(code: str) -> Office | None:
    """The office with this code, standing or ended, or None."""
    return Office.objects.select_related("area", "parent").filter(code=code).first()


def offices_under(
    office: Office,
    *,
    line: Line | None = None,
    level: OfficeLevel | None = None,
    on: datetime.date | None = None,
) -> OfficeQuerySet:
    """Everyone the office may give work to: inside its area, lower than itself, in the lines it commands.

    A governor reaches every line of the districts below; a department its own line alone. Offices of the same
    level stand beside, not under, and the office itself is not among them. Units inside an office are its own
    affair: they are told only where their level is asked for.
    """
    lines = COMMANDS[Line(office.line)] & ({line} if line is not None else set(Line))
    levels = levels_beneath(OfficeLevel(office.level))
    found = Office.objects.in_force(on).filter(
        lo__range=(office.lo, office.hi), hi__lte=office.hi, line__in=lines, level__in=levels
    )
    return found.exclude(level=OfficeLevel.UNIT) if level is None else found.filter(level=level)


def offices_in(
    area: Area,
    line: Line | None = None,
    level: OfficeLevel | None = None,
    on: datetime.date | None = None,
) -> OfficeQuerySet:
    """Offices whose whole area lies in the place; units inside an office only where their level is asked for."""
    found = Office.objects.in_force(on).in_area(area)
    if line is not None:
        found = found.filter(line=line)
    return found.exclude(level=OfficeLevel.UNIT) if level is None else found.filter(level=level)


def units_in(office: Office) -> OfficeQuerySet:
    """The standing units inside an office (กลุ่มงาน, ฝ่าย), by their names."""
    return Office.objects.in_force().filter(parent=office, level=OfficeLevel.UNIT).order_by("name")


def superior(office: Office) -> Office | None:
    """Who commands the office in its own line; None for the ministry."""
    return office.parent


def office_for(line: Line, area: Area, on: datetime.date | None = None) -> Office | None:
    """The office of a line that answers for a place: its own, or the nearest above it (a tambon's is its district's).

    None where the line has no such office, as in Bangkok. For local authorities use `authorities_of`: there may be
    several.
    """
    whole = Office.objects.in_force(on).exclude(level=OfficeLevel.UNIT)
    if line in (Line.MINISTRY, Line.LOCAL) or area.level == AreaLevel.COUNTRY:
        lines = [Line.MINISTRY] if line is Line.GOVERNOR else [line]
        return whole.filter(line__in=lines, area=area).order_by("pk").first()
    found = whole.filter(
        line=line, lo__lte=area.lo, hi__gte=area.hi, area__level__in=(AreaLevel.PROVINCE, AreaLevel.DISTRICT)
    )
    return found.order_by("-lo", "hi").first()


def authorities_of(area: Area, on: datetime.date | None = None) -> OfficeQuerySet:
    """Local authorities that serve any tambon of the place, provisional ones included."""
    begun = Q(coverage__valid_from__isnull=True)
    standing = Q(coverage__valid_to__isnull=True)
    if on is not None:
        begun |= Q(coverage__valid_from__lte=on)
        standing |= Q(coverage__valid_to__gt=on)
    else:
        begun = Q()
    covering = Q(coverage__area__lo__range=(area.lo, area.hi)) & begun & standing
    return Office.objects.in_force(on).filter(covering, line=Line.LOCAL).distinct()
