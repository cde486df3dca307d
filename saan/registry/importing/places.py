"""Which tambon a row means, from the words in its tambon, district and province cells."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from saan.kernel.digits import to_arabic
from saan.registry.importing.values import CellProblem, Fault, How
from saan.registry.naming import tidy

_WORD = {
    "tambon": re.compile(r"^(?:ตำบล|แขวง|ต\.)\s*"),
    "district": re.compile(r"^(?:กิ่งอำเภอ|อำเภอ|เขต|อ\.)\s*"),
    "province": re.compile(r"^(?:จังหวัด|จ\.)\s*"),
}
_WHOLE = re.compile(
    r"(?:ตำบล|แขวง|ต\.)\s*(\S+)(?:\s+(?:อำเภอ|เขต|อ\.)\s*(\S+))?(?:\s+(?:จังหวัด|จ\.)\s*(\S+))?"
)
_LIKE = 0.7


@dataclass(frozen=True)
class Place:
    """A tambon with the names above it; `successor` is the code that followed an abolished one."""

    code: int
    name: str
    district: str
    province: str
    ended: bool = False
    successor: int | None = None


@dataclass(frozen=True)
class Found:
    """The tambon of a row, and the cells whose words differ from the register: field → the right name."""

    code: int
    right: dict[str, str]


class PlaceProblem(CellProblem):
    """A problem at one of the three cells."""

    def __init__(
        self, field: str, message: str, suggestion: str = "", *, fault: Fault, how: How | None = None
    ) -> None:
        super().__init__(message, suggestion, fault=fault, how=how)
        self.field = field


class Places:
    """All tambons of the country, those of the office first; `mend` takes the one near spelling for the right one."""

    def __init__(self, places: Iterable[Place], *, lo: int, hi: int, office: str) -> None:
        self.lo, self.hi, self.office = lo, hi, office
        self.by_code = {place.code: place for place in places}
        self.inside: dict[str, list[Place]] = defaultdict(list)
        self.outside: dict[str, list[Place]] = defaultdict(list)
        for place in self.by_code.values():
            within = self.inside if lo <= place.code <= hi else self.outside
            within[place.name].append(place)
        own = [place for places in self.inside.values() for place in places]
        self.districts = {place.district for place in own}
        self.provinces = {place.province for place in own}
        self.districts_of: dict[str, set[str]] = defaultdict(set)
        for place in own:
            self.districts_of[place.province].add(place.district)

    def find(self, tambon: str | None, district: str | None, province: str | None, *, mend: bool) -> Found:
        """The tambon meant by three cells. Raises PlaceProblem at the cell to change."""
        if not tambon:
            raise PlaceProblem("tambon", "ยังไม่ได้กรอกตำบลของสถานที่ผลิต โปรดกรอก", fault=Fault.BLANK)
        words = {"tambon": _plain(tambon), "district": _plain(district), "province": _plain(province)}
        if words["tambon"].isdecimal():
            return self._by_code(words["tambon"])
        if match := _WHOLE.fullmatch(words["tambon"]):
            words = {key: match[n] or words[key] for n, key in enumerate(words, 1)}
        bare = {key: _WORD[key].sub("", word) for key, word in words.items()}
        right: dict[str, str] = {}
        for level, known in (("province", self.provinces), ("district", self._districts(bare["province"]))):
            bare[level] = self._above(level, bare[level], known, right, mend)
        place = self._tambon(bare, right, mend)
        return Found(place.code, right)

    def names(self) -> dict[str, frozenset[str]]:
        """The names inside the office's area, by level."""
        return {
            "tambon": frozenset(self.inside),
            "district": frozenset(self.districts),
            "province": frozenset(self.provinces),
        }

    def _districts(self, province: str) -> set[str]:
        return self.districts_of[province] if province in self.provinces else self.districts

    def _above(self, level: str, name: str, known: set[str], right: dict[str, str], mend: bool) -> str:
        if not name or name in known or (level == "district" and name.removeprefix("เมือง") == ""):
            return name
        if level == "district" and f"เมือง{name}" in known:
            return f"เมือง{name}"
        if level == "district" and name == "เมือง":
            towns = [one for one in known if one.startswith("เมือง")]
            if len(towns) == 1:
                return towns[0]
        if any(name in (p.district, p.province) for places in self.outside.values() for p in places):
            raise PlaceProblem(
                level,
                f"{name}อยู่นอกพื้นที่ของ{self.office} โปรดลบแถวนี้ หรือส่งให้หน่วยงานเจ้าของพื้นที่",
                fault=Fault.OUTSIDE,
            )
        label = {"district": "อำเภอ", "province": "จังหวัด"}[level]
        return self._near(level, name, sorted(known), right, mend, f"ไม่พบ{label} “{name}” ในพื้นที่")

    def _near(
        self, level: str, name: str, known: list[str], right: dict[str, str], mend: bool, says: str
    ) -> str:
        close = get_close_matches(name, known, n=2, cutoff=_LIKE)
        if len(close) == 1 and mend:
            right[level] = close[0]
            return close[0]
        if len(close) == 1:
            raise PlaceProblem(
                level, f"{says} ที่สะกดใกล้ที่สุดคือ “{close[0]}”", close[0], fault=Fault.PLACE, how=How.PLACE
            )
        hint = f" อาจเป็น {' หรือ '.join(close)}" if close else f" ที่มีคือ {', '.join(known[:12])}"
        raise PlaceProblem(level, f"{says}{hint} โปรดแก้", fault=Fault.PLACE)

    def _tambon(self, bare: dict[str, str], right: dict[str, str], mend: bool) -> Place:
        name, fits = bare["tambon"], self._fitting(bare)
        found = [place for place in self.inside.get(name, ()) if fits(place)]
        standing = [place for place in found if not place.ended]
        if len(standing) == 1:
            return standing[0]
        if len(standing) > 1:
            where = " และ ".join(f"อ.{place.district}" for place in standing[:4])
            raise PlaceProblem("tambon", f"มี ต.{name} ทั้งใน {where} โปรดกรอกอำเภอด้วย", fault=Fault.PLACE)
        if found:
            raise self._ended(found[0])
        if name in self.outside and name not in self.inside:
            there = self.outside[name][0]
            raise PlaceProblem(
                "tambon",
                f"ต.{name} อ.{there.district} จ.{there.province} อยู่นอกพื้นที่ของ{self.office} โปรดลบแถวนี้ หรือแก้ตำบล",
                fault=Fault.OUTSIDE,
            )
        near = sorted({p.name for places in self.inside.values() for p in places if fits(p) and not p.ended})
        where = f" ใน อ.{bare['district']}" if bare["district"] else " ในพื้นที่"
        bare["tambon"] = self._near("tambon", name, near, right, mend, f"ไม่พบ ต.{name}{where}")
        return self._tambon(bare, right, mend)

    def _fitting(self, bare: dict[str, str]):
        district, province = bare["district"], bare["province"]
        return lambda p: (not district or p.district == district) and (not province or p.province == province)

    def _by_code(self, digits: str) -> Found:
        place = self.by_code.get(int(digits)) if len(digits) == 6 else None
        if place is None:
            raise PlaceProblem(
                "tambon", f"ไม่มีตำบลรหัส {digits} โปรดกรอกชื่อตำบล หรือรหัส 6 หลัก", fault=Fault.PLACE
            )
        if not self.lo <= place.code <= self.hi:
            raise PlaceProblem(
                "tambon", f"รหัส {digits} คือ ต.{place.name} จ.{place.province} อยู่นอกพื้นที่ของ{self.office}",
                fault=Fault.OUTSIDE,
            )  # fmt: skip
        if place.ended:
            raise self._ended(place)
        return Found(place.code, {"tambon": place.name})

    def _ended(self, place: Place) -> PlaceProblem:
        after = self.by_code.get(place.successor or 0)
        if after is None:
            return PlaceProblem("tambon", f"ต.{place.name} ยกเลิกแล้ว โปรดกรอกตำบลที่รับช่วงต่อ", fault=Fault.PLACE)
        return PlaceProblem(
            "tambon",
            f"ต.{place.name} ยกเลิกแล้ว ตำบลที่รับช่วงต่อคือ {after.name}",
            str(after.code),
            fault=Fault.PLACE,
        )


def _plain(text: str | None) -> str:
    return to_arabic(tidy(text or ""))
