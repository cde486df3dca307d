"""Windows, applications and certificates as an actor may see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may, offices_in_reach
from saan.geography.models import Area
from saan.geography.rules import LAST_LEAF
from saan.kernel.dates import today
from saan.kernel.labels import Labelled
from saan.kernel.verify_codes import folded
from saan.organisations.models import Office
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.applying import (
    CommunityLink,
    ConsentField,
    Method,
    asked_of,
    label_of,
    missing_of,
    waits_for,
)
from saan.registry.models import Application, Producer, RegistrationCertificate, RegistrationWindow
from saan.registry.opening import LEVELS, counting
from saan.registry.rules import (
    ApplicationKind,
    ApplicationState,
    DecisionLevel,
    ProducerStatus,
)
from saan.registry.sealing import masked

OPEN_STATES = (
    ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.INCOMPLETE,
    ApplicationState.RECEIVED, ApplicationState.DISTRICT_OK,
)  # fmt: skip
AT_DISTRICT = (ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE, ApplicationState.RECEIVED)


class CertificateStanding(Labelled):
    """What whoever scans a certificate is told."""

    VALID = "valid", "ใช้ได้"
    LAPSED = "lapsed", "หมดอายุแล้ว"
    REVOKED = "revoked", "ถูกเพิกถอนแล้ว"
    CEASED = "ceased", "ผู้ผลิตเลิกประกอบการแล้ว"
    MERGED = "merged", "รวมกับทะเบียนอื่นแล้ว"


@dataclass(frozen=True)
class Span:
    """A window with the tambon codes of its area, as the rules of opening ask for them."""

    window: RegistrationWindow

    @property
    def name(self) -> str:
        return self.window.name

    @property
    def opens(self) -> date:
        return self.window.opens

    @property
    def closes(self) -> date:
        return self.window.closes

    @property
    def lo(self) -> int:
        return self.window.area.lo if self.window.area else 0

    @property
    def hi(self) -> int:
        return self.window.area.hi if self.window.area else LAST_LEAF


@dataclass(frozen=True)
class CertificateCheck:
    """What the public learns by a code. `now_name` is the registration it was merged into."""

    number: str
    standing: CertificateStanding
    name: str
    kind: str
    place: Area
    issued_on: date
    lapses_on: date | None
    cohort_be: int | None
    now_name: str = ""

    @property
    def holds(self) -> bool:
        return self.standing == CertificateStanding.VALID


def windows_visible_to(actor: Actor) -> QuerySet[RegistrationWindow]:
    """Windows that touch the actor's area: around it, or inside it."""
    if not may(actor, Permission.PRODUCERS_SEE):
        return RegistrationWindow.objects.none()
    around = Q(area__lo__lte=actor.office.lo, area__hi__gte=actor.office.hi)
    inside = Q(area__lo__gte=actor.office.lo, area__hi__lte=actor.office.hi)
    return RegistrationWindow.objects.filter(Q(area=None) | around | inside).select_related("area")


def may_manage(actor: Actor, window: RegistrationWindow) -> bool:
    """Whether the actor's office may extend or close it: one of its own area or below, in its own line."""
    return may_open_windows(actor) and inside_office(actor, window.area)


def may_open_windows(actor: Actor) -> bool:
    """Whether the actor's office opens windows at all: community development, down to the province."""
    return may(actor, Permission.WINDOWS_MANAGE) and actor.office.line == Line.CDD


def inside_office(actor: Actor, area: Area | None) -> bool:
    """Whether an area, or the whole country, lies in the actor's."""
    if area is None:
        return actor.office.level == OfficeLevel.DEPARTMENT
    return actor.office.lo <= area.lo and area.hi <= actor.office.hi


def window_for(
    office: Office, day: date | None = None, *, self_service: bool = False
) -> RegistrationWindow | None:
    """The window that counts at a district office on a day, today where none is given."""
    on = day or today()
    found = RegistrationWindow.objects.filter(opens__lte=on, closes__gte=on).select_related("area")
    if self_service:
        found = found.filter(self_service=True)
    span = counting(map(Span, found), lo=office.lo, hi=office.hi, day=on)
    return span.window if span else None


def next_window(office: Office) -> RegistrationWindow | None:
    """The next window to open there, to be told to whoever came too early."""
    coming = RegistrationWindow.objects.filter(opens__gt=today()).select_related("area").order_by("opens")
    return next(
        (window for window in coming if Span(window).lo <= office.lo and office.hi <= Span(window).hi), None
    )


def registering_office(tambon: int) -> Office | None:
    """The community development office of the district in which the tambon lies."""
    offices = Office.objects.in_force().filter(line=Line.CDD, level=OfficeLevel.DISTRICT)
    return offices.select_related("area", "parent").filter(lo__lte=tambon, hi__gte=tambon).first()


def applications_visible_to(actor: Actor | None) -> QuerySet[Application]:
    """Applications at offices in the actor's reach, and transfers that left one; never a producer's unsent draft."""
    if not may(actor, Permission.PRODUCERS_SEE):
        return Application.objects.none()
    assert actor is not None
    reach = offices_in_reach(actor, prefix="office__") | offices_in_reach(actor, prefix="from_office__")
    unsent = Q(state=ApplicationState.DRAFT, data__has_key="own")
    found = Application.objects.filter(reach).exclude(unsent)
    return found.select_related("office__area", "producer", "window", "from_office", "applicant")


def waiting_applications(actor: Actor) -> QuerySet[Application]:
    """What waits for this very office: a district's inbox, or what a province is to decide."""
    found = applications_visible_to(actor)
    if actor.holds(Permission.REGISTRATION_DECIDE):
        mine = Q(state=ApplicationState.DISTRICT_OK)
        return found.filter(mine)
    if not actor.holds(Permission.PRODUCERS_EDIT):
        return found.none()
    return found.filter(office=actor.office, state__in=AT_DISTRICT)


def own_applications(user: User) -> QuerySet[Application]:
    """What a person handed in for themselves, newest first."""
    found = Application.objects.filter(applicant=user, data__own=True).order_by("-pk")
    return found.select_related("office__area", "producer", "window")


def levels_of(application: Application) -> list[str]:
    """The levels that decide on it: its window's; a request on an existing registration is the officer's alone."""
    return list(application.window.levels) if application.window else []


def decider_of(application: Application) -> DecisionLevel | None:
    """Whose decision it waits for now."""
    return waits_for(application.state, levels_of(application))


def may_decide(actor: Actor, application: Application) -> bool:
    """Whether the actor enters the decision that is due."""
    level = decider_of(application)
    if level == DecisionLevel.PROVINCE:
        return may(actor, Permission.REGISTRATION_DECIDE, at=application.office)
    return level == DecisionLevel.DISTRICT and keeps(actor, application)


def keeps(actor: Actor, application: Application) -> bool:
    """Whether the application lies at the actor's own district."""
    return may(actor, Permission.PRODUCERS_EDIT) and application.office_id == actor.office.pk


def certificates_of(producer: Producer) -> QuerySet[RegistrationCertificate]:
    """All certificates given out for a producer, newest first."""
    return producer.certificates.order_by("-issued_on", "-pk")


def standing_of(certificate: RegistrationCertificate, day: date | None = None) -> CertificateStanding:
    """Whether a certificate holds: its own end comes before its producer's."""
    on = day or today()
    if certificate.revoked_on is not None and certificate.revoked_on <= on:
        return CertificateStanding.REVOKED
    status = certificate.producer.status
    if status == ProducerStatus.MERGED:
        return CertificateStanding.MERGED
    if status != ProducerStatus.REGISTERED:
        return CertificateStanding.CEASED
    lapsed = certificate.lapses_on is not None and certificate.lapses_on < on
    return CertificateStanding.LAPSED if lapsed else CertificateStanding.VALID


def certificate_by_code(code: str) -> CertificateCheck | None:
    """What is known of the code on a certificate, for everybody; public columns only. None for one nobody gave out."""
    key = folded(code)
    found = RegistrationCertificate.objects.filter(verify_code=key).select_related(
        "producer__tambon__parent__parent__parent", "producer__merged_into"
    )
    certificate = found.first() if key else None
    if certificate is None:
        return None
    producer = certificate.producer
    return CertificateCheck(
        number=certificate.number,
        standing=standing_of(certificate),
        name=producer.name,
        kind=producer.get_kind_display(),
        place=producer.tambon,
        issued_on=certificate.issued_on,
        lapses_on=certificate.lapses_on,
        cohort_be=producer.cohort_be,
        now_name=producer.merged_into.name if producer.merged_into else "",
    )


@dataclass(frozen=True)
class Masked:
    """A number as it is shown: which it is, its mask, and the other files that hold the same one."""

    pk: int
    label: str
    shown: str
    elsewhere: list[Producer]


def masked_identities(producer: Producer) -> list[Masked]:
    """The numbers of a file under their masks."""
    return [
        Masked(
            each.pk,
            each.get_kind_display(),
            masked(each.kind, each.tail),
            files_with([each.fingerprint], other_than=producer.pk),
        )
        for each in producer.identities.order_by("kind")
    ]


def masked_in(data: Mapping[str, Any]) -> str:
    """The number on an application under its mask; empty where none was given."""
    known = data.get("identity")
    return masked(known["kind"], known["tail"]) if known else ""


def files_with(fingerprints: Iterable[str], *, other_than: int = 0) -> list[Producer]:
    """Files that hold one of these numbers, in the whole country; told by name and place, never the number."""
    found = Producer.objects.filter(identities__fingerprint__in=list(fingerprints)).exclude(pk=other_than)
    return list(found.exclude(status=ProducerStatus.MERGED).select_related("tambon__parent").distinct())


def neighbours_on_map(office: Office, *, other_than: int = 0) -> list[tuple[float, float]]:
    """Points of the district's other producers, or of the province's where it has none yet: to find one's way on a map
    without tiles. No names."""
    found = Producer.objects.filter(latitude__isnull=False).exclude(pk=other_than)
    found = found.exclude(status=ProducerStatus.MERGED).order_by("-pk")
    wider = office.parent or office
    for place in (office, wider):
        points = found.filter(tambon_id__gte=place.lo, tambon_id__lte=place.hi).values_list(
            "latitude", "longitude"
        )
        if near := [(float(one), float(other)) for one, other in points[:500]]:
            return near
    return []


__all__ = [
    "AT_DISTRICT", "LEVELS", "OPEN_STATES", "ApplicationKind", "ApplicationState", "CertificateCheck",
    "CertificateStanding", "CommunityLink", "ConsentField", "Masked", "Method", "applications_visible_to", "asked_of",
    "certificate_by_code", "certificates_of", "decider_of", "files_with", "inside_office", "keeps", "label_of",
    "levels_of", "masked_identities", "masked_in", "may_decide",
    "may_manage", "may_open_windows", "missing_of", "neighbours_on_map", "next_window",
    "own_applications", "registering_office", "standing_of", "waiting_applications", "window_for", "windows_visible_to",
]  # fmt: skip
