"""Confirmed letters, directives issued from them, and registered producers to be counted. Every name is invented."""

from datetime import date
from itertools import count

from saan.accounts.policy import Actor
from saan.directives.actions import draft_from_letter, issue
from saan.directives.models import Directive
from saan.documents.models import StoredFile
from saan.kernel.dates import be_year
from saan.letters.models import Doubt, Letter, LetterReading, Receipt
from saan.letters.rules import Direction, LetterKind, LetterState, ReceiptState
from saan.organisations.models import Office
from saan.registry.models import Producer, Product

_numbers = count(1)

REGISTER = {
    "actor": "สำนักงานพัฒนาชุมชนอำเภอ",
    "action": "ประชาสัมพันธ์และรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP",
    "quota": {
        "per": "tambon", "min": 2, "exact": None, "max": None, "unit": "ราย/กลุ่ม",
        "conditions": [
            {"text": "ประเภทกลุ่มผู้ผลิตชุมชน", "min": 1, "exact": None, "max": None, "unit": "กลุ่ม"},
            {"text": "ประเภทอื่น", "min": 1, "exact": None, "max": None, "unit": "ราย"},
        ],
    },
    "deadline": {"kind": "once", "date": "2023-09-29"},
    "report_to": None, "report_channel": None, "form": None,
    "evidence": "รับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP อย่างน้อยตำบลละ ๒ ราย/กลุ่ม โดยรับลงทะเบียนประเภทกลุ่มผู้ผลิตชุมชน"
    " อย่างน้อย ๑ กลุ่ม และประเภทอื่นอย่างน้อย ๑ ราย ให้แล้วเสร็จภายในวันที่ ๒๙ กันยายน ๒๕๖๖",
}  # fmt: skip
REPORT = {
    "actor": "สำนักงานพัฒนาชุมชนอำเภอ",
    "action": "รายงานผลการรับลงทะเบียนให้จังหวัดทราบ",
    "quota": None,
    "deadline": {"kind": "once", "date": "2023-10-01"},
    "report_to": "จังหวัด", "report_channel": "ไปรษณีย์อิเล็กทรอนิกส์", "form": "แบบรายงานการรับลงทะเบียน",
    "evidence": "และรายงานผลการรับลงทะเบียนให้จังหวัดทราบ ภายในวันที่ ๑ ตุลาคม ๒๕๖๖",
}  # fmt: skip
CHOOSE = {
    "actor": "สำนักงานพัฒนาชุมชนอำเภอ",
    "action": "คัดเลือกผลิตภัณฑ์ OTOP กลุ่มปรับตัวสู่การพัฒนา (Quadrant D)",
    "quota": {
        "per": "district", "min": 6, "exact": None, "max": None, "unit": "ผลิตภัณฑ์",
        "conditions": [{"text": "ลงทะเบียนในปี พ.ศ. ๒๕๕๗ - ๒๕๖๑ กลุ่ม Quadrant D", "min": None, "exact": None, "max": None,
                        "unit": None}],
    },
    "deadline": None, "report_to": None, "report_channel": None, "form": None,
    "evidence": "คัดเลือกผลิตภัณฑ์ OTOP ที่ลงทะเบียนในปี พ.ศ. ๒๕๕๗ - ๒๕๖๑ ที่อยู่ในกลุ่มปรับตัวสู่การพัฒนา (กลุ่ม Quadrant D)"
    " อำเภอละ ๖ ผลิตภัณฑ์ขึ้นไป",
}  # fmt: skip
SEND_LIST = {
    "actor": "สำนักงานพัฒนาชุมชนอำเภอ", "action": "จัดส่งรายชื่อตามข้อ ๑ - ๒ ตามแบบที่ส่งมาด้วย", "quota": None,
    "deadline": {"kind": "once", "date": "2018-11-12"},
    "report_to": "จังหวัด", "report_channel": None, "form": "แบบที่ส่งมาด้วย",
    "evidence": "จัดส่งรายชื่อตามข้อ ๑ - ๒ ตามแบบที่ส่งมาด้วย ให้จังหวัดฯ ภายในวันที่ ๑๒ พฤศจิกายน ๒๕๖๑",
}  # fmt: skip
DEED = {
    "actor": "อำเภอ", "action": "ประชาสัมพันธ์งาน OTOP ในพื้นที่", "quota": None, "deadline": None,
    "report_to": None, "report_channel": None, "form": None, "evidence": "ให้อำเภอประชาสัมพันธ์งาน OTOP ในพื้นที่",
}  # fmt: skip
MONTHLY = {
    "actor": "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ", "action": "รายงานผลการดำเนินงานตามแบบรายงานที่กำหนด", "quota": None,
    "deadline": {"kind": "recurring", "rule": "monthly:25", "until": "2025-09"},
    "report_to": "จังหวัด", "report_channel": "Google Sheet", "form": "แบบรายงานผลการดำเนินงาน",
    "evidence": "รายงานผลการดำเนินงาน ทุกวันที่ ๒๕ ของเดือน จนถึงเดือนกันยายน ๒๕๖๘",
}  # fmt: skip


def confirmed_letter(
    *read: dict, by: Actor, number: str = "ฉช 0019/ว 5465", dated: date = date(2023, 9, 26), **fields: object
) -> Letter:
    """A letter in the actor's office, read and confirmed, with the given instructions."""
    given = {
        "kind": LetterKind.EXTERNAL,
        "state": LetterState.CONFIRMED,
        "subject": "การขึ้นทะเบียนผู้ผลิต",
        "issuer_name": "จังหวัดฉะเชิงเทรา",
        **fields,
    }
    letter = Letter.objects.create(
        direction=Direction.INCOMING, number=number, number_key=number.replace(" ", ""), dated=dated,
        created_by=by.user, **given,
    )  # fmt: skip
    Receipt.objects.create(letter=letter, office=by.office, state=ReceiptState.REGISTERED, number=next(_numbers),
                           year_be=be_year(dated), arrived_by=by.user, registered_by=by.user,
                           registered_at="2023-09-26T09:00:00+07:00")  # fmt: skip
    file = StoredFile.objects.create(
        sha256="0" * 64, name="หนังสือ.txt", media_type="text/plain", size=1, kept_by="x"
    )
    text = "\n".join(each["evidence"] for each in read)
    record = {"kind": str(given["kind"]), "number": number, "directives": list(read)}
    LetterReading.objects.create(letter=letter, file=file, text=text, record=record, reader_version="1")
    return letter


def doubted(letter: Letter) -> Doubt:
    """An open doubt upon the letter."""
    return Doubt.objects.create(
        reading=letter.readings.get(), order=1, kind="due-on-holiday", message="กำหนดตรงวันอาทิตย์"
    )


def drafted(*read: dict, by: Actor, **letter: object) -> list[Directive]:
    return draft_from_letter(letter=confirmed_letter(*read, by=by, **letter), by=by)


def issued(*read: dict, by: Actor, **letter: object) -> list[Directive]:
    """Directives issued from one letter, in its order."""
    made = drafted(*read, by=by, **letter)
    issue(directives=made, by=by)
    return list(Directive.objects.filter(pk__in=[each.pk for each in made]).order_by("number"))


def producers(
    tambon: int, kind: str, how_many: int, *, by: Actor, on: date = date(2023, 9, 27)
) -> list[Producer]:
    """Registered producers of one kind in a tambon."""
    office = Office.objects.get(code=f"cdd-{tambon // 100}")
    numbers = [next(_numbers) for _ in range(how_many)]
    return Producer.objects.bulk_create(
        Producer(name=f"ผู้ผลิตสมมติ {number}", sort_key=f"{number:09}", kind=kind, status="registered", tambon_id=tambon,
                 registered_on=on, cohort_be=be_year(on), office=office, created_by=by.user)
        for number in numbers
    )  # fmt: skip


def products(
    district: int, how_many: int, *, by: Actor, cohort_be: int = 2560, quadrant: str = "D"
) -> list[Product]:
    """Active products of one producer in the district's first tambon."""
    tambon = district * 100 + 1
    (maker,) = producers(tambon, "group", 1, by=by, on=date(cohort_be - 543, 5, 1))
    return Product.objects.bulk_create(
        Product(producer=maker, name=f"ผลิตภัณฑ์สมมติ {number}", sort_key=f"{number:09}", kind="food", tambon_id=tambon,
                producer_kind="group", registered_on=date(cohort_be - 543, 5, 1), cohort_be=cohort_be,
                quadrant=quadrant, created_by=by.user)
        for number in range(how_many)
    )  # fmt: skip
