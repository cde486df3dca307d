"""A workbook that goes to and fro: what people wrote in its comments stays, the remarks are those of the last round."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from saan.documents.sheets.answering import LIST, Remark, annotated
from saan.documents.sheets.notes import NO_COMMENTS, noted, without_boxes

SHEET = "ทะเบียน"


def remark(cell: str, message: str) -> Remark:
    return Remark(cell, 2, "เดิม", message, "สะกด")


def handed_in(*comments: tuple[str, str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(["ชื่อ", "ตำบล"])
    sheet.append(["กลุ่ม ก", "หัวไทร"])
    for cell, text in comments:
        sheet[cell].comment = Comment(text, "พัฒนากร")
    return saved(book)


def saved(book) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def told(data: bytes) -> dict[str, str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.coordinate: cell.comment.text for row in book[SHEET].iter_rows() for cell in row if cell.comment
    }


def listed(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [name for name in book.sheetnames if name.startswith(LIST)] == [LIST]
    return [cell.value for cell in book[LIST]["A"]][1:]


def answered(data: bytes, *remarks: Remark) -> bytes:
    return annotated(data, "ก.xlsx", SHEET, remarks)


def saved_again(data: bytes, author: str = "สาน") -> bytes:
    """As a program writes it; some forget who wrote a comment."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for cell in [cell for row in book[SHEET].iter_rows() for cell in row if cell.comment]:
        cell.comment = Comment(cell.comment.text, author)
    return saved(book)


@pytest.mark.parametrize("program", [lambda data: data, saved_again, lambda data: saved_again(data, " ")])
def test_the_second_answer_tells_the_second_check(program):
    first = answered(handed_in(), remark("A2", "แก้ชื่อ"), remark("B2", "แก้ตำบล & <ที่>"))
    assert told(first) == {"A2": "[สาน] แก้ชื่อ", "B2": "[สาน] แก้ตำบล & <ที่>"}
    second = answered(program(first), remark("B2", "ยังไม่พบตำบล"), remark("C2", "ขาดวันที่"))
    assert told(second) == {"B2": "[สาน] ยังไม่พบตำบล", "C2": "[สาน] ขาดวันที่"}
    assert listed(second) == ["B2", "C2"]
    clean = answered(program(second))
    assert (told(clean), listed(clean)) == ({}, [])


def test_what_a_person_wrote_stays_and_the_remark_follows_it():
    data = handed_in(("A2", "ถามกำนันแล้ว"), ("B1", "ดู ทะเบียน"))
    first = answered(data, remark("A2", "แก้ชื่อ"), remark("B2", "แก้ตำบล"))
    assert told(first) == {"A2": "ถามกำนันแล้ว\n[สาน] แก้ชื่อ", "B1": "ดู ทะเบียน", "B2": "[สาน] แก้ตำบล"}
    second = answered(first, remark("A2", "ชื่อยังซ้ำ"))
    assert told(second) == {"A2": "ถามกำนันแล้ว\n[สาน] ชื่อยังซ้ำ", "B1": "ดู ทะเบียน"}
    assert told(answered(second)) == {"A2": "ถามกำนันแล้ว", "B1": "ดู ทะเบียน"}


def test_a_sheet_of_the_office_with_the_name_of_the_list_is_not_written_over():
    book = openpyxl.load_workbook(io.BytesIO(handed_in()))
    book.create_sheet(LIST)["A1"] = "ของอำเภอเอง"
    book = openpyxl.load_workbook(io.BytesIO(answered(saved(book), remark("A2", "แก้ชื่อ"))))
    assert book[LIST]["A1"].value == "ของอำเภอเอง"
    assert book[f"{LIST} 2"]["A2"].value == "A2"


def test_a_conversation_in_a_cell_is_left_alone():
    said = b'<comment ref="A2" authorId="0"><text><t>q</t></text></comment>'
    talk = NO_COMMENTS.replace(b"<authors/>", b"<authors><author>tc={1}</author></authors>")
    talk = talk.replace(b"<commentList/>", b"<commentList>%s</commentList>" % said)
    now = noted(talk, {"A2": "แก้ชื่อ", "B2": "แก้ตำบล"})
    assert now.boxes == ("B2",)
    assert said in now.part


@pytest.mark.parametrize("part", [b"\xff\xfe", b"<x/>", b"<!DOCTYPE x>" + NO_COMMENTS])
def test_a_part_no_program_writes_is_not_touched(part):
    assert noted(part, {"A2": "แก้"}) is None


def test_a_drawing_of_another_make_is_not_touched():
    assert without_boxes(b"<xml/>", {"A2"}) is None
