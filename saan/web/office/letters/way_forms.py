"""The forms of what may be done with a received paper: words, people, units, a day."""

from typing import Any

from django import forms

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.letters.models import Letter, Receipt
from saan.letters.queries.way import answers_of, people_of, twins_of, units_of
from saan.letters.receiving import MOVES, ORDERS, Event
from saan.organisations.models import Office
from saan.web.components.forms import ThaiDateField

PHRASES = "order-phrases"


class WayForm(forms.Form):
    """What an event asks for; without a reason of its own it takes an opinion that may stay blank."""

    note = forms.CharField(label="ความเห็น", max_length=500, required=False)

    def __init__(self, *args: Any, event: Event, receipt: Receipt, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"way-{event.value}-%s", **kwargs)
        self.event, self.receipt = event, receipt
        asked = MOVES[event].reason
        if asked:
            self.fields["note"].label = asked
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = f"กรอก{asked}ก่อน"

    @property
    def shown(self) -> bool:
        """Whether the form stands open: something was refused in it, or it is what the person is asked for."""
        return self.is_bound or self.event in (Event.ORDER, Event.ACCEPT)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class _Person(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class _People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class PresentForm(WayForm):
    """Before whom the paper is laid."""

    to = _Person(label="เสนอต่อ", queryset=User.objects.none(), empty_label=None,
                 error_messages={"required": "เลือกผู้บังคับบัญชา"})  # fmt: skip
    field_order = ("to", "note")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(self.receipt.office, Permission.LETTERS_ORDER)
        self.fields["to"].queryset = people if self.event == Event.PRESENT else people.exclude(pk=by.pk)


class OrderForm(WayForm):
    """The order as it is written on the paper: words, who does it, until when."""

    to = _People(label="มอบให้", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
                 error_messages={"required": "เลือกผู้รับมอบหมายอย่างน้อยหนึ่งคน"})  # fmt: skip
    due = ThaiDateField(label="กำหนดเสร็จ", required=False)
    field_order = ("note", "to", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_of(self.receipt.office, Permission.LETTERS_SEE)
        self.fields["note"].widget.attrs["list"] = PHRASES

    def said(self) -> dict[str, Any]:
        clean = self.cleaned_data
        return {"text": clean["note"], "to": list(clean["to"]), "due": clean["due"]}


class RouteForm(WayForm):
    """Which units the paper goes to."""

    to = forms.ModelMultipleChoiceField(
        label="ส่งให้", queryset=Office.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกกลุ่มงานหรือฝ่ายอย่างน้อยหนึ่งแห่ง"},
    )  # fmt: skip
    field_order = ("to", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = units_of(self.receipt.office)

    def said(self) -> dict[str, Any]:
        return {"to": list(self.cleaned_data["to"]), "note": self.cleaned_data["note"]}


class _Papers(forms.ModelChoiceField):
    def label_from_instance(self, obj: Letter) -> str:
        return f"{obj.number or 'ไม่มีเลข'} {obj.subject}"[:120]


class ReplyForm(WayForm):
    """Which letter of ours answers the paper."""

    answer = _Papers(label="หนังสือตอบ", queryset=Letter.objects.none(), empty_label=None,
                     error_messages={"required": "เลือกหนังสือส่งของหน่วยงานที่ออกเลขแล้ว"})  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        self.fields["answer"].queryset = answers_of(self.receipt)


class DuplicateForm(WayForm):
    """Which earlier paper this one repeats."""

    of = _Papers(label="ซ้ำกับ", queryset=Letter.objects.none(), empty_label=None,
                 error_messages={"required": "เลือกหนังสือที่มาก่อน"})  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]
        twins = [each.pk for each in twins_of(self.receipt.letter, by)]
        self.fields["of"].queryset = Letter.objects.filter(pk__in=twins)


_FORMS: dict[Event, type[WayForm]] = {
    Event.ORDER: OrderForm,
    Event.ROUTE: RouteForm,
    Event.REPLY: ReplyForm,
}


def form_of(event: Event, receipt: Receipt, by: Actor, data: Any = None) -> WayForm:
    """The form of an event, bound where something was sent."""
    if event in (Event.PRESENT, Event.FORWARD_UP):
        return PresentForm(data, event=event, receipt=receipt, by=by.user)
    if event == Event.DUPLICATE:
        return DuplicateForm(data, event=event, receipt=receipt, by=by)
    return _FORMS.get(event, WayForm)(data, event=event, receipt=receipt)


__all__ = ["ORDERS", "PHRASES", "WayForm", "form_of"]
