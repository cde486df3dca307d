"""What can be proved about conditions without looking at a single row.

Every field is tried with the values that the conditions name, those just beside them, one that nobody names, and
none at all. That is enough to tell any two conditions apart, so a proof is exact; where the trials would be too many
the answer is "not proved".
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod

from saan.policy.conditions import Condition, constants, leaves, neighbours
from saan.policy.countables import Scalar
from saan.policy.evaluate import matches

MOST_TRIALS = 20_000
_UNNAMED = "\x00"


def satisfiable(surely: Sequence[Condition], not_surely: Sequence[Condition] = ()) -> bool:
    """Whether one entity could make all of `surely` true and none of `not_surely`; True also where it is not proved."""
    trials = _trials([*surely, *not_surely])
    if prod(len(values) for values in trials.values()) > MOST_TRIALS:
        return True
    for combination in product(*trials.values()):
        row = dict(zip(trials, combination, strict=True))
        if all(matches(c, row) is True for c in surely) and all(
            matches(c, row) is not True for c in not_surely
        ):
            return True
    return False


def _trials(conditions: Sequence[Condition]) -> dict[str, list[Scalar | None]]:
    trials: dict[str, list[Scalar | None]] = {}
    for condition in conditions:
        for leaf in leaves(condition):
            values = trials.setdefault(leaf.field, [None])
            for constant in constants(leaf):
                beside = neighbours(constant) + ((_UNNAMED,) if isinstance(constant, str) else ())
                values.extend(value for value in beside if value not in values)
    return trials


@lru_cache(maxsize=1024)
def disjoint(one: Condition, other: Condition, given: Condition | None = None) -> bool:
    """Whether provably no entity meets both, among those that meet `given`."""
    return not satisfiable([one, other, *([given] if given else [])])


@lru_cache(maxsize=1024)
def implies(narrow: Condition | None, wide: Condition | None) -> bool:
    """Whether provably every entity that meets the first meets the second; None is met by every entity."""
    return wide is None or not satisfiable([narrow] if narrow else [], [wide])


@lru_cache(maxsize=1024)
def possible(condition: Condition) -> bool:
    """False where provably no entity can meet the condition."""
    return satisfiable([condition])
