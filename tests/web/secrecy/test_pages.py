"""The pages of secret papers: off by default, set by the head, opened with a reason, sent where it may be held."""

import io
import re
from datetime import timedelta

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.ledger.models import Act
from saan.letters.actions import cancel_number
from saan.letters.actions.secrecy import revoke_policy
from saan.letters.actions.secret_papers import LARGEST_FILE, number_secret, send_secret
from saan.letters.models import Consignment, Letter, RegisterEntry, SecrecyPolicy, SecretPaper
from saan.letters.queries.secrecy import policy_in_force
from tests.factories.secrecy import SCAN, WHY, drafted, head_of, in_force, numbered, received

HOME = "/letters/secret/"


@pytest.fixture
def clerk(actor):
    return actor("clerk24")


@pytest.fixture
def policy(clerk):
    return in_force(clerk)


@pytest.fixture
def head(clerk, client):
    client.force_login(head_of(clerk.office).user)
    return client


def text(answer) -> str:
    """Words as they are seen, without the signs that only guide the breaking of lines."""
    words = BeautifulSoup(answer.content.decode(), "html.parser").get_text("")
    return re.sub("[\u200b-\u200d\u2060]", "", words)


def order(clerk, **told: object) -> dict:
    said = {"number": "คำสั่งที่ 12/2569", "dated": format_short(today()), "starts": format_short(today()),
            "ends": format_short(today() + timedelta(days=30)), "registrar": clerk.user.pk, **told}  # fmt: skip
    return {f"order-{name}": value for name, value in said.items()}


def test_off_by_default_and_says_who_may_enable(clerk, as_user):
    page = text(as_user("clerk24").get(HOME))
    assert "ไม่ได้เปิดใช้" in page
    assert clerk.office.head_title in page
    assert as_user("clerk24").get(f"{HOME}receive/").status_code == 403
    assert as_user("clerk24").get(f"{HOME}write/").status_code == 403


def test_the_head_enables_clears_and_ends(clerk, actor, head):
    assert head.post(f"{HOME}policy/", order(clerk)).status_code == 302
    policy = policy_in_force(clerk.office)
    officer = actor("province24")
    told = {"person-user": officer.user.pk, "person-duty": "deputy"}
    assert head.post(f"{HOME}policy/{policy.pk}/people/", told).status_code == 302
    assert head.post(f"{HOME}policy/{policy.pk}/people/", told).status_code == 422
    assert officer.full_name in text(head.get(HOME))
    held = policy.clearances.get(user=officer.user)
    assert head.post(f"{HOME}people/{held.pk}/withdraw/").status_code == 302
    assert head.post(f"{HOME}policy/{policy.pk}/revoke/", {"revoke-reason": ""}).status_code == 422
    assert head.post(f"{HOME}policy/{policy.pk}/revoke/", {"revoke-reason": "ย้าย"}).status_code == 302
    assert policy_in_force(clerk.office) is None
    assert "คำสั่งที่ 12/2569" in text(head.get(HOME))


def test_a_wrong_order_stands_at_its_field(clerk, head):
    answer = head.post(f"{HOME}policy/", order(clerk, ends=format_short(today() + timedelta(days=4000))))
    assert answer.status_code == 422
    assert "ไม่เกินห้าปี" in text(answer)
    assert not SecrecyPolicy.objects.exists()


@pytest.mark.parametrize("who", ["clerk24", "province24", "cdd", "auditor"])
def test_who_is_not_the_head_sets_nothing(who, clerk, as_user):
    assert as_user(who).post(f"{HOME}policy/", order(clerk)).status_code in (403, 422)
    assert not SecrecyPolicy.objects.exists()


def test_another_offices_policy_is_not_there(policy, actor, as_user):
    client = as_user("local24")
    assert client.post(f"{HOME}policy/{policy.pk}/revoke/", {"revoke-reason": "ลอง"}).status_code == 404
    held = policy.clearances.get()
    assert client.post(f"{HOME}people/{held.pk}/withdraw/").status_code == 404


def test_an_administrator_does_not_come_in(policy, as_user):
    assert as_user("admin").get(HOME).status_code == 403


def test_signed_out_goes_to_the_door(client, db):
    assert client.get(HOME).headers["Location"].startswith("/sign-in/")


def test_a_colleague_sees_only_whom_to_go_to(clerk, policy, as_user):
    paper = received(clerk)
    client = as_user("province24")
    page = text(client.get(HOME))
    assert clerk.full_name in page
    assert "0018/77" not in page
    assert client.get(f"{HOME}{paper.pk}/").status_code == 404
    assert client.get(f"{HOME}receive/").status_code == 403


def test_receiving_numbers_and_seals(clerk, policy, as_user):
    told = {"sender": "ที่ทำการปกครองจังหวัด", "number": "ฉช 0018/77", "dated": "3 พ.ย. 2569", "subject": "ขมิ้นเหลือง",
            "body": "ขมิ้นเหลือง", "scan": SimpleUploadedFile("ก.pdf", SCAN, "application/pdf")}  # fmt: skip
    answer = as_user("clerk24").post(f"{HOME}receive/", told)
    paper = SecretPaper.objects.get()
    assert answer.headers["Location"] == f"{HOME}{paper.pk}/"
    entry = RegisterEntry.objects.get()
    assert (entry.subject_line, entry.from_line, paper.entry) == ("เรื่องลับ", "ที่ทำการปกครองจังหวัด", entry)
    assert "ขมิ้นเหลือง" not in text(as_user("clerk24").get(answer.headers["Location"]))
    scan = as_user("clerk24").post(f"{HOME}{paper.pk}/file/scan/", {"open-reason": WHY})
    assert scan.content == SCAN
    assert "attachment" in scan.headers["Content-Disposition"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("scan", [b"GIF89a", SCAN + b"0" * LARGEST_FILE])
def test_a_scan_that_cannot_be(scan, clerk, policy, as_user):
    told = {"sender": "ก", "subject": "ข", "scan": SimpleUploadedFile("ก.pdf", scan, "application/pdf")}
    assert as_user("clerk24").post(f"{HOME}receive/", told).status_code == 422
    assert not RegisterEntry.objects.exists()


def test_no_reason_no_opening_and_each_opening_is_on_record(clerk, policy, as_user):
    paper, client = received(clerk), as_user("clerk24")
    for reason in ("", "ดู"):
        answer = client.post(f"{HOME}{paper.pk}/", {"open-reason": reason})
        assert answer.status_code == 422
        assert "ขมิ้นเหลือง" not in text(answer)
    opened = Act.objects.filter(verb="letters.secret_open")
    assert not opened.exists()
    for count in (1, 2):
        assert "ขมิ้นเหลือง" in text(client.post(f"{HOME}{paper.pk}/", {"open-reason": WHY}))
        assert opened.count() == count
    assert WHY in opened.latest("pk").summary
    assert "ขมิ้นเหลือง" not in opened.latest("pk").summary


def test_writing_saving_and_two_writers(clerk, policy, as_user):
    told = {"party": "ผู้ว่าราชการจังหวัดฉะเชิงเทรา", "subject": "ขมิ้นเหลือง", "body": "ด้วยขมิ้น", "signer": "นายก",
            "posts": "พัฒนาการจังหวัดฉะเชิงเทรา"}  # fmt: skip
    client = as_user("clerk24")
    assert client.post(f"{HOME}write/", told).status_code == 302
    paper = SecretPaper.objects.get()
    page = BeautifulSoup(
        client.post(f"{HOME}{paper.pk}/", {"open-reason": WHY}).content.decode(), "html.parser"
    )
    assert page.select_one("[name=subject]")["value"] == "ขมิ้นเหลือง"
    version = page.select_one("[name=version]")["value"]
    assert (
        client.post(f"{HOME}{paper.pk}/save/", {**told, "body": "ใหม่", "version": version}).status_code == 302
    )
    late = client.post(f"{HOME}{paper.pk}/save/", {**told, "body": "ของฉัน", "version": version})
    assert late.status_code == 422
    assert "ของฉัน" in late.content.decode()
    assert client.post(f"{HOME}{paper.pk}/act/number/").status_code == 302
    paper.refresh_from_db()
    assert paper.number.startswith("ฉช 0019/")
    assert client.post(f"{HOME}{paper.pk}/save/", {**told, "version": 2}).status_code == 422


def test_the_paper_bears_its_class_in_red_at_head_and_foot(clerk, policy, as_user):
    paper = numbered(clerk)
    pdf = as_user("clerk24").post(f"{HOME}{paper.pk}/file/pdf/", {"open-reason": WHY})
    page = pypdfium2.PdfDocument(pdf.content)[0]
    words = page.get_textpage()
    assert words.get_text_range().count("ลับ") >= 2
    assert "ลับ" in words.get_text_bounded(bottom=780)
    assert "ลับ" in words.get_text_bounded(top=60)
    word = docx.Document(
        io.BytesIO(as_user("clerk24").post(f"{HOME}{paper.pk}/file/docx/", {"open-reason": WHY}).content)
    )
    for part in (word.sections[0].first_page_header, word.sections[0].first_page_footer):
        marks = [run for line in part.paragraphs for run in line.runs if run.text == "ลับ"]
        assert marks
        assert str(marks[0].font.color.rgb)[:2] > "90"
    assert as_user("clerk24").post(f"{HOME}{paper.pk}/file/exe/", {"open-reason": WHY}).status_code == 404


def test_sending_where_it_may_not_be_held_is_refused_with_the_reason(clerk, policy, as_user):
    paper = numbered(clerk)
    told = {"send-to": "dla-24", "send-scan": SimpleUploadedFile("ก.pdf", SCAN, "application/pdf")}
    answer = as_user("clerk24").post(f"{HOME}{paper.pk}/act/send/", told)
    assert answer.status_code == 422
    assert "ยังไม่มีคำสั่งให้เก็บหนังสือลับ" in text(answer)
    assert SecretPaper.objects.count() == 1
    assert not Consignment.objects.exists()


def test_sent_registered_and_read_there(clerk, policy, actor, as_user):
    other = actor("local24")
    in_force(other)
    paper = numbered(clerk)
    unsigned = as_user("clerk24").post(f"{HOME}{paper.pk}/act/send/", {"send-to": "dla-24"})
    assert "ลงนามแล้ว" in text(unsigned)
    told = {"send-to": other.office.name, "send-scan": SimpleUploadedFile("ก.pdf", SCAN, "application/pdf")}
    assert as_user("clerk24").post(f"{HOME}{paper.pk}/act/send/", told).status_code == 302
    assert as_user("clerk24").post(f"{HOME}{paper.pk}/act/send/", {"send-to": "dla-24"}).status_code == 422
    copy = SecretPaper.objects.get(office=other.office)
    assert "หนังสือลับรอลงรับ 1 ฉบับ" in text(as_user("local24").get("/letters/"))
    assert "หนังสือลับรอลงรับ" not in text(as_user("clerk24").get("/letters/"))
    assert as_user("local24").post(f"{HOME}{copy.pk}/act/register/").status_code == 302
    assert as_user("local24").post(f"{HOME}{copy.pk}/act/register/").status_code == 409
    assert "ขมิ้นเหลือง" in text(as_user("local24").post(f"{HOME}{copy.pk}/", {"open-reason": WHY}))


def test_a_policy_that_ended_there_closes_the_way(clerk, policy, actor, as_user):
    other = actor("local24")
    ended = in_force(other)
    revoke_policy(policy=ended, reason="เลิก", by=head_of(other.office))
    paper = number_secret(paper=drafted(clerk), by=clerk)
    with pytest.raises(Refused, match="ยังไม่มีคำสั่ง"):
        send_secret(paper=paper, to=other.office, scan=SCAN, by=clerk)


def test_a_colleague_does_not_burn_its_number(clerk, policy, actor):
    paper = numbered(clerk)
    with pytest.raises(Refused, match="หนังสือลับ"):
        cancel_number(entry=paper.entry, remark="ผิด", by=actor("province24"))
    assert RegisterEntry.objects.get(pk=paper.entry_id).cancelled_at is None


def test_a_draft_given_up_is_gone(clerk, policy, as_user):
    paper = drafted(clerk)
    client = as_user("clerk24")
    assert client.post(f"{HOME}{paper.pk}/act/discard/", {"discard-reason": "ไม่ต้องส่งแล้ว"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.sealed) == ("discarded", None)
    assert client.post(f"{HOME}{paper.pk}/", {"open-reason": WHY}).status_code == 422


def test_a_withdrawn_person_is_out_at_once(clerk, policy, actor, as_user):
    officer = actor("province24")
    in_force(clerk, officer)
    paper = received(clerk)
    assert as_user("province24").get(f"{HOME}{paper.pk}/").status_code == 200
    policy.clearances.filter(user=officer.user).update(withdrawn_at=policy.set_at, withdrawn_by=clerk.user)
    assert as_user("province24").get(f"{HOME}{paper.pk}/").status_code == 404
