"""Writing, sending, returning and accepting reports. A report moves its obligation in the same transaction."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives.actions import move
from saan.directives.models import Directive, Obligation
from saan.directives.rules import CLOSED, DirectiveState, ObligationState
from saan.kernel.dates import now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.outgoing import Attachment, send
from saan.letters.rules import FileRole
from saan.organisations.models import Office
from saan.reporting.answering import (
    apart,
    draft_content,
    filled_of,
    first_answers,
    form_of,
    personal_words,
    reading_of,
    refilled,
    values_of,
)
from saan.reporting.forms import form_workbook
from saan.reporting.models import Report
from saan.reporting.papers import cover_letter, form_name, forms_named
from saan.reporting.queries import gaps_of, latest, reasons_from_below, recipient_of
from saan.reporting.questions import Typed, keys_of, tidy
from saan.reporting.rules import REPORT_STEPS, ReportState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def start(*, directive: Directive, by: Actor, obligation: Obligation | None = None) -> Report:
    """The draft to work on: the open one, or a new version after a return. Refused while one waits for review.

    With an obligation the report answers the office that issued the directive; without one the office that issued it
    reports on its whole area to the office above.
    """
    office = obligation.office if obligation else by.office
    require(by, Permission.REPORTS_WRITE, at=office)
    _check_owed(directive, office, obligation)
    period = obligation.period if obligation else ""
    with transaction.atomic():
        Directive.objects.select_for_update().get(pk=directive.pk)
        last = latest(directive, office, period=period)
        if last and last.state == ReportState.DRAFT:
            return last
        if last and last.state != ReportState.RETURNED:
            raise Refused(f"รายงานฉบับที่ {last.version} {last.get_state_display()} จึงยังเริ่มฉบับใหม่ไม่ได้")
        return _new(directive, office, obligation, last, by)


def _check_owed(directive: Directive, office: Office, obligation: Obligation | None) -> None:
    if directive.state != DirectiveState.ISSUED:
        raise Refused(f"ข้อสั่งการนี้{directive.get_state_display()} จึงไม่ต้องรายงาน")
    if obligation is None and directive.office_id != office.pk:
        raise Refused(f"{office}ไม่ได้เป็นผู้ออกข้อสั่งการนี้ จึงรายงานขึ้นไปแทนไม่ได้")
    if obligation is not None and obligation.directive_id != directive.pk:
        raise ValueError("the obligation belongs to another directive")
    if obligation is not None and obligation.state in CLOSED:
        raise Refused(f"ภาระงานนี้{obligation.get_state_display()} จึงไม่ต้องรายงานอีก")


def _new(
    directive: Directive, office: Office, obligation: Obligation | None, last: Report | None, by: Actor
) -> Report:
    recipient = recipient_of(directive, office) if obligation else office.parent
    if recipient is None:
        raise Refused("หน่วยงานนี้ไม่มีหน่วยงานบังคับบัญชาที่จะรายงานต่อ")
    answers, persons = (last.answers, last.persons) if last else first_answers(directive, office, obligation)
    report = Report.objects.create(
        directive=directive,
        obligation=obligation,
        office=office,
        recipient=recipient,
        form=form_name(directive)[:60],
        period=obligation.period if obligation else "",
        version=last.version + 1 if last else 1,
        answers=answers,
        persons=persons,
        reasons=_first_reasons(directive, office, last),
        note=last.note if last else "",
        created_by=by.user,
    )
    record(
        by=by,
        verb="reporting.start",
        of=report,
        summary=f"เริ่มรายงาน “{directive.title}” ฉบับที่ {report.version}",
    )
    return report


def _first_reasons(directive: Directive, office: Office, last: Report | None) -> dict[str, str]:
    """Those of the version before; an office that issued the directive begins with what was reported to it."""
    if last is not None:
        return last.reasons
    return reasons_from_below(directive, office) if directive.office_id == office.pk else {}


def write(*, report: Report, reasons: dict[str, str], note: str, by: Actor) -> Report:
    """Keep the reasons for shortfalls (by area code) and the free words of a draft."""
    require(by, Permission.REPORTS_WRITE, at=report.office)
    with transaction.atomic():
        locked = _locked(report, ReportState.DRAFT)
        locked.reasons = {code: words.strip()[:500] for code, words in reasons.items() if words.strip()}
        locked.note = note.strip()[:5000]
        locked.save()
        record(by=by, verb="reporting.write", of=locked, summary=f"แก้ร่างรายงาน “{locked.directive.title}”")
        return locked


def answer(*, report: Report, section: str, rows: dict[str, dict[str, Typed]], by: Actor) -> Report:
    """Keep the answers of one section of a draft as they were typed: a wrong answer is told, and never lost.

    `rows` are those of the section, by row key; rows and keys that the form does not know are left out, as are added
    rows without any answer. Refused for a section that the report's form does not have.
    """
    require(by, Permission.REPORTS_WRITE, at=report.office)
    with transaction.atomic():
        locked = _locked(report, ReportState.DRAFT)
        form = form_of(locked)
        asked = form.section(section) if form else None
        if form is None or asked is None:
            raise Refused("แบบรายงานนี้ไม่มีหมวดที่ส่งมา โหลดหน้าใหม่แล้วกรอกอีกครั้ง")
        known = {key for question in asked.questions for key in keys_of(question)} | {"none"}
        kept = {
            row: {key: tidy(typed) for key, typed in keys.items() if key in known and tidy(typed)}
            for row, keys in rows.items()
            if row.isdecimal() or row == ""
        }
        most = asked.repeat.most if asked.repeat else 1
        whole = dict([each for each in kept.items() if each[1]][: max(most, 100)])
        values = {**values_of(locked), section: whole}
        locked.answers, locked.persons = apart(form, values, filled_of(locked))
        locked.save()
        record(
            by=by,
            verb="reporting.answer",
            of=locked,
            summary=f"กรอก “{asked.title}” ในรายงาน “{locked.directive.title}”",
        )
        return locked


def refill(*, report: Report, by: Actor) -> Report:
    """Fill the blanks of a draft from what has been accepted or registered since it was begun."""
    require(by, Permission.REPORTS_WRITE, at=report.office)
    with transaction.atomic():
        locked = _locked(report, ReportState.DRAFT)
        if form_of(locked) is None:
            raise Refused("รายงานนี้ไม่มีแบบให้เติม")
        locked.answers, locked.persons = refilled(locked)
        locked.save()
        record(
            by=by,
            verb="reporting.refill",
            of=locked,
            summary=f"เติมช่องว่างของรายงาน “{locked.directive.title}” จากข้อมูลล่าสุด",
        )
        return locked


def submit(*, report: Report, by: Actor) -> Report:
    """Freeze figures and answers, number and set the cover letter, fill the form, and send both to the recipient.

    Refused while a place falls short without a written reason: an exception needs its reason on paper. Sending after
    the due date is possible; by how many working days it was late stays with the report.
    """
    require(by, Permission.REPORTS_WRITE, at=report.office)
    with transaction.atomic():
        locked = _locked(report, ReportState.DRAFT)
        content = draft_content(locked, sending=True)
        _demand_answers(locked)
        _demand_substance(content, locked.note)
        _demand_reasons(content, locked.reasons)
        locked.letter = send(
            sheet=cover_letter(locked.directive, locked.office, locked.recipient, content, locked.note),
            office=locked.office,
            to=[locked.recipient],
            reply_to=locked.directive.letter,
            reports=True,
            attachments=_forms(locked, content),
            by=by,
        )
        form = locked.letter.files.filter(role=FileRole.FORM).select_related("file").first()
        locked.sheet = form.file if form else None
        locked.content = content
        locked.state, locked.submitted_at, locked.submitted_by = ReportState.SUBMITTED, now(), by.user
        locked.save()
        _move(locked, ObligationState.SUBMITTED, by)
        record(
            by=by,
            verb="reporting.submit",
            of=locked,
            summary=f"ส่งรายงาน “{locked.directive.title}” ถึง{locked.recipient}",
        )
        return locked


def _forms(report: Report, content: dict) -> list[Attachment]:
    """The filled form; none where nothing is counted, since the letter then says everything."""
    if not content["tables"] and "form" not in content:
        return []
    data = form_workbook(report.directive, content, report.reasons, personal_words(report))
    forms = forms_named(report.directive, content)
    name = forms[0].replace("/", "-") if len(forms) == 1 else f"แบบรายงาน {len(forms)} แบบ"
    return [Attachment(data, f"{name}.xlsx", XLSX, FileRole.FORM)]


def _demand_answers(report: Report) -> None:
    reading = reading_of(report, sending=True)
    barring = reading.barring(report.reasons) if reading else []
    if barring:
        more = f" และอีก {len(barring) - 1} จุด" if len(barring) > 1 else ""
        raise Refused(f"ยังส่งไม่ได้ {barring[0].says}{more}", field=barring[0].address)


def _demand_substance(content: dict, note: str) -> None:
    if not content["tables"] and "form" not in content and not note.strip():
        raise Refused("รายงานนี้ไม่มียอดจากทะเบียน เขียนผลการดำเนินการก่อนส่ง", field="note")


def _demand_reasons(content: dict, reasons: dict[str, str]) -> None:
    silent = [
        row["name"]
        for table in content["tables"]
        for row in table["rows"]
        if row["missing"] and not reasons.get(str(row["area"]))
    ]
    silent = list(dict.fromkeys(silent))
    if silent:
        shown = " ".join(silent[:5]) + (f" และอีก {len(silent) - 5} แห่ง" if len(silent) > 5 else "")
        raise Refused(f"พื้นที่ที่ยังไม่ครบต้องมีเหตุผลก่อนส่ง: {shown}", field="reasons")


def send_back(*, report: Report, reason: str, by: Actor, remarks: dict[str, str] | None = None) -> Report:
    """Return a report with a reason; the office then writes a new version.

    `remarks` say at single answers, by their addresses, what is to be mended there.
    """
    if not reason.strip():
        raise Refused("การส่งคืนต้องมีเหตุผล เพื่อให้ผู้รายงานแก้ได้ตรงจุด", field="reason")
    said = {address: words.strip()[:500] for address, words in (remarks or {}).items() if words.strip()}
    return _decide(report, ReportState.RETURNED, ObligationState.RETURNED, reason, by, said)


def accept(*, report: Report, by: Actor, reason: str = "") -> Report:
    """Accept a report. One with shortfalls is accepted with declared gaps, and says so ever after."""
    state = ReportState.ACCEPTED_WITH_GAPS if gaps_of(report.content) else ReportState.ACCEPTED
    return _decide(report, state, ObligationState.ACCEPTED, reason, by)


def _decide(
    report: Report,
    state: ReportState,
    then: ObligationState,
    reason: str,
    by: Actor,
    remarks: dict[str, str] | None = None,
) -> Report:
    require(by, Permission.REPORTS_REVIEW, at=report.recipient)
    with transaction.atomic():
        locked = (
            Report.objects.select_for_update(of=("self",))
            .select_related("directive", "obligation")
            .get(pk=report.pk)
        )
        if state not in REPORT_STEPS[ReportState(locked.state)]:
            who = f" โดย{locked.decided_by}" if locked.decided_by else ""
            raise Stale(f"รายงานนี้อยู่ในสถานะ “{locked.get_state_display()}” แล้ว{who} โหลดหน้าใหม่เพื่อดูฉบับล่าสุด")
        locked.state, locked.decided_at, locked.decided_by = state, now(), by.user
        locked.decision_reason, locked.remarks = reason.strip()[:500], remarks or {}
        locked.save()
        _move(locked, then, by, locked.decision_reason)
        record(
            by=by,
            verb=f"reporting.{state}",
            of=locked,
            summary=f"{state.label} รายงานของ{locked.office}: {reason}".rstrip(": "),
        )
        return locked


def _move(report: Report, to: ObligationState, by: Actor, remark: str = "") -> None:
    if report.obligation is not None:
        move(obligation=report.obligation, to=to, by=by, remark=remark)


def _locked(report: Report, expected: ReportState) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related(
        "directive__letter", "office__area", "recipient", "obligation"
    ).get(pk=report.pk)  # fmt: skip
    if locked.state != expected:
        raise Stale(f"รายงานนี้อยู่ในสถานะ “{locked.get_state_display()}” แล้ว โหลดหน้าใหม่เพื่อดูฉบับล่าสุด")
    return locked
