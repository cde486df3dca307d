"""How a directive stands, place by place. Every parent row is the sum of its children, made from one reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from saan.accounts.policy import Actor
from saan.directives.models import Directive, Obligation
from saan.directives.queries.counting import judgements
from saan.directives.queries.desk import Task
from saan.directives.queries.visibility import obligations_visible_to
from saan.directives.rules import CLOSED, ObligationState, due_standing
from saan.geography.models import Area
from saan.geography.queries import children
from saan.kernel.dates import BANGKOK, now, today
from saan.kernel.workdays import workdays_between
from saan.organisations.models import Office
from saan.policy.judgement import Judgement, sum_judgements


@dataclass(frozen=True)
class ProgressRow:
    """One place: what is counted there, and how its offices stand."""

    area: Area
    judgement: Judgement | None
    tasks: tuple[Task, ...]
    drills: bool

    @property
    def owed(self) -> int:
        return len(self.tasks)

    @property
    def closed(self) -> int:
        return sum(task.closed for task in self.tasks)

    @property
    def late(self) -> int:
        return sum(task.late for task in self.tasks)

    @property
    def percent(self) -> int:
        """Share woven, 0 to 100, rounded down so that only the whole is 100."""
        if self.judgement is not None:
            return self.judgement.counted * 100 // self.judgement.needed if self.judgement.needed else 0
        return self.closed * 100 // self.owed if self.owed else 0


@dataclass(frozen=True)
class Custody:
    """With whom one unfinished obligation lies, at what stage, since when and for how many working days."""

    task: Task
    holder: Office
    stage: str
    since: datetime
    workdays: int


@dataclass(frozen=True)
class Progress:
    """The standing of one directive in one area: the sum, its rows, and what lies where. `as_of` is Bangkok time."""

    directive: Directive
    area: Area
    total: ProgressRow
    rows: tuple[ProgressRow, ...]
    custody: tuple[Custody, ...]
    as_of: datetime


def progress(directive: Directive, area: Area, actor: Actor, *, period: str | None = None) -> Progress:
    """How the directive stands in an area the actor may follow, with one row per place beneath."""
    by_area = judgements(directive, (area.lo, area.hi))
    owed = obligations_visible_to(actor).filter(directive=directive, lo__gte=area.lo, hi__lte=area.hi)
    if period is not None:
        owed = owed.filter(period=period)
    tasks = [_task(each, by_area) for each in owed.exclude(state=ObligationState.CANCELLED).select_related(
        "office__parent", "directive__office", "directive__letter")]  # fmt: skip
    rows = tuple(_row(child, by_area, tasks) for child in children(area))
    rows = tuple(row for row in rows if row.owed or row.judgement)
    return Progress(
        directive=directive,
        area=area,
        total=_row(area, by_area, tasks),
        rows=rows,
        custody=tuple(sorted(_custody(tasks), key=lambda each: (-each.workdays, each.task.obligation.lo))),
        as_of=now(),
    )


def _task(obligation: Obligation, by_area: dict[int, Judgement]) -> Task:
    counted = [each for code, each in by_area.items() if _inside(code, obligation.lo, obligation.hi)]
    judgement = sum_judgements(counted) if by_area else None
    return Task(obligation, due_standing(obligation.due_on, today()), judgement)


def _row(area: Area, by_area: dict[int, Judgement], tasks: Iterable[Task]) -> ProgressRow:
    counted = [each for code, each in by_area.items() if _inside(code, area.lo, area.hi)]
    mine = tuple(task for task in tasks if area.lo <= task.obligation.lo and task.obligation.hi <= area.hi)
    finer = any(code > area.code for code in by_area) or any(task.obligation.lo != area.lo for task in mine)
    return ProgressRow(area, sum_judgements(counted) if counted else None, mine, finer and area.lo != area.hi)


def _inside(code: int, lo: int, hi: int) -> bool:
    """Whether an area code of any level lies in a range of tambon codes."""
    width = 10 ** (6 - len(str(code))) if code else 10**6
    return lo <= code * width and code * width + width - 1 <= hi


STAGES = {
    ObligationState.DELIVERED: "ยังไม่รับทราบ",
    ObligationState.ACKNOWLEDGED: "กำลังทำ",
    ObligationState.SUBMITTED: "รอตรวจรายงาน",
    ObligationState.RETURNED: "ส่งคืน รอแก้",
}


def _custody(tasks: Iterable[Task]) -> Iterable[Custody]:
    for task in tasks:
        state = ObligationState(task.obligation.state)
        if task.closed or state in CLOSED:
            continue
        holder = task.directive.office if state == ObligationState.SUBMITTED else task.obligation.office
        since = task.obligation.changed_at or task.obligation.acknowledged_at or task.obligation.delivered_at
        days = workdays_between(since.astimezone(BANGKOK).date(), today())
        yield Custody(task, holder, STAGES[state], since, max(days, 0))
