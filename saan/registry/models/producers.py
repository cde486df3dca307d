"""Producers: who they are, who speaks for them, and how that was verified.

A fact row keeps its tambon code, so that it counts for the place where it happened. Numbers of persons are kept sealed
in their own table and never in a text column.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.registry.rules import IdentityKind, ProducerKind, ProducerStatus


class Producer(models.Model):
    """A registrant: a group, a sole owner, an SME or a public body, at its place of production."""

    name = models.CharField("ชื่อผู้ผลิต", max_length=250)
    sort_key = models.CharField("คีย์เรียงตามพจนานุกรม", max_length=400, db_index=True)
    search_key = models.GeneratedField(
        expression=models.Func(F("name"), function="saan_fold"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="คีย์ค้นหา",
    )
    kind = models.CharField("ประเภท", max_length=10, choices=ProducerKind.choices)
    status = models.CharField("สถานะ", max_length=12, choices=ProducerStatus.choices)
    tambon = models.ForeignKey(Area, models.PROTECT, related_name="producers", verbose_name="ตำบลที่ผลิต")
    village_no = models.PositiveSmallIntegerField("หมู่ที่", null=True, blank=True)
    address = models.CharField("ที่อยู่ที่ผลิต", max_length=300, blank=True)
    chair_name = models.CharField("ชื่อประธานหรือเจ้าของ", max_length=200, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=30, blank=True)
    members = models.PositiveIntegerField("จำนวนสมาชิก", null=True, blank=True)
    registered_on = models.DateField("วันที่ขึ้นทะเบียน", null=True, blank=True)
    cohort_be = models.PositiveSmallIntegerField("ปีที่ลงทะเบียน (พ.ศ.)", null=True, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="producers", verbose_name="หน่วยงานที่รับขึ้นทะเบียน"
    )
    legacy_code = models.CharField("รหัสเดิม", max_length=40, blank=True)
    latitude = models.DecimalField("ละติจูด", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("ลองจิจูด", max_digits=8, decimal_places=5, null=True, blank=True)
    trading_since_be = models.PositiveSmallIntegerField("เริ่มประกอบการปี พ.ศ.", null=True, blank=True)
    local_labour = models.PositiveIntegerField("แรงงานในพื้นที่ (คน)", null=True, blank=True)
    link = models.JSONField("ความเชื่อมโยงกับชุมชน", default=list, blank=True)
    all_thai_on = models.DateField("ยืนยันสัญชาติไทยทุกคนเมื่อ", null=True, blank=True)
    consent = models.JSONField("ช่องที่ยินยอมให้เผยแพร่", default=list, blank=True)
    confirmed_on = models.DateField("ยืนยันว่ายังประกอบการล่าสุด", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="รวมเข้ากับ"
    )
    created_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)

    class Meta:
        verbose_name = "ผู้ผลิต ผู้ประกอบการ"
        verbose_name_plural = "ผู้ผลิต ผู้ประกอบการ"
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(
                fields=["registered_on"], include=["tambon", "kind", "status"], name="producer_quota"
            ),
            models.Index(fields=["tambon", "sort_key"], name="producer_place"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="producer_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tambon", "name"],
                condition=~Q(status=ProducerStatus.MERGED),
                name="producer_name_once_per_tambon",
                violation_error_message="มีผู้ผลิตชื่อนี้ในตำบลนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(status=ProducerStatus.REGISTERED)
                | Q(registered_on__isnull=False, cohort_be__isnull=False),
                name="producer_registered_has_day",
                violation_error_message="ผู้ผลิตที่ขึ้นทะเบียนแล้วต้องมีวันที่และปีที่ลงทะเบียน",
            ),
            models.CheckConstraint(
                condition=Q(cohort_be__isnull=True) | Q(cohort_be__range=(2544, 2700)),
                name="producer_cohort_plausible",
                violation_error_message="ปีที่ลงทะเบียนต้องเป็น พ.ศ. ตั้งแต่ 2544",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ProducerKind.GROUP) | Q(members__isnull=True) | Q(members__gte=2),
                name="producer_group_has_members",
                violation_error_message="กลุ่มผู้ผลิตชุมชนต้องมีสมาชิกตั้งแต่ 2 คน",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(5, 21), longitude__range=(97, 106)),
                name="producer_point_in_thailand",
                violation_error_message="พิกัดที่ผลิตต้องมีทั้งละติจูดและลองจิจูด และอยู่ในประเทศไทย",
            ),
            models.CheckConstraint(
                condition=~Q(status=ProducerStatus.MERGED) | Q(merged_into__isnull=False),
                name="producer_merged_says_where",
                violation_error_message="ทะเบียนที่รวมแล้วต้องบอกว่ารวมเข้ากับทะเบียนใด",
            ),
        ]

    class Privacy:
        public = ("id", "name", "sort_key", "kind", "status", "tambon", "registered_on", "cohort_be",
                  "confirmed_on", "merged_into")  # fmt: skip
        internal = ("search_key", "village_no", "members", "office", "legacy_code", "trading_since_be",
                    "local_labour", "link", "all_thai_on", "consent", "created_at", "created_by",
                    "version")  # fmt: skip
        personal = ("address", "chair_name", "phone", "latitude", "longitude")

    def __str__(self) -> str:
        return self.name


class ProducerAccount(models.Model):
    """That a person's account speaks for a producer."""

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="accounts", verbose_name="ผู้ผลิต")
    user = models.ForeignKey(User, models.PROTECT, related_name="producer_accounts", verbose_name="ผู้ใช้")

    class Meta:
        verbose_name = "บัญชีของผู้ผลิต"
        verbose_name_plural = "บัญชีของผู้ผลิต"
        constraints = [models.UniqueConstraint(fields=["producer", "user"], name="producer_account_once")]

    class Privacy:
        public = ()
        internal = ("id", "producer", "user")
        personal = ()

    def __str__(self) -> str:
        return f"{self.user} · {self.producer}"


class ProducerIdentity(models.Model):
    """An official number of a producer, sealed; `fingerprint` is a keyed hash for equality, `tail` the digits shown."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="identities", verbose_name="ผู้ผลิต")
    kind = models.CharField("ชนิดเลข", max_length=20, choices=IdentityKind.choices)
    sealed = models.BinaryField("เลขที่เข้ารหัสไว้")
    fingerprint = models.CharField("ลายพิมพ์ของเลข", max_length=64, db_index=True)
    tail = models.CharField("ตัวเลขท้าย", max_length=4)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "เลขประจำตัวของผู้ผลิต"
        verbose_name_plural = "เลขประจำตัวของผู้ผลิต"
        constraints = [
            models.UniqueConstraint(fields=["producer", "kind"], name="identity_once_per_kind",
                                    violation_error_message="ผู้ผลิตรายนี้มีเลขชนิดนี้แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "producer", "kind", "recorded_at", "recorded_by")
        personal = ("sealed", "fingerprint", "tail")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ของ {self.producer}"


class IdentityLook(models.Model):
    """That somebody unmasked a number, and why. Rows are added, never changed."""

    identity = models.ForeignKey(
        ProducerIdentity, models.CASCADE, related_name="looks", verbose_name="เลขประจำตัว"
    )
    reason = models.CharField("เหตุผลที่ขอดู", max_length=300)
    looked_at = models.DateTimeField("ดูเมื่อ", auto_now_add=True)
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ดูโดย")

    class Meta:
        verbose_name = "การเปิดดูเลขประจำตัว"
        verbose_name_plural = "การเปิดดูเลขประจำตัว"
        ordering = ["-id"]

    class Privacy:
        public = ()
        internal = ("id", "identity", "reason", "looked_at", "looked_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.looked_by} ดู{self.identity}"


class Member(models.Model):
    """A member of a group, between two days."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="member_rows", verbose_name="ผู้ผลิต")
    name = models.CharField("ชื่อสมาชิก", max_length=200)
    role = models.CharField("หน้าที่", max_length=100, blank=True)
    thai = models.BooleanField("ยืนยันสัญชาติไทย", default=False)
    joined_on = models.DateField("เข้าเมื่อ", null=True, blank=True)
    left_on = models.DateField("ออกเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "สมาชิกกลุ่ม"
        verbose_name_plural = "สมาชิกกลุ่ม"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="member_left_after_joining",
                violation_error_message="วันที่ออกต้องไม่ก่อนวันที่เข้า",
            ),
        ]

    class Privacy:
        public = ()
        internal = ("id", "producer", "role", "thai", "joined_on", "left_on")
        personal = ("name",)

    def __str__(self) -> str:
        return self.name


class ChairTerm(models.Model):
    """Who chaired or owned a producer between two days; the present one is also `Producer.chair_name`."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="chairs", verbose_name="ผู้ผลิต")
    name = models.CharField("ชื่อประธานหรือเจ้าของ", max_length=200)
    starts = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    ends = models.DateField("ถึงวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "วาระประธาน"
        verbose_name_plural = "วาระประธาน"
        ordering = [F("starts").desc(nulls_last=True), "-id"]
        constraints = [
            models.UniqueConstraint(fields=["producer"], condition=Q(ends__isnull=True), name="one_chair_at_a_time",
                                    violation_error_message="ผู้ผลิตมีประธานปัจจุบันได้คนเดียว"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                                   name="chair_ends_after_start",
                                   violation_error_message="วันสิ้นวาระต้องไม่ก่อนวันเริ่ม"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "producer", "starts", "ends")
        personal = ("name",)

    def __str__(self) -> str:
        return self.name


class Verification(models.Model):
    """That a fact was checked, how and by whom, instead of a photocopy; also the peers' word that it operates."""

    producer = models.ForeignKey(Producer, models.CASCADE, related_name="verifications", verbose_name="ผู้ผลิต")
    what = models.CharField("สิ่งที่ตรวจ", max_length=30)
    method = models.CharField("วิธีตรวจ", max_length=30)
    reference = models.CharField("หลักฐานอ้างอิง", max_length=300, blank=True)
    certified_by = models.CharField("ผู้รับรอง", max_length=300, blank=True)
    verified_on = models.DateField("ตรวจเมื่อวันที่")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "การตรวจสอบข้อเท็จจริง"
        verbose_name_plural = "การตรวจสอบข้อเท็จจริง"
        ordering = ["-verified_on", "-id"]

    class Privacy:
        public = ()
        internal = (
            "id",
            "producer",
            "what",
            "method",
            "reference",
            "verified_on",
            "recorded_at",
            "recorded_by",
        )
        personal = ("certified_by",)

    def __str__(self) -> str:
        return f"{self.what} {self.producer}"
