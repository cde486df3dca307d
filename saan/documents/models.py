"""Files as they came. Content is kept once by its hash under the data folder; a row is never changed."""

from django.db import models


class StoredFile(models.Model):
    """One file that somebody handed in or that Saan made. Bytes: `documents.queries.read_bytes`."""

    sha256 = models.CharField("ลายนิ้วมือแฟ้ม", max_length=64, db_index=True)
    name = models.CharField("ชื่อแฟ้ม", max_length=255)
    media_type = models.CharField("ชนิดแฟ้ม", max_length=100)
    size = models.PositiveBigIntegerField("ขนาด (ไบต์)")
    kept_at = models.DateTimeField("เก็บเมื่อ", auto_now_add=True)
    kept_by = models.CharField("เก็บโดยบัญชี", max_length=150)

    class Meta:
        verbose_name = "แฟ้ม"
        verbose_name_plural = "แฟ้ม"

    class Privacy:
        public = ()
        internal = ("id", "sha256", "name", "media_type", "size", "kept_at")
        personal = ("kept_by",)

    def __str__(self) -> str:
        return self.name
