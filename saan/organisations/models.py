"""Offices in their lines of command, and which tambons a local authority serves. Rows end, never vanish."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from saan.geography.models import Area
from saan.organisations.rules import AuthorityKind, Line, OfficeLevel


class OfficeQuerySet(models.QuerySet["Office"]):
    """Questions about offices that compose into one SQL statement."""

    def in_area(self, area: Area) -> OfficeQuerySet:
        """Offices whose whole area lies inside the given one."""
        return self.filter(lo__range=(area.lo, area.hi), hi__lte=area.hi)

    def in_force(self, on: datetime.date | None = None) -> OfficeQuerySet:
        """Offices standing on a day; without a day, those that no act has ended."""
        if on is None:
            return self.filter(valid_to__isnull=True)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class Office(models.Model):
    """One office: the ministry, a department, an office of a province or district, or a local authority.

    `parent` is who commands it; `registry_body` is the legal body in whose name its letters go out and under
    whose register their numbers run (a provincial office writes for the province), itself where null. `lo`
    and `hi` repeat the area's range of tambon codes, so "offices in this province" needs no join.
    """

    code = models.SlugField("รหัสหน่วยงาน", max_length=40, unique=True)
    name = models.CharField("ชื่อหน่วยงาน", max_length=200)
    short_name = models.CharField("ชื่อย่อ", max_length=120)
    head_title = models.CharField("ตำแหน่งหัวหน้าหน่วยงาน", max_length=200)
    line = models.CharField("สายงาน", max_length=8, choices=Line.choices)
    level = models.CharField("ระดับ", max_length=10, choices=OfficeLevel.choices)
    authority_kind = models.CharField(
        "ประเภทองค์กรปกครองส่วนท้องถิ่น",
        max_length=20,
        blank=True,
        choices=AuthorityKind.choices,
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="offices", verbose_name="พื้นที่")
    lo = models.PositiveIntegerField("รหัสตำบลแรก")
    hi = models.PositiveIntegerField("รหัสตำบลสุดท้าย")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="หน่วยงานบังคับบัญชา",
    )
    registry_body = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registered_offices",
        verbose_name="เจ้าของทะเบียนหนังสือ",
    )
    letter_prefix = models.CharField("รหัสหนังสือ", max_length=40, blank=True)
    prefix_verified = models.BooleanField("รหัสหนังสือตรวจสอบแล้ว", default=False)
    address_line1 = models.CharField("ที่อยู่ บรรทัดที่ 1", max_length=200, blank=True)
    address_line2 = models.CharField("ที่อยู่ บรรทัดที่ 2", max_length=200, blank=True)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=60, blank=True)
    email = models.EmailField("ไปรษณีย์อิเล็กทรอนิกส์กลาง", blank=True)
    ecms_code = models.CharField("รหัสหน่วยงานใน e-CMS", max_length=40, blank=True)
    valid_from = models.DateField("ใช้ตั้งแต่วันที่", null=True, blank=True)
    valid_to = models.DateField("สิ้นสุดวันที่", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="หน่วยงานที่รับช่วงต่อ",
    )
    provisional = models.BooleanField("ชั่วคราว รอข้อมูลจริง", default=False)
    covers = models.ManyToManyField(
        Area, through="AuthorityCoverage", related_name="authorities", verbose_name="ตำบลที่รับผิดชอบ"
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["lo", "code"]
        indexes = [
            models.Index(fields=["line", "level", "lo"], name="office_line_level_lo"),
            models.Index(fields=["lo", "hi"], name="office_range"),
        ]
        constraints = [
            models.CheckConstraint(
                name="office_range_in_order",
                condition=Q(lo__lte=F("hi")),
                violation_error_message="รหัสตำบลแรกต้องไม่มากกว่ารหัสตำบลสุดท้าย",
            ),
            models.CheckConstraint(
                name="office_local_has_kind",
                condition=(Q(line="local") & (~Q(authority_kind="") | Q(provisional=True)))
                | (~Q(line="local") & Q(authority_kind="", provisional=False)),
                violation_error_message="ระบุประเภทเฉพาะองค์กรปกครองส่วนท้องถิ่น และต้องระบุทุกแห่งที่ไม่ใช่ชั่วคราว",
            ),
            models.CheckConstraint(
                name="office_not_its_own_superior",
                condition=~Q(parent=F("id")) & ~Q(successor=F("id")),
                violation_error_message="หน่วยงานบังคับบัญชาหรือรับช่วงต่อตนเองไม่ได้",
            ),
            models.CheckConstraint(
                name="office_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                violation_error_message="วันที่เริ่มใช้ต้องไม่หลังวันที่สิ้นสุด",
            ),
        ]

    class Privacy:
        public = (
            "id", "code", "name", "short_name", "head_title", "line", "level", "authority_kind", "area",
            "lo", "hi", "parent", "registry_body", "letter_prefix", "prefix_verified", "address_line1",
            "address_line2", "postcode", "phone", "email", "ecms_code", "valid_from", "valid_to", "successor",
            "provisional", "covers",
        )  # fmt: skip
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return self.name

    @property
    def issuing_body(self) -> Office:
        """The legal body whose register numbers this office's letters take."""
        return self.registry_body or self


class AuthorityCoverage(models.Model):
    """That a local authority serves a tambon, from one day to another. Many to many: a municipality may span
    several tambons, and one tambon may have two authorities."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="coverage", verbose_name="องค์กรปกครองส่วนท้องถิ่น"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="coverage", verbose_name="ตำบล")
    valid_from = models.DateField("ใช้ตั้งแต่วันที่", null=True, blank=True)
    valid_to = models.DateField("สิ้นสุดวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "ตำบลที่องค์กรปกครองส่วนท้องถิ่นรับผิดชอบ"
        verbose_name_plural = "ตำบลที่องค์กรปกครองส่วนท้องถิ่นรับผิดชอบ"
        ordering = ["area", "office"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "area"],
                condition=Q(valid_to__isnull=True),
                name="coverage_once_at_a_time",
                violation_error_message="หน่วยงานนี้รับผิดชอบตำบลนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                name="coverage_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                violation_error_message="วันที่เริ่มใช้ต้องไม่หลังวันที่สิ้นสุด",
            ),
        ]

    class Privacy:
        public = ("id", "office", "area", "valid_from", "valid_to")
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return f"{self.office} – {self.area}"
