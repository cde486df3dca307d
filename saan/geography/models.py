"""The tree of places. Rows are never deleted: an abolished place keeps its code and says who followed it."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from saan.geography import rules
from saan.geography.rules import AreaLevel, SuccessionBasis


class AreaQuerySet(models.QuerySet["Area"]):
    """Questions about places that compose into one SQL statement."""

    def within(self, area: Area) -> AreaQuerySet:
        """The area itself and everything beneath it, in force or not."""
        return self.filter(lo__range=(area.lo, area.hi), hi__lte=area.hi)

    def at_level(self, level: AreaLevel) -> AreaQuerySet:
        return self.filter(level=level)

    def in_force(self, on: datetime.date | None = None) -> AreaQuerySet:
        """Places standing on a day; without a day, those that no act has abolished."""
        if on is None:
            return self.filter(valid_to__isnull=True)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=on))

    def with_path(self) -> AreaQuerySet:
        """Fetch the places above in the same statement, for `full_name` in lists."""
        return self.select_related("parent__parent__parent")


class Area(models.Model):
    """One place: the country, a province, a district (amphoe or khet) or a tambon (or khwaeng).

    `lo` and `hi` are the first and last six-digit tambon codes it spans, so a subtree is one BETWEEN over any
    column of tambon codes. `valid_to` is the first day on which the place no longer stood.
    """

    code = models.PositiveIntegerField("รหัสพื้นที่", primary_key=True, help_text="รหัสกรมการปกครอง 2, 4 หรือ 6 หลัก")
    level = models.CharField("ระดับ", max_length=8, choices=AreaLevel.choices)
    name_th = models.CharField("ชื่อ", max_length=120)
    name_en = models.CharField("ชื่อภาษาอังกฤษ", max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="อยู่ใน"
    )
    lo = models.PositiveIntegerField("รหัสตำบลแรก")
    hi = models.PositiveIntegerField("รหัสตำบลสุดท้าย")
    postcodes = models.JSONField("รหัสไปรษณีย์", default=list, blank=True)
    sort_key = models.CharField("คีย์เรียงตามพจนานุกรม", max_length=255, db_index=True, db_collation="C")
    valid_from = models.DateField("ใช้ตั้งแต่วันที่", null=True, blank=True)
    valid_to = models.DateField("สิ้นสุดวันที่", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="พื้นที่ที่รับช่วงต่อ"
    )
    successor_codes = models.JSONField("รหัสพื้นที่ที่รับช่วงต่อทั้งหมด", default=list, blank=True)
    succession_basis = models.CharField(
        "ที่มาของการรับช่วง",
        max_length=6,
        blank=True,
        choices=SuccessionBasis.choices,
    )
    corrections = models.JSONField("การแก้ไขจากต้นทาง", default=list, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "พื้นที่"
        verbose_name_plural = "พื้นที่"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["level", "lo"], name="area_level_lo"),
            models.Index(fields=["lo", "hi"], name="area_range"),
        ]
        constraints = [
            models.CheckConstraint(
                name="area_level_matches_code",
                condition=Q(level="country", code=0)
                | Q(level="province", code__range=(10, 99))
                | Q(level="district", code__range=(1_000, 9_999))
                | Q(level="tambon", code__range=(100_000, 999_999)),
                violation_error_message="ระดับไม่ตรงกับจำนวนหลักของรหัส: จังหวัด 2 อำเภอ 4 ตำบล 6 หลัก",
            ),
            models.CheckConstraint(
                name="area_range_matches_code",
                condition=Q(level="country", lo=0, hi=rules.LAST_LEAF)
                | Q(level="province", code=F("lo") / 10_000, hi=F("lo") + 9_999) & Q(code=F("hi") / 10_000)
                | Q(level="district", code=F("lo") / 100, hi=F("lo") + 99) & Q(code=F("hi") / 100)
                | Q(level="tambon", lo=F("code"), hi=F("code")),
                violation_error_message="ช่วงรหัสตำบลไม่ตรงกับรหัสพื้นที่",
            ),
            models.CheckConstraint(
                name="area_range_in_order",
                condition=Q(lo__lte=F("hi")),
                violation_error_message="รหัสตำบลแรกต้องไม่มากกว่ารหัสตำบลสุดท้าย",
            ),
            models.CheckConstraint(
                name="area_parent_matches_code",
                condition=Q(level="country", parent__isnull=True)
                | Q(level="province", parent=0)
                | Q(code__gte=F("parent") * 100, code__lt=F("parent") * 100 + 100),
                violation_error_message="พื้นที่ต้องอยู่ในอำเภอหรือจังหวัดตามรหัสนำหน้าของตน",
            ),
            models.CheckConstraint(
                name="area_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                violation_error_message="วันที่เริ่มใช้ต้องไม่หลังวันที่สิ้นสุด",
            ),
            models.CheckConstraint(
                name="area_successor_only_when_ended",
                condition=Q(successor__isnull=True) | (Q(valid_to__isnull=False) & ~Q(successor=F("code"))),
                violation_error_message="ระบุพื้นที่รับช่วงต่อได้เฉพาะพื้นที่ที่ยกเลิกแล้ว และต้องเป็นคนละพื้นที่",
            ),
        ]

    class Privacy:
        public = (
            "code", "level", "name_th", "name_en", "parent", "lo", "hi", "postcodes", "sort_key",
            "valid_from", "valid_to", "successor", "successor_codes", "succession_basis", "corrections",
        )  # fmt: skip
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name with its word: "ตำบลหัวไทร", "แขวงดุสิต", "กรุงเทพมหานคร"."""
        return rules.title(self.code, self.name_th)

    @property
    def short(self) -> str:
        """The name as in a table: "ต.หัวไทร"."""
        return rules.short_title(self.code, self.name_th)

    @property
    def full_name(self) -> str:
        """The whole address: "ตำบลหัวไทร อำเภอบางคล้า จังหวัดฉะเชิงเทรา". Lists use `with_path()` first."""
        if self.parent is None or self.parent.level == AreaLevel.COUNTRY:
            return self.title
        return f"{self.title} {self.parent.full_name}"

    def contains(self, other: Area) -> bool:
        """Whether the other place lies in this one, or is this one."""
        return self.lo <= other.lo and other.hi <= self.hi
