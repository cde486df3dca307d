"""The two papers of a report: the cover letter's text and the filled form. Both are made from the frozen content."""

from saan.directives.models import Directive
from saan.documents.sheets import FormSheet, write_form
from saan.documents.typesetting.letter import Enclosure, LetterKind, LetterSheet, Paragraph
from saan.kernel.dates import format_long
from saan.letters.models import Letter
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel

FORM_NAME = "แบบรายงานการรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP"


def reference_to(letter: Letter) -> str:
    """How a letter is cited: whose, its number and its date."""
    whose = f"หนังสือ{letter.issuer_name}" if letter.issuer_name else "หนังสือ"
    urgency = f" {letter.urgency}" if letter.urgency else ""
    dated = f" ลงวันที่ {format_long(letter.dated)}" if letter.dated else ""
    return f"{whose}{urgency} ที่ {letter.number}{dated}"


def addressee_of(recipient: Office) -> str:
    """The post a letter to an office is addressed to."""
    return recipient.head_title or recipient.name


def cover_letter(
    directive: Directive, office: Office, recipient: Office, content: dict, note: str
) -> LetterSheet:
    """The cover letter without number, date and signature: cause, what was done with its figures, conclusion."""
    cause = f"ตามหนังสือที่อ้างถึง ได้ขอให้{_self(office)}{directive_words(directive)} นั้น"
    done = [_figures(office, table) for table in content["tables"]] or [f"{_self(office)}ได้ดำเนินการแล้ว"]
    paragraphs = [Paragraph(cause), Paragraph(" ".join(done))]
    if note.strip():
        paragraphs.append(Paragraph(note.strip()))
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=(),
        subject=f"รายงานผล{directive_words(directive, short=True)}",
        addressee=addressee_of(recipient),
        references=(reference_to(directive.letter),) if directive.letter else (),
        enclosures=(Enclosure(FORM_NAME, "จำนวน ๑ ชุด"),),
        paragraphs=tuple(paragraphs),
        conclusion="จึงเรียนมาเพื่อโปรดทราบ",
    )


def directive_words(directive: Directive, *, short: bool = False) -> str:
    """What was ordered, as words that can follow "ให้"; short for the subject line."""
    words = directive.letter.subject if directive.letter else directive.title
    return words if short else f"ดำเนินการเรื่อง {words}"


def _self(office: Office) -> str:
    return (
        "จังหวัด"
        if office.level == OfficeLevel.PROVINCE
        else "อำเภอ"
        if office.level == OfficeLevel.DISTRICT
        else "หน่วยงาน"
    )


def _figures(office: Office, table: dict) -> str:
    total, unit = table["total"], table["unit"]
    parts = " ".join(f"{head} {count:,}" for head, count in zip(table["heads"], total["parts"], strict=True))
    words = f"{_self(office)}ได้ดำเนินการแล้ว มีผลรวม {total['total']:,} {unit}"
    words += f" ได้แก่ {parts}" if parts else ""
    counted = total["needed"] - total["missing"]
    words += f" คิดเป็น {counted:,} จาก {total['needed']:,} {unit}ตามที่กำหนด"
    return words + (
        f" ยังขาด {total['missing']:,} {unit} ตามเหตุผลในแบบรายงาน" if total["missing"] else " ครบทุกพื้นที่"
    )


def form_workbook(directive: Directive, office: Office, content: dict, reasons: dict[str, str]) -> bytes:
    """The form as XLSX, a sheet for the counts of each directive and one for the entries counted."""
    return write_form([*_count_sheets(directive, content, reasons), *_member_sheets(content)])


def _count_sheets(directive: Directive, content: dict, reasons: dict[str, str]) -> list[FormSheet]:
    raise NotImplementedError


def _member_sheets(content: dict) -> list[FormSheet]:
    raise NotImplementedError
