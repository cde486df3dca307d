"""Secret papers: under which order an office may hold them, who was cleared, and the papers under their seals.

A secret paper is no Letter. What stands in `sealed` and `scan` is closed with the key of the installation, so that no
list, search, export or file of letters can come upon it; `letters.actions.secret_papers` alone opens it, and writes
down who did and why. Do not give Letter a way to it.
"""

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.kernel.dates import now
from saan.letters.models.register import RegisterEntry
from saan.letters.rules import Direction
from saan.letters.secrecy import Duty, Secrecy, SecretState
from saan.organisations.models import Office

_NUMBERED = (SecretState.NUMBERED, SecretState.SENT, SecretState.REGISTERED)


class SecrecyPolicy(models.Model):
    """The order under which one office holds secret papers here, between two days. Without one it holds none."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="secrecy_policies", verbose_name="หน่วยงาน"
    )
    level = models.CharField("ชั้นความลับสูงสุด", max_length=12, choices=Secrecy.choices, default=Secrecy.SECRET)
    order_number = models.CharField("คำสั่งที่", max_length=120)
    order_dated = models.DateField("คำสั่งลงวันที่")
    starts = models.DateField("ตั้งแต่วันที่")
    ends = models.DateField("ถึงวันที่")
    set_at = models.DateTimeField("กำหนดเมื่อ", default=now, editable=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="กำหนดโดย")
    revoked_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยกเลิกโดย"
    )
    revoke_reason = models.CharField("เหตุผลที่ยกเลิก", max_length=300, blank=True)

    class Meta:
        verbose_name = "นโยบายหนังสือลับของหน่วยงาน"
        verbose_name_plural = "นโยบายหนังสือลับของหน่วยงาน"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=Q(revoked_at__isnull=True),
                                    name="secrecy_policy_one_standing",
                                    violation_error_message="หน่วยงานนี้มีนโยบายหนังสือลับที่ยังไม่ยกเลิกอยู่แล้ว"),
            models.CheckConstraint(condition=Q(level=Secrecy.SECRET), name="secrecy_policy_level",
                                   violation_error_message="ระบบเก็บเนื้อหาได้ไม่เกินชั้นลับ"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts"), starts__gte=F("order_dated")),
                                   name="secrecy_policy_days",
                                   violation_error_message="วันเริ่มต้องไม่ก่อนวันที่ของคำสั่ง และไม่หลังวันสิ้นสุด"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
                name="secrecy_policy_revoked_whole",
                violation_error_message="นโยบายที่ยกเลิกต้องมีเหตุผลและผู้ยกเลิก",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "level", "order_number", "order_dated", "starts", "ends", "set_at", "set_by",
                    "revoked_at", "revoked_by", "revoke_reason")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"นโยบายหนังสือลับของ{self.office}"


class Clearance(models.Model):
    """One person who may open the office's secret papers under one policy, until it is withdrawn."""

    policy = models.ForeignKey(
        SecrecyPolicy, models.PROTECT, related_name="clearances", verbose_name="นโยบาย"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="clearances", verbose_name="ผู้ได้รับอนุญาต")
    duty = models.CharField("หน้าที่", max_length=10, choices=Duty.choices)
    granted_at = models.DateTimeField("อนุญาตเมื่อ", default=now, editable=False)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="อนุญาตโดย")
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ถอนโดย"
    )

    class Meta:
        verbose_name = "การอนุญาตให้เข้าถึงหนังสือลับ"
        verbose_name_plural = "การอนุญาตให้เข้าถึงหนังสือลับ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "user"], condition=Q(withdrawn_at__isnull=True),
                                    name="clearance_once",
                                    violation_error_message="ผู้นี้ได้รับอนุญาตอยู่แล้ว"),
            models.UniqueConstraint(fields=["policy"], name="clearance_one_registrar",
                                    condition=Q(withdrawn_at__isnull=True, duty=Duty.REGISTRAR),
                                    violation_error_message="มีนายทะเบียนข้อมูลข่าวสารลับอยู่แล้ว"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="clearance_withdrawn_whole",
                violation_error_message="การถอนต้องมีผู้ถอนและเวลา",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = (
            "id",
            "policy",
            "user",
            "duty",
            "granted_at",
            "granted_by",
            "withdrawn_at",
            "withdrawn_by",
        )
        personal = ()

    def __str__(self) -> str:
        return f"{self.user} · {self.get_duty_display()}"


class SecretPaper(models.Model):
    """A secret paper in one office. `party` is from or to whom, as the open register says it; all else is sealed.

    `source` is the sending office's own row, where it came from another office of Saan.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="secret_papers", verbose_name="หน่วยงาน")
    direction = models.CharField("รับ/ส่ง", max_length=10, choices=Direction.choices)
    level = models.CharField("ชั้นความลับ", max_length=12, choices=Secrecy.choices, default=Secrecy.SECRET)
    state = models.CharField("สถานะ", max_length=12, choices=SecretState.choices)
    party = models.CharField("จาก/ถึง", max_length=300)
    number = models.CharField("ที่", max_length=80, blank=True)
    dated = models.DateField("ลงวันที่", null=True, blank=True)
    entry = models.OneToOneField(
        RegisterEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="secret_paper",
        verbose_name="เลขในทะเบียน",
    )
    source = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="ส่งมาจาก"
    )
    version = models.PositiveIntegerField("ครั้งที่บันทึก", default=1)
    sealed = models.BinaryField("ข้อความภายใต้ผนึก", null=True, editable=False)
    scan = models.BinaryField("แฟ้มภายใต้ผนึก", null=True, editable=False)
    created_at = models.DateTimeField("บันทึกเมื่อ", default=now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "หนังสือลับ"
        verbose_name_plural = "หนังสือลับ"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(level=Secrecy.SECRET), name="secret_paper_level",
                                   violation_error_message="ระบบเก็บเนื้อหาได้ไม่เกินชั้นลับ"),
            models.CheckConstraint(condition=~Q(state__in=_NUMBERED) | Q(entry__isnull=False),
                                   name="secret_paper_numbered_whole",
                                   violation_error_message="หนังสือลับที่ออกเลขหรือลงรับแล้วต้องมีเลขในทะเบียน"),
            models.CheckConstraint(
                condition=Q(state=SecretState.DISCARDED, sealed__isnull=True, scan__isnull=True)
                | (~Q(state=SecretState.DISCARDED) & Q(sealed__isnull=False)),
                name="secret_paper_sealed",
                violation_error_message="หนังสือลับต้องมีข้อความภายใต้ผนึก เว้นแต่ร่างที่ทิ้งแล้ว",
            ),
            models.UniqueConstraint(fields=["source", "office"], name="secret_paper_sent_once",
                                    violation_error_message="ส่งหนังสือลับฉบับนี้ถึงหน่วยงานนี้แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "direction", "level", "state", "party", "number", "dated", "entry", "source",
                    "version", "sealed", "scan", "created_at", "created_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"หนังสือลับ {self.number}".strip()
