"""Spreadsheets handed in: what was checked, how columns were mapped, what was written."""

from django.db import models

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.organisations.models import Office
from saan.registry.rules import ImportKind, ImportState


class ImportBatch(models.Model):
    """One spreadsheet handed in: what was checked, what was written. The file itself is never changed.

    `mapping` is the reading plan (head, columns, decisions), `problems` the cells that persons must see to, the first
    of them where there are very many, `findings` the counts of the check, `fixes` what persons have put into cells
    since: {cell: text}.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="แฟ้ม")
    office = models.ForeignKey(Office, models.PROTECT, related_name="imports", verbose_name="หน่วยงาน")
    kind = models.CharField(
        "ชนิดข้อมูล", max_length=12, choices=ImportKind.choices, default=ImportKind.PRODUCERS
    )
    state = models.CharField("สถานะ", max_length=10, choices=ImportState.choices, default=ImportState.CHECKED)
    sheet = models.CharField("แผ่นงาน", max_length=120, blank=True)
    mapping = models.JSONField("คอลัมน์ที่จับคู่", default=dict, blank=True)
    rows = models.PositiveIntegerField("จำนวนแถว", default=0)
    done_rows = models.PositiveIntegerField("แถวที่ทำแล้ว", default=0)
    created = models.PositiveIntegerField("แถวใหม่", default=0)
    updated = models.PositiveIntegerField("แถวที่ปรับปรุง", default=0)
    unchanged = models.PositiveIntegerField("แถวที่เหมือนเดิม", default=0)
    answer = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="แฟ้มคำตอบ"
    )
    fault = models.CharField("ข้อขัดข้อง", max_length=500, blank=True)
    accepted = models.PositiveIntegerField("แถวที่บันทึก", default=0)
    problems = models.JSONField("ปัญหา", default=list)
    findings = models.JSONField("สรุปผลตรวจ", default=dict, blank=True)
    fixes = models.JSONField("ช่องที่แก้หลังนำเข้า", default=dict, blank=True)
    saved_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="บันทึกโดย"
    )
    created_at = models.DateTimeField("นำเข้าเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="นำเข้าโดย")

    class Meta:
        verbose_name = "การนำเข้า"
        verbose_name_plural = "การนำเข้า"

    class Privacy:
        public = ()
        internal = ("id", "file", "office", "kind", "state", "sheet", "mapping", "rows", "done_rows", "created",
                    "updated", "unchanged", "answer", "fault", "accepted", "problems", "findings", "saved_at",
                    "saved_by",
                    "created_at", "created_by")  # fmt: skip
        personal = ("fixes",)

    def __str__(self) -> str:
        return f"นำเข้า {self.file} {self.rows} แถว"


class ImportMapping(models.Model):
    """How an office maps the columns of one shape of workbook; remembered by the fingerprint of its headings."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="import_mappings", verbose_name="หน่วยงาน")
    kind = models.CharField("ชนิดข้อมูล", max_length=12, choices=ImportKind.choices)
    fingerprint = models.CharField("ลายพิมพ์ของหัวตาราง", max_length=64)
    mapping = models.JSONField("คอลัมน์ที่จับคู่", default=dict)
    used_on = models.DateField("ใช้ล่าสุดเมื่อ")

    class Meta:
        verbose_name = "การจับคู่คอลัมน์ที่จำไว้"
        verbose_name_plural = "การจับคู่คอลัมน์ที่จำไว้"
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "fingerprint"], name="mapping_once",
                                    violation_error_message="หัวตารางนี้จำไว้แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "kind", "fingerprint", "mapping", "used_on")
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.office}"


class StagedPiece(models.Model):
    """Checked rows waiting to be written, as CSV; pieces leave as they are written, so a broken run goes on from there.

    The table is unlogged: after a crash of the database server it is empty, and the file is checked again.
    """

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="staged", verbose_name="การนำเข้า", db_index=False
    )
    number = models.PositiveIntegerField("ชุดที่")
    rows = models.PositiveIntegerField("จำนวนแถว")
    data = models.BinaryField("ข้อมูลที่ตรวจแล้ว")

    class Meta:
        verbose_name = "ชุดแถวรอบันทึก"
        verbose_name_plural = "ชุดแถวรอบันทึก"
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="staged_once",
                                    violation_error_message="ชุดแถวนี้รอบันทึกอยู่แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "batch", "number", "rows")
        personal = ("data",)

    def __str__(self) -> str:
        return f"{self.batch} ชุดที่ {self.number}"
