"""Fields of the registry's forms. What is right is decided by the actions; forms only read what was typed."""

from typing import Any

from django import forms

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short, today
from saan.kernel.refusals import Refused
from saan.registry.actions import EDITABLE
from saan.registry.models import Producer, ProducerKind, ProductKind
from saan.registry.queries import places_to_register
from saan.web.components.forms import CountField, ThaiDateField

MOST_RADIOS = 7


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put the registry's refusal at the field it speaks of, or above the whole form; the field is then wanted."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, refused.message)
    if field is not None:
        form.fields[field].required = True


class TambonField(forms.TypedChoiceField):
    """Where a producer works: the tambons in which the officer registers, all in sight while they are few."""

    def __init__(self) -> None:
        super().__init__(label="ตำบล", coerce=int, error_messages={"required": "เลือกตำบลที่ตั้งของสถานที่ผลิต"})

    def offer(self, by: Actor) -> None:
        """Put the places of this officer to choose from; a form calls it when it is made."""
        places = [(place.code, place.name_th) for place in places_to_register(by)]
        if len(places) <= MOST_RADIOS:
            self.widget = forms.RadioSelect()
            self.choices = places
        else:
            self.choices = [("", "เลือกตำบล"), *places]


class ProducerForm(forms.Form):
    """The file of a producer, for registering and for correcting."""

    name = forms.CharField(
        label="ชื่อผู้ผลิต",
        max_length=250,
        help_text="ตามที่ใช้จริง เช่น กลุ่มทอผ้าบ้านท่าทองหลาง",
        error_messages={"required": "กรอกชื่อผู้ผลิต เช่น กลุ่มทอผ้าบ้านท่าทองหลาง"},
    )
    kind = forms.ChoiceField(
        label="ประเภทผู้ผลิต",
        choices=ProducerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกประเภทผู้ผลิต 1 ใน 4 ประเภท"},
    )
    members = CountField(label="จำนวนสมาชิก", unit="คน", required=False, help_text="นับเฉพาะสมาชิกที่ร่วมผลิตจริง")
    tambon = TambonField()
    village_no = CountField(label="หมู่ที่", required=False)
    address = forms.CharField(
        label="บ้านเลขที่ ชื่อหมู่บ้านหรือชุมชน",
        max_length=300,
        required=False,
        help_text="ตามที่เรียกในพื้นที่ เช่น 88/2 บ้านหัวไทร",
    )
    chair_name = forms.CharField(label="ชื่อประธานหรือเจ้าของ", max_length=200, required=False)
    phone = forms.CharField(
        label="โทรศัพท์",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "w-m"}),
    )
    registered_on = ThaiDateField(
        label="วันที่ขึ้นทะเบียน", help_text="เช่น 26 ก.ย. 2566 ปี พ.ศ. ที่กรอกคือปีที่ลงทะเบียนของรายนี้"
    )
    distinct_reason = forms.CharField(
        label="เหตุผลที่เป็นคนละราย", max_length=300, required=False, help_text="เช่น แยกกลุ่มเมื่อปี 2560 ประธานคนละคน"
    )

    GROUPS = (
        ("ผู้ผลิต", "", ("name", "kind", "members")),
        ("สถานที่ผลิตอยู่ที่ใด", "ต้องอยู่ในอำเภอที่ขึ้นทะเบียน", ("tambon", "village_no", "address")),
        ("ผู้แทน", "เห็นเฉพาะเจ้าหน้าที่ของอำเภอนี้", ("chair_name", "phone")),
        ("การขึ้นทะเบียน", "", ("registered_on",)),
    )

    def __init__(self, data: Any = None, *, by: Actor, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["tambon"].offer(by)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Fields that belong together, in the order of asking."""
        return [
            {"title": title, "hint": hint, "fields": [self[name] for name in names]}
            for title, hint, names in self.GROUPS
        ]

    @property
    def asks_distinct(self) -> bool:
        """Whether a near name was met, so that the reason is asked for."""
        return bool(self.errors.get("distinct_reason") or self["distinct_reason"].value())

    def values(self) -> dict[str, Any]:
        """What was typed, for `register_producer`; the reason apart."""
        return {name: self.cleaned_data[name] for name in EDITABLE}

    @staticmethod
    def start(producer: Producer | None) -> dict[str, Any]:
        """The first values of the fields: those of the file, or today for a new one."""
        if producer is None:
            return {"registered_on": today()}
        return {name: getattr(producer, name) for name in EDITABLE if name != "tambon"} | {
            "tambon": producer.tambon_id
        }


class ReasonForm(forms.Form):
    """Why a registration ends or goes on; `version` is the file as the officer saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="เหตุผล", max_length=300, error_messages={"required": "กรอกเหตุผล เพื่อให้ผู้ตรวจสอบเข้าใจภายหลัง"}
    )


class ProductForm(forms.Form):
    """A further product of a producer."""

    product_name = forms.CharField(
        label="ชื่อผลิตภัณฑ์", max_length=250, error_messages={"required": "กรอกชื่อผลิตภัณฑ์ เช่น ผ้าขาวม้าทอมือ"}
    )
    product_kind = forms.ChoiceField(
        label="ประเภทผลิตภัณฑ์",
        choices=ProductKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกประเภทผลิตภัณฑ์ 1 ใน 5 ประเภท"},
    )
    product_registered_on = ThaiDateField(label="วันที่ขึ้นทะเบียนผลิตภัณฑ์")
    product_regulated = forms.BooleanField(label="กฎหมายกำหนดให้มีใบอนุญาตก่อนผลิต", required=False)
    product_permit_number = forms.CharField(
        label="เลขที่ใบอนุญาต",
        max_length=60,
        required=False,
        help_text="กรอกเมื่อต้องมีใบอนุญาต ถ้ายังไม่มี ระบบจะยังไม่รับผลิตภัณฑ์นี้",
    )
    product_permit_expires = ThaiDateField(label="ใบอนุญาตหมดอายุ", required=False)


class UploadForm(forms.Form):
    """A workbook handed in."""

    file = forms.FileField(
        label="แฟ้ม Excel (.xlsx) หรือข้อความ (.csv)",
        help_text="ไม่เกิน 25 เมกะไบต์ ราว 3 แสนแถว",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.xls,.ods"}),
        error_messages={"required": "เลือกแฟ้ม Excel ก่อน", "empty": "แฟ้มนี้ว่างเปล่า โปรดเลือกแฟ้มอื่น"},
    )


def written(value: Any, *, field: str) -> str:
    """A value as a person reads it, to lay two versions side by side."""
    if field == "kind":
        return ProducerKind(value).label if value else ""
    return format_short(value) if hasattr(value, "year") else "" if value is None else str(value)
