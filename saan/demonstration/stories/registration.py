"""The registration letter on its way: received, confirmed, issued; some districts done, some late, one silent."""

import random
from datetime import date

from saan.accounts.policy import Actor
from saan.demonstration.calendar import StoryDays, on_day, story_days
from saan.demonstration.people import actor, district_actors
from saan.demonstration.producers import SEED, chair_name, producer_name
from saan.demonstration.texts import LETTERS
from saan.directives.actions import acknowledge, draft_from_letter, issue
from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveKind
from saan.geography.queries import tambons
from saan.indicators.actions import set_target
from saan.indicators.queries import targets_in
from saan.kernel.dates import format_long
from saan.kernel.digits import to_thai
from saan.kernel.fiscal import fiscal_year_of
from saan.letters.actions import bring_in, confirm_letter, register, settle_doubt
from saan.letters.models import Letter
from saan.letters.queries import open_doubts
from saan.registry.actions import register_producer
from saan.registry.rules import ProducerKind
from saan.reporting.actions import accept, send_back, start, submit, write

SHARE_DONE = {
    2401: 1.0,
    2402: 1.0,
    2403: 1.0,
    2404: 1.0,
    2405: 1.0,
    2406: 1.0,
    2407: 0.6,
    2408: 0.5,
    2409: 0.25,
}
"""How much of its tambons each district has finished; those not named have registered nobody."""
NEVER_OPENED = 2410


def tell(loaded: date) -> Letter:
    """Walk the letter from its arrival to the first accepted report, each act on its day."""
    days = story_days(loaded)
    province = actor("province24")
    districts = district_actors()
    with on_day(days.issued):
        letter = _understood(_text(days), province)
        report = _issued(letter, province)
    with on_day(days.finish):
        _acknowledged(letter, districts)
        for code, share in SHARE_DONE.items():
            _register_some(districts[code], share, days.finish)
        _report(report, districts[2401], province, verdict="accept")
        _report(report, districts[2402], province, verdict="wait")
        _report(report, districts[2403], province, verdict="return")
    return letter


def _text(days: StoryDays) -> bytes:
    template = (LETTERS / "registration.txt").read_text(encoding="utf-8")
    said = {
        name: format_long(getattr(days, name), thai_digits=True)
        for name in ("issued", "finish", "report", "earlier")
    }
    said["fiscal_year"] = to_thai(str(fiscal_year_of(days.issued).be))
    return template.format(**said).encode()


def _understood(data: bytes, province: Actor) -> Letter:
    arrival = bring_in(data=data, name="หนังสือจังหวัด ว 5465 (สมมติ).txt", by=province)
    register(receipt=arrival.receipt, by=province)
    for doubt in open_doubts(arrival.letter):
        settle_doubt(doubt=doubt, choice_index=0, by=province)
    letter = confirm_letter(letter=arrival.letter, by=province)
    for target in targets_in(letter, province):
        set_target(**target, letter=letter, by=province)
    return letter


def _issued(letter: Letter, province: Actor) -> Directive:
    """Issue what the letter orders; gives the directive that asks for the report."""
    issue(directives=draft_from_letter(letter=letter, by=province), by=province)
    return Directive.objects.get(letter=letter, kind=DirectiveKind.REPORT)


def _acknowledged(letter: Letter, districts: dict[int, Actor]) -> None:
    for code, by in districts.items():
        if code != NEVER_OPENED:
            for obligation in Obligation.objects.filter(office=by.office, directive__letter=letter):
                acknowledge(obligation=obligation, by=by)


def _register_some(by: Actor, share: float, day: date) -> None:
    """A group and one other in the first share of the tambons; a group alone in the next one."""
    draw = random.Random(SEED + by.office.lo)
    places = list(tambons(by.office.area))
    done = round(len(places) * share)
    for index, place in enumerate(places[: done + 1]):
        kinds = (ProducerKind.GROUP, ProducerKind.SOLE) if index < done else (ProducerKind.GROUP,)
        for kind in kinds:
            register_producer(
                name=f"{producer_name(kind, place.name_th, draw)} (ใหม่)",
                kind=kind,
                tambon=place.code,
                village_no=draw.randint(1, 9),
                chair_name=chair_name(draw),
                phone=f"080000{draw.randint(0, 9999):04d}",
                members=draw.randint(5, 30) if kind == ProducerKind.GROUP else None,
                registered_on=day,
                distinct_reason="ข้อมูลสมมติ ชื่อคล้ายกันโดยการสุ่ม",
                by=by,
            )


def _report(directive: Directive, by: Actor, province: Actor, *, verdict: str) -> None:
    obligation = Obligation.objects.get(directive=directive, office=by.office)
    report = start(directive=directive, obligation=obligation, by=by)
    report = write(report=report, reasons={}, note="", by=by)
    report = submit(report=report, by=by)
    if verdict == "accept":
        accept(report=report, by=province)
    if verdict == "return":
        send_back(report=report, reason="โปรดระบุช่องทางประชาสัมพันธ์ที่ใช้ในบันทึกท้ายรายงาน", by=province)
