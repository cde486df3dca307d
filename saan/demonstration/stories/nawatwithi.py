"""The Nawatwithi letter on its way: two papers in one file, no due date; authorities asked, projects, one unopened."""

from datetime import date

from saan.accounts.policy import Actor
from saan.demonstration.calendar import NawatwithiDays, nawatwithi_days, on_day
from saan.demonstration.people import actor, district_actors
from saan.demonstration.texts import LETTERS
from saan.directives.actions import acknowledge, draft_from_letter, issue, mark_done
from saan.directives.models import Directive, Obligation
from saan.geography.models import Area
from saan.kernel.dates import format_long, format_short, today
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.workdays import add_workdays
from saan.letters.actions import bring_in, confirm_letter, register, settle_doubt
from saan.letters.models import Letter
from saan.letters.queries import open_doubts
from saan.organisations.queries import authorities_of
from saan.tourism.actions import ProjectFacts, record_coordination, record_project
from saan.tourism.rules import Budget, Outcome, ProjectStatus, WorkProcess

ASKED = {2401: 5, 2402: 8, 2403: 10, 2405: 4, 2407: 3, 2409: 4}
"""How many of its authorities each district has gone through; those not named have asked none."""
DONE = (2403, 2407, 2409)
"""Districts that have gone through all of theirs and said so."""
NEVER_OPENED = 2410
PROJECTS = (
    (2402, WorkProcess.PLACES, "ปรับปรุงท่าน้ำสมมติ ระยะที่ 1", Budget(125_000_000, 48_000_050, 2_000_000)),
    (2402, WorkProcess.PEOPLE, "อบรมผู้เล่าเรื่องชุมชนสมมติ", Budget(8_000_000, 8_000_000, 0)),
    (2403, WorkProcess.PLACES, "ป้ายบอกทางสมมติ 12 จุด", Budget(36_000_000, 0, 0)),
    (2405, WorkProcess.PLACES, "ห้องน้ำสำหรับทุกคนสมมติ", Budget(90_000_000, 60_000_000, 30_000_000)),
)
OWN_PROJECT = (WorkProcess.PLACES, "ทางลาดหน้าตลาดสมมติ", Budget(20_000_000, 5_000_000, 0))
WORKDAYS_AGO = 15


def tell(loaded: date) -> Letter:
    """Walk the letter from its arrival to the districts that have asked everybody, each act on its day."""
    days = nawatwithi_days(loaded)
    province, districts = actor("province24"), district_actors()
    with on_day(days.issued):
        letter = _understood(_text(days), province)
        directives = draft_from_letter(letter=letter, by=province)
        issue(directives=directives, by=province)
    with on_day(days.seen):
        _acknowledged(directives[0], districts)
    for code, count in ASKED.items():
        _ask(districts[code], count, loaded)
    with on_day(_work_day(loaded, WORKDAYS_AGO)):
        _projects(letter, districts)
        for code in DONE:
            _finished(directives[0], districts[code])
    return letter


def _text(days: NawatwithiDays) -> bytes:
    told = {name: format_long(getattr(days, name), thai_digits=True) for name in ("issued", "cited", "memo")}
    stamped = {name: format_short(getattr(days, name)) for name in ("arrived", "handed")}
    return (LETTERS / "nawatwithi.txt").read_text(encoding="utf-8").format(**told, **stamped).encode()


def _understood(data: bytes, province: Actor) -> Letter:
    arrival = bring_in(data=data, name="หนังสือจังหวัด ว 333 และบันทึก (สมมติ).txt", by=province)
    register(receipt=arrival.receipt, by=province)
    for doubt in open_doubts(arrival.letter):
        settle_doubt(doubt=doubt, choice_index=0, by=province)
    return confirm_letter(letter=arrival.letter, by=province)


def _owed(directive: Directive, by: Actor) -> Obligation:
    return Obligation.objects.get(directive=directive, office=by.office)


def _acknowledged(directive: Directive, districts: dict[int, Actor]) -> None:
    for code, by in districts.items():
        if code != NEVER_OPENED:
            acknowledge(obligation=_owed(directive, by), by=by)


def _work_day(loaded: date, before: int) -> date:
    """A working day before the day of loading, in its fiscal year: pages open on that year."""
    return max(add_workdays(loaded, -before), fiscal_year_of(loaded).start)


def _ask(by: Actor, count: int, loaded: date) -> None:
    """One authority a working day; the last one of each district is excused with a reason."""
    asked = list(authorities_of(by.office.area).order_by("lo", "code")[:count])
    for number, authority in enumerate(asked):
        day = _work_day(loaded, WORKDAYS_AGO + count - number)
        told = {"coordinated_on": day, "result": "ยินดีเสนอเข้าแผนพัฒนาท้องถิ่น"}
        if number == len(asked) - 1:
            told = {"reason": "ไม่มีชุมชนท่องเที่ยวในพื้นที่"}
        with on_day(day):
            record_coordination(district=by.office.area, authority=authority, by=by, **told)


def _projects(letter: Letter, districts: dict[int, Actor]) -> None:
    for code, process, name, budget in PROJECTS:
        by = districts[code]
        _project(letter, by, by.office.area, process, name, budget)
    own = actor("authority240101")
    _project(letter, own, Area.objects.get(code=own.office.lo // 100), *OWN_PROJECT)


def _project(
    letter: Letter, by: Actor, district: Area, process: WorkProcess, name: str, budget: Budget
) -> None:
    own = by.office if by.office.level == "local" else authorities_of(district).order_by("lo", "code")[0]
    facts = ProjectFacts(
        authority=own,
        district=district,
        process=process,
        name=name,
        fiscal_year_be=fiscal_year_of(today()).be,
        outcomes=[Outcome.STANDARD, Outcome.INCOME],
        budget=budget,
        status=ProjectStatus.DONE if budget.balance == 0 else ProjectStatus.RUNNING,
        letter_ref=letter.number,
    )
    record_project(facts=facts, by=by)


def _finished(directive: Directive, by: Actor) -> None:
    count = authorities_of(by.office.area).count()
    remark = f"ประสานแล้ว {count - 1} แห่ง อีก 1 แห่งไม่มีชุมชนท่องเที่ยวในพื้นที่"
    mark_done(obligation=_owed(directive, by), remark=remark, by=by)
