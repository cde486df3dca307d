"""How a directive stands, place by place. Every parent row is the sum of its children, made from one reading."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from saan.accounts.policy import Actor
from saan.directives.models import Directive, Obligation
from saan.directives.queries.counting import judgements, rule_of
from saan.directives.queries.desk import Task
from saan.directives.queries.visibility import obligations_visible_to
from saan.directives.rules import CLOSED, COUNTED, Due, ObligationState, due_standing
from saan.geography.models import Area
from saan.geography.queries import children
from saan.kernel.dates import BANGKOK, now, today
from saan.kernel.workdays import workdays_between
from saan.organisations.models import Office
from saan.policy.judgement import Judgement, sum_judgements


@dataclass(frozen=True)
class ProgressRow:
    """One place: what is counted there, and how its offices stand. `drills` tells that smaller places lie beneath."""

    area: Area
    judgement: Judgement | None
    tasks: tuple[Task, ...]
    drills: bool

    @property
    def owed(self) -> int:
        return len(self.tasks)

    @cached_property
    def closed(self) -> int:
        return sum(task.closed for task in self.tasks)

    @cached_property
    def late(self) -> int:
        return sum(task.late for task in self.tasks)

    @cached_property
    def unseen(self) -> int:
        """Offices that have neither acknowledged nor finished."""
        return sum(task.obligation.acknowledged_at is None and not task.closed for task in self.tasks)

    @property
    def done(self) -> int:
        """Counted entries, or offices that have finished where nothing is counted."""
        return self.judgement.counted if self.judgement is not None else self.closed

    @property
    def needed(self) -> int:
        return self.judgement.needed if self.judgement is not None else self.owed

    @property
    def missing(self) -> int:
        return self.needed - self.done

    @property
    def complete(self) -> bool:
        return self.judgement.fulfilled if self.judgement is not None else 0 < self.owed == self.closed


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

    @property
    def adds_up(self) -> bool:
        """Whether the sum of the rows is the total, number by number; the total is not made from the rows."""
        if self.total.judgement is not None:
            summed = sum_judgements(row.judgement for row in self.rows if row.judgement is not None)
            return summed == self.total.judgement
        return sum(row.closed for row in self.rows) + self._own_closed == self.total.closed

    @property
    def _own_closed(self) -> int:
        """Obligations of the area's own office lie in no row beneath."""
        own = (self.area.lo, self.area.hi)
        return sum(
            task.closed for task in self.total.tasks if (task.obligation.lo, task.obligation.hi) == own
        )


def progress(directive: Directive, area: Area, actor: Actor, *, period: str | None = None) -> Progress:
    """How the directive stands in an area the actor may follow, with one row per place beneath."""
    counted = _Counted.of(directive, area)
    tasks = _tasks(directive, area, actor, period, counted)
    below = [_row(child, counted, tasks) for child in children(area)]
    return Progress(
        directive=directive,
        area=area,
        total=_row(area, counted, tasks),
        rows=tuple(row for row in below if row.owed or row.judgement is not None),
        custody=tuple(sorted(_custody(tasks), key=lambda each: (-each.workdays, each.task.obligation.lo))),
        as_of=now(),
    )


@dataclass(frozen=True)
class _Counted:
    """Judgements in the order of their places, so that any range of tambon codes is one slice."""

    starts: Sequence[int]
    ends: Sequence[int]
    judgements: Sequence[Judgement]

    @classmethod
    def of(cls, directive: Directive, area: Area) -> "_Counted":
        """Nothing where nothing is counted; where a choice is asked for, what has been nominated."""
        rule = rule_of(directive)
        if rule is None or directive.kind not in COUNTED:
            return cls((), (), ())
        width = rule.per.divisor
        found = sorted(judgements(directive, (area.lo, area.hi)).items())
        starts = [code * width for code, _ in found]
        return cls(starts, [start + width - 1 for start in starts], [judged for _, judged in found])

    def within(self, lo: int, hi: int) -> Judgement | None:
        """The sum over the places in the range; None where no place of the rule's level lies in it."""
        inside = self.judgements[bisect_left(self.starts, lo) : bisect_right(self.ends, hi)]
        return sum_judgements(inside) if inside else None

    def finer_than(self, area: Area) -> bool:
        at = bisect_left(self.starts, area.lo)
        return at < len(self.ends) and self.starts[at] <= area.hi and self.ends[at] < area.hi


UNASKED = tuple(
    f"office__{name}"
    for name in ("head_title", "registry_body", "letter_prefix", "prefix_verified", "address_line1", "address_line2",
                 "postcode", "phone", "email", "valid_from", "valid_to", "successor", "provisional", "authority_kind")
)  # fmt: skip


def _tasks(
    directive: Directive, area: Area, actor: Actor, period: str | None, counted: _Counted
) -> list[Task]:
    """The obligations in the area by place; the directive is put in place once, not read with every row."""
    owed = obligations_visible_to(actor).filter(directive=directive, lo__gte=area.lo, hi__lte=area.hi)
    owed = owed.exclude(state=ObligationState.CANCELLED).select_related("office").order_by("lo", "hi", "id")
    owed = owed.defer(*UNASKED)
    if period is not None:
        owed = owed.filter(period=period)
    day, found = today(), []
    dues: dict[date | None, Due] = {}
    for obligation in owed:
        obligation.directive = directive
        due = dues.get(obligation.due_on) or dues.setdefault(
            obligation.due_on, due_standing(obligation.due_on, day)
        )
        found.append(Task(obligation, due, counted.within(obligation.lo, obligation.hi)))
    return found


def _row(area: Area, counted: _Counted, tasks: Sequence[Task]) -> ProgressRow:
    first = bisect_left(tasks, area.lo, key=lambda task: task.obligation.lo)
    last = bisect_right(tasks, area.hi, key=lambda task: task.obligation.lo)
    mine = tuple(task for task in tasks[first:last] if _holds(area, task.obligation))
    finer = counted.finer_than(area) or any(task.obligation.hi < area.hi for task in mine)
    return ProgressRow(area, counted.within(area.lo, area.hi), mine, finer)


def _holds(area: Area, obligation: Obligation) -> bool:
    return area.lo <= obligation.lo and obligation.hi <= area.hi


STAGES = {
    ObligationState.DELIVERED: "ยังไม่รับทราบ",
    ObligationState.ACKNOWLEDGED: "กำลังทำ",
    ObligationState.SUBMITTED: "รอตรวจรายงาน",
    ObligationState.RETURNED: "ส่งคืน รอแก้",
}


def _custody(tasks: Iterable[Task]) -> Iterable[Custody]:
    day = today()
    spans: dict[date, int] = {}
    for task in tasks:
        state = ObligationState(task.obligation.state)
        if task.closed or state in CLOSED:
            continue
        holder = task.directive.office if state == ObligationState.SUBMITTED else task.obligation.office
        since = task.obligation.changed_at or task.obligation.acknowledged_at or task.obligation.delivered_at
        begun = since.astimezone(BANGKOK).date()
        if begun not in spans:
            spans[begun] = max(0, workdays_between(begun, day))
        yield Custody(task, holder, STAGES[state], since, spans[begun])
