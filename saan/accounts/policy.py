"""Who may do what, where: one policy for both "may they" and "which rows", so lists and details cannot disagree."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from saan.accounts.models import Appointment, User
from saan.accounts.permissions import Permission
from saan.accounts.roles import Reach, Role
from saan.organisations.models import Office
from saan.organisations.rules import Line, OfficeLevel

LINES_BELOW: dict[str, tuple[str, ...]] = {
    Line.CDD: (Line.CDD,),
    Line.DLA: (Line.DLA, Line.LOCAL),
    Line.GOVERNOR: (Line.GOVERNOR, Line.CDD, Line.DLA, Line.LOCAL),
    Line.LOCAL: (Line.LOCAL,),
    Line.MINISTRY: tuple(Line),
}

_TOP_DOWN = list(OfficeLevel)
LEVELS_BELOW: dict[str, list[OfficeLevel]] = {
    level: _TOP_DOWN[_TOP_DOWN.index(level) + 1 :] for level in OfficeLevel
}


@dataclass(frozen=True)
class Actor:
    """A person acting for an office under one appointment; also the signer of ledger rows."""

    user: User
    appointment: Appointment

    @property
    def office(self) -> Office:
        return self.appointment.office

    @property
    def role(self) -> Role:
        return self.appointment.role_in_full

    @property
    def username(self) -> str:
        return self.user.username

    @property
    def full_name(self) -> str:
        return self.user.full_name

    @property
    def office_code(self) -> str:
        return self.office.code

    @property
    def office_name(self) -> str:
        return self.office.name

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Every appointment of this person in force, the present one among them."""
        return list(self.user.appointments.in_force().select_related("office", "office__area").order_by("pk"))

    def holds(self, permission: Permission) -> bool:
        return permission in self.role.permissions


def may(actor: Actor | None, permission: Permission, *, at: Office | None = None) -> bool:
    """Whether the actor may do it at `at` (their own office when none is named). Deny by default."""
    if actor is None or not actor.user.is_active or not actor.holds(permission):
        return False
    return at is None or at.pk == actor.office.pk or reaches(actor, at)


def require(actor: Actor | None, permission: Permission, *, at: Office | None = None) -> None:
    """Raise PermissionDenied with a Thai sentence unless `may`."""
    if not may(actor, permission, at=at):
        where = f" ในนาม{at.name}" if at is not None else ""
        raise PermissionDenied(f"บทบาทของท่านไม่มีสิทธิ “{permission.label}”{where}")


def reaches(actor: Actor, office: Office) -> bool:
    """Whether the office lies within the actor's reach."""
    if office.pk == actor.office.pk:
        return True
    if actor.role.reach == Reach.OFFICE:
        return False
    inside = actor.office.lo <= office.lo and office.hi <= actor.office.hi
    lower = office.level in LEVELS_BELOW[actor.office.level]
    return (
        inside and lower and (actor.role.reach == Reach.AREA or office.line in LINES_BELOW[actor.office.line])
    )


def offices_in_reach(actor: Actor, *, prefix: str = "") -> Q:
    """The same as `reaches`, as a filter; `prefix` is the path to the office, like "obligations__office__"."""
    own = Q(**{f"{prefix}pk" if prefix else "pk": actor.office.pk})
    if actor.role.reach == Reach.OFFICE:
        return own
    below = Q(
        **{
            f"{prefix}lo__gte": actor.office.lo,
            f"{prefix}hi__lte": actor.office.hi,
            f"{prefix}level__in": LEVELS_BELOW[actor.office.level],
        }
    )
    if actor.role.reach == Reach.LINE:
        below &= Q(**{f"{prefix}line__in": LINES_BELOW[actor.office.line]})
    return own | below


def areas_in_reach(actor: Actor, *, field: str = "tambon_id") -> Q:
    """Rows whose 6-digit tambon code lies in the actor's area."""
    return Q(**{f"{field}__gte": actor.office.lo, f"{field}__lte": actor.office.hi})
