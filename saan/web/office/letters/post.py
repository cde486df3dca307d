"""The day's post: several papers dropped at once, then registered one after another with the Enter key."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions import LARGEST_BYTES, bring_in
from saan.letters.actions.fields import field_at
from saan.letters.actions.registering import register_checked
from saan.letters.models import Doubt, Letter, Receipt
from saan.letters.queries.way import post_of, twins_of
from saan.letters.rules import LetterState
from saan.web.access import needs
from saan.web.asked import keys_in
from saan.web.components.forms import refuse_at
from saan.web.office.letters import rows

FIELDS = ("number", "date", "issuing_office", "subject", "urgency")
DONE_SHOWN = 10


class ManyFiles(forms.FileInput):
    """Several files in one choosing or dropping."""

    allow_multiple_selected = True


class FilesForm(forms.Form):
    """The papers of the day; each is judged on its own."""

    files = forms.FileField(
        label="แฟ้มหนังสือ เลือกหรือลากมาวางได้หลายแฟ้ม",
        help_text=f".txt .pdf .docx .eml หรือภาพสแกน แต่ละแฟ้มไม่เกิน {LARGEST_BYTES // 1024 // 1024} MB",
        widget=ManyFiles(attrs={"multiple": True, "data-sends": True}),
    )


class HeadForm(forms.Form):
    """The head of one paper as it was read, each field to be set right where it stands.

    No field where nothing may be set right: a letter issued in Saan, or one that somebody has confirmed.
    """

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="head-%s", **kwargs)
        reading = queries.reading_of(letter)
        self.doubted = _doubted(list(queries.open_doubts(letter)))
        self.first = ""
        if reading is None or letter.state != LetterState.READ:
            return
        record = queries.laid_over(reading)
        for path in FIELDS:
            self._add(path, to_arabic(rows.as_typed(record.get(path))))
        self.first = self._first_doubtful()
        if self.first:
            self.fields[self.first].widget.attrs["autofocus"] = True

    def _add(self, path: str, value: str) -> None:
        known = field_at(path)
        assert known is not None
        if known.choices:
            self.fields[path] = forms.ChoiceField(
                label=known.label, choices=list(known.choices.items()), required=False, initial=value
            )
        else:
            self.fields[path] = forms.CharField(
                label=known.label, max_length=500, required=False, initial=value
            )
            self.fields[path].widget.attrs["autocomplete"] = "off"

    def _first_doubtful(self) -> str:
        """The first field that a doubt touches or that could not be read; an urgency is seldom there."""
        blank = [path for path in FIELDS[:4] if not self.fields[path].initial]
        return next((path for path in FIELDS if path in self.doubted or path in blank), "")


def _doubted(doubts: list[Doubt]) -> set[str]:
    return {path.partition(".")[0] for doubt in doubts for path in doubt.fields}


@dataclass(frozen=True)
class InHand:
    """The paper whose turn it is: its form, its twins, its doubts, and which comes when it is left for later."""

    receipt: Receipt
    form: HeadForm
    twins: list[Letter]
    doubts: list[Doubt]


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """The page of the day's post; files that are sent are brought in and wait here for their number."""
    if request.method == "POST":
        return _taken_in(request)
    return _page(request)


def _taken_in(request: HttpRequest) -> HttpResponse:
    files, known = request.FILES.getlist("files"), []
    for file in files:
        try:
            arrival = bring_in(data=file.read(), name=file.name or "หนังสือ", by=request.actor)
        except Refused as refusal:
            messages.warning(request, f"{file.name}: {refusal.message}")
        else:
            if arrival.known:
                known.append(str(arrival.letter.pk))
    if not files:
        messages.warning(request, "เลือกแฟ้มหนังสืออย่างน้อยหนึ่งแฟ้ม")
    return redirect(reverse("letters-post") + (f"?known={'.'.join(known)}" if known else ""))


def _page(request: HttpRequest, *, hand: InHand | None = None, status: int = 200) -> HttpResponse:
    actor: Actor = request.actor
    waiting = list(post_of(actor.office))
    hand = hand or _next(waiting, actor, request.GET.get("after", ""))
    known = keys_in(request.GET.get("known", "").split("."))
    context = {
        "waiting": len(waiting),
        "hand": hand,
        "form": hand.form if hand else None,
        "upload": FilesForm(),
        "known": queries.letters_visible_to(actor).filter(pk__in=known),
        "done": queries.arrivals(actor).filter(number__isnull=False).order_by("-registered_at")[:DONE_SHOWN],
    }
    return render(request, "office/letters/post.html", context, status=status)


def _next(waiting: list[Receipt], actor: Actor, after: str) -> InHand | None:
    """The first that waits, or the one after the paper left for later; after the last comes the first again."""
    if not waiting:
        return None
    keys = [str(receipt.pk) for receipt in waiting]
    place = keys.index(after) + 1 if after in keys else 0
    return _in_hand(waiting[place % len(waiting)], actor)


def _in_hand(receipt: Receipt, actor: Actor, data: Any = None) -> InHand:
    letter = receipt.letter
    form = HeadForm(data, letter=letter)
    return InHand(receipt, form, twins_of(letter, actor), list(queries.open_doubts(letter)))


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Register the paper in hand with its head as it now stands, and go on to the next."""
    receipt = get_object_or_404(
        Receipt.objects.select_related("letter", "office"), pk=pk, office=request.actor.office
    )
    hand = _in_hand(receipt, request.actor, request.POST)
    if hand.form.is_valid():
        try:
            done = register_checked(receipt=receipt, values=hand.form.cleaned_data, by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(hand.form, refused)
        else:
            messages.success(request, f"เลขรับ {done.number}/{done.year_be} {done.letter.subject}")
            return redirect("letters-post")
    return _page(request, hand=hand, status=422)
