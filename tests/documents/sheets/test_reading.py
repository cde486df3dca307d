import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from saan.documents.sheets import safety
from saan.documents.sheets.forms import Column, FormSheet
from saan.documents.sheets.reading import SheetError, SheetRow, column_letters, read_rows
from saan.documents.sheets.writing import write_form


def workbook(*sheets: tuple[str, dict[str, object]], hidden: str = "") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, cells in sheets:
            sheet = book.add_worksheet(name)
            for address, value in cells.items():
                sheet.write(address, value)
            if name == hidden:
                sheet.hide()
        book.worksheets()[-1].activate()
    return target.getvalue()


def rewritten(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with the XML of its sheets changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.namelist():
            content = source.read(part)
            archive.writestr(part, change(content) if part.startswith("xl/worksheets/sheet") else content)
    return target.getvalue()


def with_rows(rows: bytes) -> bytes:
    """A workbook whose sheet holds these rows, as they stand in its XML."""
    sheet = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    return rewritten(
        workbook(("ก", {"A1": 1})),
        lambda content: sheet.sub(b"<sheetData>" + rows + b"</sheetData>", content),
    )


def refused(data: bytes, **options) -> SheetError:
    with pytest.raises(SheetError, match="โปรด") as caught:
        read_rows(data, "ส่งมา.xlsx", **options)
    assert "ส่งมา.xlsx" in str(caught.value)
    return caught.value


def test_rows_keep_their_addresses_and_plain_values():
    read = read_rows(workbook(("ผลิตภัณฑ์", {"B3": " ผ้าไหม ", "C3": 219999, "B6": "0812", "D6": 1.5})), "ก.xlsx")
    assert read.sheet == "ผลิตภัณฑ์"
    assert read.rows == (
        SheetRow(3, (None, "ผ้าไหม", 219999, None)),
        SheetRow(6, (None, "0812", None, 1.5)),
    )
    assert isinstance(read.rows[0].values[2], int)
    assert read.rows[0].address(2) == "C3"
    assert read.rows[1].address(3) == "D6"


def test_rows_of_spaces_are_empty():
    read = read_rows(workbook(("ก", {"A1": "x", "A2": "  ", "A3": "y"})), "ก.xlsx")
    assert [row.number for row in read.rows] == [1, 3]


def test_the_first_visible_sheet_with_content_is_read():
    data = workbook(("ซ่อน", {"A1": "x"}), ("ว่าง", {}), ("จริง", {"A1": "y"}), hidden="ซ่อน")
    read = read_rows(data, "ก.xlsx")
    assert (read.sheet, read.unread) == ("จริง", ("ว่าง", "ซ่อน"))
    assert read_rows(data, "ก.xlsx", sheet="ซ่อน").rows[0].values == ("x",)


def test_what_we_write_we_can_read():
    data = write_form(FormSheet("ก", ("ชื่อ",), (Column("อำเภอ"), Column("ราย")), (("บางคล้า", 0),)))
    assert read_rows(data, "ก.xlsx").rows[-1].values == ("บางคล้า", 0)


@given(st.integers(0, 16383))
def test_column_letters_are_those_of_other_programs(column):
    assert column_letters(column) == get_column_letter(column + 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_workbook"),
        ("ไม่ใช่ตาราง".encode(), "not_workbook"),
        (b"PK\x03\x04" + b"0" * 50, "not_workbook"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 50, "old"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (workbook(("ก", {})), "empty"),
    ],
)
def test_what_cannot_be_read_says_so(data, code):
    assert refused(data).code == code


def test_a_zip_of_another_kind_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(target.getvalue()).code == "not_workbook"


def test_a_workbook_of_empty_parts_is_broken():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x")
    assert refused(target.getvalue()).code == "broken"


def test_too_many_rows():
    data = workbook(("ก", {f"A{row}": row for row in range(1, 12)}))
    assert len(read_rows(data, "ก.xlsx", limit=11).rows) == 11
    assert refused(data, limit=10).code == "too_many"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    assert "แผ่นงาน ก" in str(refused(workbook(("ก", {"A1": 1})), sheet="ข"))


@pytest.mark.slow
def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory():
    assert refused(workbook(("ก", {"A1": 1, "XFD1048576": 1}))).code == "too_far"


@pytest.mark.slow
@pytest.mark.parametrize("blanks", [(1 << 20) - 700, 3 << 20])
def test_far_cells_are_seen_in_other_quotes_and_at_seams(blanks):
    far = b" " * blanks + b"r = 'XFD1048576'"
    honest = workbook(("ก", {"A1": 1, "XFD1048576": 1}))
    assert (
        refused(rewritten(honest, lambda content: content.replace(b'r="XFD1048576"', far))).code == "too_far"
    )


def test_cells_without_addresses_follow_one_another():
    row = b"<row><c><v>1</v></c><c><v>2</v></c></row>"
    read = read_rows(with_rows(row * 3), "ก.xlsx")
    assert [row.values for row in read.rows] == [(1, 2)] * 3


@pytest.mark.parametrize(
    "rows",
    [
        b"<row>" + b"<c><v>1</v></c>" * 3_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 3_000,
        b"<row/>" * 400_000 + b"<row>" + b"<c t='n'><v>1</v></c>" * 20 + b"</row>",
        b'<row r="400000"><c r="A400000"><v>1</v></c></row><row>' + b"<c><v>1</v></c>" * 20 + b"</row>",
        b'<row r="1"><c r="ZZ1"><v>1</v></c></row>' + b"<row><c><v>1</v></c></row>" * 9_000,
    ],
)
def test_cells_without_addresses_do_not_fill_the_memory(rows):
    assert refused(with_rows(rows)).code == "too_far"


CELL = st.builds(
    lambda tag, letters, row: f'<{tag} r="{letters}{row}">' if letters else f"<{tag}>",
    st.sampled_from(["c", "x:c", 'c s="1"']),
    st.sampled_from(["", "A", "I", "ABC"]),
    st.integers(1, 9999),
)
LINE = st.builds(
    lambda row, cells: f"<row r='{row}'>" + "".join(cells) + "</row>",
    st.integers(1, 9999),
    st.lists(CELL, max_size=9),
)


@given(st.lists(LINE, max_size=9), st.integers(1, 80))
def test_the_area_is_the_same_however_the_pieces_fall(lines, piece):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("sheet.xml", "".join(lines))
    with zipfile.ZipFile(target) as archive, pytest.MonkeyPatch.context() as patch:
        whole = safety._area(archive, "sheet.xml")
        patch.setattr(safety, "_PIECE", piece)
        assert safety._area(archive, "sheet.xml") == whole


@pytest.mark.slow
def test_a_bomb_is_not_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/media/a.bin", "w") as part:
            for _ in range(401):
                part.write(bytes(1 << 20))
    assert refused(target.getvalue()).code == "too_large"
