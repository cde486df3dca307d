"""The one way to write the ledger; every write elsewhere calls it inside its own transaction."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models, transaction

from saan.ledger.models import Act


class Signer(Protocol):
    """Who acts: an actor at an office, given as plain text because the ledger lies beneath accounts."""

    @property
    def username(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def office_code(self) -> str: ...
    @property
    def office_name(self) -> str: ...


@dataclass(frozen=True)
class Operator:
    """Who acts on the command line, where nobody is signed in."""

    username: str = "operator"
    full_name: str = "ผู้ดูแลระบบ (บรรทัดคำสั่ง)"
    office_code: str = ""
    office_name: str = ""


OPERATOR = Operator()


class NotInTransaction(RuntimeError):
    """A ledger row was asked for outside the transaction of the act it records."""


def record(*, by: Signer, verb: str, of: models.Model, summary: str, **detail: Any) -> Act:
    """Write one act. `verb` is "package.verb", `summary` a Thai sentence; `detail` holds values, never citizen ids."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(verb)
    return Act.objects.create(
        actor=by.username,
        actor_name=by.full_name,
        office=by.office_code,
        office_name=by.office_name,
        verb=verb,
        object_kind=of._meta.label_lower,
        object_id=str(of.pk),
        summary=summary[:500],
        detail=detail,
    )
