"""The identity letter on its way: passed on by a province, answered for a first period by some of its districts."""

from dataclasses import replace
from datetime import date

from saan.accounts.policy import Actor
from saan.demonstration.calendar import IdentityDays, identity_days, on_day
from saan.demonstration.people import actor
from saan.demonstration.texts import LETTERS
from saan.directives.actions import acknowledge, draft_from_letter, edit_draft, issue
from saan.directives.actions.passing import pass_on
from saan.directives.models import Obligation
from saan.directives.onward import plan_of
from saan.directives.queries.onward import to_pass_on
from saan.directives.rules import DirectiveKind
from saan.kernel.dates import MONTHS, be_year, format_long
from saan.kernel.digits import to_thai
from saan.kernel.hashtags import hashtags
from saan.kernel.workdays import WeekendPolicy
from saan.letters.actions import bring_in, confirm_letter, settle_doubt
from saan.letters.models import Letter
from saan.letters.queries import open_doubts
from saan.reporting.actions import accept, answer, start, submit
from saan.reporting.questions import Typed

type Rows = dict[str, dict[str, Typed]]

FOUND = {
    2401: ("ขนมจากริมคลองสมมติ", "ตึกแถวตลาดเก่าสมมติ", "งานแห่เรือสมมติ", "เสื่อกกสมมติ"),
    2402: ("ขนมเปี๊ยะตลาดสมมติ", "", "งานลอยกระทงสายสมมติ", ""),
}
"""What each district reports of food, heritage, culture and product; "" where it has none in the period."""
PHONE = "0 3800 0000"


def tell(loaded: date) -> Letter:
    """Walk the letter from the ministry to the first answers; one district says nothing and is late."""
    days = identity_days(loaded)
    ministry, province = actor("ministry"), actor("local24")
    with on_day(days.issued):
        letter = _understood(_text(days), ministry)
        _issued(letter, ministry)
    with on_day(days.passed):
        circular = _passed(letter, province)
    with on_day(days.answered):
        _answered(circular, actor("local2401"), province)
        _answered(circular, actor("local2402"), None)
    return letter


def _text(days: IdentityDays) -> bytes:
    template = (LETTERS / "identity.txt").read_text(encoding="utf-8")
    until = f"{MONTHS[days.until.month - 1]} {be_year(days.until)}"
    return template.format(
        issued=format_long(days.issued, thai_digits=True),
        earlier=format_long(days.earlier, thai_digits=True),
        until=to_thai(until),
    ).encode()


def _understood(data: bytes, ministry: Actor) -> Letter:
    arrival = bring_in(data=data, name="หนังสือกระทรวง ว 12509 (สมมติ).txt", by=ministry)
    for doubt in open_doubts(arrival.letter):
        settle_doubt(doubt=doubt, choice_index=0, by=ministry)
    return confirm_letter(letter=arrival.letter, by=ministry)


def _issued(letter: Letter, ministry: Actor) -> None:
    """Issued to every province; a due date on a closed day moves to the working day before."""
    drafts = [
        edit_draft(directive=each, weekend=WeekendPolicy.PREVIOUS, by=ministry)
        if each.kind == DirectiveKind.REPORT
        else each
        for each in draft_from_letter(letter=letter, by=ministry)
    ]
    issue(directives=drafts, by=ministry)


def _passed(letter: Letter, province: Actor) -> Letter:
    """By the province's own circular, as Saan proposes it, five days before its own are due."""
    found = to_pass_on(letter, province)
    plan = plan_of(letter, found.owed, province.office, found.receivers)
    items = tuple(
        replace(each, schedule={**each.schedule, "rule": "monthly:20"})
        if (each.schedule or {}).get("kind") == "recurring"
        else each
        for each in plan.items
    )
    return pass_on(letter=letter, plan=replace(plan, items=items), by=province)


def _answered(circular: Letter, by: Actor, reviewer: Actor | None) -> None:
    """The first period filled in and sent; accepted where a reviewer is given."""
    owed = Obligation.objects.filter(
        directive__letter=circular, directive__kind=DirectiveKind.REPORT, office=by.office
    )
    obligation = owed.select_related("directive").earliest("due_on")
    acknowledge(obligation=obligation, by=by)
    report = start(directive=obligation.directive, obligation=obligation, by=by)
    for section, rows in _answers(by).items():
        report = answer(report=report, section=section, rows=rows, by=by)
    report = submit(report=report, by=by)
    if reviewer is not None:
        accept(report=report, by=reviewer)


def _answers(by: Actor) -> dict[str, Rows]:
    district = by.office.area
    assert district.parent is not None
    found = dict(zip(("food", "heritage", "culture", "product"), FOUND[district.code], strict=True))
    named = {code: name for code, name in found.items() if name}
    tags = " ".join(hashtags(district.parent.name_th, district.name_th))
    post = {
        "post.url": "https://www.facebook.com/example/posts/1",
        "post.text": f"ชวนเที่ยว{named['food']} {tags}",
    }
    person = {
        "officer.name": by.user.full_name,
        "officer.position": by.appointment.position,
        "officer.phone": PHONE,
    }
    return {
        "meeting": {"": {"held": "no", "reason": "นัดประชุมร่วมกับองค์กรปกครองส่วนท้องถิ่นในเดือนถัดไป"}},
        "identities": {
            str(district.code): named | {f"{code}.none": "on" for code, name in found.items() if not name}
        },
        "posts": {"1": post},
        "officers": {"1": person},
        "obstacles": {"": {"obstacle.none": "on"}},
    }
