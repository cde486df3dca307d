"""Fields of tourism's forms. What is right is decided by the actions; forms only read what was typed."""

import re
from datetime import time
from typing import Any

from django import forms

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.geography.queries import children, provinces
from saan.kernel.dates import format_time, today
from saan.kernel.digits import to_arabic
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.refusals import Refused
from saan.tourism.actions import EventFacts, IdentityFacts, ProjectFacts
from saan.tourism.models import LocalIdentity, SupportProject
from saan.tourism.queries import area_named, authorities_to_name, communities_visible_to
from saan.tourism.rules import (
    SCORE_LIMITS,
    Answer,
    Budget,
    IdentityDomain,
    Outcome,
    ProjectStatus,
    WorkProcess,
)
from saan.web.components.forms import BahtField, CountField, ThaiDateField


def _long(label: str, *, most: int, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)


def _picks(label: str, choices: Any, said: str, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect,
                             error_messages={"required": said}, **kwargs)  # fmt: skip


class CoordinationForm(forms.Form):
    """An authority was asked, or why it was not."""

    DONE, REASON = "done", "reason"

    asked = _picks(
        "ประสานแล้วหรือยัง",
        [(DONE, "ประสานแล้ว"), (REASON, "ไม่ได้ประสาน มีเหตุ")],
        "เลือกว่าประสานแล้ว หรือมีเหตุที่ไม่ได้ประสาน",
    )
    coordinated_on = ThaiDateField(label="วันที่ประสาน", required=False)
    result = _long("ผลการประสาน", most=500, required=False, help_text="เช่น ยินดีตั้งงบปรับปรุงท่าน้ำ ปีงบประมาณ 2568")
    reason = _long("เหตุที่ไม่ได้ประสาน", most=500, required=False, help_text="กรอกเมื่อไม่ได้ประสาน")

    def told(self) -> dict[str, Any]:
        """What belongs to the answer chosen; the other answer's fields are left out."""
        given = self.cleaned_data
        if given["asked"] == self.REASON:
            return {"reason": given["reason"]}
        if given["coordinated_on"] is None:
            raise Refused("กรอกวันที่ประสาน ถ้ายังไม่ได้ประสาน เลือกว่ามีเหตุ", field="coordinated_on")
        return {"coordinated_on": given["coordinated_on"], "result": given["result"]}


class ProjectForm(forms.Form):
    """A project by which a local authority supports tourism in one district."""

    authority = forms.ModelChoiceField(
        None,
        label="อปท. เจ้าของโครงการ",
        empty_label="เลือก อปท.",
        error_messages={"required": "เลือก อปท. เจ้าของโครงการ"},
    )
    name = forms.CharField(label="ชื่อโครงการ", max_length=250, error_messages={"required": "กรอกชื่อโครงการ"})
    process = _picks(
        "กระบวนงาน",
        WorkProcess.choices,
        "เลือกกระบวนงาน 1 ใน 5",
        help_text="หนังสือขอให้ อปท. สนับสนุนในกระบวนงานที่ 2 กระบวนงานอื่นบันทึกได้ แต่จะมีคำเตือน",
    )
    community = forms.ModelChoiceField(None, label="ชุมชนท่องเที่ยว", required=False, empty_label="ไม่ระบุชุมชน")
    fiscal_year_be = CountField(
        label="ปีงบประมาณ (พ.ศ.)", help_text="เช่น 2568", error_messages={"required": "กรอกปีงบประมาณ"}
    )
    allocated = BahtField(label="งบจัดสรร", error_messages={"required": "กรอกงบจัดสรร ถ้าไม่ใช้งบ กรอก 0"})
    disbursed = BahtField(label="เบิกจ่ายแล้ว", error_messages={"required": "กรอกเงินที่เบิกจ่าย ถ้ายังไม่เบิก กรอก 0"})
    returned = BahtField(label="ส่งคืน", error_messages={"required": "กรอกเงินที่ส่งคืน ถ้าไม่มี กรอก 0"})
    outcomes = forms.MultipleChoiceField(
        label="ผลที่มุ่งหมาย", choices=Outcome.choices, widget=forms.CheckboxSelectMultiple,
        help_text="เลือกอย่างน้อย 1 ข้อ", error_messages={"required": "เลือกผลที่มุ่งหมายอย่างน้อย 1 ข้อ"},
    )  # fmt: skip
    status = _picks("สถานะ", ProjectStatus.choices, "เลือกสถานะของโครงการ")
    evidence = _long("หลักฐาน", most=500, required=False, help_text="เช่น เลขที่สัญญา ที่เก็บภาพถ่าย")
    letter_ref = forms.CharField(
        label="หนังสืออ้างอิง", max_length=200, required=False, help_text="เช่น ฉช 0019/ว 333 ลว. 5 มี.ค. 2562"
    )

    def __init__(self, data: Any = None, *, by: Actor, district: Area, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.district = district
        self.fields["authority"].queryset = authorities_to_name(by, district)
        self.fields["community"].queryset = communities_visible_to(by).filter(tambon__parent=district)

    @staticmethod
    def start(project: SupportProject | None, by: Actor) -> dict[str, Any]:
        """First values: the project's, or those of a new one."""
        if project is not None:
            return {name: getattr(project, name) for name in ProjectForm.base_fields}
        own = by.office.pk if by.office.level == "local" else None
        return {
            "authority": own,
            "process": WorkProcess.PLACES,
            "fiscal_year_be": fiscal_year_of(today()).be,
            "disbursed": 0,
            "returned": 0,
            "status": ProjectStatus.PLANNED,
        }

    def facts(self) -> ProjectFacts:
        """What was typed, for the action."""
        given = dict(self.cleaned_data)
        budget = Budget(given.pop("allocated"), given.pop("disbursed"), given.pop("returned"))
        return ProjectFacts(**given, budget=budget, district=self.district)


def _attribute(label: str) -> forms.ChoiceField:
    return _picks(label, Answer.choices, "เลือกมี ไม่มี หรือยังไม่ทราบ")


class IdentityForm(forms.Form):
    """A local identity of one district, with the letter's three attributes."""

    domain = _picks("ด้าน", IdentityDomain.choices, "เลือกด้าน 1 ใน 4 ด้าน")
    name = forms.CharField(label="ชื่ออัตลักษณ์", max_length=200, error_messages={"required": "กรอกชื่ออัตลักษณ์"})
    story = _long("เรื่องราว", most=5000, rows=5, required=False, help_text="ความเป็นมา สิ่งที่ต่างจากที่อื่น")
    tambon = forms.ModelChoiceField(None, label="ตำบล", required=False, empty_label="ทั้งอำเภอ")
    authority = forms.ModelChoiceField(None, label="อปท. ที่ร่วมสร้างสรรค์", required=False, empty_label="ไม่ระบุ")
    convenience = _attribute("การอำนวยความสะดวก")
    convenience_note = forms.CharField(
        label="สิ่งอำนวยความสะดวก", max_length=300, required=False, help_text="เช่น ที่จอดรถ ห้องน้ำ ป้ายบอกทาง"
    )
    safety = _attribute("ความปลอดภัย")
    safety_note = forms.CharField(
        label="การดูแลความปลอดภัย", max_length=300, required=False, help_text="เช่น จุดดูแล ราวกันตก ไฟส่องสว่าง"
    )
    for_all = _attribute("การท่องเที่ยวเพื่อคนทั้งมวล")
    for_all_note = forms.CharField(
        label="สิ่งที่รองรับผู้สูงอายุและคนพิการ", max_length=300, required=False, help_text="เช่น ทางลาด ห้องน้ำคนพิการ"
    )

    GROUPS = (
        ("อัตลักษณ์", ("domain", "name", "story")),
        ("อยู่ที่ใด ใครร่วมทำ", ("tambon", "authority")),
        ("ความสะดวก ความปลอดภัย และคนทั้งมวล",
         ("convenience", "convenience_note", "safety", "safety_note", "for_all", "for_all_note")),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, by: Actor, district: Area, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.district = district
        self.fields["tambon"].queryset = children(district)
        self.fields["authority"].queryset = authorities_to_name(by, district)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Fields that belong together, in the order of asking."""
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in self.GROUPS]

    @staticmethod
    def start(identity: LocalIdentity | None, domain: str = "") -> dict[str, Any]:
        """First values: the identity's; a new one has looked at nothing yet."""
        if identity is not None:
            return {name: getattr(identity, name) for name in IdentityForm.base_fields}
        return {"domain": domain, "convenience": "unknown", "safety": "unknown", "for_all": "unknown"}

    def facts(self) -> IdentityFacts:
        """What was typed, for the action."""
        return IdentityFacts(**self.cleaned_data, district=self.district)


def _score(label: str, part: str) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s"})
    said = f"{label} (เต็ม {SCORE_LIMITS[part]})"
    return forms.DecimalField(label=said, required=False, decimal_places=1, widget=widget)


class CommunityForm(forms.Form):
    """A tourism community."""

    name = forms.CharField(
        label="ชื่อชุมชน", max_length=200, help_text="เช่น บ้านน้ำใสสมมติ", error_messages={"required": "กรอกชื่อชุมชน"}
    )
    tambon = forms.ModelChoiceField(
        None, label="ตำบล", empty_label="เลือกตำบล", error_messages={"required": "เลือกตำบลที่ตั้ง"}
    )
    village_no = CountField(label="หมู่ที่", required=False)
    grade = forms.CharField(
        label="ระดับศักยภาพ", max_length=1, required=False, help_text="อักษรตามผลประเมิน เช่น A"
    )
    attraction = _score("ความดึงดูดใจ", "attraction")
    readiness = _score("ความพร้อม", "readiness")
    goods = _score("สินค้าและบริการ", "goods")

    def __init__(self, data: Any = None, *, district: Area, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["tambon"].queryset = children(district).select_related("parent")


class ClockField(forms.Field):
    """A time of day as written: 10.00, 10:00, ๑๐.๐๐ น."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"class": "w-s", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_time(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        match = re.fullmatch(r"\s*(\d{1,2})[.:](\d{2})\s*(?:น\.?)?\s*", to_arabic(str(value)))
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            return time(int(match[1]), int(match[2]))
        raise forms.ValidationError("กรอกเวลาเป็นชั่วโมงจุดนาที เช่น 10.00 น.")


class EventForm(forms.Form):
    """An event; every field may come filled from a text."""

    name = forms.CharField(label="ชื่องาน", max_length=300, error_messages={"required": "กรอกชื่องาน"})
    starts_on = ThaiDateField(label="วันเริ่ม")
    ends_on = ThaiDateField(label="วันสิ้นสุด", help_text="งานวันเดียว กรอกวันเดียวกับวันเริ่ม")
    start_time = ClockField(label="เวลาเริ่ม", required=False, help_text="เช่น 10.00 น.")
    place = forms.CharField(label="สถานที่", max_length=300, error_messages={"required": "กรอกสถานที่จัดงาน"})
    province = forms.ChoiceField(label="จังหวัด", error_messages={"required": "เลือกจังหวัดที่จัด"})
    district = forms.CharField(
        label="อำเภอหรือเขต",
        max_length=80,
        required=False,
        help_text="ไม่ต้องพิมพ์คำว่าอำเภอ เว้นว่างถ้าเป็นงานระดับจังหวัด",
    )
    host = forms.CharField(label="ผู้จัด", max_length=200, required=False)
    attendance = CountField(label="ผู้เข้าร่วม", unit="คน", required=False)
    attendance_about = forms.BooleanField(label="เป็นจำนวนโดยประมาณ", required=False)
    partners = _long(
        "หน่วยงานและภาคีที่ร่วม", most=4000, rows=5, required=False, help_text="บรรทัดละหนึ่งแห่ง ไม่ต้องกรอกชื่อบุคคล"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = provinces().values_list("name_th", flat=True)
        self.fields["province"].choices = [("", "เลือกจังหวัด"), *((name, name) for name in names)]

    def facts(self, *, words: dict[str, Any] | None = None, source: str = "") -> EventFacts:
        """What was typed, for the action. Refused where the district is not in the province."""
        given = dict(self.cleaned_data)
        province, district = given.pop("province"), given.pop("district").strip()
        area = area_named(province=province, district=district)
        if area is None or (district and area.name_th != district):
            raise Refused(f"จังหวัด{province}ไม่มีอำเภอหรือเขต “{district}” โปรดตรวจตัวสะกด", field="district")
        partners = tuple(line.strip() for line in given.pop("partners").splitlines() if line.strip())
        return EventFacts(**given, area=area, partners=partners, words=words or {}, source=source)
