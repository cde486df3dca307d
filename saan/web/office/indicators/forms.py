"""Recording a target as a letter sets it: filled with what was read, for a person to check."""

from django import forms

from saan.indicators.rules import TargetTier
from saan.web.components.forms import BahtField, CountField


class TargetForm(forms.Form):
    """One target of a letter. Value in satang, year Buddhist."""

    value = BahtField(label="ค่าเป้าหมาย", error_messages={"required": "กรอกค่าเป้าหมายเป็นบาท"})
    fiscal_year_be = CountField(
        label="ปีงบประมาณ (พ.ศ.)",
        min_value=2550,
        max_value=2700,
        error_messages={
            "required": "กรอกปีงบประมาณเป็น พ.ศ. เช่น 2566",
            "min_value": "ปีงบประมาณเป็น พ.ศ. เช่น 2566",
            "max_value": "ปีงบประมาณเป็น พ.ศ. เช่น 2566",
        },
    )
    tier = forms.ChoiceField(label="ขั้น", choices=TargetTier.choices())
