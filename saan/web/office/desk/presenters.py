"""The desk in words: what must be done, what is missing by place, and the one button that helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.directives.catalogue import countables
from saan.directives.models import Directive
from saan.directives.queries import Task, rule_of
from saan.directives.queries.desk import Shortfall
from saan.directives.rules import DirectiveKind, ObligationState
from saan.kernel.dates import BANGKOK, WEEKDAYS, format_deadline, format_long, today
from saan.kernel.workdays import workdays_between
from saan.policy.thai import missing_sentence, unit
from saan.web.components.status import Shown, Status, shown
from saan.web.office.directives.naming import due_note, short_number, title_of, unit_of

SHOWN_PLACES = 4
TABLES_OF_PRODUCERS = ("producer", "group")


@dataclass(frozen=True)
class Missing:
    """A place and what it still lacks, in words."""

    place: str
    words: str


@dataclass(frozen=True)
class Button:
    """What can be done about a task: where it leads and what it says."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """One task as the desk draws it."""

    task: Task
    title: str
    unit: str
    note: str
    missing: tuple[Missing, ...]
    more: int
    state: Shown
    held_days: int
    button: Button | None
    may_acknowledge: bool


def row_of(task: Task, actor: Actor) -> Row:
    """The row of a task; buttons only for who may work on it."""
    works = actor.holds(Permission.OBLIGATIONS_WORK) and task.obligation.office_id == actor.office.pk
    lacking = [_missing(task.directive, each) for each in task.shortfalls]
    return Row(
        task=task,
        title=title_of(task.directive) + (f" งวด{task.obligation.period}" if task.obligation.period else ""),
        unit=unit_of(task.directive),
        note=due_note(task.obligation),
        missing=tuple(lacking[:SHOWN_PLACES]),
        more=max(0, len(lacking) - SHOWN_PLACES),
        state=state_of(task),
        held_days=held_days(task),
        button=button_of(task, actor) if works and task.open else None,
        may_acknowledge=works and task.open and task.obligation.acknowledged_at is None,
    )


def _missing(directive: Directive, shortfall: Shortfall) -> Missing:
    rule = rule_of(directive)
    assert rule is not None
    words = missing_sentence(rule, shortfall.judgement, countables()[rule.entity])
    return Missing(shortfall.area.short, words.removeprefix("ยัง"))


def state_of(task: Task) -> Shown:
    """The one tag that tells how the task stands."""
    state = ObligationState(task.obligation.state)
    if state in (ObligationState.EXCUSED, ObligationState.CANCELLED):
        return shown(Status.EXEMPT if state == ObligationState.EXCUSED else Status.CANCELLED)
    if task.closed:
        return shown(Status.ACCEPTED if state == ObligationState.ACCEPTED else Status.COMPLETE)
    if state == ObligationState.DELIVERED:
        return shown(Status.UNACKNOWLEDGED)
    known = {ObligationState.SUBMITTED: Status.SUBMITTED, ObligationState.RETURNED: Status.RETURNED}
    return shown(known.get(state, Status.IN_PROGRESS))


def held_days(task: Task) -> int:
    """Working days since the task came into the hands that hold it."""
    owed = task.obligation
    since = owed.changed_at or owed.acknowledged_at or owed.delivered_at
    return max(0, workdays_between(since.astimezone(BANGKOK).date(), today()))


def button_of(task: Task, actor: Actor) -> Button:
    """The act that brings the task nearer to its end, named by its object."""
    here = reverse("obligation", args=[task.obligation.pk])
    match DirectiveKind(task.directive.kind):
        case DirectiveKind.COUNT if actor.holds(Permission.PRODUCERS_EDIT):
            return _registering(task)
        case DirectiveKind.REPORT:
            returned = task.obligation.state == ObligationState.RETURNED
            words = "แก้รายงานที่ส่งคืน" if returned else "จัดทำรายงาน"
            return Button(words, address("report-new", task.obligation.pk) or here)
        case DirectiveKind.SELECT:
            return Button("เสนอรายชื่อ", address("selection-of", task.obligation.pk) or here)
        case DirectiveKind.DEED:
            return Button("บันทึกผลการดำเนินการ", f"{here}#done")
    return Button("ดูรายละเอียดงาน", here)


def _registering(task: Task) -> Button:
    rule = rule_of(task.directive)
    if rule is None or rule.entity not in TABLES_OF_PRODUCERS:
        return Button("เปิดทะเบียนผู้ผลิต", address("registry"))
    place = task.shortfalls[0].area.code if task.shortfalls else ""
    return Button("ลงทะเบียนผู้ผลิต", f"{address('registry-new')}?tambon={place}")


def address(name: str, *args: object) -> str:
    """The address of a page, or nothing where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def day_line() -> str:
    """วันพุธที่ 27 กันยายน 2566."""
    day = today()
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {format_long(day)}"


def headline(tasks: Sequence[Task], *, reviews: int = 0, sent_back: int = 0) -> str:
    """ต้องทำ 3 เรื่อง ใกล้สุดศุกร์นี้ เกินกำหนด 1 เรื่อง ต้องตรวจรายงาน 2 ฉบับ มีหนังสือที่ผู้รับไม่รับ 1 ฉบับ."""
    own = _own_words([task for task in tasks if task.open])
    words = own + ([f"ต้องตรวจรายงาน {reviews:,} ฉบับ"] if reviews else [])
    words += [f"มีหนังสือที่ผู้รับไม่รับ {sent_back:,} ฉบับ"] if sent_back else []
    return " ".join(words) or "ไม่มีเรื่องที่ต้องทำ"


def _own_words(waiting: Sequence[Task]) -> list[str]:
    if not waiting:
        return []
    late = sum(task.late for task in waiting)
    ahead = [task.due.on for task in waiting if task.due.on and not task.late]
    words = [f"ต้องทำ {len(waiting):,} เรื่อง"]
    words += [f"ใกล้สุด{_near_day(min(ahead))}"] if ahead else []
    return words + ([f"เกินกำหนด {late:,} เรื่อง"] if late else [])


def _near_day(day: date) -> str:
    now = today()
    if day == now:
        return "วันนี้"
    if day.isocalendar()[:2] == now.isocalendar()[:2]:
        return f"{WEEKDAYS[day.weekday()]}นี้"
    return f" {format_deadline(day)}"


def gap_line(tasks: Sequence[Task], actor: Actor) -> str:
    """What the most pressing count still lacks, with its letter; empty where nothing counted is missing."""
    for task in tasks:
        if task.open and task.judgement is not None and task.shortfalls:
            rule = rule_of(task.directive)
            assert rule is not None
            noun = countables()[rule.entity]
            where = f"{len(task.shortfalls):,} {rule.per.label}"
            letter = short_number(task.directive.letter)
            by_letter = f" จึงจะครบตามหนังสือ {letter}" if letter else ""
            lack = f"{task.judgement.missing:,} {unit(rule, noun)}"
            return f"{actor.office.area.title}ยังขาดอีก {lack} ใน {where}{by_letter}"
    return ""
