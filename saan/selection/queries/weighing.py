"""What a person should weigh before a nomination: support given twice, and whether the frozen proof still proves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from saan.directives.catalogue import countables
from saan.directives.models import Directive
from saan.kernel.dates import today
from saan.policy.countables import FieldType, Scalar
from saan.policy.evaluate import Fact, prove
from saan.policy.rule_json import rule_from_json, rule_to_json
from saan.policy.rules import Rule
from saan.selection.models import Nomination
from saan.selection.queries.pool import Candidate
from saan.selection.rules import LIVE


@dataclass(frozen=True)
class Support:
    """That a producer is already put forward for another directive of the same letter."""

    directive: Directive
    nomination: Nomination

    @property
    def words(self) -> str:
        return f"เสนอแล้วในข้อ {self.directive.number}: {self.nomination.name}"


def double_support(directive: Directive, producers: Iterable[int]) -> dict[int, tuple[Support, ...]]:
    """By producer: what of theirs holds a place under other directives of the same letter. Allowed, and warned of.

    A product and the group that makes it are one producer, so support given to both is seen.
    """
    if directive.letter_id is None:
        return {}
    others = (
        Nomination.objects.filter(
            directive__letter=directive.letter_id, producer__in=list(producers), state__in=LIVE
        )
        .exclude(directive=directive)
        .select_related("directive")
    )
    found: dict[int, tuple[Support, ...]] = {}
    for each in others:
        found[each.producer_id] = (*found.get(each.producer_id, ()), Support(each.directive, each))
    return found


def frozen_proof(candidate: Candidate, rule: Rule) -> dict:
    """The answers of today with all that they rest on, as a nomination keeps them."""
    fact = candidate.fact
    assert fact is not None, "only what is counted is frozen"
    return {
        "as_of": today().isoformat(),
        "rule": rule_to_json(rule),
        "day": _plain(fact.on),
        "values": {name: _plain(value) for name, value in fact.values.items()},
        "maker": candidate.producer.name,
        "clauses": [
            {"id": each.clause_id, "text": each.text, "answer": each.answer, "found": each.found}
            for each in candidate.answers
        ],
    }


def _plain(value: Scalar | None) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value


def replays(nomination: Nomination) -> bool:
    """Whether the frozen rule and values still give the frozen answers: anyone can prove the choice again."""
    kept = nomination.proof
    rule = rule_from_json(kept["rule"], countables())
    answers = prove(rule, frozen_fact(nomination))
    return {each["id"]: each["answer"] for each in kept["clauses"]} == answers


def frozen_fact(nomination: Nomination) -> Fact:
    """The entity as it was on the day."""
    kept = nomination.proof
    fields = countables()[nomination.entity].fields
    values = {
        name: _thawed(fields[name].type, value) for name, value in kept["values"].items() if name in fields
    }
    day = date.fromisoformat(kept["day"]) if kept["day"] else None
    return Fact(nomination.entity_id, nomination.tambon_id, day, values)


def _thawed(kind: FieldType, value: Scalar | None) -> Scalar | None:
    return date.fromisoformat(value) if kind is FieldType.DATE and isinstance(value, str) else value
