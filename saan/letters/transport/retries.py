"""How long to wait before each try. Data: change the numbers, not the code that follows them."""

from datetime import datetime, timedelta

RETRY_AFTER = (timedelta(0), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=24))
"""Before the first, second, third and last try; after the last a person decides."""
MOST_TRIES = len(RETRY_AFTER)
GRACE = timedelta(minutes=10)
"""How long a last try may be under way before it counts as failed, as when the machine went down in it."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after this many tries; None when there is no further one."""
    return now + RETRY_AFTER[tries] if tries < MOST_TRIES else None


def held_until(tries: int, now: datetime) -> datetime:
    """Until when a try that has just begun (the `tries`-th) keeps others off; then it counts as having failed."""
    return next_try(tries, now) or now + GRACE
