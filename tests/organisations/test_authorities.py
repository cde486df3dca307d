"""Real local authorities from a spreadsheet: every faulty cell named, all or nothing, stand-ins ended."""

import datetime
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from saan.kernel.refusals import Refused
from saan.ledger.actions import OPERATOR
from saan.ledger.models import Act
from saan.organisations import queries
from saan.organisations.actions import Imported, import_authorities, load_offices
from saan.organisations.models import AuthorityCoverage, Office
from saan.organisations.sheet import OPTIONAL, REQUIRED, Places, SheetRefused, read

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 21)
COLUMNS = (*REQUIRED, *OPTIONAL)
MUNICIPALITY = ("05240201", "เทศบาลตำบล", "บางคล้า", "ฉะเชิงเทรา", "บางคล้า", "บางคล้า, ต.ปากน้ำ")
TAO = ("06240202", "อบต.", "อบต.หัวไทร", "จ.ฉะเชิงเทรา", "อ.บางคล้า", "หัวไทร")
PAO = ("02240101", "อบจ.", "ฉะเชิงเทรา", "ฉะเชิงเทรา", "", "")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*rows: tuple, header: tuple = COLUMNS, above: int = 0) -> Path:
        path = tmp_path / "อปท.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([("บัญชีรายชื่อ",)] * above + [header, *rows]):
                sheet.write_row(number, 0, row)
        return path

    return written


def load(path: Path, on: datetime.date = DAY) -> Imported:
    return import_authorities(authorities=read(path, Places.standing()), on=on, by=OPERATOR)


def faults(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(SheetRefused) as refused:
        read(path, Places.standing())
    return [(error.row, error.column, error.message) for error in refused.value.errors]


def test_real_authorities_end_the_stand_ins_of_their_tambons(write: Write) -> None:
    done = load(write(MUNICIPALITY, TAO, PAO))
    assert done == Imported(created=3, updated=0, unchanged=0, replaced=3)
    office = queries.office("lao-05240201")
    assert (office.name, office.short_name) == ("เทศบาลตำบลบางคล้า", "ทต.บางคล้า")
    assert (office.area_id, office.lo, office.hi, office.parent.code) == (2402, 240200, 240299, "dla-2402")
    assert sorted(office.covers.values_list("code", flat=True)) == [240201, 240209]
    stand_in = queries.office("lao-p-240209")
    assert (stand_in.valid_to, stand_in.successor) == (DAY, office)
    assert stand_in.coverage.get().valid_to == DAY
    assert queries.office("lao-p-240204").valid_to is None


def test_seats_are_the_smallest_place_and_provinces_oversee_their_own(write: Write) -> None:
    load(write(TAO, PAO, ("04240101", "ทม.", "ฉะเชิงเทรา", "ฉะเชิงเทรา", "เมืองฉะเชิงเทรา", "หน้าเมือง")))
    seats = {code: queries.office(f"lao-{code}") for code in ("06240202", "02240101", "04240101")}
    assert [(office.area_id, office.parent.code) for office in seats.values()] == [
        (240214, "dla-2402"),
        (24, "dla-24"),
        (240101, "dla-24"),
    ]
    assert not seats["02240101"].coverage.exists()


def test_one_tambon_may_have_two_authorities(write: Write) -> None:
    second = ("05240202", "ทต.", "หัวไทร", "ฉะเชิงเทรา", "บางคล้า", "240214")
    assert load(write(TAO, second)).replaced == 1
    found = queries.authorities_of(queries.office("lao-06240202").area)
    assert sorted(office.code for office in found) == ["lao-05240202", "lao-06240202"]


@pytest.mark.parametrize(
    ("district", "written", "codes"),
    [
        ("บางคล้า", "บางคล้า และ หัวไทร", [240201, 240214]),
        ("บางคล้า", "ตำบลบางคล้า; ตำบล หัวไทร / 240209", [240201, 240209, 240214]),
        ("ทุ่งช้าง", "และ", [550803]),
        ("ทุ่งช้าง", "งอบ, และ, ปอน", [550801, 550802, 550803]),
    ],
)
def test_lists_of_tambons_are_read_as_people_write_them(
    write: Write, district: str, written: str, codes: list[int]
) -> None:
    province = "น่าน" if district == "ทุ่งช้าง" else "ฉะเชิงเทรา"
    (found,) = read(write(("0599", "ทต.", "ทดสอบ", province, district, written)), Places.standing())
    assert sorted(found.tambons) == codes


def test_a_second_run_writes_nothing(write: Write) -> None:
    path = write(MUNICIPALITY, TAO, PAO)
    load(path)
    acts = Act.objects.count()
    assert load(path, on=DAY + datetime.timedelta(days=9)) == Imported(0, 0, 3, 0)
    assert Act.objects.count() == acts
    assert queries.office("lao-p-240209").valid_to == DAY


@pytest.mark.slow
def test_generated_offices_do_not_bring_ended_stand_ins_back(write: Write) -> None:
    load(write(TAO))
    done = load_offices()
    assert (done.created, done.updated) == (0, 0)
    assert queries.office("lao-p-240214").valid_to == DAY


def test_a_tambon_that_moves_ends_one_coverage_and_opens_another(write: Write) -> None:
    load(write(MUNICIPALITY))
    later = DAY + datetime.timedelta(days=30)
    done = load(write((*MUNICIPALITY[:5], "บางคล้า หัวไทร")), on=later)
    assert (done.updated, done.replaced) == (1, 1)
    rows = AuthorityCoverage.objects.filter(office__code="lao-05240201").values_list("area_id", "valid_to")
    assert set(rows) == {(240201, None), (240209, later), (240214, None)}


def test_every_change_is_in_the_ledger(write: Write) -> None:
    load(write(MUNICIPALITY, TAO))
    summaries = Act.objects.filter(verb="organisations.import_authority").values_list("summary", flat=True)
    assert sorted(summaries) == [
        "ลงทะเบียนองค์การบริหารส่วนตำบลหัวไทร จากไฟล์นำเข้า",
        "ลงทะเบียนเทศบาลตำบลบางคล้า จากไฟล์นำเข้า",
    ]


def test_optional_cells_are_taken(write: Write) -> None:
    row = (*TAO, "๙ หมู่ ๒", 24110, "๐ ๓๘๕๔ ๑๐๐๐", "saraban@example.go.th", "๑ ตุลาคม ๒๕๖๗")
    load(write(row, above=3))
    office = queries.office("lao-06240202")
    assert (office.address_line1, office.postcode, office.phone) == ("9 หมู่ 2", "24110", "0 3854 1000")
    assert (office.email, office.valid_from) == ("saraban@example.go.th", datetime.date(2024, 10, 1))


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({0: ""}, "รหัส", "ว่างอยู่"),
        ({0: "อบต-1"}, "รหัส", "ใช้เป็นรหัสไม่ได้"),
        ({1: "อบด."}, "ประเภท", "ไม่ใช่ประเภทที่รู้จัก"),
        ({2: " "}, "ชื่อ", "ว่างอยู่"),
        ({3: "ฉะเชิงเทร"}, "จังหวัด", "หมายถึง “ฉะเชิงเทรา” หรือไม่"),
        ({4: "บางคลา"}, "อำเภอ", "หมายถึง “บางคล้า” หรือไม่"),
        ({4: ""}, "อำเภอ", "ว่างอยู่"),
        ({5: ""}, "ตำบลที่ครอบคลุม", "ว่างอยู่"),
        ({5: "หัวไทย"}, "ตำบลที่ครอบคลุม", "หมายถึง “หัวไทร” หรือไม่"),
        ({5: "หน้าเมือง"}, "ตำบลที่ครอบคลุม", "ไม่พบตำบล “หน้าเมือง” ในอำเภอบางคล้า"),
        ({5: "240299"}, "ตำบลที่ครอบคลุม", "ไม่มีรหัสตำบล 240299"),
        ({5: "200101"}, "ตำบลที่ครอบคลุม", "ไม่อยู่ในจังหวัด"),
        ({7: "2411"}, "รหัสไปรษณีย์", "เลข 5 หลัก"),
        ({9: "saraban"}, "อีเมล", "ไม่ใช่ที่อยู่อีเมล"),
        ({10: "31 กุมภาพันธ์ 2567"}, "ใช้ตั้งแต่วันที่", ""),
    ],
)
def test_a_faulty_cell_is_named_with_what_to_do(
    write: Write, change: dict[int, str], column: str, says: str
) -> None:
    row = [*TAO, "", "24110", "", "", ""]
    for at, value in change.items():
        row[at] = value
    found = faults(write(tuple(row)))
    assert [(number, name) for number, name, _ in found] == [(2, column)]
    assert says in found[0][2]
    assert found[0][2]


def test_all_faults_of_a_sheet_are_told_at_once_and_nothing_is_taken(write: Write) -> None:
    path = write(MUNICIPALITY, (*TAO[:4], "ไม่มี", "หัวไทร"), (*MUNICIPALITY[:1], *TAO[1:]))
    assert [(row, column) for row, column, _ in faults(path)] == [(3, "อำเภอ"), (4, "รหัส")]
    with pytest.raises(CommandError, match="ยังไม่มีข้อมูลใดถูกบันทึก"):
        call_command("import_authorities", str(path), stdout=StringIO())
    assert not Office.objects.filter(authority_kind__gt="").exists()


def test_missing_columns_are_named(write: Write) -> None:
    assert faults(write(header=("รหัส", "ชื่อ", "จังหวัด"))) == [
        (1, name, "ไม่มีคอลัมน์นี้ กรุณาเพิ่มหัวคอลัมน์") for name in ("ประเภท", "อำเภอ", "ตำบลที่ครอบคลุม")
    ]
    assert faults(write(header=("ก", "ข")))[0][1] == "รหัส"


def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ไม่ใช่.xlsx"
    path.write_text("สวัสดี")
    with pytest.raises(Refused, match="เปิดไฟล์"):
        read(path, Places.standing())


def test_the_command_reports_in_thai(write: Write) -> None:
    said = StringIO()
    call_command("import_authorities", str(write(MUNICIPALITY, TAO)), stdout=said)
    assert said.getvalue().strip() == "เพิ่ม 2 แก้ไข 0 คงเดิม 0 แห่ง แทน อปท. ชั่วคราว 3 แห่ง"
