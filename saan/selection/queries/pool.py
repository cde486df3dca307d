"""Who may be chosen, with the reason for each, and why another may not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor
from saan.directives.catalogue import countables
from saan.directives.models import Obligation
from saan.directives.queries import rule_of
from saan.geography.models import Area
from saan.kernel.refusals import Refused
from saan.policy.countables import Countable
from saan.policy.evaluate import Fact
from saan.policy.proof import Answer, explain, is_eligible
from saan.policy.rules import Rule
from saan.policy.sql import AreaRange, facts_sql, members_sql
from saan.registry.models import Producer, Product
from saan.registry.queries.producers import by_own_name
from saan.selection.models import Nomination
from saan.selection.rules import LIVE

MOST_FOUND = 20


@dataclass(frozen=True)
class Candidate:
    """One entity before a rule: what it is, where, and every clause with its answer.

    `fact` is None, and `answers` empty, for one that is not of the counted sort at all; `outside` then says so.
    """

    entity: str
    id: int
    name: str
    kind: str
    producer: Producer
    tambon: Area
    fact: Fact | None
    answers: tuple[Answer, ...]
    outside: str = ""

    @property
    def eligible(self) -> bool:
        return self.fact is not None and not self.outside and is_eligible(self.answers)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What keeps it out, each as the clause and what is recorded: ลงทะเบียนปี 2557 ถึง 2561 (ลงทะเบียนปี 2562)."""
        if self.outside:
            return (self.outside,)
        return tuple(f"{each.text} ({each.found})" for each in self.answers if each.failing)


def rule_asked(obligation: Obligation) -> Rule:
    """The rule of a choice; a choice without one cannot be issued."""
    rule = rule_of(obligation.directive)
    if rule is None or rule.entity not in _MODELS:
        raise Refused("ข้อสั่งการนี้ไม่มีกติกาที่บอกว่าใครเข้าเกณฑ์ จึงเสนอชื่อในระบบไม่ได้")
    return rule


def eligible_ids(obligation: Obligation, actor: Actor | None = None) -> list[int]:
    """The rows that meet window and conditions now, by place, in what the office owes for and the actor may see."""
    rule = rule_asked(obligation)
    query = members_sql(rule, countables()[rule.entity], _range(obligation, actor))
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return [row[0] for row in cursor.fetchall()]


def _range(obligation: Obligation, actor: Actor | None) -> AreaRange:
    if actor is None:
        return obligation.lo, obligation.hi
    return max(obligation.lo, actor.office.lo), min(obligation.hi, actor.office.hi)


def pool_of(obligation: Obligation, actor: Actor, *, words: str = "") -> list[Candidate]:
    """Everyone who may still be chosen, with the proof; `words` narrows by name of the entity or its producer."""
    return candidates(obligation, pool_ids(obligation, actor, words=words))


def pool_ids(obligation: Obligation, actor: Actor, *, words: str = "") -> list[int]:
    """The rows of `pool_of` in its order, so that a page of them can be taken without proving all."""
    rule = rule_asked(obligation)
    rows = named(rule.entity, words) if words.strip() else _MODELS[rule.entity].objects.all()
    rows = rows.filter(pk__in=eligible_ids(obligation, actor)).exclude(pk__in=_taken(obligation, rule.entity))
    return list(rows.order_by("tambon_id", "sort_key", "pk").values_list("pk", flat=True))


def _taken(obligation: Obligation, entity: str) -> QuerySet:
    live = Nomination.objects.filter(directive=obligation.directive_id, entity=entity, state__in=LIVE)
    return live.values("entity_id")


def not_eligible(obligation: Obligation, words: str, actor: Actor) -> list[Candidate]:
    """Those of the area whose name holds the words and who may not be chosen, with what keeps each out."""
    rule = rule_asked(obligation)
    lo, hi = _range(obligation, actor)
    if not words.strip():
        return []
    inside = named(rule.entity, words).filter(tambon_id__gte=lo, tambon_id__lte=hi)
    found = inside.exclude(pk__in=eligible_ids(obligation, actor)).values_list("pk", flat=True)[:MOST_FOUND]
    return candidates(obligation, list(found))


def candidate_of(obligation: Obligation, entity_id: int) -> Candidate | None:
    """One entity of the obligation's area before the rule; None when there is no such row in it."""
    return next(iter(candidates(obligation, [entity_id])), None)


def candidates(obligation: Obligation, ids: Iterable[int]) -> list[Candidate]:
    """The named rows of the obligation's area, with their proof, by place and name."""
    rule = rule_asked(obligation)
    countable = countables()[rule.entity]
    wanted = list(ids)
    facts = _facts(countable, (obligation.lo, obligation.hi), wanted)
    rows = _MODELS[rule.entity].objects.filter(
        pk__in=wanted, tambon_id__gte=obligation.lo, tambon_id__lte=obligation.hi
    )
    return [
        _candidate(rule, countable, row, facts.get(row.pk))
        for row in rows.select_related("tambon__parent", *_MAKER[rule.entity]).order_by(
            "tambon_id", "sort_key"
        )
    ]


def _facts(countable: Countable, area_range: AreaRange, ids: Sequence[int]) -> dict[int, tuple[Fact, bool]]:
    query = facts_sql(countable, area_range, ids)
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        rows = cursor.fetchall()
    names = list(countable.fields)
    return {
        row[0]: (Fact(row[0], row[1], row[2], dict(zip(names, row[4:], strict=True))), row[3]) for row in rows
    }


def _candidate(
    rule: Rule, countable: Countable, row: Producer | Product, found: tuple[Fact, bool] | None
) -> Candidate:
    fact, stands = found or (None, False)
    producer = row.producer if isinstance(row, Product) else row
    outside = "" if stands else _outside(row, countable, of_the_sort=fact is not None)
    return Candidate(
        entity=rule.entity,
        id=row.pk,
        name=row.name,
        kind=row.get_kind_display(),
        producer=producer,
        tambon=row.tambon,
        fact=fact,
        answers=explain(rule, countable, fact) if fact else (),
        outside=outside,
    )


def _outside(row: Producer | Product, countable: Countable, *, of_the_sort: bool) -> str:
    """Why a row is not among those that any rule counts."""
    if not of_the_sort:
        return f"นับเฉพาะ{countable.noun_th} (เป็น{row.get_kind_display()})"
    if isinstance(row, Product):
        return "นับเฉพาะผลิตภัณฑ์ที่ยังผลิตอยู่ (เลิกผลิตแล้ว)"
    return f"นับเฉพาะผู้ผลิตที่ขึ้นทะเบียนแล้ว (สถานะ{row.get_status_display()})"


def named(entity: str, words: str) -> QuerySet:
    """Rows whose own name, or whose producer's, holds the words."""
    makers = by_own_name(Producer.objects.all(), words)
    if entity != "product":
        return makers.order_by("sort_key", "pk")
    own = by_own_name(Product.objects.all(), words)
    asked = Q(pk__in=own.values("pk")) | Q(producer__in=makers.values("pk"))
    return Product.objects.filter(asked).order_by("sort_key", "pk")


_MODELS: dict[str, type[Producer] | type[Product]] = {
    "product": Product,
    "group": Producer,
    "producer": Producer,
}
_MAKER: dict[str, tuple[str, ...]] = {"product": ("producer",), "group": (), "producer": ()}
