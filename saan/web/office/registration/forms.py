"""The form of an application, one for officers and producers, and the small forms of the counter."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.kernel.digits import to_arabic
from saan.registry.models import ProducerKind, ProductKind
from saan.registry.queries import (
    LEVELS,
    CommunityLink,
    ConsentField,
    DecisionOutcome,
    Method,
)
from saan.web.components.forms import CountField, ThaiDateField
from saan.web.office.registry.forms import TambonField

LEAST_ROWS = 2


class DegreeField(forms.DecimalField):
    """A coordinate in degrees; Thai digits are read."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_digits=14, error_messages={"invalid": "กรอกเป็นทศนิยม เช่น 13.72345"}, **kwargs
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "class": "w-s", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        return super().to_python(to_arabic(value).strip() if isinstance(value, str) else value)


class PeopleField(forms.CharField):
    """People, one a line, their duty after a comma; kept as rows of name and role."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line.partition(",") for line in (super().clean(value) or "").splitlines()]
        return [
            {"name": " ".join(name.split())[:200], "role": role.strip()[:100]}
            for name, _, role in lines
            if name.strip()
        ]

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{row['name']}, {row['role']}" if row.get("role") else row["name"] for row in value)


class ApplicationForm(forms.Form):
    """Everything registering asks of the applicant. Nothing but the name, kind and tambon is needed to begin."""

    use_required_attribute = False
    name = forms.CharField(label="ชื่อผู้ผลิต", max_length=250, help_text="ชื่อกลุ่ม ร้าน หรือบริษัท ตามที่ใช้จริง",
                           error_messages={"required": "กรอกชื่อผู้ผลิต เช่น กลุ่มทอผ้าบ้านท่าทองหลาง"})  # fmt: skip
    kind = forms.ChoiceField(label="ประเภทผู้ผลิต", choices=ProducerKind.choices, widget=forms.RadioSelect,
                             error_messages={"required": "เลือกประเภทผู้ผลิต 1 ใน 4 ประเภท"})  # fmt: skip
    chair_name = forms.CharField(label="ชื่อประธานหรือเจ้าของ", max_length=200, required=False)
    identity_number = forms.CharField(
        label="เลขประจำตัว 13 หลัก", max_length=25, required=False,
        help_text="ของประธานหรือเจ้าของ ถ้าเป็น SME ใช้เลขนิติบุคคล ระบบเข้ารหัสไว้และแสดงเฉพาะ 3 ตัวท้าย",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-m", "autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(label="โทรศัพท์", max_length=30, required=False,
                            widget=forms.TextInput(attrs={"inputmode": "tel", "class": "w-m"}))  # fmt: skip
    member_rows = PeopleField(
        label="รายชื่อสมาชิก", help_text="เฉพาะกลุ่ม บรรทัดละคน ถ้ามีหน้าที่ให้คั่นด้วยจุลภาค เช่น นางกก ริมคลอง, ประธาน"
    )
    tambon = TambonField()
    village_no = CountField(label="หมู่ที่", required=False, help_text="ในเทศบาลที่ไม่มีหมู่ ให้เว้นว่าง")
    address = forms.CharField(label="บ้านเลขที่ ชื่อหมู่บ้านหรือชุมชน", max_length=300, required=False)
    latitude = DegreeField(label="ละติจูด")
    longitude = DegreeField(label="ลองจิจูด")
    trading_since_be = CountField(label="เริ่มประกอบการปี พ.ศ.", required=False)
    local_labour = CountField(label="แรงงานที่เป็นคนในจังหวัด", unit="คน", required=False)
    link = forms.MultipleChoiceField(label="เชื่อมโยงกับชุมชนอย่างไร", choices=CommunityLink.choices, required=False,
                                     widget=forms.CheckboxSelectMultiple,
                                     help_text="เลือกได้หลายข้อ อย่างน้อย 1 ข้อ")  # fmt: skip
    thai = forms.BooleanField(label="ยืนยันว่าผู้ผลิตและสมาชิกทุกคนมีสัญชาติไทย", required=False)
    proxy = forms.BooleanField(label="ผู้มายื่นเป็นผู้รับมอบอำนาจ", required=False)
    consent = forms.MultipleChoiceField(
        label="ยินยอมให้เผยแพร่ต่อสาธารณะ", choices=ConsentField.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text="ไม่เลือกก็ขึ้นทะเบียนได้ และเปลี่ยนใจภายหลังได้",
    )  # fmt: skip
    distinct_reason = forms.CharField(label="เหตุผลที่เป็นคนละราย", max_length=300, required=False,
                                      help_text="เช่น แยกกลุ่มเมื่อปี 2560 ประธานคนละคน")  # fmt: skip

    GROUPS = (
        ("ผู้ผลิต", "", ("name", "kind", "chair_name", "identity_number", "phone", "member_rows")),
        ("สถานที่ผลิต", "ต้องอยู่ในอำเภอที่ลงทะเบียน", ("tambon", "village_no", "address")),
        ("การประกอบการ", "", ("trading_since_be", "local_labour", "link", "thai", "proxy")),
    )

    def __init__(self, data: Any = None, *, by: Actor, change: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.change = change
        self.fields["tambon"].offer(by)
        self.rows = 0 if change else self._product_rows()

    def _product_rows(self) -> int:
        known = len(self.initial.get("products", []))
        if self.is_bound:
            sent = self.data.get("product_rows", "")
            known = int(sent) if sent.isdecimal() and len(sent) < 3 else known
            rows = min(max(known, LEAST_ROWS), 20)
        else:
            rows = min(known + LEAST_ROWS, 20)
        kinds = [("", "เลือกประเภท"), *ProductKind.choices()]
        for number, row in enumerate([*self.initial.get("products", []), *[{}] * rows][:rows], 1):
            at = f"product_{number}_"
            self.fields[f"{at}name"] = forms.CharField(
                label=f"ผลิตภัณฑ์ที่ {number}", max_length=250, required=False, initial=row.get("name", "")
            )
            self.fields[f"{at}kind"] = forms.ChoiceField(
                label="ประเภท", choices=kinds, required=False, initial=row.get("kind", "")
            )
            self.fields[f"{at}regulated"] = forms.BooleanField(
                label="มีกฎหมายกำหนดให้ต้องมีใบอนุญาตผลิต เช่น สุรา",
                required=False,
                initial=row.get("regulated", False),
            )
            self.fields[f"{at}permit"] = forms.CharField(
                label="เลขที่ใบอนุญาต", max_length=60, required=False, initial=row.get("permit", "")
            )
        return rows

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Fields that belong together, in the order of asking."""
        return [
            {
                "title": title,
                "hint": hint,
                "fields": [self[name] for name in names],
                "place": "tambon" in names,
            }
            for title, hint, names in self.GROUPS
        ]

    @property
    def products(self) -> list[list[forms.BoundField]]:
        """The fields of each product."""
        parts = ("name", "kind", "regulated", "permit")
        return [[self[f"product_{number}_{part}"] for part in parts] for number in range(1, self.rows + 1)]

    @property
    def asks_distinct(self) -> bool:
        """Whether a near name was met, so that the reason is asked for."""
        return bool(self.errors.get("distinct_reason") or self["distinct_reason"].value())

    def told(self) -> dict[str, Any]:
        """What was filled in and could be read, for the registry's own checker."""
        clean = dict(self.cleaned_data)
        clean.pop("identity_number", None)
        products = [
            {
                part: clean.pop(f"product_{number}_{part}", None)
                for part in ("name", "kind", "regulated", "permit")
            }
            for number in range(1, self.rows + 1)
        ]
        point = {key: str(clean[key]) for key in ("latitude", "longitude") if clean.get(key) is not None}
        return clean | {"latitude": None, "longitude": None} | point | {"products": products}


class ChecksForm(forms.Form):
    """What was looked at, one row for each paper or place that is asked for and not yet seen."""

    def __init__(self, data: Any = None, *, asked: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.asked = list(asked)
        self.fields["checked_on"] = ThaiDateField(label="วันที่ตรวจ", initial=today())
        for item in self.asked:
            at = f"check_{item.code}_"
            self.fields[f"{at}method"] = forms.ChoiceField(
                label=item.label, required=False, choices=[("", "ยังไม่ได้ตรวจ"), *Method.choices()]
            )
            if item.certifier:
                self.fields[f"{at}certified_by"] = forms.CharField(
                    label="ผู้รับรอง", required=False, max_length=300
                )
            self.fields[f"{at}reference"] = forms.CharField(label="อ้างอิง", required=False, max_length=300)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        return [
            [self[name] for name in self.fields if name.startswith(f"check_{each.code}_")]
            for each in self.asked
        ]

    def checks(self) -> dict[str, dict[str, str]]:
        """The rows that say how, by code."""
        clean = self.cleaned_data
        return {
            item.code: {
                "method": clean[f"check_{item.code}_method"],
                "reference": clean[f"check_{item.code}_reference"],
                "certified_by": clean.get(f"check_{item.code}_certified_by", ""),
                "on": clean["checked_on"].isoformat(),
            }
            for item in self.asked
            if clean[f"check_{item.code}_method"]
        }


class DecisionForm(forms.Form):
    """What a level decided."""

    outcome = forms.ChoiceField(label="ผลการพิจารณา", choices=DecisionOutcome.choices, widget=forms.RadioSelect,
                                error_messages={"required": "เลือกผลการพิจารณา"})  # fmt: skip
    meeting = forms.CharField(
        label="การประชุมหรือคำสั่ง", max_length=200, required=False, help_text="เช่น คณะกรรมการอำเภอ ครั้งที่ 3/2567"
    )
    decided_on = ThaiDateField(label="วันที่มีมติ")
    reason = forms.CharField(label="เหตุผล", max_length=500, required=False,
                             help_text="ต้องกรอกเมื่อส่งกลับหรือไม่เห็นชอบ ผู้ยื่นจะเห็นข้อความนี้",
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class ReturnForm(forms.Form):
    """Why an application goes back to whoever handed it in."""

    reason = forms.CharField(
        label="สิ่งที่ต้องแก้",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "กรอกสิ่งที่ต้องแก้ ผู้ยื่นจะเห็นข้อความนี้"},
    )


class AcceptForm(forms.Form):
    """How a producer's own word was checked."""

    method = forms.ChoiceField(label="ตรวจด้วยวิธีใด", choices=Method.choices)
    reference = forms.CharField(label="อ้างอิง", max_length=300, required=False)


class WindowForm(forms.Form):
    """A window to be opened."""

    name = forms.CharField(
        label="ชื่อรอบ", max_length=200, help_text="เช่น รอบที่ 1 ปี 2567", error_messages={"required": "กรอกชื่อรอบ"}
    )
    year_be = CountField(label="ปีที่ลงทะเบียน (พ.ศ.)", error_messages={"required": "กรอกปี พ.ศ. ของรอบ"})
    area = forms.ChoiceField(label="พื้นที่")
    opens = ThaiDateField(label="เปิดวันที่")
    closes = ThaiDateField(label="ปิดวันที่")
    levels = forms.ChoiceField(label="ผู้พิจารณา", widget=forms.RadioSelect,
                               choices=[(key, words) for key, (_, words) in LEVELS.items()],
                               initial="district-province", error_messages={"required": "เลือกผู้พิจารณา"})  # fmt: skip
    self_service = forms.BooleanField(label="ผู้ผลิตยื่นด้วยตนเองได้", required=False, initial=True)
    source = forms.CharField(label="หนังสือที่สั่ง", max_length=300, required=False)

    def __init__(self, data: Any = None, *, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["area"].choices = list(areas)


class ClosingForm(forms.Form):
    """Another last day for a window."""

    closes = ThaiDateField(label="วันปิดใหม่", help_text="เร็วที่สุดคือสิ้นวันนี้")
    reason = forms.CharField(
        label="เหตุผลหรือหนังสือที่สั่ง", max_length=300, error_messages={"required": "กรอกเหตุผลหรือหนังสือที่สั่ง"}
    )


def initial_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The first values of the form from an application's data; the number is never put back."""
    return {key: value for key, value in data.items() if key not in ("identity", "checked", "own", "page")}
