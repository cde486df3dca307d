"""A district's own page: which authorities were asked, which domains of identity stand empty."""

from collections import defaultdict
from dataclasses import dataclass, field

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel.labels import Labelled
from saan.organisations.models import Office
from saan.organisations.queries import authorities_of
from saan.tourism.models import CoordinationRecord, LocalIdentity
from saan.tourism.queries.reach import identities_visible_to
from saan.tourism.rules import IdentityDomain


class Asked(Labelled):
    """How a district stands with one authority. A reason is no coordination, and silence is neither."""

    DONE = "done", "ประสานแล้ว"
    REASON = "reason", "มีเหตุที่ไม่ได้ประสาน"
    NOT_YET = "not-yet", "ยังไม่ประสาน"


@dataclass(frozen=True)
class Standing:
    """One authority of a district: how it stands, and the record that says so."""

    authority: Office
    asked: Asked
    record: CoordinationRecord | None = None


def standings(district: Area, *, fiscal_year_be: int) -> list[Standing]:
    """Every authority serving the district in one fiscal year, in the order of their places."""
    records: dict[int, CoordinationRecord] = {}
    found = CoordinationRecord.objects.filter(district=district, fiscal_year_be=fiscal_year_be)
    for record in found.select_related("recorded_by", "office").order_by("id"):
        before = records.get(record.authority_id)
        if before is None or before.coordinated_on is None or record.coordinated_on is not None:
            records[record.authority_id] = record
    return [
        Standing(authority, _asked(records.get(authority.pk)), records.get(authority.pk))
        for authority in authorities_of(district).order_by("lo", "code")
    ]


def _asked(record: CoordinationRecord | None) -> Asked:
    if record is None:
        return Asked.NOT_YET
    return Asked.DONE if record.coordinated_on else Asked.REASON


@dataclass(frozen=True)
class Domain:
    """One of the four domains in a place; an empty list is "missing", which the page must say."""

    domain: IdentityDomain
    identities: list[LocalIdentity] = field(default_factory=list)


def domains(actor: Actor, district: Area | None = None) -> list[Domain]:
    """The four domains in their order, with what the actor sees of them, in one district or everywhere."""
    held: dict[str, list[LocalIdentity]] = defaultdict(list)
    seen = identities_visible_to(actor)
    for identity in seen.filter(district=district) if district else seen:
        held[identity.domain].append(identity)
    return [Domain(domain, held[domain]) for domain in IdentityDomain]


def districts_with_none(area: Area, domain: IdentityDomain) -> list[Area]:
    """Standing districts of the place without any identity in one domain, in the order of their codes."""
    having = LocalIdentity.objects.filter(domain=domain).values("district")
    inside = Area.objects.within(area).at_level("district").in_force()
    return list(inside.exclude(pk__in=having).order_by("code"))
