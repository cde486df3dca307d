"""Writes to the offices: those that follow from the tree of places."""

from dataclasses import dataclass

from django.db import transaction

from saan.geography.models import Area
from saan.organisations.generation import Plan, plans, tiers
from saan.organisations.models import AuthorityCoverage, Office

# What the generator decides. Addresses, telephones, verified prefixes and dates belong to people and are left alone.
_DECIDED = (
    "name", "short_name", "head_title", "line", "level", "area_id", "lo", "hi", "parent_id", "registry_body_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one run of `load_offices` did; `ended` are offices whose place is no more."""

    created: int
    updated: int
    unchanged: int
    ended: int


def load_offices() -> Loaded:
    """Bring generated offices into step with the standing places; a second run writes nothing.

    Offices are never deleted: when their place ends they end with it. A stand-in that a real authority has replaced
    stays ended.
    """
    areas = {area.code: area for area in Area.objects.in_force()}
    wanted = list(plans(areas.values()))
    with transaction.atomic():
        present = {office.code: office for office in Office.objects.all()}
        new = [plan for plan in wanted if plan.code not in present]
        ids = {code: office.pk for code, office in present.items()}
        _create(new, areas, ids)
        updated = _update([plan for plan in wanted if plan.code in present], present, areas, ids)
        _cover(new, ids)
        ended = _end_with_their_place()
    return Loaded(len(new), updated, len(wanted) - len(new) - updated, ended)


def _create(new: list[Plan], areas: dict[int, Area], ids: dict[str, int]) -> None:
    """Insert tier by tier, so that superiors and register owners have their keys first; adds to `ids`."""
    for tier in tiers(new, ids):
        offices = [
            Office(
                **_own_fields(plan, areas[plan.area]),
                **_links(plan, ids),
                letter_prefix=plan.letter_prefix,
                prefix_verified=plan.prefix_verified,
                provisional=plan.provisional,
            )
            for plan in tier
        ]
        for office in Office.objects.bulk_create(offices, batch_size=2_000):
            ids[office.code] = office.pk


def _own_fields(plan: Plan, area: Area) -> dict:
    return {
        "code": plan.code,
        "name": plan.name,
        "short_name": plan.short_name,
        "head_title": plan.head_title,
        "line": plan.line.value,
        "level": plan.level.value,
        "area_id": plan.area,
        "lo": area.lo,
        "hi": area.hi,
    }


def _update(kept: list[Plan], present: dict[str, Office], areas: dict[int, Area], ids: dict[str, int]) -> int:
    changed = []
    for plan in kept:
        office = present[plan.code]
        fields = _own_fields(plan, areas[plan.area]) | _links(plan, ids)
        if any(getattr(office, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(office, name, value)
            changed.append(office)
    Office.objects.bulk_update(changed, _DECIDED, batch_size=500)
    return len(changed)


def _links(plan: Plan, ids: dict[str, int]) -> dict[str, int | None]:
    return {
        "parent_id": ids[plan.parent] if plan.parent else None,
        "registry_body_id": ids[plan.registry_body] if plan.registry_body else None,
    }


def _cover(new: list[Plan], ids: dict[str, int]) -> None:
    rows = [
        AuthorityCoverage(office_id=ids[plan.code], area_id=plan.area) for plan in new if plan.provisional
    ]
    AuthorityCoverage.objects.bulk_create(rows, batch_size=2_000)


def _end_with_their_place() -> int:
    """Close offices and coverage of abolished places, on the day the place ended."""
    gone = Office.objects.in_force().filter(area__valid_to__isnull=False).select_related("area")
    offices = list(gone)
    for office in offices:
        office.valid_to = office.area.valid_to
    Office.objects.bulk_update(offices, ["valid_to"], batch_size=500)
    orphaned = AuthorityCoverage.objects.filter(valid_to__isnull=True, area__valid_to__isnull=False)
    for row in orphaned.select_related("area"):
        row.valid_to = row.area.valid_to
        row.save(update_fields=["valid_to"])
    return len(offices)
