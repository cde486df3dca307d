"""Forms of a selection. What is right is decided by the actions; forms only read what was written."""

from typing import Any

from django import forms

from saan.selection.models import Nomination
from saan.selection.rules import NominationState


class NominateForm(forms.Form):
    """The officer's own words for one candidate; the fields carry the candidate's id, since many stand on a page."""

    potential = forms.CharField(
        label="คำรับรองศักยภาพและความพร้อม",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เขียนสั้น ๆ ว่ายกระดับสู่ตลาดได้อย่างไร เช่น สมาชิกพร้อมปรับปรุงบรรจุภัณฑ์และยื่นขอ มผช.",
        error_messages={"required": "เขียนคำรับรองศักยภาพและความพร้อมก่อนเสนอชื่อ"},
    )

    def __init__(self, candidate: int, data: Any = None) -> None:
        super().__init__(data, auto_id=f"c{candidate}_%s")


class WithdrawForm(forms.Form):
    """Why a nomination is taken back."""

    reason = forms.CharField(
        label="เหตุผลที่ถอน",
        max_length=500,
        help_text="หน่วยงานผู้สั่งจะเห็นข้อความนี้",
        error_messages={"required": "เขียนเหตุผลที่ถอน"},
    )

    def __init__(self, nomination: int, data: Any = None) -> None:
        super().__init__(data, auto_id=f"w{nomination}_%s")


class DecideForm(forms.Form):
    """The verdict on the nominations that were ticked."""

    nominations = forms.ModelMultipleChoiceField(
        label="รายการที่ตรวจ",
        queryset=Nomination.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "เลือกอย่างน้อยหนึ่งรายการที่จะตรวจ",
            "invalid_choice": "มีรายการที่เปลี่ยนสถานะไปแล้ว เลือกใหม่",
        },
    )
    verdict = forms.ChoiceField(
        choices=[(each.value, each.label) for each in (NominationState.ACCEPTED, NominationState.RETURNED)]
    )
    reason = forms.CharField(
        label="เหตุผล", max_length=500, required=False, help_text="ต้องเขียนเมื่อส่งคืน อำเภอจะเห็นข้อความนี้"
    )

    def __init__(self, offered: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["nominations"].queryset = offered
