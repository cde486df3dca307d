"""Meetings and events, each figure beside the words it was read from where it came from a text."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.tourism.rules import EventState


class EventRecord(models.Model):
    """One event. `words` maps a field to {"text", "span"}: the very words of the source, and where they stand in it.

    An event is a fact, never a directive. `attendance_about` says that the source gave the number as more or less.
    """

    name = models.CharField("ชื่องาน", max_length=300)
    starts_on = models.DateField("วันเริ่ม")
    ends_on = models.DateField("วันสิ้นสุด")
    start_time = models.TimeField("เวลาเริ่ม", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=300)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="tourism_events", verbose_name="จังหวัดหรืออำเภอที่จัด"
    )
    host = models.CharField("ผู้จัด", max_length=200, blank=True)
    attendance = models.PositiveIntegerField("ผู้เข้าร่วม (คน)", null=True, blank=True)
    attendance_about = models.BooleanField("เป็นจำนวนโดยประมาณ", default=False)
    partners = ArrayField(
        models.CharField(max_length=200), verbose_name="หน่วยงานและภาคีที่ร่วม", default=list, blank=True
    )
    words = models.JSONField("ถ้อยคำที่เป็นหลักฐาน", default=dict, blank=True)
    source = models.CharField("ที่มา", max_length=300, blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=EventState.choices)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="tourism_events", verbose_name="หน่วยงานที่บันทึก"
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ยืนยันโดย"
    )

    class Meta:
        verbose_name = "งานและการประชุม"
        verbose_name_plural = "งานและการประชุม"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name", "starts_on"], name="event_once_per_office",
                                    violation_error_message="หน่วยงานนี้บันทึกงานชื่อนี้ในวันนี้แล้ว"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="event_days_in_order",
                                   violation_error_message="วันเริ่มต้องไม่หลังวันสิ้นสุด"),
            models.CheckConstraint(
                condition=Q(state=EventState.DRAFT, confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(state=EventState.CONFIRMED, confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="event_confirmed_is_whole",
                violation_error_message="งานที่ยืนยันแล้วต้องมีผู้ยืนยันและเวลา",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "name", "starts_on", "ends_on", "start_time", "place", "area", "attendance",
                  "attendance_about", "partners", "host")  # fmt: skip
        internal = ("words", "source", "state", "office", "recorded_at", "recorded_by", "confirmed_at",
                    "confirmed_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return self.name
