"""What the pages of a selection say: the finding, the facts, the proof of each candidate."""

from collections.abc import Iterable
from dataclasses import dataclass

from saan.directives.models import Obligation
from saan.directives.queries.desk import Task
from saan.directives.rules import CLOSED, DirectiveKind, DirectiveState, Due, due_standing
from saan.kernel.dates import today
from saan.policy.proof import Answer
from saan.selection.models import Nomination
from saan.selection.queries import Candidate, Places, Support, double_support
from saan.selection.rules import NominationState
from saan.web.components.figures import number
from saan.web.components.status import Shown, Status, Tone, shown
from saan.web.office.directives.naming import title_of, unit_of
from saan.web.office.selection.forms import NominateForm, WithdrawForm

STATE_LOOKS = {
    NominationState.NOMINATED: Shown("รอตรวจ", "wait", Tone.GOING),
    NominationState.ACCEPTED: Shown("รับแล้ว", "ok", Tone.DONE),
    NominationState.RETURNED: Shown("ส่งคืน", "back", Tone.WRONG),
    NominationState.WITHDRAWN: Shown("ถอนแล้ว", "none", Tone.OUTLINE),
}


@dataclass(frozen=True)
class TaskRow:
    """A choice the own office has to make."""

    task: Task
    title: str
    unit: str
    state: Shown

    @property
    def button(self) -> str:
        return "ดูรายการที่เสนอ" if self.task.closed else "เสนอชื่อ"


def task_row(task: Task) -> TaskRow:
    state = shown(Status.COMPLETE) if task.closed else shown(Status.IN_PROGRESS)
    return TaskRow(task, title_of(task.directive), unit_of(task.directive), state)


def headline(open_tasks: Iterable[Task], waiting: int) -> str:
    """The sentence that the list opens with."""
    tasks = list(open_tasks)
    if tasks:
        missing = sum(task.judgement.missing for task in tasks if task.judgement)
        return f"ต้องเสนอชื่ออีก {number(missing)} รายการ ใน {number(len(tasks))} เรื่อง"
    if waiting:
        return f"มี {number(waiting)} รายการรอตรวจ"
    return "ไม่มีการคัดเลือกที่ค้าง"


def finding(places: Places, unit: str) -> str:
    """How a choice stands, as its heading."""
    used = f"เสนอแล้ว {number(places.used)} {unit}" if places.used else "ยังไม่ได้เสนอชื่อ"
    if places.missing:
        return f"{used} ยังขาด {number(places.missing)} {unit}"
    left = places.left
    if left:
        return f"{used} ครบแล้ว เสนอได้อีก {number(left)} {unit}"
    return f"{used} ครบแล้ว"


def left_words(places: Places) -> str:
    """The places left, in words where the letter sets no most."""
    return "ไม่จำกัด" if places.left is None else number(places.left)


@dataclass(frozen=True)
class PoolRow:
    """A candidate with its proof, what was given elsewhere in the letter, and the form that puts it forward."""

    candidate: Candidate
    supports: tuple[Support, ...]
    form: NominateForm | None
    open: bool = False

    @property
    def place(self) -> str:
        return self.candidate.tambon.short

    @property
    def proof(self) -> tuple[Answer, ...]:
        return tuple(each for each in self.candidate.answers if each.decides)

    @property
    def maker(self) -> str:
        """The producer, where the candidate is something it makes."""
        own = self.candidate.producer.name
        return "" if own == self.candidate.name else own


def pool_rows(
    obligation: Obligation,
    candidates: Iterable[Candidate],
    *,
    nominating: bool,
    bound: tuple[int, NominateForm] | None = None,
) -> list[PoolRow]:
    """The candidates as drawn; a bound form brings its refusal with it, open."""
    listed = list(candidates)
    given = double_support(obligation.directive, {each.producer.pk for each in listed})
    at, held = bound or (0, None)
    return [
        PoolRow(
            each,
            given.get(each.producer.pk, ()),
            held if each.id == at else NominateForm(each.id) if nominating else None,
            each.id == at,
        )
        for each in listed
    ]


@dataclass(frozen=True)
class NominationRow:
    """A nomination with its state, and the form that takes it back."""

    nomination: Nomination
    state: Shown
    supports: tuple[Support, ...]
    form: WithdrawForm | None
    open: bool = False

    @property
    def maker(self) -> str:
        own = self.nomination.producer.name
        return "" if own == self.nomination.name else own

    @property
    def waits(self) -> bool:
        return self.nomination.state == NominationState.NOMINATED

    @property
    def returnable(self) -> bool:
        return self.nomination.live


def nomination_rows(
    obligation: Obligation,
    nominations: Iterable[Nomination],
    *,
    withdrawing: bool,
    bound: tuple[int, WithdrawForm] | None = None,
) -> list[NominationRow]:
    """The nominations as drawn, those that hold a place first."""
    listed = sorted(nominations, key=lambda each: not each.live)
    given = double_support(obligation.directive, {each.producer_id for each in listed})
    at, held = bound or (0, None)
    return [
        NominationRow(
            each,
            STATE_LOOKS[NominationState(each.state)],
            given.get(each.producer_id, ()) if each.live else (),
            (held if each.pk == at else WithdrawForm(each.pk))
            if withdrawing and each.state == NominationState.NOMINATED
            else None,
            each.pk == at,
        )
        for each in listed
    ]


def due_of(obligation: Obligation) -> Due:
    return due_standing(obligation.due_on, today())


def report_asked(obligation: Obligation) -> Obligation | None:
    """The report that the same letter asks of the same office: there the list is sent, and a shortfall explained."""
    directive = obligation.directive
    if directive.letter_id is None:
        return None
    asked = Obligation.objects.filter(
        office=obligation.office,
        directive__letter=directive.letter_id,
        directive__office=directive.office_id,
        directive__kind=DirectiveKind.REPORT,
        directive__state=DirectiveState.ISSUED,
    ).exclude(state__in=CLOSED)
    return asked.order_by("due_on", "pk").first()
