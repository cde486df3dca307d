"""The fixed cast: one actor per role, the same people as in the demonstration. All of them are invented."""

from saan.accounts.cast import CAST, appoint_cast
from saan.accounts.models import User
from saan.accounts.policy import Actor

PASSWORD = "ผ้าคราม-2569"


def load_cast() -> None:
    appoint_cast(password=PASSWORD)


def actor_named(username: str) -> Actor:
    user = User.objects.get(username=username)
    post = user.appointments.select_related("office", "office__area", "office__parent").earliest("pk")
    return Actor(user, post)


__all__ = ["CAST", "PASSWORD", "actor_named", "load_cast"]
