"""Web pages give what is seen of them; mail gives what was written and every file attached."""

from email.message import EmailMessage

import pytest

from saan.documents.reading import UnreadableDocument, read_document, read_documents

PAGE = """<!DOCTYPE html><html><head><title>ข่าว - เว็บไซต์จังหวัด</title><style>p{color:red}</style></head>
<body><nav><ul><li>หน้าแรก</li></ul></nav><script>var a = "<p>ซ่อน</p>";</script>
<h1>จังหวัดลำปางจัดงานเซรามิก</h1><form><p>วันที่ 5 ธันวาคม&nbsp;2568</p><ol><li>ลงทะเบียน</li><li>ชมงาน</li></ol></form>
<table><tr><td>อำเภอ</td><td>3</td></tr></table><footer>สงวนลิขสิทธิ์</footer></body></html>"""


def test_a_page_is_read_as_it_is_seen():
    text = read_document(PAGE.encode(), "ข่าว.html").text
    assert text.startswith("จังหวัดลำปางจัดงานเซรามิก")
    assert "วันที่ 5 ธันวาคม 2568" in text.replace("\xa0", " ")
    assert "1. ลงทะเบียน\n2. ชมงาน" in text
    assert "อำเภอ\t3" in text
    assert not {"ซ่อน", "color", "หน้าแรก", "สงวน"} & set(text.split())


def test_the_title_stands_in_for_a_missing_headline():
    page = "<html><head><title>ประกาศผลการคัดสรร</title></head><body><p>จังหวัดประกาศผล</p></body></html>"
    assert read_document(page.encode(), "a.html").text == "ประกาศผลการคัดสรร\n\nจังหวัดประกาศผล"


def test_a_page_in_the_old_thai_encoding():
    page = '<html><head><meta charset="windows-874"></head><body>อำเภอเมือง</body></html>'
    assert read_document(page.encode("cp874"), "a.htm").text == "อำเภอเมือง"


def test_lines_are_offsets_into_the_text():
    document = read_document(PAGE.encode(), "a.html")
    assert "\n".join(document.text[line.start : line.end] for line in document.lines) == document.text


@pytest.mark.parametrize("page", ["<html><script>x</script></html>", "<!doctype html><title></title>"])
def test_an_empty_page_is_refused(page):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(page.encode(), "a.html")
    assert caught.value.code == "empty"


def test_a_text_that_only_mentions_tags_stays_text():
    assert read_document("<b>ที่ ลป 0019</b>".encode(), "a.txt").media_type == "text/plain"


def mail(*attached, body="เรียนท่าน\nส่งหนังสือตามแนบ"):
    message = EmailMessage()
    message["From"], message["To"] = "saraban@example.go.th", "lampang@example.go.th"
    message["Subject"], message["Date"] = "ส่งหนังสือ", "Fri, 20 Nov 2026 09:00:00 +0700"
    message.set_content(body)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_each_document_of_a_mail_is_a_part():
    parts = read_documents(mail(("หนังสือ.txt", "ที่ ลป ๐๐๑๙/ว ๑".encode()), ("เสีย.pdf", b"nothing")), "a.eml")
    assert [part.name for part in parts] == ["a.eml", "หนังสือ.txt", "เสีย.pdf"]
    assert "Subject: ส่งหนังสือ" in parts[0].document.text
    assert "Date: 20 พฤศจิกายน 2569" in parts[0].document.text
    assert parts[1].document.text == "ที่ ลป ๐๐๑๙/ว ๑"
    assert parts[2].document is None
    assert "โปรด" in parts[2].problem


def test_a_mail_asked_for_as_one_document_is_its_letter():
    document = read_document(mail(("หนังสือ.txt", "ที่ ลป ๐๐๑๙/ว ๑".encode())), "a.eml")
    assert document.text == "ที่ ลป ๐๐๑๙/ว ๑"
    assert any("หนังสือ.txt" in warning for warning in document.warnings)
    assert "ส่งหนังสือตามแนบ" in read_document(mail(), "a.eml").text


def test_mail_within_mail_is_opened_but_not_for_ever():
    content = mail(("ใน.txt", "ข้อความชั้นใน".encode()))
    for _ in range(6):
        content = mail(("ต่อ.eml", content))
    parts = read_documents(content, "a.eml")
    assert 3 <= len(parts) <= 6


def test_a_mail_in_html_only():
    message = EmailMessage()
    message["From"] = "a@example.go.th"
    message.set_content("<p>เรียนท่าน</p><script>x</script>", subtype="html")
    assert read_document(message.as_bytes(), "a.eml").text == "From: a@example.go.th\n\nเรียนท่าน\n"


def test_a_long_thai_name_has_no_stray_blanks():
    name = "สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา กลุ่มงานยุทธศาสตร์การพัฒนาชุมชนและสารสนเทศ"
    message = EmailMessage()
    message["From"] = f"{name} <a@example.go.th>"
    message["Subject"] = name
    message.set_content("เรียนท่าน")
    head = read_document(message.as_bytes(), "a.eml").text
    assert f"From: {name} <a@example.go.th>\n" in head
    assert f"Subject: {name}\n" in head
