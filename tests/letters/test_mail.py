"""Of a mail the first attachment that can be read is the letter; everything else that came is kept beside it."""

from email.message import EmailMessage

import pytest

from saan.documents.queries import read_bytes
from saan.kernel.refusals import Refused
from saan.letters.actions import bring_in
from saan.letters.models import Letter
from saan.letters.queries import open_doubts, original_of
from tests.factories.letters import brought_in, letter_text

ENCLOSED = letter_text().replace(
    "เรียน นายอำเภอ ทุกอำเภอ", "เรียน นายอำเภอ ทุกอำเภอ\n\nสิ่งที่ส่งมาด้วย แบบรายงาน จำนวน ๑ ชุด"
)


def mail(*attached: tuple[str, bytes], body: str = "เรียนท่าน\nส่งหนังสือตามแนบ") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "saraban@example.go.th", "ส่งหนังสือ"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_the_attachment_is_the_letter_and_the_rest_is_kept(actor):
    sent = mail(
        ("ปก.zip", b"PK\x05\x06nothing"), ("ว 4101.txt", ENCLOSED.encode()), ("แบบ.txt", "แบบรายงาน".encode())
    )
    arrival = bring_in(data=sent, name="ส่ง.eml", by=actor("province24"))
    letter = arrival.letter
    assert letter.number == "ฉช 0019/ว 4101"
    assert original_of(letter).name == "ว 4101.txt"
    assert read_bytes(original_of(letter)) == ENCLOSED.encode()
    kept = {held.file.name: held for held in letter.files.select_related("file")}
    assert {name: held.role for name, held in kept.items()} == {
        "ว 4101.txt": "original",
        "ปก.zip": "enclosure",
        "แบบ.txt": "enclosure",
        "ส่ง.eml": "mail",
    }
    assert read_bytes(kept["ส่ง.eml"].file) == sent
    assert "ว 4101.txt" in arrival.noticed[0]
    assert not open_doubts(letter).filter(kind="enclosure_not_attached").exists()


def test_enclosures_that_did_not_come_are_asked_about(actor):
    by = actor("province24")
    letter = bring_in(data=mail(("หนังสือ.txt", ENCLOSED.encode())), name="ส่ง.eml", by=by).letter
    assert open_doubts(letter).filter(kind="enclosure_not_attached").exists()


def test_alone_nobody_knows_what_came_with_it(actor):
    letter = bring_in(data=ENCLOSED.encode(), name="หนังสือ.txt", by=actor("province24")).letter
    assert not open_doubts(letter).filter(kind="enclosure_not_attached").exists()


def test_the_letter_inside_a_mail_is_the_paper_that_came_before(actor):
    by = actor("province24")
    first = brought_in(by)
    again = bring_in(data=mail(("หนังสือ.txt", letter_text().encode())), name="ส่ง.eml", by=by)
    assert (again.letter, again.known) == (first.letter, True)
    assert Letter.objects.count() == 1


def test_a_forwarded_mail_leads_to_the_letter_in_it(actor):
    inner = mail(("หนังสือ.txt", letter_text().encode()))
    letter = bring_in(data=mail(("ต่อ.eml", inner)), name="ส่ง.eml", by=actor("province24")).letter
    assert original_of(letter).name == "หนังสือ.txt"
    assert sorted(letter.files.values_list("role", flat=True)) == ["mail", "original"]


def test_a_mail_without_attachments_is_the_paper_itself(actor):
    sent = mail(body=letter_text())
    letter = bring_in(data=sent, name="ส่ง.eml", by=actor("province24")).letter
    assert [held.role for held in letter.files.all()] == ["original"]
    assert (original_of(letter).media_type, read_bytes(original_of(letter))) == ("message/rfc822", sent)


def test_a_secret_enclosure_is_refused_with_the_mail(actor):
    secret = ("ลับ\n\n" + letter_text(number="ฉช ๐๐๑๙/๙")).encode()
    sent = mail(("หนังสือ.txt", letter_text().encode()), ("แนบ.txt", secret))
    with pytest.raises(Refused, match="ลับ"):
        bring_in(data=sent, name="ส่ง.eml", by=actor("province24"))
    assert not Letter.objects.exists()
