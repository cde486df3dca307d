"""What an officer writes when a directive ends."""

from django import forms

from saan.directives.models import Directive
from saan.directives.rules import DirectiveState


class EndForm(forms.Form):
    """Why a directive is withdrawn."""

    reason = forms.CharField(
        label="เหตุผล",
        help_text="หน่วยงานผู้รับจะเห็นข้อความนี้",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "โปรดเขียนเหตุผล หน่วยงานผู้รับจะเห็นข้อความนี้",
            "max_length": "เขียนได้ไม่เกิน 500 ตัวอักษร ท่านเขียน %(show_value)d",
        },
    )


class SupersedeForm(forms.Form):
    """Which newer directive of the same office takes the place of an older one."""

    new = forms.ModelChoiceField(
        label="ข้อสั่งการใหม่ที่ใช้แทน",
        queryset=Directive.objects.none(),
        empty_label="เลือกข้อสั่งการ",
        help_text="เลือกจากร่างหรือข้อที่ออกแล้วของหน่วยงานท่าน งานค้างของข้อเดิมจะถูกยกเลิก",
        error_messages={
            "required": "เลือกข้อสั่งการใหม่ที่จะใช้แทน",
            "invalid_choice": "ข้อสั่งการที่เลือกใช้แทนไม่ได้แล้ว เลือกข้ออื่น",
        },
    )

    def __init__(self, old: Directive, data: object = None) -> None:
        super().__init__(data)
        newer = Directive.objects.filter(
            office=old.office, state__in=(DirectiveState.DRAFT, DirectiveState.ISSUED)
        )
        self.fields["new"].queryset = newer.exclude(pk=old.pk).filter(pk__gt=old.pk).order_by("-pk")
