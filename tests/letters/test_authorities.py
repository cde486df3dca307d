"""Who may sign on which day, told with the reason and with who may sign instead; authorities recorded and revoked."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.accounts.models import Appointment
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions.authorities import Grant, may_manage, record_authority, revoke_authority
from saan.letters.actions.signing import SigningMethod, sign
from saan.letters.actions.writing import approve
from saan.letters.capacity import links_of
from saan.letters.models import SigningAuthority
from saan.letters.queries.signers import all_signers, body_of, signers_of
from saan.letters.rules import LetterKind, LetterState
from tests.factories import writing as made

pytestmark = pytest.mark.slow
DAY = dt.date(2023, 9, 27)
GRANT = Grant("นายคราม ย้อมใจ", made.GOVERNORS, "คำสั่งจังหวัด ที่ 1442/2566", DAY)


@pytest.fixture
def by(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", DAY.isoformat())
    return actor("province24")


@pytest.fixture
def head(actor, by):
    """The head of another office, by the title of the post."""
    return actor("local24")


@pytest.fixture
def admin(actor, by):
    return actor("admin")


@given(
    starts=st.integers(-40, 40), length=st.one_of(st.none(), st.integers(0, 40)),
    revoked=st.one_of(st.none(), st.integers(-40, 40)),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_authority_holds_on_its_days_alone(by, starts, length, revoked):
    begin = DAY + dt.timedelta(starts)
    ends = None if length is None else begin + dt.timedelta(length)
    gone = None if revoked is None else DAY + dt.timedelta(revoked)
    SigningAuthority.objects.all().delete()
    held = made.authority(by.office, starts=begin, ends=ends, revoked_on=gone)
    holds = begin <= DAY and (ends is None or ends >= DAY) and (gone is None or gone > DAY)
    assert (f"auth-{held.pk}" in [each.key for each in signers_of(by.office, LetterKind.EXTERNAL)]) is holds


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"ends": DAY - dt.timedelta(1)}, "สิ้นสุดเมื่อ 26 ก.ย. 2566"),
        ({"starts": DAY + dt.timedelta(1)}, "ยังไม่ถึงวันนั้น"),
        ({"revoked_on": DAY}, "ถูกเพิกถอนเมื่อ 27 ก.ย. 2566"),
        ({"kinds": ["memo"]}, "ลงนามได้เฉพาะบันทึกข้อความ"),
        ({"chain": ["พัฒนาการจังหวัด", "ผู้ว่าราชการจังหวัด"]}, "ยังไม่ถูกแบบ"),
    ],
)
def test_who_may_not_sign_is_told_why_and_who_may(by, more, says):
    bad = made.authority(by.office, **{"signer_name": "นายคราม ย้อมใจ", **more})
    made.authority(by.office, ("พัฒนาการจังหวัดฉะเชิงเทรา",), signer_name="นางหวาย สานดี")
    letter = made.proposed(by, to=(by.office.parent,), signer=f"auth-{bad.pk}")
    letter = approve(letter=letter, by=by)
    with pytest.raises(Refused, match=says) as refused:
        sign(letter=letter, by=by)
    assert "นางหวาย สานดี" in refused.value.message
    letter.refresh_from_db()
    assert (letter.state, letter.signature) == (LetterState.APPROVED, None)


def test_nobody_chosen_is_told_where_to_record(by):
    letter = approve(letter=made.proposed(by, to=(by.office.parent,)), by=by)
    with pytest.raises(Refused, match="หน้าอำนาจลงนาม"):
        sign(letter=letter, by=by, method=SigningMethod.INK)


def test_others_than_the_head_sign_memos_alone(by, head):
    assert signers_of(by.office, LetterKind.EXTERNAL) == []
    assert [each.name for each in signers_of(by.office, LetterKind.MEMO)] == ["นายคราม ย้อมใจ"]
    assert [each.name for each in signers_of(head.office, LetterKind.EXTERNAL)] == [head.full_name]


def test_the_body_is_the_last_posts(by):
    office = by.office
    assert body_of(office, links_of(made.GOVERNORS)) == office.issuing_body
    assert (
        body_of(office, links_of(["พัฒนาการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"]))
        == office.issuing_body
    )
    assert body_of(office, links_of([office.head_title])) == office
    assert body_of(office, links_of(["นักวิชาการ รักษาการแทน", office.head_title])) == office


def test_an_order_is_recorded_with_its_body(by, admin):
    held = record_authority(office=by.office, grant=GRANT, by=admin)
    assert (held.body, held.recorded_by, held.chain) == (
        by.office.issuing_body,
        admin.user,
        list(made.GOVERNORS),
    )
    assert Act.objects.filter(verb="letters.record_authority").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"signer_name": " "}, "signer_name"),
        ({"chain": ("ก", "ข")}, "chain"),
        ({"order_reference": ""}, "order_reference"),
        ({"ends": DAY - dt.timedelta(1)}, "ends"),
    ],
)
def test_an_order_that_cannot_stand_is_refused_at_its_field(by, admin, changed, field):
    told = Grant(**{**GRANT.__dict__, **changed})
    with pytest.raises(Refused) as refused:
        record_authority(office=by.office, grant=told, by=admin)
    assert refused.value.field == field
    assert not SigningAuthority.objects.exists()


def test_revoking_ends_what_comes_not_what_was(by, admin):
    held = record_authority(office=by.office, grant=GRANT, by=admin)
    signed = made.signed(by, to=(by.office.parent,))
    with pytest.raises(Refused, match="วันนี้หรือหลังจากนี้"):
        revoke_authority(authority=held, on=DAY - dt.timedelta(1), by=admin)
    revoke_authority(authority=held, on=DAY, by=admin)
    with pytest.raises(Stale, match="เพิกถอนไปแล้ว"):
        revoke_authority(authority=held, on=DAY, by=admin)
    signed.refresh_from_db()
    assert (signed.state, signed.signature["authority"]) == (LetterState.SIGNED, held.pk)
    reasons = [each.why_not for each in all_signers(by.office, LetterKind.EXTERNAL, DAY)]
    assert any("เพิกถอน" in why for why in reasons)


def test_the_head_and_account_managers_alone(by, actor, head):
    assert may_manage(head, head.office)
    assert not may_manage(head, by.office)
    for who in ("province24", "clerk24", "district2402", "auditor"):
        assert not may_manage(actor(who), by.office)
        with pytest.raises(PermissionDenied):
            record_authority(office=by.office, grant=GRANT, by=actor(who))


def test_an_acting_head_signs_as_head(by):
    Appointment.objects.filter(pk=by.appointment.pk).update(position=f"รักษาการ{by.office.head_title}")
    assert [each.name for each in signers_of(by.office, LetterKind.EXTERNAL)] == ["นายคราม ย้อมใจ"]
