"""First step: read the published list of places exactly as it is, with the release it came from."""

import datetime
from dataclasses import dataclass
from importlib.metadata import version

import geothai
from geothai.abolished import abolished_areas


@dataclass(frozen=True, slots=True)
class Place:
    """One row as published. `ended`: the register dropped it; `notice`: a Gazette notice took effect."""

    code: int
    name_th: str
    name_en: str
    postcodes: tuple[str, ...] = ()
    ended: datetime.date | None = None
    notice: datetime.date | None = None
    successors: tuple[int, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """All rows of one release of the list."""

    release: str
    places: tuple[Place, ...]


def fetch() -> Edition:
    """The edition inside the installed `geothai` package: standing places first, then abolished ones."""
    release = f"geothai {version('geothai')} ({geothai.DATA_VERSION})"
    return Edition(release, (*_standing(), *_abolished()))


def _standing() -> list[Place]:
    places = []
    for province in geothai.provinces():
        places.append(Place(int(province.code), province.name_th, province.name_en))
        for district in geothai.districts(province.code):
            places.append(Place(int(district.code), district.name_th, district.name_en))
            places += [
                Place(int(tambon.code), tambon.name_th, tambon.name_en, tuple(tambon.postal_codes))
                for tambon in geothai.subdistricts(district.code)
            ]
    return places


def _abolished() -> list[Place]:
    return [
        Place(
            int(area.code),
            area.name_th,
            area.name_en or "",
            ended=datetime.date.fromisoformat(area.abolished_on),
            notice=datetime.date.fromisoformat(area.successors_in_force)
            if area.successors_in_force
            else None,
            successors=tuple(int(code) for code in area.successors),
            basis=area.successors_basis or "",
        )
        for area in abolished_areas()
    ]
