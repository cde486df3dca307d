"""Events: entered by hand or filled from a news text, confirmed, and passed on to a public story."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused
from saan.letters.models import Letter
from saan.letters.queries import letters_visible_to, reading_of, record_of
from saan.letters.rules import NOT_CORRESPONDENCE
from saan.outreach.queries import stories_visible_to
from saan.tourism.actions import confirm_event, record_event
from saan.tourism.models import EventRecord
from saan.tourism.news import EventDraft, event_from_news
from saan.tourism.queries import events_visible_to
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.tourism import presenters
from saan.web.office.tourism.forms import EventForm


@needs(Permission.TOURISM_EDIT)
def new_event(request: HttpRequest) -> HttpResponse:
    """Enter an event by hand."""
    area = request.actor.office.area
    start = {"province": area.name_th} if area.level == "province" else {}
    if area.level == "district" and area.parent:
        start = {"province": area.parent.name_th, "district": area.name_th}
    form = EventForm(request.POST or None, initial=start)
    made = _made(request, form)
    if made is not None:
        return redirect("tourism-event", pk=made.pk)
    context = {"form": form, "lines": presenters.quoted(form), "letter": None, "pages": []}
    return render(request, "office/tourism/event_form.html", context, status=422 if form.errors else 200)


@needs(Permission.TOURISM_EDIT)
def from_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The form filled from a news text, the words it was read from beside each field. Never a directive."""
    letter = get_object_or_404(letters_visible_to(request.actor), pk=pk, kind__in=NOT_CORRESPONDENCE)
    reading = reading_of(letter)
    if reading is None:
        raise Http404
    draft = event_from_news(reading.text, record_of(reading))
    form = EventForm(request.POST or None, initial=presenters.start_of(draft))
    made = _made(request, form, draft=draft, letter=letter)
    if made is not None:
        return redirect("tourism-event", pk=made.pk)
    context = {
        "form": form,
        "lines": presenters.quoted(form, draft),
        "letter": letter,
        "pages": presenters.marked(reading.text, reading.pages, draft),
        "found": len(draft.words),
        "before": events_visible_to(request.actor).filter(source=_source(letter)),
    }
    return render(request, "office/tourism/event_form.html", context, status=422 if form.errors else 200)


def _made(
    request: HttpRequest, form: EventForm, *, draft: EventDraft | None = None, letter: Letter | None = None
) -> EventRecord | None:
    """The event that was saved and vouched for, or None with the reasons put upon the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    told: dict[str, Any] = {}
    if draft is not None and letter is not None:
        told = {"words": presenters.words_of(draft), "source": _source(letter)}
    try:
        made = record_event(facts=form.facts(**told), by=request.actor, confirmed=True)
    except Refused as refused:
        refuse_at(form, refused)
        return None
    messages.success(request, f"บันทึกงาน {made.name} แล้ว")
    return made


def _source(letter: Letter) -> str:
    return f"{letter.get_kind_display()} เรื่อง {letter.subject}"[:300]


@needs(Permission.DESK_SEE)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event with the words it came from, and the way on to a public story."""
    found = get_object_or_404(events_visible_to(request.actor), pk=pk)
    own = found.office_id == request.actor.office.pk
    context = {
        "event": found,
        "words": _quotes(found),
        "story": stories_visible_to(request.actor).filter(event=found).first(),
        "editor": own and request.actor.holds(Permission.TOURISM_EDIT),
    }
    return render(request, "office/tourism/event.html", context)


def _quotes(event: EventRecord) -> list[tuple[str, str]]:
    """The words kept as evidence, in the order of the form, with the label of the field."""
    labels = {part: EventForm.base_fields[name].label for name, part in reversed(presenters.PARTS.items())}
    labels["days"] = "วันจัดงาน"
    order = [part for part in dict.fromkeys(presenters.PARTS.values()) if part in event.words]
    return [(str(labels[part]), " ".join(event.words[part]["text"].split())) for part in order]


@needs(Permission.TOURISM_EDIT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Vouch for an event that was kept as a draft."""
    found = get_object_or_404(events_visible_to(request.actor), pk=pk)
    confirm_event(event=found, by=request.actor)
    messages.success(request, f"ยืนยันงาน {found.name} แล้ว")
    return redirect("tourism-event", pk=pk)
