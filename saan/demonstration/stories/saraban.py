"""The registry's own work: a circular half answered, a draft that waits for signing, a store with its loans, numbers.

Older papers were filed two years ago, so that the yearly list has something to propose.
"""

from dataclasses import replace
from datetime import date, timedelta

from saan.accounts.policy import Actor
from saan.demonstration.calendar import on_day, story_days, workday_on_or_after
from saan.demonstration.people import actor, district_actors
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.documents.typesetting.letter import LetterSheet, Paragraph
from saan.kernel.dates import format_long, today
from saan.kernel.digits import to_thai
from saan.letters.actions import bring_in, cancel_number, close, register
from saan.letters.actions.acknowledging import acknowledge
from saan.letters.actions.circulars import send_circular
from saan.letters.actions.keeping import file_paper, lend
from saan.letters.actions.onward import pass_on_circular
from saan.letters.actions.registers import PaperLine, number_outside
from saan.letters.actions.reserving import reserve_number
from saan.letters.actions.writing import approve, draft, draft_of, propose, save
from saan.letters.models import FiledPaper, Letter, Receipt, RetentionClass
from saan.letters.rules import LetterKind, RegisterKind
from saan.letters.wording import onward_sheet
from saan.organisations.audience import Audience, Term
from saan.organisations.models import Office

ANSWERED = (2401, 2402, 2403, 2405, 2406, 2409)
"""Districts that have acknowledged the circular."""
OLD = ("ขอส่งสำเนารายงานการประชุมประจำเดือน", "แจ้งกำหนดวันตรวจนับครุภัณฑ์")
NEW = ("ขอเชิญร่วมงานตลาดนัดชุมชน", "แจ้งเปลี่ยนหมายเลขโทรศัพท์")
PAPER = """
ที่ กส {number}

สำนักงานสมมติ
ถนนตัวอย่าง ฉช ๒๔๐๐๐

{dated}

เรื่อง {subject}

เรียน พัฒนาการจังหวัดฉะเชิงเทรา

ด้วยสำนักงานสมมติขอแจ้งเรื่องดังกล่าวมาเพื่อทราบ เอกสารนี้แต่งขึ้นเพื่อการสาธิต

จึงเรียนมาเพื่อทราบ

ขอแสดงความนับถือ

(นายกระจาด ใส่ผัก)
หัวหน้าสำนักงานสมมติ
"""


def tell_of_old(loaded: date) -> None:
    """What was filed two years ago, under a class whose year is over."""
    with on_day(workday_on_or_after(loaded.replace(day=1) - timedelta(days=730))):
        for place, subject in enumerate(OLD, 1):
            _filed(subject, place, "daily", "ตู้ 1 แฟ้มทั่วไป", actor("clerk24"))


def tell(loaded: date) -> Letter:
    """The week of the registration letter, and the morning of loading."""
    days, clerk, head = story_days(loaded), actor("clerk24"), actor("province24")
    with on_day(days.finish):
        papers = [
            _filed(subject, place, "normal", "ตู้ 2 แฟ้ม OTOP", clerk) for place, subject in enumerate(NEW, 11)
        ]
        circular = _circular(head)
    with on_day(loaded):
        _lent(papers[0], loaded, clerk)
        _numbers(loaded, clerk)
        _waiting_for_signature(clerk, head)
    return circular


def _filed(subject: str, place: int, code: str, folder: str, by: Actor) -> FiledPaper:
    said = {"number": to_thai(f"0001/{place}"), "dated": format_long(today(), thai_digits=True)}
    data = PAPER.format(subject=subject, **said).encode()
    arrival = bring_in(data=data, name=f"{subject} (สมมติ).txt", by=by)
    receipt = register(receipt=arrival.receipt, by=by)
    close(receipt=receipt, remark="ทราบ", by=by)
    return file_paper(
        letter=arrival.letter, office=by.office, retention=RetentionClass.objects.get(code=code),
        folder=folder, by=by,
    )  # fmt: skip


def _lent(paper: FiledPaper, loaded: date, by: Actor) -> None:
    lend(
        paper=paper, borrower="นางสาวชะลอมเล็ก ร้อยหวาย", borrower_post="หัวหน้ากลุ่มงานยุทธศาสตร์",
        approver="นายคราม ย้อมใจ", purpose="ประกอบการจัดทำแผน", due_on=loaded + timedelta(days=7), by=by,
    )  # fmt: skip


def _circular(head: Actor) -> Letter:
    """From the department to all its provinces; one passes it on to its districts, half of which have answered."""
    sheet = LetterSheet(
        kind=SheetKind.EXTERNAL, agency=(), subject="ซักซ้อมแนวทางจัดเก็บหนังสืออิเล็กทรอนิกส์ (สมมติ)",
        addressee="พัฒนาการจังหวัด ทุกจังหวัด",
        paragraphs=(
            Paragraph("ด้วยกรมขอซักซ้อมแนวทางจัดเก็บหนังสืออิเล็กทรอนิกส์ให้ทุกหน่วยงานถือปฏิบัติเป็นแนวเดียวกัน"),
        ),
        conclusion="จึงเรียนมาเพื่อทราบและแจ้งหน่วยงานในสังกัดทราบต่อไป",
    )  # fmt: skip
    sent = send_circular(sheet=sheet, audience=Audience((Term(("cdd",), ("province",)),)), by=actor("cdd"))
    below = list(Office.objects.filter(code__in=[f"cdd-{code}" for code in district_actors()]).order_by("lo"))
    onward = pass_on_circular(letter=sent, sheet=onward_sheet(sent, head.office, below), by=head)
    for code in ANSWERED:
        by = district_actors()[code]
        acknowledge(receipt=Receipt.objects.get(letter=onward, office=by.office), by=by)
    return sent


def _numbers(loaded: date, by: Actor) -> None:
    """In one register a number of a paper outside, one burned with its reason, one kept for a paper being written."""
    taken = [
        number_outside(
            office=by.office,
            kind=RegisterKind.OUTGOING,
            line=PaperLine(subject=subject, to="สำนักงานสมมติ"),
            by=by,
        )
        for subject in ("ขอใช้สถานที่จัดประชุม", "ตอบขอบคุณวิทยากร")
    ]
    cancel_number(entry=taken[1], remark="พิมพ์ผิด ออกเลขใหม่ในฉบับแก้ไข", by=by)
    until = min(loaded + timedelta(days=3), date(loaded.year, 12, 31))
    reserve_number(
        office=by.office, kind=RegisterKind.OUTGOING, purpose="หนังสือเชิญคณะกรรมการจังหวัด", until=until, by=by
    )


def _waiting_for_signature(clerk: Actor, head: Actor) -> Letter:
    letter = draft(kind=LetterKind.EXTERNAL, by=clerk)
    told = replace(
        draft_of(letter),
        subject="ขอเชิญประชุมชี้แจงการขึ้นทะเบียนผู้ผลิต (สมมติ)",
        addressee="พัฒนาการอำเภอบางคล้า",
        receivers=(Office.objects.get(code="cdd-2402").pk,),
        cause="ด้วยสำนักงานพัฒนาชุมชนจังหวัดกำหนดประชุมชี้แจงการขึ้นทะเบียนผู้ผลิต",
        purpose="ในการนี้ จึงขอเชิญท่านเข้าร่วมประชุมตามวันและเวลาดังกล่าว",
        conclusion="จึงเรียนมาเพื่อโปรดเข้าร่วมประชุม",
    )
    letter = propose(letter=save(letter=letter, told=told, by=clerk), by=clerk)
    return approve(letter=letter, by=head)
