"""Counting what a directive asks, live from the facts. Nothing here is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import connection

from saan.directives.catalogue import countables, counted
from saan.directives.models import Directive
from saan.policy.evaluate import Tally
from saan.policy.judgement import Judgement, fewest, judge, sum_judgements
from saan.policy.rule_json import rule_from_json
from saan.policy.rules import Rule
from saan.policy.sql import AreaRange, Query, eligible_sql, tally_sql
from saan.policy.thai import Segment, sentence


def rule_of(directive: Directive) -> Rule | None:
    """The checked rule of a directive; None when it counts nothing."""
    return rule_from_json(directive.rule, countables()) if directive.rule else None


def sentence_of(rule: Rule) -> list[Segment]:
    """The rule as the Thai sentence shown beside the letter's words."""
    return sentence(rule, countables()[rule.entity])


def tallies(rule: Rule, area_range: AreaRange, *, on: date | None = None) -> dict[int, Tally]:
    """Counts by area code of the rule's level within the range of tambon codes, empty areas included."""
    return _run(tally_sql(rule, countables()[rule.entity], area_range, on=on))


def pools(rule: Rule, area_range: AreaRange, *, as_of: date) -> dict[int, Tally]:
    """The same for what there is to choose from on a day."""
    return _run(eligible_sql(rule, countables()[rule.entity], area_range, as_of))


def _run(query: Query) -> dict[int, Tally]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return {code: Tally(total, tuple(parts)) for code, total, *parts in cursor.fetchall()}


def judgements(directive: Directive, area_range: AreaRange) -> dict[int, Judgement]:
    """How every area of the rule's level in the range stands, with exemptions in force. Empty without a rule."""
    rule = rule_of(directive)
    if rule is None:
        return {}
    floors = dict(directive.exemptions.values_list("area", "floor"))
    found = counted_tallies(directive, rule, area_range)
    return {code: judge(eased(rule, floors, code), tally) for code, tally in found.items()}


def counted_tallies(directive: Directive, rule: Rule, area_range: AreaRange) -> dict[int, Tally]:
    """What counts towards the directive: facts of the registry, or what has been nominated for it."""
    countable, asked = counted(directive, rule)
    return _run(tally_sql(asked, countable, area_range))


def pool_standing(rule: Rule, area_range: AreaRange) -> Judgement:
    """How far what there is to choose from would go; what has been chosen is another matter."""
    return sum_judgements(judge(rule, tally) for tally in tallies(rule, area_range).values())


def eased(rule: Rule, floors: Mapping[int, int], code: int) -> Rule:
    """The rule of one area: with its exempted floor. Where the parts together ask for more, they ask for nothing.

    Parts stay in their places, so that judgements of eased and other areas add up.
    """
    if code not in floors:
        return rule
    lowered = replace(rule, minimum=floors[code] or None, exact=None, maximum=None)
    if fewest(lowered) <= floors[code]:
        return lowered
    free = tuple(replace(part, minimum=None, exact=None, maximum=None) for part in rule.parts)
    return replace(lowered, parts=free)


def standing_of(directive: Directive, area_range: AreaRange) -> Judgement:
    """The sum over the areas in the range: what one office or one place has and lacks."""
    return sum_judgements(judgements(directive, area_range).values())
