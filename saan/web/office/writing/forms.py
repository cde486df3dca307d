"""The composer's fields as they are shown; what is typed is read in `told`, since a draft need not be whole."""

from typing import Any

from django import forms

from saan.kernel.dates import format_short
from saan.letters.drafting import NO_CLOSING, RULINGS, Draft
from saan.letters.drafting.phrases import openers, pair_for, pairs
from saan.letters.queries.signers import Signer
from saan.letters.rules import LetterKind

URGENCIES = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")
_TO = {LetterKind.MEMO: "เรียน", LetterKind.STAMPED: "ถึง"}


def _area(label: str, rows: int, hint: str = "", *, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=needed, widget=forms.Textarea(attrs={"rows": rows})
    )


class ComposeForm(forms.Form):
    """One paper in its own order; parts that its kind does not have are not there."""

    use_required_attribute = False

    def __init__(self, told: Draft, signers: list[Signer]) -> None:
        super().__init__(auto_id="id_%s")
        self.told, kind = told, told.kind
        ruling = kind in RULINGS
        if not ruling:
            self._add_addressee(kind, told)
        self.fields["urgency"] = forms.ChoiceField(
            label="ชั้นความเร็ว", required=False, choices=[(each, each or "ปกติ") for each in URGENCIES]
        )
        self.fields["subject"] = _area("เรื่อง", 3, _subject_hint(kind))
        offered = " ".join(f"“{each}”" for each in openers(kind)[:4])
        self.fields["cause"] = _area("คำปรารภ" if ruling else "ภาคเหตุ", 5, f"มักขึ้นต้นด้วย {offered}")
        purpose = "ข้อความที่สั่งหรือประกาศ" if ruling else "ภาคความประสงค์"
        self.fields["purpose"] = _area(
            purpose, 7, "ขึ้นบรรทัดใหม่ต่อหนึ่งย่อหน้า ข้อย่อยขึ้นต้นด้วย 1. หรือ 1.1", needed=ruling
        )
        conclusion = "ข้อความท้าย" if ruling else "ภาคสรุป"
        self.fields["conclusion"] = forms.CharField(
            label=conclusion,
            required=not ruling,
            widget=forms.TextInput(attrs={"list": "conclusions", "autocomplete": "off"}),
        )
        self._add_signer(signers)
        if not ruling and kind != LetterKind.MEMO:
            hint = "เว้นว่างไว้ ระบบใช้ชื่อ โทรศัพท์ และอีเมลของหน่วยงาน"
            self.fields["owner"] = _area("ส่วนราชการเจ้าของเรื่อง", 3, hint, needed=False)
        if not ruling and kind != LetterKind.STAMPED:
            self.fields["copies_to"] = _area("สำเนาส่ง", 2, "บรรทัดละหนึ่งราย", needed=False)
        if not ruling:
            self.fields["slogan"] = forms.CharField(
                label="คำขวัญท้ายหนังสือ", required=False, max_length=200, help_text="ลบออกได้เฉพาะฉบับนี้"
            )
        for name in self.fields:
            self.initial[name] = _shown(told, name)

    def _add_addressee(self, kind: LetterKind, told: Draft) -> None:
        self.fields["addressee"] = forms.CharField(label=_TO.get(kind, "เรียนถึง"))
        if kind == LetterKind.STAMPED:
            return
        due = pair_for(told.addressee)
        both = kind not in NO_CLOSING
        words = [
            (each.code, _pair_words(each.salutation, each.closing if both else "", each.label))
            for each in pairs()
        ]
        self.fields["pair"] = forms.ChoiceField(
            label="คำขึ้นต้นและคำลงท้าย" if both else "คำขึ้นต้น",
            required=False,
            choices=[("", f"ตามผู้รับ: {_pair_words(due.salutation, due.closing if both else '', '')}"), *words],
        )

    def _add_signer(self, signers: list[Signer]) -> None:
        choices = [(each.key, each.label) for each in signers]
        if self.told.signer and self.told.signer not in dict(choices):
            choices.append((self.told.signer, "ผู้ที่เลือกไว้เดิม (วันนี้ลงนามไม่ได้)"))
        chosen = next((each for each in signers if each.key == self.told.signer), None)
        self.fields["signer"] = forms.ChoiceField(
            label="ลงนามโดย", help_text=_ground(chosen), choices=[("", "ยังไม่เลือก"), *choices]
        )


def _pair_words(salutation: str, closing: str, label: str) -> str:
    words = f"{salutation} … {closing}" if closing else salutation
    return f"{words} ({label})" if label else words


def _ground(signer: Signer | None) -> str:
    """By which order the chosen person signs, and until when."""
    if signer is None:
        return ""
    order = f"ตาม{signer.reference}" if signer.reference else "ในตำแหน่งของตนเอง"
    until = f" ใช้ได้ถึง {format_short(signer.until)}" if signer.until else ""
    return f"{order}{until} ออกเลขในทะเบียนของ{signer.body}"


def _subject_hint(kind: LetterKind) -> str:
    return "ใช้ในทะเบียน ไม่พิมพ์บนหนังสือ" if kind == LetterKind.STAMPED else "หนังสือต่อเนื่องใช้เรื่องเดิม"


def _shown(told: Draft, name: str) -> Any:
    if name != "pair":
        return getattr(told, name)
    bare = told.kind in NO_CLOSING
    chosen = [
        each.code
        for each in pairs()
        if each.salutation == told.salutation and (bare or each.closing == told.closing)
    ]
    return chosen[0] if told.salutation and chosen else ""
