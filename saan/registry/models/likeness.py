"""Producers that may be the same, and merges that can be undone."""

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.kernel.dates import now
from saan.registry.models.producers import Producer
from saan.registry.rules import PairState


class DuplicatePair(models.Model):
    """Two producers that may be one; `reasons` is [{"says", "weight"}], the pieces that speak for and against."""

    left = models.ForeignKey(Producer, models.CASCADE, related_name="pairs_left", verbose_name="รายที่หนึ่ง")
    right = models.ForeignKey(Producer, models.CASCADE, related_name="pairs_right", verbose_name="รายที่สอง")
    score = models.DecimalField("คะแนนความเหมือน", max_digits=5, decimal_places=2)
    reasons = models.JSONField("เหตุผล", default=list)
    state = models.CharField("สถานะ", max_length=10, choices=PairState.choices, default=PairState.OPEN)
    decided_at = models.DateTimeField("ตัดสินเมื่อ", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตัดสินโดย"
    )
    decision_reason = models.CharField("เหตุผลที่ตัดสิน", max_length=300, blank=True)

    class Meta:
        verbose_name = "คู่ที่อาจซ้ำ"
        verbose_name_plural = "คู่ที่อาจซ้ำ"
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_once",
                                    violation_error_message="คู่นี้มีอยู่แล้ว"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_in_order",
                                   violation_error_message="รายที่หนึ่งต้องมีรหัสน้อยกว่ารายที่สอง"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = (
            "id",
            "left",
            "right",
            "score",
            "reasons",
            "state",
            "decided_at",
            "decided_by",
            "decision_reason",
        )
        personal = ()

    def __str__(self) -> str:
        return f"{self.left} / {self.right}"


class Merge(models.Model):
    """One merge: which was kept, which field came from where, and all that moved, enough to restore it exactly."""

    kept = models.ForeignKey(Producer, models.PROTECT, related_name="merges_kept", verbose_name="รายที่คงไว้")
    lost = models.ForeignKey(
        Producer, models.PROTECT, related_name="merges_lost", verbose_name="รายที่รวมเข้าไป"
    )
    choices = models.JSONField("ช่องที่เลือก", default=dict)
    moved = models.JSONField("สิ่งที่ย้าย", default=dict)
    reason = models.CharField("เหตุผล", max_length=300, blank=True)
    merged_at = models.DateTimeField("รวมเมื่อ", default=now, editable=False)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="รวมโดย")
    undone_at = models.DateTimeField("ยกเลิกการรวมเมื่อ", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยกเลิกการรวมโดย"
    )

    class Meta:
        verbose_name = "การรวมทะเบียน"
        verbose_name_plural = "การรวมทะเบียน"
        ordering = ["-id"]

    class Privacy:
        public = ()
        internal = (
            "id",
            "kept",
            "lost",
            "choices",
            "reason",
            "merged_at",
            "merged_by",
            "undone_at",
            "undone_by",
        )
        personal = ("moved",)

    def __str__(self) -> str:
        return f"รวม {self.lost} เข้ากับ {self.kept}"
