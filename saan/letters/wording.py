"""Set words of letters that offices pass on or send because others stay silent: heads, openings, requests.

The phrases follow the regulation's three parts of a text: why, what is wanted, the close.
"""

from collections.abc import Sequence

from saan.documents.typesetting.letter import Enclosure, LetterKind, LetterSheet, Paragraph
from saan.letters.models import Letter
from saan.letters.queries.citing import citation
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel

_ALL = {OfficeLevel.PROVINCE: "ทุกจังหวัด", OfficeLevel.DISTRICT: "ทุกอำเภอ", OfficeLevel.LOCAL: "ทุกแห่ง"}
_LOCAL = {"name": "องค์กรปกครองส่วนท้องถิ่น", "head_title": "ผู้บริหารองค์กรปกครองส่วนท้องถิ่น"}
_LISTED = 12
"""Late offices that a letter to their superiors names; more are counted and stand in the list that goes along."""
_ENCLOSED = " รายชื่อหน่วยงานปรากฏตามสิ่งที่ส่งมาด้วย"


def addressee_of(receivers: Sequence[Office]) -> str:
    """The heads in common: "พัฒนาการอำเภอ ทุกอำเภอ" where all of a place are meant; of one receiver the whole title."""
    if len(receivers) == 1:
        return receivers[0].head_title
    shared = unit_of(receivers, "head_title")
    if not shared:
        return "หัวหน้าหน่วยงานตามรายชื่อผู้รับ"
    return f"{shared} {_ALL[OfficeLevel(receivers[0].level)] if _are_all(receivers) else 'ตามรายชื่อผู้รับ'}"


def _are_all(receivers: Sequence[Office]) -> bool:
    """Whether no office of their kind is left out of the smallest place that holds them."""
    lo, hi = min(each.lo for each in receivers), max(each.hi for each in receivers)
    for step in (100, 10_000):
        if lo // step == hi // step:
            lo, hi = lo // step * step, lo // step * step + step - 1
            break
    else:
        lo, hi = 0, 999_999
    kind = {"line__in": {each.line for each in receivers}, "level": receivers[0].level}
    alike = Office.objects.in_force().filter(**kind, lo__gte=lo, hi__lte=hi)
    return not alike.exclude(pk__in=[each.pk for each in receivers]).exists()


def unit_of(receivers: Sequence[Office], name: str = "name") -> str:
    """What the receivers are called without their places; empty where they are not all called alike."""
    if receivers and all(each.level == OfficeLevel.LOCAL for each in receivers):
        return _LOCAL[name]
    bare = {getattr(each, name).removesuffix(each.area.name_th).strip() for each in receivers}
    return bare.pop() if len(bare) == 1 else ""


def onward_sheet(letter: Letter, office: Office, receivers: Sequence[Office]) -> LetterSheet:
    """A letter that only tells, as its receiver tells it on in its own name, the original enclosed."""
    issuer = letter.issuer_name or "หน่วยงานต้นสังกัด"
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=(),
        subject=letter.subject,
        addressee=addressee_of(receivers),
        references=(citation(letter),),
        enclosures=(Enclosure("สำเนาหนังสือที่อ้างถึง", "จำนวน 1 ฉบับ"),),
        paragraphs=(
            Paragraph(f"ตามหนังสือที่อ้างถึง {issuer}แจ้งเรื่อง{letter.subject} นั้น"),
            Paragraph(
                f"{office.name}พิจารณาแล้ว ขอแจ้งให้{unit_of(receivers) or 'ท่าน'}ทราบและถือปฏิบัติ "
                "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
            ),
        ),
        conclusion="จึงเรียนมาเพื่อทราบ",
        urgency=letter.urgency,
    )


def reminder_sheet(
    letter: Letter, office: Office, late: Sequence[Office], round_: int, note: str
) -> LetterSheet:
    """A stamped letter that reminds of a pending matter (Regulation, clause 13), the same to all that are late."""
    told = f" {note.strip()}" if note.strip() else ""
    words = (
        f"ตามที่{office.name}ได้ส่ง{citation(letter)} เรื่อง {letter.subject} เพื่อให้ท่านทราบ นั้น "
        f"ขณะนี้พ้นกำหนดแล้วยังไม่ได้รับแจ้งว่าท่านได้รับทราบหนังสือดังกล่าว จึงขอเตือนครั้งที่ {round_} "
        f"ให้ลงรับและแจ้งรับทราบในระบบโดยเร็ว{_ENCLOSED if len(late) > 1 else ''}{told}"
    )
    return _stamped(f"เตือนครั้งที่ {round_}: {letter.subject}", late, words, letter.urgency)


def escalation_sheet(
    letter: Letter, office: Office, superiors: Sequence[Office], late: Sequence[Office], rounds: int
) -> LetterSheet:
    """A stamped letter that tells superiors which of their offices stayed silent after all reminders."""
    names = " ".join(each.name for each in late[:_LISTED])
    more = f" และหน่วยงานอื่นอีก {len(late) - _LISTED:,} แห่งตามรายชื่อที่ส่งมาด้วย" if len(late) > _LISTED else ""
    words = (
        f"ด้วย{office.name}ได้ส่ง{citation(letter)} เรื่อง {letter.subject} และเตือนแล้ว {rounds} ครั้ง "
        f"ยังมีหน่วยงานที่ไม่แจ้งรับทราบ {len(late):,} แห่ง ได้แก่ {names}{more} "
        "จึงแจ้งมาเพื่อโปรดกำกับให้หน่วยงานในบังคับบัญชาดำเนินการโดยเร็ว"
    )
    return _stamped(f"หน่วยงานไม่แจ้งรับทราบ: {letter.subject}", superiors, words, letter.urgency)


def recall_sheet(letter: Letter, office: Office, holders: Sequence[Office], reason: str) -> LetterSheet:
    """A stamped letter to those who have registered a letter that its sender takes back."""
    words = (
        f"ด้วย{office.name}ขอเรียกคืน{citation(letter)} เรื่อง {letter.subject} เนื่องจาก{reason.strip()} "
        "จึงขอให้ท่านยุติการปฏิบัติตามหนังสือดังกล่าว และหากได้ส่งต่อแล้วให้แจ้งผู้รับต่อทราบด้วย"
    )
    return _stamped(f"เรียกคืนหนังสือ: {letter.subject}", holders, words, letter.urgency)


def _stamped(subject: str, to: Sequence[Office], words: str, urgency: str) -> LetterSheet:
    return LetterSheet(
        kind=LetterKind.STAMPED,
        agency=(),
        subject=subject[:500],
        salutation="ถึง",
        addressee=to[0].name if len(to) == 1 else "หน่วยงานตามรายชื่อผู้รับ",
        paragraphs=(Paragraph(words),),
        closing="",
        urgency=urgency,
    )
