"""The list of letters: every filter stands in the address, and what was asked for is marked where it was found."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.kernel.dates import today
from saan.letters import queries
from saan.letters.models import Letter
from saan.letters.queries import Piece
from saan.letters.queries.lists import Wanted
from saan.letters.queries.secrecy import secret_papers_waiting
from saan.letters.rules import LetterKind
from saan.web.access import needs
from saan.web.components.forms import ThaiDateField
from saan.web.office.letters.forms import BringInForm
from saan.web.office.saved.bar import saved_bar

ROWS_A_PAGE = 50
FEW = ("q", "box", "state")
"""Filters that always stand open; the others fold away until they are used."""
URGENCIES = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด", "ด่วนภายใน")


class FilterForm(forms.Form):
    """Which letters to list, and in which order."""

    q = forms.CharField(label="คำหรือเลขที่หนังสือ", required=False, max_length=100)
    box = forms.ChoiceField(
        label="แสดง",
        required=False,
        choices=[("in", "หนังสือรับ"), ("out", "หนังสือส่ง"), ("all", "ทุกฉบับในความดูแล")],
    )
    state = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[
            ("", "ทุกสถานะ"),
            ("to-register", "รอลงรับ"),
            ("to-confirm", "รอยืนยันสิ่งที่อ่าน"),
            ("confirmed", "ยืนยันแล้ว"),
            ("in-hand", "กำลังดำเนินการ"),
            ("closed", "ปิดเรื่องแล้ว"),
            ("filed", "เก็บเข้าแฟ้มแล้ว"),
        ],
    )
    kind = forms.ChoiceField(label="ชนิด", required=False, choices=[("", "ทุกชนิด"), *LetterKind.choices()])
    urgency = forms.ChoiceField(
        label="ชั้นความเร็ว", required=False, choices=[("", "ทุกชั้น"), *((each, each) for each in URGENCIES)]
    )
    issuer = forms.CharField(label="จาก", required=False, max_length=100)
    dated_from = ThaiDateField(label="ลงวันที่ตั้งแต่", required=False, help_text="")
    dated_to = ThaiDateField(label="ถึงวันที่", required=False, help_text="")
    order = forms.ChoiceField(
        label="เรียง",
        required=False,
        choices=[
            ("", "เข้ามาล่าสุดก่อน"),
            ("dated", "ลงวันที่ล่าสุดก่อน"),
            ("oldest", "ลงวันที่เก่าก่อน"),
            ("subject", "ชื่อเรื่อง"),
        ],
    )
    today = forms.BooleanField(label="เฉพาะที่มาถึงวันนี้", required=False)
    mine = forms.BooleanField(label="มอบหมายให้ฉัน", required=False)
    late = forms.BooleanField(label="เกินกำหนด", required=False)

    def asked(self) -> dict[str, Any]:
        """What the address asks for; what it names wrongly is as if not named, and its reason stands at the field."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}

    @property
    def folded(self) -> list[forms.BoundField]:
        """The filters that fold away, but for the ticks."""
        ticks = ("today", "mine", "late")
        return [field for field in self if field.name not in (*FEW, *ticks)]

    @property
    def unfolded(self) -> bool:
        """Whether one of those that fold away is in use or wrong."""
        return any(self.data.get(field.name) or field.errors for field in self.folded)


@dataclass(frozen=True)
class Row:
    """A letter of the list with the words found in its subject and its body."""

    letter: Letter
    subject: list[Piece]
    excerpt: list[Piece]


@needs(Permission.LETTERS_SEE)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Letters of the office, filtered by the address."""
    form = FilterForm(request.GET)
    asked = form.asked()
    words, box = asked["q"], asked["box"] or "in"
    found = queries.listed(
        request.actor,
        box=box,
        words=words,
        state=asked["state"],
        arrived_on=today() if asked["today"] else None,
        wanted=_wanted(asked),
    )
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "filtered": any(value for name, value in asked.items() if name not in ("box", "order")),
        "page": page,
        "rows": _rows(list(page), words),
        "box": box,
        "order": dict(form.fields["order"].choices)[asked["order"]],
        "waiting": _waiting(request),
        "may_receive": may(request.actor, Permission.LETTERS_RECEIVE),
        "upload": BringInForm(),
        "saved": saved_bar(request, "letters"),
        "secrets": secret_papers_waiting(request.actor),
    }
    template = "office/letters/list_part.html" if request.htmx else "office/letters/list.html"
    return render(request, template, context)


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        kind=asked["kind"],
        urgency=asked["urgency"],
        issuer=asked["issuer"],
        dated_from=asked["dated_from"] or None,
        dated_to=asked["dated_to"] or None,
        mine=bool(asked["mine"]),
        late=bool(asked["late"]),
        order=asked["order"],
    )


def _rows(letters: list[Letter], words: str) -> list[Row]:
    excerpts = queries.excerpts_of(letters, words)
    return [Row(each, queries.marked(each.subject, words), excerpts.get(each.pk, [])) for each in letters]


def _waiting(request: HttpRequest) -> dict[str, int]:
    """How many papers wait here for a number, and how many for somebody to confirm what was read."""
    return {
        "register": queries.listed(request.actor, state="to-register").count(),
        "confirm": queries.listed(request.actor, state="to-confirm").count(),
    }
