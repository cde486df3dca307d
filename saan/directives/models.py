"""Instructions of letters as data, and what each office owes because of them.

A count is never stored: whether an obligation of kind "count" is fulfilled is asked of the registry each time
(`directives.queries`). Do not add a "progress" column here.
"""

from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.directives.rules import DirectiveKind, DirectiveState, ObligationState
from saan.geography.models import Area
from saan.kernel.workdays import WeekendPolicy
from saan.letters.models import Letter
from saan.organisations.models import Office


def weekend_choices() -> list[tuple[str, str]]:
    return [(policy.value, policy.label) for policy in WeekendPolicy]


class Directive(models.Model):
    """One instruction: audience × action × rule × schedule × report, with the letter's words as evidence.

    `audience` is {"line", "level", "area", "except": [office codes]}; `rule` is the JSON of policy.rules (null when
    nothing is counted); `schedule` is the deadline of docs/letter-schema.md; `report` is {"channel", "form", "to"}.
    `interpretation` is there where the words have more than one meaning: {"words", "readings": [{"says", "rule"}],
    "chosen", "by", "at"}; `chosen` is the number of a reading from 0, "own" for a rule of the officer's own, and null
    until somebody has chosen.
    """

    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="directives", verbose_name="หนังสือ"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="directives", verbose_name="หน่วยงานผู้สั่ง")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="ข้อสั่งการต้นทาง"
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="ใช้แทน"
    )
    number = models.PositiveSmallIntegerField("ข้อที่")
    kind = models.CharField("ชนิด", max_length=10, choices=DirectiveKind.choices)
    state = models.CharField(
        "สถานะ", max_length=12, choices=DirectiveState.choices, default=DirectiveState.DRAFT
    )
    title = models.CharField("ชื่อข้อสั่งการ", max_length=300)
    evidence = models.TextField("ถ้อยคำในหนังสือ", blank=True)
    span = models.JSONField("ตำแหน่งของถ้อยคำ", null=True, blank=True)
    audience = models.JSONField("ผู้รับ", default=dict)
    rule = models.JSONField("กติกา", null=True, blank=True)
    notes = models.JSONField("ข้อสังเกตของตัวอ่าน", default=list)
    interpretation = models.JSONField("การตีความถ้อยคำ", null=True, blank=True)
    schedule = models.JSONField("กำหนดส่ง", null=True, blank=True)
    weekend = models.CharField(
        "เมื่อตรงวันหยุด", max_length=10, choices=weekend_choices, default=WeekendPolicy.KEEP
    )
    report = models.JSONField("การรายงาน", default=dict)
    feasibility = models.JSONField("ผลตรวจว่าทำได้จริง ณ วันออก", null=True, blank=True)
    created_at = models.DateTimeField("ร่างเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ร่างโดย")
    issued_at = models.DateTimeField("ออกเมื่อ", null=True, blank=True)
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ออกโดย"
    )

    class Meta:
        verbose_name = "ข้อสั่งการ"
        verbose_name_plural = "ข้อสั่งการ"
        ordering = ["-letter__dated", "letter", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "office", "number"],
                condition=~Q(state__in=[DirectiveState.SUPERSEDED, DirectiveState.CANCELLED]),
                name="directive_once_per_letter",
                violation_error_message="ข้อสั่งการข้อนี้ของหนังสือฉบับนี้มีอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state=DirectiveState.DRAFT) | Q(issued_at__isnull=False, issued_by__isnull=False)
                | Q(state=DirectiveState.CANCELLED),
                name="directive_issued_is_whole",
                violation_error_message="ข้อสั่งการที่ออกแล้วต้องมีผู้ออกและเวลา",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[DirectiveKind.COUNT, DirectiveKind.SELECT]) | Q(state=DirectiveState.DRAFT)
                | Q(state=DirectiveState.CANCELLED) | Q(rule__isnull=False),
                name="directive_count_has_rule",
                violation_error_message="ข้อสั่งการที่นับจากทะเบียนต้องมีกติกาก่อนออก",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "letter", "office", "parent", "supersedes", "number", "kind", "state", "title", "evidence",
                    "span", "audience", "rule", "notes", "interpretation", "schedule", "weekend", "report",
                    "feasibility", "created_at", "created_by", "issued_at", "issued_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return self.title

    @property
    def uninterpreted(self) -> bool:
        """Whether its words still have more than one meaning: then it may bind nobody."""
        return self.interpretation is not None and self.interpretation["chosen"] is None


class Obligation(models.Model):
    """What one office owes for one directive in one period. `due_on` is in force, `printed_due` the letter's."""

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="obligations", verbose_name="ข้อสั่งการ"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="obligations", verbose_name="หน่วยงาน")
    lo = models.PositiveIntegerField("รหัสตำบลแรก")
    hi = models.PositiveIntegerField("รหัสตำบลสุดท้าย")
    period = models.CharField("งวด", max_length=40, blank=True)
    period_start = models.DateField("เริ่มงวด", null=True, blank=True)
    period_end = models.DateField("สิ้นงวด", null=True, blank=True)
    printed_due = models.DateField("กำหนดตามหนังสือ", null=True, blank=True)
    due_on = models.DateField("กำหนดที่ใช้", null=True, blank=True)
    state = models.CharField(
        "สถานะ", max_length=14, choices=ObligationState.choices, default=ObligationState.DELIVERED
    )
    delivered_at = models.DateTimeField("ส่งถึงเมื่อ")
    acknowledged_at = models.DateTimeField("รับทราบเมื่อ", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="รับทราบโดย"
    )
    changed_at = models.DateTimeField("เปลี่ยนสถานะเมื่อ", null=True, blank=True)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เปลี่ยนสถานะโดย"
    )
    remark = models.CharField("หมายเหตุ", max_length=500, blank=True)

    class Meta:
        verbose_name = "ภาระงาน"
        verbose_name_plural = "ภาระงาน"
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["office", "state", "due_on"], name="obligation_desk")]
        constraints = [
            models.UniqueConstraint(fields=["directive", "office", "period"], name="obligation_once_per_period",
                                    violation_error_message="หน่วยงานนี้มีภาระงานของงวดนี้แล้ว"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="obligation_acknowledged_is_whole",
                violation_error_message="การรับทราบต้องมีผู้รับทราบและเวลา",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "directive", "office", "lo", "hi", "period", "period_start", "period_end", "printed_due",
                    "due_on", "state", "delivered_at", "acknowledged_at", "acknowledged_by", "changed_at",
                    "changed_by", "remark")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.office} · {self.directive} {self.period}".strip()


class Exemption(models.Model):
    """A smaller floor for one area, with its written reason: the only way a quota becomes weaker after issue."""

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="exemptions", verbose_name="ข้อสั่งการ"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="พื้นที่")
    floor = models.PositiveIntegerField("จำนวนขั้นต่ำใหม่")
    reason = models.CharField("เหตุผล", max_length=500)
    given_at = models.DateTimeField("ผ่อนผันเมื่อ", auto_now_add=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ผ่อนผันโดย")

    class Meta:
        verbose_name = "การผ่อนผัน"
        verbose_name_plural = "การผ่อนผัน"
        constraints = [models.UniqueConstraint(fields=["directive", "area"], name="exemption_once_per_area")]

    class Privacy:
        public = ()
        internal = ("id", "directive", "area", "floor", "reason", "given_at", "given_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.area}: {self.floor}"
