"""The demonstration's stories, one letter each, told in the order of their letters' days."""

from collections.abc import Callable
from datetime import date

from saan.demonstration.stories import identity, nawatwithi, news, registration, saraban, selection

STORIES: tuple[Callable[[date], object], ...] = (
    saraban.tell_of_old,
    news.tell,
    nawatwithi.tell,
    identity.tell,
    selection.tell,
    registration.tell,
    saraban.tell,
)
