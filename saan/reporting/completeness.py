"""Periods by offices: who has answered, who has not, with whom it lies, and how it stood at the end of each quarter.

An office's own report and those of the offices below it tell of the same facts, so the two are never summed: a line
shows the office's own answer, and what lies beneath is seen by opening the line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from saan.accounts.policy import Actor
from saan.directives.models import Directive
from saan.directives.queries import obligations_visible_to
from saan.directives.rules import DirectiveState, ObligationState
from saan.geography.models import Area
from saan.geography.queries import children
from saan.geography.rules import AreaLevel
from saan.kernel.dates import BANGKOK, now, today
from saan.kernel.fiscal import FiscalYear, fiscal_year_of, quarter_of
from saan.kernel.workdays import workdays_between
from saan.organisations.models import Office
from saan.reporting.models import Report
from saan.reporting.rules import CellState, ReportState, Stand, Version, late_by, stood

ANSWERED = (Stand.ACCEPTED, Stand.REVIEW)


@dataclass(frozen=True)
class Slot:
    """One office's answer for one period, with every version that was sent."""

    office: Office
    period: str
    start: date | None
    due: date | None
    excused_at: datetime | None
    since: datetime
    versions: tuple[Version, ...]
    newest: int | None
    figure: int | None
    recipient: Office | None

    def stand(self, moment: datetime) -> Stand:
        let_off = self.excused_at is not None and self.excused_at <= moment
        return stood(self.versions, self.due, moment, let_off=let_off)

    def late(self, moment: datetime) -> int:
        """Working days by which the first version came late, as far as it had come by then."""
        sent = [
            each.submitted_at for each in self.versions if each.submitted_at and each.submitted_at <= moment
        ]
        return late_by(self.due, min(sent).astimezone(BANGKOK).date()) if sent else 0


@dataclass(frozen=True)
class Box:
    """One cell of the matrix. `reported` of `owed` answers are in; `absent` names the offices whose are not."""

    state: CellState
    figure: int = 0
    reported: int = 0
    owed: int = 0
    late: int = 0
    stand: Stand | None = None
    report: int | None = None
    absent: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """Answers that are not due yet."""
        return self.owed - self.reported - len(self.absent)


@dataclass(frozen=True)
class Line:
    """A row: one office, or a place with the offices beneath it. `opens` is the area to look into, None where none."""

    name: str
    boxes: tuple[Box, ...]
    opens: int | None
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Holding:
    """An answer that is not settled: with whom it lies, at what stage, since when and for how many working days."""

    slot: Slot
    holder: Office
    stage: Stand
    since: date
    workdays: int


@dataclass(frozen=True)
class Quarter:
    """How all answers due by the end of a fiscal quarter stood then; in a quarter that runs, those due by now."""

    year: FiscalYear
    number: int
    end: date
    over: bool
    owed: int
    stands: Counter[Stand]
    late: int

    @property
    def answered(self) -> int:
        return sum(self.stands[each] for each in ANSWERED)


@dataclass(frozen=True)
class Matrix:
    """The whole finding for one area. `own` are the area's own offices, outside every sum."""

    directive: Directive
    area: Area
    periods: tuple[str, ...]
    dues: tuple[date | None, ...]
    own: tuple[Line, ...]
    lines: tuple[Line, ...]
    sums: tuple[Box, ...]
    holdings: tuple[Holding, ...]
    quarters: tuple[Quarter, ...]
    unit: str
    as_of: datetime

    @property
    def owed(self) -> int:
        """Answers that are in, and those whose day has passed."""
        return self.reported + self.absent

    @property
    def reported(self) -> int:
        return sum(box.reported for box in self.sums)

    @property
    def absent(self) -> int:
        return sum(len(box.absent) for box in self.sums)


def completeness(directive: Directive, area: Area, actor: Actor) -> Matrix:
    """Who has answered a directive, and the directives by which it was passed on, in an area the actor may follow."""
    moment = now()
    slots = _slots(family_of(directive), area, actor)
    dues = _dues(slots)
    periods = tuple(dues)
    own = [slot for slot in slots if (slot.office.lo, slot.office.hi) == (area.lo, area.hi)]
    below = [slot for slot in slots if (slot.office.lo, slot.office.hi) != (area.lo, area.hi)]
    lines = tuple(_lines_below(area, below, periods, moment))
    counted = [slot for line in lines for slot in line.slots] or own
    return Matrix(
        directive=directive,
        area=area,
        periods=periods,
        dues=tuple(dues.values()),
        own=tuple(_office_lines(own, (), periods, moment)),
        lines=lines,
        sums=tuple(_box([each for each in counted if each.period == period], moment) for period in periods),
        holdings=tuple(_holdings(counted, moment)),
        quarters=tuple(quarters(counted, moment)),
        unit=_unit(directive),
        as_of=moment,
    )


def family_of(directive: Directive) -> list[int]:
    """The directive and those by which it was passed on, at every depth."""
    found, layer = [directive.pk], [directive.pk]
    while layer:
        below = Directive.objects.filter(parent__in=layer, state=DirectiveState.ISSUED).exclude(pk__in=found)
        layer = list(below.values_list("pk", flat=True))
        found += layer
    return found


def _unit(directive: Directive) -> str:
    told = Report.objects.filter(directive__in=family_of(directive), content__has_key="form")
    return told.values_list("content__form__unit", flat=True).first() or "ฉบับ"


def _slots(directives: list[int], area: Area, actor: Actor) -> list[Slot]:
    owed = obligations_visible_to(actor).filter(directive__in=directives, lo__gte=area.lo, hi__lte=area.hi)
    owed = owed.exclude(state=ObligationState.CANCELLED).order_by("lo", "hi", "office", "due_on", "id")
    rows = list(
        owed.values_list(
            "pk", "office", "period", "period_start", "due_on", "state", "changed_at", "delivered_at"
        )
    )
    offices = Office.objects.in_bulk({row[1] for row in rows})
    sent = _sent([row[0] for row in rows])
    recipients = Office.objects.in_bulk({each[0]["recipient"] for each in sent.values()})
    return [_slot(row, offices[row[1]], sent.get(row[0], []), recipients) for row in rows]


def _slot(row: tuple, office: Office, reports: list[dict], recipients: dict[int, Office]) -> Slot:
    _, _, period, start, due, state, changed_at, delivered_at = row
    newest = reports[0] if reports else None
    return Slot(
        office=office,
        period=period,
        start=start,
        due=due,
        excused_at=changed_at if state == ObligationState.EXCUSED else None,
        since=changed_at or delivered_at,
        versions=tuple(Version(each["state"], each["submitted_at"], each["decided_at"]) for each in reports),
        newest=newest["pk"] if newest else None,
        figure=_figure(newest) if newest else None,
        recipient=recipients[newest["recipient"]] if newest else None,
    )


def _sent(obligations: list[int]) -> dict[int, list[dict]]:
    """Every version sent, by its obligation, newest first."""
    found: dict[int, list[dict]] = defaultdict(list)
    reports = (
        Report.objects.filter(obligation__in=obligations)
        .exclude(state=ReportState.DRAFT)
        .order_by("-version")
    )
    names = ("pk", "obligation", "state", "submitted_at", "decided_at", "recipient",
             "content__form__figure", "content__tables__0__total__total")  # fmt: skip
    for each in reports.values(*names):
        found[each["obligation"]].append(each)
    return found


def _figure(report: dict) -> int:
    """The headline count of the form, else what was counted in the registry, else the report itself."""
    for name in ("content__form__figure", "content__tables__0__total__total"):
        if report[name] is not None:
            return int(report[name])
    return 1


def _dues(slots: Sequence[Slot]) -> dict[str, date | None]:
    """The periods in order of their days, each with the last due date in force in it."""
    last: dict[str, date | None] = {}
    for slot in sorted(slots, key=lambda each: (each.start or each.due or date.max, each.period)):
        held = last.get(slot.period)
        last[slot.period] = max(filter(None, (held, slot.due)), default=None)
    return last


def _lines_below(area: Area, slots: list[Slot], periods: tuple[str, ...], moment: datetime) -> Iterable[Line]:
    """One line for each place beneath the area, or for each office where the area is a district."""
    if area.level == AreaLevel.DISTRICT:
        yield from _office_lines(slots, (), periods, moment)
        return
    for place in children(area):
        inside = [each for each in slots if place.lo <= each.office.lo and each.office.hi <= place.hi]
        exact = [each for each in inside if (each.office.lo, each.office.hi) == (place.lo, place.hi)]
        deeper = tuple(each for each in inside if each not in exact)
        opens = place.code if deeper else None
        if exact:
            yield from _office_lines(exact, deeper, periods, moment, opens)
        elif deeper:
            boxes = tuple(
                _box([each for each in deeper if each.period == period], moment) for period in periods
            )
            yield Line(place.short, boxes, opens, deeper)


def _office_lines(
    slots: Sequence[Slot],
    deeper: Sequence[Slot],
    periods: tuple[str, ...],
    moment: datetime,
    opens: int | None = None,
) -> Iterable[Line]:
    by_office: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_office[slot.office.pk].append(slot)
    for mine in by_office.values():
        boxes = tuple(_box([each for each in mine if each.period == period], moment) for period in periods)
        yield Line(mine[0].office.short_name, boxes, opens if deeper else None, tuple(mine))


def _box(slots: Sequence[Slot], moment: datetime) -> Box:
    """Some answers as one cell; an answer sent back is missing until it comes again."""
    stands = [(each, each.stand(moment)) for each in slots]
    asked = [(slot, stand) for slot, stand in stands if stand != Stand.EXCUSED]
    answered = [slot for slot, stand in asked if stand in ANSWERED]
    absent = [slot.office.short_name for slot, stand in asked if stand in (Stand.MISSING, Stand.RETURNED)]
    figure = sum(slot.figure or 0 for slot in answered)
    return Box(
        state=_state(len(asked), len(answered), len(absent), figure),
        figure=figure,
        reported=len(answered),
        owed=len(asked),
        late=max((slot.late(moment) for slot in answered), default=0),
        stand=stands[0][1] if len(stands) == 1 else None,
        report=slots[0].newest if len(slots) == 1 else None,
        absent=tuple(absent),
    )


def _state(asked: int, answered: int, absent: int, figure: int) -> CellState:
    if not asked:
        return CellState.NOT_APPLICABLE
    if not answered:
        return CellState.MISSING if absent else CellState.NOT_YET_DUE
    return CellState.VALUE if figure else CellState.ZERO


def _holdings(slots: Sequence[Slot], moment: datetime) -> list[Holding]:
    """What is late, sent back or waiting to be checked, longest first."""
    found = [each for slot in slots for each in _holding(slot, moment)]
    return sorted(found, key=lambda each: (-each.workdays, each.slot.office.lo, each.since))


def _holding(slot: Slot, moment: datetime) -> Iterable[Holding]:
    stage = slot.stand(moment)
    if stage not in (Stand.MISSING, Stand.RETURNED, Stand.REVIEW):
        return
    since = slot.due if stage == Stand.MISSING and slot.due else slot.since.astimezone(BANGKOK).date()
    with_reviewer = stage == Stand.REVIEW and slot.recipient is not None
    holder = slot.recipient if with_reviewer and slot.recipient else slot.office
    yield Holding(slot, holder, stage, since, max(workdays_between(since, today()), 0))


def quarters(slots: Sequence[Slot], moment: datetime) -> Iterable[Quarter]:
    """The fiscal quarters in which answers fall due, up to the one that runs; the ministry follows up at each end."""
    dated = [slot for slot in slots if slot.due is not None]
    ends = sorted({_quarter_of(slot.due) for slot in dated if slot.due is not None})
    for year, number in ends:
        first, end = FiscalYear(year).quarter(number)
        if first > today():
            return
        over = end < today()
        at = datetime.combine(end, time.max, BANGKOK).astimezone(UTC) if over else moment
        last = end if over else today()
        due = [slot for slot in dated if slot.due is not None and slot.due <= last]
        stands = Counter(slot.stand(at) for slot in due)
        late = sum(bool(slot.late(at)) for slot in due)
        owed = len(due) - stands[Stand.EXCUSED]
        yield Quarter(FiscalYear(year), number, end, over, owed, stands, late)


def _quarter_of(day: date) -> tuple[int, int]:
    return fiscal_year_of(day).be, quarter_of(day)
