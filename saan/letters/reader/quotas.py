"""How many of what per which area: อย่างน้อยตำบลละ ๒ ราย/กลุ่ม, with the conditions that follow it.

One pattern finds every count. A count with an area (ตำบลละ) opens a quota; the counts after it are its conditions
where they count inside its unit (ตำบลละ … หมู่บ้านละ …), are excepted (ยกเว้น) or are its parts (แบ่งเป็น, ในจำนวนนี้).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from saan.kernel.number_words import NUMBER_WORDS, parse_number
from saan.letters.reader.words import mapping, one_of

_PER = mapping("per")
_PER_WORD = "|".join(re.escape(w) for w in sorted(_PER, key=len, reverse=True))
_MIN = r"อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ไม่ตํ่ากว่า|ขั้นต่ำ|มากกว่า|เกินกว่า|ตั้งแต่"
_MAX = r"(?:สูงสุด|อย่างมาก)? ?ไม่เกิน(?:กว่า)?|ไม่มากกว่า|สูงสุด|อย่างมาก"
_BOUND = rf"(?:(?P<{{0}}min>{_MIN})|(?P<{{0}}max>{_MAX}))"
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{NUMBER_WORDS})"
_AMOUNT = r"(?:(?:เป็น)?จำนวน|รวม)"
# a unit of the closed set; after ละ also any short word that ends at a blank, unless it measures time or money
_UNIT = one_of("units")
_OPEN_UNIT = (
    r"(?!ปี|วัน|เดือน|บาท|ชั่วโมง|นาที|สัปดาห์|ครั้ง|ของ|และ|หรือ|ใน|ตาม|แต่|ถึง|ขึ้น)[ก-ฮเแโใไ][ก-๎]{1,13}(?=[\s,.;)]|$)"
)
_COUNT = re.compile(
    rf"(?:{_AMOUNT} *)?(?:{_BOUND.format('a')} *)?"
    rf"(?:(?P<per>{_PER_WORD}|{_UNIT}|ๆ) ?ละ *(?:{_AMOUNT} *)?(?:{_BOUND.format('b')} *)?)?(?:{_AMOUNT} *)?"
    rf"(?P<n>{_NUM})(?: ?\({_NUM}\))?(?: ?(?:-|ถึง) ?(?P<to>{_NUM})(?: ?\({_NUM}\))?)? *"
    rf"(?:(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
    rf"(?: *(?:แต่|และ)? *{_BOUND.format('c')} *(?P<cn>{_NUM})(?: ?\({_NUM}\))? *(?P=unit))?"
    rf"|(?:แต่|และ) *{_BOUND.format('d')} *(?P<dn>{_NUM}) *(?P<late>{_UNIT})"
    rf"|(?P<open>{_OPEN_UNIT})(?P<oup> *ขึ้นไป)?)"
    rf"(?: ?ต่อ ?(?:1|หนึ่ง|แต่ละ)? ?(?P<turned>{_PER_WORD})(?!ไป|[ก-ฮ]*ๆ))?"
)
_SHARE = re.compile(rf"(?:{_BOUND.format('a')} *)?ร้อยละ *(?P<n>{_NUM})(?P<unit>)")
_EXCEPTION = re.compile(
    r"(?P<text>(?:ยกเว้น|เว้นแต่|เว้น(?=อำเภอ|ตำบล|จังหวัด)|สำหรับ|ส่วน(?!ราชการ))[^\d\n]{0,60}?) *(?:ให้[^\d]*)?$"
)
_PART = re.compile(
    r"โดย(?=เป็น|มี|ต้อง|แบ่ง|คัดเลือก|รับ|ให้|กำหนด)|จำนวนนี้|แบ่ง(?:ออก)?เป็น|จำแนก|ประกอบด้วย|ต้อง(?:เป็น|มี)|ได้แก่|คือ"
)
_LOOSE_PART = re.compile(r"โดย|ทั้งนี้|และ|เป็น|ซึ่ง")
_LEADS = re.compile(
    r"^(?:โดย|ในจำนวนนี้|จำนวนนี้|ใน|แบ่งออกเป็น|แบ่งเป็น|จำแนกเป็น|ประกอบด้วย|ต้องเป็น|ต้องมี|ต้อง|เป็น|มี|และ|ให้|ได้แก่|คือ|ซึ่ง|"
    r"รับลงทะเบียน|คัดเลือก|หรือ|\d[.)]|[\s,(:])+"
)
_MEASURE = re.compile(r"อายุ|ความยาว|ระยะเวลา|ระดับ|คะแนน")
_FREQUENCY = {"week", "month", "half-month"}


@dataclass(frozen=True)
class Quota:
    """A quota with its place in the clause; ``fields`` as in the record, conditions included."""

    start: int
    end: int
    fields: dict


def quotas(text: str) -> list[Quota]:
    """Every quota of a text in order; parts, exceptions and nested counts are its conditions."""
    found: list[_Open] = []
    for match in counts(text):
        if found and found[-1].takes(text, match):
            continue
        if _area(match) in _PER:
            found.append(_Open(match))
    return [opened.quota() for opened in found]


def counts(text: str) -> list[re.Match[str]]:
    """Every count and share of the text in order, with or without an area."""
    matches: list[re.Match[str]] = []
    found = [*_COUNT.finditer(text), *_SHARE.finditer(text)]
    for unit in {match["open"] for match in found if match.groupdict().get("open") and match["per"]}:
        found += _inside(unit).finditer(text)
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        loose = match.groupdict().get("open") and not match["per"]
        if not loose and (not matches or match.start() >= matches[-1].end()) and _readable(match):
            matches.append(match)
    return matches


@lru_cache(maxsize=64)
def _inside(unit: str) -> re.Pattern[str]:
    """A count inside each of a unit that no set holds: ๓ กิจการ กิจการละ ๒ คน."""
    return re.compile(
        rf"(?P<per>{re.escape(unit)}) ?ละ *(?:{_BOUND.format('a')} *)?(?P<n>{_NUM}) *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
    )


def _readable(match: re.Match[str]) -> bool:
    """Number words can stand in an order that names no number (สิบสิบ)."""
    try:
        _bounds(match)
    except ValueError:
        return False
    return True


class _Open:
    """A quota still taking its conditions."""

    def __init__(self, match: re.Match[str]) -> None:
        self.first = match
        self.end = match.end()
        self.units = [_unit(match)]
        self.conditions: list[dict] = []
        self.parts = False
        self.closed = False

    def takes(self, text: str, match: re.Match[str]) -> bool:
        """Whether the count belongs to this quota; it is then kept as a condition."""
        between = text[self.end : match.start()]
        said = None if self.closed else self._role(between, match)
        if said is None:
            self.closed = self.closed or bool(_starts_task(between))
            return _area(match) not in _PER
        if said:
            self.conditions.append({"text": said, **_bounds(match), "unit": _unit(match) or "ร้อยละ"})
            self.units.append(_unit(match))
            self.end = match.end()
        return True

    def _role(self, between: str, match: re.Match[str]) -> str | None:
        """The words of a condition, "" for a count to pass over, None for one that is no condition."""
        if len(between) > 160 or _starts_task(between):
            return None
        area = _area(match)
        if area in (*self.units, "ๆ") and len(between) < 25:
            return f"{self.units[-1] if area == 'ๆ' else area}ละ"
        exception = _EXCEPTION.search(between)
        if exception:
            return exception["text"].strip(" ,")
        if area:
            return None
        return self._part(between, match)

    def _part(self, between: str, match: re.Match[str]) -> str | None:
        between = re.sub(r"\([^()]*\)", " ", between)
        inside = "(" in between
        if _MEASURE.search(between.rsplit("(", 1)[-1]) or (inside and not re.match(r" *\(", between)):
            return ""
        bound = match.groupdict().get("amin") or match.groupdict().get("amax") or match["unit"] == ""
        led = _PART.search(between) or (inside and not self.parts) or self.parts
        if not led and not (bound and _LOOSE_PART.search(between)):
            return ""
        self.parts = True
        return _words(between)

    def quota(self) -> Quota:
        fields = {"per": _PER[_area(self.first) or ""], **_bounds(self.first), "unit": _unit(self.first)}
        return Quota(self.first.start(), self.end, {**fields, "conditions": self.conditions})


def _area(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return groups.get("per") or groups.get("turned")


def _unit(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups.get("unit") or groups.get("late") or groups.get("open") or ""


def _starts_task(before: str) -> bool:
    """A deadline or a further task between two counts: the count belongs to something else."""
    return bool(re.search(r"ภายใน|และ(?:รายงาน|จัดส่ง|ส่ง|จัดทำ|คัดเลือก|แจ้ง)|พร้อมทั้ง|แล้วเสร็จ", before))


def _words(between: str) -> str:
    """What a part counts, without the words that lead to it."""
    text = re.sub(r"\s+", " ", _LEADS.sub("", between.strip()))
    return re.sub(r"[\s,(]+$", "", text) or re.sub(r"\s+", " ", between).strip()


def _bounds(match: re.Match[str]) -> dict:
    groups = match.groupdict()
    least, most, exact = None, None, None
    n = count(match["n"])
    if groups.get("to"):
        least, most = n, count(match["to"])
    elif any(groups.get(key) for key in ("amin", "bmin", "up", "oup")):
        least = n
    elif groups.get("amax") or groups.get("bmax"):
        most = n
    else:
        exact = n
    other = groups.get("cn") or groups.get("dn")
    if other and (groups.get("cmax") or groups.get("dmax")):
        least, exact, most = (exact if exact is not None else least), None, count(other)
    elif other:
        least = count(other)
    return {"min": least, "exact": exact, "max": most}


def count(text: str) -> int:
    """A count in figures or in words."""
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() else parse_number(plain)


def is_frequency(quota: Quota) -> bool:
    """สัปดาห์ละ ๒ ครั้ง counts in time, not over places."""
    return quota.fields["per"] in _FREQUENCY
