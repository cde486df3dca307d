"""Forms of secret papers. No browser keeps what is typed here: nothing is completed, nothing is stored aside."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q

from saan.accounts.models import User
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.letters.actions.secrecy import SecrecyOrder
from saan.letters.actions.secret_papers import Party
from saan.letters.models import SecrecyPolicy
from saan.letters.queries.secrecy import who_may_be_cleared
from saan.letters.secrecy import Duty, SecretWords
from saan.organisations.models import Office
from saan.web.components.forms import ThaiDateField

NEEDED = {"required": "กรอกช่องนี้ก่อน"}
_SEALED = "ปิดผนึกไว้ ไม่แสดงในทะเบียนและค้นไม่พบ"
_NEVER_KEPT = {"autocomplete": "off"}


class OrderForm(forms.Form):
    """The office's order that lets it hold secret papers."""

    prefix = "order"
    number = forms.CharField(
        label="คำสั่งที่", max_length=120, help_text="เช่น คำสั่งสำนักงาน ที่ 12/2569", error_messages=NEEDED
    )
    dated = ThaiDateField(label="คำสั่งลงวันที่")
    starts = ThaiDateField(label="ใช้ตั้งแต่วันที่")
    ends = ThaiDateField(label="ถึงวันที่", help_text="ไม่เกินห้าปี เมื่อพ้นวันนี้ไม่มีใครเปิดอ่านได้จนกว่าจะมีคำสั่งใหม่")
    registrar = forms.ModelChoiceField(
        User.objects.none(), label="นายทะเบียนข้อมูลข่าวสารลับ", empty_label="เลือกผู้มีตำแหน่งในหน่วยงาน",
        error_messages={"required": "เลือกนายทะเบียนข้อมูลข่าวสารลับ"},
    )  # fmt: skip

    def __init__(self, office: Office, data: Any = None) -> None:
        super().__init__(data, initial={"starts": today(), "ends": today() + timedelta(days=365)})
        self.fields["registrar"].queryset = who_may_be_cleared(office)  # type: ignore[attr-defined]

    def order(self) -> SecrecyOrder:
        return SecrecyOrder(**self.cleaned_data)


class PersonForm(forms.Form):
    """One more person who may open."""

    prefix = "person"
    user = forms.ModelChoiceField(
        User.objects.none(), label="ชื่อ", empty_label="เลือกผู้มีตำแหน่งในหน่วยงาน",
        error_messages={"required": "เลือกชื่อผู้ได้รับอนุญาต"},
    )  # fmt: skip
    duty = forms.ChoiceField(label="หน้าที่", choices=Duty.choices, initial=Duty.CLEARED)

    def __init__(self, policy: SecrecyPolicy, data: Any = None) -> None:
        super().__init__(data)
        self.fields["user"].queryset = who_may_be_cleared(policy.office)  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    """Why the policy ends now."""

    prefix = "revoke"
    reason = forms.CharField(label="เหตุผลที่ยกเลิก", max_length=300, error_messages=NEEDED)


class OpenForm(forms.Form):
    """Why a paper is opened."""

    prefix = "open"
    reason = forms.CharField(
        label="เหตุผลที่เปิดอ่าน", max_length=200, help_text="บันทึกไว้ถาวรและผู้ตรวจสอบเห็น อย่าเขียนเนื้อเรื่อง",
        widget=forms.TextInput(attrs=_NEVER_KEPT), error_messages={"required": "กรอกเหตุผลที่เปิดอ่าน"},
    )  # fmt: skip


class _Scanned(forms.Form):
    """A form with the PDF of a paper."""

    scan = forms.FileField(
        label="แฟ้ม PDF", required=False, help_text="ไม่เกิน 1.9 MB เก็บแบบปิดผนึก ระบบไม่อ่านและไม่ทำภาพตัวอย่าง",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip

    def scanned(self) -> bytes:
        held = self.cleaned_data.get("scan")
        return held.read() if held else b""


class ReceiveForm(_Scanned):
    """A secret paper that came on paper."""

    field_order = ("sender", "number", "dated", "subject", "body", "scan")
    sender = forms.CharField(
        label="จาก", max_length=300, help_text="แสดงในทะเบียน", error_messages=NEEDED,
        widget=forms.TextInput(attrs=_NEVER_KEPT),
    )  # fmt: skip
    number = forms.CharField(label="ที่", max_length=80, required=False, help_text="แสดงในทะเบียน")
    dated = ThaiDateField(label="ลงวันที่", required=False)
    subject = forms.CharField(
        label="เรื่อง", max_length=500, help_text=_SEALED, error_messages=NEEDED,
        widget=forms.TextInput(attrs=_NEVER_KEPT),
    )  # fmt: skip
    body = forms.CharField(
        label="ใจความ", required=False, max_length=20000, help_text=_SEALED,
        widget=forms.Textarea(attrs={"rows": 5, **_NEVER_KEPT}),
    )  # fmt: skip

    def party(self) -> Party:
        said = self.cleaned_data
        return Party(said["sender"], said["number"], said["dated"])

    def words(self) -> SecretWords:
        return SecretWords(subject=self.cleaned_data["subject"], body=self.cleaned_data["body"])


class WordsForm(forms.Form):
    """The words of a secret letter written here."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    party = forms.CharField(
        label="เรียน", max_length=300, help_text="แสดงในทะเบียนเป็น “ถึง”", error_messages=NEEDED,
        widget=forms.TextInput(attrs=_NEVER_KEPT),
    )  # fmt: skip
    subject = forms.CharField(
        label="เรื่อง", max_length=500, help_text=_SEALED, error_messages=NEEDED,
        widget=forms.TextInput(attrs=_NEVER_KEPT),
    )  # fmt: skip
    body = forms.CharField(
        label="ข้อความ", max_length=20000, help_text=f"ย่อหน้าละบรรทัด {_SEALED}", error_messages=NEEDED,
        widget=forms.Textarea(attrs={"rows": 10, **_NEVER_KEPT}),
    )  # fmt: skip
    signer = forms.CharField(
        label="ผู้ลงนาม", max_length=200, help_text="พร้อมคำนำหน้า ลงนามบนกระดาษที่พิมพ์", error_messages=NEEDED
    )
    posts = forms.CharField(
        label="ตำแหน่งตามลำดับ", help_text="บรรทัดละหนึ่งตำแหน่ง", error_messages=NEEDED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def words(self) -> SecretWords:
        said = self.cleaned_data
        return SecretWords(said["subject"], said["body"], said["signer"], tuple(said["posts"].splitlines()))

    @staticmethod
    def holding(party: str, version: int, words: SecretWords) -> dict[str, Any]:
        """What stands in the fields of an opened draft."""
        told = {"subject": words.subject, "body": words.body, "signer": words.signer}
        return {"party": party, "version": version, "posts": "\n".join(words.posts), **told}


class SendForm(_Scanned):
    """To which office of Saan, with the signed paper."""

    prefix = "send"
    field_order = ("to", "scan")
    to = forms.CharField(
        label="ส่งถึงหน่วยงาน", max_length=250, error_messages=NEEDED,
        help_text="ชื่อเต็มหรือรหัส เฉพาะหน่วยงานที่มีคำสั่งให้เก็บหนังสือลับ",
        widget=forms.TextInput(attrs={"list": "secret-offices", **_NEVER_KEPT}),
    )  # fmt: skip

    def office(self) -> Office:
        """The one office so called. Refused: none, or several of the name."""
        words = " ".join(self.cleaned_data["to"].split())
        found = list(Office.objects.in_force().filter(Q(code=words) | Q(name=words))[:2])
        if len(found) == 1:
            return found[0]
        raise Refused(f"ไม่พบหน่วยงานชื่อหรือรหัส “{words}” เพียงแห่งเดียว พิมพ์ชื่อเต็มหรือรหัส", field="to")


class DiscardForm(forms.Form):
    """Why a draft is given up."""

    prefix = "discard"
    reason = forms.CharField(label="เหตุผลที่ทิ้งร่าง", max_length=200, error_messages=NEEDED)
