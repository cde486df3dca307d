"""Targets of indicators, each with the letter and the very words that set it. Money is bigint satang."""

from django.db import models

from saan.accounts.models import User
from saan.geography.models import Area
from saan.indicators.rules import TargetTier
from saan.letters.models import Letter


class Target(models.Model):
    """What one area is to reach in one fiscal year. `indicator` is a code of indicators/data/indicators.yaml;
    `value` is in the indicator's unit, satang for money."""

    indicator = models.CharField("ตัวชี้วัด", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="targets", verbose_name="พื้นที่")
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")
    tier = models.CharField("ขั้น", max_length=10, choices=TargetTier.choices)
    value = models.BigIntegerField("ค่าเป้าหมาย")
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name="หนังสือ"
    )
    evidence = models.TextField("ถ้อยคำในหนังสือ", blank=True)
    span = models.JSONField("ตำแหน่งของถ้อยคำ", null=True, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ค่าเป้าหมาย"
        verbose_name_plural = "ค่าเป้าหมาย"
        ordering = ["-fiscal_year_be", "indicator", "area"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area", "fiscal_year_be", "tier"], name="target_once",
                                    violation_error_message="มีค่าเป้าหมายนี้แล้ว แก้ค่าเดิมแทนการเพิ่ม"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="target_not_negative",
                                   violation_error_message="ค่าเป้าหมายต้องไม่ติดลบ"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "indicator", "area", "fiscal_year_be", "tier", "value")
        internal = ("letter", "evidence", "span", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.fiscal_year_be}"
