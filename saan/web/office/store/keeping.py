"""A letter's place in the office's store, as its own page tells it: where it lies, or the form that files it."""

from dataclasses import dataclass
from typing import Any

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.letters.models import FiledPaper, Letter, Receipt
from saan.letters.queries.keeping import filed_at
from saan.letters.rules import Direction, LetterState, ReceiptState
from saan.web.office.store.forms import FileForm


@dataclass(frozen=True)
class Keeping:
    """`paper` where the office has filed the letter; `form` where it may be filed now."""

    paper: FiledPaper | None = None
    form: FileForm | None = None
    visits: bool = False


def keeping_of(letter: Letter, receipt: Receipt | None, actor: Actor, typed: Any = None) -> Keeping:
    """What the actor's office keeps of the letter; empty while its matter is open. `typed` is what was refused."""
    if not _is_done_with(letter, receipt, actor):
        return Keeping()
    keeps = may(actor, Permission.LETTERS_RECEIVE, at=actor.office)
    paper = filed_at(letter, actor.office)
    if paper is not None:
        return Keeping(paper, visits=keeps)
    return Keeping(form=FileForm(typed)) if keeps else Keeping()


def _is_done_with(letter: Letter, receipt: Receipt | None, actor: Actor) -> bool:
    if receipt is not None and receipt.office_id == actor.office.pk:
        return receipt.state in (ReceiptState.CLOSED, ReceiptState.FILED)
    own = letter.direction == Direction.OUTGOING and letter.issuer_id == actor.office.pk
    return own and letter.state == LetterState.SENT
