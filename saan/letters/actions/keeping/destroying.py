"""The yearly list of papers to destroy (Regulation, clauses 66 to 70; form 25), and handing over to the archives.

Nothing permanent, historical, held, lent or not yet due is ever destroyed: it is asked when the list is drawn up, when
the committee decides, and once more when the list is carried out.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, format_long, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.keeping.erasing import erase
from saan.letters.actions.keeping.filing import step
from saan.letters.actions.steps import post_of
from saan.letters.models import DestructionItem, DestructionList, FiledPaper
from saan.letters.queries.keeping import due_for, electronic_due_for, old_enough
from saan.letters.rules import LIST_STEPS, ListDecision, ListState, PaperState, may_follow
from saan.letters.storing import ARCHIVES_AGE, ARCHIVES_DAYS, why_kept, why_no_committee
from saan.organisations.models import Office


def draw_up(*, office: Office, year_be: int, by: Actor) -> DestructionList:
    """Survey the store for what was due by the end of a BE year; each paper found is listed.

    Papers that never were on paper are left out: `list_also` adds those somebody chooses. Refused: the year has not
    ended, nothing is due. Stale: the year has an open list.
    """
    require(by, Permission.LETTERS_RECEIVE, at=office)
    if year_be >= be_year(today()):
        raise Refused(f"ปี {year_be} ยังไม่สิ้นสุด สำรวจได้ตั้งแต่วันที่ 1 มกราคม {year_be + 1}", field="year_be")
    with transaction.atomic():
        due = list(due_for(office, year_be).select_for_update(of=("self",)))
        if not due and not electronic_due_for(office, year_be).exists():
            raise Refused(f"ไม่มีหนังสือที่ครบกำหนดเก็บเมื่อสิ้นปี {year_be}", field="year_be")
        try:
            with transaction.atomic():
                made = DestructionList.objects.create(office=office, year_be=year_be, drawn_by=by.user)
        except IntegrityError as open_already:
            raise Stale(f"ปี {year_be} มีบัญชีขอทำลายที่ยังไม่เสร็จอยู่แล้ว") from open_already
        _list(made, due)
        summary = f"สำรวจหนังสือขอทำลายประจำปี {year_be} จำนวน {len(due):,} เรื่อง"
        record(by=by, verb="letters.draw_up_list", of=made, summary=summary, papers=[each.pk for each in due])
    return made


def _list(made: DestructionList, papers: Sequence[FiledPaper]) -> None:
    for paper in papers:
        step(paper, PaperState.LISTED)
    FiledPaper.objects.bulk_update(papers, ["state"], batch_size=1000)
    first = made.items.count() + 1
    DestructionItem.objects.bulk_create(
        DestructionItem(list=made, paper=paper, number=number) for number, paper in enumerate(papers, first)
    )


def list_also(*, disposal: DestructionList, papers: Iterable[FiledPaper], by: Actor) -> int:
    """Add due papers that the survey left out because they never were on paper; gives how many."""
    with transaction.atomic():
        held = _held(disposal, by, ListState.DRAFT, "เพิ่มรายการ")
        chosen = [paper.pk for paper in papers]
        rows = electronic_due_for(held.office, held.year_be).filter(pk__in=chosen)
        found = [*rows.select_for_update(of=("self",))]
        _list(held, found)
        summary = f"เพิ่มหนังสืออิเล็กทรอนิกส์ {len(found):,} เรื่องใน{held}"
        record(by=by, verb="letters.list_also", of=held, summary=summary, papers=[each.pk for each in found])
    return len(found)


def leave_out(*, item: DestructionItem, by: Actor) -> DestructionList:
    """Take a paper off the list while it is drawn up; the items after it move up."""
    with transaction.atomic():
        held = _held(item.list, by, ListState.DRAFT, "นำรายการออก")
        paper = _paper(item)
        step(paper, PaperState.STORED)
        paper.save(update_fields=["state"])
        DestructionItem.objects.filter(pk=item.pk).delete()
        rows = [*held.items.order_by("number")]
        for number, each in enumerate(rows, 1):
            each.number = number
        DestructionItem.objects.bulk_update(rows, ["number"])
        summary = f"นำ {paper.letter} ออกจาก{held}"
        record(by=by, verb="letters.leave_out_of_list", of=held, summary=summary, paper=paper.pk)
    return held


def convene(
    *, disposal: DestructionList, committee: Sequence[dict[str, Any]], order_reference: str, by: Actor
) -> DestructionList:
    """Lay the list before a committee: [{"name", "post", "chair"}], a chair and at least two members, and its order."""
    members = [
        {"name": each["name"].strip(), "post": each.get("post", "").strip(), "chair": bool(each.get("chair"))}
        for each in committee
    ]
    lacks = why_no_committee(members)
    if lacks:
        raise Refused(lacks, field="committee")
    if not order_reference.strip():
        raise Refused("กรอกเลขที่คำสั่งแต่งตั้งคณะกรรมการ", field="order_reference")
    with transaction.atomic():
        held = _moved(disposal, by, ListState.COMMITTEE)
        if not held.items.exists():
            raise Refused("บัญชีนี้ไม่มีรายการ เพิ่มหนังสือก่อนเสนอคณะกรรมการ")
        held.committee, held.order_reference = members, order_reference.strip()[:200]
        held.save(update_fields=["state", "committee", "order_reference"])
        summary = f"เสนอ{held} ต่อคณะกรรมการ ตามคำสั่ง {held.order_reference}"
        record(by=by, verb="letters.convene", of=held, summary=summary)
    return held


def decide(*, item: DestructionItem, decision: ListDecision, reason: str, by: Actor) -> DestructionItem:
    """Write down what the committee decided about one paper. Keeping asks a reason; destroying must be lawful."""
    if decision == ListDecision.KEEP and not reason.strip():
        raise Refused("กรอกเหตุผลที่ให้เก็บต่อ", field="reason")
    with transaction.atomic():
        held = _held(item.list, by, ListState.COMMITTEE, "บันทึกคำวินิจฉัย")
        item = DestructionItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        paper = _paper(item)
        stands = _why_kept(paper, held)
        if decision == ListDecision.DESTROY and stands:
            raise Refused(f"ทำลายไม่ได้ เพราะ{stands} ให้เลือกเก็บต่อหรือส่งหอจดหมายเหตุ", field="decision")
        item.decision, item.reason = decision, reason.strip()[:300]
        item.save(update_fields=["decision", "reason"])
        summary = f"คณะกรรมการให้{decision.label} {paper.letter}"
        record(by=by, verb="letters.decide_item", of=item, summary=summary, reason=item.reason)
    return item


def decide_rest(*, disposal: DestructionList, by: Actor) -> int:
    """Write "destroy" for every paper not yet decided against which nothing stands; gives how many."""
    with transaction.atomic():
        held = _held(disposal, by, ListState.COMMITTEE, "บันทึกคำวินิจฉัย")
        pending = held.items.filter(decision=ListDecision.PENDING).select_related("paper")
        rows = [item for item in pending if not _why_kept(item.paper, held)]
        for item in rows:
            item.decision = ListDecision.DESTROY
        DestructionItem.objects.bulk_update(rows, ["decision"])
        summary = f"คณะกรรมการให้ทำลายรายการที่เหลือ {len(rows):,} เรื่อง ใน{held}"
        record(by=by, verb="letters.decide_rest", of=held, summary=summary, items=[each.pk for each in rows])
    return len(rows)


def send_back(*, disposal: DestructionList, reason: str, by: Actor) -> DestructionList:
    """From the committee back to the survey, or from the archives back to the committee, with the reason."""
    if not reason.strip():
        raise Refused("กรอกเหตุที่ส่งกลับ", field="reason")
    with transaction.atomic():
        at_archives = disposal.state == ListState.ARCHIVES
        held = _moved(disposal, by, ListState.COMMITTEE if at_archives else ListState.DRAFT)
        held.approver, held.approved_on = "", None
        held.archives_sent_on = held.archives_answered_on = None
        held.save(
            update_fields=["state", "approver", "approved_on", "archives_sent_on", "archives_answered_on"]
        )
        summary = f"ส่ง{held} กลับ: {reason.strip()}"
        record(by=by, verb="letters.send_list_back", of=held, summary=summary)
    return held


def approve(*, disposal: DestructionList, by: Actor) -> DestructionList:
    """The head approves what the committee decided; only who may give orders on letters of the office."""
    require(by, Permission.LETTERS_ORDER, at=disposal.office)
    with transaction.atomic():
        held = _moved(disposal, by, ListState.APPROVED)
        open_still = held.items.filter(decision=ListDecision.PENDING).count()
        if open_still:
            raise Refused(f"คณะกรรมการยังไม่วินิจฉัย {open_still:,} รายการ")
        held.approver, held.approved_on = f"{by.full_name} {post_of(by)}"[:300], today()
        held.save(update_fields=["state", "approver", "approved_on"])
        record(by=by, verb="letters.approve_list", of=held, summary=f"อนุมัติ{held}")
    return held


def send_to_archives(*, disposal: DestructionList, reference: str, by: Actor) -> DestructionList:
    """Send the approved list to the National Archives by a letter, whose number is written down."""
    if not reference.strip():
        raise Refused("กรอกเลขที่หนังสือที่ส่งบัญชีไปหอจดหมายเหตุแห่งชาติ", field="reference")
    with transaction.atomic():
        held = _moved(disposal, by, ListState.ARCHIVES)
        held.archives_reference, held.archives_sent_on = reference.strip()[:200], today()
        held.save(update_fields=["state", "archives_reference", "archives_sent_on"])
        summary = f"ส่ง{held} ไปหอจดหมายเหตุแห่งชาติ ตามหนังสือ {held.archives_reference}"
        record(by=by, verb="letters.send_list_to_archives", of=held, summary=summary)
    return held


def archives_answered(
    *, disposal: DestructionList, reference: str, answered_on: date, wanted: Iterable[int], by: Actor
) -> DestructionList:
    """Write down the archives' answer: consent, but for the items (by key) that they want handed over."""
    if not reference.strip():
        raise Refused("กรอกเลขที่หนังสือตอบของหอจดหมายเหตุแห่งชาติ", field="reference")
    with transaction.atomic():
        held = _held(disposal, by, ListState.ARCHIVES, "บันทึกคำตอบ")
        if held.archives_sent_on and not held.archives_sent_on <= answered_on <= today():
            raise Refused("วันที่ตอบต้องไม่ก่อนวันที่ส่ง และไม่เกินวันนี้", field="answered_on")
        held.archives_reference, held.archives_answered_on = reference.strip()[:200], answered_on
        held.save(update_fields=["archives_reference", "archives_answered_on"])
        asked = held.items.filter(pk__in=[*wanted])
        count = asked.update(decision=ListDecision.HAND_OVER, reason="หอจดหมายเหตุแห่งชาติขอสงวน")
        summary = f"หอจดหมายเหตุแห่งชาติตอบ{held} ขอสงวน {count:,} รายการ"
        record(by=by, verb="letters.archives_answered", of=held, summary=summary)
    return held


def carry_out(*, disposal: DestructionList, by: Actor) -> DestructionList:
    """Destroy, hand over and put back as decided, after the archives' answer or sixty days of their silence.

    What has come to stand against destroying since the decision keeps the paper, and the item says what.
    """
    with transaction.atomic():
        held = _moved(disposal, by, ListState.DONE)
        _refuse_before_answer(held)
        items = held.items.select_related("list").order_by("number")
        removed = {item.pk: _end(item, held, by) for item in items}
        held.done_at, held.done_by = now(), by.user
        held.save(update_fields=["state", "done_at", "done_by"])
        gone = held.items.filter(paper__state=PaperState.DESTROYED).count()
        summary = f"ทำลายหนังสือตาม{held} จำนวน {gone:,} เรื่อง"
        files = {str(pk): names for pk, names in removed.items() if names}
        record(by=by, verb="letters.carry_out_list", of=held, summary=summary, files=files)
    return held


def _refuse_before_answer(held: DestructionList) -> None:
    if held.archives_answered_on is not None:
        return
    assert held.archives_sent_on is not None
    silent_until = held.archives_sent_on + timedelta(days=ARCHIVES_DAYS)
    if today() <= silent_until:
        raise Refused(f"รอคำตอบของหอจดหมายเหตุแห่งชาติก่อน หากไม่ตอบ ทำลายได้หลังวันที่ {format_long(silent_until)}")


def _end(item: DestructionItem, held: DestructionList, by: Actor) -> list[str]:
    """Let one paper go its way; gives the names of the files that went with it."""
    paper = _paper(item)
    stands = _why_kept(paper, held)
    lawful = not stands if item.decision == ListDecision.DESTROY else not paper.hold_reason
    if item.decision == ListDecision.KEEP or not lawful:
        _put_back(item, paper, stands)
        return []
    destroyed = item.decision == ListDecision.DESTROY
    gone = PaperState.DESTROYED if destroyed else PaperState.HANDED_OVER
    _let_go(paper, gone, f"{held} ตามคำสั่ง {held.order_reference}", by)
    return erase(paper, by) if destroyed else []


def _put_back(item: DestructionItem, paper: FiledPaper, stands: str) -> None:
    step(paper, PaperState.STORED)
    paper.save(update_fields=["state"])
    if item.decision != ListDecision.KEEP:
        item.decision, item.reason = ListDecision.KEEP, stands[:300]
        item.save(update_fields=["decision", "reason"])


def _let_go(paper: FiledPaper, then: PaperState, reference: str, by: Actor) -> None:
    step(paper, then)
    paper.gone_at, paper.gone_by, paper.gone_reference = now(), by.user, reference[:200]
    paper.save(update_fields=["state", "gone_at", "gone_by", "gone_reference"])


def hand_over(*, office: Office, papers: Iterable[int], reference: str, by: Actor) -> int:
    """Hand papers of twenty years and more (by key) to the National Archives; files stay readable here (form 22)."""
    require(by, Permission.LETTERS_RECEIVE, at=office)
    if not reference.strip():
        raise Refused("กรอกเลขที่หนังสือนำส่งหอจดหมายเหตุแห่งชาติ", field="reference")
    with transaction.atomic():
        rows = [*old_enough(office, today()).filter(pk__in=[*papers]).select_for_update(of=("self",))]
        if not rows:
            raise Refused(f"เลือกหนังสือที่มีอายุครบ {ARCHIVES_AGE} ปีอย่างน้อยหนึ่งเรื่อง", field="papers")
        for paper in rows:
            _let_go(paper, PaperState.HANDED_OVER, reference.strip(), by)
            summary = f"ส่งมอบ {paper.letter} ให้หอจดหมายเหตุแห่งชาติ ตาม {reference.strip()}"
            record(by=by, verb="letters.hand_over_paper", of=paper, summary=summary)
    return len(rows)


def _why_kept(paper: FiledPaper, held: DestructionList) -> str:
    return why_kept(
        year_be=held.year_be,
        keep_until=paper.keep_until,
        historical=paper.historical,
        hold_reason=paper.hold_reason,
        on=today(),
    )


def _paper(item: DestructionItem) -> FiledPaper:
    rows = FiledPaper.objects.select_for_update(of=("self",)).select_related("letter", "office")
    return rows.get(pk=item.paper_id)


def _locked(made: DestructionList, by: Actor) -> DestructionList:
    held = DestructionList.objects.select_for_update(of=("self",)).select_related("office").get(pk=made.pk)
    require(by, Permission.LETTERS_RECEIVE, at=held.office)
    return held


def _held(made: DestructionList, by: Actor, state: ListState, what: str) -> DestructionList:
    """The list, locked, in the one state in which this may be done."""
    held = _locked(made, by)
    if held.state != state:
        raise Stale(f"{what}ไม่ได้ เพราะบัญชีนี้อยู่ในขั้น “{held.get_state_display()}” แล้ว")
    return held


def _moved(made: DestructionList, by: Actor, then: ListState) -> DestructionList:
    """The list, locked, with its next state unsaved."""
    held = _locked(made, by)
    if not may_follow(LIST_STEPS, ListState(held.state), then):
        raise Stale(f"บัญชีนี้อยู่ในขั้น “{held.get_state_display()}” จึงไปขั้น “{then.label}” ไม่ได้")
    held.state = then
    return held
