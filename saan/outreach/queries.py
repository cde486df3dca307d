"""Which posts and stories an actor sees, and which stories everybody may."""

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.geography.models import Area
from saan.kernel.hashtags import TagCheck, check_hashtags, hashtags
from saan.organisations.rules import OfficeLevel
from saan.outreach.models import Post, Story
from saan.outreach.rules import StoryState


def posts_visible_to(actor: Actor) -> QuerySet[Post]:
    """Posts of the actor's area; a local authority sees its own."""
    own = Q(office=actor.office)
    if actor.office.level != OfficeLevel.LOCAL:
        own |= Q(district__gte=actor.office.lo // 100, district__lte=actor.office.hi // 100)
    return Post.objects.filter(own).select_related("office", "district__parent", "identity")


def stories_visible_to(actor: Actor) -> QuerySet[Story]:
    """Stories of the actor's office and of the offices in reach."""
    mine = offices_in_reach(actor, prefix="office__")
    return Story.objects.filter(mine).select_related("event__area", "office", "created_by", "approved_by")


def public_stories() -> QuerySet[Story]:
    """Stories that everybody may read, newest approval first."""
    return (
        Story.objects.filter(state=StoryState.APPROVED).select_related("event__area").order_by("-approved_at")
    )


def tags_of(district: Area) -> tuple[str, ...]:
    """The four tags of a district."""
    return hashtags(district.parent.name_th if district.parent else "", district.name_th)


def tag_check(text: str, district: Area) -> TagCheck:
    """Which of the district's four tags a text carries."""
    return check_hashtags(text, district.parent.name_th if district.parent else "", district.name_th)
