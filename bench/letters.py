"""Letters of fictitious people for the scan benchmark: three kinds, the figures drawn from a fixed seed."""

import datetime as dt
import random

from saan.documents.typesetting.letter import Enclosure, Item, LetterKind, LetterSheet, Paragraph, Signature
from saan.kernel.dates import format_long

SEED = 24
_PROVINCES = (
    ("นครราชสีมา", "นม", "ถนนมหาดไทย", "30000"),
    ("ฉะเชิงเทรา", "ฉช", "ถนนมรุพงษ์", "24000"),
    ("เชียงใหม่", "ชม", "ถนนโชตนา", "50300"),
    ("สุราษฎร์ธานี", "สฎ", "ถนนดอนนก", "84000"),
)
_SUBJECTS = (
    "การดำเนินงานคัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย",
    "การลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP รายใหม่",
    "การขับเคลื่อนชุมชนท่องเที่ยว OTOP นวัตวิถี",
    "การรายงานยอดจำหน่ายผลิตภัณฑ์ชุมชน",
)
_WORK = (
    ("คัดเลือกผลิตภัณฑ์เข้าร่วมการคัดสรร อำเภอละไม่น้อยกว่า {n} ผลิตภัณฑ์", "ส่งรายชื่อภายในวันที่ {day}"),
    ("ลงทะเบียนผู้ผลิต ผู้ประกอบการรายใหม่ ตำบลละไม่น้อยกว่า {n} ราย", "ให้แล้วเสร็จภายในวันที่ {day}"),
    ("สำรวจชุมชนท่องเที่ยวในพื้นที่ อำเภอละ {n} หมู่บ้าน", "และรายงานผลให้จังหวัดทราบภายในวันที่ {day}"),
    ("จัดเก็บข้อมูลกลุ่มผู้ผลิต จำนวน {n} กลุ่ม", "ส่งให้จังหวัดภายในวันที่ {day}"),
)


def _letter(place: int, dice: random.Random) -> LetterSheet:
    province, code, street, post = _PROVINCES[place % len(_PROVINCES)]
    written = dt.date(2026, 1, 5) + dt.timedelta(days=dice.randrange(330))
    kind = (LetterKind.EXTERNAL, LetterKind.EXTERNAL, LetterKind.MEMO, LetterKind.STAMPED)[place % 4]
    earlier = written - dt.timedelta(days=dice.randrange(5, 60))
    memo = kind is LetterKind.MEMO
    number = f"{code} {dice.choice(('0019', '0017.2'))}/ว {dice.randrange(100, 9999)}"
    return LetterSheet(
        kind=kind,
        agency=(f"สำนักงานพัฒนาชุมชนจังหวัด{province} โทร. {_phone(dice)}",)
        if memo
        else (f"ศาลากลางจังหวัด{province}", f"{street} {code} {post}"),
        number=number,
        date=written,
        subject=f"{_SUBJECTS[dice.randrange(4)]} ประจำปี พ.ศ. {written.year + 543}",
        salutation="ถึง" if kind is LetterKind.STAMPED else "เรียน",
        addressee=f"ผู้ว่าราชการจังหวัด{province}" if memo else "นายอำเภอ ทุกอำเภอ",
        references=()
        if memo
        else (f"หนังสือกรมการพัฒนาชุมชน ที่ มท 0408.2/ว {dice.randrange(100, 9999)} ลงวันที่ {format_long(earlier)}",),
        enclosures=()
        if memo
        else (
            Enclosure("แบบรายงานผล", "จำนวน 1 ชุด"),
            Enclosure("แนวทางดำเนินงาน", f"จำนวน {dice.randrange(2, 9)} ฉบับ"),
        ),
        paragraphs=(
            Paragraph("ตามที่กรมการพัฒนาชุมชนได้แจ้งแนวทางการดำเนินงานเพื่อขยายโอกาสทางการตลาดให้แก่ชุมชน นั้น"),
            Paragraph(f"จังหวัด{province}จึงขอให้อำเภอดำเนินการ ดังนี้", tuple(_items(written, dice))),
        ),
        conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
        signature=None
        if kind is LetterKind.STAMPED
        else Signature("นายสมมติ ตัวอย่างดี", (f"ผู้ว่าราชการจังหวัด{province}",)),
        owner=() if memo else ("สำนักงานพัฒนาชุมชนจังหวัด", f"โทร. {_phone(dice)}"),
        urgency=dice.choice(("", "ด่วนที่สุด")),
    )


def _items(written: dt.date, dice: random.Random) -> list[Item]:
    made = []
    for what, when in dice.sample(_WORK, 3):
        due = written + dt.timedelta(days=dice.randrange(7, 120))
        made.append(Item(f"{what} {when}".format(n=dice.randrange(2, 30), day=format_long(due))))
    return made


def _phone(dice: random.Random) -> str:
    return f"0 {dice.randrange(2000, 7999)} {dice.randrange(1000, 9999)}"


LETTERS = tuple(_letter(place, random.Random(SEED + place)) for place in range(8))
