"""Passing a superior's instructions on: own number, own letter, own directives, in one act."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives.actions.issuing import issue
from saan.directives.actions.working import exempt, mark_done
from saan.directives.models import Directive, Exemption, Obligation
from saan.directives.onward import Onward, OnwardItem, audience_below, sheet_of
from saan.directives.queries.onward import PassOn, last_due, to_pass_on
from saan.directives.rules import ObligationState
from saan.directives.schedule import owed_periods
from saan.kernel.dates import format_deadline, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions import passed_on, register
from saan.letters.actions.onward import everybody_below, latest_due, send_onward
from saan.letters.models import Letter
from saan.letters.queries import original_of, receipt_at
from saan.letters.rules import ReceiptState


def pass_on(*, letter: Letter, plan: Onward, by: Actor) -> Letter:
    """Issue the office's own circular with directives under those of its superior; gives the circular.

    All or nothing: receiving number of the superior's letter where it had none yet, circular number, PDF with the
    superior's letter enclosed, receipts of all receivers, directives with their obligations, and the office's own
    deeds that this letter does. Refused: a due date later than the office's own, a rule weaker than the superior's,
    nobody below. Stale where one of the instructions was passed on meanwhile.
    """
    require(by, Permission.DIRECTIVES_ISSUE)
    require(by, Permission.LETTERS_WRITE)
    with transaction.atomic():
        _hold(plan, by)
        found = to_pass_on(letter, by)
        parents = _parents(plan, found)
        _refuse_late(plan, parents, by)
        if not found.receivers:
            raise Refused(f"{by.office.name}ไม่มีหน่วยงานในสายงานระดับถัดลงไป จึงไม่มีผู้รับให้ส่งต่อ")
        _register_first(letter, by)
        circular = _send(letter, plan, by)
        children = [
            _child(item, parents[item.parent], number, circular, by)
            for number, item in enumerate(plan.items, 1)
        ]
        count = issue(directives=children, by=by)
        _keep_exemptions(children, by)
        _done(plan, circular, by)
        passed_on(letter=letter, to=[], by=by)
        summary = (
            f"ส่งต่อหนังสือ {letter.number} ด้วยหนังสือเวียน {circular.number} ถึง {len(found.receivers):,} หน่วยงาน"
        )
        record(
            by=by,
            verb="directives.pass_on",
            of=circular,
            summary=summary,
            of_letter=letter.pk,
            obligations=count,
        )
    return circular


def _hold(plan: Onward, by: Actor) -> None:
    """Let whoever passes the same instructions on at this moment wait for this transaction."""
    wanted = [item.parent for item in plan.items]
    owed = Obligation.objects.select_for_update().filter(directive__in=wanted, office=by.office)
    list(owed.order_by("pk").values_list("pk", flat=True))


def _parents(plan: Onward, found: PassOn) -> dict[int, Directive]:
    if not plan.items:
        raise Refused("ยังไม่ได้เลือกข้อสั่งการ เลือกอย่างน้อยหนึ่งข้อที่จะส่งต่อ", field="items")
    parents = {directive.pk: directive for directive, _ in found.owed}
    taken = {each.parent_id: each for each in found.passed}
    for item in plan.items:
        if item.parent in taken:
            number = taken[item.parent].letter.number
            raise Stale(f"ข้อสั่งการนี้ส่งต่อไปแล้วด้วยหนังสือ {number} ยังไม่ได้ออกหนังสือซ้ำ")
        if item.parent not in parents:
            raise Stale("ข้อสั่งการต้นทางเปลี่ยนไปหลังจากท่านเปิดหน้า โหลดหน้าใหม่แล้วตรวจอีกครั้ง")
    return parents


def _refuse_late(plan: Onward, parents: dict[int, Directive], by: Actor) -> None:
    for number, item in enumerate(plan.items, 1):
        if not item.text.strip():
            raise Refused(f"ข้อ {number} ยังไม่มีข้อความ เขียนสิ่งที่ขอให้ทำก่อน", field=f"text-{item.parent}")
        last = last_due(parents[item.parent], by.office)
        mine = owed_periods(item.schedule, item.weekend, issued=today())[-1].due
        if last is not None and (mine is None or mine > last):
            said = format_deadline(mine) if mine else "ไม่มีกำหนด"
            own = f"กำหนดของท่านคือ {format_deadline(last)} ให้กำหนดวันเดียวกันหรือก่อนหน้า"
            raise Refused(f"ข้อ {number} {said} ช้ากว่าหนังสือต้นทาง {own}", field=f"due-{item.parent}")


def _register_first(letter: Letter, by: Actor) -> None:
    """What is passed on has been received: a paper that only arrived gets its number now."""
    receipt = receipt_at(letter, by.office)
    if receipt is not None and receipt.state == ReceiptState.ARRIVED:
        register(receipt=receipt, by=by)


def _send(letter: Letter, plan: Onward, by: Actor) -> Letter:
    return send_onward(
        letter=letter,
        sheet=sheet_of(plan, letter, enclosed=original_of(letter) is not None),
        audience=everybody_below(by),
        by=by,
        due=latest_due(letter),
    )


def _child(item: OnwardItem, parent: Directive, number: int, circular: Letter, by: Actor) -> Directive:
    return Directive.objects.create(
        letter=circular,
        office=by.office,
        parent=parent,
        number=number,
        kind=parent.kind,
        title=item.text.strip()[:300],
        evidence=item.line,
        audience=audience_below(by.office),
        rule=parent.rule,
        schedule=item.schedule,
        weekend=item.weekend,
        report={**(parent.report or {}), "to": by.office.name},
        created_by=by.user,
    )


def _keep_exemptions(children: list[Directive], by: Actor) -> None:
    """What the superior eased for a place stays eased there."""
    for child in Directive.objects.filter(pk__in=[each.pk for each in children], rule__isnull=False):
        eased = Exemption.objects.filter(
            directive=child.parent, area__lo__gte=by.office.lo, area__hi__lte=by.office.hi
        )
        for each in eased.select_related("area"):
            reason = f"ตามการผ่อนผันของหนังสือต้นทาง: {each.reason}"
            exempt(directive=child, area=each.area, floor=each.floor, reason=reason, by=by)


def _done(plan: Onward, circular: Letter, by: Actor) -> None:
    """Close the office's own deeds that consist in telling others."""
    told = [item.parent for item in plan.items if item.done]
    open_states = (ObligationState.DELIVERED, ObligationState.ACKNOWLEDGED)
    owed = Obligation.objects.filter(directive__in=told, office=by.office, state__in=open_states)
    for each in owed.select_related("directive", "office"):
        mark_done(obligation=each, remark=f"ส่งต่อด้วยหนังสือ {circular.number}", by=by)
