"""Answering a circular: acknowledged one by one or many at once, and passed on in the office's own name."""

import uuid
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.directives.actions import acknowledge_orders
from saan.documents.typesetting.letter import LetterSheet, Paragraph
from saan.kernel.refusals import Refused, Stale
from saan.letters import queries
from saan.letters.actions.acknowledging import acknowledge, acknowledge_many
from saan.letters.actions.onward import latest_due, pass_on_circular
from saan.letters.circulation import is_less_urgent
from saan.letters.models import Letter, Receipt
from saan.letters.queries.addressees import addressees
from saan.letters.queries.circulars import onward_of, unanswered_at
from saan.letters.queries.signing import with_signature
from saan.letters.wording import onward_sheet
from saan.organisations.audience import below
from saan.organisations.models import Office
from saan.web.access import needs
from saan.web.asked import keys_in
from saan.web.components.forms import ThaiDateField, refuse_at
from saan.web.office.circulars.forms import URGENCIES
from saan.web.office.reports.covers import cover_of_draft


def _own_receipt(request: HttpRequest, pk: int) -> Receipt:
    letter = get_object_or_404(queries.letters_visible_to(request.actor), pk=pk)
    receipt = queries.receipt_at(letter, request.actor.office)
    if receipt is None:
        raise Http404
    return receipt


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def acknowledge_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: registered where it was not, and acknowledged; where ticked, its orders with it."""
    receipt = _own_receipt(request, pk)
    with transaction.atomic():
        done = acknowledge(receipt=receipt, by=request.actor)
        seen = acknowledge_orders(letter=receipt.letter, by=request.actor) if "orders" in request.POST else []
    also = f" พร้อมข้อสั่งการ {len({each.directive_id for each in seen}):,} ข้อ" if seen else ""
    messages.success(request, f"แจ้งรับทราบแล้ว{also} เลขรับ {done.number}/{done.year_be}")
    return redirect("letter", pk)


@needs(Permission.LETTERS_RECEIVE)
@require_POST
def acknowledge_chosen(request: HttpRequest) -> HttpResponse:
    """All that were ticked; what could not be acknowledged is named with its reason."""
    chosen = keys_in(request.POST.getlist("receipt"))
    result = acknowledge_many(
        receipts=unanswered_at(request.actor.office).filter(pk__in=chosen), by=request.actor
    )
    if result.done:
        messages.success(request, f"แจ้งรับทราบแล้ว {len(result.done):,} ฉบับ")
    for receipt, why in result.refused:
        messages.warning(request, f"หนังสือ {receipt.letter.number}: {why}")
    if not result.done and not result.refused:
        messages.warning(request, "ยังไม่ได้เลือกหนังสือ หรือหนังสือที่เลือกแจ้งรับทราบไปแล้ว")
    return redirect(f"{reverse('circulars')}?show=received")


class OnwardForm(forms.Form):
    """What may be changed of a letter that tells on; never to less than the letter it comes from."""

    press = forms.UUIDField(widget=forms.HiddenInput)
    addressee = forms.CharField(label="เรียน", max_length=300)
    subject = forms.CharField(label="เรื่อง", max_length=300)
    urgency = forms.ChoiceField(label="ชั้นความเร็ว", required=False)
    body = forms.CharField(label="ข้อความ", widget=forms.Textarea(attrs={"rows": 6}))
    conclusion = forms.CharField(label="ภาคสรุป", max_length=300)
    due = ThaiDateField(label="ขอให้รับทราบภายในวันที่", required=False)

    def __init__(self, sheet: LetterSheet, letter: Letter, data: object = None) -> None:
        self.proposed, last = sheet, latest_due(letter)
        super().__init__(
            data,
            initial={
                "press": uuid.uuid4(),
                "addressee": sheet.addressee,
                "subject": sheet.subject,
                "urgency": sheet.urgency,
                "body": "\n\n".join(part.text for part in sheet.paragraphs),
                "conclusion": sheet.conclusion,
                "due": last,
            },
        )
        self.fields["urgency"].choices = [
            (word, label) for word, label in URGENCIES if not is_less_urgent(word, letter.urgency)
        ]
        self.fields["due"].help_text = "ไม่ช้ากว่าที่หนังสือต้นทางกำหนด" if last else "เว้นไว้ให้ใช้กำหนดตามชั้นความเร็ว"

    @property
    def sheet(self) -> LetterSheet:
        if not self.is_bound or not self.is_valid():
            return self.proposed
        told = self.cleaned_data
        parts = [part for part in told["body"].replace("\r", "").split("\n\n") if part.strip()]
        return replace(
            self.proposed, subject=told["subject"], addressee=told["addressee"], urgency=told["urgency"],
            conclusion=told["conclusion"], paragraphs=tuple(Paragraph(" ".join(part.split())) for part in parts),
        )  # fmt: skip


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def onward(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's own circular, ready to go out; a second click sends it."""
    letter = _own_receipt(request, pk).letter
    receivers = _receivers(request)
    form = OnwardForm(onward_sheet(letter, request.actor.office, receivers), letter, request.POST or None)
    if request.method == "POST" and request.POST.get("act") != "preview" and form.is_valid():
        try:
            told = form.cleaned_data
            sent = pass_on_circular(
                letter=letter, sheet=form.sheet, by=request.actor, due=told["due"], press=told["press"]
            )
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, f"ส่งต่อด้วยหนังสือ ที่ {sent.number} ถึง {sent.receipts.count():,} แห่งแล้ว")
            return redirect("letter-acknowledgements", sent.pk)
    signed = with_signature(form.sheet, request.actor.office, request.actor)
    context = {
        "letter": letter,
        "form": form,
        "receivers": receivers,
        "onward": onward_of(letter, request.actor.office),
        "cover": cover_of_draft(replace(signed, number=f"{signed.number}ว", draft=True)),
    }
    return render(request, "office/circulars/onward.html", context, status=422 if form.errors else 200)


def _receivers(request: HttpRequest) -> list[Office]:
    meant = below(request.actor.office)
    return list(addressees(meant, request.actor).select_related("area")) if meant else []
