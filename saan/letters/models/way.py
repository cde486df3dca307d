"""The way of a paper: each step with who, in which post and when; and its sendings to addressees outside."""

import uuid

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.kernel.dates import now
from saan.letters.models.paper import Letter, Receipt
from saan.letters.rules import Channel, ConsignmentState, IncomingState, NoticeKind, NoticeState
from saan.organisations.models import Office


class LetterStep(models.Model):
    """One step of a paper in one office (`receipt`) or in its making (no receipt). Steps are added, never changed.

    An order written on the letter (เกษียน) is a step with event "order": its note is the order, `position` the post
    in which it was written, frozen; `assigned_to` and `due_on` say who is to do it and by when.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="steps", verbose_name="หนังสือ")
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="การรับหนังสือ"
    )
    event = models.CharField("การกระทำ", max_length=20)
    before = models.CharField("สถานะเดิม", max_length=12, blank=True)
    after = models.CharField("สถานะใหม่", max_length=12)
    note = models.TextField("ข้อความ", blank=True)
    position = models.CharField("ในตำแหน่ง", max_length=300)
    assigned_to = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letter_assignments",
        verbose_name="มอบหมายให้",
    )
    to_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ส่งให้หน่วยงาน"
    )
    due_on = models.DateField("กำหนดเสร็จ", null=True, blank=True)
    taken_at = models.DateTimeField("เมื่อ", default=now, editable=False)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="โดย")

    class Meta:
        verbose_name = "ขั้นตอนของหนังสือ"
        verbose_name_plural = "ขั้นตอนของหนังสือ"
        ordering = ["id"]

    class Privacy:
        public = ()
        internal = ("id", "letter", "receipt", "event", "before", "after", "note", "position", "assigned_to",
                    "to_office", "due_on", "taken_at", "taken_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.letter}: {self.event}"


class Consignment(models.Model):
    """One sending of a letter to one addressee by one channel; the id stays the same however often it is tried."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="consignments", verbose_name="หนังสือ")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="consignments", verbose_name="หน่วยงานผู้รับ"
    )
    channel = models.CharField("ทาง", max_length=10, choices=Channel.choices)
    address = models.CharField("ที่อยู่ปลายทาง", max_length=254)
    version = models.PositiveSmallIntegerField("ฉบับที่ส่ง", default=1)
    consignment_id = models.UUIDField("รหัสการส่ง", default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        "สถานะ", max_length=12, choices=ConsignmentState.choices, default=ConsignmentState.QUEUED
    )
    tries = models.PositiveSmallIntegerField("ส่งแล้วกี่ครั้ง", default=0)
    next_try = models.DateTimeField("ส่งครั้งต่อไป", null=True, blank=True)
    fault = models.CharField("ชนิดข้อขัดข้อง", max_length=40, blank=True)
    fault_says = models.CharField("ข้อขัดข้อง", max_length=500, blank=True)
    accepted_number = models.CharField("เลขรับของปลายทาง", max_length=80, blank=True)
    last_sent = models.DateTimeField("ส่งล่าสุด", null=True, blank=True)
    last_answer = models.DateTimeField("ปลายทางตอบเมื่อ", null=True, blank=True)
    remark = models.CharField("หมายเหตุ", max_length=300, blank=True)
    queued_at = models.DateTimeField("สั่งส่งเมื่อ", default=now, editable=False)
    queued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="สั่งส่งโดย")

    class Meta:
        verbose_name = "การส่งหนังสือ"
        verbose_name_plural = "การส่งหนังสือ"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["next_try"], condition=Q(state=ConsignmentState.QUEUED), name="consignment_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["letter", "channel", "address", "version"], name="consignment_once",
                                    violation_error_message="หนังสือฉบับนี้ส่งถึงผู้รับรายนี้ทางนี้แล้ว"),
            models.CheckConstraint(
                condition=~Q(state=ConsignmentState.ACCEPTED) | ~Q(accepted_number=""),
                name="consignment_accepted_has_number",
                violation_error_message="ปลายทางลงรับแล้วต้องมีเลขรับ",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "letter", "office", "channel", "version", "consignment_id", "state", "tries", "next_try",
                    "fault", "fault_says", "accepted_number", "last_sent", "last_answer", "remark", "queued_at",
                    "queued_by")  # fmt: skip
        personal = ("address",)

    def __str__(self) -> str:
        return f"{self.letter} → {self.address}"


class IncomingMessage(models.Model):
    """One message taken from a mailbox or an exchange: its key makes taking it twice harmless."""

    channel = models.CharField("ทาง", max_length=10, choices=Channel.choices)
    message_key = models.CharField("รหัสข้อความ", max_length=300)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="หน่วยงาน")
    sender = models.CharField("ผู้ส่ง", max_length=300, blank=True)
    subject = models.CharField("เรื่อง", max_length=500, blank=True)
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name="หนังสือ"
    )
    consignment = models.ForeignKey(
        Consignment, models.SET_NULL, null=True, blank=True, related_name="answers", verbose_name="ตอบการส่ง"
    )
    envelope = models.JSONField("ซองข้อความ", default=dict, blank=True)
    kept = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ข้อความเดิม"
    )
    state = models.CharField("สถานะ", max_length=10, choices=IncomingState.choices)
    says = models.CharField("คำอธิบาย", max_length=500, blank=True)
    received = models.DateTimeField("รับเมื่อ", default=now, editable=False)

    class Meta:
        verbose_name = "ข้อความที่รับเข้า"
        verbose_name_plural = "ข้อความที่รับเข้า"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "office", "message_key"], name="message_taken_once",
                                    violation_error_message="ข้อความนี้รับเข้าแล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = (
            "id",
            "channel",
            "message_key",
            "office",
            "subject",
            "letter",
            "consignment",
            "kept",
            "state",
            "says",
            "received",
        )
        personal = ("sender", "envelope")

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.message_key}"


class Notice(models.Model):
    """One word to the other side about a letter: of one that came to us (`message`) or one we sent (`consignment`).

    `number` is the receive number it speaks of. Tried like a consignment, under one id.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="หน่วยงาน")
    channel = models.CharField("ทาง", max_length=10, choices=Channel.choices)
    kind = models.CharField("แจ้งว่า", max_length=14, choices=NoticeKind.choices)
    message = models.ForeignKey(
        IncomingMessage, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="ข้อความ"
    )
    consignment = models.ForeignKey(
        Consignment, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="การส่ง"
    )
    number = models.CharField("เลขรับ", max_length=80, blank=True)
    notice_id = models.UUIDField("รหัสการแจ้ง", default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("สถานะ", max_length=12, choices=NoticeState.choices, default=NoticeState.QUEUED)
    tries = models.PositiveSmallIntegerField("แจ้งแล้วกี่ครั้ง", default=0)
    next_try = models.DateTimeField("แจ้งครั้งต่อไป", null=True, blank=True)
    fault = models.CharField("ชนิดข้อขัดข้อง", max_length=40, blank=True)
    fault_says = models.CharField("ข้อขัดข้อง", max_length=500, blank=True)
    last_sent = models.DateTimeField("แจ้งล่าสุด", null=True, blank=True)
    made = models.DateTimeField("ตั้งเมื่อ", default=now, editable=False)

    class Meta:
        verbose_name = "การแจ้งผลหนังสือ"
        verbose_name_plural = "การแจ้งผลหนังสือ"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_try"], condition=Q(state=NoticeState.QUEUED), name="notice_due")
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "kind", "number"], name="notice_once_of_message",
                                    violation_error_message="แจ้งเรื่องนี้ไปแล้ว"),
            models.UniqueConstraint(fields=["consignment", "kind", "number"], name="notice_once_of_consignment",
                                    violation_error_message="แจ้งเรื่องนี้ไปแล้ว"),
            models.CheckConstraint(
                condition=Q(message__isnull=False, consignment__isnull=True)
                | Q(message__isnull=True, consignment__isnull=False),
                name="notice_of_one_thing",
                violation_error_message="การแจ้งผลต้องเป็นเรื่องของข้อความที่รับหรือการส่งอย่างใดอย่างหนึ่ง",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "channel", "kind", "message", "consignment", "number", "notice_id", "state",
                    "tries", "next_try", "fault", "fault_says", "last_sent", "made")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()
