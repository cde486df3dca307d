"""One obligation counted place by place, part by part."""

from dataclasses import dataclass

from saan.directives.models import Obligation
from saan.directives.queries import judgements, rule_of
from saan.directives.rules import COUNTED
from saan.geography.models import Area
from saan.policy.judgement import Judgement, sum_judgements


@dataclass(frozen=True)
class PlaceRow:
    """One place of the table."""

    label: str
    judgement: Judgement


@dataclass(frozen=True)
class PlaceTable:
    """Heads of the parts, a row per place and their sum."""

    heads: tuple[str, ...]
    rows: tuple[PlaceRow, ...]
    total: Judgement


def table_of(owed: Obligation) -> PlaceTable | None:
    """Every place of the rule's level in the office's area; None where nothing is counted."""
    rule = rule_of(owed.directive)
    if rule is None or owed.directive.kind not in COUNTED:
        return None
    by_area = judgements(owed.directive, (owed.lo, owed.hi))
    areas = Area.objects.in_bulk(by_area)
    rows = tuple(PlaceRow(areas[code].short, judged) for code, judged in sorted(by_area.items()))
    heads = tuple(part.label_th for part in rule.parts)
    return PlaceTable(heads, rows, sum_judgements(by_area.values()))
