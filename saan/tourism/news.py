"""An event as a news text tells it: every part with the words it was read from, for a person to confirm.

Nothing read here commands anybody. Offsets are into the text as given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from saan.kernel.dates import FoundDate, FoundRange, find_dates
from saan.kernel.digits import to_arabic

Span = tuple[int, int]
NAME, DAYS, TIME, PLACE, HOST, ATTENDANCE, PARTNERS = (
    "name", "days", "time", "place", "host", "attendance", "partners"
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """A run of the text as it stands there."""

    text: str
    span: Span


@dataclass(frozen=True)
class EventDraft:
    """What the text says of an event; a part that it does not tell is empty. `words` holds the evidence by part."""

    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    start_time: time | None = None
    place: str = ""
    province: str = ""
    district: str = ""
    host: str = ""
    attendance: int | None = None
    attendance_about: bool = False
    partners: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)


_REST = re.compile(r"^[ \t]*(?:ที่มา *:|ข่าวล่าสุด|ข่าวที่เกี่ยวข้อง|ข่าวอื่น|อ่านต่อ|ดูข่าวทั้งหมด)", re.MULTILINE)
_GAP = r"[ \t\u00a0]+"
_STOP = (
    rf"(?={_GAP}(?:เพื่อ|โดย|ซึ่ง|ทั้งนี้|พร้อม|ระหว่าง|เมื่อ|ณ{_GAP}|ที่{_GAP}?|ใน?วันที่|เวลา|มีผู้|มีนาย|จัดขึ้น|นาย(?!อำเภอ|ก)|นาง|ดร\.)"
    r"|[ \t]*(?:\n|$))"
)
_OPENING = re.compile(rf"พิธีเปิด(?:งาน)?[ \t]*(?P<it>[^\n]{{6,220}}?){_STOP}")
_KINDS = "มหกรรม|เทศกาล|งานประจำปี|งานแสดง|งานเปิด|งาน|การประชุม|ประชุม|การสัมมนา|สัมมนา|การอบรม|การแข่งขัน"
_CALLED = re.compile(rf"(?:^|(?<=[\s“\"(])|(?<=จัด))(?P<it>(?:{_KINDS})[^\n]{{4,110}}?){_STOP}", re.MULTILINE)
_TIME = re.compile(r"เวลา[ \t]*(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)[ \t]*น")
_PLACE = re.compile(
    rf"(?<![ก-๛])ณ{_GAP}(?!วันที่)(?P<it>[^\n]{{3,240}}?)"
    rf"(?={_GAP}(?:เพื่อ|โดย|ซึ่ง|ทั้งนี้|พร้อม|ระหว่างวัน|เมื่อ|ใน?วันที่|เวลา|มีผู้|นาย(?!อำเภอ|ก)|นาง|ดร\.)|[ \t]*(?:\n|$))"
)
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๛])จ\.)[ \t]*(?P<it>[ก-๛]+)")
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๛])อ\.)[ \t]*(?P<it>[ก-๛]+)")
_HOST = re.compile(rf"(?:จัดโดย|เจ้าภาพ(?:คือ)?)[ \t]*(?P<it>[^\n]{{4,120}}?){_STOP}")
_OFFICE = re.compile(
    r"^[ \t]*(?P<it>(?:พช|สพจ|สพอ|สถจ|สถอ|อบจ|อบต|ทต|ทม|ทน|จ|อ)\.[ก-๛]{2,30}"
    rf"|(?:จังหวัด|อำเภอ|เทศบาล|สำนักงาน)[ก-๛]{{2,40}})(?={_GAP})",
    re.MULTILINE,
)
_ABOUT = "ไม่น้อยกว่า|มากกว่า|กว่า|ประมาณ|ราว|เกือบ"
_PEOPLE = re.compile(
    rf"(?:(?P<about>{_ABOUT})[ \t]*)?(?:จำนวน[ \t]*)?(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})"
    r"[ \t]*(?P<more>กว่า|เศษ)?[ \t]*คน"
)
_PARTNERS = re.compile(
    rf"(?:พร้อมด้วย|ร่วมกับ|ประกอบด้วย)(?P<it>[^\n]{{4,600}}?)"
    rf"(?={_GAP}?(?:เข้าร่วม|ร่วมประชุม|ร่วมพิธี|ร่วมงาน|ให้การต้อนรับ|ร่วมเป็น))"
)
_PERSON = re.compile(r"(?:นาย(?!อำเภอ|ก[อเส])|นางสาว|นาง|น\.ส\.|ดร\.|พล\.?[ก-๛]|ว่าที่)")
_OPEN_ENDED = re.compile(r"(?:คณะ(?:อนุ)?กรรมการ|คณะทำงาน|สำนักงาน)$")
_JOINED = re.compile(r"^(?:และ|พร้อมด้วย|รวมทั้ง|ตลอดจน)")


def event_from_news(text: str, record: Mapping[str, Any] | None = None) -> EventDraft:
    """Read an event from a news text; `record` is what the letter reader found (its "date" and "province" help).

    The lists of other news that pages print at their end are left out. A text that tells of no event gives an empty
    draft but for its headline.
    """
    known = record or {}
    body = _body(text)
    plain = to_arabic(body)
    found = dict(_parts(body, plain))
    days, spread = _days(body, known)
    if spread:
        found[DAYS] = spread
    clock = _TIME.search(plain)
    people = _people(plain)
    place = found[PLACE].text if PLACE in found else ""
    if people:
        found[ATTENDANCE] = Words(body[people.start() : people.end()].strip(), _tight(body, *people.span()))
    return EventDraft(
        name=_tidy(found[NAME].text) if NAME in found else "",
        starts_on=days[0],
        ends_on=days[1],
        start_time=time(int(clock["h"]), int(clock["m"])) if clock else None,
        place=_tidy(place),
        province=_named(_PROVINCE, place) or str(known.get("province") or ""),
        district=_named(_DISTRICT, place),
        host=_tidy(found[HOST].text) if HOST in found else "",
        attendance=int(people["n"].replace(",", "")) if people else None,
        attendance_about=bool(people and (people["about"] or people["more"])),
        partners=_bodies(found[PARTNERS].text) if PARTNERS in found else (),
        words=found,
    )


def _body(text: str) -> str:
    """The text up to where the page lists other news; offsets stay."""
    end = _REST.search(text)
    return text[: end.start()] if end and text[: end.start()].strip() else text


def _parts(body: str, plain: str) -> Iterator[tuple[str, Words]]:
    """The parts that are runs of words, each where it first stands."""
    story = _story_start(body)
    named = _OPENING.search(body, story) or _CALLED.search(body, story)
    headline = re.search(r"^[ \t]*(?P<it>\S[^\n]*?)[ \t]*$", body, re.MULTILINE)
    for part, match in (
        (NAME, named or headline),
        (TIME, _TIME.search(plain)),
        (PLACE, _ended_at_province(body, _PLACE.search(body))),
        (HOST, _HOST.search(body) or _OFFICE.search(body)),
        (PARTNERS, _PARTNERS.search(body)),
    ):
        if match is None:
            continue
        span = match if isinstance(match, tuple) else match.span("it" if "it" in match.groupdict() else 0)
        start, end = _tight(body, *span)
        if end > start:
            yield part, Words(body[start:end], (start, end))


def _story_start(body: str) -> int:
    """Where the headline ends, since headlines name no event as fully as the story does."""
    lines = [match for match in re.finditer(r"[^\n]+", body) if match.group().strip()]
    return lines[1].start() if len(lines) > 1 else 0


def _ended_at_province(body: str, match: re.Match[str] | None) -> Span | None:
    """A place ends with its province; what follows is the story again."""
    if match is None:
        return None
    start, end = match.span("it")
    province = _PROVINCE.search(body, start, end)
    return start, province.end() if province else end


def _tight(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _days(body: str, record: Mapping[str, Any]) -> tuple[tuple[date | None, date | None], Words | None]:
    """First and last day: a range where the text gives one, else its first full date, else the record's date."""
    near = _iso((record.get("date") or {}).get("iso"))
    dated = [item for item in find_dates(body, near) if item.precision == "day" and not item.problem]
    ranges = [item for item in dated if isinstance(item, FoundRange) and item.first.date and item.last.date]
    singles = [item for item in dated if isinstance(item, FoundDate) and item.date]
    if ranges:
        item = ranges[0]
        return (item.first.date, item.last.date), Words(body[item.start : item.end], (item.start, item.end))
    if singles:
        one = singles[0]
        return (one.date, one.date), Words(body[one.start : one.end], (one.start, one.end))
    return (near, near), None


def _iso(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _people(plain: str) -> re.Match[str] | None:
    """How many came: the number nearest after words of taking part, else the first number of people."""
    counts = list(_PEOPLE.finditer(plain))
    told = [count for count in counts if "ร่วม" in plain[max(0, count.start() - 60) : count.start()]]
    return next(iter(told or counts), None)


def _named(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match["it"] if match else ""


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" “”\"'")


def _bodies(words: str) -> tuple[str, ...]:
    """Bodies one by one. Persons are left out: who came as a person is no fact that Saan keeps."""
    bodies: list[str] = []
    surname = False
    for token in words.split():
        token = _JOINED.sub("", token).strip(",")
        if not token:
            continue
        if _PERSON.match(token):
            surname = True
            continue
        if surname:
            surname = False
            continue
        if bodies and (token.startswith("(") or _OPEN_ENDED.search(bodies[-1])):
            bodies[-1] = f"{bodies[-1]} {token}"
        else:
            bodies.append(token)
    return tuple(bodies)
