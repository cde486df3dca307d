"""The cover letter of a report: its words are made from the figures that the report freezes, never typed in."""

from dataclasses import replace
from datetime import datetime

from saan.accounts.policy import Actor
from saan.directives.models import Directive
from saan.documents.typesetting.letter import Enclosure, Item, LetterKind, LetterSheet, Paragraph
from saan.kernel.dates import format_long
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record
from saan.letters.queries.signing import with_signature
from saan.organisations.models import Office
from saan.organisations.rules import OfficeLevel
from saan.reporting.models import Report

FORM_NAME = "แบบรายงานผลการดำเนินการ"
_NAMELESS = ("แบบที่ส่งมา", "แบบรายงานที่กำหนด", "แบบที่กำหนด", "แบบฟอร์มที่")
_HEADS_OF_LETTERS = ("ศาลากลาง", "ที่ว่าการ")
_SELVES = {
    OfficeLevel.DEPARTMENT: "กรม",
    OfficeLevel.PROVINCE: "จังหวัด",
    OfficeLevel.DISTRICT: "อำเภอ",
}


def form_name(directive: Directive) -> str:
    """The form as the letter names it: in the instruction to report, else among its enclosures."""
    asked = directive.report.get("form") or ""
    if asked.startswith("แบบ") and not asked.startswith(_NAMELESS):
        return asked
    enclosures = confirmed_record(directive.letter).get("enclosures", []) if directive.letter else []
    titles = [each.get("title") or "" for each in enclosures]
    return next((title for title in titles if title.startswith("แบบรายงาน")), FORM_NAME)


def forms_named(directive: Directive, content: dict) -> list[str]:
    """The forms that go with a report: a list has its own where the letter encloses one for each."""
    own = [table["form"] for table in content["tables"] if table.get("form")]
    return own or [form_name(directive)]


def reference_to(letter: Letter) -> str:
    """How a letter is cited: whose, its number and its date. A city hall's letter is its province's."""
    whose = letter.issuer_name
    for hall in _HEADS_OF_LETTERS:
        whose = whose.removeprefix(hall)
    urgency = f" {letter.urgency}" if letter.urgency else ""
    dated = f" ลงวันที่ {format_long(letter.dated)}" if letter.dated else ""
    return f"หนังสือ{whose}{urgency} ที่ {letter.number}{dated}"


def addressee_of(recipient: Office) -> str:
    """The post a letter to an office is addressed to."""
    return recipient.head_title or recipient.name


def cover_letter(
    directive: Directive, office: Office, recipient: Office, content: dict, note: str
) -> LetterSheet:
    """The cover letter without number, date and signature: cause, what was done with its figures, conclusion."""
    paragraphs = [Paragraph(_cause(directive, office)), *_results(office, content, note)]
    filled_in = content["tables"] or "form" in content
    enclosed = _enclosed(forms_named(directive, content)) if filled_in else ()
    return LetterSheet(
        kind=LetterKind.EXTERNAL,
        agency=(),
        subject=_subject(directive),
        addressee=addressee_of(recipient),
        references=(reference_to(directive.letter),) if directive.letter else (),
        enclosures=enclosed,
        paragraphs=tuple(paragraphs),
        conclusion="จึงเรียนมาเพื่อโปรดทราบ",
    )


def _enclosed(forms: list[str]) -> tuple[Enclosure, ...]:
    return tuple(Enclosure(form, "จำนวน ๑ ชุด") for form in forms)


def draft_cover(report: Report, content: dict, by: Actor) -> LetterSheet:
    """The cover letter as it would go out with this content, marked as a draft: no number, no date, nothing kept."""
    sheet = cover_letter(report.directive, report.office, report.recipient, content, report.note)
    return replace(with_signature(sheet, report.office, by), draft=True)


def _matter(directive: Directive) -> str:
    return directive.letter.subject if directive.letter else directive.title


def _subject(directive: Directive) -> str:
    matter = _matter(directive)
    whole = f"รายงานผล{matter}" if matter.startswith("การ") else f"รายงานผลการดำเนินการเรื่อง {matter}"
    return whole[:500]


def _cause(directive: Directive, office: Office) -> str:
    """Why the office writes: it was asked, or it asked the offices below it and now tells the one above."""
    cited = "ตามหนังสือที่อ้างถึง " if directive.letter else "ตามที่"
    if directive.office_id == office.pk:
        return f"{cited}{_self(office)}ได้ให้หน่วยงานในสังกัดดำเนินการเรื่อง {_matter(directive)} นั้น"
    return f"{cited}ได้ขอให้{_self(office)}ดำเนินการเรื่อง {_matter(directive)} และรายงานผลให้ทราบ นั้น"


def _self(office: Office) -> str:
    return _SELVES.get(OfficeLevel(office.level), office.name)


def _results(office: Office, content: dict, note: str) -> list[Paragraph]:
    """The figures: one table in a sentence, several as numbered points; then the officer's own words."""
    day = format_long(datetime.fromisoformat(content["as_of"]).date())
    words = [Paragraph(note.strip())] if note.strip() else []
    answered = [section["says"] for section in content.get("form", {}).get("sections", []) if section["says"]]
    done = [*(_figures(table) for table in content["tables"]), *answered]
    if not done:
        return words
    period = content.get("timing", {}).get("period", "")
    opening = f"{_self(office)}ขอรายงานผล{f'งวด{period}' if period else ''} ณ วันที่ {day} ดังนี้"
    if len(done) == 1:
        return [Paragraph(f"{opening} {done[0]}"), *words]
    return [Paragraph(opening, tuple(Item(each) for each in done)), *words]


def _figures(table: dict) -> str:
    """What was done with its figures: the sum, its parts, and how far it goes towards what was ordered."""
    total, unit = table["total"], table["unit"]
    counts = zip(table["heads"], total["parts"], table["head_units"], strict=True)
    parts = " ".join(f"{head} {count:,} {each}" for head, count, each in counts)
    gap = " " if table["title"][-1:].isascii() else ""
    said = [f"ได้ดำเนินการ{table['title']}{gap}แล้ว มี{table['noun']} จำนวน {total['total']:,} {unit}"]
    said += [f"ประกอบด้วย {parts}"] if parts else []
    return " ".join([*said, _standing(table)])


def _standing(table: dict) -> str:
    total, unit = table["total"], table["unit"]
    counted = f"{total['needed'] - total['missing']:,} จาก {total['needed']:,} {unit}"
    short = sum(bool(row["missing"]) for row in table["rows"])
    over = f" และเกินจำนวนที่กำหนด {total['over']:,} {unit}" if total["over"] else ""
    if not short:
        return f"ครบตามจำนวนที่กำหนด {counted}{over}"
    where = f"ใน {short:,} {table['level']}"
    return f"นับตามที่กำหนดได้ {counted} ยังขาด {total['missing']:,} {unit} {where} ตามเหตุผลในแบบรายงาน{over}"
