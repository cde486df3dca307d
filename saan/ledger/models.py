"""The append-only record of acts. Rows hold text, not foreign keys, so that they outlive what they speak of."""

from django.db import models


class Act(models.Model):
    """One act by one person at one office. The database refuses UPDATE, DELETE and TRUNCATE (migration 0002)."""

    at = models.DateTimeField("เมื่อ", auto_now_add=True, db_index=True)
    actor = models.CharField("บัญชีผู้กระทำ", max_length=150)
    actor_name = models.CharField("ชื่อผู้กระทำ", max_length=200)
    office = models.CharField("รหัสหน่วยงาน", max_length=60, db_index=True)
    office_name = models.CharField("ชื่อหน่วยงาน", max_length=250)
    verb = models.CharField("การกระทำ", max_length=60)
    object_kind = models.CharField("ชนิดสิ่งที่ถูกกระทำ", max_length=60)
    object_id = models.CharField("รหัสสิ่งที่ถูกกระทำ", max_length=60)
    summary = models.CharField("ข้อความ", max_length=500)
    detail = models.JSONField("รายละเอียด", default=dict)

    class Meta:
        verbose_name = "การกระทำ"
        verbose_name_plural = "บันทึกการกระทำ"
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="act_object")]

    class Privacy:
        public = ()
        internal = (
            "id",
            "at",
            "office",
            "office_name",
            "verb",
            "object_kind",
            "object_id",
            "summary",
            "detail",
        )
        personal = ("actor", "actor_name")

    def __str__(self) -> str:
        return self.summary
