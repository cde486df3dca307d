"""Local identities: what a district has that is worth a journey, in four domains."""

from django.db import models

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.tourism.rules import Answer, IdentityDomain


def _answer(label: str) -> models.CharField:
    return models.CharField(label, max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)


def _note(label: str) -> models.CharField:
    return models.CharField(f"หมายเหตุเรื่อง{label}", max_length=300, blank=True)


class LocalIdentity(models.Model):
    """One identity in one domain. The letter names three attributes and gives no list, so a note stands beside each."""

    district = models.ForeignKey(Area, models.PROTECT, related_name="identities", verbose_name="อำเภอ")
    domain = models.CharField("ด้าน", max_length=10, choices=IdentityDomain.choices)
    name = models.CharField("ชื่ออัตลักษณ์", max_length=200)
    story = models.TextField("เรื่องราว", blank=True)
    tambon = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตำบล"
    )
    authority = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="identities",
        verbose_name="องค์กรปกครองส่วนท้องถิ่น",
    )  # fmt: skip
    convenience = _answer("การอำนวยความสะดวก")
    convenience_note = _note("การอำนวยความสะดวก")
    safety = _answer("ความปลอดภัย")
    safety_note = _note("ความปลอดภัย")
    for_all = _answer("การท่องเที่ยวเพื่อคนทั้งมวล")
    for_all_note = _note("การท่องเที่ยวเพื่อคนทั้งมวล")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="identities_recorded", verbose_name="หน่วยงานที่บันทึก"
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)

    class Meta:
        verbose_name = "อัตลักษณ์ท้องถิ่น"
        verbose_name_plural = "อัตลักษณ์ท้องถิ่น"
        ordering = ["district", "domain", "name"]
        constraints = [
            models.UniqueConstraint(fields=["district", "domain", "name"], name="identity_once_per_district",
                                    violation_error_message="อำเภอนี้มีอัตลักษณ์ชื่อนี้ในด้านนี้แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "district", "domain", "name", "story", "tambon", "authority", "convenience",
                  "convenience_note", "safety", "safety_note", "for_all", "for_all_note")  # fmt: skip
        internal = ("office", "recorded_at", "recorded_by", "version")
        personal = ()

    def __str__(self) -> str:
        return self.name

    @property
    def answered(self) -> int:
        """How many of the three attributes have been looked at."""
        return sum(answer != Answer.UNKNOWN for answer in (self.convenience, self.safety, self.for_all))
