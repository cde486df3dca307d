"""How many of what per which area: อย่างน้อยตำบลละ ๒ ราย/กลุ่ม, with the conditions that follow it."""

import re
from dataclasses import dataclass

from saan.kernel.number_words import NUMBER_WORDS, parse_number
from saan.letters.reader.words import mapping, one_of

_PER = mapping("per")
_PER_WORD = "|".join(re.escape(w) for w in sorted(_PER, key=len, reverse=True))
_MIN = r"อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ขั้นต่ำ|มากกว่า|เกินกว่า"
_MAX = r"ไม่เกิน(?:กว่า)?|ไม่มากกว่า|สูงสุด|อย่างมาก"
_BOUND = rf"(?:(?P<{{0}}min>{_MIN})|(?P<{{0}}max>{_MAX})|จำนวน|รวม)"
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{NUMBER_WORDS})"
_UNIT = one_of("units")
_QUOTA = re.compile(
    rf"(?:{_BOUND.format('a')} *)?(?P<per>{_PER_WORD}) ?ละ *(?:{_BOUND.format('b')} *)?"
    rf"(?P<n>{_NUM})(?: ?(?:-|ถึง) ?(?P<to>{_NUM}))? *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
    rf"(?: *(?:แต่)? *(?:{_BOUND.format('c')}) *(?P<cn>{_NUM}) *(?P=unit))?"
)
# อำเภอละ ๑ แต่ไม่เกิน ๓ ผลิตภัณฑ์: the unit stands once, at the end
_SPLIT = re.compile(
    rf"(?:{_BOUND.format('a')} *)?(?P<per>{_PER_WORD}) ?ละ *(?:{_BOUND.format('b')} *)?(?P<n>{_NUM})"
    rf" *แต่ *(?:{_BOUND.format('c')}) *(?P<cn>{_NUM}) *(?P<unit>{_UNIT})"
)
# ยกเว้นอำเภอเมือง … ๕ ผลิตภัณฑ์: an exception with a figure of its own
_EXCEPTION = re.compile(
    rf"(?P<text>(?:ยกเว้น|เว้นแต่|สำหรับ|ส่วน)(?:จังหวัด|อำเภอ|ตำบล|พื้นที่|กรณี)[^\d\n]{{0,60}}?) *(?:{_BOUND.format('a')} *)?"
    rf"(?P<n>{_NUM}) *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
)
# each way round: ๒ กลุ่มต่อตำบล
_REVERSED = re.compile(
    rf"(?:{_BOUND.format('a')} *)?(?P<n>{_NUM})(?: ?(?:-|ถึง) ?(?P<to>{_NUM}))? *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
    rf" ?ต่อ ?(?:1 ?)?(?P<per>{_PER_WORD})(?!ไป)"
)
_AGAIN = re.compile(rf" *ๆ *ละ *(?:{_BOUND.format('a')} *)?(?P<n>{_NUM}) *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?")
_CONDITION = re.compile(
    rf"(?:{_BOUND.format('a')} *)(?P<n>{_NUM})(?: ?- ?(?P<to>{_NUM}))? *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
)
_CONDITION_LEAD = re.compile(
    r"(?:โดย(?:รับลงทะเบียน|คัดเลือก|เป็น|ต้อง)?|ในจำนวนนี้|แบ่งเป็น|แบ่งออกเป็น|ประกอบด้วย|ต้องเป็น|ต้องมี|เป็น|มี|และ|,|หรือ|ได้แก่|คือ|\d[.)])\s*"
)
_FREQUENCY = {"week", "month", "half-month"}


@dataclass(frozen=True)
class Quota:
    """A quota with its place in the clause; ``fields`` as in the record, conditions included."""

    start: int
    end: int
    fields: dict


def quotas(text: str) -> list[Quota]:
    """Every quota of a text in order; parts, exceptions and nested counts are its conditions."""
    matches = sorted(
        [m for p in (_QUOTA, _SPLIT, _REVERSED) for m in p.finditer(text)], key=lambda m: m.start()
    )
    found: list[Quota] = []
    for i, match in enumerate(matches):
        if found and match.start() < found[-1].end:
            continue
        until = matches[i + 1].start() if i + 1 < len(matches) else len(text)
        found.append(_quota(text, match, until))
    return found


def _quota(text: str, match: re.Match[str], until: int) -> Quota:
    fields = {"per": _PER[match["per"]], **_bounds(match), "unit": match["unit"]}
    end = match.end()
    conditions: list[dict] = []
    again = _AGAIN.match(text, end)
    if again:
        conditions.append({"text": f"{match['unit']}ละ", **_bounds(again), "unit": again["unit"]})
        end = again.end()
    nested = _nested(text, end, match["unit"])
    if nested:
        conditions.append({"text": f"{match['unit']}ละ", **_bounds(nested), "unit": nested["unit"]})
        end = nested.end()
    exception = _EXCEPTION.match(text, end + len(text[end:]) - len(text[end:].lstrip(" ,และ")), until)
    if exception:
        conditions.append(
            {"text": exception["text"].strip(), **_bounds(exception), "unit": exception["unit"]}
        )
        end = exception.end()
    followers, end = _conditions(text, end, until)
    fields["conditions"] = conditions + followers
    return Quota(match.start(), end, fields)


def _nested(text: str, at: int, unit: str) -> re.Match[str] | None:
    """๑ คณะ คณะละไม่เกิน ๗ คน: a count inside each unit of the quota."""
    inner = rf"(?:{_BOUND.format('a')} *)?(?P<n>{_NUM}) *(?P<unit>{_UNIT})(?P<up> *ขึ้นไป)?"
    return re.compile(rf"[ ,]*(?:โดย)?{re.escape(unit)} ?ละ *{inner}").match(text, at)


def _conditions(text: str, start: int, until: int) -> tuple[list[dict], int]:
    found: list[dict] = []
    end = start
    for match in _CONDITION.finditer(text, start, until):
        before = text[end : match.start()]
        if before.count("(") > before.count(")") or len(before) > 160 or "ความยาว" in before:
            continue
        if _starts_task(before):
            break
        leads = list(_CONDITION_LEAD.finditer(before))
        if not found and not re.search(r"โดย|จำนวนนี้|แบ่ง|ประกอบ|ต้อง|ทั้งนี้|ได้แก่|และ|เป็น", before):
            continue
        said = before[leads[0].end() :] if leads else before
        found.append({"text": _trim(said), **_bounds(match), "unit": match["unit"]})
        end = match.end()
    return found, end


def _starts_task(before: str) -> bool:
    """A deadline or a further task between two counts: the count belongs to something else."""
    return bool(re.search(r"ภายใน|และ(?:รายงาน|จัดส่ง|ส่ง|จัดทำ|คัดเลือก)|พร้อมทั้ง|แล้วเสร็จ", before))


def _trim(text: str) -> str:
    text = re.sub(r"^(?:โดย|ใน|จำนวนนี้|ต้อง|เป็น|และ|รับลงทะเบียน|คัดเลือก|มี|ให้|\s|,)+", "", text)
    return re.sub(r"[\s,]+$", "", re.sub(r"\s+", " ", text))


def _bounds(match: re.Match[str]) -> dict:
    groups = match.groupdict()
    least, most, exact = None, None, None
    n = count(match["n"])
    if groups.get("to"):
        least, most = n, count(match["to"])
    elif groups.get("amin") or groups.get("bmin") or groups.get("up"):
        least = n
    elif groups.get("amax") or groups.get("bmax"):
        most = n
    else:
        exact = n
    if groups.get("cn"):
        if groups.get("cmax"):
            most = count(match["cn"])
            least, exact = (exact if exact is not None else least), None
        elif groups.get("cmin"):
            least = count(match["cn"])
    return {"min": least, "exact": exact, "max": most}


def count(text: str) -> int:
    """A count in figures or in words."""
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() else parse_number(plain)


def is_frequency(quota: Quota) -> bool:
    """สัปดาห์ละ ๒ ครั้ง counts in time, not over places."""
    return quota.fields["per"] in _FREQUENCY
