"""Sending a letter: number, head, signature and text are fixed together, or nothing happens at all."""

import datetime as dt
import json
import threading

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from saan.documents.queries import read_bytes
from saan.documents.typesetting.letter import LetterKind, LetterSheet, Paragraph
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.letters.actions import outgoing, register
from saan.letters.actions.evidence import SIGNED_HERE, SigningMethod
from saan.letters.actions.outgoing import Attachment, send
from saan.letters.drafting import fingerprint
from saan.letters.models import Letter, Receipt, Register, SigningAuthority
from saan.letters.queries import letters_visible_to
from saan.letters.queries.signing import signature_of, with_signature
from saan.letters.queries.verifying import verified
from saan.letters.rules import FileRole, LetterState, ReceiptState

pytestmark = pytest.mark.slow
GOVERNORS = ["พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"]


@pytest.fixture
def sheet():
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=(),
        subject="รายงานผลการรับลงทะเบียน ราย/กลุ่ม",
        addressee="พัฒนาการจังหวัดฉะเชิงเทรา",
        paragraphs=(Paragraph("อำเภอขอรายงานผล จำนวน 14 ราย"),),
        conclusion="จึงเรียนมาเพื่อโปรดทราบ",
    )


@pytest.fixture
def district(actor, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")
    return actor("district2402")


@pytest.fixture
def go(sheet, district, actor):
    def going(by=district, to=None, **more) -> Letter:
        receiver = to or actor("province24").office
        return send(sheet=sheet, office=by.office, to=[receiver], by=by, **more)

    return going


def authority(office, chain, *, starts=dt.date(2023, 1, 1), ends=None) -> SigningAuthority:
    return SigningAuthority.objects.create(
        office=office, signer_name="นายหวาย สานดี", chain=chain, starts=starts, ends=ends
    )


def squeezed(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_a_letter_goes_out_numbered_dated_and_kept(go):
    letter = go()
    assert (letter.number, letter.dated, letter.state) == (
        "ฉช 0219/1",
        dt.date(2023, 9, 27),
        LetterState.SENT,
    )
    issued = letter.files.get(role=FileRole.ISSUED).file
    assert issued.name == "ฉช 0219-1 รายงานผลการรับลงทะเบียน ราย-กลุ่ม.pdf"
    text = squeezed(read_bytes(issued))
    assert "ที่ฉช๐๒๑๙/๑" in text
    assert "๒๗กันยายน๒๕๖๖" in text
    assert "จำนวน๑๔ราย" in text


def test_it_keeps_who_signed_on_what_ground_and_can_be_verified(go, district):
    order = authority(district.office, GOVERNORS)
    SigningAuthority.objects.filter(pk=order.pk).update(order_reference="คำสั่งที่ 7/2566")
    letter = go()
    assert letter.signature["name"] == "นายหวาย สานดี"
    assert letter.signature["capacity_chain"][0] == {"post": "พัฒนาการจังหวัด", "as": "ปฏิบัติราชการแทน"}
    assert (letter.signature["authority"], letter.signature["order_reference"]) == (order.pk, "คำสั่งที่ 7/2566")
    assert letter.signature["method"] == SigningMethod.BY_ORDER
    assert letter.signature["recorded_by"] == district.username
    assert letter.signature["sha256"] == fingerprint(letter.content)
    assert letter.content["verify_url"].endswith(f"/{letter.verify_code}/")
    assert letter.files.filter(file__sha256__in=verified(letter.verify_code).hashes).count() == 2


def test_who_signs_with_the_own_account_is_printed_so(go, district):
    letter = go()
    assert letter.signature["method"] == SigningMethod.TYPED
    assert SIGNED_HERE in squeezed(read_bytes(letter.files.get(role=FileRole.ISSUED).file))


def test_its_archive_copy_carries_its_record(go):
    letter = go()
    data = read_bytes(letter.files.get(role=FileRole.ARCHIVE).file)
    with pypdfium2.PdfDocument(data) as document:
        record = json.loads(bytes(document.get_attachment(0).get_data()))
    assert (record["number"], record["verify_code"]) == (letter.number, letter.verify_code)
    assert record["signature"] == letter.signature


def test_it_arrives_at_its_receiver_and_waits_for_registering(go, actor):
    letter = go()
    receipt = Receipt.objects.get(letter=letter)
    assert (receipt.office, receipt.state) == (actor("province24").office, ReceiptState.ARRIVED)
    assert letter in letters_visible_to(actor("province24"))
    assert letter not in letters_visible_to(actor("local24"))


def test_numbers_follow_and_the_act_is_in_the_ledger(go):
    first, second = go(), go()
    assert [first.number, second.number] == ["ฉช 0219/1", "ฉช 0219/2"]
    assert Act.objects.filter(verb="letters.send").count() == 2


def test_attachments_are_kept_in_their_role(go):
    letter = go(attachments=[Attachment(b"PK", "แบบ.xlsx", "application/x", FileRole.FORM)])
    assert read_bytes(letter.files.get(role=FileRole.FORM).file) == b"PK"


def test_a_letter_that_cannot_be_set_takes_no_number(go, monkeypatch):
    def broken(_sheet):
        raise RuntimeError

    monkeypatch.setattr(outgoing, "render_letter", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        go()
    assert not Letter.objects.exists()
    assert not Register.objects.filter(last_number__gt=0).exists()


def test_an_office_without_a_code_is_told_so(sheet, actor):
    by = actor("district2402")
    by.office.letter_prefix = ""
    with pytest.raises(Refused, match="ยังไม่มีรหัสหนังสือ"):
        send(sheet=sheet, office=by.office, to=[by.office.parent], by=by)


@pytest.mark.parametrize("who", ["clerk24", "producer", "auditor", "district2403"])
def test_not_everybody_may_send_in_an_offices_name(go, actor, sheet, who):
    with pytest.raises(PermissionDenied):
        send(sheet=sheet, office=actor("district2402").office, to=[actor("cdd").office], by=actor(who))


def test_what_was_printed_is_frozen(go):
    letter = Letter.objects.get(pk=go().pk)
    assert letter.content["signature"]["posts"] == ["นักวิชาการพัฒนาชุมชนชำนาญการ"]
    assert letter.content["date"] == "2023-09-27"
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(subject="แก้")


def test_signed_in_own_right_the_head_is_the_office(district):
    signing = signature_of(district.office, district)
    assert signing.agency[0] == "สำนักงานพัฒนาชุมชนอำเภอบางคล้า"
    assert (signing.name, signing.posts) == ("นายกกลม ริมน้ำ", ("นักวิชาการพัฒนาชุมชนชำนาญการ",))


def test_signed_for_the_governor_the_head_is_the_city_hall(go, actor):
    by = actor("province24")
    authority(by.office, GOVERNORS)
    letter = go(by=by, to=actor("cdd").office)
    assert letter.content["agency"][0] == letter.issuer_name == "ศาลากลางจังหวัดฉะเชิงเทรา"
    assert letter.content["signature"]["name"] == "นายหวาย สานดี"
    assert letter.issuer == by.office


def test_the_register_follows_the_last_post(go, actor):
    by = actor("province24")
    own = go(by=by, to=actor("cdd").office)
    authority(by.office, GOVERNORS)
    for_governor = go(by=by, to=actor("cdd").office)
    assert own.register_entries.get().register.office == by.office
    assert for_governor.register_entries.get().register.office == by.office.issuing_body != by.office
    assert own.number == for_governor.number == "ฉช 0019/1"


def test_an_order_that_covers_other_kinds_alone_signs_no_letter(district):
    held = authority(district.office, GOVERNORS)
    SigningAuthority.objects.filter(pk=held.pk).update(kinds=["order"])
    assert signature_of(district.office, district).posts == ("นักวิชาการพัฒนาชุมชนชำนาญการ",)
    SigningAuthority.objects.filter(pk=held.pk).update(kinds=["order", "external letter"])
    assert signature_of(district.office, district).posts == tuple(GOVERNORS)


@pytest.mark.parametrize(
    ("reports", "state", "then"),
    [
        (False, ReceiptState.IN_PROGRESS, ReceiptState.REPLIED),
        (True, ReceiptState.IN_PROGRESS, ReceiptState.REPORTED),
        (True, ReceiptState.CASCADED, ReceiptState.REPORTED),
        (False, ReceiptState.CASCADED, ReceiptState.CASCADED),
        (True, ReceiptState.REGISTERED, ReceiptState.REGISTERED),
    ],
)
def test_what_it_answers_is_answered_or_reported_on(go, actor, reports, state, then):
    asked = go(by=actor("province24"), to=actor("district2402").office)
    held = register(receipt=asked.receipts.get(), by=actor("district2402"))
    Receipt.objects.filter(pk=held.pk).update(state=state)
    answer = go(reply_to=asked, reports=reports)
    held.refresh_from_db()
    assert held.state == then
    last = held.steps.last()
    assert (last.note == f"ที่ {answer.number}") == (state != then)


def test_signed_for_the_district_chief_the_head_is_the_district_hall(district):
    authority(district.office, ["พัฒนาการอำเภอ รักษาราชการแทน", "นายอำเภอบางคล้า"])
    assert signature_of(district.office, district).agency[0] == "ที่ว่าการอำเภอบางคล้า"


def test_an_authority_counts_only_on_its_days(district):
    authority(district.office, ["เก่า"], ends=dt.date(2023, 9, 26))
    authority(district.office, ["ยังไม่ถึง"], starts=dt.date(2023, 9, 28))
    assert signature_of(district.office, district).posts == ("นักวิชาการพัฒนาชุมชนชำนาญการ",)
    authority(district.office, ["วันนี้"], starts=dt.date(2023, 9, 27), ends=dt.date(2023, 9, 27))
    assert signature_of(district.office, district).posts == ("วันนี้",)


def test_before_sending_the_number_ends_at_its_code(sheet, district):
    signed = with_signature(sheet, district.office, district)
    assert (signed.number, signed.date) == ("ฉช 0219/", None)
    assert signed.owner[0] == "สำนักงานพัฒนาชุมชนอำเภอบางคล้า"


def test_a_circular_has_numbers_of_its_own_and_reaches_many(go, sheet, actor):
    by = actor("province24")
    to = [actor(name).office for name in ("district2402", "district2403")]
    go(by=by, to=actor("cdd").office)
    letter = send(sheet=sheet, office=by.office, to=to, by=by, circular=True)
    assert (letter.number, letter.circular) == ("ฉช 0019/ว 1", True)
    assert {each.office for each in letter.receipts.all()} == set(to)
    assert "ที่ฉช๐๐๑๙/ว๑" in squeezed(read_bytes(letter.files.get(role=FileRole.ISSUED).file))


def test_what_a_letter_cites_is_known(go):
    first = go()
    assert list(go(cites=[first]).references.values_list("number", "resolved")) == [("ฉช 0219/1", first.pk)]


def test_an_office_that_ended_is_refused_with_its_successor(sheet, district, actor):
    gone, heir = actor("district2403").office, actor("district2404").office
    gone.valid_to, gone.successor = dt.date(2023, 1, 1), heir
    with pytest.raises(Refused, match=f"{gone.name}สิ้นสุดเมื่อ 1 ม.ค. 2566 .*{heir.name}แทน"):
        send(sheet=sheet, office=district.office, to=[gone], by=district)
    with pytest.raises(Refused, match="ยังไม่มีผู้รับ"):
        send(sheet=sheet, office=district.office, to=[], by=district)
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_circulars_sent_at_once_leave_no_gap(sheet, actor, monkeypatch):
    monkeypatch.setattr(outgoing, "render_letter", lambda _sheet: b"%PDF")
    by, to = actor("province24"), [actor("district2402").office, actor("district2403").office]
    assert by.office.issuing_body
    numbers, start = [], threading.Barrier(12)

    def one() -> None:
        start.wait()
        try:
            numbers.append(send(sheet=sheet, office=by.office, to=to, by=by, circular=True).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers, key=lambda number: int(number.split()[-1])) == [
        f"ฉช 0019/ว {n}" for n in range(1, 13)
    ]
    assert Receipt.objects.count() == 24
