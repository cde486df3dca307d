"""Papers out of the store for a while (Regulation, clauses 62 to 65; form 24)."""

from datetime import date

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.keeping.filing import held_paper, step
from saan.letters.models import FiledPaper, Loan
from saan.letters.rules import PaperState

_ASKED = {"borrower": "กรอกชื่อผู้ยืม", "approver": "กรอกชื่อและตำแหน่งผู้อนุญาตให้ยืม", "purpose": "กรอกว่ายืมไปเพื่อการใด"}


def lend(
    *,
    paper: FiledPaper,
    borrower: str,
    borrower_post: str,
    approver: str,
    purpose: str,
    due_on: date,
    by: Actor,
) -> Loan:
    """Write a loan card. Refused: a blank line, a due day that has passed; Stale: not in the store."""
    said = {"borrower": borrower.strip(), "approver": approver.strip(), "purpose": purpose.strip()}
    for name, asked in _ASKED.items():
        if not said[name]:
            raise Refused(asked, field=name)
    if due_on < today():
        raise Refused(f"กำหนดคืน {format_short(due_on)} ผ่านไปแล้ว กำหนดตั้งแต่วันนี้เป็นต้นไป", field="due_on")
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        step(paper, PaperState.ON_LOAN)
        paper.save(update_fields=["state"])
        loan = Loan.objects.create(
            paper=paper,
            borrower=said["borrower"][:200],
            borrower_post=borrower_post.strip()[:300],
            approver=said["approver"][:300],
            purpose=said["purpose"][:300],
            due_on=due_on,
            lent_by=by.user,
        )
        summary = f"ให้ยืม {paper.letter} กำหนดคืน {format_short(due_on)}"
        record(by=by, verb="letters.lend_paper", of=loan, summary=summary)
    return loan


def take_back(*, loan: Loan, by: Actor) -> Loan:
    """The paper is in the store again."""
    with transaction.atomic():
        rows = Loan.objects.select_for_update(of=("self",)).select_related("paper__office", "paper__letter")
        loan = rows.get(pk=loan.pk)
        require(by, Permission.LETTERS_RECEIVE, at=loan.paper.office)
        if loan.returned_at is not None:
            raise Stale(f"รับคืนแล้วเมื่อ {format_short(loan.returned_at)}")
        paper = held_paper(loan.paper_id, by)
        step(paper, PaperState.STORED)
        paper.save(update_fields=["state"])
        loan.returned_at, loan.returned_by = now(), by.user
        loan.save(update_fields=["returned_at", "returned_by"])
        record(by=by, verb="letters.take_back_paper", of=loan, summary=f"รับคืน {paper.letter}")
    return loan
