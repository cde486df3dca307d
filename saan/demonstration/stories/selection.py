"""The choosing letter on its way: chosen in some districts, one short with its reason, one sent back, others late."""

from dataclasses import dataclass
from datetime import date

from saan.accounts.policy import Actor
from saan.demonstration.calendar import ChoosingDays, choosing_days, on_day
from saan.demonstration.people import actor, district_actors
from saan.demonstration.texts import LETTERS
from saan.directives.actions import acknowledge, draft_from_letter, interpret, issue
from saan.directives.models import Obligation
from saan.directives.queries import judgements
from saan.directives.rules import DirectiveKind
from saan.kernel.dates import format_long
from saan.kernel.digits import to_thai
from saan.kernel.fiscal import fiscal_year_of
from saan.letters.actions import bring_in, confirm_letter, register, settle_doubt
from saan.letters.models import Letter
from saan.letters.queries import open_doubts
from saan.reporting.actions import accept, send_back, start, submit, write
from saan.reporting.models import Report
from saan.selection.actions import decide, nominate, withdraw
from saan.selection.models import Nomination
from saan.selection.queries import pool_of
from saan.selection.rules import NominationState

POTENTIAL = (
    "สมาชิกพร้อมปรับบรรจุภัณฑ์และยื่นขอ มผช.",
    "มีคำสั่งซื้อประจำ ขาดเพียงฉลากและใบรับรอง",
    "รับรุ่นลูกหลานเข้ามาทำการตลาดออนไลน์แล้ว",
)


@dataclass(frozen=True)
class Told:
    """What a district has done: how many products and groups it put forward, and what became of its lists."""

    products: int
    groups: int
    sent: str = ""


DISTRICTS = {
    2401: Told(6, 2, "accepted"),
    2402: Told(7, 2, "waits"),
    2403: Told(6, 2, "returned"),
    2404: Told(4, 1, "draft"),
    2405: Told(6, 2, "waits"),
    2407: Told(6, 2, "accepted"),
    2409: Told(2, 0),
}
"""Those not named have chosen nobody; the list of any that has not sent it is late. 2407 has too few to choose from."""
NEVER_OPENED = 2410


def tell(loaded: date) -> Letter:
    """Walk the letter from its arrival to the first accepted lists, each act on its day."""
    days = choosing_days(loaded)
    province, districts = actor("province24"), district_actors()
    with on_day(days.issued):
        letter = _understood(_text(days), province)
        _issued(letter, province)
    with on_day(days.work):
        for code, by in districts.items():
            _choose(letter, by, DISTRICTS.get(code, Told(0, 0)), opened=code != NEVER_OPENED)
        _second_thoughts(letter, districts[2402])
    with on_day(days.due):
        for code, told in DISTRICTS.items():
            _report(letter, districts[code], province, told.sent)
    return letter


def _text(days: ChoosingDays) -> bytes:
    template = (LETTERS / "selection.txt").read_text(encoding="utf-8")
    year = fiscal_year_of(days.issued).be
    return template.format(
        issued=format_long(days.issued, thai_digits=True),
        due=format_long(days.due, thai_digits=True),
        fiscal_year=to_thai(str(year)),
        first_year=to_thai(str(year - 5)),
        last_year=to_thai(str(year - 1)),
    ).encode()


def _understood(data: bytes, province: Actor) -> Letter:
    arrival = bring_in(data=data, name="หนังสือจังหวัด ว 6011 (สมมติ).txt", by=province)
    register(receipt=arrival.receipt, by=province)
    for doubt in open_doubts(arrival.letter):
        settle_doubt(doubt=doubt, choice_index=0, by=province)
    return confirm_letter(letter=arrival.letter, by=province)


def _issued(letter: Letter, province: Actor) -> None:
    drafts = [
        interpret(directive=each, reading=0, by=province) if each.uninterpreted else each
        for each in draft_from_letter(letter=letter, by=province)
    ]
    issue(directives=drafts, by=province)


def _owed(letter: Letter, by: Actor, kind: DirectiveKind) -> list[Obligation]:
    found = Obligation.objects.filter(
        directive__letter=letter, directive__kind=kind, office=by.office
    ).select_related("directive__office", "directive__letter", "office__area")
    return list(found.order_by("directive__number"))


def _choose(letter: Letter, by: Actor, told: Told, *, opened: bool) -> None:
    """Put forward the first of the pool, as many as are told or there are."""
    choices = _owed(letter, by, DirectiveKind.SELECT)
    if opened:
        for obligation in [*choices, *_owed(letter, by, DirectiveKind.REPORT)]:
            acknowledge(obligation=obligation, by=by)
    for obligation, wanted in zip(choices, (told.products, told.groups), strict=True):
        for number, candidate in enumerate(pool_of(obligation, by)[:wanted]):
            words = POTENTIAL[number % len(POTENTIAL)]
            nominate(obligation=obligation, entity_id=candidate.id, potential=words, by=by)


def _second_thoughts(letter: Letter, by: Actor) -> None:
    last = Nomination.objects.filter(directive__letter=letter, office=by.office, entity="product").last()
    assert last is not None
    withdraw(nomination=last, reason="ผู้ผลิตแจ้งว่าหยุดผลิตชั่วคราว", by=by)


def _report(letter: Letter, by: Actor, province: Actor, sent: str) -> None:
    """Send the lists as far as told; what is short has its reason."""
    if not sent:
        return
    (obligation,) = _owed(letter, by, DirectiveKind.REPORT)
    report = start(directive=obligation.directive, obligation=obligation, by=by)
    report = write(report=report, reasons=_reasons(letter, by), note="", by=by)
    if sent == "draft":
        return
    report = submit(report=report, by=by)
    if sent == "accepted":
        _accepted(letter, report, province)
    if sent == "returned":
        send_back(
            report=report, reason="ผลิตภัณฑ์รายการที่ 6 เคยได้รับการพัฒนาแล้วเมื่อปีก่อน โปรดเลือกรายการอื่น", by=province
        )
        _returned(letter, report, province)


def _reasons(letter: Letter, by: Actor) -> dict[str, str]:
    where = (by.office.lo, by.office.hi)
    short = [
        code
        for obligation in _owed(letter, by, DirectiveKind.SELECT)
        for code, judged in judgements(obligation.directive, where).items()
        if judged.missing
    ]
    words = "ผลิตภัณฑ์ส่วนใหญ่พ้นกลุ่ม D แล้ว ในทะเบียนจึงมีผู้เข้าเกณฑ์เท่าที่เสนอ"
    return {str(code): words for code in short}


def _accepted(letter: Letter, report: Report, province: Actor) -> None:
    put_forward = list(Nomination.objects.filter(directive__letter=letter, office=report.office))
    decide(nominations=put_forward, verdict=NominationState.ACCEPTED, by=province)
    accept(report=report, by=province)


def _returned(letter: Letter, report: Report, province: Actor) -> None:
    last = Nomination.objects.filter(directive__letter=letter, office=report.office, entity="product").last()
    assert last is not None
    decide(nominations=[last], verdict=NominationState.RETURNED, reason="เคยได้รับการพัฒนาแล้ว", by=province)
