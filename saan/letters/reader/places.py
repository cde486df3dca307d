"""Which province a letter comes from, weighed from witnesses that can each be misread.

The code of the number, the postcode, the telephone, the names printed and the enclosure are separate
witnesses; a name repeated through the letter is one witness, because one mistake repeats it too.
"""

import re
from dataclasses import dataclass, field

from saan.geography.reference import (
    MINISTRY_LETTERS,
    PROVINCES,
    Province,
    edit_distance,
    province_by_letters,
    province_by_name,
    provinces_by_phone,
    provinces_by_postcode,
)

_NAMES = "|".join(sorted((p.name_th for p in PROVINCES), key=len, reverse=True))
_NAMED = re.compile(rf"(?:จังหวัด|จ\.) ?(?P<name>{_NAMES})")
_LOCAL = re.compile(r"จังหวัด|อำเภอ|ตำบล|เขตพื้นที่|เทศบาล|องค์การบริหาร|อบต|อบจ|พัฒนาการ")
_CENTRAL = re.compile(r"^(?:กระทรวง|กรม(?!.*จังหวัด)|สำนักนายก|สำนักงานปลัด|สำนักงบ)")
_POSTCODE = re.compile(r"(?:(?P<letters>[ก-ฮ]{2})\.? ?)?(?<!\d)(?P<code>[1-9]\d{4})(?!\d)")
_WEIGHTS = {
    "code": 3.0,
    "postcode": 2.0,
    "address": 1.0,
    "phone": 1.0,
    "name": 2.0,
    "annex": 1.0,
    "near": 1.0,
}


@dataclass
class Witnesses:
    """What each witness says: witness name → the provinces it can mean, with the words and their span."""

    said: dict[str, tuple[list[Province], str, tuple[int, int]]] = field(default_factory=dict)

    def add(self, name: str, provinces: list[Province], words: str, span: tuple[int, int]) -> None:
        if provinces and name not in self.said:
            self.said[name] = (provinces, words, span)


def verdict(witnesses: Witnesses) -> Province | None:
    """The province with the most weight; a witness that allows several gives each the full weight of a hint."""
    weight: dict[str, float] = {}
    for name, (provinces, _, _) in witnesses.said.items():
        for province in provinces:
            weight[province.name_th] = weight.get(province.name_th, 0.0) + _WEIGHTS[name]
    if not weight:
        return None
    (best, most), *rest = sorted(weight.items(), key=lambda item: -item[1])
    if rest and rest[0][1] == most:
        return None
    return province_by_name(best)


def is_local(office: str | None, letters: str | None) -> bool:
    """Whether the office is of a province, district or local body rather than a central one."""
    if letters and province_by_letters(letters):
        return True
    if office and _CENTRAL.match(office):
        return False
    return bool(office and _LOCAL.search(office)) or bool(letters and letters not in MINISTRY_LETTERS)


def named_in(text: str) -> list[re.Match[str]]:
    """Provinces named with จังหวัด or จ. before them."""
    return list(_NAMED.finditer(text))


def near_provinces(letters: str) -> list[Province]:
    """Provinces whose letters differ from these in one place."""
    return [p for p in PROVINCES if edit_distance(p.letters, letters) == 1 and len(letters) == 2]


def postcodes(text: str) -> list[re.Match[str]]:
    return [m for m in _POSTCODE.finditer(text) if provinces_by_postcode(m["code"])]


def phone_provinces(numbers: list[str]) -> list[Province]:
    """Provinces that every fixed line at the foot allows."""
    sets = [{p.name_th for p in provinces_by_phone(n)} for n in numbers]
    sets = [s for s in sets if s]
    common = set.intersection(*sets) if sets else set()
    return [p for p in PROVINCES if p.name_th in common]


def of_name(name: str) -> list[Province]:
    found = province_by_name(name)
    return [found] if found else []


def of_letters(letters: str) -> list[Province]:
    found = province_by_letters(letters)
    return [found] if found else []


def of_postcode(code: str) -> list[Province]:
    return list(provinces_by_postcode(code))
