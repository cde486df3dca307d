"""Lowering the floor of one area."""

from django import forms

from saan.web.components.forms import CountField


class ExemptForm(forms.Form):
    """Which area, to what number, and why."""

    area = forms.TypedChoiceField(label="พื้นที่", coerce=int, error_messages={"required": "เลือกพื้นที่ที่จะผ่อนผัน"})
    floor = CountField(
        label="จำนวนขั้นต่ำใหม่",
        min_value=0,
        help_text="น้อยกว่าจำนวนในกติกา กรอก 0 คือไม่ต้องมี",
        error_messages={"required": "กรอกจำนวนขั้นต่ำใหม่ เช่น 1"},
    )
    reason = forms.CharField(
        label="เหตุผล",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "การผ่อนผันต้องมีเหตุผลเป็นลายลักษณ์อักษร"},
    )

    def __init__(self, places: list[tuple[int, str]], data: object = None) -> None:
        super().__init__(data)
        self.fields["area"].choices = [("", "เลือกพื้นที่"), *places]
