"""The list of what rules may count, gathered from the packages that hold the facts.

Packages below are named here; one above (selection) publishes its own when it starts, since it must not be known here.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from saan.directives.models import Directive
from saan.directives.rules import DirectiveKind
from saan.policy.countables import Countable
from saan.policy.rules import Rule
from saan.registry.countables import COUNTABLES

type Choices = Callable[[int, Countable], Countable]

_PUBLISHED: dict[str, Countable] = {countable.code: countable for countable in COUNTABLES}
_CHOICES: list[Choices] = []


def publish_choices(chosen: Choices) -> None:
    """Say what has been chosen from a pool for a directive, given its id; called once, from an AppConfig.ready."""
    _CHOICES[:] = [chosen]


def countables() -> Mapping[str, Countable]:
    return _PUBLISHED


def counted(directive: Directive, rule: Rule) -> tuple[Countable, Rule]:
    """What is counted towards a directive, and by which rule.

    Where a choice is asked for, the chosen count instead of the pool they are chosen from. Each met the window and
    the conditions when it was chosen, so the numbers alone are asked of them.
    """
    pool = countables()[rule.entity]
    if directive.kind != DirectiveKind.SELECT:
        return pool, rule
    return _CHOICES[0](directive.pk, pool), replace(rule, window=None, where=None)
