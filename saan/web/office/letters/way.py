"""The way of a paper as the letter page draws it: what happened, and what this person may do now."""

from dataclasses import dataclass, field
from datetime import date, datetime

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.letters.circulation import CircularAct
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.queries.way import (
    answers_of,
    asked_of,
    live_children,
    people_of,
    twins_of,
    units_of,
    way_of,
)
from saan.letters.receiving import Event, may_happen
from saan.letters.rules import ReceiptState
from saan.web.office.letters.way_forms import WayForm, form_of

ICONS = {
    Event.REGISTER: "stamp", Event.WRONG_NUMBER: "stamp", Event.UNREGISTER: "stamp", Event.ROUTE: "out",
    Event.REJECT: "bad", Event.MARK_WRONG: "bad", Event.DUPLICATE: "bad", Event.ORDER: "order",
    Event.CASCADE: "order", Event.CLOSE: "file", Event.FILE: "file", Event.REPLY: "mail",
}  # fmt: skip
MAIN = (Event.ORDER, Event.ACCEPT, Event.REPLY, Event.PRESENT)
_RECEIVING = (Event.CHECK, Event.ROUTE, Event.PRESENT, Event.RETRIEVE, Event.WRONG_NUMBER, Event.REJECT,
              Event.MARK_WRONG, Event.DUPLICATE, Event.REOPEN)  # fmt: skip
_ASKED = (Event.ORDER, Event.NOTE_ONLY, Event.FORWARD_UP, Event.ACCEPT, Event.RETURN)
_DOING = (Event.REPLY, Event.REPORT, Event.DONE)


@dataclass(frozen=True)
class Told:
    """One step as told; several people of one order stand in one line. `written` marks an order (เกษียน)."""

    label: str
    icon: str
    office: str
    note: str
    position: str
    by: str
    at: datetime
    people: list[str] = field(default_factory=list)
    to_offices: list[str] = field(default_factory=list)
    due_on: date | None = None
    written: bool = False


@dataclass(frozen=True)
class Way:
    """The steps, the acts legal now for this person with their forms, and whose turn it is."""

    steps: list[Told]
    forms: list[WayForm]
    turn: list[str]
    state: str
    unopened: bool

    @property
    def main(self) -> list[WayForm]:
        return [form for form in self.forms if form.event in MAIN]

    @property
    def others(self) -> list[WayForm]:
        return [form for form in self.forms if form.event not in MAIN]

    @property
    def orders(self) -> list[Told]:
        return [step for step in self.steps if step.written]


def way_for(
    letter: Letter, receipt: Receipt | None, actor: Actor, *, refused: str = "", typed: object = None
) -> Way:
    """The way of the letter for one actor. `refused` names the event whose form comes back with `typed`."""
    steps = told(list(way_of(letter, receipt, actor)))
    if receipt is None or letter.state == "cancelled":
        return Way(steps, [], [], "", unopened=False)
    asked = asked_of(receipt)
    forms = [
        form_of(event, receipt, actor, typed if event == refused else None)
        for event in acts_of(receipt, actor, asked)
    ]
    opens = receipt.opened_at is None and may(actor, Permission.LETTERS_RECEIVE, at=receipt.office)
    turn = [person.full_name for person in asked]
    return Way(steps, forms, turn, ReceiptState(receipt.state).label, unopened=opens)


def told(steps: list[LetterStep]) -> list[Told]:
    """Steps in order; rows of one moment and event are one line."""
    lines: list[Told] = []
    last: tuple | None = None
    for step in steps:
        key = (
            step.receipt_id,
            step.event,
            step.taken_at if step.event != Event.ROUTE else step.note,
            step.taken_by_id,
        )
        if key != last:
            lines.append(_told(step))
        lines[-1].people.extend([step.assigned_to.full_name] if step.assigned_to else [])
        lines[-1].to_offices.extend([step.to_office.name] if step.to_office else [])
        last = key
    return lines


def _told(step: LetterStep) -> Told:
    known = Event if step.event in set(Event) else CircularAct
    event = known(step.event)
    return Told(
        label=event.label, icon=ICONS.get(event, "ok"), office=step.receipt.office.short_name, note=step.note,
        position=step.position, by=step.taken_by.full_name, at=step.taken_at, due_on=step.due_on,
        written=event in (Event.ORDER, Event.NOTE_ONLY, Event.FORWARD_UP),
    )  # fmt: skip


def acts_of(receipt: Receipt, actor: Actor, asked: list) -> list[Event]:
    """What this person may do with the paper now; registering and closing have their own places on the page."""
    legal = [event for event in Event if may_happen(event, ReceiptState(receipt.state))]
    own = receipt.office_id == actor.office.pk
    found: list[Event] = []
    if own and actor.user in asked:
        found += [event for event in _ASKED if event in legal and _holds(event, receipt, actor)]
    if own and (actor.user in asked or may(actor, Permission.LETTERS_ORDER)):
        found += [event for event in _DOING if event in legal and _possible(event, receipt, actor)]
    if may(actor, Permission.LETTERS_RECEIVE, at=receipt.office):
        found += [event for event in _RECEIVING if event in legal and _possible(event, receipt, actor)]
        if receipt.parent_id and Event.REJECT in found:
            found[found.index(Event.REJECT)] = Event.BOUNCE
    return found


def _holds(event: Event, receipt: Receipt, actor: Actor) -> bool:
    if event in (Event.ACCEPT, Event.RETURN):
        return True
    others = event != Event.FORWARD_UP or people_of(receipt.office, Permission.LETTERS_ORDER).count() > 1
    return may(actor, Permission.LETTERS_ORDER, at=receipt.office) and others


def _possible(event: Event, receipt: Receipt, actor: Actor) -> bool:
    """Whether there is anything to choose: a unit, an answer, a twin, a child that nobody opened."""
    asked = {
        Event.ROUTE: lambda: units_of(receipt.office).exists(),
        Event.REPLY: lambda: answers_of(receipt).exists(),
        Event.DUPLICATE: lambda: bool(twins_of(receipt.letter, actor)),
        Event.RETRIEVE: lambda: all(child.opened_at is None for child in live_children(receipt)),
    }.get(event)
    return asked is None or asked()
