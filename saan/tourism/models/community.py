"""Tourism communities and the programmes they were in. Cohorts differ from year to year and are never one number."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.tourism.rules import SCORE_LIMITS, total_score


def _score(label: str, most: int) -> models.DecimalField:
    return models.DecimalField(f"{label} (เต็ม {most})", max_digits=4, decimal_places=1, null=True, blank=True)


class Community(models.Model):
    """A village or community that receives visitors. Its class letter has nothing to do with product quadrants."""

    name = models.CharField("ชื่อชุมชน", max_length=200)
    tambon = models.ForeignKey(Area, models.PROTECT, related_name="tourism_communities", verbose_name="ตำบล")
    village_no = models.PositiveSmallIntegerField("หมู่ที่", null=True, blank=True)
    grade = models.CharField("ระดับศักยภาพ", max_length=1, blank=True)
    attraction = _score("ความดึงดูดใจนักท่องเที่ยว", SCORE_LIMITS["attraction"])
    readiness = _score("ความพร้อมของชุมชนและสิ่งอำนวยความสะดวก", SCORE_LIMITS["readiness"])
    goods = _score("สินค้าและบริการ", SCORE_LIMITS["goods"])
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="tourism_communities", verbose_name="หน่วยงานที่บันทึก"
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ชุมชนท่องเที่ยว"
        verbose_name_plural = "ชุมชนท่องเที่ยว"
        ordering = ["tambon", "village_no", "name"]
        constraints = [
            models.UniqueConstraint(fields=["tambon", "name"], name="community_name_once_per_tambon",
                                    violation_error_message="มีชุมชนชื่อนี้ในตำบลนี้แล้ว"),
            models.CheckConstraint(condition=Q(grade="") | Q(grade__regex=r"^[A-Z]$"), name="community_grade_letter",
                                   violation_error_message="ระดับศักยภาพเป็นอักษรอังกฤษตัวใหญ่ 1 ตัว เช่น A"),
            models.CheckConstraint(condition=Q(village_no__isnull=True) | Q(village_no__range=(1, 50)),
                                   name="community_village_plausible",
                                   violation_error_message="หมู่ที่ต้องอยู่ระหว่าง 1 ถึง 50"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__range": (0, most)}),
                    name=f"community_{part}_in_range",
                    violation_error_message=f"คะแนนส่วนนี้ต้องอยู่ระหว่าง 0 ถึง {most}",
                )
                for part, most in SCORE_LIMITS.items()
            ),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "name", "tambon", "village_no", "grade")
        internal = ("attraction", "readiness", "goods", "office", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return self.name

    @property
    def score(self) -> Decimal | None:
        """Points out of one hundred, when all three parts are known."""
        return total_score(self.attraction, self.readiness, self.goods)


class Cohort(models.Model):
    """That a community was in a programme in one fiscal year; 3,273 of the first year are one cohort, not the sum."""

    community = models.ForeignKey(
        Community, models.CASCADE, related_name="cohorts", verbose_name="ชุมชนท่องเที่ยว"
    )
    programme = models.CharField("โครงการ", max_length=200)
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")

    class Meta:
        verbose_name = "รุ่นของชุมชนในโครงการ"
        verbose_name_plural = "รุ่นของชุมชนในโครงการ"
        ordering = ["-fiscal_year_be", "programme"]
        constraints = [
            models.UniqueConstraint(fields=["community", "programme", "fiscal_year_be"], name="cohort_once",
                                    violation_error_message="ชุมชนนี้อยู่ในโครงการของปีนี้แล้ว"),
            models.CheckConstraint(condition=Q(fiscal_year_be__range=(2561, 2700)), name="cohort_year_plausible",
                                   violation_error_message="ปีงบประมาณต้องเป็น พ.ศ. ตั้งแต่ 2561"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "community", "programme", "fiscal_year_be")
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return f"{self.programme} ปีงบประมาณ {self.fiscal_year_be}"
