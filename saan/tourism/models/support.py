"""What local authorities do for community tourism: whether each was asked, and which projects they support."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.tourism.models.community import Community
from saan.tourism.rules import Budget, Outcome, ProjectStatus, WorkProcess, warning_of

_YEARS = Q(fiscal_year_be__range=(2561, 2700))
_YEARS_SAID = "ปีงบประมาณต้องเป็น พ.ศ. ตั้งแต่ 2561"


class CoordinationRecord(models.Model):
    """One asking of one local authority by its district, or the written reason why it was not asked.

    Several rows may stand for one pair: an authority counts as coordinated once any of them has a day.
    """

    district = models.ForeignKey(
        Area, models.PROTECT, related_name="coordinations", verbose_name="อำเภอที่ประสาน"
    )
    authority = models.ForeignKey(
        Office, models.PROTECT, related_name="coordinations", verbose_name="องค์กรปกครองส่วนท้องถิ่น"
    )
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")
    coordinated_on = models.DateField("วันที่ประสาน", null=True, blank=True)
    result = models.CharField("ผลการประสาน", max_length=500, blank=True)
    reason = models.CharField("เหตุที่ไม่ได้ประสาน", max_length=500, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="หน่วยงานที่บันทึก")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "การประสานองค์กรปกครองส่วนท้องถิ่น"
        verbose_name_plural = "การประสานองค์กรปกครองส่วนท้องถิ่น"
        ordering = ["-id"]
        indexes = [models.Index(fields=["fiscal_year_be", "district"], name="coordination_year_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(coordinated_on__isnull=False, reason="") & ~Q(result="")
                | Q(coordinated_on__isnull=True, result="") & ~Q(reason=""),
                name="coordination_done_or_reason",
                violation_error_message="บันทึกวันที่พร้อมผลการประสาน หรือเหตุที่ไม่ได้ประสาน อย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=_YEARS, name="coordination_year_plausible", violation_error_message=_YEARS_SAID
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "district", "authority", "fiscal_year_be", "coordinated_on", "result", "reason", "office",
                    "recorded_at", "recorded_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.district} – {self.authority}"


class SupportProject(models.Model):
    """A project by which a local authority supports tourism. Money is bigint satang; the balance is derived."""

    authority = models.ForeignKey(
        Office, models.PROTECT, related_name="tourism_projects", verbose_name="องค์กรปกครองส่วนท้องถิ่น"
    )
    district = models.ForeignKey(Area, models.PROTECT, related_name="tourism_projects", verbose_name="อำเภอ")
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="ชุมชนท่องเที่ยว"
    )
    process = models.CharField("กระบวนงาน", max_length=1, choices=WorkProcess.choices)
    name = models.CharField("ชื่อโครงการ", max_length=250)
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")
    allocated = models.BigIntegerField("งบจัดสรร (สตางค์)", default=0)
    disbursed = models.BigIntegerField("เบิกจ่าย (สตางค์)", default=0)
    returned = models.BigIntegerField("ส่งคืน (สตางค์)", default=0)
    outcomes = ArrayField(models.CharField(max_length=10, choices=Outcome.choices), verbose_name="ผลที่มุ่งหมาย")
    status = models.CharField("สถานะ", max_length=10, choices=ProjectStatus.choices)
    evidence = models.CharField("หลักฐาน", max_length=500, blank=True)
    letter_ref = models.CharField("หนังสืออ้างอิง", max_length=200, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="tourism_projects_recorded", verbose_name="หน่วยงานที่บันทึก"
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)

    class Meta:
        verbose_name = "โครงการที่ อปท. สนับสนุน"
        verbose_name_plural = "โครงการที่ อปท. สนับสนุน"
        ordering = ["-fiscal_year_be", "district", "name"]
        indexes = [models.Index(fields=["fiscal_year_be", "district"], name="project_year_place")]
        constraints = [
            models.UniqueConstraint(fields=["authority", "fiscal_year_be", "name"], name="project_once_a_year",
                                    violation_error_message="อปท. แห่งนี้มีโครงการชื่อนี้ในปีงบประมาณนี้แล้ว"),
            models.CheckConstraint(condition=Q(allocated__gte=0, disbursed__gte=0, returned__gte=0),
                                   name="project_money_not_negative",
                                   violation_error_message="จำนวนเงินต้องไม่ติดลบ"),
            models.CheckConstraint(condition=Q(allocated__gte=F("disbursed") + F("returned")),
                                   name="project_not_overspent",
                                   violation_error_message="เบิกจ่ายรวมส่งคืนต้องไม่เกินงบจัดสรร"),
            models.CheckConstraint(condition=Q(outcomes__len__gt=0), name="project_serves_something",
                                   violation_error_message="เลือกผลที่มุ่งหมายอย่างน้อย 1 ข้อ"),
            models.CheckConstraint(condition=_YEARS, name="project_year_plausible",
                                   violation_error_message=_YEARS_SAID),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "authority", "district", "community", "process", "name", "fiscal_year_be", "allocated",
                  "disbursed", "returned", "outcomes", "status")  # fmt: skip
        internal = ("evidence", "letter_ref", "office", "recorded_at", "recorded_by", "version")
        personal = ()

    def __str__(self) -> str:
        return self.name

    @property
    def budget(self) -> Budget:
        """The three sums, with the balance and the named shares derived from them."""
        return Budget(self.allocated, self.disbursed, self.returned)

    @property
    def warning(self) -> str:
        """What is unusual here, in Thai; empty where nothing is."""
        return warning_of(self.process)

    @property
    def outcome_labels(self) -> list[str]:
        """The outcomes in words, in the order of the letter."""
        return [outcome.label for outcome in Outcome if outcome in self.outcomes]
