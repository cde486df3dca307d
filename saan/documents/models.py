"""Files as they came. Content is kept once by its hash under the data folder; of a row only its removal is written."""

from django.db import models
from django.db.models import Q

from saan.organisations.models import Office


class StoredFile(models.Model):
    """One file that somebody handed in or that Saan made. Bytes: `documents.queries.read_bytes`.

    A removed file keeps its row for ever: that it was there, its name and its hash.
    """

    sha256 = models.CharField("ลายนิ้วมือแฟ้ม", max_length=64, db_index=True)
    name = models.CharField("ชื่อแฟ้ม", max_length=255)
    media_type = models.CharField("ชนิดแฟ้ม", max_length=100)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    kept_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True)
    kept_by = models.CharField("เก็บโดยบัญชี", max_length=150)
    removed_at = models.DateTimeField("ทำลายเมื่อ", null=True, blank=True)
    removed_by = models.CharField("ทำลายโดยบัญชี", max_length=150, blank=True)

    class Meta:
        verbose_name = "แฟ้ม"
        verbose_name_plural = "แฟ้ม"
        constraints = [
            models.CheckConstraint(condition=Q(removed_at__isnull=True) | ~Q(removed_by=""),
                                   name="file_removed_is_whole",
                                   violation_error_message="แฟ้มที่ทำลายแล้วต้องมีผู้ทำลาย"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "sha256", "name", "media_type", "size", "kept_at", "removed_at")
        personal = ("kept_by", "removed_by")

    def __str__(self) -> str:
        return self.name


class OfficeMarks(models.Model):
    """What an office's own papers bear: its Garuda, its seal and the line at the foot; the current ones only.

    Pictures are the office's own files (PNG or JPEG); Saan brings none. Who changed them when is in the ledger.
    """

    office = models.OneToOneField(Office, models.PROTECT, related_name="marks", verbose_name="หน่วยงาน")
    garuda = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ครุฑ"
    )
    seal = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตราชื่อส่วนราชการ"
    )
    slogan = models.CharField("คำขวัญท้ายหนังสือ", max_length=200, blank=True)

    class Meta:
        verbose_name = "ครุฑและตราของหน่วยงาน"
        verbose_name_plural = "ครุฑและตราของหน่วยงาน"

    class Privacy:
        public = ()
        internal = ("id", "office", "garuda", "seal", "slogan")
        personal = ()

    def __str__(self) -> str:
        return f"ครุฑและตราของ{self.office}"
