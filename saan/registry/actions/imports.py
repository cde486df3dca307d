"""A spreadsheet of producers handed in, mended cell by cell, and the rows that pass saved."""

from django.db import transaction
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.organisations.rules import OfficeLevel
from saan.registry.actions.producers import register_producer
from saan.registry.importing.checking import CheckedRow, RowState
from saan.registry.importing.preview import XLSX, preview_of, sheet_of
from saan.registry.models import ImportBatch

LARGEST = 5 * 1024 * 1024
_CONFIRMED = "เจ้าหน้าที่ยืนยันในแฟ้มนำเข้าว่าเป็นคนละราย"


def check_sheet(*, data: bytes, name: str, by: Actor) -> ImportBatch:
    """Keep the file and check every row; nothing enters the registry. Refused where it is no sheet of producers."""
    require(by, Permission.PRODUCERS_EDIT)
    if by.office.level != OfficeLevel.DISTRICT:
        raise Refused("นำเข้าทะเบียนผู้ผลิตได้เฉพาะในนามสำนักงานพัฒนาชุมชนอำเภอ")
    if len(data) > LARGEST:
        raise Refused(f"แฟ้มใหญ่เกิน {LARGEST // 1024 // 1024} เมกะไบต์ โปรดแบ่งแฟ้ม", field="file")
    sheet = sheet_of(data, name, office=by.office)
    with transaction.atomic():
        kept = keep(data=data, name=name, media_type=XLSX, by=by)
        batch = ImportBatch.objects.create(
            file=kept, office=by.office, rows=len(sheet.rows), problems=sheet.problems, created_by=by.user
        )
        record(
            by=by,
            verb="registry.check_sheet",
            of=batch,
            summary=f"ตรวจแฟ้มนำเข้า {kept.name} {batch.rows:,} แถว",
        )
    return batch


def mend_cell(*, batch: ImportBatch, cell: str, value: str, by: Actor) -> ImportBatch:
    """Change one cell as if it stood so in the file, which itself is never changed. A name given again confirms it."""
    require(by, Permission.PRODUCERS_EDIT, at=batch.office)
    with transaction.atomic():
        held = _held(batch, by)
        before = preview_of(held)
        known = {each.address: each for row in before.rows for each in row.cells}
        if cell not in known:
            raise Refused(f"แฟ้มนี้ไม่มีช่อง {cell} ที่นำเข้าได้")
        if len(value) > 400:
            raise Refused(f"ช่อง {cell} ยาวเกิน 400 ตัวอักษร โปรดย่อ")
        held.fixes = held.fixes | {cell: value}
        held.problems = preview_of(held).problems
        held.save(update_fields=["fixes", "problems"])
        record(
            by=by, verb="registry.mend_cell", of=held, summary=f"แก้ช่อง {cell} ของแฟ้มนำเข้า {held.file.name}"
        )
    return held


def save_batch(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Register every row that passes, in one act; the others stay listed in `problems`. Pressing again adds nothing.

    Rows are checked against the registry as it is now, so a producer registered since is skipped, not doubled.
    """
    require(by, Permission.PRODUCERS_EDIT, at=batch.office)
    with transaction.atomic():
        held = _held(batch, by)
        ready = preview_of(held).of(RowState.READY)
        if not ready:
            raise Refused("ไม่มีแถวใหม่ที่บันทึกได้ โปรดแก้ช่องสีแดงก่อน หรือนำเข้าแฟ้มอื่น")
        late = [problem for row in ready if (problem := _enter(row, by))]
        saved = len(ready) - len(late)
        held.accepted += saved
        held.problems = preview_of(held).problems + late
        held.saved_at, held.saved_by = timezone.now(), by.user
        held.save(update_fields=["accepted", "problems", "saved_at", "saved_by"])
        record(
            by=by,
            verb="registry.import",
            of=held,
            summary=f"นำเข้าผู้ผลิต {saved:,} รายจากแฟ้ม {held.file.name}",
            rows=[row.number for row in ready],
        )
    return held


def _enter(row: CheckedRow, by: Actor) -> dict[str, str] | None:
    """Register one row; what the registry itself refuses is told at the row's cell, and the others go on."""
    assert row.values is not None
    try:
        with transaction.atomic():
            register_producer(**row.values, distinct_reason=_CONFIRMED if row.confirmed else "", by=by)
    except Refused as refused:
        at = next((cell for cell in row.cells if cell.column.value == refused.field), row.cells[0])
        return {"cell": at.address, "message": refused.message}
    return None


def _held(batch: ImportBatch, by: Actor) -> ImportBatch:
    held = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("file", "office__area")
        .get(pk=batch.pk)
    )
    if held.office_id != by.office.pk:
        raise Refused(f"แฟ้มนี้เป็นของ{held.office.name} ให้หน่วยงานนั้นเป็นผู้บันทึก")
    return held
