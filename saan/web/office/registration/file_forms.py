"""The small forms of a producer's file, each with its own act."""

from typing import Any

from django import forms

from saan.kernel.dates import today
from saan.registry.actions import CHECKED
from saan.registry.queries import IdentityKind, Method, label_of
from saan.web.components.forms import CountField, ThaiDateField
from saan.web.office.registration.forms import DegreeField, PeopleField

_METHODS = [(method.value, method.label) for method in Method]


class ConfirmForm(forms.Form):
    """That a producer still works."""

    method = forms.ChoiceField(label="ทราบได้อย่างไร", choices=_METHODS)
    reference = forms.CharField(label="อ้างอิง", max_length=300, required=False)


class ChairForm(forms.Form):
    chair = forms.CharField(
        label="ชื่อประธานหรือเจ้าของคนใหม่",
        max_length=200,
        error_messages={"required": "กรอกชื่อประธานหรือเจ้าของคนใหม่"},
    )
    starts = ThaiDateField(label="เริ่มวาระวันที่")


class MembersForm(forms.Form):
    member_names = PeopleField(
        label="เพิ่มสมาชิก", help_text="บรรทัดละคน ถ้ามีหน้าที่ให้คั่นด้วยจุลภาค", required=True,
        error_messages={"required": "กรอกชื่อสมาชิก บรรทัดละคน"},
    )  # fmt: skip
    joined_on = ThaiDateField(label="เข้าเมื่อวันที่", required=False)
    thai = forms.BooleanField(label="ตรวจสัญชาติไทยของทุกคนที่เพิ่มแล้ว", required=False)


class PointForm(forms.Form):
    latitude = DegreeField(label="ละติจูด")
    longitude = DegreeField(label="ลองจิจูด")


class VerifyForm(forms.Form):
    what = forms.ChoiceField(label="สิ่งที่ตรวจ", choices=[(code, label_of(code)) for code in CHECKED])
    method = forms.ChoiceField(label="วิธีตรวจ", choices=_METHODS)
    verified_on = ThaiDateField(label="วันที่ตรวจ")
    certified_by = forms.CharField(
        label="ผู้รับรอง", max_length=300, required=False, help_text="เช่น ประธานเครือข่าย OTOP อำเภอ"
    )
    reference = forms.CharField(label="อ้างอิง", max_length=300, required=False)


class IdentityForm(forms.Form):
    identity_kind = forms.ChoiceField(label="ชนิดเลข", choices=IdentityKind.choices)
    identity_number = forms.CharField(
        label="เลข", max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-m", "autocomplete": "off"}),
        error_messages={"required": "กรอกเลข"},
    )  # fmt: skip


class CertificateForm(forms.Form):
    reason = forms.CharField(label="เหตุผลที่ออกใหม่แทนฉบับเดิม", max_length=300, required=False)


class RevokeForm(forms.Form):
    certificate = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="เหตุที่เพิกถอน", max_length=300, error_messages={"required": "กรอกเหตุที่เพิกถอน"}
    )


class LinkForm(forms.Form):
    username = forms.CharField(label="ชื่อบัญชีของผู้ผลิต", max_length=150,
                               error_messages={"required": "กรอกชื่อบัญชีที่ผู้ผลิตสมัครไว้"},
                               widget=forms.TextInput(attrs={"autocapitalize": "none", "class": "w-m"}))  # fmt: skip
    link_reason = forms.CharField(
        label="หลักฐานว่าเป็นของผู้ผลิตรายนี้",
        max_length=300,
        error_messages={"required": "กรอกหลักฐานที่แสดงว่าบัญชีนี้เป็นของผู้ผลิตรายนี้ เช่น แสดงบัตรที่อำเภอ"},
        help_text="เช่น แสดงบัตรประชาชนที่อำเภอ",
    )


class UnlinkForm(forms.Form):
    account = forms.IntegerField(widget=forms.HiddenInput)
    unlink_reason = forms.CharField(
        label="เหตุผลที่เลิกผูก", max_length=300, error_messages={"required": "กรอกเหตุผลที่เลิกผูก เช่น เปลี่ยนประธาน"}
    )


class TransferForm(forms.Form):
    transfer_tambon = forms.CharField(label="ตำบลปลายทาง", max_length=80,
                                      help_text="พิมพ์ชื่อตำบลและอำเภอ เช่น เสม็ดเหนือ บางคล้า หรือรหัส 6 หลัก",
                                      error_messages={"required": "พิมพ์ชื่อตำบลปลายทาง"})  # fmt: skip
    transfer_village = CountField(label="หมู่ที่", required=False)
    transfer_address = forms.CharField(label="บ้านเลขที่ ชื่อหมู่บ้าน", max_length=300, required=False)
    transfer_reason = forms.CharField(
        label="เหตุผลที่ย้าย", max_length=300, error_messages={"required": "กรอกเหตุผลที่ย้าย เช่น กลุ่มย้ายที่ผลิตเมื่อใด"}
    )


class LookForm(forms.Form):
    look_reason = forms.CharField(
        label="เหตุผลที่ต้องดูเลขเต็ม",
        max_length=300,
        help_text="เหตุผล ชื่อท่าน และเวลาจะอยู่ในประวัติของแฟ้มตลอดไป",
        error_messages={"required": "กรอกเหตุผลที่ต้องดูเลขเต็ม เช่น ตรวจสิทธิเข้าร่วมงานกับหน่วยงานใด"},
    )


FORMS: dict[str, type[forms.Form]] = {
    "confirm": ConfirmForm, "chair": ChairForm, "members": MembersForm, "point": PointForm, "verify": VerifyForm,
    "identity": IdentityForm, "certificate": CertificateForm, "revoke": RevokeForm, "link": LinkForm,
    "unlink": UnlinkForm, "transfer": TransferForm,
}  # fmt: skip


def unbound(producer: Any) -> dict[str, forms.Form]:
    """All forms of the page with their first values; fields of different forms never share an id."""
    first = {
        "chair": {"starts": today()},
        "point": {"latitude": producer.latitude, "longitude": producer.longitude},
        "verify": {"verified_on": today()},
        "confirm": {"method": Method.PHONE},
    }
    return {act: form(initial=first.get(act), auto_id=id_of(act)) for act, form in FORMS.items()}


def id_of(act: str) -> str:
    """The shape of the ids of one form's fields."""
    return f"{act}_%s"
