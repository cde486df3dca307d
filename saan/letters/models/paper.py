"""The paper itself, its files, the letters it cites, and its stay in each office.

A letter is one paper, whoever holds it; an office's own number, stamp and state live in its Receipt. Do not add
receive numbers to Letter: one paper carries many stamps, one per organisational level.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.kernel.dates import now
from saan.letters.rules import UNNUMBERED, Channel, Direction, FileRole, LetterKind, LetterState, ReceiptState
from saan.organisations.models import Office


class Letter(models.Model):
    """One official paper. Header fields hold what was confirmed; what was first read stays in its LetterReading.

    `audience` is the expression of organisations.audience with what it meant on the day: {"terms", "offices",
    "except", "count", "acknowledge_by"}. `reminds` with a round is a reminder, without one an escalation.
    `press` is the page from which it was sent: a button pressed twice sends once.
    """

    direction = models.CharField("รับ/ส่ง", max_length=10, choices=Direction.choices)
    state = models.CharField("สถานะ", max_length=12, choices=LetterState.choices)
    kind = models.CharField("ชนิดหนังสือ", max_length=20, choices=LetterKind.choices)
    number = models.CharField("ที่", max_length=80, blank=True)
    number_key = models.CharField("เลขที่สำหรับเทียบ", max_length=80, blank=True, db_index=True)
    circular = models.BooleanField("หนังสือเวียน", default=False)
    urgency = models.CharField("ชั้นความเร็ว", max_length=20, blank=True)
    secrecy = models.CharField("ชั้นความลับ", max_length=20, blank=True)
    issuer_name = models.CharField("ส่วนราชการเจ้าของหนังสือ", max_length=300, blank=True)
    issuer = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters_issued",
        verbose_name="หน่วยงานผู้ออก",
    )
    dated = models.DateField("ลงวันที่", null=True, blank=True)
    subject = models.CharField("เรื่อง", max_length=500)
    addressees = models.JSONField("เรียน/ถึง", default=list)
    content = models.JSONField("เนื้อหาที่ร่าง", default=dict)
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name="ตอบหนังสือ"
    )
    audience = models.JSONField("ผู้รับตามนิพจน์", null=True, blank=True)
    signature = models.JSONField("หลักฐานการลงนาม", null=True, blank=True)
    verify_code = models.CharField("รหัสตรวจสอบ", max_length=20, null=True, blank=True, unique=True)
    search = models.TextField("ข้อความสำหรับค้น", blank=True, editable=False)
    reminds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reminders", verbose_name="เตือนหนังสือ"
    )
    reminder_round = models.PositiveSmallIntegerField("เตือนครั้งที่", null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="ใช้แทนหนังสือ"
    )
    onward_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="onward", verbose_name="ส่งต่อจากหนังสือ"
    )
    press = models.UUIDField("การกดส่ง", null=True, blank=True, unique=True, editable=False)
    recalled_at = models.DateTimeField("เรียกคืนเมื่อ", null=True, blank=True)
    recalled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เรียกคืนโดย"
    )
    recall_reason = models.CharField("เหตุผลที่เรียกคืน", max_length=300, blank=True)
    created_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "หนังสือ"
        verbose_name_plural = "หนังสือ"
        ordering = ["-dated", "-id"]
        indexes = [GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="letter_search_trigrams")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.NUMBERED, LetterState.SENT])
                | (~Q(number="") & Q(dated__isnull=False) & Q(issuer__isnull=False)),
                name="letter_numbered_is_whole",
                violation_error_message="หนังสือที่ออกเลขแล้วต้องมีเลขที่ วันที่ และหน่วยงานผู้ออก",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.RECALLED)
                | (Q(recalled_at__isnull=False, recalled_by__isnull=False) & ~Q(recall_reason="")),
                name="letter_recalled_with_reason",
                violation_error_message="หนังสือที่เรียกคืนต้องมีเหตุผล ผู้เรียกคืน และเวลา",
            ),
            models.UniqueConstraint(fields=["reminds", "reminder_round"], name="letter_reminds_once_a_round",
                                    violation_error_message="เตือนรอบนี้ไปแล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "direction", "state", "kind", "number", "number_key", "circular", "urgency", "secrecy",
                    "issuer_name", "issuer", "dated", "subject", "addressees", "content", "reply_to", "audience",
                    "signature", "verify_code", "search", "reminds", "reminder_round", "supersedes", "onward_of",
                    "press", "recalled_at", "recalled_by", "recall_reason", "created_at", "created_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.number or 'หนังสือยังไม่มีเลข'} {self.subject}"


class LetterFile(models.Model):
    """A file of a letter, in one role. Originals are never altered: stamps are drawn on copies."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files", verbose_name="หนังสือ")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="letter_files", verbose_name="แฟ้ม")
    role = models.CharField("ใช้เป็น", max_length=12, choices=FileRole.choices)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="สำเนาของหน่วยงาน"
    )

    class Meta:
        verbose_name = "แฟ้มของหนังสือ"
        verbose_name_plural = "แฟ้มของหนังสือ"

    class Privacy:
        public = ()
        internal = ("id", "letter", "file", "role", "office")
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.file}"


class LetterReference(models.Model):
    """A letter that this letter cites, as printed; `resolved` is the paper itself when Saan holds it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="references", verbose_name="หนังสือ")
    number = models.CharField("ที่", max_length=80)
    number_key = models.CharField("เลขที่สำหรับเทียบ", max_length=80, db_index=True)
    dated = models.DateField("ลงวันที่", null=True, blank=True)
    resolved = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="cited_by", verbose_name="หนังสือในระบบ"
    )

    class Meta:
        verbose_name = "หนังสืออ้างถึง"
        verbose_name_plural = "หนังสืออ้างถึง"

    class Privacy:
        public = ()
        internal = ("id", "letter", "number", "number_key", "dated", "resolved")
        personal = ()

    def __str__(self) -> str:
        return self.number


class Receipt(models.Model):
    """A letter in one office: arrived, then registered with that office's number (gapless per office and BE year)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="receipts", verbose_name="หนังสือ")
    office = models.ForeignKey(Office, models.PROTECT, related_name="receipts", verbose_name="หน่วยงานผู้รับ")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="รับต่อจาก"
    )
    via = models.CharField("ทาง", max_length=10, choices=Channel.choices, default=Channel.SAAN)
    state = models.CharField("สถานะ", max_length=12, choices=ReceiptState.choices)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ.", null=True, blank=True)
    number = models.PositiveIntegerField("เลขรับ", null=True, blank=True)
    arrived_at = models.DateTimeField("มาถึงเมื่อ", default=now, editable=False)
    arrived_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="นำเข้าโดย")
    registered_at = models.DateTimeField("ลงรับเมื่อ", null=True, blank=True)
    registered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ลงรับโดย"
    )
    opened_at = models.DateTimeField("เปิดอ่านเมื่อ", null=True, blank=True)
    opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เปิดอ่านโดย"
    )
    acknowledged_at = models.DateTimeField("รับทราบเมื่อ", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="รับทราบโดย"
    )
    due_on = models.DateField("กำหนดรับทราบ", null=True, blank=True)
    passed_on_at = models.DateTimeField("สั่งการต่อเมื่อ", null=True, blank=True)
    passed_on_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="สั่งการต่อโดย"
    )
    closed_at = models.DateTimeField("ปิดเรื่องเมื่อ", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ปิดเรื่องโดย"
    )
    remark = models.CharField("การปฏิบัติ", max_length=300, blank=True)

    class Meta:
        verbose_name = "การรับหนังสือ"
        verbose_name_plural = "การรับหนังสือ"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "office"], name="receipt_once_per_office",
                                    violation_error_message="หน่วยงานนี้รับหนังสือฉบับนี้แล้ว"),
            models.UniqueConstraint(fields=["office", "year_be", "number"], name="receipt_number_unique",
                                    violation_error_message="เลขรับนี้ถูกใช้แล้ว"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNNUMBERED))
                | Q(number__isnull=False, year_be__isnull=False, registered_at__isnull=False,
                    registered_by__isnull=False),
                name="receipt_registered_is_whole",
                violation_error_message="หนังสือที่ลงรับแล้วต้องมีเลขรับ เวลา และผู้รับ",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="receipt_acknowledged_is_whole",
                violation_error_message="การรับทราบต้องมีผู้รับทราบและเวลา",
            ),
            models.CheckConstraint(
                condition=Q(passed_on_at__isnull=True, passed_on_by__isnull=True)
                | Q(passed_on_at__isnull=False, passed_on_by__isnull=False),
                name="receipt_passed_on_is_whole",
                violation_error_message="หนังสือที่สั่งการต่อแล้วต้องมีเวลาและผู้สั่งการ",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReceiptState.CLOSED) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="receipt_closed_is_whole",
                violation_error_message="เรื่องที่ปิดแล้วต้องมีเวลาและผู้ปิด",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "letter", "office", "parent", "via", "state", "year_be", "number", "arrived_at",
                    "arrived_by", "registered_at", "registered_by", "opened_at", "opened_by", "acknowledged_at",
                    "acknowledged_by", "due_on", "passed_on_at", "passed_on_by", "closed_at", "closed_by",
                    "remark")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.office} รับที่ {self.number or '–'}"
