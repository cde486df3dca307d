"""What an application lacks and where decisions lead: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.refusals import Refused
from saan.registry import applying
from saan.registry.applying import (
    after_decision,
    all_asked,
    asked_of,
    lapse_of,
    missing_of,
    refuse_decision_day,
    waits_for,
)
from saan.registry.rules import (
    APPLICATION_STEPS,
    ApplicationState,
    DecisionLevel,
    DecisionOutcome,
    ProducerKind,
)

LEVELS = st.sampled_from([[], ["district"], ["district", "province"]])
WHOLE = {
    "name": "กลุ่มจักสาน", "kind": "group", "chair_name": "นางกก", "phone": "0812345678", "identity": {"tail": "123"},
    "link": ["makes"], "thai": True, "member_rows": [{"name": "นางกก"}, {"name": "นายไผ่"}],
    "products": [{"name": "กระบุง", "kind": "decor", "regulated": False, "permit": ""}],
    "checked": {code: {} for code in ("card", "place", "sample", "founding", "network")},
}  # fmt: skip
FACTS = {"chair": "chair_name", "phone": "phone", "identity": "identity", "link": "link", "thai": "thai",
         "members": "member_rows", "products": "products"}  # fmt: skip


def test_a_whole_file_lacks_nothing():
    assert missing_of(WHOLE) == []


@given(st.sets(st.sampled_from(sorted(FACTS))), st.sets(st.sampled_from(sorted(WHOLE["checked"]))))
def test_exactly_what_is_left_out_is_missing(facts, checks):
    data = {key: value for key, value in WHOLE.items() if key not in {FACTS[code] for code in facts}}
    data["checked"] = {code: {} for code in WHOLE["checked"] if code not in checks}
    assert {item.code for item in missing_of(data)} == facts | checks


def test_one_member_is_no_list():
    assert [item.code for item in missing_of(WHOLE | {"member_rows": [{"name": "นางกก"}]})] == ["members"]


def test_regulated_goods_ask_for_their_permit_and_a_proxy_for_the_authority():
    liquor = {"name": "สุราชุมชน", "kind": "beverage", "regulated": True, "permit": ""}
    assert [item.code for item in missing_of(WHOLE | {"products": [liquor]})] == ["permit", "permit-seen"]
    assert [item.code for item in missing_of(WHOLE | {"products": [liquor | {"permit": "1/2567"}]})] == [
        "permit-seen"
    ]
    assert [item.code for item in missing_of(WHOLE | {"proxy": True})] == ["proxy"]


def test_a_public_body_is_asked_for_no_person():
    asked = {item.code for item in asked_of({"kind": ProducerKind.PUBLIC})}
    assert not asked & {"identity", "thai", "card", "members", "link", "network"}
    assert {"chair", "products", "place"} <= asked


def test_every_thing_asked_can_be_answered():
    assert {item.code for item in all_asked() if item.fact} == set(applying._FACTS)
    assert len({item.code for item in all_asked()}) == len(all_asked())


@given(st.sampled_from(ApplicationState), LEVELS, st.sampled_from(DecisionOutcome))
def test_a_decision_only_leads_where_the_table_allows(state, levels, outcome):
    level = waits_for(state, levels)
    if level is None:
        with pytest.raises(Refused):
            after_decision(state, levels, outcome)
        return
    assert level in levels or state == ApplicationState.DISTRICT_OK
    then = after_decision(state, levels, outcome)
    assert then in APPLICATION_STEPS[state]
    approved = outcome == DecisionOutcome.APPROVED
    assert (then in (ApplicationState.APPROVED, ApplicationState.DISTRICT_OK)) == approved


@given(LEVELS)
def test_approving_at_every_level_ends_approved_after_as_many_decisions(levels):
    state, taken = ApplicationState.RECEIVED, []
    while level := waits_for(state, levels):
        taken.append(level)
        state = after_decision(state, levels, DecisionOutcome.APPROVED)
    assert [each.value for each in taken] == levels
    assert state == (ApplicationState.APPROVED if levels else ApplicationState.RECEIVED)


def test_no_end_leads_on_and_every_state_can_be_reached():
    ends = {ApplicationState.APPROVED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
    assert {state for state, then in APPLICATION_STEPS.items() if not then} == ends
    reached = {ApplicationState.DRAFT}.union(*APPLICATION_STEPS.values())
    assert reached == set(ApplicationState)


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, DAYS)
def test_a_decision_lies_between_receipt_and_today(received, decided, today):
    fits = received <= decided <= today
    try:
        refuse_decision_day(decided, received=received, before=None, today=today)
    except Refused:
        assert not fits
    else:
        assert fits


def test_the_province_never_decides_before_the_district():
    with pytest.raises(Refused, match="ก่อนมติของระดับก่อนหน้า"):
        refuse_decision_day(
            date(2024, 3, 4), received=date(2024, 3, 1), before=date(2024, 3, 5), today=date(2024, 4, 1)
        )


def test_registrations_do_not_lapse_unless_data_says_so():
    assert lapse_of(date(2024, 5, 1)) is None
    assert lapse_of(date(2024, 2, 29), years=3) == date(2027, 2, 28)


@given(DAYS, st.integers(1, 10))
def test_a_lapse_is_whole_years_away(day, years):
    end = lapse_of(day, years)
    assert timedelta(days=365 * years - 1) <= end - day <= timedelta(days=366 * years)


def test_levels_are_those_of_the_table():
    assert waits_for(ApplicationState.RECEIVED, ["province"]) == DecisionLevel.PROVINCE
