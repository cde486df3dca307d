"""Forms of the store: what to show, filing, lending, holds, and the committee."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from saan.letters.models import RetentionClass
from saan.letters.queries.keeping import retention_classes
from saan.letters.rules import PaperState
from saan.web.components.forms import CountField, ThaiDateField

NEEDED = {"required": "กรอกช่องนี้ก่อน"}
COMMITTEE_PLACES = 5
FOR_EVER = "เก็บตลอดไป"


def class_label(retention: RetentionClass) -> str:
    """A class as it is offered: its name, its years, and whether anybody has held it against the text."""
    years = f"{retention.years} ปี" if retention.years is not None else FOR_EVER
    return f"{retention.label} ({years})" + ("" if retention.verified else " ยังไม่ตรวจกับตัวบท")


class _Classes(forms.ModelChoiceField):
    def __init__(self) -> None:
        classes: QuerySet[RetentionClass] = retention_classes()
        super().__init__(
            classes,
            label="ประเภทและอายุการเก็บ",
            empty_label=None,
            error_messages={"required": "เลือกประเภทก่อน"},
        )

    def label_from_instance(self, obj: Any) -> str:
        return class_label(obj)


class StoreFilter(forms.Form):
    """Which papers of the store to show; every filter stands in the address."""

    q = forms.CharField(label="คำหรือเลขที่", required=False, max_length=100)
    folder = forms.ChoiceField(label="แฟ้ม", required=False)
    retention = forms.ChoiceField(label="ประเภท", required=False)
    state = forms.ChoiceField(label="สถานะ", required=False)
    due = forms.ChoiceField(
        label="กำหนดเก็บ",
        required=False,
        choices=[
            ("", "ทุกกำหนด"),
            ("due", "ครบกำหนดแล้ว"),
            ("held", "ห้ามทำลายหรือมีคุณค่า"),
            ("permanent", FOR_EVER),
        ],
    )

    def __init__(self, *args: Any, folders: list[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(folder, f"{folder} ({papers:,})") for folder, papers in folders]
        self.fields["folder"].choices = [("", "ทุกแฟ้ม"), *named]
        classes = [(each.code, each.label) for each in retention_classes()]
        self.fields["retention"].choices = [("", "ทุกประเภท"), *classes]
        self.fields["state"].choices = [("", "ทุกสถานะ"), *PaperState.choices()]

    def chosen(self) -> dict[str, str]:
        """What the address asks for; what it names wrongly is as if not named."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class FileForm(forms.Form):
    """The class and the place under which papers are filed."""

    retention = _Classes()
    folder = forms.CharField(
        label="แฟ้มและที่เก็บ",
        max_length=200,
        help_text="เช่น ตู้ 2 แฟ้ม OTOP 2569",
        error_messages={"required": "กรอกแฟ้มหรือที่เก็บ เช่น ตู้ 2 แฟ้ม OTOP 2569"},
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="เหตุผล", max_length=300, error_messages={"required": "กรอกเหตุผลก่อน"})


class LendForm(forms.Form):
    """A loan card (form 24)."""

    borrower = forms.CharField(label="ผู้ยืม", max_length=200, error_messages=NEEDED)
    borrower_post = forms.CharField(label="ตำแหน่งและสังกัดผู้ยืม", max_length=300, required=False)
    approver = forms.CharField(
        label="ผู้อนุญาต",
        max_length=300,
        help_text="ยืมระหว่างส่วนราชการต้องเป็นหัวหน้าส่วนราชการระดับกองขึ้นไป ยืมภายในเป็นหัวหน้าฝ่าย",
        error_messages=NEEDED,
    )
    purpose = forms.CharField(label="เพื่อ", max_length=300, error_messages=NEEDED)
    due_on = ThaiDateField(label="กำหนดคืน")


class YearForm(forms.Form):
    """For which BE year a list is drawn up."""

    year_be = CountField(label="สำรวจหนังสือที่ครบกำหนดเมื่อสิ้นปี พ.ศ.", min_value=2500, max_value=2700)


class CommitteeForm(forms.Form):
    """A chair and up to four members; blank places are nobody."""

    order_reference = forms.CharField(
        label="คำสั่งแต่งตั้งคณะกรรมการ", max_length=200, help_text="เช่น คำสั่งที่ 12/2569", error_messages=NEEDED
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(COMMITTEE_PLACES):
            who = "ประธานกรรมการ" if place == 0 else f"กรรมการคนที่ {place}"
            needed = place < 3
            self.fields[f"name{place}"] = forms.CharField(
                label=f"ชื่อ{who}", max_length=200, required=needed, error_messages=NEEDED
            )
            self.fields[f"post{place}"] = forms.CharField(
                label=f"ตำแหน่ง{who}", max_length=200, required=False
            )

    def committee(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        places = [place for place in range(COMMITTEE_PLACES) if said[f"name{place}"].strip()]
        return [
            {"name": said[f"name{place}"], "post": said[f"post{place}"], "chair": place == 0}
            for place in places
        ]


class ReferenceForm(forms.Form):
    """The number of the letter with which something went or came."""

    reference = forms.CharField(label="เลขที่หนังสือ", max_length=200, error_messages=NEEDED)


class AnswerForm(ReferenceForm):
    """The answer of the National Archives."""

    answered_on = ThaiDateField(label="ลงวันที่")


class ClassForm(forms.Form):
    """A retention class as it is corrected."""

    label = forms.CharField(label="ประเภท", max_length=200, error_messages=NEEDED)
    years = CountField(
        label="เก็บกี่ปี", unit="ปี", required=False, help_text="เว้นว่างเมื่อเก็บตลอดไป", min_value=1, max_value=99
    )
    source = forms.CharField(label="ที่มา", max_length=300, required=False)
    verified = forms.BooleanField(label="ตรวจกับตัวบทในราชกิจจานุเบกษาแล้ว", required=False)
