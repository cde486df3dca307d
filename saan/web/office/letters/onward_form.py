"""The composer's form: one letter, its instructions, and what may be changed of each."""

import re
from datetime import date
from typing import Any

from django import forms

from saan.directives.models import Directive
from saan.directives.onward import Onward, OnwardItem
from saan.directives.rules import DirectiveKind
from saan.kernel.dates import format_deadline
from saan.kernel.refusals import Refused
from saan.web.components.forms import CountField, ThaiDateField, refuse_at

_MONTHLY = re.compile(r"monthly:(\d{1,2})")


def _words(label: str, rows: int, *, hint: str = "", needed: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed},
    )


class OnwardForm(forms.Form):
    """Fields of the letter, then of each instruction: whether it goes along, its words, its due date, the own deed."""

    def __init__(self, plan: Onward, owed: list[tuple[Directive, date | None]], data: Any = None) -> None:
        super().__init__(data)
        self.plan, self.owed = plan, owed
        self.fields["subject"] = _words("เรื่อง", 5, needed="ต้องมีชื่อเรื่อง")
        self.fields["addressee"] = forms.CharField(
            label="เรียน", max_length=300, error_messages={"required": "ต้องระบุว่าเรียนถึงใคร"}
        )
        self.fields["opening"] = _words(
            "ภาคเหตุ", 6, hint="ขึ้นต้นด้วย “ตามหนังสือที่อ้างถึง” และจบด้วย “นั้น”", needed="ต้องมีภาคเหตุ"
        )
        self.fields["purpose"] = _words("ภาคประสงค์", 4, hint="ข้อที่ขอให้ทำต่อท้ายย่อหน้านี้", needed="ต้องมีภาคประสงค์")
        for item, (directive, last) in zip(plan.items, owed, strict=True):
            self._add(item, directive, last)
        self.fields["conclusion"] = forms.CharField(
            label="ภาคสรุป", max_length=300, error_messages={"required": "ต้องมีภาคสรุป"}
        )
        for name in ("subject", "addressee", "opening", "purpose", "conclusion"):
            self.initial[name] = getattr(plan, name)

    def _add(self, item: OnwardItem, directive: Directive, last: date | None) -> None:
        pk = item.parent
        self.fields[f"use-{pk}"] = forms.BooleanField(label="ส่งต่อข้อนี้", required=False)
        self.fields[f"text-{pk}"] = _words("ข้อความ", 5, needed="เขียนสิ่งที่ขอให้ทำ หรือไม่ส่งต่อข้อนี้")
        field, initial = _due_field(item.schedule, last)
        if field is not None:
            self.fields[f"due-{pk}"] = field
            self.initial[f"due-{pk}"] = initial
        self.initial |= {f"use-{pk}": True, f"text-{pk}": item.text}
        if directive.kind == DirectiveKind.DEED:
            self.fields[f"done-{pk}"] = forms.BooleanField(
                label="เมื่อออกหนังสือแล้ว ถือว่าข้อนี้ของหน่วยงานท่านดำเนินการแล้ว", required=False
            )
            self.initial[f"done-{pk}"] = item.done

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The instructions as groups of fields, each with its superior's directive."""
        names = ("use", "text", "due", "done")
        return [
            {"directive": directive}
            | {
                name: self[f"{name}-{directive.pk}"]
                for name in names
                if f"{name}-{directive.pk}" in self.fields
            }
            for directive, _ in self.owed
        ]

    def chosen(self) -> Onward:
        """The plan as the officer wants it, from clean data."""
        said = self.cleaned_data
        kept = [item for item in self.plan.items if said.get(f"use-{item.parent}")]
        return Onward(
            subject=said["subject"],
            addressee=said["addressee"],
            opening=said["opening"],
            purpose=said["purpose"],
            items=tuple(_chosen(item, said) for item in kept),
            conclusion=said["conclusion"],
            urgency=self.plan.urgency,
        )

    def refuse(self, refused: Refused) -> None:
        """Put a refusal at its field, or above the form."""
        refuse_at(self, refused)


def _due_field(schedule: dict | None, last: date | None) -> tuple[forms.Field | None, Any]:
    """A day of the month for a monthly series, a date for a single one; other series stay as they are."""
    owed = (
        f"กำหนดของท่าน {format_deadline(last)} ตั้งวันเดียวกันหรือก่อนหน้า" if last else "หนังสือต้นทางไม่กำหนด เว้นว่างได้"
    )
    monthly = _MONTHLY.fullmatch((schedule or {}).get("rule") or "")
    if monthly:
        wrong = {"min_value": "วันที่ของเดือนต้องเป็น 1 ถึง 31", "max_value": "วันที่ของเดือนต้องเป็น 1 ถึง 31"}
        hint = f"ทุกเดือน หนังสือต้นทางให้วันที่ {monthly[1]} ตั้งวันเดียวกันหรือก่อนหน้า"
        field = CountField(
            label="วันที่ของเดือน",
            unit="ของทุกเดือน",
            help_text=hint,
            min_value=1,
            max_value=31,
            error_messages=wrong,
        )
        return field, int(monthly[1])
    if (schedule or {}).get("kind") == "recurring":
        return None, None
    due = (schedule or {}).get("date") or ""
    field = ThaiDateField(label="ให้แล้วเสร็จภายใน", help_text=owed, required=False)
    return field, date.fromisoformat(due) if len(due) == 10 else None


def _chosen(item: OnwardItem, said: dict[str, Any]) -> OnwardItem:
    due = said.get(f"due-{item.parent}")
    return OnwardItem(
        parent=item.parent,
        text=said.get(f"text-{item.parent}", ""),
        schedule=_schedule(item.schedule, due) if f"due-{item.parent}" in said else item.schedule,
        weekend=item.weekend,
        done=bool(said.get(f"done-{item.parent}")),
    )


def _schedule(was: dict | None, due: Any) -> dict | None:
    if isinstance(due, int):
        return {**(was or {}), "rule": f"monthly:{due}"}
    if isinstance(due, date):
        begun = {"from": was["from"]} if was and was.get("kind") == "range" and was.get("from") else {}
        return {**begun, "kind": "range" if begun else "once", "date": due.isoformat()}
    return None if was is None or was.get("kind") in ("once", "range") else was
