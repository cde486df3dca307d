"""Forms of the registers: which book to show, taking and keeping numbers, cancelling, going on after paper."""

from datetime import date
from typing import Any

from django import forms

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.letters.actions.registers import PaperLine
from saan.letters.queries.books import owners_of
from saan.letters.rules import RegisterKind
from saan.organisations.models import Office
from saan.web.components.forms import CountField, ThaiDateField

OUT_KINDS = tuple(kind for kind in RegisterKind if kind != RegisterKind.INCOMING)
NEEDED = {"required": "กรอกช่องนี้ก่อน"}


class BookForm(forms.Form):
    """Which book to show, and what to look for in it; every filter stands in the address."""

    kind = forms.ChoiceField(label="ทะเบียน", required=False)
    year = forms.TypedChoiceField(label="ปี พ.ศ.", required=False, coerce=int)
    q = forms.CharField(label="ค้นในทะเบียน", required=False, max_length=100)

    def __init__(self, *args: Any, office: Office, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.books = kinds_of(office, tuple(RegisterKind))
        self.fields["kind"].choices = labels_of(self.books)
        self.fields["year"].choices = [(year, str(year)) for year in years]

    def chosen(self) -> tuple[RegisterKind, Office, int, str]:
        """What the address asks for; what it names wrongly is as if not named."""
        self.is_valid()
        clean: dict[str, Any] = self.cleaned_data
        kind, owner = self.books.get(clean.get("kind") or "", next(iter(self.books.values())))
        return kind, owner, clean.get("year") or self.fields["year"].choices[0][0], clean.get("q") or ""


def kinds_of(office: Office, kinds: tuple[RegisterKind, ...]) -> dict[str, tuple[RegisterKind, Office]]:
    """Every register the office numbers in, by "kind" or "kind.own" where its own stands beside its body's."""
    return {
        kind.value if place == 0 else f"{kind.value}.own": (kind, owner)
        for kind in kinds
        for place, owner in enumerate(owners_of(office, kind))
    }


def labels_of(books: dict[str, tuple[RegisterKind, Office]]) -> list[tuple[str, str]]:
    """The registers as choices; whose it is stands there where two share a kind."""
    both = {kind for kind, _ in books.values() if f"{kind.value}.own" in books}
    return [
        (key, f"{kind.label} {owner.short_name}" if kind in both else kind.label)
        for key, (kind, owner) in books.items()
    ]


class _InRegister(forms.Form):
    """A form that says in which register."""

    register = forms.ChoiceField(label="ทะเบียน")
    kinds = OUT_KINDS

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.books = kinds_of(actor.office, tuple(kind for kind in self.kinds if may_number(actor, kind)))
        self.fields["register"].choices = labels_of(self.books)

    def where(self) -> dict[str, Any]:
        """The register's kind and body as the acts take them."""
        kind, owner = self.books[self.cleaned_data["register"]]
        return {"kind": kind, "body": owner}


def may_number(actor: Actor, kind: RegisterKind) -> bool:
    needed = Permission.LETTERS_RECEIVE if kind == RegisterKind.INCOMING else Permission.LETTERS_NUMBER
    return may(actor, needed)


class TakeForm(_InRegister):
    """A number for a paper written outside Saan."""

    subject = forms.CharField(label="เรื่อง", max_length=500, error_messages=NEEDED)
    to = forms.CharField(label="ถึง", max_length=300, required=False, help_text="คำสั่งไม่ต้องกรอก")
    remark = forms.CharField(label="หมายเหตุ", max_length=300, required=False)

    def line(self) -> PaperLine:
        clean = self.cleaned_data
        return PaperLine(subject=clean["subject"], to=clean["to"], remark=clean["remark"])


class ReceiveLineForm(forms.Form):
    """A receive number for a paper that is not brought in: on paper alone, or secret."""

    sender = forms.CharField(label="จาก", max_length=300, error_messages=NEEDED)
    number = forms.CharField(label="ที่", max_length=80, required=False)
    dated = ThaiDateField(label="ลงวันที่", required=False)
    secret = forms.BooleanField(label="เป็นหนังสือลับ ทะเบียนแสดงเพียง “เรื่องลับ”", required=False)
    subject = forms.CharField(label="เรื่อง", max_length=500, required=False, help_text="เรื่องลับไม่ต้องกรอก")

    def line(self) -> PaperLine:
        clean = self.cleaned_data
        return PaperLine(subject=clean["subject"], sender=clean["sender"], number=clean["number"],
                         dated=clean["dated"], secret=clean["secret"])  # fmt: skip


class ReserveForm(_InRegister):
    """Keep the next number for a paper still being written."""

    purpose = forms.CharField(label="จองไว้สำหรับ", max_length=300, error_messages=NEEDED)
    until = ThaiDateField(label="ใช้ภายในวันที่")

    def asked(self) -> dict[str, Any]:
        until: date = self.cleaned_data["until"]
        return {"purpose": self.cleaned_data["purpose"], "until": until, **self.where()}


class StartForm(_InRegister):
    """The last number that was used in this year's paper book."""

    kinds = tuple(RegisterKind)
    last_number = CountField(label="เลขสุดท้ายในสมุด", unit="", error_messages=NEEDED)


class UseForm(forms.Form):
    """Give a reserved number to a paper written outside Saan."""

    subject = forms.CharField(label="เรื่อง", max_length=500, error_messages=NEEDED)
    to = forms.CharField(label="ถึง", max_length=300, required=False)

    def line(self) -> PaperLine:
        return PaperLine(subject=self.cleaned_data["subject"], to=self.cleaned_data["to"])


class CancelForm(forms.Form):
    """Why a number is burned."""

    remark = forms.CharField(label="เหตุที่ยกเลิก", max_length=300, error_messages=NEEDED)
