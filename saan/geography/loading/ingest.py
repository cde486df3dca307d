"""Second step: turn published rows into areas, put right what is known to be wrong, and save what changed."""

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from django.db import transaction

from saan.geography import rules
from saan.geography.loading.fetch import Edition, Place
from saan.geography.models import Area
from saan.geography.reference import PROVINCES
from saan.kernel.sorting import thai_sort_key

CORRECTIONS = Path(__file__).parents[1] / "data" / "corrections.yaml"
COUNTRY = Place(rules.COUNTRY, "ประเทศไทย", "Thailand")
_COMPARED = (
    "level", "name_th", "name_en", "parent_id", "lo", "hi", "postcodes", "sort_key", "valid_from", "valid_to",
    "successor_id", "successor_codes", "succession_basis", "corrections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one run did. `stale`: corrections that found nothing; `unlisted`: rows the edition lacks."""

    release: str
    created: int
    updated: int
    unchanged: int
    corrected: dict[int, str]
    stale: tuple[str, ...]
    unlisted: tuple[int, ...]


def read_corrections(path: Path = CORRECTIONS) -> dict:
    """The corrections and the totals, as written in their file."""
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def ingest(edition: Edition, corrections: dict | None = None) -> Ingested:
    """Save an edition in one transaction. A second run with the same edition writes nothing."""
    book = read_corrections() if corrections is None else corrections
    places, corrected, stale = correct(edition.places, book)
    wanted = {area.code: area for area in build((COUNTRY, *places), corrected)}
    with transaction.atomic():
        created, updated, unlisted = _save(wanted)
    return Ingested(
        edition.release, created, updated, len(wanted) - created - updated, corrected, tuple(stale), unlisted
    )


def correct(places: tuple[Place, ...], book: dict) -> tuple[list[Place], dict[int, str], list[str]]:
    """Rows with names put right, the reason for each by code, and corrections that found nothing."""
    kept = {place.code: place for place in places}
    reasons: dict[int, str] = {}
    stale = []
    for rule in book.get("prefixes", ()):
        _strip_prefix(kept, rule, reasons)
    for rule in book.get("names", ()):
        place = kept.get(rule["code"])
        if place is None or place.name_th != rule["was"]:
            stale.append(f"{rule['code']} {rule['was']} → {rule['becomes']}")
            continue
        kept[place.code] = replace(place, name_th=rule["becomes"])
        reasons[place.code] = f"{rule['was']} → {rule['becomes']}: {rule['reason']}"
    return list(kept.values()), reasons, stale


def _strip_prefix(kept: dict[int, Place], rule: dict, reasons: dict[int, str]) -> None:
    for code, place in kept.items():
        if rule["first"] <= code <= rule["last"] and place.name_th.startswith(rule["prefix"]):
            kept[code] = replace(place, name_th=place.name_th.removeprefix(rule["prefix"]))
            reasons[code] = f"{place.name_th} → {kept[code].name_th}: {rule['reason']}"


def build(places: tuple[Place, ...], corrected: dict[int, str]) -> list[Area]:
    """Unsaved areas. An end by Gazette notice counts from the day of the notice, else from the day the
    register dropped the code; a place that took over from exactly one other begins on that same day."""
    began = _beginnings(places)
    return [_area(place, began.get(place.code), corrected.get(place.code)) for place in places]


def _beginnings(places: tuple[Place, ...]) -> dict[int, datetime.date | None]:
    heirs = Counter(code for place in places for code in place.successors)
    began = {province.code: province.valid_from for province in PROVINCES}
    for place in places:
        if place.notice:
            began |= {code: place.notice for code in place.successors if heirs[code] == 1}
    return began


def _area(place: Place, began: datetime.date | None, correction: str | None) -> Area:
    lo, hi = rules.leaf_range(place.code)
    only_heir = place.successors[0] if len(place.successors) == 1 else None
    return Area(
        code=place.code,
        level=rules.level_of(place.code).value,
        name_th=place.name_th,
        name_en=place.name_en,
        parent_id=rules.parent_code(place.code),
        lo=lo,
        hi=hi,
        postcodes=list(place.postcodes),
        sort_key=thai_sort_key(place.name_th),
        valid_from=began,
        valid_to=place.notice or place.ended,
        successor_id=only_heir,
        successor_codes=list(place.successors),
        succession_basis=place.basis,
        corrections=[correction] if correction else [],
    )


def _save(wanted: dict[int, Area]) -> tuple[int, int, tuple[int, ...]]:
    """Insert and update what differs; rows the edition does not list are left standing and named."""
    present = Area.objects.in_bulk()
    new = [area for code, area in wanted.items() if code not in present]
    changed = [area for code, area in wanted.items() if code in present and _differs(area, present[code])]
    Area.objects.bulk_create(new, batch_size=2_000)
    Area.objects.bulk_update(changed, _COMPARED, batch_size=500)
    return len(new), len(changed), tuple(sorted(present.keys() - wanted.keys()))


def _differs(one: Area, other: Area) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _COMPARED)
