"""How an office's letter passes a superior's instructions on: its plan, its set phrases, and the printed sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saan.directives import schedule as schedules
from saan.directives.models import Directive
from saan.directives.queries.counting import rule_of, sentence_of
from saan.directives.rules import DirectiveKind
from saan.documents.typesetting.letter import Enclosure, Item, LetterKind, LetterSheet, Paragraph
from saan.kernel.dates import MONTHS, be_year, format_long
from saan.letters.models import Letter
from saan.letters.queries.citing import citation
from saan.letters.wording import addressee_of, unit_of
from saan.organisations.audience import below
from saan.organisations.models import Office
from saan.policy.thai import plain

CONCLUSION = "จึงเรียนมาเพื่อพิจารณาดำเนินการ"
_TO_WHOM = re.compile(r"\s*ให้\S+?ทราบ")
_DONE_BY_TELLING = ("แจ้ง", "เวียน", "ถ่ายทอด")


@dataclass(frozen=True)
class OnwardItem:
    """One instruction in the office's own words: the superior's directive behind it, what is asked, and by when.

    `done` says that with this letter the office's own deed under the directive is done.
    """

    parent: int
    text: str
    schedule: dict | None
    weekend: str
    done: bool = False

    @property
    def line(self) -> str:
        """As it stands in the letter, its due date at the end."""
        return f"{self.text.strip()} {due_words(self.schedule)}".strip()


@dataclass(frozen=True)
class Onward:
    """What an officer may change of the letter before it goes out."""

    subject: str
    addressee: str
    opening: str
    purpose: str
    items: tuple[OnwardItem, ...]
    conclusion: str = CONCLUSION
    urgency: str = ""


def audience_below(office: Office) -> dict | None:
    """The audience one level below in the office's own line of command; None where nobody stands there."""
    meant = below(office)
    if meant is None:
        return None
    (term,) = meant.terms
    return {"line": term.lines[0], "level": term.levels[0], "area": office.area_id, "except": []}


def plan_of(
    letter: Letter, owed: Sequence[tuple[Directive, date | None]], office: Office, receivers: Sequence[Office]
) -> Onward:
    """The letter as Saan proposes it; every instruction with the latest day it is owed here."""
    unit = unit_of(receivers)
    issuer = letter.issuer_name or "หน่วยงานต้นสังกัด"
    return Onward(
        subject=letter.subject,
        addressee=addressee_of(receivers),
        opening=f"ตามหนังสือที่อ้างถึง {issuer}ขอให้ดำเนินการเรื่อง{letter.subject} นั้น",
        purpose=f"{office.name}พิจารณาแล้ว เพื่อให้การดำเนินงานเป็นไปตามหนังสือดังกล่าว จึงขอให้{unit or 'ท่าน'}ดำเนินการ",
        items=tuple(_item(directive, last, office, unit) for directive, last in owed),
        urgency=letter.urgency,
    )


def _item(directive: Directive, last: date | None, office: Office, unit: str) -> OnwardItem:
    return OnwardItem(
        parent=directive.pk,
        text=retold(directive, office, unit),
        schedule=owed_schedule(directive, last),
        weekend=directive.weekend,
        done=directive.kind == DirectiveKind.DEED and directive.title.startswith(_DONE_BY_TELLING),
    )


def retold(directive: Directive, office: Office, unit: str = "") -> str:
    """What is asked as this office says it: told directly to those who do it, counted in full, reported to itself."""
    words = directive.title
    if unit and words.startswith(f"แจ้ง{unit}"):
        words = words.removeprefix(f"แจ้ง{unit}").strip()
    rule = rule_of(directive)
    if rule is not None:
        words = f"{words} โดย{plain(sentence_of(rule))}"
    if directive.kind != DirectiveKind.REPORT:
        return words
    form = (directive.report or {}).get("form")
    words = _TO_WHOM.sub("", words)
    return f"{words}{f' ตาม{form}' if form and 'ตามแบบ' not in words else ''} ต่อ{office.name}"


def owed_schedule(directive: Directive, last: date | None) -> dict | None:
    """The superior's schedule; one that counts from a day of its own becomes the day on which it is owed here."""
    schedule = directive.schedule
    if (schedule or {}).get("kind") == "relative" and last is not None:
        return {"kind": "once", "date": last.isoformat()}
    return schedule


def due_words(schedule: dict | None) -> str:
    """A schedule as a letter says it: "ภายในวันที่ 29 กันยายน 2566"; empty where none is set."""
    kind = (schedule or {}).get("kind")
    if schedule is None or kind in (None, "asap"):
        return ""
    until = schedule.get("until")
    if kind in ("once", "range") and len(schedule.get("date") or "") == 10:
        start = schedule.get("from") or ""
        begun = f"ตั้งแต่วันที่ {_day(start)} ถึงวันที่" if len(start) == 10 else "ภายในวันที่"
        return f"{begun} {_day(schedule['date'])}"
    if kind == "recurring" and schedule["rule"].startswith("monthly:"):
        day = schedule["rule"].partition(":")[2]
        every = "ทุกวันสิ้นเดือน" if day == "last" else f"ทุกวันที่ {day.replace(',', ' และ ')} ของเดือน"
        return f"{every} จนถึงเดือน{_month(until)}" if until else every
    words = schedules.phrase(schedule)
    return "" if words == "ไม่มีกำหนด" else words


def _day(iso: str) -> str:
    return format_long(date.fromisoformat(iso))


def _month(iso: str) -> str:
    first = date.fromisoformat(f"{iso[:7]}-01")
    return f"{MONTHS[first.month - 1]} {be_year(first)}"


def sheet_of(plan: Onward, letter: Letter, *, enclosed: bool) -> LetterSheet:
    """The plan as a letter without number, date, head and signature; one instruction alone is not numbered."""
    lines = [item.line for item in plan.items]
    purpose = plan.purpose.strip()
    if len(lines) == 1:
        asked = Paragraph(f"{purpose.removesuffix('ดำเนินการ')}{lines[0]}")
    else:
        asked = Paragraph(f"{purpose} ดังนี้", tuple(Item(line) for line in lines))
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=(),
        subject=plan.subject.strip(),
        addressee=plan.addressee.strip(),
        references=(citation(letter),),
        enclosures=(Enclosure("สำเนาหนังสือที่อ้างถึง", "จำนวน 1 ฉบับ"),) if enclosed else (),
        paragraphs=(Paragraph(plan.opening.strip()), asked),
        conclusion=plan.conclusion.strip(),
        urgency=plan.urgency,
    )
