"""The form of a quadrant: one question for each of the table's, the computed result, and a person's own view of it."""

from typing import Any

from django import forms

from saan.kernel.dates import today
from saan.registry.models import Quadrant
from saan.registry.queries.quadrant_tables import Table
from saan.web.components.forms import ThaiDateField

BY_TABLE = ""


def answers_in(table: Table, given: Any) -> dict[str, str]:
    """The answers named answer-1 … in an address or a form; others are left out."""
    return {
        question: given.get(f"answer-{question}", "")
        for question in table.codes
        if given.get(f"answer-{question}")
    }


class AssessForm(forms.Form):
    """Five answers, or none where an older paper tells the result alone."""

    use_required_attribute = False

    result = forms.ChoiceField(
        label="ผลที่บันทึก",
        required=False,
        choices=[(BY_TABLE, "ตามผลของตาราง"), *Quadrant.choices()],
        help_text="เลือกกลุ่มเองเมื่อเห็นต่างจากตาราง หรือเมื่อบันทึกจากเอกสารเดิมที่ไม่มีคำตอบรายข้อ",
    )
    reason = forms.CharField(label="เหตุผลหรือเอกสารอ้างอิง", max_length=300, required=False)
    assessed_on = ThaiDateField(label="วันที่ประเมิน", initial=today)

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for question in table.questions:
            self.fields[f"answer-{question.code}"] = forms.ChoiceField(
                label=f"{question.code}. {question.asks}",
                required=False,
                choices=[(code, f"{code} {words}") for code, words in question.answers.items()],
                widget=forms.RadioSelect,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The questions as drawn: not said to be optional, since half a form is none."""
        for question in self.table.questions:
            self.fields[f"answer-{question.code}"].required = True
        return [self[f"answer-{question.code}"] for question in self.table.questions]

    def answers(self) -> dict[str, str]:
        """Those given; all of them or none is asked by the registry."""
        return answers_in(self.table, self.cleaned_data)
