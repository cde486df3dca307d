"""The archive copy is read back by another program: its standard from the XMP packet, its record from its files."""

import datetime as dt
import json
import re
from dataclasses import replace

import pypdfium2
import pytest

from saan.documents.typesetting.certificate import render_certificate
from saan.documents.typesetting.engine import Archive
from saan.documents.typesetting.letter import (
    LetterKind,
    archive_letter,
    from_record,
    render_letter,
    to_record,
)
from saan.documents.typesetting.pages import count_pages, text_of_pages
from saan.documents.typesetting.register import Column, render_register

pytestmark = pytest.mark.slow

MADE = dt.datetime(2026, 11, 20, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def _said_by_xmp(pdf: bytes, name: str) -> str:
    return re.search(rf"<pdfaid:{name}>(\w+)</pdfaid:{name}>", pdf.decode("latin-1"))[1]


def _attached(pdf: bytes) -> dict[str, bytes]:
    with pypdfium2.PdfDocument(pdf) as document:
        files = [document.get_attachment(place) for place in range(document.count_attachments())]
        return {file.get_name(): bytes(file.get_data()) for file in files}


@pytest.fixture(scope="module")
def archived(sheet, picture) -> bytes:
    full = replace(sheet, garuda=picture, verify_url="https://saan.example.go.th/check/letter/ABCD2345")
    return archive_letter(full, record=to_record(full), made_at=MADE)


def test_it_says_that_it_is_pdf_a_3_level_a(archived):
    assert (_said_by_xmp(archived, "part"), _said_by_xmp(archived, "conformance")) == ("3", "A")


def test_the_record_comes_back_from_inside(archived, sheet):
    files = _attached(archived)
    assert list(files) == ["record.json"]
    record = json.loads(files["record.json"])
    assert replace(from_record(record), verify_url="") == sheet


def test_the_record_is_named_the_source_of_the_paper(archived):
    assert b"/AFRelationship/Source" in archived.replace(b" ", b"")


def test_the_pages_read_as_those_of_the_plain_copy(archived, sheet, compact, exact_text, picture):
    full = replace(sheet, garuda=picture, verify_url="https://saan.example.go.th/check/letter/ABCD2345")
    assert compact("".join(text_of_pages(archived))) == compact("".join(text_of_pages(render_letter(full))))


def test_the_same_paper_at_the_same_moment_is_the_same_file(sheet):
    first, second = (archive_letter(sheet, record={"number": 1}, made_at=MADE) for _ in range(2))
    assert first == second


def test_a_plain_copy_carries_nothing(sheet, archived):
    assert _attached(render_letter(sheet)) == {}


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_can_be_kept(sheet, long_body, kind):
    paper = replace(
        sheet, kind=kind, paragraphs=long_body, slogan="ชุมชนเข้มแข็ง", signed_note="ลงนามแล้ว", draft=True
    )
    pdf = archive_letter(paper, record=to_record(paper), made_at=MADE)
    assert _said_by_xmp(pdf, "part") == "3"
    assert count_pages(pdf) >= 3


def test_registers_and_certificates_can_be_kept(certificate):
    archive = Archive({"rows": 1}, MADE)
    columns = (Column("ที่", 30), Column("เรื่อง"))
    for pdf in (
        render_register(title="ทะเบียน", columns=columns, rows=[["1", "ก"]], archive=archive),
        render_certificate(certificate, archive=archive),
    ):
        assert _said_by_xmp(pdf, "part") == "3"
        assert json.loads(_attached(pdf)["record.json"]) == {"rows": 1}
