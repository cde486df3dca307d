"""The list of what rules may count, gathered from the packages that hold the facts.

Packages below are named here; one above (selection) publishes its own when it starts, since it must not be known here.
"""

from collections.abc import Mapping

from saan.policy.countables import Countable
from saan.registry.countables import COUNTABLES

_PUBLISHED: dict[str, Countable] = {countable.code: countable for countable in COUNTABLES}


def publish(countable: Countable) -> None:
    """Make an entity countable; called from an AppConfig.ready."""
    _PUBLISHED[countable.code] = countable


def countables() -> Mapping[str, Countable]:
    return _PUBLISHED
