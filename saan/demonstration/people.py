"""The cast as actors, for the stories they act in."""

from saan.accounts.cast import CAST
from saan.accounts.models import User
from saan.accounts.policy import Actor


def actor(username: str) -> Actor:
    """A member of the cast at their first post."""
    user = User.objects.get(username=username)
    post = user.appointments.select_related("office__area", "office__parent").earliest("pk")
    return Actor(user, post)


def district_actors() -> dict[int, Actor]:
    names = [member.username for member in CAST if member.username.startswith("district")]
    return {int(name.removeprefix("district")): actor(name) for name in names}
