"""What an officer writes on the desk."""

from django import forms


class RemarkForm(forms.Form):
    """How a deed or a choice was carried out."""

    remark = forms.CharField(
        label="ดำเนินการอย่างไร",
        help_text="สั้น ๆ ว่าทำอะไร เมื่อใด ได้ผลเท่าใด ผู้สั่งจะเห็นข้อความนี้",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "โปรดเขียนสั้น ๆ ว่าได้ดำเนินการอย่างไร",
            "max_length": "เขียนได้ไม่เกิน 500 ตัวอักษร ท่านเขียน %(show_value)d",
        },
    )


class ExcuseForm(forms.Form):
    """Why one office is let off."""

    reason = forms.CharField(
        label="เหตุผลที่ยกเว้นหน่วยงานนี้",
        help_text="หน่วยงานจะเห็นเหตุผล และงานนี้จะปิด",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "การยกเว้นต้องมีเหตุผลเป็นลายลักษณ์อักษร",
            "max_length": "เขียนได้ไม่เกิน 500 ตัวอักษร ท่านเขียน %(show_value)d",
        },
    )
