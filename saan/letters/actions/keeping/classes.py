"""How long each class is kept is the office's data: corrected here, told in the ledger, and never by a programmer."""

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.letters.actions.keeping.filing import GONE
from saan.letters.models import FiledPaper, RetentionClass
from saan.letters.storing import keep_until

MOST_YEARS = 99


def correct_class(
    *, retention: RetentionClass, label: str, years: int | None, source: str, verified: bool, by: Actor
) -> tuple[RetentionClass, int]:
    """Correct a class, for all offices; years None keeps for ever. Gives the class and how many deadlines it moved.

    Papers already gone stay as they went. Refused: no label, no source once it is called verified, years out of range.
    """
    require(by, Permission.ACCOUNTS_MANAGE)
    if not label.strip():
        raise Refused("กรอกชื่อประเภท", field="label")
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise Refused(f"จำนวนปีต้องอยู่ระหว่าง 1 ถึง {MOST_YEARS} หรือเว้นว่างเมื่อเก็บตลอดไป", field="years")
    if verified and not source.strip():
        raise Refused("กรอกที่มาของตัวบทที่ตรวจแล้ว เช่น ระเบียบงานสารบรรณ ข้อ 57", field="source")
    with transaction.atomic():
        retention = RetentionClass.objects.select_for_update().get(pk=retention.pk)
        names = ("label", "years", "source", "verified")
        was = {name: getattr(retention, name) for name in names}
        retention.label, retention.years = label.strip()[:200], years
        retention.source, retention.verified = source.strip()[:300], verified
        retention.save(update_fields=names)
        moved = _move_deadlines(retention) if was["years"] != years else 0
        kept = f"{years} ปี" if years is not None else "ตลอดไป"
        summary = f"แก้อายุการเก็บ “{retention.label}” เป็น {kept}"
        record(by=by, verb="letters.correct_class", of=retention, summary=summary, was=was, moved=moved)
    return retention, moved


def _move_deadlines(retention: RetentionClass) -> int:
    papers = FiledPaper.objects.select_for_update().filter(retention=retention).exclude(state__in=GONE)
    rows = list(papers)
    for paper in rows:
        paper.keep_until = keep_until(paper.year_be, retention.years)
    return FiledPaper.objects.bulk_update(rows, ["keep_until"], batch_size=1000)
