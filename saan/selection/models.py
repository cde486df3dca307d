"""Nominations: what an office puts forward for a directive that asks it to choose."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.directives.models import Directive, Obligation
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.registry.models import Producer
from saan.selection.rules import LIVE, NominationState


class Nomination(models.Model):
    """One entity put forward for one directive. What is shown of it, and why it was eligible, is frozen that day.

    `entity` is the rule's code (product, group, producer), `entity_id` its row there; `producer` is who makes it.
    `proof` is {"as_of", "rule", "day", "values", "maker", "clauses": [{"id", "text", "answer", "found"}]}: from rule,
    day and values the answers can be worked out again at any time (`queries.replays`); `maker` is the producer's name.
    """

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="nominations", verbose_name="ข้อสั่งการ"
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="nominations", verbose_name="ภาระงาน"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="nominations", verbose_name="หน่วยงานผู้เสนอ"
    )
    entity = models.CharField("สิ่งที่เสนอ", max_length=20)
    entity_id = models.BigIntegerField("รหัสของสิ่งที่เสนอ")
    producer = models.ForeignKey(Producer, models.PROTECT, related_name="nominations", verbose_name="ผู้ผลิต")
    name = models.CharField("ชื่อ ณ วันเสนอ", max_length=250)
    kind = models.CharField("ประเภท ณ วันเสนอ", max_length=80)
    tambon = models.ForeignKey(Area, models.PROTECT, related_name="nominations", verbose_name="ตำบล ณ วันเสนอ")
    state = models.CharField(
        "สถานะ", max_length=10, choices=NominationState.choices, default=NominationState.NOMINATED
    )
    potential = models.TextField("คำรับรองศักยภาพและความพร้อม")
    proof = models.JSONField("เหตุที่เข้าเกณฑ์ ณ วันเสนอ")
    nominated_at = models.DateTimeField("เสนอเมื่อ")
    nominated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="เสนอโดย")
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ถอนโดย"
    )
    withdrawal_reason = models.CharField("เหตุผลที่ถอน", max_length=500, blank=True)
    decided_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ตรวจโดย"
    )
    decision_reason = models.CharField("เหตุผลการตรวจ", max_length=500, blank=True)

    class Meta:
        verbose_name = "การเสนอชื่อ"
        verbose_name_plural = "การเสนอชื่อ"
        ordering = ["nominated_at", "id"]
        indexes = [
            models.Index(fields=["directive", "tambon"], condition=Q(state__in=LIVE), name="nomination_live"),
            models.Index(fields=["producer"], condition=Q(state__in=LIVE), name="nomination_producer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "entity", "entity_id"],
                condition=Q(state__in=LIVE),
                name="nomination_live_once",
                violation_error_message="รายการนี้ได้รับการเสนอชื่อในข้อสั่งการนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(potential=""),
                name="nomination_says_potential",
                violation_error_message="การเสนอชื่อต้องมีคำรับรองศักยภาพและความพร้อม",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=NominationState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False
                )
                & ~Q(withdrawal_reason="")
                | ~Q(state=NominationState.WITHDRAWN)
                & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason=""),
                name="nomination_withdrawn_is_whole",
                violation_error_message="การถอนต้องมีผู้ถอน เวลา และเหตุผล",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False, decided_by__isnull=False)
                & Q(state__in=(NominationState.ACCEPTED, NominationState.RETURNED))
                | Q(decided_at__isnull=True, decided_by__isnull=True)
                & ~Q(state__in=(NominationState.ACCEPTED, NominationState.RETURNED)),
                name="nomination_decided_is_whole",
                violation_error_message="ผลการตรวจต้องมีผู้ตรวจและเวลา",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.RETURNED) | ~Q(decision_reason=""),
                name="nomination_returned_with_reason",
                violation_error_message="การส่งคืนต้องมีเหตุผล",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "directive", "obligation", "office", "entity", "entity_id", "producer", "name", "kind",
                    "tambon", "state", "potential", "proof", "nominated_at", "nominated_by", "withdrawn_at",
                    "withdrawn_by", "withdrawal_reason", "decided_at", "decided_by", "decision_reason")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return self.name

    @property
    def live(self) -> bool:
        """Whether it holds a place."""
        return self.state in LIVE
