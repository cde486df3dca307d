"""Plain text: the encoding is found, and the text is exactly the decoded file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.documents.reading import UnreadableDocument, read_document

LETTER = "ที่ ฉช ๐๐๑๙/ว ๓๓๓\r\nเรื่อง การขึ้นทะเบียนผู้ผลิต OTOP\r\n\r\nเรียน นายอำเภอ\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"]
)
def test_usual_encodings(encoding):
    document = read_document(LETTER.encode(encoding), "หนังสือ.txt")
    assert document.text.removeprefix("\ufeff") == LETTER
    assert document.media_type == "text/plain"
    assert bool(document.warnings) == (encoding in ("cp874", "tis-620"))


def test_a_byte_order_mark_is_a_character_of_the_file():
    assert read_document("ก".encode("utf-8-sig"), "a.txt").text == "\ufeffก"


def test_lines_and_pages_are_offsets_into_the_text():
    document = read_document("หน้าหนึ่ง\r\nสอง\fหน้าสอง".encode(), "a.txt")
    assert [document.text[line.start : line.end] for line in document.lines] == ["หน้าหนึ่ง", "สอง", "หน้าสอง"]
    assert [line.page for line in document.lines] == [1, 1, 2]
    assert [document.text[a:b] for a, b in document.pages] == ["หน้าหนึ่ง\r\nสอง", "หน้าสอง"]


@given(st.text(alphabet="กขคงจฉชาิีุูเแโ่้ ๐๑๒abc.,/()\r\n", min_size=1).filter(str.strip))
def test_any_thai_text_in_utf8_comes_back_whole(text):
    assert read_document(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 50, b"\x80\x81\xfe\xff\xdb" * 50]
)
def test_bytes_that_are_no_text(content):
    with pytest.raises(UnreadableDocument, match="ไม่ใช่ไฟล์ข้อความ") as caught:
        read_document(content, "a.txt")
    assert caught.value.code == "binary"


@pytest.mark.parametrize("content", [b"", b"  \r\n\t"])
def test_empty_files(content):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content, "a.txt")
    assert caught.value.code == "empty"
    assert "a.txt" in str(caught.value)


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused_in_thai(content):
    try:
        message = read_document(content, "a.txt").text
    except UnreadableDocument as error:
        message = f"{error}"
    assert message.strip("\ufeff")
