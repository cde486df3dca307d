"""Workbooks as officers make them, for tests."""

from io import BytesIO

from openpyxl import Workbook

HEADS = ("ชื่อผู้ผลิต", "ประเภท", "ตำบล", "หมู่ที่", "ชื่อประธาน", "โทรศัพท์", "จำนวนสมาชิก", "วันที่ขึ้นทะเบียน")
GOOD = ("กลุ่มแปรรูปมะม่วง", "กลุ่มผู้ผลิตชุมชน", "หัวไทร", 4, "นางกก ริมคลอง", "081 234 5678", 12, "27 ก.ย. 2566")
PRODUCT_HEADS = ("ผู้ผลิต", "ตำบล", "ชื่อผลิตภัณฑ์", "ประเภทผลิตภัณฑ์", "วันที่ขึ้นทะเบียน", "ราคา (บาท)")


def workbook(*rows, heads=HEADS, above=(), shape=None):
    """The bytes of an XLSX: lines above, the headings, the rows; `shape(sheet)` may merge, hide and colour."""
    book = Workbook()
    sheet = book.active
    for line in (*above, heads, *rows):
        sheet.append(list(line))
    if shape:
        shape(sheet)
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def row(**changes):
    """A row that passes, with some cells changed by the column's position name."""
    names = ("name", "kind", "tambon", "village", "chair", "phone", "members", "day")
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD, strict=True))
