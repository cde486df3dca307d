"""Keeping, lending and destroying papers. How long each class is kept is data that an office may correct."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.kernel.dates import now
from saan.letters.models.paper import Letter, Receipt
from saan.letters.rules import ListDecision, ListState, PaperState
from saan.organisations.models import Office


class RetentionClass(models.Model):
    """How many years a class of papers is kept (Regulation, clause 57); null is for ever."""

    code = models.SlugField("รหัส", max_length=20, unique=True)
    label = models.CharField("ประเภท", max_length=200)
    years = models.PositiveSmallIntegerField("เก็บกี่ปี", null=True, blank=True)
    source = models.CharField("ที่มา", max_length=300, blank=True)
    verified = models.BooleanField("ตรวจกับตัวบทแล้ว", default=False)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "อายุการเก็บหนังสือ"
        verbose_name_plural = "อายุการเก็บหนังสือ"
        ordering = ["order", "code"]

    class Privacy:
        public = ("id", "code", "label", "years", "source", "verified", "order")
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return self.label


class FiledPaper(models.Model):
    """A letter in an office's store: which class, until when, where.

    `keep_until` is 31 December of `year_be` (the BE year of its number here) and the years of its class; null is for
    ever. `electronic` papers never were on paper: they are kept unless somebody lists them one by one.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="filings", verbose_name="หนังสือ")
    office = models.ForeignKey(Office, models.PROTECT, related_name="filed_papers", verbose_name="หน่วยงาน")
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="filings", verbose_name="การรับหนังสือ"
    )
    retention = models.ForeignKey(RetentionClass, models.PROTECT, related_name="+", verbose_name="อายุการเก็บ")
    folder = models.CharField("แฟ้มและที่เก็บ", max_length=200, blank=True)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ. ของเลข")
    keep_until = models.DateField("เก็บถึงวันที่", null=True, blank=True)
    electronic = models.BooleanField("เป็นหนังสืออิเล็กทรอนิกส์แต่แรก", default=False)
    historical = models.BooleanField("มีคุณค่าทางประวัติศาสตร์", default=False)
    hold_reason = models.CharField("เหตุที่ห้ามทำลาย", max_length=300, blank=True)
    state = models.CharField("สถานะ", max_length=12, choices=PaperState.choices, default=PaperState.STORED)
    filed_at = models.DateTimeField("เก็บเมื่อ", default=now, editable=False)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="เก็บโดย")
    gone_at = models.DateTimeField("ทำลายหรือส่งมอบเมื่อ", null=True, blank=True)
    gone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ทำลายหรือส่งมอบโดย"
    )
    gone_reference = models.CharField("หลักฐานการทำลายหรือส่งมอบ", max_length=200, blank=True)

    class Meta:
        verbose_name = "หนังสือในที่เก็บ"
        verbose_name_plural = "หนังสือในที่เก็บ"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "office"], name="filed_once_per_office",
                                    violation_error_message="หนังสือฉบับนี้เก็บไว้แล้ว"),
            models.CheckConstraint(
                condition=~Q(state__in=[PaperState.DESTROYED, PaperState.HANDED_OVER])
                | Q(gone_at__isnull=False, gone_by__isnull=False),
                name="filed_gone_is_whole",
                violation_error_message="หนังสือที่ทำลายหรือส่งมอบแล้วต้องมีผู้ทำและเวลา",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "letter", "office", "receipt", "retention", "folder", "year_be", "keep_until",
                    "electronic", "historical", "hold_reason", "state", "filed_at", "filed_by", "gone_at", "gone_by",
                    "gone_reference")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.letter} · {self.folder}"


class Loan(models.Model):
    """A paper out of the store: who has it, why, until when (form 24)."""

    paper = models.ForeignKey(FiledPaper, models.PROTECT, related_name="loans", verbose_name="หนังสือ")
    borrower = models.CharField("ผู้ยืม", max_length=200)
    borrower_post = models.CharField("ตำแหน่งและสังกัดผู้ยืม", max_length=300, blank=True)
    approver = models.CharField("ผู้อนุญาต", max_length=300)
    purpose = models.CharField("เพื่อ", max_length=300)
    due_on = models.DateField("กำหนดคืน")
    lent_at = models.DateTimeField("ยืมเมื่อ", default=now, editable=False)
    lent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ให้ยืมโดย")
    returned_at = models.DateTimeField("คืนเมื่อ", null=True, blank=True)
    returned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="รับคืนโดย"
    )

    class Meta:
        verbose_name = "การยืมหนังสือ"
        verbose_name_plural = "การยืมหนังสือ"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["paper"], condition=Q(returned_at__isnull=True), name="one_loan_at_a_time",
                                    violation_error_message="หนังสือฉบับนี้มีผู้ยืมอยู่แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "paper", "purpose", "due_on", "lent_at", "lent_by", "returned_at", "returned_by")
        personal = ("borrower", "borrower_post", "approver")

    def __str__(self) -> str:
        return f"{self.borrower} ยืม {self.paper}"


class DestructionList(models.Model):
    """An office's yearly list of papers to destroy (form 25), drawn up after the end of the BE year.

    `committee` is [{"name", "post", "chair"}], a chair and at least two members.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="destruction_lists", verbose_name="หน่วยงาน"
    )
    year_be = models.PositiveSmallIntegerField("ประจำปี พ.ศ.")
    state = models.CharField("สถานะ", max_length=12, choices=ListState.choices, default=ListState.DRAFT)
    committee = models.JSONField("คณะกรรมการ", default=list, blank=True)
    order_reference = models.CharField("คำสั่งแต่งตั้ง", max_length=200, blank=True)
    approver = models.CharField("ผู้อนุมัติ", max_length=300, blank=True)
    approved_on = models.DateField("อนุมัติเมื่อวันที่", null=True, blank=True)
    archives_reference = models.CharField("หนังสือหอจดหมายเหตุ", max_length=200, blank=True)
    archives_sent_on = models.DateField("ส่งหอจดหมายเหตุเมื่อวันที่", null=True, blank=True)
    archives_answered_on = models.DateField("หอจดหมายเหตุตอบเมื่อวันที่", null=True, blank=True)
    drawn_at = models.DateTimeField("จัดทำเมื่อ", auto_now_add=True)
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="จัดทำโดย")
    done_at = models.DateTimeField("ทำลายเมื่อ", null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ทำลายโดย"
    )

    class Meta:
        verbose_name = "บัญชีหนังสือขอทำลาย"
        verbose_name_plural = "บัญชีหนังสือขอทำลาย"
        ordering = ["-year_be", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year_be"], condition=~Q(state=ListState.DONE),
                                    name="one_open_list_a_year",
                                    violation_error_message="ปีนี้มีบัญชีขอทำลายที่ยังไม่เสร็จอยู่แล้ว"),
            models.CheckConstraint(condition=~Q(state=ListState.DONE) | Q(done_at__isnull=False, done_by__isnull=False),
                                   name="list_done_is_whole",
                                   violation_error_message="บัญชีที่ทำลายแล้วต้องมีผู้ทำและเวลา"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "year_be", "state", "order_reference", "approved_on", "archives_reference",
                    "archives_sent_on", "archives_answered_on", "drawn_at", "drawn_by", "done_at",
                    "done_by")  # fmt: skip
        personal = ("committee", "approver")

    def __str__(self) -> str:
        return f"บัญชีหนังสือขอทำลาย {self.year_be} {self.office}"


class DestructionItem(models.Model):
    """One paper of the list and what the committee decided."""

    list = models.ForeignKey(DestructionList, models.CASCADE, related_name="items", verbose_name="บัญชี")
    paper = models.ForeignKey(FiledPaper, models.PROTECT, related_name="listings", verbose_name="หนังสือ")
    number = models.PositiveIntegerField("ลำดับ")
    decision = models.CharField(
        "คำวินิจฉัย", max_length=10, choices=ListDecision.choices, default=ListDecision.PENDING
    )
    reason = models.CharField("เหตุผล", max_length=300, blank=True)

    class Meta:
        verbose_name = "รายการในบัญชีขอทำลาย"
        verbose_name_plural = "รายการในบัญชีขอทำลาย"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "paper"], name="listed_once",
                                    violation_error_message="หนังสือฉบับนี้อยู่ในบัญชีแล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "list", "paper", "number", "decision", "reason")
        personal = ()

    def __str__(self) -> str:
        return f"{self.number} {self.paper}"
