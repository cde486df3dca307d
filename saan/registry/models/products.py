"""Products and their four scales, which are never merged: quadrant, stars, product mark, and PSO/KBO."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from saan.accounts.models import User
from saan.documents.models import StoredFile
from saan.geography.models import Area
from saan.registry.models.producers import Producer
from saan.registry.rules import DistinctionOutcome, MarkColour, ProducerKind, ProductKind, Quadrant, Scale


class Product(models.Model):
    """A product of a producer. Quadrant and stars are the newest of their dated rows, kept here to be counted.

    Its own indexes stand in for those of the foreign keys: every row of an import pays for each of them.
    """

    producer = models.ForeignKey(
        Producer, models.PROTECT, related_name="products", verbose_name="ผู้ผลิต", db_index=False
    )
    name = models.CharField("ชื่อผลิตภัณฑ์", max_length=250)
    sort_key = models.CharField("คีย์เรียงตามพจนานุกรม", max_length=400)
    search_key = models.GeneratedField(
        expression=models.Func(F("name"), function="saan_fold"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="คีย์ค้นหา",
    )
    kind = models.CharField("ประเภทผลิตภัณฑ์", max_length=10, choices=ProductKind.choices)
    tambon = models.ForeignKey(
        Area, models.PROTECT, related_name="products", verbose_name="ตำบลที่ผลิต", db_index=False
    )
    producer_kind = models.CharField("ประเภทผู้ผลิต", max_length=10, choices=ProducerKind.choices)
    registered_on = models.DateField("วันที่ขึ้นทะเบียน")
    cohort_be = models.PositiveSmallIntegerField("ปีที่ลงทะเบียน (พ.ศ.)")
    quadrant = models.CharField("กลุ่ม Quadrant", max_length=1, blank=True, choices=Quadrant.choices)
    stars = models.PositiveSmallIntegerField("ระดับดาว", null=True, blank=True)
    active = models.BooleanField("ยังผลิตอยู่", default=True)
    story = models.TextField("เรื่องราวผลิตภัณฑ์", blank=True)
    price = models.PositiveBigIntegerField("ราคา (สตางค์)", null=True, blank=True)
    unit = models.CharField("หน่วยขาย", max_length=40, blank=True)
    capacity = models.PositiveIntegerField("กำลังผลิตต่อเดือน", null=True, blank=True)
    regulated = models.BooleanField("ต้องมีใบอนุญาตผลิต", default=False)
    permit_number = models.CharField("เลขที่ใบอนุญาต", max_length=60, blank=True)
    permit_expires = models.DateField("ใบอนุญาตหมดอายุ", null=True, blank=True)
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)
    created_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย", db_index=False
    )

    class Meta:
        verbose_name = "ผลิตภัณฑ์"
        verbose_name_plural = "ผลิตภัณฑ์"
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="product_order"),
            models.Index(fields=["tambon"], include=["cohort_be", "quadrant", "stars"], name="product_pool"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="product_search"),
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
                  "quadrant", "stars", "active", "story", "price", "unit", "regulated")  # fmt: skip
        internal = (
            "search_key",
            "capacity",
            "permit_number",
            "permit_expires",
            "version",
            "created_at",
            "created_by",
        )
        personal = ()

    def __str__(self) -> str:
        return self.name


class QuadrantAssessment(models.Model):
    """One dated answer to which quadrant a product lies in. History is kept; the newest is copied to the product."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="assessments", verbose_name="ผลิตภัณฑ์")
    result = models.CharField("ผล", max_length=1, choices=Quadrant.choices)
    answers = models.JSONField("คำตอบ", default=dict, blank=True)
    table_version = models.CharField("รุ่นของตารางตัดสิน", max_length=40, blank=True)
    computed = models.CharField("ผลตามตาราง", max_length=1, blank=True, choices=Quadrant.choices)
    reason = models.CharField("เหตุผล", max_length=300, blank=True)
    assessed_on = models.DateField("ประเมินเมื่อ")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผลประเมิน Quadrant"
        verbose_name_plural = "ผลประเมิน Quadrant"
        ordering = ["-assessed_on", "-id"]
        indexes = [models.Index(fields=["product", "-assessed_on", "-id"], name="assessment_newest")]

    class Privacy:
        public = ("id", "product", "result", "assessed_on")
        internal = ("answers", "table_version", "computed", "reason", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.product}: {self.result}"

    @property
    def overridden(self) -> bool:
        """Whether a person put another result than the table gave; then there is a reason."""
        return bool(self.computed) and self.result != self.computed


class StarRound(models.Model):
    """One selection round: how many points each part carries and which totals give which stars, per product type.

    `parts` is [{"code", "label", "most"}]; `bands` is {kind or "*": [[least total, stars], …]} from the highest down;
    below the last band a product did not pass.
    """

    round_be = models.PositiveSmallIntegerField("รอบคัดสรร (พ.ศ.)", unique=True)
    name = models.CharField("ชื่อรอบ", max_length=200)
    parts = models.JSONField("ส่วนคะแนน", default=list)
    bands = models.JSONField("เกณฑ์ระดับดาว", default=dict)
    source = models.CharField("ที่มาของเกณฑ์", max_length=300, blank=True)
    verified = models.BooleanField("ตรวจกับประกาศแล้ว", default=False)
    closed_on = models.DateField("ประกาศผลเมื่อวันที่", null=True, blank=True)

    class Meta:
        verbose_name = "รอบคัดสรรดาว"
        verbose_name_plural = "รอบคัดสรรดาว"
        ordering = ["-round_be"]

    class Privacy:
        public = ("id", "round_be", "name", "parts", "bands", "source", "verified", "closed_on")
        internal = ()
        personal = ()

    def __str__(self) -> str:
        return self.name


class StarAward(models.Model):
    """The result of one star round for one product; `stars` is null when it did not pass, which is not "no star"."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="awards", verbose_name="ผลิตภัณฑ์")
    round_be = models.PositiveSmallIntegerField("รอบคัดสรร (พ.ศ.)")
    stars = models.PositiveSmallIntegerField("ดาว", null=True, blank=True)
    scores = models.JSONField("คะแนนรายส่วน", default=dict, blank=True)
    total = models.DecimalField("คะแนนรวม", max_digits=5, decimal_places=2, null=True, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผลคัดสรรดาว"
        verbose_name_plural = "ผลคัดสรรดาว"
        constraints = [models.UniqueConstraint(fields=["product", "round_be"], name="award_once_per_round")]

    class Privacy:
        public = ("id", "product", "round_be", "stars")
        internal = ("scores", "total", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.product} {self.round_be}: {self.stars or 'ไม่ผ่าน'}"


class ProductStandard(models.Model):
    """A standard or certificate of a product under one scheme; on a day after `expires_on` it does not hold."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="standards", verbose_name="ผลิตภัณฑ์")
    scheme = models.CharField("มาตรฐาน", max_length=20)
    number = models.CharField("เลขที่", max_length=80)
    issuer = models.CharField("ผู้ออก", max_length=200, blank=True)
    issued_on = models.DateField("ออกเมื่อ", null=True, blank=True)
    expires_on = models.DateField("หมดอายุ", null=True, blank=True, db_index=True)
    revoked_on = models.DateField("เพิกถอนเมื่อ", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="แฟ้มใบรับรอง"
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "มาตรฐานและใบรับรอง"
        verbose_name_plural = "มาตรฐานและใบรับรอง"
        ordering = ["scheme", "-issued_on"]
        constraints = [
            models.UniqueConstraint(fields=["product", "scheme", "number"], name="standard_once",
                                    violation_error_message="ใบรับรองเลขที่นี้บันทึกไว้แล้ว"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="standard_expires_after_issue",
                violation_error_message="วันหมดอายุต้องไม่ก่อนวันที่ออก",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "product", "scheme", "number", "issuer", "issued_on", "expires_on", "revoked_on")
        internal = ("file", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class ProductPhoto(models.Model):
    """A picture of a product, resized; where it was taken is stripped unless the producer wants it kept."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos", verbose_name="ผลิตภัณฑ์")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="ภาพ")
    thumbnail = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="ภาพย่อ")
    caption = models.CharField("คำบรรยาย", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    width = models.PositiveIntegerField("กว้าง")
    height = models.PositiveIntegerField("สูง")
    keeps_place = models.BooleanField("เก็บพิกัดที่ถ่าย", default=False)
    added_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="เพิ่มโดย")

    class Meta:
        verbose_name = "ภาพผลิตภัณฑ์"
        verbose_name_plural = "ภาพผลิตภัณฑ์"
        ordering = ["order", "id"]

    class Privacy:
        public = ("id", "product", "file", "thumbnail", "caption", "order", "width", "height")
        internal = ("keeps_place", "added_at", "added_by")
        personal = ()

    def __str__(self) -> str:
        return self.caption or f"ภาพของ {self.product}"


class ProductMark(models.Model):
    """The OTOP product mark: a scale of its own beside quadrant and stars."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="marks", verbose_name="ผลิตภัณฑ์")
    colour = models.CharField("สีของเครื่องหมาย", max_length=10, choices=MarkColour.choices)
    number = models.CharField("เลขที่", max_length=60, blank=True)
    issued_on = models.DateField("ออกเมื่อ")
    expires_on = models.DateField("หมดอายุ", null=True, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "เครื่องหมายผลิตภัณฑ์ OTOP"
        verbose_name_plural = "เครื่องหมายผลิตภัณฑ์ OTOP"
        ordering = ["-issued_on", "-id"]

    class Privacy:
        public = ("id", "product", "colour", "number", "issued_on", "expires_on")
        internal = ("recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_colour_display()} {self.product}"


class Distinction(models.Model):
    """A result in PSO or KBO, each a scale of its own. PSO has one winner per province, year and product type."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="distinctions", verbose_name="ผลิตภัณฑ์")
    scale = models.CharField("รายการ", max_length=10, choices=Scale.choices)
    year_be = models.PositiveSmallIntegerField("ปีงบประมาณ พ.ศ.")
    province = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="จังหวัด")
    kind = models.CharField("ประเภทผลิตภัณฑ์", max_length=10, choices=ProductKind.choices)
    outcome = models.CharField("ผล", max_length=20, choices=DistinctionOutcome.choices)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "ผล PSO และ KBO"
        verbose_name_plural = "ผล PSO และ KBO"
        ordering = ["-year_be", "scale", "id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "scale", "year_be"], name="distinction_once_a_year",
                                    violation_error_message="ผลิตภัณฑ์นี้มีผลของปีนี้แล้ว"),
            models.UniqueConstraint(
                fields=["province", "year_be", "kind"],
                condition=Q(scale=Scale.PSO, outcome=DistinctionOutcome.WINNER),
                name="one_pso_winner",
                violation_error_message="จังหวัดนี้มีผลิตภัณฑ์ PSO ของประเภทนี้ในปีนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["province", "year_be"],
                condition=Q(scale=Scale.KBO, outcome=DistinctionOutcome.WINNER),
                name="one_kbo_winner",
                violation_error_message="จังหวัดนี้มีผลิตภัณฑ์ KBO ที่ชนะเลิศในปีนี้แล้ว",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "product", "scale", "year_be", "province", "kind", "outcome")
        internal = ("note", "recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return f"{self.get_scale_display()} {self.year_be} {self.product}"
