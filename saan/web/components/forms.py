"""Fields that accept what officers write, and the renderer that lays fields out in the design's way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from saan.kernel import digits
from saan.kernel.dates import ThaiDateError, format_short, parse_date
from saan.kernel.refusals import Refused


class SaanRenderer(DjangoTemplates):
    """Label above, hint, error between hint and field; name it in FORM_RENDERER."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


class ThaiDateInput(forms.TextInput):
    """One forgiving text box rather than a calendar."""

    def format_value(self, value: Any) -> str | None:
        return format_short(value) if isinstance(value, date) else super().format_value(value)


class ThaiDateField(forms.Field):
    """A date in any written form: 26 กันยายน 2566, 26 ก.ย. 66, ๒๖/๙/๒๕๖๖; the Thai reason where it is none."""

    widget = ThaiDateInput
    default_error_messages = {"required": "ต้องระบุวันที่ เช่น 26 ก.ย. 2566"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "ตัวอย่าง 26 ก.ย. 2566")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"class": "w-m", "autocomplete": "off"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return parse_date(str(value))
        except ThaiDateError as reason:
            raise forms.ValidationError(str(reason), code="invalid") from reason

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or None) != self.to_python(data)
        except forms.ValidationError:
            return True


class CountField(forms.IntegerField):
    """A whole number with a unit after it; Thai digits and commas are accepted."""

    widget = forms.TextInput

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("error_messages", {}).setdefault("invalid", "กรอกเป็นจำนวนเต็ม เช่น 12")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "numeric", "class": "w-s"}

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_plain_figure(value))


class BahtField(forms.DecimalField):
    """Money in baht as written, given to the program in satang."""

    widget = forms.TextInput
    unit = "บาท"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid", "กรอกเป็นจำนวนเงินบาท เช่น 80,000")
        super().__init__(decimal_places=2, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal"}

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain_figure(value))

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:,.2f}".removesuffix(".00") if isinstance(value, int) else value


def _plain_figure(value: Any) -> Any:
    return digits.to_arabic(value).replace(",", "").strip() if isinstance(value, str) else value


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary: where it leads and what it says, in the words at the field itself."""

    href: str
    text: str


def error_links(form: forms.BaseForm) -> list[ErrorLink]:
    """Every error of the form in the order of its fields; errors of the whole form lead to the form's start."""
    links = [ErrorLink("#main", message) for message in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        links += [ErrorLink(f"#{target}", f"{field.label} — {message}") for message in field.errors]
    return links


def refuse_at(form: forms.BaseForm, refused: Refused) -> None:
    """Put what an act refused at the field it names, or over the whole form where it names none of its own."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)
