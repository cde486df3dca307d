"""A directive in words: to whom, by when, whether it can be done, and what issuing will bring about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saan.accounts.policy import Actor
from saan.directives import audience, schedule
from saan.directives.models import Directive
from saan.directives.queries import Feasibility, feasibility, rule_of
from saan.directives.queries.feasibility import AreaChance
from saan.directives.rules import COUNTED
from saan.directives.schedule import Owed, owed_periods
from saan.kernel.dates import format_deadline, today
from saan.kernel.refusals import Refused
from saan.kernel.workdays import WeekendPolicy, explain, is_workday, roll
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel
from saan.policy.change import Relaxation
from saan.web.office.directives.naming import title_of, unit_of
from saan.web.office.directives.words import Pair, pair_of

WORKDAYS_OF_A_MONTH = 21
SHOWN_AREAS = 12
SHOWN_CLOSED = 3


@dataclass(frozen=True)
class Choice:
    """One answer of a question: its value, words, what it will bring about, and whether it is the one in force."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Weekend:
    """A due date on a closed day, and where each policy would put it."""

    why: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Finding:
    """The feasibility as its heading says it. `tone` is the tone of its tag; `warning` is empty when all is well."""

    found: Feasibility
    heading: str
    warning: str
    tag: str
    tone: str
    areas: tuple[AreaChance, ...]
    more: tuple[AreaChance, ...]
    relaxations: tuple[Choice, ...]
    level: str

    @property
    def pool(self) -> int:
        """All there is in the registry, a surplus included."""
        return sum(area.has for area in self.found.areas)

    @property
    def icon(self) -> str:
        return {"ok": "ok", "warn": "warn", "bad": "bad"}.get(self.tone, "half")


@dataclass(frozen=True)
class Section:
    """One drafted instruction with everything an officer checks before it is issued."""

    directive: Directive
    title: str
    unit: str
    pair: Pair
    addressed: str
    offices: tuple[Office, ...]
    deadline: str
    periods: tuple[Owed, ...]
    trouble: str
    weekend: Weekend | None
    finding: Finding | None
    meanings: tuple[Choice, ...]

    @property
    def obligations(self) -> int:
        return len(self.offices) * len(self.periods)

    @property
    def notes(self) -> list[tuple[str, str]]:
        return notes_of(self.directive)


def section_of(directive: Directive, actor: Actor) -> Section:
    """The draft as of now; a schedule that cannot be kept is told, not raised."""
    periods, trouble = _periods(directive)
    offices = tuple(audience.offices(directive.audience, actor).select_related("area"))
    due = periods[-1].due if periods else None
    return Section(
        directive=directive,
        title=title_of(directive),
        unit=unit_of(directive),
        pair=pair_of(directive),
        addressed=audience.phrase(directive.audience),
        offices=offices,
        deadline=schedule.phrase(directive.schedule),
        periods=periods,
        trouble=trouble,
        weekend=_weekend(directive, periods),
        finding=finding_of(directive, actor, due),
        meanings=_meanings(directive.interpretation),
    )


def _meanings(interpretation: dict | None) -> tuple[Choice, ...]:
    """The readings of words with more than one meaning, and the officer's own rule as the last."""
    if interpretation is None:
        return ()
    chosen = interpretation["chosen"]
    offered = [
        Choice(str(index), each["says"], checked=chosen == index)
        for index, each in enumerate(interpretation["readings"])
    ]
    return (*offered, Choice("own", "ใช้กติกาตามที่แก้เอง", checked=chosen == "own"))


def notes_of(directive: Directive) -> list[tuple[str, str]]:
    """What the reader was unsure of, each under its own key; "or" is asked as a choice of meanings instead."""
    asked = directive.interpretation is not None
    keyed = ((f"{directive.pk}-{index}", note) for index, note in enumerate(directive.notes))
    return [(key, note) for key, note in keyed if not (asked and "มีคำว่า “หรือ”" in note)]


def _periods(directive: Directive) -> tuple[tuple[Owed, ...], str]:
    try:
        return tuple(owed_periods(directive.schedule, directive.weekend, issued=today())), ""
    except Refused as refused:
        return (), refused.message


def _weekend(directive: Directive, periods: Sequence[Owed]) -> Weekend | None:
    """The question only where it changes something."""
    closed = [each.printed for each in periods if each.printed and not is_workday(each.printed)]
    if not closed:
        return None
    of_all = f" จาก {len(periods):,} งวด" if len(periods) > 1 else ""
    choices = (
        Choice(policy.value, policy.label, _moved(closed, policy), policy == directive.weekend)
        for policy in WeekendPolicy
    )
    return Weekend(f"{_named([explain(day) for day in closed])}{of_all}", tuple(choices))


def _moved(days: Sequence[date], policy: WeekendPolicy) -> str:
    return f"ครบกำหนด {_named([format_deadline(roll(day, policy)) for day in days])}"


def _named(words: Sequence[str]) -> str:
    """The first few by name, the rest as a number of periods."""
    more = f" และอีก {len(words) - SHOWN_CLOSED:,} งวด" if len(words) > SHOWN_CLOSED else ""
    return f"{' และ '.join(words[:SHOWN_CLOSED])}{more}"


def finding_of(directive: Directive, actor: Actor, due: date | None) -> Finding | None:
    """The finding in words; None where nothing is counted."""
    found = feasibility(directive, actor, due=due)
    rule = rule_of(directive)
    if found is None or rule is None or directive.kind not in COUNTED:
        return None
    level, unit = rule.per.label, unit_of(directive)
    lacking = found.lacking if found.lacking or not found.chosen else ()
    heading, warning, tag, tone = (
        _chosen_words(found, level) if found.chosen else _new_words(found, level, unit)
    )
    relaxations = () if directive.parent_id else _relaxations(found, level)
    return Finding(
        found, heading, warning, tag, tone, lacking[:SHOWN_AREAS], lacking[SHOWN_AREAS:], relaxations, level
    )


def _chosen_words(found: Feasibility, level: str) -> tuple[str, str, str, str]:
    cannot = len(found.impossible)
    can = len(found.areas) - cannot
    if not cannot:
        return f"ทำได้ครบทั้ง {can:,} {level}", "", "ทำได้ทุกแห่ง", "ok"
    return f"ทำได้ {can:,} {level} ทำไม่ได้ {cannot:,} {level}", "", f"มี {cannot:,} {level}ทำไม่ได้", "warn"


def _new_words(found: Feasibility, level: str, unit: str) -> tuple[str, str, str, str]:
    lacks = found.lacks
    if not lacks:
        return f"วันนี้มีครบแล้ว {found.needed:,} {unit}", "", "ครบแล้ว", "ok"
    within = (
        f" ภายใน {found.workdays:,} วันทำการ" if found.workdays is not None and found.workdays >= 0 else ""
    )
    heading = f"วันนี้มีแล้ว {found.has:,} จาก {found.needed:,} {unit} ยังต้องหาเพิ่ม {lacks:,} {unit}{within}"
    pace = f"เดือนที่มากที่สุดในรอบปีทำได้ {found.quickest:,} {unit}"
    able = found.quickest * found.workdays // WORKDAYS_OF_A_MONTH if found.workdays is not None else None
    if found.workdays is not None and found.workdays < 0:
        return heading, "กำหนดส่งผ่านไปแล้ว งานจะเกินกำหนดทันทีที่ออก", "กำหนดผ่านแล้ว", "bad"
    if able is not None and lacks > able:
        return heading, f"{pace} เวลาที่มีจึงน่าจะได้ราว {max(able, 0):,} {unit}", "น่าจะไม่ทัน", "warn"
    return heading, "", pace, "go"


def _relaxations(found: Feasibility, level: str) -> tuple[Choice, ...]:
    """Smallest first, and last to issue as it stands."""
    if not found.impossible:
        return ()
    offered = [_offer(index, each, found, level) for index, each in enumerate(found.relaxations)]
    as_is = Choice("asis", "ออกตามเดิม", f"{len(found.impossible):,} {level}ต้องเขียนเหตุผลที่ส่งไม่ครบ", True)
    return (*offered, as_is)


def _offer(index: int, relaxation: Relaxation, found: Feasibility, level: str) -> Choice:
    has = {each.area.code: each for each in found.areas}
    spared = [f"{has[code].area.name_th} {has[code].has:,}" for code in relaxation.exempt if code in has]
    if not spared:
        return Choice(str(index), relaxation.text_th, "ครบทุกแห่ง")
    more = f" และอีก {len(spared) - 4:,} {level}" if len(spared) > 4 else ""
    return Choice(str(index), relaxation.text_th, f"เหลือตามที่มี: {', '.join(spared[:4])}{more}")


@dataclass(frozen=True)
class Issue:
    """What pressing the button will bring about."""

    offices: int
    noun: str
    obligations: int
    notes: int

    @property
    def label(self) -> str:
        return f"ออกข้อสั่งการให้ {self.offices:,} {self.noun}"


def issue_of(sections: Sequence[Section]) -> Issue:
    """The sum over all drafts of a letter; offices counted once."""
    offices = {office.pk for section in sections for office in section.offices}
    levels = {section.directive.audience["level"] for section in sections}
    noun = OfficeLevel(levels.pop()).label if len(levels) == 1 and "local" not in levels else "หน่วยงาน"
    return Issue(
        len(offices),
        noun,
        sum(section.obligations for section in sections),
        sum(len(section.notes) for section in sections),
    )
