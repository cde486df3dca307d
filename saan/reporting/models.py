"""Reports: what an office answers to a directive. A returned report stays; the next try is a new version."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.directives.models import Directive, Obligation
from saan.documents.models import StoredFile
from saan.letters.models import Letter
from saan.organisations.models import Office
from saan.reporting.rules import ReportState


class Report(models.Model):
    """One version of one office's answer. `content` freezes the rows, their definition and as-of when submitted;
    `reasons` maps an area code, or the address of an answer, to the written reason of its shortfall. `answers` holds
    what was typed where a form is asked for, {"form", "edition", "values", "filled"}, and `persons` the same for
    personal data alone; `remarks` maps addresses to what the reviewer says there."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="reports", verbose_name="ข้อสั่งการ")
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="ภาระงาน"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="reports", verbose_name="หน่วยงานผู้รายงาน")
    recipient = models.ForeignKey(
        Office, models.PROTECT, related_name="reports_received", verbose_name="รายงานต่อ"
    )
    form = models.CharField("แบบรายงาน", max_length=60)
    period = models.CharField("งวด", max_length=40, blank=True)
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    state = models.CharField("สถานะ", max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    content = models.JSONField("เนื้อหา", default=dict)
    answers = models.JSONField("คำตอบตามแบบ", default=dict)
    persons = models.JSONField("ผู้รับผิดชอบตามแบบ", default=dict)
    reasons = models.JSONField("เหตุผลที่ไม่ครบ", default=dict)
    note = models.TextField("ข้อความเพิ่มเติม", blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="หนังสือนำส่ง"
    )
    sheet = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="แฟ้มแบบรายงาน"
    )
    created_at = models.DateTimeField("ร่างเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ร่างโดย")
    submitted_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ส่งโดย"
    )
    decided_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตรวจโดย"
    )
    decision_reason = models.CharField("เหตุผลการตรวจ", max_length=500, blank=True)
    remarks = models.JSONField("ข้อสังเกตรายช่อง", default=dict)

    class Meta:
        verbose_name = "รายงาน"
        verbose_name_plural = "รายงาน"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "office", "period", "version"], name="report_version_unique"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submitted_is_whole",
                violation_error_message="รายงานที่ส่งแล้วต้องมีผู้ส่งและเวลา",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(decision_reason=""),
                name="report_returned_with_reason",
                violation_error_message="การส่งคืนต้องมีเหตุผล",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "directive", "obligation", "office", "recipient", "form", "period", "version", "state",
                    "content", "answers", "reasons", "note", "letter", "sheet", "created_at", "created_by",
                    "submitted_at", "submitted_by", "decided_at", "decided_by", "decision_reason",
                    "remarks")  # fmt: skip
        personal = ("persons",)

    def __str__(self) -> str:
        return f"รายงาน {self.office} ฉบับที่ {self.version}"
