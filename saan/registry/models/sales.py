"""Sales per producer, month and channel. A correction is a new row; what was once said stays readable."""

from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.kernel.dates import now
from saan.organisations.models import Office
from saan.registry.models.producers import Producer
from saan.registry.models.products import Product
from saan.registry.rules import ProducerKind, ProductKind, SalesChannel, SalesMethod


class SalesFact(models.Model):
    """What one producer sold in one month through one channel, in satang; sales and orders apart.

    Place and types are as they were on the month's day, whatever the registry says later. `replaced_by` points to the
    correction; the row in force has none. `not_applicable` says that nothing could be sold (season, closure).
    There are millions of rows, so only what is asked for is indexed.
    """

    producer = models.ForeignKey(
        Producer, models.PROTECT, related_name="sales", verbose_name="ผู้ผลิต", db_index=False
    )
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sales",
        verbose_name="ผลิตภัณฑ์",
        db_index=False,
    )
    month = models.DateField("เดือน")
    channel = models.CharField("ช่องทาง", max_length=12, choices=SalesChannel.choices)
    sales = models.BigIntegerField("ยอดขาย (สตางค์)", default=0)
    orders = models.BigIntegerField("ยอดสั่งซื้อ (สตางค์)", default=0)
    not_applicable = models.BooleanField("ไม่มีการขายตามปกติ", default=False)
    method = models.CharField("ที่มาของตัวเลข", max_length=10, choices=SalesMethod.choices)
    tambon = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name="ตำบลในเดือนนั้น", db_index=False
    )
    producer_kind = models.CharField("ประเภทผู้ผลิตในเดือนนั้น", max_length=10, choices=ProducerKind.choices)
    product_kind = models.CharField(
        "ประเภทผลิตภัณฑ์ในเดือนนั้น", max_length=10, blank=True, choices=ProductKind.choices
    )
    reason = models.CharField("เหตุผลที่แก้", max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="แก้เป็น",
        db_index=False,
    )
    recorded_at = models.DateTimeField("บันทึกเมื่อ", default=now, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย", db_index=False
    )

    class Meta:
        verbose_name = "ยอดจำหน่าย"
        verbose_name_plural = "ยอดจำหน่าย"
        indexes = [
            models.Index(
                fields=["month", "tambon"],
                include=["producer", "sales", "orders", "not_applicable", "recorded_at"],
                condition=Q(replaced_by__isnull=True),
                name="sales_told",
            ),
            models.Index(
                fields=["replaced_by"], condition=Q(replaced_by__isnull=False), name="sales_replaced"
            ),
            models.Index(fields=["product"], condition=Q(product__isnull=False), name="sales_of_product"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["producer", "month", "channel", "product"], nulls_distinct=False,
                                    condition=Q(replaced_by__isnull=True), name="sales_one_in_force",
                                    violation_error_message="มียอดของเดือนและช่องทางนี้แล้ว"),
            models.CheckConstraint(condition=Q(sales__gte=0, orders__gte=0), name="sales_not_negative",
                                   violation_error_message="ยอดขายและยอดสั่งซื้อต้องไม่ติดลบ"),
            models.CheckConstraint(condition=Q(not_applicable=False) | Q(sales=0, orders=0), name="sales_none_is_zero",
                                   violation_error_message="เดือนที่ไม่มีการขายตามปกติต้องไม่มียอด"),
            models.CheckConstraint(condition=Q(month__day=1), name="sales_month_is_first_day",
                                   violation_error_message="เดือนของยอดจำหน่ายต้องเป็นวันที่ 1"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "producer", "product", "month", "channel", "sales", "orders", "not_applicable", "method",
                    "tambon", "producer_kind", "product_kind", "reason", "replaced_by", "recorded_at",
                    "recorded_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.producer} {self.month:%Y-%m} {self.get_channel_display()}"


class SalesPeriod(models.Model):
    """That an office has closed a month: its figures change only after a superior allows it again."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="sales_periods", verbose_name="หน่วยงาน")
    month = models.DateField("เดือน")
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ปิดโดย"
    )
    asked_at = models.DateTimeField("ขอเปิดใหม่เมื่อ", null=True, blank=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ขอเปิดใหม่โดย"
    )
    ask_reason = models.CharField("เหตุผลที่ขอเปิดใหม่", max_length=300, blank=True)
    reopened_at = models.DateTimeField("เปิดใหม่เมื่อ", null=True, blank=True)
    reopened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เปิดใหม่โดย"
    )

    class Meta:
        verbose_name = "งวดยอดจำหน่าย"
        verbose_name_plural = "งวดยอดจำหน่าย"
        constraints = [
            models.UniqueConstraint(fields=["office", "month"], name="sales_period_once",
                                    violation_error_message="งวดของเดือนนี้มีอยู่แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ()
        internal = ("id", "office", "month", "closed_at", "closed_by", "asked_at", "asked_by", "ask_reason",
                    "reopened_at", "reopened_by")  # fmt: skip
        personal = ()

    def __str__(self) -> str:
        return f"{self.office} {self.month:%Y-%m}"
