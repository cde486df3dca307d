"""What the machine read in a letter, what it doubted, and what a person decided. Nothing read is ever overwritten:
the record in force is the reading with its decisions laid over it (`letters.queries.confirmed_record`)."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.letters.models.paper import Letter
from saan.letters.rules import DoubtState


class LetterReading(models.Model):
    """One run of the reader over one file: its text as it stands there, and the record (docs/letter-schema.md).

    `lines` are [start, end, page from 1, box in points, certainty or null]; null where the file has no places for them.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="readings", verbose_name="หนังสือ")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="แฟ้ม")
    text = models.TextField("ข้อความ")
    pages = models.JSONField("ช่วงของแต่ละหน้า", default=list)
    lines = models.JSONField("บรรทัดบนหน้ากระดาษ", null=True, blank=True)
    record = models.JSONField("ข้อมูลที่อ่านได้")
    reader_version = models.CharField("รุ่นของตัวอ่าน", max_length=20)
    made_at = models.DateTimeField("อ่านเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "ผลการอ่าน"
        verbose_name_plural = "ผลการอ่าน"
        ordering = ["-id"]

    class Privacy:
        public = ()
        internal = ("id", "letter", "file", "text", "pages", "lines", "record", "reader_version", "made_at")
        personal = ()

    def __str__(self) -> str:
        return f"ผลการอ่าน {self.letter}"


class Doubt(models.Model):
    """A contradiction the reader noticed. A person settles it; until then no directive of the letter may be issued."""

    reading = models.ForeignKey(LetterReading, models.PROTECT, related_name="doubts", verbose_name="ผลการอ่าน")
    order = models.PositiveSmallIntegerField("ลำดับ")
    kind = models.CharField("ชนิดข้อสงสัย", max_length=40)
    fields = models.JSONField("ช่องที่เกี่ยวข้อง", default=list)
    words = models.JSONField("ถ้อยคำ", default=list)
    message = models.CharField("ข้อสงสัย", max_length=500)
    suggestions = models.JSONField("ทางเลือก", default=list)
    state = models.CharField("สถานะ", max_length=10, choices=DoubtState.choices, default=DoubtState.OPEN)
    choice = models.CharField("คำตอบ", max_length=300, blank=True)
    settled_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยืนยันโดย"
    )

    class Meta:
        verbose_name = "ข้อสงสัย"
        verbose_name_plural = "ข้อสงสัย"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "order"], name="doubt_order_unique"),
            models.CheckConstraint(
                condition=Q(state=DoubtState.OPEN, settled_at__isnull=True, settled_by__isnull=True)
                | Q(state=DoubtState.SETTLED, settled_at__isnull=False, settled_by__isnull=False),
                name="doubt_settled_is_whole",
                violation_error_message="ข้อสงสัยที่ยืนยันแล้วต้องมีผู้ยืนยันและเวลา",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "reading", "order", "kind", "fields", "words", "message", "suggestions", "state", "choice",
                    "settled_at", "settled_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return self.message


class Decision(models.Model):
    """One field as a person decided it: by answering a doubt or by correcting it. Later decisions win."""

    reading = models.ForeignKey(
        LetterReading, models.PROTECT, related_name="decisions", verbose_name="ผลการอ่าน"
    )
    doubt = models.ForeignKey(
        Doubt, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="จากข้อสงสัย"
    )
    path = models.CharField("ช่อง", max_length=120)
    was = models.JSONField("ค่าที่อ่านได้", null=True)
    value = models.JSONField("ค่าที่ใช้", null=True)
    reason = models.CharField("เหตุผล", max_length=300, blank=True)
    decided_at = models.DateTimeField("ตัดสินเมื่อ", auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ตัดสินโดย")

    class Meta:
        verbose_name = "คำตัดสินของช่อง"
        verbose_name_plural = "คำตัดสินของช่อง"
        ordering = ["id"]

    class Privacy:
        public = ()
        internal = ("id", "reading", "doubt", "path", "was", "value", "reason", "decided_at", "decided_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.path} = {self.value}"
