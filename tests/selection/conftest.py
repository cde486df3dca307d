"""The choosing letter of 2561 in one province: six products and two groups from each district."""

import pytest

from saan.directives.actions import edit_draft, issue
from saan.directives.models import Obligation
from saan.policy.conditions import Any, Between, Is, both
from saan.policy.rule_json import rule_to_json
from saan.policy.rules import Per, Rule
from saan.selection.actions import nominate
from tests.factories.directives import CHOOSE, drafted

COHORT = Between("cohort_be", 2557, 2561)
SIX_PRODUCTS = Rule(entity="product", per=Per.DISTRICT, minimum=6, where=both(COHORT, Is("quadrant", "D")))
TWO_GROUPS = Rule(
    entity="group",
    per=Per.DISTRICT,
    exact=2,
    where=both(Any((Is("quadrant_d", True), Is("stars_1_to_3", True))), COHORT),
    unit_th="กลุ่ม",
)


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch):
    def pretend(day: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", day)

    pretend("2018-11-07")
    return pretend


@pytest.fixture
def province(actor, on_day):
    return actor("province24")


@pytest.fixture
def district(actor, on_day):
    """Bang Khla, of nine tambons."""
    return actor("district2402")


@pytest.fixture
def choice(province, district):
    """`choice(rule, …)` issues one letter with a choice per rule; gives the district's obligations in order."""

    def issued(*rules: Rule) -> list[Obligation]:
        made = drafted(*[CHOOSE] * len(rules), by=province)
        made = [
            edit_draft(directive=each, by=province, rule=rule_to_json(rule))
            for each, rule in zip(made, rules, strict=True)
        ]
        issue(directives=made, by=province)
        owed = Obligation.objects.filter(directive__in=made, office=district.office)
        return list(owed.select_related("directive__office", "office__area").order_by("directive__number"))

    return issued


@pytest.fixture
def six(choice):
    (obligation,) = choice(SIX_PRODUCTS)
    return obligation


@pytest.fixture
def put(district):
    """`put(obligation, row)` nominates a product or a producer."""

    def forward(obligation: Obligation, row, by=district):
        return nominate(
            obligation=obligation, entity_id=row.pk, potential="พร้อมปรับปรุงบรรจุภัณฑ์และขอมาตรฐาน", by=by
        )

    return forward
