"""Reminding those who stay silent, telling their superiors, taking a circular back and putting a newer in its place."""

import uuid
from collections.abc import Callable
from dataclasses import replace as with_changes

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from saan.accounts.permissions import Permission
from saan.accounts.policy import require
from saan.directives.actions.replacing import recall_circular, replace_circular
from saan.documents.typesetting.letter import LetterSheet
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions.reminding import escalate, remind
from saan.letters.circulation import remind_from, reminding
from saan.letters.models import Letter
from saan.letters.queries.circulars import Lateness, circulars_of, lateness_of, receipts_of, tally
from saan.letters.queries.signing import with_signature
from saan.letters.wording import escalation_sheet, reminder_sheet
from saan.organisations.models import Office
from saan.web.access import needs
from saan.web.office.circulars.forms import ReasonForm, RemindForm
from saan.web.office.circulars.tree import seen
from saan.web.office.reports.covers import Cover, cover_of_draft


def _own(request: HttpRequest, pk: int) -> Letter:
    """The letter, and only its own office may act on it."""
    letter = seen(request, pk)
    require(request.actor, Permission.LETTERS_WRITE, at=letter.issuer)
    return letter


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def remind_late(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is late, the stamped letter they get, and one button for all of them."""
    letter = _own(request, pk)
    late = lateness_of(letter)
    form = RemindForm(request.POST or None, initial={"press": uuid.uuid4()})
    offices = [each.office for each in late.receipts]
    note = form.cleaned_data["note"] if form.is_bound and form.is_valid() else ""
    sheet = reminder_sheet(letter, request.actor.office, offices, late.rounds + 1, note) if offices else None
    context = {
        "letter": letter,
        "form": form,
        "late": late,
        "offices": offices,
        "round": late.rounds + 1,
        "rounds": reminding().rounds,
        "too_soon": _too_soon(late),
        "cover": _cover(request, sheet),
        "act": "remind",
    }

    def act() -> Letter:
        return remind(letter=letter, by=request.actor, note=note, press=form.cleaned_data["press"])

    return _sent(request, letter, form, act, context, "เตือนแล้วด้วยหนังสือ ที่")


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def tell_superiors(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose superiors are told, and the stamped letter they get."""
    letter = _own(request, pk)
    late = lateness_of(letter)
    form = RemindForm(request.POST or None, initial={"press": uuid.uuid4()})
    superiors: list[Office] = list(dict.fromkeys(late.superiors.values()))
    told = [each.office for each in late.receipts if each.office_id in late.superiors]
    sheet = (
        escalation_sheet(letter, request.actor.office, superiors, told, late.rounds) if superiors else None
    )
    context = {
        "letter": letter,
        "form": form,
        "late": late,
        "offices": superiors,
        "about": told,
        "rounds": reminding().rounds,
        "too_soon": _too_soon(late),
        "cover": _cover(request, sheet),
        "act": "escalate",
    }

    def act() -> Letter:
        return escalate(letter=letter, by=request.actor, press=form.cleaned_data["press"])

    return _sent(request, letter, form, act, context, "แจ้งหน่วยงานบังคับบัญชาแล้วด้วยหนังสือ ที่")


def _sent(
    request: HttpRequest,
    letter: Letter,
    form: forms.Form,
    act: Callable[[], Letter],
    context: dict,
    said: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            sent = act()
        except Stale:
            raise
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, f"{said} {sent.number} ถึง {sent.receipts.count():,} แห่ง")
            return redirect("letter-acknowledgements", letter.pk)
    return render(request, "office/circulars/remind.html", context, status=422 if form.errors else 200)


def _too_soon(late: Lateness):
    """The first day of the next step, where it has not come."""
    if late.last_round_on is None or today() >= remind_from(late.last_round_on):
        return None
    return remind_from(late.last_round_on)


def _cover(request: HttpRequest, sheet: LetterSheet | None) -> Cover | None:
    if sheet is None:
        return None
    signed = with_signature(sheet, request.actor.office, request.actor)
    return cover_of_draft(
        with_changes(signed, agency=(request.actor.office.name,), signature=None, draft=True)
    )


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Why, from how many it vanishes, and how many are told."""
    letter = _own(request, pk)
    form = ReasonForm(request.POST or None, initial={"press": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        notice = recall_circular(letter=letter, reason=told["reason"], by=request.actor, press=told["press"])
        also = f" และแจ้งผู้ที่ลงรับแล้วด้วยหนังสือ ที่ {notice.number}" if notice else ""
        messages.success(request, f"เรียกคืนหนังสือ {letter.number} แล้ว{also}")
        return redirect("letter-acknowledgements", letter.pk)
    context = {"letter": letter, "form": form, "tally": tally(receipts_of(letter, request.actor))}
    context["directives"] = letter.directives.filter(state="issued", office=request.actor.office).count()
    return render(request, "office/circulars/recall.html", context, status=422 if form.errors else 200)


class ReplaceForm(forms.Form):
    """Which newer circular of the office takes the older one's place."""

    new = forms.ModelChoiceField(
        label="หนังสือฉบับใหม่",
        queryset=Letter.objects.none(),
        empty_label="เลือกหนังสือเวียนที่ส่งหลังฉบับนี้",
        error_messages={
            "required": "เลือกหนังสือฉบับใหม่ที่ใช้แทน",
            "invalid_choice": "หนังสือที่เลือกใช้แทนไม่ได้แล้ว เลือกฉบับอื่น",
        },
    )

    def __init__(self, old: Letter, office: Office, data: object = None) -> None:
        super().__init__(data)
        newer = circulars_of(office).filter(pk__gt=old.pk, state="sent", supersedes__isnull=True)
        self.fields["new"].queryset = newer


@needs(Permission.LETTERS_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the newer circular; the older is marked at every receiver."""
    letter = _own(request, pk)
    form = ReplaceForm(letter, request.actor.office, request.POST or None)
    if request.method == "POST" and form.is_valid():
        newer = form.cleaned_data["new"]
        gone = replace_circular(old=letter, new=newer, by=request.actor)
        messages.success(request, f"หนังสือ {newer.number} ใช้แทนแล้ว ฉบับเดิมหายจากผู้ที่ยังไม่ลงรับ {gone:,} แห่ง")
        return redirect("letter-acknowledgements", letter.pk)
    context = {"letter": letter, "form": form, "any": form.fields["new"].queryset.exists()}
    context["tally"] = tally(receipts_of(letter, request.actor))
    return render(request, "office/circulars/replace.html", context, status=422 if form.errors else 200)
