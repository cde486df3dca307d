"""Producers and products. A fact row keeps its tambon code, so that it counts for the place where it happened."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.registry.rules import ProducerKind, ProducerStatus, ProductKind, Quadrant


class Producer(models.Model):
    """A registrant: a group, a sole owner, an SME or a public body, at its place of production."""

    name = models.CharField("ชื่อผู้ผลิต", max_length=250)
    sort_key = models.CharField("คีย์เรียงตามพจนานุกรม", max_length=400, db_index=True)
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
        ]

    class Privacy:
        public = ("id", "name", "sort_key", "kind", "status", "tambon", "registered_on", "cohort_be")
        internal = ("village_no", "members", "office", "legacy_code", "created_at", "created_by", "version")
        personal = ("address", "chair_name", "phone")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A product of a producer. Quadrant and stars are the newest of their dated rows, kept here to be counted."""

    producer = models.ForeignKey(Producer, models.PROTECT, related_name="products", verbose_name="ผู้ผลิต")
    name = models.CharField("ชื่อผลิตภัณฑ์", max_length=250)
    sort_key = models.CharField("คีย์เรียงตามพจนานุกรม", max_length=400, db_index=True)
    kind = models.CharField("ประเภทผลิตภัณฑ์", max_length=10, choices=ProductKind.choices)
    tambon = models.ForeignKey(Area, models.PROTECT, related_name="products", verbose_name="ตำบลที่ผลิต")
    producer_kind = models.CharField("ประเภทผู้ผลิต", max_length=10, choices=ProducerKind.choices)
    registered_on = models.DateField("วันที่ขึ้นทะเบียน")
    cohort_be = models.PositiveSmallIntegerField("ปีที่ลงทะเบียน (พ.ศ.)")
    quadrant = models.CharField("กลุ่ม Quadrant", max_length=1, blank=True, choices=Quadrant.choices)
    stars = models.PositiveSmallIntegerField("ระดับดาว", null=True, blank=True)
    active = models.BooleanField("ยังผลิตอยู่", default=True)
    created_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผลิตภัณฑ์"
        verbose_name_plural = "ผลิตภัณฑ์"
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["tambon"], include=["cohort_be", "quadrant", "stars"], name="product_pool")
        ]
        constraints = [
            models.UniqueConstraint(fields=["producer", "name"], name="product_name_once_per_producer",
                                    violation_error_message="ผู้ผลิตรายนี้มีผลิตภัณฑ์ชื่อนี้แล้ว"),
            models.CheckConstraint(condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)),
                                   name="product_stars_one_to_five",
                                   violation_error_message="ระดับดาวมี 1 ถึง 5"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "producer", "name", "sort_key", "kind", "tambon", "producer_kind", "registered_on", "cohort_be",
                  "quadrant", "stars", "active")  # fmt: skip
        internal = ("created_at", "created_by")
        personal = ()

    def __str__(self) -> str:
        return self.name


class QuadrantAssessment(models.Model):
    """One dated answer to which quadrant a product lies in. History is kept; the newest is copied to the product."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="assessments", verbose_name="ผลิตภัณฑ์")
    result = models.CharField("ผล", max_length=1, choices=Quadrant.choices)
    answers = models.JSONField("คำตอบ", default=dict, blank=True)
    reason = models.CharField("เหตุผล", max_length=300, blank=True)
    assessed_on = models.DateField("ประเมินเมื่อ")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผลประเมิน Quadrant"
        verbose_name_plural = "ผลประเมิน Quadrant"
        ordering = ["-assessed_on", "-id"]

    class Privacy:
        public = ("id", "product", "result", "assessed_on")
        internal = ("answers", "reason", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.product}: {self.result}"


class StarAward(models.Model):
    """The result of one star round for one product; `stars` is null when it did not pass, which is not "no star"."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="awards", verbose_name="ผลิตภัณฑ์")
    round_be = models.PositiveSmallIntegerField("รอบคัดสรร (พ.ศ.)")
    stars = models.PositiveSmallIntegerField("ดาว", null=True, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผลคัดสรรดาว"
        verbose_name_plural = "ผลคัดสรรดาว"
        constraints = [models.UniqueConstraint(fields=["product", "round_be"], name="award_once_per_round")]

    class Privacy:
        public = ("id", "product", "round_be", "stars")
        internal = ("recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.product} {self.round_be}: {self.stars or 'ไม่ผ่าน'}"


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


class ImportBatch(models.Model):
    """One spreadsheet handed in: what was checked, what was written. The file itself is never changed.

    `problems` is a list of {cell, message}, `fixes` what persons have put into cells since: {cell: text}.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="แฟ้ม")
    office = models.ForeignKey(Office, models.PROTECT, related_name="imports", verbose_name="หน่วยงาน")
    rows = models.PositiveIntegerField("จำนวนแถว")
    accepted = models.PositiveIntegerField("แถวที่บันทึก", default=0)
    problems = models.JSONField("ปัญหา", default=list)
    fixes = models.JSONField("ช่องที่แก้หลังนำเข้า", default=dict, blank=True)
    saved_at = models.DateTimeField("บันทึกเมื่อ", null=True, blank=True)
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="บันทึกโดย"
    )
    created_at = models.DateTimeField("นำเข้าเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="นำเข้าโดย")

    class Meta:
        verbose_name = "การนำเข้า"
        verbose_name_plural = "การนำเข้า"

    class Privacy:
        public = ()
        internal = ("id", "file", "office", "rows", "accepted", "problems", "saved_at", "saved_by", "created_at",
                    "created_by")  # fmt: skip
        personal = ("fixes",)

    def __str__(self) -> str:
        return f"นำเข้า {self.file} {self.rows} แถว"
