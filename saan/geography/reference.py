"""Provinces and ministries as letters name them, so that a misread code can be checked against its place.

Plain data without Django, shared by the letter reader, the registers and the screens. The rows live in
``data/provinces.yaml`` and ``data/ministries.yaml`` with their source and day of validity.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

_DATA = Path(__file__).parent / "data"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_SARA_AM = ("\u0e4d\u0e32", "\u0e33")


@dataclass(frozen=True, slots=True)
class Province:
    """One province: DOPA number, Thai name, letter code, postcode prefixes and telephone area codes."""

    code: int
    name_th: str
    letters: str
    postcodes: tuple[str, ...]
    area_codes: tuple[str, ...]
    valid_from: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Ministry:
    """One body whose own letters open its numbers; ``departments`` maps two digits to a department's name."""

    letters: str
    name_th: str
    departments: dict[str, str]
    valid_from: date | None
    source: str


def _read(name: str) -> dict:
    with (_DATA / name).open(encoding="utf-8") as handle:
        return yaml.load(handle, Loader=_LOADER)


def _provinces() -> tuple[Province, ...]:
    sheet = _read("provinces.yaml")
    return tuple(
        Province(
            **{**row, "postcodes": tuple(row["postcodes"]), "area_codes": tuple(row["area_codes"])},
            source=sheet["source"],
        )
        for row in sheet["provinces"]
    )


def _ministries() -> dict[str, Ministry]:
    sheet = _read("ministries.yaml")
    return {row["letters"]: Ministry(**row, source=sheet["source"]) for row in sheet["ministries"]}


PROVINCES: tuple[Province, ...] = _provinces()
MINISTRY_LETTERS: dict[str, Ministry] = _ministries()

_BY_LETTERS = {province.letters: province for province in PROVINCES}
_BY_NAME = {province.name_th: province for province in PROVINCES}
_OTHER_NAMES = {
    "กรุงเทพ": "กรุงเทพมหานคร",
    "กรุงเทพฯ": "กรุงเทพมหานคร",
    "กทม.": "กรุงเทพมหานคร",
    "อยุธยา": "พระนครศรีอยุธยา",
}


def province_by_letters(letters: str) -> Province | None:
    """The province whose letter numbers open with these consonants (ฉช), or None."""
    return _BY_LETTERS.get(letters.strip())


def province_by_name(name: str) -> Province | None:
    """The province of a Thai name, with or without จังหวัด or จ. before it, or None."""
    plain = "".join(name.split()).replace(*_SARA_AM)
    for prefix in ("จังหวัด", "จ."):
        plain = plain.removeprefix(prefix)
    return _BY_NAME.get(_OTHER_NAMES.get(plain, plain))


def provinces_by_postcode(code5: str) -> tuple[Province, ...]:
    """Provinces that a five-digit postcode (Thai or Arabic digits) can lie in; empty if none or malformed."""
    code = code5.strip().translate(_ARABIC)
    if len(code) != 5 or not code.isascii() or not code.isdigit():
        return ()
    return tuple(p for p in PROVINCES if code.startswith(p.postcodes))


def provinces_by_phone(number: str) -> tuple[Province, ...]:
    """Provinces whose fixed lines share the area code of a telephone number; empty for mobiles."""
    digits = "".join(c for c in number.translate(_ARABIC) if c.isdigit())
    return tuple(p for p in PROVINCES if digits.startswith(p.area_codes))


def nearest_letters(letters: str) -> list[str]:
    """Known letters (provinces, then ministries) at the least edit distance; the letters alone if known."""
    known = [*_BY_LETTERS, *MINISTRY_LETTERS]
    distances = [(edit_distance(letters, other), other) for other in known]
    least = min(distance for distance, _ in distances)
    return [other for distance, other in distances if distance == least]


def edit_distance(a: str, b: str) -> int:
    """Insertions, deletions and replacements that turn one string into the other (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            cost = min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
            previous, row[j] = row[j], cost
    return row[-1]
