"""Our workbooks as LibreOffice reads them: the right words in the right cells, no formula ever run."""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import polars as pl
import pytest

from saan.documents.sheets.answering import Remark, annotated
from saan.documents.sheets.forms import CellState, Column, FormSheet
from saan.documents.sheets.listing import ListColumn, Listing, write_listing
from saan.documents.sheets.writing import write_form

pytestmark = pytest.mark.slow

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
DANGEROUS = ("=1+1", "+66812345678", "-2+3", "@SUM(1)", '=HYPERLINK("http://example.org")')
FORM = FormSheet(
    name="ทะเบียนหนังสือรับ",
    titles=("ทะเบียนหนังสือรับ ปี พ.ศ. 2569", "ที่ทำการปกครองอำเภอบางคล้า"),
    columns=(Column("เลขทะเบียน"), Column("ที่", width=24), Column("เรื่อง", width=50), Column("ยอด", "บาท", decimals=2)),
    rows=tuple(
        (number, "ฉช ๐๐๑๙/ว ๓๓๓", words, Decimal("1234567.50")) for number, words in enumerate(DANGEROUS, 12001)
    ),
    totals=(("รวม", "", "", CellState.NOT_REPORTED),),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Callable[[bytes], list[list[list[str]]]]:
    """The cells of every sheet, in the order of the sheets' names on disk, as LibreOffice shows them."""
    if not shutil.which("soffice"):
        pytest.skip("เครื่องนี้ไม่มี LibreOffice (soffice) จึงไม่ได้เปิดตารางด้วยโปรแกรมอื่น")
    folder = tmp_path_factory.mktemp("calc")

    def cells(data: bytes) -> list[list[list[str]]]:
        out = folder / f"out{len(list(folder.iterdir()))}"
        paper = folder / "book.xlsx"
        paper.write_bytes(data)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        subprocess.run(
            [*command, "--convert-to", EVERY_SHEET, "--outdir", out, paper],
            capture_output=True, timeout=180, check=False,
        )  # fmt: skip
        made = sorted(out.glob("*.csv")) if out.exists() else []
        if not made:
            pytest.skip("LibreOffice ในเครื่องนี้เปิดตารางไม่ได้ (ไม่มี libreoffice-calc) จึงไม่ได้เปิดด้วยโปรแกรมอื่น")
        return [list(csv.reader(io.StringIO(each.read_text("utf-8")))) for each in made]

    return cells


def _row_of(sheet: list[list[str]], key: str) -> list[str]:
    return next(row for row in sheet if row and row[0] == key)


def test_a_form_shows_its_cells(opened):
    [sheet] = opened(write_form(FORM))
    assert sheet[0][0] == FORM.titles[0]
    assert sheet[1][0] == FORM.titles[1]
    heads = next(row for row in sheet if "เลขทะเบียน" in row)
    assert [words.split("\n")[0] for words in heads[:3]] == ["เลขทะเบียน", "ที่", "เรื่อง"]
    shown = [row for row in sheet if row and row[0].replace(",", "").isdigit()]
    assert [row[1] for row in shown] == ["ฉช ๐๐๑๙/ว ๓๓๓"] * len(DANGEROUS)
    assert [row[2] for row in shown] == list(DANGEROUS)
    assert {row[3] for row in shown} == {"1,234,567.50"}
    assert _row_of(sheet, "รวม")[3] == CellState.NOT_REPORTED


def test_a_long_list_shows_its_cells(opened):
    listing = Listing("ทะเบียน", ("ทะเบียนผู้ผลิต",), (ListColumn("ชื่อ"), ListColumn("ยอด", money=True)))
    into = io.BytesIO()
    frame = pl.DataFrame({"name": list(DANGEROUS), "sum": [Decimal("1234567.50")] * len(DANGEROUS)})
    assert write_listing(into, listing, [frame]) == len(DANGEROUS)
    [sheet] = opened(into.getvalue())
    assert sheet[0][0] == "ทะเบียนผู้ผลิต"
    assert sheet[1][:2] == ["ชื่อ", "ยอด"]
    assert [row[0] for row in sheet[2:]] == list(DANGEROUS)
    assert {row[1] for row in sheet[2:]} == {"1,234,567.50"}


def test_an_answered_workbook_keeps_its_cells_and_lists_the_remarks(opened):
    said = [Remark("C7", 7, words, f"แก้ {words}", "สะกด") for words in DANGEROUS]
    answered = annotated(write_form(FORM), "ทะเบียน.xlsx", FORM.name, said)
    sheets = opened(answered)
    assert len(sheets) == 2
    told = next(sheet for sheet in sheets if sheet[0][0] != FORM.titles[0])
    [first] = [sheet for sheet in sheets if sheet is not told]
    assert [row[2] for row in first if row and row[0].replace(",", "").isdigit()] == list(DANGEROUS)
    words = {cell for row in told for cell in row}
    assert set(DANGEROUS) <= words
    assert {f"แก้ {each}" for each in DANGEROUS} <= words


def test_this_reader_would_have_run_a_formula(opened):
    """What makes the others able to fail."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    into = io.BytesIO()
    book.save(into)
    assert opened(into.getvalue()) == [[["2"]]]
