"""Fields of a product's forms. What is right is decided by the actions; forms only read what was typed."""

from typing import Any

from django import forms

from saan.kernel.dates import today
from saan.registry.models import Product, ProductKind, ProductStandard
from saan.web.components.forms import BahtField, CountField, ThaiDateField

DESCRIBED = ("story", "price", "unit", "capacity")
COUNTED = ("name", "kind", "regulated", "permit_number", "permit_expires")


class DescribeForm(forms.Form):
    """What a producer says of its own product."""

    story = forms.CharField(
        label="เรื่องราวของผลิตภัณฑ์",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="ที่มา วัตถุดิบ ผู้ทำ และสิ่งที่ต่างจากของที่อื่น ผู้ซื้อจะอ่านข้อความนี้",
    )
    price = BahtField(label="ราคาขายปลีก", required=False, help_text="เช่น 250 หรือ 45.50")
    unit = forms.CharField(
        label="หน่วยขาย",
        required=False,
        max_length=40,
        help_text="เช่น ผืน ถุง ขวด",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    capacity = CountField(
        label="กำลังผลิตต่อเดือน", required=False, help_text="จำนวนที่ทำได้จริงในหนึ่งเดือน นับตามหน่วยขาย"
    )

    FIELDS = DESCRIBED

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FIELDS}

    @classmethod
    def start(cls, product: Product) -> dict[str, Any]:
        return {name: getattr(product, name) for name in cls.FIELDS}


class ProductDetailForm(DescribeForm):
    """The whole file of a product, for the officer who keeps it."""

    name = forms.CharField(
        label="ชื่อผลิตภัณฑ์", max_length=250, error_messages={"required": "กรอกชื่อผลิตภัณฑ์ เช่น ผ้าขาวม้าทอมือ"}
    )
    kind = forms.ChoiceField(
        label="ประเภทผลิตภัณฑ์",
        choices=ProductKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกประเภทผลิตภัณฑ์ 1 ใน 5 ประเภท"},
    )
    regulated = forms.BooleanField(label="กฎหมายกำหนดให้มีใบอนุญาตก่อนผลิต", required=False)
    permit_number = forms.CharField(label="เลขที่ใบอนุญาต", max_length=60, required=False)
    permit_expires = ThaiDateField(label="ใบอนุญาตหมดอายุ", required=False)

    FIELDS = (*COUNTED, *DESCRIBED)
    field_order = FIELDS


class ProductReasonForm(forms.Form):
    """Why a product is made no more, or again; `version` is the file as the officer saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="เหตุผล", max_length=300, error_messages={"required": "กรอกเหตุผล เพื่อให้ผู้ตรวจสอบเข้าใจภายหลัง"}
    )


class PhotoForm(forms.Form):
    """A picture handed in."""

    photo = forms.FileField(
        label="ภาพ JPG PNG หรือ WebP",
        help_text="ไม่เกิน 12 เมกะไบต์ ระบบย่อภาพและลบข้อมูลที่กล้องฝังไว้ให้",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "เลือกภาพก่อน", "empty": "แฟ้มนี้ว่างเปล่า โปรดเลือกภาพอื่น"},
    )
    caption = forms.CharField(
        label="ในภาพคืออะไร",
        max_length=200,
        help_text="เช่น ผ้าขาวม้าสีครามพับวางบนแคร่ ผู้ที่มองไม่เห็นภาพจะได้ฟังข้อความนี้",
        error_messages={"required": "บอกว่าในภาพคืออะไร"},
    )
    keep_place = forms.BooleanField(label="เก็บพิกัดที่ถ่ายไว้ในภาพ (ละติจูดและลองจิจูดเท่านั้น)", required=False)


class StandardForm(forms.Form):
    """A certificate; the scheme is asked for a new one alone."""

    scheme = forms.ChoiceField(label="มาตรฐาน", error_messages={"required": "เลือกมาตรฐาน"})
    number = forms.CharField(
        label="เลขที่", max_length=80, error_messages={"required": "กรอกเลขที่ใบรับรองตามเอกสาร"}
    )
    issuer = forms.CharField(
        label="ผู้ออก", max_length=200, required=False, help_text="เว้นว่างได้ ระบบจะใส่หน่วยงานเจ้าของมาตรฐาน"
    )
    issued_on = ThaiDateField(label="วันที่ออก", required=False)
    expires_on = ThaiDateField(label="วันหมดอายุ", required=False, help_text="เว้นว่างถ้าไม่มีวันหมดอายุ")
    scan = forms.FileField(
        label="แฟ้มใบรับรอง",
        required=False,
        help_text="PDF JPG หรือ PNG ไม่เกิน 10 เมกะไบต์",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
    )

    FIELDS = ("number", "issuer", "issued_on", "expires_on")

    def __init__(self, *args: Any, schemes: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if schemes is None:
            del self.fields["scheme"]
        else:
            self.fields["scheme"].choices = [("", "เลือกมาตรฐาน"), *schemes]

    @classmethod
    def start(cls, standard: ProductStandard) -> dict[str, Any]:
        return {name: getattr(standard, name) for name in cls.FIELDS}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class RevokeForm(forms.Form):
    """Since when and why a certificate does not hold."""

    revoked_on = ThaiDateField(label="ใช้ไม่ได้ตั้งแต่วันที่", initial=today)
    reason = forms.CharField(
        label="เหตุผล", max_length=300, error_messages={"required": "กรอกเหตุผลที่ใบรับรองนี้ใช้ไม่ได้แล้ว"}
    )
