"""A letter in the making: every step asked of the table, what was signed frozen, number and date one act."""

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.documents.queries import read_bytes
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.letters.actions import register
from saan.letters.actions.issuing import cancel, dispatch, issue_at_once, number
from saan.letters.actions.making import EVENTS
from saan.letters.actions.reserving import reserve_number
from saan.letters.actions.signing import SigningMethod, sign
from saan.letters.actions.writing import approve, draft, draft_of, enclose, give_back, propose, save
from saan.letters.drafting import Cited, Enclosed, Outsider, fingerprint
from saan.letters.models import Consignment, Letter, LetterStep, Receipt, Register, RegisterEntry
from saan.letters.queries import letters_visible_to
from saan.letters.rules import (
    LETTER_STEPS,
    MAKING,
    Channel,
    FileRole,
    LetterKind,
    LetterState,
    ReceiptState,
    RegisterKind,
)
from tests.factories import writing as made
from tests.factories.letters import brought_in

pytestmark = pytest.mark.slow
DAY = dt.date(2023, 9, 27)


@pytest.fixture
def by(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")
    who = actor("province24")
    made.authority(who.office)
    return who


@pytest.fixture
def district(actor):
    return actor("district2402").office


def test_a_letter_goes_its_whole_way(by, district):
    letter = made.sent(by, to=(district,))
    assert (letter.number, letter.dated, letter.state) == ("ฉช 0019/1", DAY, LetterState.SENT)
    assert [step.event for step in letter.steps.all()] == ["propose", "approve", "sign", "number", "dispatch"]
    assert {step.position for step in letter.steps.all()} == {by.appointment.position}
    receipt = Receipt.objects.get(letter=letter)
    assert (receipt.office, receipt.state) == (district, ReceiptState.ARRIVED)
    verbs = list(Act.objects.filter(object_id=str(letter.pk)).order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        f"letters.{e}" for e in ("draft", "edit_draft", "propose", "approve", "sign", "number", "dispatch")
    ]


def test_what_signing_rested_on_is_frozen(by, district):
    letter = made.signed(by, to=(district,))
    held = letter.signature
    assert held["capacity_chain"][1] == {"post": "พัฒนาการจังหวัด", "as": "ปฏิบัติราชการแทน"}
    assert (held["order_reference"], held["method"]) == ("คำสั่งที่ 1442/2566", "typed")
    assert held["body"] == by.office.issuing_body.code
    assert held["sha256"] == fingerprint(letter.content)
    assert held["signed_at"].endswith("+07:00")
    by.office.signing_authorities.update(signer_name="ผู้อื่น", chain=["อื่น"])
    assert Letter.objects.get(pk=letter.pk).signature["name"] == "นายคราม ย้อมใจ"


def test_the_head_and_the_register_follow_the_last_post(by, district):
    for_governor = made.numbered(by, to=(district,))
    assert for_governor.issuer_name == "ศาลากลางจังหวัดฉะเชิงเทรา"
    assert for_governor.register_entries.get().register.office == by.office.issuing_body
    own = made.authority(by.office, (by.office.head_title,))
    in_own_right = made.numbered(by, to=(district,), signer=f"auth-{own.pk}")
    assert in_own_right.issuer_name == by.office.name
    assert in_own_right.register_entries.get().register.office == by.office
    assert in_own_right.number == "ฉช 0019/1"


@pytest.mark.parametrize(
    ("kind", "register", "number_is"),
    [
        (LetterKind.MEMO, RegisterKind.MEMO, "ฉช 0019/1"),
        (LetterKind.STAMPED, RegisterKind.OUTGOING, "ฉช 0019/1"),
        (LetterKind.ORDER, RegisterKind.ORDER, "1/2566"),
        (LetterKind.ANNOUNCEMENT, RegisterKind.NOTICE, "1/2566"),
    ],
)
def test_each_kind_has_its_register(by, district, kind, register, number_is):
    letter = made.sent(by, kind, (district,))
    entry = letter.register_entries.get()
    assert (entry.register.kind, letter.number) == (register, number_is)
    own = kind == LetterKind.MEMO
    assert entry.register.office == (by.office if own else by.office.issuing_body)


def test_a_circular_takes_a_number_of_its_own(by, actor):
    to = tuple(actor(name).office for name in ("district2402", "district2403"))
    letter = made.sent(by, to=to, circular=True)
    assert letter.number == "ฉช 0019/ว 1"
    assert {each.office for each in letter.receipts.all()} == set(to)


def test_what_is_enclosed_goes_along(by, district):
    held = made.sent(by, to=(district,))
    letter = made.written(by, to=(district,))
    file = enclose(letter=letter, data=b"%PDF-1", name="แนวทาง.pdf", media_type="application/pdf", by=by)
    enclose(letter=letter, data=b"%PDF-2", name="ไม่ใช้แล้ว.pdf", media_type="application/pdf", by=by)
    told = made.typed(
        letter,
        enclosures=(Enclosed("แนวทาง", file=file.pk), Enclosed("สำเนาหนังสือ", letter=held.pk)),
        references=(Cited("หนังสือ", held.pk),),
    )
    sent = issue_at_once(letter=save(letter=letter, told=told, by=by), by=by)
    names = set(sent.files.filter(role=FileRole.ENCLOSURE).values_list("file__name", flat=True))
    assert names == {"แนวทาง.pdf", held.files.get(role=FileRole.ISSUED).file.name}
    assert sent.references.get().resolved == held


def test_outsiders_wait_for_their_receive_number(by, district):
    letter = made.sent(by, to=(district,), outside=(Outsider("บริษัท สมมติ จำกัด"),))
    assert Consignment.objects.get(letter=letter).address == "บริษัท สมมติ จำกัด"


def test_outsiders_with_an_address_are_mailed_where_the_road_is_open(by, district, settings):
    settings.SAAN_EMAIL_URL = "smtp://127.0.0.1:9?from=saraban@example.go.th"
    outside = (Outsider("บริษัท สมมติ จำกัด", "office@example.co.th"), Outsider("ร้านสมมติ"))
    letter = made.sent(by, to=(district,), outside=outside)
    sent = dict(Consignment.objects.filter(letter=letter).values_list("address", "channel"))
    assert sent == {"office@example.co.th": Channel.EMAIL, "ร้านสมมติ": Channel.PAPER}


def test_files_for_keeping(by, district):
    letter = made.sent(by, to=(district,))
    roles = set(letter.files.values_list("role", flat=True))
    assert {FileRole.ISSUED, FileRole.ARCHIVE, FileRole.DOCX} <= roles
    archive = read_bytes(letter.files.get(role=FileRole.ARCHIVE).file)
    assert archive.startswith(b"%PDF")
    assert letter.verify_code in letter.content["verify_url"]
    issued = letter.files.get(role=FileRole.ISSUED).file
    assert issued.sha256 == hashlib.sha256(read_bytes(issued)).hexdigest()


def test_a_letter_that_cannot_be_set_takes_no_number(by, district, monkeypatch):
    letter = made.signed(by, to=(district,))

    def broken(_sheet):
        raise RuntimeError

    monkeypatch.setattr("saan.letters.actions.issuing.render_letter", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        number(letter=letter, by=by)
    assert not Register.objects.filter(last_number__gt=0).exists()
    assert Letter.objects.get(pk=letter.pk).state == LetterState.SIGNED


def test_two_writers_the_second_is_told(by):
    letter = made.written(by)
    typed = draft_of(letter)
    save(letter=letter, told=made.typed(letter, subject="ของคนแรก"), by=by)
    with pytest.raises(Stale, match="มีผู้บันทึกร่างนี้หลังจากท่านเปิดหน้า"):
        save(letter=letter, told=typed, by=by)
    assert Letter.objects.get(pk=letter.pk).subject == "ของคนแรก"


def test_a_page_whose_answer_was_lost_goes_on(by):
    letter = made.written(by)
    first = made.typed(letter, subject="หนึ่ง", page="p1")
    save(letter=letter, told=first, by=by)
    again = save(letter=letter, told=replace(first, subject="สอง"), by=by)
    assert again.subject == "สอง"
    with pytest.raises(Stale):
        save(letter=letter, told=replace(first, subject="สาม", page="p2"), by=by)


def test_saving_the_same_words_again_counts_nothing(by):
    letter = made.written(by)
    again = save(letter=letter, told=draft_of(letter), by=by)
    assert draft_of(again).version == draft_of(letter).version


def test_a_draft_to_mend_is_not_proposed(by):
    letter = draft(kind=LetterKind.EXTERNAL, by=by)
    with pytest.raises(Refused, match=r"ยังไม่มีเรื่อง.*ทั้งหมด") as refused:
        propose(letter=letter, by=by)
    assert refused.value.field == "subject"


def test_returned_with_a_reason_and_signed_anew(by, district):
    letter = made.signed(by, to=(district,))
    with pytest.raises(Refused, match="เขียนเหตุผล"):
        give_back(letter=letter, note=" ", by=by)
    back = give_back(letter=letter, note="แก้จำนวนในข้อ 1", by=by)
    assert (back.state, back.signature) == (LetterState.RETURNED, None)
    assert back.steps.last().note == "แก้จำนวนในข้อ 1"
    mended = save(letter=back, told=made.typed(back, subject="เรื่องใหม่"), by=by)
    again = sign(letter=approve(letter=propose(letter=mended, by=by), by=by), by=by)
    assert again.signature["sha256"] == fingerprint(again.content)


def test_the_database_keeps_what_was_signed(by, district):
    letter = made.signed(by, to=(district,))
    for change in ({"subject": "แก้"}, {"content": {}}, {"signature": {}}, {"urgency": "ด่วน"}):
        with pytest.raises(DatabaseError, match="ลงนามแล้วแก้ไม่ได้"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).delete()
    with pytest.raises(Stale, match="แก้ข้อความไม่ได้"):
        save(letter=letter, told=draft_of(letter), by=by)


def test_the_database_keeps_what_was_numbered_even_when_cancelled(by, district):
    letter = made.numbered(by, to=(district,))
    cancel(letter=letter, note="ออกผิดฉบับ", by=by)
    for change in (
        {"number": "x"},
        {"dated": DAY - dt.timedelta(1)},
        {"subject": "แก้"},
        {"verify_code": "x"},
    ):
        with pytest.raises(DatabaseError, match="ออกเลขแล้วแก้"), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)


def test_cancelling_burns_the_number_with_its_remark(by, district):
    letter = cancel(letter=made.numbered(by, to=(district,)), note="ออกผิดฉบับ", by=by)
    entry = letter.register_entries.get()
    assert (letter.state, entry.remark, bool(entry.cancelled_at)) == (LetterState.CANCELLED, "ออกผิดฉบับ", True)
    assert letter.steps.last().event == "cancel"
    assert made.numbered(by, to=(district,)).number == "ฉช 0019/2"


def test_a_reserved_number_serves_its_letter(by, district):
    kept = reserve_number(
        office=by.office, kind=RegisterKind.OUTGOING, purpose="หนังสือถึงอำเภอ", until=DAY, by=by
    )
    made.numbered(by, to=(district,))
    letter = number(letter=made.signed(by, to=(district,)), by=by, reserved=kept)
    assert letter.number == "ฉช 0019/1"
    other = reserve_number(office=by.office, kind=RegisterKind.ORDER, purpose="คำสั่ง", until=DAY, by=by)
    with pytest.raises(Refused, match="ใช้กับหนังสือฉบับนี้ไม่ได้"):
        number(letter=made.signed(by, to=(district,)), by=by, reserved=other)


def test_a_head_signs_and_sends_in_one_act(by, district):
    letter = issue_at_once(letter=made.written(by, to=(district,)), by=by)
    assert letter.state == LetterState.SENT
    assert [step.event for step in letter.steps.all()] == ["approve", "sign", "number", "dispatch"]


def test_clerks_prepare_and_number_but_do_not_sign(by, actor, district):
    clerk = actor("clerk24")
    letter = made.proposed(clerk, to=(district,))
    for act in (approve, sign):
        with pytest.raises(PermissionDenied):
            act(letter=letter, by=clerk)
    signed = sign(letter=approve(letter=letter, by=by), by=by)
    sent = dispatch(letter=number(letter=signed, by=clerk), by=clerk)
    assert sent.steps.get(event="number").taken_by == clerk.user


def test_a_clerk_sends_a_signed_circular(by, actor):
    clerk, to = actor("clerk24"), tuple(actor(name).office for name in ("district2402", "district2403"))
    letter = number(letter=made.signed(by, to=to, circular=True), by=clerk)
    assert dispatch(letter=letter, by=clerk).state == LetterState.SENT
    assert {each.office for each in letter.receipts.all()} == set(to)
    assert letter.steps.get(event="broadcast").taken_by == clerk.user


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (ReceiptState.IN_PROGRESS, ReceiptState.REPLIED),
        (ReceiptState.PRESENTED, ReceiptState.PRESENTED),
        (ReceiptState.CLOSED, ReceiptState.CLOSED),
    ],
)
def test_what_a_letter_answers_is_answered_where_its_way_allows(by, district, state, then):
    asked = brought_in(by).receipt
    register(receipt=asked, by=by)
    closing = {"closed_at": now(), "closed_by": by.user} if state == ReceiptState.CLOSED else {}
    Receipt.objects.filter(pk=asked.pk).update(state=state, **closing)
    letter = draft(kind=LetterKind.EXTERNAL, by=by, reply_to=asked.letter)
    letter = save(
        letter=letter,
        told=replace(draft_of(letter), **made.words_of(LetterKind.EXTERNAL, (district,)), references=()),
        by=by,
    )
    sent = issue_at_once(letter=letter, by=by)
    asked.refresh_from_db()
    assert asked.state == then
    assert asked.steps.filter(event="reply", note=f"ที่ {sent.number}").exists() == (state != then)


@pytest.mark.parametrize("who", ["producer", "auditor", "district2403", "admin"])
def test_strangers_do_nothing(by, actor, district, who):
    letter, other = made.written(by, to=(district,)), actor(who)
    for act in (propose, approve, sign, number, dispatch):
        with pytest.raises(PermissionDenied):
            act(letter=letter, by=other)
    with pytest.raises(PermissionDenied):
        save(letter=letter, told=draft_of(letter), by=other)


def test_drafts_are_the_offices_own_affair(by, actor, district):
    letter = made.proposed(by, to=(district,))
    assert letter in letters_visible_to(by)
    for who in ("cdd", "ministry", "auditor", "district2402"):
        assert letter not in letters_visible_to(actor(who))


def test_secret_letters_are_not_written_here(by):
    letter = made.written(by)
    with pytest.raises(Refused, match="ผู้เปิดใช้ได้คือพัฒนาการจังหวัด"):
        save(letter=letter, told=made.typed(letter, secrecy="ลับ"), by=by)


def test_enclosures_are_kept_until_the_words_are_closed(by, district):
    letter = made.written(by, to=(district,))
    file = enclose(letter=letter, data=b"%PDF-1", name="แนวทาง.pdf", media_type="application/pdf", by=by)
    assert letter.files.get(role=FileRole.ENCLOSURE).file == file
    with pytest.raises(Refused, match="ว่างเปล่า"):
        enclose(letter=letter, data=b"", name="x.pdf", media_type="application/pdf", by=by)


def test_ink_is_recorded_and_only_the_signer_types(by, actor, district):
    made.authority(by.office, ("พัฒนาการจังหวัด",), signer_name="นางหวาย สานดี")
    key = f"auth-{by.office.signing_authorities.latest('pk').pk}"
    letter = approve(letter=made.proposed(by, to=(district,), signer=key), by=by)
    with pytest.raises(Refused, match="ผู้ลงนามคือนางหวาย สานดี"):
        sign(letter=letter, by=by)
    inked = sign(letter=letter, by=by, method=SigningMethod.INK)
    assert (inked.signature["method"], inked.signature["recorded_by"]) == ("ink", "province24")


ACTS = {
    "propose": lambda letter, by: propose(letter=letter, by=by),
    "return": lambda letter, by: give_back(letter=letter, note="แก้", by=by),
    "approve": lambda letter, by: approve(letter=letter, by=by),
    "sign": lambda letter, by: sign(letter=letter, by=by),
    "number": lambda letter, by: number(letter=letter, by=by),
    "dispatch": lambda letter, by: dispatch(letter=letter, by=by),
    "cancel": lambda letter, by: cancel(letter=letter, note="ไม่ใช้", by=by),
}
ROAD = ("propose", "approve", "sign", "number", "dispatch")


def _at(state: LetterState, by, to) -> Letter:
    """A letter led to a state by legal steps alone."""
    letter = made.written(by, to=to)
    if state in (LetterState.RETURNED, LetterState.CANCELLED):
        letter = propose(letter=letter, by=by)
        return ACTS["return" if state == LetterState.RETURNED else "cancel"](letter, by)
    for event in ROAD:
        if letter.state == state:
            break
        letter = ACTS[event](letter, by)
    return letter


def _picture(letter: Letter) -> tuple:
    row = Letter.objects.filter(pk=letter.pk).values().get()
    counts = (
        LetterStep.objects.count(),
        RegisterEntry.objects.count(),
        Act.objects.count(),
        Receipt.objects.count(),
    )
    return row, counts


@given(state=st.sampled_from([*MAKING, LetterState.NUMBERED, LetterState.SENT, LetterState.CANCELLED]),
       event=st.sampled_from(sorted(EVENTS)))  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_step_outside_the_table_is_refused_and_changes_nothing(by, district, state, event):
    with transaction.atomic():
        letter = _at(state, by, (district,))
        assert letter.state == state
        before = _picture(letter)
        after = EVENTS[event][0]
        legal = after in LETTER_STEPS[state]
        if (state, event) == (LetterState.DRAFT, "number"):
            legal = False
        if (state, event) == (LetterState.DRAFT, "sign"):
            legal = True
        if legal:
            assert ACTS[event](letter, by).state == after
        else:
            with pytest.raises(Refused), transaction.atomic():
                ACTS[event](letter, by)
            assert _picture(letter) == before
        transaction.set_rollback(True)


def test_the_ledger_tells_of_each_opened_page_once(by):
    letter = draft(kind=LetterKind.EXTERNAL, by=by)
    for words in ("ก", "ขข", "คคค"):
        save(letter=letter, told=replace(draft_of(letter), subject=words, page="first"), by=by)
        letter.refresh_from_db()
    save(letter=letter, told=replace(draft_of(letter), page="third"), by=by)
    rows = Act.objects.filter(verb="letters.edit_draft", object_id=str(letter.pk))
    assert rows.count() == 1
    save(letter=letter, told=replace(draft_of(letter), subject="ง", page="second"), by=by)
    assert rows.count() == 2


def test_an_enclosure_is_told_of(by):
    letter = draft(kind=LetterKind.EXTERNAL, by=by)
    enclose(letter=letter, data=b"x", name="แผนที่.txt", media_type="text/plain", by=by)
    assert "แผนที่.txt" in Act.objects.get(verb="letters.enclose", object_id=str(letter.pk)).summary
