"""A letter and a certificate of fictitious people."""

import datetime as dt

import pytest

from saan.documents.typesetting.certificate import CertificateSheet
from saan.documents.typesetting.letter import Enclosure, Item, LetterKind, LetterSheet, Paragraph, Signature

CAUSE = (
    "ด้วยกรมการพัฒนาชุมชนได้ดำเนินการส่งเสริมผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ (OTOP) ประจำปีงบประมาณ พ.ศ. 2570 "
    "โดยมีวัตถุประสงค์เพื่อยกระดับคุณภาพผลิตภัณฑ์ของผู้ผลิต ผู้ประกอบการ OTOP ให้มีมาตรฐานและเป็นที่ยอมรับของตลาด "
    "ทั้งในประเทศและต่างประเทศ ตลอดจนสร้างรายได้ให้แก่ชุมชนอย่างยั่งยืน"
)
CHAIN = (
    "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ รักษาการแทน",
    "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
    "ผู้ว่าราชการจังหวัดฉะเชิงเทรา",
)


@pytest.fixture(scope="session")
def sheet() -> LetterSheet:
    """A circular of one page, with everything a letter may carry."""
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=("ศาลากลางจังหวัดฉะเชิงเทรา", "ถนนศรีสมุทร ฉช 24000"),
        number="ฉช 0019/ว 333",
        date=dt.date(2026, 11, 20),
        subject="การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP ประจำปีงบประมาณ พ.ศ. 2570",
        addressee="นายอำเภอ ทุกอำเภอ",
        references=("หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช 0019/ว 2962 ลงวันที่ 16 พฤษภาคม 2569",),
        enclosures=(Enclosure("แนวทางการขับเคลื่อนนโยบาย", "จำนวน 1 ชุด"), Enclosure("แบบรายงาน", "จำนวน 2 แผ่น")),
        paragraphs=(
            Paragraph(CAUSE),
            Paragraph(
                "จึงขอให้อำเภอดำเนินการ ดังนี้", items=(Item("คัดเลือก 6 ผลิตภัณฑ์"), Item("รายงานที่ a24@example.go.th"))
            ),
        ),
        conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
        signature=Signature("นายสมมติ ตัวอย่างดี", CHAIN),
        owner=("กลุ่มงานยุทธศาสตร์การพัฒนาชุมชน", "โทร. 0-3851-1239"),
        urgency="ด่วนที่สุด",
    )


@pytest.fixture(scope="session")
def long_body() -> tuple[Paragraph, ...]:
    """Text for three pages, each paragraph opening with words of its own."""
    return tuple(
        Paragraph(f"{opening}{CAUSE[4:]} ครั้งที่ {n}")
        for n, opening in enumerate(["ด้วย", "อนึ่ง ", "ทั้งนี้ "] * 5, 1)
    )


@pytest.fixture(scope="session")
def certificate() -> CertificateSheet:
    return CertificateSheet(
        issuer=("สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา", "กรมการพัฒนาชุมชน กระทรวงมหาดไทย"),
        number="240101-0007/2569",
        name="วิสาหกิจชุมชนกลุ่มทอผ้าบ้านตัวอย่าง",
        kind="กลุ่มผู้ผลิตชุมชน",
        place="เลขที่ 12 หมู่ที่ 3 ตำบลท่าทองหลาง อำเภอบางคล้า จังหวัดฉะเชิงเทรา",
        cohort="ประจำปี พ.ศ. 2569",
        issued_on=dt.date(2026, 11, 20),
        lapses_on=dt.date(2029, 11, 19),
        signature=Signature("นายสมมติ ตัวอย่างดี", ("พัฒนาการจังหวัดฉะเชิงเทรา",)),
        verify_url="https://saan.example.go.th/check/registration/ABCD2345",
    )
