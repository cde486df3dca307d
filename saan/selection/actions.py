"""Putting forward, withdrawing, and deciding in the name of the office that ordered the choice."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.directives.actions import acknowledge
from saan.directives.models import Directive, Obligation
from saan.directives.rules import CLOSED, DirectiveKind, DirectiveState
from saan.kernel.dates import BANGKOK, format_short, format_time, now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.policy.rules import ClauseKind, Rule
from saan.selection.models import Nomination
from saan.selection.queries.places import Place, has_room, last_taken, places
from saan.selection.queries.pool import Candidate, candidate_of, rule_asked
from saan.selection.queries.weighing import frozen_proof
from saan.selection.rules import LIVE, NominationState, may_follow

MOST_WORDS = 2000
VERDICTS = (NominationState.ACCEPTED, NominationState.RETURNED)


def nominate(*, obligation: Obligation, entity_id: int, potential: str, by: Actor) -> Nomination:
    """Put one entity forward, with the officer's own words on its potential and readiness.

    Refused outside the rule, naming the clause; when the last place is taken, naming by whom and when; and for what is
    put forward already. Whoever races for one place: one wins, the other is told (Stale). Acknowledges the order.
    """
    require(by, Permission.SELECTION_NOMINATE, at=obligation.office)
    if by.office.pk != obligation.office_id:
        raise PermissionDenied(f"การเสนอชื่อเป็นของ{obligation.office} หน่วยงานอื่นเสนอแทนไม่ได้")
    if not potential.strip():
        raise Refused("เขียนรับรองว่ารายการนี้มีศักยภาพและพร้อมอย่างไร เช่น สมาชิกพร้อมปรับปรุงบรรจุภัณฑ์", field="potential")
    with transaction.atomic():
        owed = _locked(obligation)
        _check_open(owed)
        candidate = _eligible(owed, entity_id)
        place = _place(owed, candidate, rule_asked(owed))
        acknowledge(obligation=owed, by=by)
        made = _put_forward(owed, candidate, potential, by)
        record(
            by=by,
            verb="selection.nominate",
            of=made,
            summary=f"เสนอ {made.name} ใน “{owed.directive.title}” ของ{place.area.title}",
            directive=owed.directive_id,
        )
        return made


def _locked(obligation: Obligation) -> Obligation:
    """The obligation, after every obligation of the directive whose area overlaps: they share the places."""
    sharing = Obligation.objects.filter(
        directive=obligation.directive_id, lo__lte=obligation.hi, hi__gte=obligation.lo
    )
    list(sharing.order_by("pk").select_for_update().values_list("pk", flat=True))
    return Obligation.objects.select_related("directive", "office").get(pk=obligation.pk)


def _check_open(obligation: Obligation) -> None:
    directive = obligation.directive
    if directive.kind != DirectiveKind.SELECT:
        raise Refused("ข้อสั่งการนี้ไม่ใช่การคัดเลือก จึงไม่ต้องเสนอชื่อ")
    if directive.state != DirectiveState.ISSUED:
        raise Stale(f"ข้อสั่งการนี้{directive.get_state_display()} จึงเสนอชื่อไม่ได้ โหลดหน้าใหม่เพื่อดูสถานะล่าสุด")
    if obligation.state in CLOSED:
        raise Stale(f"ภาระงานนี้{obligation.get_state_display()} จึงเสนอชื่อเพิ่มไม่ได้")


def _eligible(obligation: Obligation, entity_id: int) -> Candidate:
    candidate = candidate_of(obligation, entity_id)
    if candidate is None:
        raise Refused(f"ไม่พบรายการนี้ในพื้นที่ของ{obligation.office} เลือกจากรายการที่เข้าเกณฑ์", field="entity_id")
    if not candidate.eligible:
        raise Refused(f"{candidate.name} ไม่เข้าเงื่อนไข: {' และ '.join(candidate.reasons)}", field="entity_id")
    return candidate


def _place(obligation: Obligation, candidate: Candidate, rule: Rule) -> Place:
    """The place the candidate takes; refused when it is on the list already or does not fit."""
    taken = Nomination.objects.filter(
        directive=obligation.directive_id, entity=candidate.entity, entity_id=candidate.id, state__in=LIVE
    )
    if before := taken.select_related("nominated_by").first():
        raise Stale(f"{candidate.name} เสนอไว้แล้วโดย{before.nominated_by} เมื่อ {_moment(before)}")
    place = places(obligation).at(candidate.tambon.pk)
    assert place is not None, "the tambon lies in the obligation's area"
    sorts = tuple(each.answer is True for each in candidate.answers if each.kind is ClauseKind.PART)
    if not has_room(obligation.directive, rule, place, sorts):
        raise _no_room(obligation.directive, place, candidate)
    return place


def _no_room(directive: Directive, place: Place, candidate: Candidate) -> Refused:
    last = last_taken(directive, place.area)
    if place.full and last is not None:
        who = f"{last.nominated_by} {last.office}"
        return Stale(
            f"{place.area.title}เสนอครบ {place.ceiling} แล้ว รายการสุดท้ายคือ {last.name} เสนอโดย{who} เมื่อ {_moment(last)}"
            " ถอนรายการเดิมก่อนจึงเสนอรายการใหม่ได้"
        )
    return Refused(
        f"{candidate.name} เป็นประเภทที่เต็มแล้ว หรือที่ว่างที่เหลือของ{place.area.title}ต้องเก็บไว้ให้ประเภทที่ยังขาด",
        field="entity_id",
    )


def _moment(nomination: Nomination) -> str:
    at = nomination.nominated_at.astimezone(BANGKOK)
    return f"{format_short(at.date())} {format_time(at.time())}"


def _put_forward(obligation: Obligation, candidate: Candidate, potential: str, by: Actor) -> Nomination:
    return Nomination.objects.create(
        directive=obligation.directive,
        obligation=obligation,
        office=obligation.office,
        entity=candidate.entity,
        entity_id=candidate.id,
        producer=candidate.producer,
        name=candidate.name,
        kind=candidate.kind,
        tambon=candidate.tambon,
        potential=potential.strip()[:MOST_WORDS],
        proof=frozen_proof(candidate, rule_asked(obligation)),
        nominated_at=now(),
        nominated_by=by.user,
    )


def withdraw(*, nomination: Nomination, reason: str, by: Actor) -> Nomination:
    """Take back what the own office put forward, with a reason; its place is free at once. Not after acceptance."""
    require(by, Permission.SELECTION_NOMINATE, at=nomination.office)
    if by.office.pk != nomination.office_id:
        raise PermissionDenied(f"การเสนอชื่อเป็นของ{nomination.office} หน่วยงานอื่นถอนแทนไม่ได้")
    if not reason.strip():
        raise Refused("เขียนเหตุผลที่ถอน หน่วยงานผู้สั่งจะเห็นข้อความนี้", field="reason")
    with transaction.atomic():
        (locked,) = _stepping([nomination], NominationState.WITHDRAWN)
        locked.state, locked.withdrawn_at, locked.withdrawn_by = NominationState.WITHDRAWN, now(), by.user
        locked.withdrawal_reason = reason.strip()[:500]
        locked.save()
        record(
            by=by,
            verb="selection.withdraw",
            of=locked,
            summary=f"ถอน {locked.name}: {locked.withdrawal_reason}",
        )
        return locked


def decide(
    *, nominations: Sequence[Nomination], verdict: NominationState, reason: str = "", by: Actor
) -> list[Nomination]:
    """Accept or return nominations in the name of the office that ordered the choice, all of them or none.

    A return needs a reason and frees the place; what is accepted may still be returned.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"not a verdict: {verdict}")
    for office in {each.directive.office for each in nominations}:
        require(by, Permission.SELECTION_REVIEW, at=office)
    if not nominations:
        raise Refused("เลือกอย่างน้อยหนึ่งรายการที่จะตรวจ", field="nominations")
    if verdict == NominationState.RETURNED and not reason.strip():
        raise Refused("การส่งคืนต้องมีเหตุผล เพื่อให้หน่วยงานเสนอใหม่ได้ตรงจุด", field="reason")
    with transaction.atomic():
        return [_decided(each, verdict, reason, by) for each in _stepping(nominations, verdict)]


def _decided(locked: Nomination, verdict: NominationState, reason: str, by: Actor) -> Nomination:
    locked.state, locked.decided_at, locked.decided_by = verdict, now(), by.user
    locked.decision_reason = reason.strip()[:500]
    locked.save()
    summary = f"{verdict.label} {locked.name} ของ{locked.office} {locked.decision_reason}".rstrip()
    record(by=by, verb=f"selection.{verdict}", of=locked, summary=summary)
    return locked


def _stepping(nominations: Sequence[Nomination], to: NominationState) -> list[Nomination]:
    """The locked rows, each of which may take the step; Stale names the one that may not."""
    locked = list(
        Nomination.objects.select_for_update(of=("self",))
        .select_related("office", "directive")
        .filter(pk__in=[each.pk for each in nominations])
        .order_by("pk")
    )
    for each in locked:
        if not may_follow(each.state, to):
            raise Stale(f"{each.name} อยู่ในสถานะ “{each.get_state_display()}” แล้ว โหลดหน้าใหม่เพื่อดูสถานะล่าสุด")
    return locked
