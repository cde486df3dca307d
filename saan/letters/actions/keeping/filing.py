"""Papers into an office's store, under a class and in a folder (Regulation, clauses 52 to 57)."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.steps import move
from saan.letters.models import FiledPaper, Letter, Receipt, RetentionClass
from saan.letters.receiving import Event
from saan.letters.rules import (
    PAPER_STEPS,
    Channel,
    Direction,
    LetterState,
    PaperState,
    ReceiptState,
    may_follow,
)
from saan.letters.storing import keep_until
from saan.organisations.models import Office

GONE = (PaperState.DESTROYED, PaperState.HANDED_OVER)
_BY_WIRE = (Channel.EMAIL, Channel.ECMS)


def file_paper(
    *, letter: Letter, office: Office, retention: RetentionClass, folder: str, by: Actor
) -> FiledPaper:
    """Put a closed paper, or an own letter that was sent, into the office's store.

    It is kept till 31 December of the BE year of its number here and the years of its class. Refused: not yet closed
    or sent; no folder. Stale: filed already.
    """
    require(by, Permission.LETTERS_RECEIVE, at=office)
    if not folder.strip():
        raise Refused("กรอกแฟ้มหรือที่เก็บ เช่น ตู้ 2 แฟ้ม OTOP 2569", field="folder")
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        _refuse_filed(letter, office)
        receipt = None if _is_own(letter, office) else _closed_receipt(letter, office)
        year = receipt.year_be if receipt and receipt.year_be else be_year(letter.dated or letter.created_at)
        paper = FiledPaper.objects.create(
            letter=letter,
            office=office,
            receipt=receipt,
            retention=retention,
            folder=folder.strip()[:200],
            year_be=year,
            keep_until=keep_until(year, retention.years),
            electronic=_never_on_paper(letter, receipt),
            filed_by=by.user,
        )
        if receipt is not None:
            move(receipt=receipt, event=Event.FILE, by=by)
        summary = f"เก็บเข้าแฟ้ม {letter} ประเภท{retention.label} ที่ {paper.folder}"
        record(by=by, verb="letters.file_paper", of=paper, summary=summary, keep_until=_iso(paper))
    return paper


def _refuse_filed(letter: Letter, office: Office) -> None:
    held = FiledPaper.objects.filter(letter=letter, office=office).select_related("filed_by").first()
    if held is not None:
        raise Stale(f"หนังสือฉบับนี้{held.filed_by}เก็บไว้แล้วที่ {held.folder}")


def _is_own(letter: Letter, office: Office) -> bool:
    own = letter.direction == Direction.OUTGOING and letter.issuer_id == office.pk
    if own and letter.state != LetterState.SENT:
        raise Refused(f"หนังสือ{letter.get_state_display()} เก็บเข้าแฟ้มได้เมื่อส่งแล้ว")
    return own


def _closed_receipt(letter: Letter, office: Office) -> Receipt:
    receipt = Receipt.objects.select_for_update(of=("self",)).filter(letter=letter, office=office).first()
    if receipt is None:
        raise Refused("หนังสือฉบับนี้ไม่ได้ส่งถึงหน่วยงานของท่าน จึงเก็บเข้าแฟ้มของหน่วยงานไม่ได้")
    if receipt.state != ReceiptState.CLOSED:
        raise Refused(f"หนังสือฉบับนี้{receipt.get_state_display()} ให้ปิดเรื่องก่อนแล้วจึงเก็บเข้าแฟ้ม")
    return receipt


def _never_on_paper(letter: Letter, receipt: Receipt | None) -> bool:
    """Written in Saan, or come by mail or exchange; a file brought in by hand has a paper behind it."""
    return letter.direction == Direction.OUTGOING or (receipt is not None and receipt.via in _BY_WIRE)


def _iso(paper: FiledPaper) -> str:
    return paper.keep_until.isoformat() if paper.keep_until else ""


def held_paper(pk: int, by: Actor) -> FiledPaper:
    """The paper as it stands now, locked, if the actor may act on it."""
    rows = FiledPaper.objects.select_for_update(of=("self",)).select_related("letter", "office", "retention")
    paper = rows.get(pk=pk)
    require(by, Permission.LETTERS_RECEIVE, at=paper.office)
    return paper


def refuse_gone(paper: FiledPaper) -> None:
    if paper.state in GONE:
        raise Refused(f"หนังสือฉบับนี้{paper.get_state_display()} จึงแก้ไขไม่ได้")


def step(paper: FiledPaper, then: PaperState) -> None:
    """Set the next state, unsaved; Stale where it does not follow."""
    if not may_follow(PAPER_STEPS, PaperState(paper.state), then):
        raise Stale(f"{paper.letter} {paper.get_state_display()} จึง{then.label}ไม่ได้")
    paper.state = then


def refile(*, paper: FiledPaper, retention: RetentionClass, folder: str, by: Actor) -> FiledPaper:
    """Correct the class or the place; the deadline follows the class. Refused while the paper is on a list."""
    if not folder.strip():
        raise Refused("กรอกแฟ้มหรือที่เก็บ เช่น ตู้ 2 แฟ้ม OTOP 2569", field="folder")
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        refuse_gone(paper)
        if paper.state == PaperState.LISTED:
            raise Refused("หนังสือฉบับนี้อยู่ในบัญชีขอทำลาย ให้นำออกจากบัญชีก่อนแล้วจึงแก้", field="retention")
        was = {"retention": paper.retention.code, "folder": paper.folder}
        paper.retention, paper.folder = retention, folder.strip()[:200]
        paper.keep_until = keep_until(paper.year_be, retention.years)
        paper.save(update_fields=["retention", "folder", "keep_until"])
        summary = f"แก้การเก็บ {paper.letter} เป็นประเภท{retention.label} ที่ {paper.folder}"
        record(by=by, verb="letters.refile", of=paper, summary=summary, was=was, keep_until=_iso(paper))
    return paper


def hold(*, paper: FiledPaper, reason: str, by: Actor) -> FiledPaper:
    """Forbid destroying and handing over while a reason stands, such as a lawsuit; on a list too."""
    if not reason.strip():
        raise Refused("กรอกเหตุที่ห้ามทำลาย เช่น อยู่ระหว่างคดีปกครอง", field="reason")
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        refuse_gone(paper)
        paper.hold_reason = reason.strip()[:300]
        paper.save(update_fields=["hold_reason"])
        summary = f"ห้ามทำลาย {paper.letter}: {paper.hold_reason}"
        record(by=by, verb="letters.hold_paper", of=paper, summary=summary)
    return paper


def release(*, paper: FiledPaper, reason: str, by: Actor) -> FiledPaper:
    """Lift the hold, with the reason why it no longer stands."""
    if not reason.strip():
        raise Refused("กรอกเหตุที่เลิกห้ามทำลาย เช่น คดีถึงที่สุดแล้ว", field="reason")
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        if not paper.hold_reason:
            raise Stale("หนังสือฉบับนี้ไม่มีคำสั่งห้ามทำลายแล้ว")
        was, paper.hold_reason = paper.hold_reason, ""
        paper.save(update_fields=["hold_reason"])
        summary = f"เลิกห้ามทำลาย {paper.letter}: {reason.strip()}"
        record(by=by, verb="letters.release_paper", of=paper, summary=summary, was=was)
    return paper


def mark_historical(*, paper: FiledPaper, historical: bool, by: Actor) -> FiledPaper:
    """Say that a paper is of historical value, which no list proposes to destroy; or take that back."""
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        refuse_gone(paper)
        paper.historical = historical
        paper.save(update_fields=["historical"])
        said = "มีคุณค่าทางประวัติศาสตร์" if historical else "ไม่มีคุณค่าทางประวัติศาสตร์"
        record(by=by, verb="letters.mark_historical", of=paper, summary=f"ระบุว่า {paper.letter} {said}")
    return paper


def take_out(*, paper: FiledPaper, reason: str, by: Actor) -> Letter:
    """Undo a filing made by mistake; only while the paper was never lent nor listed. The matter is closed again."""
    if not reason.strip():
        raise Refused("กรอกเหตุที่นำออกจากแฟ้ม เช่น เก็บผิดฉบับ", field="reason")
    with transaction.atomic():
        paper = held_paper(paper.pk, by)
        if paper.state != PaperState.STORED or paper.loans.exists() or paper.listings.exists():
            raise Refused("หนังสือฉบับนี้เคยยืมหรืออยู่ในบัญชีขอทำลายแล้ว จึงนำออกจากแฟ้มไม่ได้ ให้แก้ประเภทหรือที่เก็บแทน")
        letter, receipt = paper.letter, paper.receipt
        summary = f"นำ {letter} ออกจากแฟ้ม {paper.folder}: {reason.strip()}"
        record(by=by, verb="letters.take_out_paper", of=paper, summary=summary)
        paper.delete()
        if receipt is not None:
            move(receipt=receipt, event=Event.UNFILE, by=by)
    return letter
