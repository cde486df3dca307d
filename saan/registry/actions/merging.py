"""Deciding on pairs that may be one producer: two of them, or one; and taking a merge back exactly."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import format_short, format_time, now
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.organisations.rules import Line
from saan.registry import rules
from saan.registry.merging.columns import CHOICES, KEPT, LABELS, LOST, PERSONAL, SALES, differing
from saan.registry.merging.joining import bring_over
from saan.registry.merging.movement import Changed, Movement, put_back
from saan.registry.models import DuplicatePair, Merge, Producer, Product, SalesFact
from saan.registry.naming import tidy
from saan.registry.rules import PairState, ProducerStatus


def tell_apart(*, pair: DuplicatePair, reason: str = "", by: Actor) -> DuplicatePair:
    """Say that the two are different producers; the pair is remembered and never asked again."""
    require(by, Permission.PRODUCERS_MERGE)
    rules.refuse_citizen_id(reason, "reason")
    with transaction.atomic():
        held = _held_pair(pair, by)
        held.state, held.decided_at, held.decided_by = PairState.DIFFERENT, now(), by.user
        held.decision_reason = tidy(reason)[:300]
        held.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
        why = f": {held.decision_reason}" if held.decision_reason else ""
        record(
            by=by,
            verb="registry.tell_apart",
            of=held.left,
            summary=f"{held.left.name} กับ {held.right.name} เป็นคนละราย{why}"[:500],
            other=held.right_id,
            score=str(held.score),
        )
    return held


def ask_again(*, pair: DuplicatePair, by: Actor) -> DuplicatePair:
    """Take back that the two are different: the pair is open again. Raises Stale where it no longer stands so."""
    require(by, Permission.PRODUCERS_MERGE)
    with transaction.atomic():
        held = (
            DuplicatePair.objects.select_for_update(of=("self",))
            .select_related("left", "right")
            .get(pk=pair.pk)
        )
        _inside(held.left, held.right, by=by)
        if held.state != PairState.DIFFERENT:
            raise Stale(f"คู่นี้ไม่ได้อยู่ในสถานะ “{PairState.DIFFERENT.label}” แล้ว โปรดเปิดหน้าคู่นี้ใหม่")
        held.state, held.decided_at, held.decided_by, held.decision_reason = PairState.OPEN, None, None, ""
        held.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
        words = f"นำ {held.left.name} กับ {held.right.name} กลับมาพิจารณาใหม่ว่าเป็นรายเดียวกันหรือไม่"
        record(by=by, verb="registry.ask_again", of=held.left, summary=words[:500], other=held.right_id)
    return held


def merge_pair(
    *,
    pair: DuplicatePair,
    keep: Producer,
    choices: Mapping[str, str],
    versions: Mapping[int, int],
    by: Actor,
    reason: str = "",
) -> Merge:
    """Make one entry of the pair: `keep` stays with its number, the other points to it and is counted no more.

    `choices` says for every column that differs whose value stands ("kept" or "lost"), and under "sales" whose figure
    where both have one ("sum" adds them); `versions` are {pk: version} as the officer saw them. Raises Stale where
    another officer was first, Refused where a choice is missing or a closed month would change.
    """
    require(by, Permission.PRODUCERS_MERGE)
    rules.refuse_citizen_id(reason, "reason")
    try:
        with transaction.atomic():
            return _merge(_held_pair(pair, by), keep.pk, dict(choices), versions, reason, by)
    except IntegrityError as refused:
        raise Refused(_told(refused)) from refused


def _merge(
    held: DuplicatePair,
    keep: int,
    choices: dict[str, str],
    versions: Mapping[int, int],
    reason: str,
    by: Actor,
) -> Merge:
    kept, lost = _held_producers(held, keep, versions)
    _refuse_choices(kept, lost, choices)
    move = Movement()
    move.set(
        Producer,
        [lost.pk],
        status=ProducerStatus.MERGED,
        merged_into_id=kept.pk,
        version=lost.version + 1,
    )
    columns = {
        column: getattr(lost, column)
        for choice, columns in CHOICES.items()
        if choices.get(choice) == LOST
        for column in columns
    }
    move.set(Producer, [kept.pk], **columns, version=kept.version + 1)
    kept.refresh_from_db()
    bring_over(kept=kept, lost=lost, choices=choices, move=move, by=by.user)
    made = Merge.objects.create(
        kept=kept, lost=lost, choices=choices, moved=move.kept(), reason=tidy(reason)[:300], merged_by=by.user
    )
    held.state, held.decided_at, held.decided_by = PairState.MERGED, made.merged_at, by.user
    held.decision_reason = made.reason
    held.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
    chosen = [LABELS[choice] for choice, whose in choices.items() if whose == LOST and choice in LABELS]
    taken = f" ใช้{' '.join(chosen)}จากรายที่รวม" if chosen else ""
    record(
        by=by,
        verb="registry.merge",
        of=kept,
        summary=f"รวม {lost.name} เข้ากับ {kept.name}{taken}"[:500],
        merge=made.pk,
        lost=lost.pk,
        choices=choices,
        personal_fields=[choice for choice in choices if choice in PERSONAL and choices[choice] == LOST],
        products=move.count(Product),
        sales=move.count(SalesFact),
    )
    record(by=by, verb="registry.merged", of=lost, summary=f"{lost.name} รวมเข้ากับ {kept.name}", merge=made.pk)
    return made


def undo_merge(*, merge: Merge, by: Actor) -> Merge:
    """Put everything back as it was before the merge. Refused where something that moved has been changed since."""
    require(by, Permission.PRODUCERS_MERGE)
    try:
        with transaction.atomic():
            held = (
                Merge.objects.select_for_update(of=("self",)).select_related("kept", "lost").get(pk=merge.pk)
            )
            if held.undone_at is not None:
                raise Stale(f"{held.undone_by} แยกทะเบียนคู่นี้กลับแล้ว")
            _inside(held.kept, held.lost, by=by)
            list(
                Producer.objects.select_for_update()
                .filter(pk__in=(held.kept_id, held.lost_id))
                .order_by("pk")
            )
            try:
                put_back(held.moved)
            except Changed as changed:
                raise Refused(_why_not(changed, held)) from changed
            held.undone_at, held.undone_by = now(), by.user
            held.save(update_fields=["undone_at", "undone_by"])
            left, right = sorted((held.kept_id, held.lost_id))
            DuplicatePair.objects.filter(left=left, right=right, state=PairState.MERGED).update(
                state=PairState.OPEN, decided_at=None, decided_by=None, decision_reason=""
            )
            for producer in (held.kept, held.lost):
                words = f"แยก {held.lost.name} กลับจาก {held.kept.name} ทุกอย่างกลับเป็นก่อนรวม"
                record(by=by, verb="registry.undo_merge", of=producer, summary=words, merge=held.pk)
    except IntegrityError as refused:
        raise Refused(_told(refused)) from refused
    return held


def _held_pair(pair: DuplicatePair, by: Actor) -> DuplicatePair:
    held = (
        DuplicatePair.objects.select_for_update(of=("self",)).select_related("left", "right").get(pk=pair.pk)
    )
    _inside(held.left, held.right, by=by)
    if held.state != PairState.OPEN:
        said = PairState(held.state).label
        raise Stale(f"{held.decided_by} ตัดสินคู่นี้ว่า “{said}” แล้วเมื่อ {_when(held)} ยังไม่มีสิ่งใดเปลี่ยนจากที่ท่านกด")
    return held


def _inside(*producers: Producer, by: Actor) -> None:
    if by.office.line != Line.CDD:
        raise Refused("การรวมทะเบียนผู้ผลิตเป็นงานของสำนักงานพัฒนาชุมชน")
    for producer in producers:
        if not by.office.lo <= producer.tambon_id <= by.office.hi:
            raise Refused(f"{producer.name} อยู่นอกพื้นที่ของ{by.office.name} ให้จังหวัดที่ดูแลทั้งสองรายเป็นผู้ตัดสิน")


def _when(pair: DuplicatePair) -> str:
    at = timezone.localtime(pair.decided_at)
    return f"{format_short(at.date())} เวลา {format_time(at.time())}"


def _held_producers(pair: DuplicatePair, keep: int, versions: Mapping[int, int]) -> tuple[Producer, Producer]:
    """The keeper and the other, locked in one order for everybody and as the officer saw them."""
    held = {
        each.pk: each
        for each in Producer.objects.select_for_update()
        .filter(pk__in=(pair.left_id, pair.right_id))
        .order_by("pk")
    }
    if keep not in held:
        raise Refused("เลือกรายที่จะคงไว้จากสองรายนี้", field="keep")
    for each in held.values():
        if each.version != versions.get(each.pk):
            raise Stale(f"มีผู้แก้ {each.name} หลังจากท่านเปิดหน้านี้ โปรดเทียบใหม่แล้วตัดสินอีกครั้ง")
        if each.status == ProducerStatus.MERGED:
            raise Stale(f"{each.name} รวมกับทะเบียนอื่นไปแล้ว โปรดเปิดรายการคู่ที่อาจซ้ำใหม่")
    kept = held.pop(keep)
    return kept, held.popitem()[1]


def _refuse_choices(kept: Producer, lost: Producer, choices: Mapping[str, str]) -> None:
    for choice in differing(kept, lost):
        if choices.get(choice) not in (KEPT, LOST):
            raise Refused(f"เลือกว่าจะใช้ “{LABELS[choice]}” ของรายใด", field=choice)
    strange = set(choices) - set(CHOICES) - {SALES}
    if strange:
        raise ValueError(f"not to be chosen: {', '.join(sorted(strange))}")
    if not rules.may_follow(ProducerStatus(lost.status), ProducerStatus.MERGED):
        raise Refused(
            f"{lost.name} มีสถานะ “{ProducerStatus(lost.status).label}” จึงรวมเข้ากับรายอื่นไม่ได้ ให้คงรายนี้ไว้แทน"
        )


def _told(refused: IntegrityError) -> str:
    """The Thai sentence of the constraint that said no."""
    said = str(refused)
    for kind in (Producer, Product, SalesFact):
        for constraint in kind._meta.constraints:
            if constraint.name in said:
                return f"{constraint.violation_error_message} โปรดเลือกค่าอื่นของช่องที่เกี่ยวข้อง"
    raise refused


def _why_not(changed: Changed, merge: Merge) -> str:
    thing = changed.kind._meta.verbose_name
    if changed.row is None:
        return f"แยกกลับไม่ได้: {thing} ที่ย้ายมาถูกลบหลังการรวม โปรดแก้ทะเบียนทั้งสองรายด้วยมือ"
    later = Merge.objects.filter(kept=merge.kept, undone_at=None, pk__gt=merge.pk).first()
    if isinstance(changed.row, Producer) and later is not None:
        return f"แยกกลับไม่ได้: มีการรวม {later.lost.name} เข้ากับรายนี้ภายหลัง ให้แยกรายนั้นกลับก่อน"
    return f"แยกกลับไม่ได้: {thing} “{changed.row}” ถูกแก้หลังการรวม ถ้าแยกกลับ สิ่งที่แก้จะหายไป"
