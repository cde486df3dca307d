"""The offices that follow from the tree of places: three lines of command in every province and district.

Bangkok has none of them. Local authorities cannot be told from the tree, so each tambon gets one provisional stand-in
until real ones are imported.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from saan.geography.models import Area
from saan.geography.reference import PROVINCES
from saan.geography.rules import BANGKOK, COUNTRY, AreaLevel, parent_code, province_code
from saan.organisations.rules import Line, OfficeLevel

_NUMBERS = Path(__file__).parent / "data" / "office_numbers.yaml"
_LETTERS = {province.code: province.letters for province in PROVINCES}


@dataclass(frozen=True, slots=True)
class Plan:
    """One office to be, with its superior and the owner of its register named by code."""

    code: str
    name: str
    short_name: str
    head_title: str
    line: Line
    level: OfficeLevel
    area: int
    parent: str | None
    registry_body: str | None = None
    letter_prefix: str = ""
    prefix_verified: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """How one line names its office and its head, before the name of the place."""

    code: str
    name: str
    short: str
    head: str


# Each line's words in a province and in a district. The governor's office writes as the province itself, and the
# chief's as the district, because these are the legal bodies whose registers the numbers come from.
_PROVINCIAL = {
    Line.GOVERNOR: _Words("governor", "จังหวัด", "จ.", "ผู้ว่าราชการจังหวัด"),
    Line.CDD: _Words("cdd", "สำนักงานพัฒนาชุมชนจังหวัด", "สพจ.", "พัฒนาการจังหวัด"),
    Line.DLA: _Words("dla", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", "สถจ.", "ท้องถิ่นจังหวัด"),
}
_DISTRICT = {
    Line.GOVERNOR: _Words("chief", "ที่ทำการปกครองอำเภอ", "อ.", "นายอำเภอ"),
    Line.CDD: _Words("cdd", "สำนักงานพัฒนาชุมชนอำเภอ", "สพอ.", "พัฒนาการอำเภอ"),
    Line.DLA: _Words("dla", "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ", "สถอ.", "ท้องถิ่นอำเภอ"),
}
_TOP = {Line.GOVERNOR: "moi", Line.CDD: "cdd", Line.DLA: "dla"}


@cache
def _numbers() -> dict:
    with _NUMBERS.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


def plans(areas: Iterable[Area]) -> Iterator[Plan]:
    """Every office of the ministry, its departments and these places, superiors before subordinates."""
    yield from _central()
    ranked = sorted(areas, key=lambda area: area.code)
    for area in ranked:
        if province_code(area.code) not in (None, BANGKOK):
            yield from _PLANNERS[area.level](area)


def tiers(new: Iterable[Plan], known: Container[str]) -> Iterator[list[Plan]]:
    """Plans in groups such that each group's superiors and register owners are known or in an earlier group."""
    depth: dict[str, int] = {}
    groups: dict[int, list[Plan]] = {}
    for plan in new:
        above = [code for code in (plan.parent, plan.registry_body) if code is not None and code not in known]
        depth[plan.code] = max((depth[code] + 1 for code in above), default=0)
        groups.setdefault(depth[plan.code], []).append(plan)
    for rank in sorted(groups):
        yield groups[rank]


def _central() -> Iterator[Plan]:
    prefixes = {row["office"]: row for row in _numbers()["central"]}
    for code, name, short, head, line, level, parent in (
        ("moi", "กระทรวงมหาดไทย", "มท.", "ปลัดกระทรวงมหาดไทย", Line.MINISTRY, OfficeLevel.MINISTRY, None),
        ("cdd", "กรมการพัฒนาชุมชน", "พช.", "อธิบดีกรมการพัฒนาชุมชน", Line.CDD, OfficeLevel.DEPARTMENT, "moi"),
        ("dla", "กรมส่งเสริมการปกครองท้องถิ่น", "สถ.", "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น", Line.DLA,
         OfficeLevel.DEPARTMENT, "moi"),
    ):  # fmt: skip
        row = prefixes[code]
        yield Plan(
            code, name, short, head, line, level, COUNTRY, parent, None, row["prefix"], row["verified"]
        )


def _of_province(area: Area) -> Iterator[Plan]:
    numbers = {row["line"]: row for row in _numbers()["provincial"]}
    for line, words in _PROVINCIAL.items():
        prefix = f"{_LETTERS[area.code]} {numbers[line]['number']}"
        owner = None if line is Line.GOVERNOR else f"governor-{area.code}"
        yield _plan(
            area, line, words, OfficeLevel.PROVINCE, _TOP[line], owner, prefix, numbers[line]["verified"]
        )


def _of_district(area: Area) -> Iterator[Plan]:
    patterns = {row["line"]: row for row in _numbers()["district"]}
    province = province_code(area.code)
    for line, words in _DISTRICT.items():
        prefix = patterns[line]["pattern"].format(letters=_LETTERS[province], district=area.code % 100)
        owner = None if line is Line.GOVERNOR else f"chief-{area.code}"
        superior = f"{_PROVINCIAL[line].code}-{province}"
        yield _plan(
            area, line, words, OfficeLevel.DISTRICT, superior, owner, prefix, patterns[line]["verified"]
        )


def _plan(
    area: Area,
    line: Line,
    words: _Words,
    level: OfficeLevel,
    parent: str,
    owner: str | None,
    prefix: str,
    verified: bool,
) -> Plan:
    return Plan(
        code=f"{words.code}-{area.code}",
        name=f"{words.name}{area.name_th}",
        short_name=f"{words.short}{area.name_th}",
        head_title=f"{words.head}{area.name_th}",
        line=line,
        level=level,
        area=area.code,
        parent=parent,
        registry_body=owner,
        letter_prefix=prefix,
        prefix_verified=verified,
    )


def _of_tambon(area: Area) -> Iterator[Plan]:
    yield Plan(
        code=provisional_code(area.code),
        name=f"อปท. ในตำบล{area.name_th} (ชั่วคราว รอข้อมูลจริง)",
        short_name=f"อปท.{area.name_th} (ชั่วคราว)",
        head_title=f"ผู้บริหารท้องถิ่นในตำบล{area.name_th}",
        line=Line.LOCAL,
        level=OfficeLevel.LOCAL,
        area=area.code,
        parent=f"dla-{parent_code(area.code)}",
        provisional=True,
    )


def provisional_code(tambon: int) -> str:
    """The code of the stand-in of a tambon."""
    return f"lao-p-{tambon}"


_PLANNERS = {
    AreaLevel.PROVINCE: _of_province,
    AreaLevel.DISTRICT: _of_district,
    AreaLevel.TAMBON: _of_tambon,
}
