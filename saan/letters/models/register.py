"""Registers and who signs. Numbers are taken in `letters.actions.registers` alone, under the register's row lock."""

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.kernel.dates import now
from saan.letters.models.paper import Letter
from saan.letters.rules import RegisterKind
from saan.organisations.models import Office


class Register(models.Model):
    """One series of numbers: issuing body × kind × BE calendar year. `paper_until` = last number used on paper."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="registers", verbose_name="เจ้าของทะเบียน")
    kind = models.CharField("ทะเบียน", max_length=10, choices=RegisterKind.choices)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ.")
    last_number = models.PositiveIntegerField("เลขล่าสุด", default=0)
    paper_until = models.PositiveIntegerField("เลขล่าสุดที่ใช้ในสมุด", default=0)

    class Meta:
        verbose_name = "ทะเบียนหนังสือ"
        verbose_name_plural = "ทะเบียนหนังสือ"
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "year_be"], name="register_unique"),
            models.CheckConstraint(condition=Q(last_number__gte=F("paper_until")), name="register_after_paper",
                                   violation_error_message="เลขล่าสุดต้องไม่น้อยกว่าเลขที่ใช้ในสมุดแล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "kind", "year_be", "last_number", "paper_until")
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year_be} {self.office}"


class RegisterEntry(models.Model):
    """One number of a register: used, reserved or burned. A burned number keeps its line and its remark for ever.

    A reserved one has a last day and no letter yet; unused on that day it is burned. A number of a paper outside Saan
    has no letter either: `paper_number` to `subject_line` then are what the register says of it.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="entries", verbose_name="ทะเบียน")
    number = models.PositiveIntegerField("เลข")
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="register_entries", verbose_name="หนังสือ"
    )
    taken_at = models.DateTimeField("ออกเลขเมื่อ", default=now, editable=False)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ออกเลขโดย")
    cancelled_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยกเลิกโดย"
    )
    remark = models.CharField("หมายเหตุ", max_length=300, blank=True)
    reserved_for = models.CharField("จองไว้สำหรับ", max_length=300, blank=True)
    reserved_until = models.DateField("จองถึงวันที่", null=True, blank=True)
    paper_number = models.CharField("ที่ของหนังสือนอกระบบ", max_length=80, blank=True)
    paper_dated = models.DateField("ลงวันที่ของหนังสือนอกระบบ", null=True, blank=True)
    from_line = models.CharField("จาก", max_length=300, blank=True)
    to_line = models.CharField("ถึง", max_length=300, blank=True)
    subject_line = models.CharField("เรื่อง", max_length=500, blank=True)

    class Meta:
        verbose_name = "เลขในทะเบียน"
        verbose_name_plural = "เลขในทะเบียน"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_number_unique"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(remark="")),
                name="register_cancelled_with_remark",
                violation_error_message="เลขที่ยกเลิกต้องมีหมายเหตุและผู้ยกเลิก",
            ),
        ]
        indexes = [
            models.Index(
                fields=["register", "reserved_until"],
                condition=Q(reserved_until__isnull=False, letter__isnull=True, cancelled_at__isnull=True),
                name="register_reserved",
            )
        ]

    class Privacy:
        public = ()
        internal = ("id", "register", "number", "letter", "taken_at", "taken_by", "cancelled_at", "cancelled_by",
                    "remark", "reserved_for", "reserved_until", "paper_number", "paper_dated", "from_line",
                    "to_line", "subject_line")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.register} เลข {self.number}"


class SigningAuthority(models.Model):
    """Who may sign for an office between two days, with the capacity chain printed under the name.

    `chain` is the printed lines in order; `body` is the legal body of the last post, whose register then numbers the
    letter: null is the office's issuing body, the office itself where its head signs in own right.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="signing_authorities", verbose_name="หน่วยงาน"
    )
    signer_name = models.CharField("ชื่อผู้ลงนาม", max_length=200)
    chain = models.JSONField("ตำแหน่งตามลำดับ", default=list)
    order_reference = models.CharField("คำสั่งที่", max_length=200, blank=True)
    starts = models.DateField("ตั้งแต่วันที่")
    ends = models.DateField("ถึงวันที่", null=True, blank=True)
    signer = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signing_authorities",
        verbose_name="บัญชีผู้ลงนาม",
    )
    body = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ออกหนังสือในนาม"
    )
    kinds = models.JSONField("ชนิดหนังสือที่ลงนามได้", default=list, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="บันทึกโดย"
    )
    revoked_on = models.DateField("เพิกถอนเมื่อวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "อำนาจลงนาม"
        verbose_name_plural = "อำนาจลงนาม"
        constraints = [
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                                   name="signing_ends_after_start",
                                   violation_error_message="วันสิ้นสุดอำนาจลงนามต้องไม่ก่อนวันเริ่ม"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "chain", "order_reference", "starts", "ends", "signer", "body", "kinds",
                    "recorded_at", "recorded_by", "revoked_on")  # fmt: skip
        personal = ("signer_name",)

    def __str__(self) -> str:
        return f"{self.signer_name} · {self.office}"
