"""Registering: when it is open, what was asked for, who decided, and the certificate that follows."""

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.kernel.dates import now
from saan.organisations.models import Office
from saan.registry.models.producers import Producer
from saan.registry.rules import ApplicationKind, ApplicationState, DecisionLevel, DecisionOutcome


class RegistrationWindow(models.Model):
    """When registering is open, and where: the nation, one province, one district; `levels` are those that decide."""

    name = models.CharField("ชื่อรอบ", max_length=200)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ.")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="พื้นที่ (ว่างคือทั้งประเทศ)"
    )
    opens = models.DateField("เปิดวันที่")
    closes = models.DateField("ปิดวันที่")
    levels = models.JSONField("ระดับที่พิจารณา", default=list)
    self_service = models.BooleanField("ผู้ผลิตยื่นเองได้", default=True)
    source = models.CharField("หนังสือที่สั่งเปิด", max_length=300, blank=True)
    made_at = models.DateTimeField("บันทึกเมื่อ", default=now, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "รอบรับลงทะเบียน"
        verbose_name_plural = "รอบรับลงทะเบียน"
        ordering = ["-opens", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="window_closes_after_opening",
                                   violation_error_message="วันปิดรับต้องไม่ก่อนวันเปิด"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "name", "year_be", "area", "opens", "closes", "levels", "self_service", "source")
        internal = ("made_at", "made_by")
        personal = ()

    def __str__(self) -> str:
        return self.name


class Application(models.Model):
    """One request to be registered, re-confirmed or moved. `data` is the form as handed in; `missing` what it lacks.

    A producer's own application has no producer until it is received; `applicant` is who handed it in.
    """

    kind = models.CharField("คำขอ", max_length=12, choices=ApplicationKind.choices)
    state = models.CharField("สถานะ", max_length=12, choices=ApplicationState.choices)
    window = models.ForeignKey(
        RegistrationWindow,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="รอบ",
    )
    producer = models.ForeignKey(
        Producer, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="ผู้ผลิต"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="applications", verbose_name="หน่วยงานที่รับ")
    from_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ย้ายจากหน่วยงาน"
    )
    data = models.JSONField("ข้อมูลในคำขอ", default=dict)
    missing = models.JSONField("สิ่งที่ยังขาด", default=list, blank=True)
    applicant = models.ForeignKey(User, models.PROTECT, related_name="applications", verbose_name="ผู้ยื่น")
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)
    submitted_at = models.DateTimeField("ยื่นเมื่อ", null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยื่นโดย"
    )
    received_at = models.DateTimeField("รับเมื่อ", null=True, blank=True)
    received_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="รับโดย"
    )
    created_at = models.DateTimeField("สร้างเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="สร้างโดย")

    class Meta:
        verbose_name = "คำขอขึ้นทะเบียน"
        verbose_name_plural = "คำขอขึ้นทะเบียน"
        ordering = ["-id"]

    class Privacy:
        public = ()
        internal = ("id", "kind", "state", "window", "producer", "office", "from_office", "missing", "applicant",
                    "version", "submitted_at", "submitted_by", "received_at", "received_by", "created_at",
                    "created_by")  # fmt: skip
        personal = ("data",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.producer or self.data.get('name', '')}"


class ApplicationDecision(models.Model):
    """What one level decided on an application, with its committee's meeting; rows are added, never changed."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="decisions", verbose_name="คำขอ"
    )
    level = models.CharField("ระดับ", max_length=10, choices=DecisionLevel.choices)
    outcome = models.CharField("ผล", max_length=12, choices=DecisionOutcome.choices)
    reason = models.CharField("เหตุผล", max_length=500, blank=True)
    meeting = models.CharField("การประชุมคณะกรรมการ", max_length=200, blank=True)
    decided_on = models.DateField("มีมติเมื่อวันที่")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "มติคำขอ"
        verbose_name_plural = "มติคำขอ"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome=DecisionOutcome.APPROVED) | ~Q(reason=""),
                                   name="decision_against_has_reason",
                                   violation_error_message="มติที่ไม่อนุมัติหรือส่งกลับต้องมีเหตุผล"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "application", "level", "outcome", "reason", "meeting", "decided_on", "recorded_at",
                    "recorded_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.get_outcome_display()}"


class RegistrationCertificate(models.Model):
    """The paper that a producer is registered; whoever scans its code sees whether it still holds."""

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="certificates", verbose_name="ผู้ผลิต")
    number = models.CharField("เลขที่", max_length=40, unique=True)
    verify_code = models.CharField("รหัสตรวจสอบ", max_length=20, unique=True)
    issued_on = models.DateField("ออกเมื่อ")
    lapses_on = models.DateField("ใช้ได้ถึงวันที่", null=True, blank=True)
    revoked_on = models.DateField("เพิกถอนเมื่อ", null=True, blank=True)
    revoked_reason = models.CharField("เหตุที่เพิกถอน", max_length=300, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ออกโดย")

    class Meta:
        verbose_name = "ใบรับรองการขึ้นทะเบียน"
        verbose_name_plural = "ใบรับรองการขึ้นทะเบียน"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(revoked_on__isnull=True) | ~Q(revoked_reason=""),
                                   name="certificate_revoked_with_reason",
                                   violation_error_message="ใบรับรองที่เพิกถอนต้องมีเหตุผล"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "producer", "number", "verify_code", "issued_on", "lapses_on", "revoked_on")
        internal = ("revoked_reason", "issued_by")
        personal = ()

    def __str__(self) -> str:
        return self.number
