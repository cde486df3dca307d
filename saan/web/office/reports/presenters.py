"""A report as its page shows it: rows with their standing, the finding in one sentence, the words of the letter."""

from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.kernel.dates import BANGKOK, today
from saan.kernel.workdays import workdays_between
from saan.letters.models import LetterFile
from saan.letters.rules import FileRole
from saan.reporting.answering import draft_content, lateness
from saan.reporting.models import Report
from saan.reporting.papers import draft_cover
from saan.reporting.queries import gaps_of, versions_of
from saan.reporting.rules import ReportState
from saan.web.components.status import Shown, Status, Tone, shown
from saan.web.office.reports.answered import Answers, answers_of
from saan.web.office.reports.covers import Cover, cover_of_draft, cover_of_letter
from saan.web.office.reports.forms import DraftForm

TAGS = {
    ReportState.DRAFT: Status.DRAFT,
    ReportState.SUBMITTED: Status.SUBMITTED,
    ReportState.RETURNED: Status.RETURNED,
    ReportState.ACCEPTED: Status.ACCEPTED,
    ReportState.ACCEPTED_WITH_GAPS: Status.ACCEPTED_WITH_GAPS,
}


def tag_of(report: Report) -> Shown:
    """The state of a report in the words of every page."""
    state = ReportState(report.state)
    gaps = gaps_of(report.content) if state == ReportState.ACCEPTED_WITH_GAPS else None
    return shown(TAGS[state], n=gaps)


@dataclass(frozen=True)
class Line:
    """One place. `field` is where its reason is written, `reason` what was written; both only where it falls short."""

    row: dict
    tag: Shown | None
    field: BoundField | None
    reason: str

    @property
    def counted(self) -> int:
        return self.row["needed"] - self.row["missing"]


@dataclass(frozen=True)
class TableView:
    """One counted directive with its lines and their sum."""

    table: dict
    lines: list[Line]
    total: Line

    @property
    def heads(self) -> list[tuple[str, str]]:
        return list(zip(self.table["heads"], self.table["head_units"], strict=True))

    @property
    def basis(self) -> str:
        """What the figures are counted from, before the definition of it."""
        return "นับจากรายการที่เสนอ ผู้เข้าเกณฑ์:" if self.table.get("chosen") else "นับจากทะเบียน:"

    @property
    def list_title(self) -> str:
        return "รายชื่อที่เสนอ" if self.table.get("chosen") else "รายชื่อที่นับ"

    @property
    def has_outside(self) -> bool:
        """Whether a place is outside the rule, so that the signs of cells must be explained."""
        return any(not line.row["applies"] for line in self.lines)


@dataclass(frozen=True)
class Page:
    """Everything the page of one report shows."""

    report: Report
    tag: Shown
    finding: str
    as_of: datetime
    letter_cited: str
    tables: list[TableView]
    answers: Answers | None
    gaps: int
    late: Shown | None
    cover: Cover
    writes: bool
    reviews: bool
    renews: bool
    files: list[LetterFile]
    versions: list[tuple[Report, Shown]]


def content_for(report: Report) -> dict:
    """Counted live while in draft, as frozen once sent."""
    if report.state == ReportState.DRAFT:
        return draft_content(report)
    return report.content


def page_of(report: Report, content: dict, actor: Actor, form: DraftForm | None) -> Page:
    draft = report.state == ReportState.DRAFT
    versions = [(each, tag_of(each)) for each in versions_of(report)]
    at_home = report.office_id == actor.office.pk and may(actor, Permission.REPORTS_WRITE)
    newest = versions[0][0].pk == report.pk
    return Page(
        report=report,
        tag=tag_of(report),
        finding=finding_of(content),
        as_of=datetime.fromisoformat(content["as_of"]).astimezone(BANGKOK),
        letter_cited=content["letter"],
        tables=views_of(content, report.reasons, form),
        answers=answers_of(report, content, actor),
        gaps=gaps_of(content),
        late=None if draft else late_tag(lateness(report)),
        cover=cover_of_draft(draft_cover(report, content, actor))
        if draft
        else cover_of_letter(report.letter),
        writes=draft and at_home,
        reviews=report.state == ReportState.SUBMITTED
        and may(actor, Permission.REPORTS_REVIEW, at=report.recipient),
        renews=at_home and newest and report.state == ReportState.RETURNED,
        files=files_of(report),
        versions=versions,
    )


def late_tag(days: int) -> Shown | None:
    """That a report came after its due date; it is still of its own period."""
    return Shown(f"ส่งหลังกำหนด {days:,} วันทำการ", "bad", Tone.NEAR) if days else None


def files_of(report: Report) -> list[LetterFile]:
    """The letter as issued, then the form."""
    if report.letter is None:
        return []
    found = report.letter.files.filter(role__in=(FileRole.ISSUED, FileRole.FORM)).select_related("file")
    return sorted(found, key=lambda each: each.role != FileRole.ISSUED)


def finding_of(content: dict) -> str:
    """How the answer stands, in one sentence; places are those that fall short of any of the orders."""
    tables = content["tables"]
    if "form" in content:
        return answered_finding(content["form"])
    if not tables:
        return "รายงานผลเป็นข้อความ ไม่มียอดที่นับจากทะเบียน"
    first = tables[0]
    needed, missing = first["total"]["needed"], first["total"]["missing"]
    gaps = gaps_of(content)
    done = f"ทำได้ {needed - missing:,} จาก {needed:,} {first['unit']}" if len(tables) == 1 else ""
    rest = f"ยังขาด {gaps:,} {first['level']}" if gaps else f"ครบทุก{first['level']}"
    return f"{done} {rest}".strip()


def answered_finding(form: dict) -> str:
    """The headline of a form: its figure, and in how many places something is missing."""
    rest = f"ยังขาด {form['gaps']:,} อำเภอ" if form["gaps"] else "ตอบครบ"
    return f"รายงาน {form['figure']:,} {form['unit']} {rest}"


def views_of(content: dict, reasons: dict[str, str], form: DraftForm | None) -> list[TableView]:
    """The tables with their reason fields; a place has its field in the first table where it falls short."""
    seen: set[int] = set()
    return [_view(table, reasons, form, seen) for table in content["tables"]]


def _view(table: dict, reasons: dict[str, str], form: DraftForm | None, seen: set[int]) -> TableView:
    lines = []
    for row in table["rows"]:
        field = form.reason_of(row["area"]) if form and row["missing"] and row["area"] not in seen else None
        if field is not None:
            seen.add(row["area"])
        reason = reasons.get(str(row["area"]), "") if row["missing"] else ""
        lines.append(Line(row, standing_of(row), field, reason))
    return TableView(table, lines, Line(table["total"], standing_of(table["total"]), None, ""))


def standing_of(row: dict) -> Shown | None:
    """The tag of a place; none where the rule does not reach, since its cells say so."""
    if not row["applies"]:
        return None
    if row["missing"]:
        return shown(Status.SHORT, n=row["missing"])
    if row["over"]:
        return Shown(f"เกิน {row['over']:,}", "warn", Tone.NEAR)
    return shown(Status.COMPLETE if row["needed"] else Status.EXEMPT)


def age_of(report: Report) -> int:
    """Working days since the report was sent."""
    assert report.submitted_at is not None
    return max(workdays_between(report.submitted_at.astimezone(BANGKOK).date(), today()), 0)
