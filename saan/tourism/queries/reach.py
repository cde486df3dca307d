"""Which rows of tourism an actor sees and may write. Facts of a place are seen by whoever answers for the place."""

from django.db.models import Q, QuerySet

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, areas_in_reach
from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.organisations.models import Office
from saan.organisations.queries import authorities_of
from saan.organisations.rules import Line, OfficeLevel
from saan.tourism.models import Community, EventRecord, LocalIdentity, SupportProject


def is_authority(actor: Actor) -> bool:
    """Whether the actor speaks for a local authority, which answers for its own rows alone."""
    return actor.office.level == OfficeLevel.LOCAL


def _of_place(actor: Actor) -> Q:
    """Rows of districts in the actor's area; for a local authority, the rows it is named in."""
    if is_authority(actor):
        return Q(authority=actor.office)
    return Q(district__gte=actor.office.lo // 100, district__lte=actor.office.hi // 100)


def projects_visible_to(actor: Actor) -> QuerySet[SupportProject]:
    """Support projects of the actor's area."""
    return SupportProject.objects.filter(_of_place(actor)).select_related(
        "authority", "district", "community", "office"
    )


def identities_visible_to(actor: Actor) -> QuerySet[LocalIdentity]:
    """Local identities of the actor's area."""
    return LocalIdentity.objects.filter(_of_place(actor)).select_related(
        "district__parent", "tambon", "authority", "office"
    )


def communities_visible_to(actor: Actor) -> QuerySet[Community]:
    """Tourism communities in the actor's area; a local authority sees those of the tambons it serves."""
    if is_authority(actor):
        here = Q(tambon__in=actor.office.coverage.filter(valid_to__isnull=True).values("area"))
    else:
        here = areas_in_reach(actor)
    return Community.objects.filter(here).select_related("tambon__parent").prefetch_related("cohorts")


def events_visible_to(actor: Actor) -> QuerySet[EventRecord]:
    """Events held in the actor's area, and those that the actor's office has recorded, wherever they were."""
    own = Q(office=actor.office)
    if not is_authority(actor):
        own |= Q(area__lo__gte=actor.office.lo, area__hi__lte=actor.office.hi)
    return EventRecord.objects.filter(own).select_related(
        "area__parent", "office", "recorded_by", "confirmed_by"
    )


def places_to_record(actor: Actor) -> list[Area]:
    """The districts in which the actor may write facts; none without the permission."""
    if not actor.holds(Permission.TOURISM_EDIT):
        return []
    districts = Area.objects.at_level(AreaLevel.DISTRICT).in_force().select_related("parent")
    if is_authority(actor):
        served = actor.office.coverage.filter(valid_to__isnull=True).values_list("area_id", flat=True)
        return list(districts.filter(code__in={code // 100 for code in served}))
    return list(districts.filter(code__gte=actor.office.lo // 100, code__lte=actor.office.hi // 100))


def authorities_to_name(actor: Actor, district: Area) -> QuerySet[Office]:
    """The local authorities a project or an identity of the district may name; an authority names itself."""
    if is_authority(actor):
        return Office.objects.filter(pk=actor.office.pk)
    return authorities_of(district).order_by("lo", "code")


def may_coordinate(actor: Actor) -> bool:
    """Letters lay the duty of asking every authority on the offices of the district."""
    return (
        actor.holds(Permission.TOURISM_EDIT)
        and actor.office.level == OfficeLevel.DISTRICT
        and actor.office.line in (Line.CDD, Line.DLA, Line.GOVERNOR)
    )
