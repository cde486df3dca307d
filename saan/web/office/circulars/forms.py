"""A circular as an officer writes it: the letter, or its signed PDF, and the offices it goes to."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from saan.accounts.policy import LEVELS_BELOW, LINES_BELOW, Actor
from saan.documents.typesetting.letter import LetterKind, LetterSheet, Paragraph
from saan.kernel.refusals import Refused
from saan.letters.drafting.phrases import conclusions, openers, purposes
from saan.letters.queries.addressees import addressees
from saan.letters.rules import LetterKind as PaperKind
from saan.letters.wording import addressee_of, unit_of
from saan.organisations.audience import Audience, Term, narrowest, phrase
from saan.organisations.models import Office
from saan.organisations.rules import Line, OfficeLevel
from saan.web.components.forms import ThaiDateField, refuse_at
from saan.web.office.circulars.places import place_choices

MOST_TERMS = 5
URGENCIES = [("", "ปกติ"), *((word, word) for word in ("ด่วน", "ด่วนมาก", "ด่วนที่สุด"))]
LARGEST_MEGABYTES = 20


class TermForm(forms.Form):
    """One group of receivers: any of the lines, at any of the levels, within any of the places."""

    lines = forms.MultipleChoiceField(label="สายงาน", required=False, widget=forms.CheckboxSelectMultiple)
    levels = forms.MultipleChoiceField(label="ระดับ", required=False, widget=forms.CheckboxSelectMultiple)
    areas = forms.TypedMultipleChoiceField(
        label="เฉพาะในพื้นที่", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None, *, actor: Actor, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial=_first_of(actor))
        office, self.home = actor.office, actor.office.area_id
        self.fields["lines"].choices = [(line, Line(line).label) for line in LINES_BELOW[office.line]]
        self.fields["levels"].choices = [
            (level, level.label) for level in LEVELS_BELOW[office.level] if level != OfficeLevel.UNIT
        ]
        chosen = (
            [int(code) for code in data.getlist(f"{prefix}-areas") if code.isdecimal() and len(code) <= 6]
            if data
            else []
        )
        self.fields["areas"].choices = place_choices(office, chosen)
        self.fields["areas"].help_text = f"ไม่เลือกคือทั้ง{office.area.title}"

    @property
    def term(self) -> Term | None:
        """The group as an expression; None where no line or no level is chosen, so that it means nobody."""
        if self.is_bound and not self.is_valid():
            return None
        told = self.cleaned_data if self.is_bound else self.initial
        if not told.get("lines") or not told.get("levels"):
            return None
        areas = narrowest(told.get("areas") or ())
        return Term(tuple(told["lines"]), tuple(told["levels"]), areas or (self.home,))


def _first_of(actor: Actor) -> dict[str, list[str]]:
    """The next level down in the office's own line, which most letters go to."""
    levels = [level for level in LEVELS_BELOW[actor.office.level] if level != OfficeLevel.UNIT]
    return {"lines": list(LINES_BELOW[actor.office.line])[:1], "levels": levels[:1]}


class CircularForm(forms.Form):
    """`sheet` or `paper`, and `audience`; each group of receivers is a form of its own, so that groups can be added."""

    press = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label="เรื่อง", max_length=300, error_messages={"required": "กรอกเรื่องของหนังสือ ผู้รับจะเห็นในรายการหนังสือ"}
    )
    urgency = forms.ChoiceField(label="ชั้นความเร็ว", choices=URGENCIES, required=False)
    addressee = forms.CharField(
        label="เรียน",
        max_length=200,
        required=False,
        help_text="เว้นไว้ให้ใช้ตำแหน่งหัวหน้าของผู้รับ เช่น พัฒนาการจังหวัด ทุกจังหวัด",
    )
    references = forms.CharField(
        label="อ้างถึง",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="หนังสือที่อ้างถึง บรรทัดละฉบับ",
    )
    body = forms.CharField(
        label="ข้อความ",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="เว้นบรรทัดเมื่อขึ้นย่อหน้าใหม่",
    )
    conclusion = forms.CharField(
        label="ภาคสรุป", max_length=300, required=False, initial="จึงเรียนมาเพื่อทราบและถือปฏิบัติ",
        widget=forms.TextInput(attrs={"list": "conclusions", "autocomplete": "off"}),
    )  # fmt: skip
    paper = forms.FileField(
        label="หรือใช้หนังสือที่ลงนามแล้ว (PDF)",
        required=False,
        help_text="ถ้าเลือกแฟ้ม ระบบส่งแฟ้มนี้แทนข้อความด้านบน พิมพ์เลข ว และวันที่บนสำเนา ต้นฉบับเก็บไว้ตามเดิม",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    enclosure = forms.FileField(label="สิ่งที่ส่งมาด้วย", required=False)
    due = ThaiDateField(
        label="ขอให้รับทราบภายในวันที่", required=False, help_text="เว้นไว้ให้ใช้กำหนดตามชั้นความเร็ว ตัวอย่าง 30 พ.ย. 2569"
    )
    named = forms.CharField(
        label="เพิ่มหน่วยงานรายชื่อ", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="ชื่อเต็มหรือรหัสหน่วยงาน บรรทัดละแห่ง",
    )  # fmt: skip
    left_out = forms.CharField(
        label="ยกเว้นหน่วยงาน", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="ชื่อเต็มหรือรหัสหน่วยงาน บรรทัดละแห่ง",
    )  # fmt: skip

    LETTER = (
        "subject",
        "urgency",
        "addressee",
        "references",
        "body",
        "conclusion",
        "paper",
        "enclosure",
        "due",
    )
    NAMES = ("named", "left_out")
    LINES = (*NAMES, "references")

    def __init__(
        self, data: QueryDict | None, files: Any = None, *, actor: Actor, press: object = None
    ) -> None:
        super().__init__(data, files, initial={"press": press})
        self.actor = actor
        self.told_offices: dict[str, list[str]] = {}
        count = _count(data.get("terms", "1")) if data else 1
        if data and data.get("act") == "add-term":
            count = min(count + 1, MOST_TERMS)
        self.terms = [TermForm(data, actor=actor, prefix=f"t{index}") for index in range(count)]

    @property
    def letter_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.LETTER]

    @property
    def name_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.NAMES]

    @property
    def phrases(self) -> tuple[str, ...]:
        """Words a part of the text may begin with."""
        return (*openers(PaperKind.EXTERNAL), *purposes())

    @property
    def conclusions(self) -> list[str]:
        return [each.words for each in conclusions(PaperKind.EXTERNAL)]

    @property
    def may_add(self) -> bool:
        return len(self.terms) < MOST_TERMS

    def clean_named(self) -> list[str]:
        return self._offices_in("named")

    def clean_left_out(self) -> list[str]:
        return self._offices_in("left_out")

    def _offices_in(self, name: str) -> list[str]:
        """One wrong line stops the sending, not the count: the good lines are kept for it."""
        self.told_offices[name], wrong = named_offices(self.cleaned_data[name])
        if wrong:
            raise forms.ValidationError(wrong)
        return self.told_offices[name]

    def clean_references(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["references"].splitlines())
        return list(dict.fromkeys(line[:500] for line in lines if line))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("paper", "enclosure"):
            if data.get(name) and data[name].size > LARGEST_MEGABYTES * 1024 * 1024:
                self.add_error(name, f"แฟ้มใหญ่เกิน {LARGEST_MEGABYTES} MB ลดขนาดแฟ้มแล้วเลือกใหม่")
        if not data.get("paper") and not (data.get("body") or "").strip():
            self.add_error("body", "เขียนข้อความของหนังสือ หรือเลือกหนังสือที่ลงนามแล้วเป็น PDF")
        if not all(term.is_valid() for term in self.terms):
            self.add_error(None, "พื้นที่ สายงาน หรือระดับที่เลือกไม่อยู่ในรายการ โหลดหน้าใหม่แล้วเลือกอีกครั้ง")
        return data

    @property
    def audience(self) -> Audience:
        """Who is meant by what is chosen so far; lines that name no office count as not given."""
        told = self.told_offices
        terms = tuple(term for each in self.terms if (term := each.term) is not None)
        return Audience(terms, tuple(told.get("named") or ()), tuple(told.get("left_out") or ()))

    @property
    def sheet(self) -> LetterSheet:
        """The letter as typed so far, without number, head and signature."""
        told = getattr(self, "cleaned_data", {})
        paragraphs = [part.strip() for part in (told.get("body") or "").replace("\r", "").split("\n\n")]
        return LetterSheet(
            kind=LetterKind.EXTERNAL,
            agency=(),
            subject=told.get("subject") or "",
            addressee=" ".join((told.get("addressee") or "").split()) or self._heads(),
            references=tuple(told.get("references") or ()),
            paragraphs=tuple(Paragraph(" ".join(part.split())) for part in paragraphs if part),
            conclusion=told.get("conclusion") or "",
            urgency=told.get("urgency") or "",
        )

    def _heads(self) -> str:
        """The receivers by their post where they have one in common, else by what was chosen."""
        offices = list(addressees(self.audience, self.actor).select_related("area"))
        if offices and unit_of(offices, "head_title"):
            return addressee_of(offices)
        return f"หัวหน้า{phrase(self.audience, home=self.actor.office.area_id)}"

    def refuse(self, refused: Refused) -> None:
        """Put the action's refusal at the field it speaks of; of the audience, at the form's head."""
        refuse_at(self, refused)


def _count(typed: str) -> int:
    return max(1, min(int(typed), MOST_TERMS)) if typed.isdecimal() and len(typed) < 3 else 1


def named_offices(typed: str) -> tuple[list[str], list[str]]:
    """Codes of the offices written one a line by code or name, and in Thai what is wrong with each other line."""
    wanted = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    bears = Q(code__in=wanted) | Q(name__in=wanted) | Q(short_name__in=wanted)
    standing = list(Office.objects.in_force().filter(bears)) if wanted else []
    codes, wrong = [], []
    for line in wanted:
        called = (
            [each for each in standing if getattr(each, by) == line] for by in ("code", "name", "short_name")
        )
        found = next((each for each in called if each), [])
        if len(found) == 1:
            codes.append(found[0].code)
        elif found:
            wrong.append(f"มีหลายหน่วยงานชื่อ “{line}” บรรทัดนี้ยังไม่นับ ใช้รหัสหน่วยงานแทนชื่อ")
        else:
            wrong.append(f"ไม่พบหน่วยงาน “{line}” บรรทัดนี้ยังไม่นับ ตรวจตัวสะกดหรือใช้รหัสหน่วยงาน")
    return list(dict.fromkeys(codes)), wrong


class ReasonForm(forms.Form):
    """Why a circular is taken back."""

    press = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="เหตุผลที่เรียกคืน",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="หน่วยงานผู้รับจะเห็นข้อความนี้",
        error_messages={"required": "เขียนเหตุผลที่เรียกคืน หน่วยงานผู้รับจะเห็นข้อความนี้"},
    )


class RemindForm(forms.Form):
    """What is added to a reminder's set words."""

    press = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(label="ข้อความเพิ่มเติม", max_length=200, required=False)
