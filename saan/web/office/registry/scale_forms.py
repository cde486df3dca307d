"""Forms of star rounds and results, of the product mark, PSO and KBO."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from saan.kernel.dates import today
from saan.kernel.digits import to_arabic
from saan.kernel.fiscal import fiscal_year_of
from saan.registry.models import DistinctionOutcome, MarkColour, ProductKind, Scale, StarRound
from saan.web.components.forms import CountField, ThaiDateField

NOT_PASSED = "0"
ROWS_OF_PARTS = 6
STARS = (5, 4, 3, 2, 1)
KINDS = {"*": "ทุกประเภทที่ไม่มีเกณฑ์ของตนเอง", **{kind.value: kind.label for kind in ProductKind}}


class PointsField(forms.DecimalField):
    """Points with up to two places; Thai digits are accepted."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid", "กรอกเป็นคะแนน เช่น 25.5")
        super().__init__(max_digits=5, decimal_places=2, required=False, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "class": "w-s"}

    def to_python(self, value: Any) -> Any:
        return super().to_python(to_arabic(value).strip() if isinstance(value, str) else value)


class StarsForm(forms.Form):
    """The result of one star round: points of its parts, or the stars alone where only they are known."""

    use_required_attribute = False

    round_be = CountField(
        label="รอบคัดสรร (พ.ศ.)", help_text="เช่น 2567", error_messages={"required": "กรอกปี พ.ศ. ของรอบคัดสรร"}
    )
    stars = forms.ChoiceField(
        label="ผลที่ประกาศ เมื่อไม่มีคะแนนรายส่วน",
        required=False,
        choices=[*((str(n), f"{n} ดาว") for n in STARS), (NOT_PASSED, "ไม่ผ่านการคัดสรร")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="เหตุผลเมื่อแก้ผลของรอบเดิม", max_length=300, required=False)

    def __init__(self, *args: Any, of: StarRound | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        for part in of.parts if of else ():
            self.fields[f"score-{part['code']}"] = PointsField(
                label=part["label"], help_text=f"คะแนนเต็ม {part['most']}"
            )
        if of is None:
            self.fields["stars"].label = "ผลที่ประกาศ"

    @property
    def parts(self) -> list[forms.BoundField]:
        """The points as drawn: not said to be optional, since all of them are wanted or none."""
        names = [f"score-{part['code']}" for part in self.of.parts] if self.of else []
        for name in names:
            self.fields[name].required = True
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and bool(self.scores()) == bool(given.get("stars")):
            words = (
                "กรอกอย่างเดียว: คะแนนรายส่วน หรือผลที่ประกาศ"
                if given.get("stars")
                else "เลือกระดับดาว หรือไม่ผ่านการคัดสรร"
            )
            self.add_error("stars", words)
        return given

    def scores(self) -> dict[str, Decimal]:
        """Points by the code of their part, those that were filled in."""
        codes = [part["code"] for part in self.of.parts] if self.of else []
        return {
            code: self.cleaned_data[f"score-{code}"]
            for code in codes
            if self.cleaned_data.get(f"score-{code}") is not None
        }

    def result(self) -> int | None:
        """The stars, or None where the product did not pass."""
        return int(self.cleaned_data["stars"]) or None if self.cleaned_data["stars"] else None


class RoundForm(forms.Form):
    """A star round: parts of a hundred points, and the least total for each star of each type."""

    round_be = CountField(
        label="รอบ (พ.ศ.)", help_text="เช่น 2569", error_messages={"required": "กรอกปี พ.ศ. ของรอบ"}
    )
    name = forms.CharField(label="ชื่อรอบ", max_length=200, error_messages={"required": "กรอกชื่อรอบ"})
    closed_on = ThaiDateField(label="ประกาศผลเมื่อ", required=False)
    source = forms.CharField(label="ประกาศหรือหนังสือที่เป็นที่มา", max_length=300, required=False)
    verified = forms.BooleanField(label="ตรวจกับประกาศแล้ว", required=False)
    reason = forms.CharField(label="เหตุผลที่แก้", max_length=300, required=False)

    def __init__(self, *args: Any, of: StarRound | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _start(of) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.of = of
        if of is not None:
            del self.fields["round_be"]
        else:
            del self.fields["reason"]
        for row in range(ROWS_OF_PARTS):
            self.fields[f"part-{row}-label"] = forms.CharField(
                label=f"ชื่อส่วนที่ {row + 1}", max_length=120, required=False
            )
            self.fields[f"part-{row}-most"] = CountField(label=f"คะแนนเต็มส่วนที่ {row + 1}", required=False)
        for kind, label in KINDS.items():
            for star in STARS:
                self.fields[f"band-{kind}-{star}"] = CountField(
                    label=f"{label} {star} ดาว ตั้งแต่คะแนน", required=False
                )

    @property
    def part_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"part-{row}-label"], self[f"part-{row}-most"]) for row in range(ROWS_OF_PARTS)]

    @property
    def band_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(label, [self[f"band-{kind}-{star}"] for star in STARS]) for kind, label in KINDS.items()]

    def parts(self) -> list[dict[str, Any]]:
        """Rows with anything in them; a part keeps its code, so that entered points keep their part."""
        given = self.cleaned_data
        kept = [part["code"] for part in self.of.parts] if self.of else []
        rows = [(row, given[f"part-{row}-label"], given[f"part-{row}-most"]) for row in range(ROWS_OF_PARTS)]
        return [
            {"code": kept[row] if row < len(kept) else f"{'abcdef'[row]}", "label": label, "most": most or 0}
            for row, label, most in rows
            if label or most
        ]

    def bands(self) -> dict[str, list[list[int]]]:
        """Least totals from the best star down; a type without any has none of its own."""
        given = self.cleaned_data
        found = {
            kind: [
                [given[f"band-{kind}-{star}"], star]
                for star in STARS
                if given[f"band-{kind}-{star}"] is not None
            ]
            for kind in KINDS
        }
        return {kind: steps for kind, steps in found.items() if steps}


def _start(of: StarRound | None) -> dict[str, Any]:
    if of is None:
        return {}
    start: dict[str, Any] = {name: getattr(of, name) for name in ("name", "closed_on", "source", "verified")}
    for row, part in enumerate(of.parts):
        start |= {f"part-{row}-label": part["label"], f"part-{row}-most": part["most"]}
    for kind, steps in of.bands.items():
        start |= {f"band-{kind}-{star}": least for least, star in steps}
    return start


class MarkForm(forms.Form):
    """The OTOP product mark as its certificate says."""

    colour = forms.ChoiceField(
        label="สีของเครื่องหมาย",
        choices=MarkColour.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกสีของเครื่องหมาย"},
    )
    number = forms.CharField(label="เลขที่", max_length=60, required=False)
    issued_on = ThaiDateField(label="วันที่ออก")
    expires_on = ThaiDateField(label="วันหมดอายุ", required=False)


class DistinctionForm(forms.Form):
    """How far a product came in PSO or KBO."""

    scale = forms.ChoiceField(
        label="รายการ",
        choices=Scale.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือก PSO หรือ KBO"},
    )
    year_be = CountField(label="ปีงบประมาณ พ.ศ.", error_messages={"required": "กรอกปีงบประมาณ เช่น 2568"})
    outcome = forms.ChoiceField(
        label="ผล",
        choices=DistinctionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกผล"},
    )
    note = forms.CharField(label="หมายเหตุ หรือเหตุผลที่แก้ย้อนขั้น", max_length=300, required=False)

    @staticmethod
    def start(asked: Mapping[str, str]) -> dict[str, Any]:
        return {"year_be": fiscal_year_of(today()).be, "scale": asked.get("scale", "")}
