"""Issuing: every office's obligations appear at once, in the same transaction as the act."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import connection, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives import audience
from saan.directives.actions.drafting import check_sound, edit_draft
from saan.directives.actions.working import exempt
from saan.directives.models import Directive, Obligation
from saan.directives.queries.feasibility import Feasibility, feasibility
from saan.directives.rules import DirectiveState, ObligationState
from saan.directives.schedule import Owed, owed_periods
from saan.geography.models import Area
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions import passed_on
from saan.letters.queries import open_doubts
from saan.organisations.models import Office
from saan.policy.change import Relaxation
from saan.policy.rule_json import rule_to_json


def issue(*, directives: Sequence[Directive], by: Actor) -> int:
    """Issue drafted directives together; gives the number of obligations that arose.

    One INSERT … SELECT per directive over its audience and periods. Refused while a doubt of the letter is open,
    when nobody is addressed, or when another person issued first (Stale). The feasibility of the moment is kept.
    """
    for directive in directives:
        require(by, Permission.DIRECTIVES_ISSUE, at=directive.office)
    with transaction.atomic():
        locked = list(
            Directive.objects.select_for_update(of=("self",))
            .select_related("letter", "office")
            .filter(pk__in=[directive.pk for directive in directives])
            .order_by("number")
        )
        return sum(_issue_one(directive, by) for directive in locked)


def issue_relaxed(*, directives: Sequence[Directive], relaxed: Mapping[int, Relaxation], by: Actor) -> int:
    """Issue with the relaxation chosen for some of them (by key): the eased rule first, the exemptions after.

    All in one transaction. Each exempted area keeps the floor that its pool can give. Refused where a directive has
    a parent, since a quota from above may not be weakened here.
    """
    with transaction.atomic():
        eased = [_eased(each, relaxed[each.pk], by) if each.pk in relaxed else each for each in directives]
        has = {each.pk: _pool_by_area(each, by) for each in eased if each.pk in relaxed}
        count = issue(directives=eased, by=by)
        for directive in Directive.objects.filter(pk__in=has):
            for area in Area.objects.filter(pk__in=relaxed[directive.pk].exempt):
                floor = has[directive.pk].get(area.code, 0)
                reason = f"ทะเบียน ณ {format_short(today())} มีให้เลือก {floor:,} ไม่พอตามกติกา"
                exempt(directive=directive, area=area, floor=floor, reason=reason, by=by)
        return count


def _eased(directive: Directive, relaxation: Relaxation, by: Actor) -> Directive:
    if directive.parent_id is not None:
        raise Refused("ข้อสั่งการนี้มาจากหนังสือต้นทาง จะผ่อนผันเองไม่ได้ ต้องมีหนังสือของหน่วยงานต้นทางรองรับ", field="relax")
    wanted = rule_to_json(relaxation.rule)
    return directive if wanted == directive.rule else edit_draft(directive=directive, by=by, rule=wanted)


def _pool_by_area(directive: Directive, by: Actor) -> dict[int, int]:
    finding = feasibility(directive, by)
    return {each.area.code: each.has for each in finding.areas} if finding else {}


def _issue_one(directive: Directive, by: Actor) -> int:
    if directive.state != DirectiveState.DRAFT:
        raise Stale(f"ข้อสั่งการ “{directive.title}” ถูกออกหรือยกเลิกไปแล้ว โหลดหน้าใหม่เพื่อดูสถานะล่าสุด")
    if directive.letter is not None and open_doubts(directive.letter).exists():
        raise Refused("หนังสือยังมีข้อสงสัยที่ยังไม่ยืนยัน ยืนยันให้ครบก่อนออกข้อสั่งการ")
    if directive.uninterpreted:
        words = directive.interpretation["words"][0]
        raise Refused(f"ถ้อยคำ “{words}” อ่านได้มากกว่าหนึ่งแบบ เลือกความหมายที่ใช้ก่อนออกข้อสั่งการ", field="reading")
    check_sound(directive)
    moment = now()
    periods = owed_periods(directive.schedule, directive.weekend, issued=moment.date())
    finding = feasibility(directive, by, due=periods[-1].due)
    directive.feasibility = _kept(finding) if finding else None
    directive.state, directive.issued_at, directive.issued_by = DirectiveState.ISSUED, moment, by.user
    directive.save()
    count = _lay_upon(directive, periods, by)
    if not count:
        raise Refused("ไม่มีหน่วยงานใดตรงกับผู้รับที่กำหนด ตรวจระดับ สายงาน และพื้นที่ของผู้รับ", field="audience")
    _pass_on(directive, by)
    record(
        by=by,
        verb="directives.issue",
        of=directive,
        summary=f"ออกข้อสั่งการ “{directive.title}” เกิดภาระงาน {count:,} เรื่อง",
        obligations=count,
    )
    return count


def _kept(finding: Feasibility) -> dict:
    """The finding as kept with the act: as-of, totals and the areas that lacked."""
    return {
        "as_of": finding.as_of.isoformat(),
        "offices": finding.offices,
        "chosen": finding.chosen,
        "needed": finding.needed,
        "has": finding.has,
        "lacking": {str(each.area.code): each.lacks for each in finding.lacking},
    }


_LAY = """
INSERT INTO directives_obligation (directive_id, office_id, lo, hi, period, period_start, period_end, printed_due,
                                   due_on, state, delivered_at, remark)
SELECT %s, o.id, o.lo, o.hi, p.period, p.period_start, p.period_end, p.printed, p.due, %s, %s, ''
FROM ({offices}) AS o
CROSS JOIN unnest(%s::text[], %s::date[], %s::date[], %s::date[], %s::date[])
    AS p(period, period_start, period_end, printed, due)
"""


def _lay_upon(directive: Directive, periods: Sequence[Owed], by: Actor) -> int:
    """One obligation per office and period, by one statement. Offices come in the order of their places."""
    asked = audience.offices(directive.audience, by).values("id", "lo", "hi")
    sql, params = asked.query.sql_with_params()
    columns = [list(column) for column in zip(*(asdict(each).values() for each in periods), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            _LAY.format(offices=sql),
            [directive.pk, ObligationState.DELIVERED, directive.issued_at, *params, *columns],
        )
        return cursor.rowcount


def _pass_on(directive: Directive, by: Actor) -> None:
    """The letter is marked as ordered from, and lies on the desk of every office that now owes something by it."""
    if directive.letter is not None:
        owing = Office.objects.filter(obligations__directive=directive).exclude(pk=by.office.pk).distinct()
        passed_on(letter=directive.letter, to=owing.order_by("pk"), by=by)


def cancel(*, directive: Directive, reason: str, by: Actor) -> Directive:
    """Withdraw a directive; what is owed under it is cancelled with the reason; the finished stays."""
    return _end(directive, DirectiveState.CANCELLED, reason, by)


def supersede(*, old: Directive, new: Directive, by: Actor) -> Directive:
    """Let a newer directive take an older one's place: open obligations of the old are cancelled."""
    require(by, Permission.DIRECTIVES_ISSUE, at=new.office)
    if new.pk == old.pk or new.state not in (DirectiveState.DRAFT, DirectiveState.ISSUED):
        raise Refused("ข้อสั่งการที่ใช้แทนต้องเป็นอีกข้อหนึ่งที่เป็นร่างหรือออกแล้ว", field="new")
    with transaction.atomic():
        Directive.objects.filter(pk=new.pk).update(supersedes=old)
        return _end(old, DirectiveState.SUPERSEDED, f"ใช้ข้อสั่งการใหม่แทน: {new.title}", by)


def _end(directive: Directive, state: DirectiveState, reason: str, by: Actor) -> Directive:
    require(by, Permission.DIRECTIVES_ISSUE, at=directive.office)
    if not reason.strip():
        raise Refused("โปรดเขียนเหตุผล หน่วยงานผู้รับจะเห็นข้อความนี้", field="reason")
    with transaction.atomic():
        locked = Directive.objects.select_for_update().get(pk=directive.pk)
        if locked.state in (DirectiveState.CANCELLED, DirectiveState.SUPERSEDED):
            raise Stale("ข้อสั่งการนี้ถูกยกเลิกหรือมีฉบับใหม่แทนไปแล้ว")
        locked.state = state
        locked.save()
        open_states = (ObligationState.DELIVERED, ObligationState.ACKNOWLEDGED, ObligationState.RETURNED)
        Obligation.objects.filter(directive=locked, state__in=open_states).update(
            state=ObligationState.CANCELLED, remark=reason[:500], changed_at=now(), changed_by=by.user
        )
        record(
            by=by,
            verb=f"directives.{state}",
            of=locked,
            summary=f"{state.label}ข้อสั่งการ “{locked.title}”: {reason}",
        )
        return locked
