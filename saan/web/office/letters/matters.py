"""What a letter means for one office: what it owes by it, whether it may go on or be filed, and letters like it."""

from dataclasses import dataclass

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.directives.models import Directive, Obligation
from saan.directives.onward import audience_below
from saan.directives.queries import Task, directives_visible_to, task_of
from saan.directives.queries.onward import orders_to, passed_on_from
from saan.directives.rules import CLOSED, DirectiveState, ObligationState
from saan.letters import queries
from saan.letters.models import Letter, Receipt
from saan.letters.queries import Similar
from saan.letters.rules import RECEIPT_STEPS, ReceiptState, may_follow
from saan.web.components.status import Shown
from saan.web.office.desk.presenters import state_of


@dataclass(frozen=True)
class Matters:
    """`owed` are the office's own tasks with their state; `onward` the letters that passed this one on."""

    owed: list[tuple[Task, Shown]]
    onward: list[Letter]
    may_pass_on: bool
    may_close: bool
    may_work: bool

    @property
    def unseen(self) -> int:
        """Orders that the actor may say to have seen, and nobody of the office did."""
        unseen = (not task.closed and task.obligation.acknowledged_at is None for task, _ in self.owed)
        return sum(unseen) if self.may_work else 0

    @property
    def waiting(self) -> int:
        return sum(not task.closed for task, _ in self.owed)


def matters_of(letter: Letter, receipt: Receipt | None, actor: Actor) -> Matters:
    """The letter as the actor's office has to do with it."""
    passed = list(passed_on_from(letter, actor))
    onward = {each.letter_id: each.letter for each in passed if each.letter is not None}
    return Matters(
        owed=_owed(letter, actor),
        onward=list(onward.values()),
        may_pass_on=may_pass_on(letter, actor, passed),
        may_close=receipt is not None
        and may_follow(RECEIPT_STEPS, ReceiptState(receipt.state), ReceiptState.CLOSED)
        and may(actor, Permission.LETTERS_RECEIVE, at=receipt.office),
        may_work=may(actor, Permission.OBLIGATIONS_WORK),
    )


def _owed(letter: Letter, actor: Actor) -> list[tuple[Task, Shown]]:
    """One task a directive: of a series its first period that is not closed, else its first."""
    owed = Obligation.objects.filter(
        directive__letter=letter, directive__state=DirectiveState.ISSUED, office=actor.office
    ).exclude(state=ObligationState.CANCELLED)
    rows = owed.select_related("directive__letter", "directive__office", "office")
    first: dict[int, Obligation] = {}
    for each in sorted(rows, key=lambda each: (each.directive.number, each.state in CLOSED, each.pk)):
        first.setdefault(each.directive_id, each)
    tasks = [task_of(each) for each in first.values()]
    return [(task, state_of(task)) for task in tasks]


def may_pass_on(letter: Letter, actor: Actor, passed: list[Directive] | None = None) -> bool:
    """Whether the office may issue directives of its own under a superior's and has not done so for all of them."""
    allowed = may(actor, Permission.DIRECTIVES_ISSUE) and may(actor, Permission.LETTERS_WRITE)
    if not allowed or audience_below(actor.office) is None:
        return False
    known = list(passed_on_from(letter, actor)) if passed is None else passed
    return orders_to(letter, actor).exclude(pk__in={each.parent_id for each in known}).exists()


@dataclass(frozen=True)
class Likeness:
    """A letter of the same matter. `old_count` directives of the older could end now, in favour of `newer`'s."""

    similar: Similar
    old: Letter
    new: Letter
    old_count: int
    ready: bool


def likenesses(letter: Letter, actor: Actor) -> list[Likeness]:
    """Similar letters with what could be done about their directives by this office."""
    return [_likeness(letter, each, actor) for each in queries.similar_letters(letter, actor)]


def _likeness(letter: Letter, similar: Similar, actor: Actor) -> Likeness:
    old, new = (letter, similar.letter) if similar.newer else (similar.letter, letter)
    issued = directives_visible_to(actor).filter(office=actor.office, state=DirectiveState.ISSUED)
    count = issued.filter(letter=old).count() if may(actor, Permission.DIRECTIVES_ISSUE) else 0
    return Likeness(similar, old, new, count, ready=count > 0 and issued.filter(letter=new).exists())
