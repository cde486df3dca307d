"""A spreadsheet handed in, its columns named, every row checked, cells mended, and what passes saved.

Nothing enters the registry before a person presses save. Every step may be broken off and begun again: the check is of
the kept file, and rows leave the staging table in the very transaction that writes them.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from django.db import connection, transaction
from procrastinate.contrib.django import app

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.models import StoredFile
from saan.documents.sheets.keeping import give_back, keep_table, table_in
from saan.documents.sheets.safety import SheetError
from saan.documents.sheets.tables import SheetName, Table, is_workbook, read_sheets, read_table
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.organisations.rules import Line
from saan.registry.actions.staging import stage, write_waiting
from saan.registry.importing.checks import Checked, check
from saan.registry.importing.constants import read_constants, refuse_kind
from saan.registry.importing.fields import fields_of, missing_of
from saan.registry.importing.findings import findings_of, problems_of
from saan.registry.importing.ground import ground_for, places_for, stamp_of
from saan.registry.importing.heads import Head, around, find_head, head_at, recognised
from saan.registry.importing.mapping import propose
from saan.registry.importing.plans import plan_of
from saan.registry.models import ImportBatch, ImportMapping
from saan.registry.rules import ImportKind, ImportState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/csv"
AT_ONCE = 5_000
"""Rows that are checked and saved while the officer waits; more of them are a job."""
MOST_TRIED = 12
"""Further sheets looked at where the first holds no table."""
_BATCH, _WRITERS = 5_310, 5_310_027
"""Advisory locks: of one batch, and of whoever writes."""


def hand_in(*, data: bytes, name: str, by: Actor) -> ImportBatch:
    """Keep the file and propose what its columns hold. Refused at the field `file` where it is no table."""
    require(by, Permission.PRODUCERS_IMPORT)
    if by.office.line != Line.CDD:
        raise Refused("นำเข้าทะเบียนได้เฉพาะหน่วยงานสายพัฒนาชุมชน ซึ่งเป็นผู้รับขึ้นทะเบียน")
    try:
        sheets, table = read_sheets(data, name)
    except SheetError as error:
        raise Refused(str(error), field="file") from error
    give_back()
    table, head, kind = _most_likely(data, table, sheets)
    with transaction.atomic():
        kept = keep(data=data, name=name, media_type=XLSX if is_workbook(data) else TEXT, by=by)
        batch = ImportBatch.objects.create(
            file=kept, office=by.office, kind=kind, sheet=table.sheet[:120], state=ImportState.MAPPING,
            mapping=_proposal(table, head, kind, by) | {"sheets": [[one.name, one.rows, one.hidden] for one in sheets]},
            rows=table.frame.height - head.last - 1, created_by=by.user,
        )  # fmt: skip
        keep_table(kept, table)
        record(
            by=by, verb="registry.hand_in", of=batch, summary=f"รับแฟ้มนำเข้า {kept.name}", sha256=kept.sha256
        )
    return batch


def _most_likely(data: bytes, first: Table, sheets: Sequence[SheetName]) -> tuple[Table, Head, ImportKind]:
    """The first sheet, unless no heading in it is known and another holds a table: a cover stands before many."""
    head, kind = find_head(first)
    if not recognised(head, kind, around(first, head)):
        others = (one.name for one in sheets if not one.hidden and one.name != first.sheet)
        for name in islice(others, MOST_TRIED):
            table = read_table(data, first.file, sheet=name)
            found, likely = find_head(table)
            if not missing_of(likely, recognised(found, likely, around(table, found)).values()):
                return table, found, likely
    return first, head, kind


def read_again(
    *, batch: ImportBatch, by: Actor, sheet: str = "", kind: str = "", head: tuple[int, int] | None = None
) -> ImportBatch:
    """Propose anew for another sheet, another kind, or headings in other rows (counted from 1)."""
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        table = _table(held.file, sheet or held.sheet)
        found, likely = find_head(table)
        if head is not None:
            found = head_at(table, *_rows(head, table))
        held.kind, held.sheet = ImportKind(kind) if kind else likely, table.sheet[:120]
        held.mapping = {"sheets": held.mapping["sheets"]} | _proposal(table, found, ImportKind(held.kind), by)
        held.rows, held.state = table.frame.height - found.last - 1, ImportState.MAPPING
        held.fixes, held.problems, held.findings = {}, [], {}
        held.staged.all().delete()
        held.save()
    return held


def _rows(head: tuple[int, int], table: Table) -> tuple[int, int]:
    first, last = head
    if not 1 <= first <= last <= min(table.frame.height, first + 2):
        raise Refused("หัวตารางอยู่ได้ 1 ถึง 3 แถวติดกัน และต้องอยู่ในแผ่นงาน", field="head")
    return first - 1, last - 1


def map_columns(
    *,
    batch: ImportBatch,
    columns: Mapping[str, int],
    by: Actor,
    with_hidden: bool = False,
    constants: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Say which column (from 0) holds which field; remembered for this office and these headings. Then check.

    `constants` are what all rows share: of sales their channel, method, fiscal year and why old figures change.
    A large file is left in the state CHECKING, for the job to check.
    """
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        kind = ImportKind(held.kind)
        shared = read_constants(kind, constants or {})
        if set(columns) - set(fields_of(kind, columns)) or len(set(columns.values())) < len(columns):
            raise Refused("แต่ละคอลัมน์เป็นข้อมูลได้อย่างเดียว และแต่ละอย่างมาจากคอลัมน์เดียว", field="columns")
        missing = missing_of(kind, columns, shared)
        if missing:
            raise Refused(f"ยังไม่ได้บอกว่าคอลัมน์ใดคือ {', '.join(missing)}", field="columns")
        held.mapping |= {"columns": dict(columns), "with_hidden": with_hidden, "constants": shared}
        held.state = ImportState.CHECKING
        _wait(held, by)
        ImportMapping.objects.update_or_create(
            office=held.office, kind=held.kind, fingerprint=held.mapping["fingerprint"],
            defaults={"mapping": dict(columns), "used_on": today()},
        )  # fmt: skip
    return held if held.rows > AT_ONCE else check_batch(batch=held, by=by)


def check_batch(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Check every row against the registry as it is now, and stage what passes. Doing it again changes nothing."""
    with transaction.atomic():
        held = _held(batch, by)
        stamp = stamp_of(held.office, ImportKind(held.kind))
        try:
            checked = checked_rows(held)
        except Refused as refused:
            held.state, held.fault = ImportState.FAILED, refused.message[:500]
            held.save(update_fields=["state", "fault"])
            return held
        _take_in(held, checked, stamp)
        record(
            by=by, verb="registry.check_sheet", of=held,
            summary=f"ตรวจแฟ้มนำเข้า {held.file.name} {held.rows:,} แถว ต้องแก้ {checked.bad:,} แถว",
            sha256=held.file.sha256,
        )  # fmt: skip
    return held


def checked_rows(batch: ImportBatch) -> Checked:
    """The kept file checked as the batch's plan says. Raises Refused where the plan does not fit the file."""
    table = _table(batch.file, batch.sheet)
    plan = plan_of(batch, table)
    ground = ground_for(batch.office, plan.kind)
    give_back()
    return check(table, plan, ground)


def _take_in(held: ImportBatch, checked: Checked, stamp: list[int | str]) -> None:
    give_back()
    staged = stage(held, checked)
    held.rows, held.done_rows, held.state, held.fault = checked.total, 0, ImportState.CHECKED, ""
    held.created = held.updated = held.unchanged = 0
    held.problems = problems_of(checked)
    held.findings = findings_of(checked) | {"stamp": stamp, "staged": staged}
    held.save()
    give_back()


def mend_cell(*, batch: ImportBatch, cell: str, value: str, by: Actor) -> ImportBatch:
    """Change one cell as if it stood so in the file, which itself is never changed. A name given again confirms it."""
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        if cell not in {problem["cell"] for problem in held.problems}:
            raise Refused(f"ช่อง {cell} ไม่อยู่ในรายการที่ต้องแก้ อาจแก้ไปแล้ว โปรดเปิดหน้านี้ใหม่")
        if len(value) > 400:
            raise Refused(f"ช่อง {cell} ยาวเกิน 400 ตัวอักษร โปรดย่อ")
        held.fixes = held.fixes | {cell: value.strip()}
        return _decided(held, by, "registry.mend_cell", f"แก้ช่อง {cell} ของแฟ้มนำเข้า {held.file.name}")


def mend_certain(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Apply every repair that needs no judgement; they have been listed before."""
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        count = held.findings.get("sure", 0)
        held.mapping |= {"mend": True}
        return _decided(held, by, "registry.mend_certain", f"ซ่อม {count:,} ช่องของแฟ้มนำเข้า {held.file.name}")


def confirm_distinct(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Say of all near names in the file that they are different producers."""
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        held.mapping |= {"distinct": True}
        words = f"ยืนยันว่าชื่อใกล้เคียงในแฟ้มนำเข้า {held.file.name} เป็นคนละราย"
        return _decided(held, by, "registry.confirm_distinct", words)


def _decided(held: ImportBatch, by: Actor, verb: str, words: str) -> ImportBatch:
    large = held.rows > AT_ONCE
    if large:
        held.state = ImportState.CHECKING
        _wait(held, by)
    held.save(update_fields=["fixes", "mapping", "state"])
    record(by=by, verb=verb, of=held, summary=words)
    return held if large else check_batch(batch=held, by=by)


def begin_saving(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Take the press of save. Small files are saved at once; large ones are left in the state SAVING for the job."""
    with transaction.atomic():
        held = _held(batch, by)
        _refuse_busy(held)
        if held.state != ImportState.CHECKED:
            raise Refused("แฟ้มนี้บันทึกไปแล้ว ถ้าแก้แฟ้มเพิ่ม ให้นำเข้าแฟ้มที่แก้อีกครั้ง แถวเดิมจะไม่ซ้ำ")
        if not held.findings.get("staged"):
            raise Refused("ไม่มีแถวใหม่หรือแถวที่เปลี่ยน จึงไม่มีอะไรต้องบันทึก")
        held.state = ImportState.SAVING
        _wait(held, by)
    return held if held.rows > AT_ONCE else save_batch(batch=held, by=by)


def _wait(held: ImportBatch, by: Actor) -> None:
    """Keep the state to be worked on and by whom; a large file is queued, in this very transaction."""
    held.mapping |= {"appointment": by.appointment.pk}
    held.save(update_fields=["mapping", "state"])
    if held.rows > AT_ONCE:
        task = app.configure_task("registry.import", queue="imports", allow_unknown=True)
        task.defer(batch=held.pk, appointment=by.appointment.pk)


def save_batch(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Write the staged rows piece by piece, each in its own transaction; go on where a broken run stopped.

    Checked anew first if the registry has changed since the check, or the staged rows are gone.
    """
    with _alone(batch) as alone:
        if not alone:
            return batch
        held = _renewed(batch, by)
        while held.state == ImportState.SAVING:
            write_waiting(held, by=by.user.pk)
            held = _finished(held, by)
    return held


def _renewed(batch: ImportBatch, by: Actor) -> ImportBatch:
    """The batch with staged rows that fit the registry as it is."""
    with transaction.atomic():
        held = _held(batch, by)
        if held.state != ImportState.SAVING:
            return held
        begun = held.done_rows > 0
        waiting = sum(held.staged.values_list("rows", flat=True))
        whole = waiting == held.findings["staged"] - held.done_rows
        fits = held.findings["stamp"] == stamp_of(held.office, ImportKind(held.kind))
        if not whole or not (begun or fits):
            made, changed = held.created, held.updated
            _take_in(held, checked_rows(held), stamp_of(held.office, ImportKind(held.kind)))
            held.created, held.updated, held.state = made, changed, ImportState.SAVING
            held.save(update_fields=["created", "updated", "state"])
    return held


def _finished(batch: ImportBatch, by: Actor) -> ImportBatch:
    """The batch as it is now, saved if nothing waits any more."""
    with transaction.atomic():
        held = _held(batch, by)
        if held.state == ImportState.SAVING and not held.staged.exists():
            _finish(held, by)
            held.save(update_fields=["unchanged", "accepted", "state", "saved_at", "saved_by"])
    return held


def _finish(held: ImportBatch, by: Actor) -> None:
    held.accepted = held.created + held.updated
    held.unchanged = held.rows - held.findings["bad"] - held.accepted
    held.state, held.saved_at, held.saved_by = ImportState.SAVED, now(), by.user
    record(
        by=by, verb="registry.import", of=held,
        summary=f"นำเข้า{held.get_kind_display()}จากแฟ้ม {held.file.name}: ใหม่ {held.created:,} ปรับปรุง {held.updated:,} "
        f"เหมือนเดิม {held.unchanged:,} ต้องแก้ {held.findings['bad']:,}",
        sha256=held.file.sha256, created=held.created, updated=held.updated, unchanged=held.unchanged,
        faulty=held.findings["bad"], rows=held.rows,
    )  # fmt: skip


class _alone:
    """Holds the batch for one process, then the registry for one import, so that no row is new to two of them.

    The locks go with the connection, so a killed process leaves none.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch.pk

    def __enter__(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_BATCH, self.batch])
            self.held = bool(cursor.fetchone()[0])
            if self.held:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_WRITERS])
        return self.held

    def __exit__(self, *_: object) -> None:
        if self.held and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_WRITERS])
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_BATCH, self.batch])


def _held(batch: ImportBatch, by: Actor) -> ImportBatch:
    require(by, Permission.PRODUCERS_IMPORT, at=batch.office)
    held = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("file", "office__area")
        .get(pk=batch.pk)
    )
    if held.office_id != by.office.pk:
        raise Refused(f"แฟ้มนี้เป็นของ{held.office.name} ให้หน่วยงานนั้นเป็นผู้บันทึก")
    refuse_kind(ImportKind(held.kind), by)
    return held


def _refuse_busy(held: ImportBatch) -> None:
    if held.state in (ImportState.CHECKING, ImportState.SAVING):
        raise Refused("แฟ้มนี้กำลังทำงานอยู่ โปรดรอให้เสร็จก่อน")


def _table(file: StoredFile, sheet: str) -> Table:
    try:
        return table_in(file, sheet=sheet)
    except SheetError as error:
        raise Refused(str(error), field="file") from error


def _proposal(table: Table, head: Head, kind: ImportKind, by: Actor) -> dict:
    """The reading plan as it is kept: what was proposed for each column, with samples to look at."""
    known = ImportMapping.objects.filter(office=by.office, kind=kind, fingerprint=head.fingerprint).first()
    guesses = propose(
        table, head, kind, remembered=known.mapping if known else None, names=places_for(by.office).names()
    )
    return {
        "head": [head.first, head.last],
        "fingerprint": head.fingerprint,
        "columns": {guess.field: guess.column for guess in guesses if guess.field},
        "guesses": [
            {"column": guess.column, "letter": guess.letter, "title": guess.title, "field": guess.field,
             "why": guess.why, "samples": list(guess.samples), "hidden": guess.hidden}
            for guess in guesses
        ],
        "hidden_rows": len([row for row in table.shape.hidden_rows if row > head.last + 1]),
        "origin": table.origin,
    }  # fmt: skip
