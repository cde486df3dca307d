"""Arithmetic of budgets, states and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.citizen_id import is_valid
from saan.kernel.digits import to_thai
from saan.kernel.refusals import Refused
from saan.tourism import rules
from saan.tourism.rules import Budget, IdentityDomain, Outcome, ProjectStatus, WorkProcess

SATANG = st.integers(0, rules.MOST_SATANG // 4)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    disbursed, returned, rest = draw(SATANG), draw(SATANG), draw(SATANG)
    return Budget(disbursed + returned + rest, disbursed, returned)


@given(budgets())
def test_the_parts_of_a_budget_add_up(budget: Budget) -> None:
    assert budget.disbursed + budget.returned + budget.balance == budget.allocated
    assert budget.balance >= 0
    rules.refuse_budget(budget)


@given(st.lists(budgets(), max_size=6))
def test_sums_of_budgets_keep_their_balance(many: list[Budget]) -> None:
    whole = sum(many, Budget())
    assert whole.balance == sum(each.balance for each in many)


@given(budgets())
def test_the_two_shares_differ_by_what_was_returned(budget: Budget) -> None:
    if budget.allocated == 0:
        assert budget.disbursed_share is None
        assert budget.settled_share is None
    else:
        assert budget.disbursed_share is not None
        assert budget.settled_share is not None
        gap = (budget.settled_share - budget.disbursed_share) * budget.allocated
        assert round(gap) == budget.returned * 100


def test_both_shares_of_a_known_tracking_sheet() -> None:
    """Two official progress figures of one province differ by fourteen points, because one counts money given back."""
    plan = Budget(17674070000, 6323005500, 2470050500)
    assert round(plan.disbursed_share or 0, 2) == Decimal("35.78")
    assert round(plan.settled_share or 0, 2) == Decimal("49.75")
    assert plan.balance == 8881014000


@given(SATANG, st.integers(1, 10**9))
def test_more_paid_than_allocated_is_refused(allocated: int, over: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.refuse_budget(Budget(allocated, allocated + over, 0))
    assert refused.value.field == "disbursed"


@pytest.mark.parametrize("field", ["allocated", "disbursed", "returned"])
def test_negative_money_is_refused(field: str) -> None:
    with pytest.raises(Refused, match="ติดลบ"):
        rules.refuse_budget(Budget(**{"allocated": 10, field: -1}))


def test_only_the_second_process_passes_without_a_warning() -> None:
    warned = [process for process in WorkProcess if rules.warning_of(process)]
    assert warned == [WorkProcess.PEOPLE, WorkProcess.GOODS, WorkProcess.ROUTES, WorkProcess.MARKETING]
    assert WorkProcess.ROUTES.label in rules.warning_of("4")


def test_names_of_the_five_processes_stand_in_the_memo(shared_letters) -> None:
    memo = "".join((shared_letters / "dev" / "seed-000.txt").read_text(encoding="utf-8").split())
    for process in WorkProcess:
        number, name = process.label.split(" ", 2)[1:]
        assert f"กระบวนงานที่{chr(ord('๐') + int(number))}{name.replace(' ', '')}" in memo


def test_names_of_the_four_domains_stand_in_the_letter(shared_letters) -> None:
    letter = "".join((shared_letters / "dev" / "seed-001.txt").read_text(encoding="utf-8").split())
    for number, domain in zip("๑๒๓๔", IdentityDomain, strict=True):
        assert f"({number})ด้าน{domain.label}" in letter


@pytest.mark.parametrize("outcomes", [[], ["fame"], ["income", "fame"]])
def test_support_must_serve_a_known_outcome(outcomes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        rules.refuse_outcomes(outcomes)
    assert refused.value.field == "outcomes"


@given(st.sets(st.sampled_from(list(Outcome)), min_size=1))
def test_any_of_the_four_outcomes_will_do(outcomes: set[Outcome]) -> None:
    rules.refuse_outcomes(list(outcomes))


@pytest.mark.parametrize(
    ("now", "then", "allowed"),
    [
        (ProjectStatus.PLANNED, ProjectStatus.RUNNING, True),
        (ProjectStatus.RUNNING, ProjectStatus.RUNNING, True),
        (ProjectStatus.DONE, ProjectStatus.PLANNED, False),
        (ProjectStatus.CANCELLED, ProjectStatus.DONE, False),
    ],
)
def test_steps_of_a_project(now: ProjectStatus, then: ProjectStatus, allowed: bool) -> None:
    assert rules.may_follow(rules.PROJECT_STEPS, now, then) is allowed


@pytest.mark.parametrize(("year", "fine"), [(2560, False), (2561, True), (2567, True), (2701, False)])
def test_years_begin_with_the_programme(year: int, fine: bool) -> None:
    if fine:
        rules.refuse_year(year)
    else:
        with pytest.raises(Refused):
            rules.refuse_year(year)


def test_a_citizen_number_is_refused_in_thai_digits_too() -> None:
    digits = "110170020345"
    number = to_thai(next(f"{digits}{last}" for last in range(10) if is_valid(f"{digits}{last}")))
    with pytest.raises(Refused, match="เลขประจำตัวประชาชน"):
        rules.refuse_text(f"ติดต่อ {number}", field="story", what="เรื่องราว")


def test_a_score_needs_all_three_parts() -> None:
    assert rules.total_score(Decimal(40), Decimal("22.5"), Decimal(15)) == Decimal("77.5")
    assert rules.total_score(Decimal(40), None, Decimal(15)) is None
