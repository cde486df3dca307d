"""What an officer may write in a report: reasons for shortfalls and words of their own. Figures are not typed."""

from typing import Any

from django import forms

from saan.reporting.models import Report

REASON = "reason_"


def short_rows(content: dict) -> dict[int, tuple[dict, dict]]:
    """The first row of each place that falls short, with its table: one reason a place, whatever number of tables."""
    found: dict[int, tuple[dict, dict]] = {}
    for table in content["tables"]:
        for row in table["rows"]:
            if row["missing"]:
                found.setdefault(row["area"], (row, table))
    return found


class DraftForm(forms.Form):
    """Reasons by place and a free note. Only when the report is sent must each shortfall have its reason."""

    use_required_attribute = False
    note = forms.CharField(
        label="ข้อความเพิ่มเติมในหนังสือ",
        help_text="เป็นย่อหน้าหนึ่งของหนังสือนำส่ง ต่อจากตัวเลข",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, content: dict, report: Report | None, sending: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["note"] = report.note if report else ""
        if sending and not content["tables"]:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = "รายงานนี้ไม่มียอดจากทะเบียน เขียนผลการดำเนินการก่อนส่ง"
        for area, (row, table) in short_rows(content).items():
            self.fields[f"{REASON}{area}"] = _reason_field(row, table, sending)
            self.initial[f"{REASON}{area}"] = report.reasons.get(str(area), "") if report else ""

    def reason_of(self, area: int) -> forms.BoundField | None:
        name = f"{REASON}{area}"
        return self[name] if name in self.fields else None

    @property
    def reasons(self) -> dict[str, str]:
        """By area code, as `reporting.actions.write` takes them."""
        given = self.cleaned_data.items()
        return {name.removeprefix(REASON): words for name, words in given if name.startswith(REASON)}


def _reason_field(row: dict, table: dict, sending: bool) -> forms.CharField:
    missing = f"ยังขาด {row['missing']:,} {table['unit']}"
    return forms.CharField(
        label=f"เหตุผลของ {row['name']}",
        required=sending,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 36}),
        error_messages={"required": f"{missing} เขียนเหตุผลก่อนส่ง"},
    )


class ReturnForm(forms.Form):
    """Why a report goes back."""

    reason = forms.CharField(
        label="เหตุผลที่ส่งคืน",
        help_text="ผู้รายงานจะเห็นข้อความนี้ บอกจุดที่ต้องแก้",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "เขียนเหตุผล เพื่อให้ผู้รายงานแก้ได้ตรงจุด"},
    )
