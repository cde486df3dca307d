"""One letter that asks each district for six products and two groups, and what Bang Khla has to choose from."""

import pytest

from saan.directives.actions import edit_draft, issue
from saan.directives.models import Obligation
from saan.policy.rule_json import rule_to_json
from saan.selection.actions import nominate
from tests.factories.directives import CHOOSE, SEND_LIST, drafted, products
from tests.selection.conftest import SIX_PRODUCTS, TWO_GROUPS


@pytest.fixture
def letter(actor, monkeypatch: pytest.MonkeyPatch) -> dict[str, Obligation]:
    """What Bang Khla owes: "six", "two" and the "list" it sends."""
    monkeypatch.setenv("SAAN_TODAY", "2018-11-07")
    by = actor("province24")
    made = drafted(CHOOSE, CHOOSE, SEND_LIST, by=by, number="ฉช 0019/ว 6011")
    rules = [SIX_PRODUCTS, TWO_GROUPS]
    for each, rule in zip(made, rules, strict=False):
        edit_draft(directive=each, by=by, rule=rule_to_json(rule))
    issue(directives=made, by=by)
    owed = Obligation.objects.filter(directive__in=made, office__code="cdd-2402").order_by(
        "directive__number"
    )
    return dict(zip(("six", "two", "list"), owed, strict=True))


@pytest.fixture
def rows(letter, actor):
    return products(2402, 3, by=actor("district2402"))


@pytest.fixture
def nominated(letter, rows, actor):
    """The first of the rows, nominated among the six."""
    return nominate(
        obligation=letter["six"],
        entity_id=rows[0].pk,
        potential="พร้อมขอ มผช. ภายในปีนี้",
        by=actor("district2402"),
    )
