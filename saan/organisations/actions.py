"""Writes to the offices: those that follow from the tree of places, real local authorities, and units inside."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.db import transaction

from saan.geography.models import Area
from saan.geography.rules import AreaLevel, parent_code
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import Signer, record
from saan.organisations.generation import Plan, plans, tiers
from saan.organisations.models import AuthorityCoverage, Office
from saan.organisations.queries import units_in
from saan.organisations.rules import Line, OfficeLevel, authority_name, head_title, reports_to_province
from saan.organisations.sheet import Authority

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


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import did; `replaced` are stand-ins that ended because a real authority took their tambon."""

    created: int
    updated: int
    unchanged: int
    replaced: int


def import_authorities(*, authorities: list[Authority], on: datetime.date, by: Signer) -> Imported:
    """Save real local authorities in one transaction; a second run of the same sheet writes nothing.

    An authority stands for the smallest place that holds its tambons. Coverage it no longer has, and stand-ins of
    tambons it now serves, end on the day `on`.
    """
    with transaction.atomic():
        present = {office.code: office for office in Office.objects.filter(authority_kind__gt="")}
        superiors = dict(Office.objects.filter(code__startswith="dla-").values_list("code", "pk"))
        areas = Area.objects.in_bulk({_seat(authority) for authority in authorities})
        covered = _standing_coverage()
        done: Counter[str] = Counter()
        for authority in authorities:
            fields = _authority_fields(authority, areas[_seat(authority)], superiors)
            office, outcome = _save_authority(present.get(fields["code"]), fields, by)
            moved = _sync_coverage(office, covered.get(office.pk, {}), authority, on)
            done["updated" if moved and outcome == "unchanged" else outcome] += 1
        replaced = _end_stand_ins(on)
    return Imported(done["created"], done["updated"], done["unchanged"], replaced)


def _seat(authority: Authority) -> int:
    """The smallest place that holds every tambon served; the province where none is listed."""
    codes = set(authority.tambons)
    while len(codes) > 1:
        codes = {code // 100 for code in codes}
    return codes.pop() if codes else authority.province


def _authority_fields(authority: Authority, area: Area, superiors: dict[str, int]) -> dict:
    name = authority_name(authority.kind, authority.name)
    seat = parent_code(area.code) if area.level == AreaLevel.TAMBON else area.code
    above = authority.province if reports_to_province(authority.kind) else seat
    return {
        "code": f"lao-{authority.code.lower()}",
        "name": name,
        "short_name": name.replace(authority.kind.label, authority.kind.short, 1),
        "head_title": head_title(name),
        "line": Line.LOCAL.value,
        "level": OfficeLevel.LOCAL.value,
        "authority_kind": authority.kind.value,
        "area_id": area.code,
        "lo": area.lo,
        "hi": area.hi,
        "parent_id": superiors.get(f"dla-{above}"),
        "address_line1": authority.address,
        "postcode": authority.postcode,
        "phone": authority.phone,
        "email": authority.email,
        "valid_from": authority.since,
    }


def _save_authority(office: Office | None, fields: dict, by: Signer) -> tuple[Office, str]:
    """The saved office and whether it was created, updated or left unchanged; a change goes into the ledger."""
    outcome = "created" if office is None else "updated"
    office = office or Office()
    changed = {name: value for name, value in fields.items() if getattr(office, name, None) != value}
    if outcome == "updated" and not changed:
        return office, "unchanged"
    for name, value in changed.items():
        setattr(office, name, value)
    office.save()
    verb = "ลงทะเบียน" if outcome == "created" else "แก้ไข"
    record(
        by=by,
        verb="organisations.import_authority",
        of=office,
        summary=f"{verb}{office.name} จากไฟล์นำเข้า",
        changed=sorted(changed),
    )
    return office, outcome


def _standing_coverage() -> dict[int, dict[int, int]]:
    """For each office its tambons now served, each with the key of the row that says so."""
    covered: dict[int, dict[int, int]] = {}
    rows = AuthorityCoverage.objects.filter(valid_to__isnull=True, office__provisional=False)
    for office, area, key in rows.values_list("office_id", "area_id", "pk"):
        covered.setdefault(office, {})[area] = key
    return covered


def _sync_coverage(office: Office, standing: dict[int, int], authority: Authority, on: datetime.date) -> bool:
    """Open and close coverage so that the tambons in force are those of the sheet; whether anything changed."""
    wanted = set(authority.tambons)
    gone = [key for area, key in standing.items() if area not in wanted]
    if gone:
        AuthorityCoverage.objects.filter(pk__in=gone).update(valid_to=on)
    new = [
        AuthorityCoverage(office=office, area_id=area, valid_from=authority.since)
        for area in sorted(wanted - standing.keys())
    ]
    AuthorityCoverage.objects.bulk_create(new)
    return bool(gone or new)


def _end_stand_ins(on: datetime.date) -> int:
    """End provisional authorities of tambons that a real one serves, and name the first as successor."""
    real = AuthorityCoverage.objects.filter(valid_to__isnull=True, office__provisional=False).order_by(
        "-office_id"
    )
    heirs = dict(real.values_list("area_id", "office_id"))
    stand_ins = list(Office.objects.in_force().filter(provisional=True, area_id__in=heirs))
    for office in stand_ins:
        office.valid_to = on
        office.successor_id = heirs[office.area_id]
    Office.objects.bulk_update(stand_ins, ["valid_to", "successor"], batch_size=500)
    AuthorityCoverage.objects.filter(office__in=stand_ins, valid_to__isnull=True).update(valid_to=on)
    return len(stand_ins)


_UNITS = Path(__file__).parent / "data" / "units.yaml"
_UNIT_NUMBER = re.compile(r"-u(\d+)$")


def add_unit(*, office: Office, name: str, short_name: str = "", head_title: str = "", by: Signer) -> Office:
    """A new unit under an office. Whoever calls has asked the permission. Refused: no name, or one that stands."""
    plain = " ".join(name.split())
    if not plain:
        raise Refused("กรอกชื่อกลุ่มงานหรือฝ่าย", field="name")
    with transaction.atomic():
        above = Office.objects.select_for_update().get(pk=office.pk)
        if units_in(above).filter(name=_full(plain, above)).exists():
            raise Refused(f"{above}มี{plain}อยู่แล้ว", field="name")
        unit = _made(above, plain, short_name.strip(), head_title.strip())
        record(by=by, verb="organisations.add_unit", of=unit, summary=f"เพิ่ม{unit}")
    return unit


def _full(name: str, office: Office) -> str:
    return f"{name} {office.short_name}"[:200]


def _made(office: Office, name: str, short_name: str, head_title: str) -> Office:
    numbers = [int(found[1]) for code in _codes(office) if (found := _UNIT_NUMBER.search(code))]
    return Office.objects.create(
        code=f"{office.code}-u{max(numbers, default=0) + 1}",
        name=_full(name, office),
        short_name=short_name or name,
        head_title=head_title or f"หัวหน้า{name}",
        line=office.line,
        level=OfficeLevel.UNIT,
        authority_kind=office.authority_kind,
        area_id=office.area_id,
        lo=office.lo,
        hi=office.hi,
        parent=office,
        registry_body=office.issuing_body,
        letter_prefix=office.letter_prefix,
        valid_from=today(),
    )


def _codes(office: Office) -> list[str]:
    return list(Office.objects.filter(parent=office, level=OfficeLevel.UNIT).values_list("code", flat=True))


def end_unit(*, unit: Office, by: Signer) -> Office:
    """End a unit today; its registers and letters stay. Refused for what is no unit."""
    if unit.level != OfficeLevel.UNIT:
        raise Refused(f"{unit}ไม่ใช่กลุ่มงานหรือฝ่าย จึงยุบที่นี่ไม่ได้")
    with transaction.atomic():
        held = Office.objects.select_for_update().get(pk=unit.pk)
        if held.valid_to is not None:
            raise Stale(f"{held}ยุบไปแล้ว")
        held.valid_to = today()
        held.save(update_fields=["valid_to"])
        record(by=by, verb="organisations.end_unit", of=held, summary=f"ยุบ{held}")
    return held


def load_units(*, by: Signer) -> int:
    """The units of the demonstration's offices; those that stand are left alone. Gives how many were added."""
    with _UNITS.open(encoding="utf-8") as file:
        wanted = yaml.safe_load(file)["units"]
    added = 0
    for code, units in wanted.items():
        office = Office.objects.get(code=code)
        standing = set(units_in(office).values_list("name", flat=True))
        for name, short_name in units.items():
            if _full(name, office) not in standing:
                add_unit(office=office, name=name, short_name=short_name, by=by)
                added += 1
    return added
