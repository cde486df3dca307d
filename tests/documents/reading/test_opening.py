"""Files are opened by what they are; what cannot be read is refused with what to do about it."""

import io
import zipfile

import pytest

from saan.documents.reading import SIZE_LIMIT, UnreadableDocument, read_document


def refused(source, name=""):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(source, name)
    assert "โปรด" in str(caught.value)
    return caught.value.code


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def test_a_file_above_the_limit_is_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "ใหญ่.txt"
    with path.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("the file was read"))
    assert refused(path) == "too_large"


def test_the_limit_holds_for_bytes_too():
    assert refused(b"a" * (SIZE_LIMIT + 1), "a.txt") == "too_large"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "สแกน.jpg", "damaged"),
        (b"\x89PNG\r\n\x1a\n....", "สแกน.png", "damaged"),
        (b"II*\x00....", "สแกน.tif", "damaged"),
        (b"GIF89a....", "ภาพ.gif", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "เก่า.doc", "old_office"),
        (b"{\\rtf1 x}", "a.rtf", "unknown"),
        (zipped(xl__workbook_xml="<x/>"), "ตาราง.xlsx", "unknown"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        ("ไม่ใช่ PDF".encode(), "a.pdf", "mismatch"),
        ("ไม่ใช่ Word".encode(), "a.docx", "mismatch"),
    ],
)
def test_what_a_file_really_is(content, name, code):
    assert refused(content, name) == code


def test_a_missing_file_and_a_folder(tmp_path):
    assert refused(tmp_path / "ไม่มี.txt") == "missing"
    assert refused(tmp_path) == "missing"


def test_a_package_that_unpacks_to_a_flood_is_not_opened():
    bomb = zipped(word__document_xml=b"0" * (60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refused(bomb, "a.docx") == "bomb"
