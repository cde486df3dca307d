"""Posts with their tags, and stories from draft to the public page."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from saan.accounts.permissions import Permission
from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.outreach.actions import (
    approve_story,
    draft_story,
    edit_story,
    publish_post,
    withdraw_story,
    write_post,
)
from saan.outreach.models import Story
from saan.outreach.queries import posts_visible_to, stories_visible_to, tag_check, tags_of
from saan.outreach.rules import StoryState
from saan.tourism.models import LocalIdentity
from saan.tourism.queries import events_visible_to, identities_visible_to, places_to_record
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.outreach.forms import LinkForm, PostForm, StoryForm, VersionForm

PAGE = 30


@needs(Permission.DESK_SEE)
def outreach(request: HttpRequest) -> HttpResponse:
    """Posts and stories of the actor's area, those with missing tags counted first."""
    posts, stories = posts_visible_to(request.actor), stories_visible_to(request.actor)
    context = {
        "page": Paginator(posts, PAGE).get_page(request.GET.get("page")),
        "lacking": posts.exclude(tags_missing=[]).count(),
        "stories": stories[:PAGE],
        "drafts": stories.filter(state=StoryState.DRAFT).count(),
        "places": places_to_record(request.actor),
    }
    return render(request, "office/outreach/list.html", context)


def _place(request: HttpRequest) -> tuple[Area, LocalIdentity | None]:
    """The district a post is for: its identity's, the one asked for, or the only one the actor has."""
    asked = request.GET.get("identity", "")
    places = places_to_record(request.actor)
    if asked:
        if not asked.isdecimal() or len(asked) > 15:
            raise Http404
        identity = get_object_or_404(identities_visible_to(request.actor), pk=int(asked))
        if identity.district not in places:
            raise Http404
        return identity.district, identity
    code = request.GET.get("district", "")
    for place in places:
        if str(place.code) == code or (not code and len(places) == 1):
            return place, None
    raise Http404


@needs(Permission.TOURISM_EDIT)
def new_post(request: HttpRequest) -> HttpResponse:
    """Write a post; the tags are made for the place and checked as one types."""
    district, identity = _place(request)
    form = PostForm(request.POST or None, initial=PostForm.start(district, identity))
    if request.method == "POST" and form.is_valid():
        try:
            made = write_post(district=district, identity=identity, **form.cleaned_data, by=request.actor)
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "บันทึกโพสต์แล้ว")
            if made.tags_missing:
                messages.warning(request, f"โพสต์นี้ยังขาด {' '.join(made.tags_missing)}")
            return redirect("outreach-post", pk=made.pk)
    context = {
        "form": form,
        "district": district,
        "identity": identity,
        "tags": tags_of(district),
        "check": tag_check(str(form["text"].value() or ""), district),
    }
    return render(request, "office/outreach/post_form.html", context, status=422 if form.errors else 200)


@needs(Permission.TOURISM_EDIT)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The tags of a text as it stands, the same fragment the page holds; nothing is kept."""
    district, _ = _place(request)
    found = tag_check(request.POST.get("text", "")[:20_000], district)
    return render(request, "office/outreach/tags.html", {"check": found})


@needs(Permission.DESK_SEE)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post; POST enters where it was published."""
    found = get_object_or_404(posts_visible_to(request.actor), pk=pk)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_post(post=found, **form.cleaned_data, by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "บันทึกลิงก์ที่เผยแพร่แล้ว")
            return redirect("outreach-post", pk=pk)
    context = {
        "post": found,
        "check": tag_check(found.text, found.district),
        "form": form,
        "editor": found.office_id == request.actor.office.pk and request.actor.holds(Permission.TOURISM_EDIT),
    }
    return render(request, "office/outreach/post.html", context, status=422 if form.errors else 200)


@needs(Permission.TOURISM_EDIT)
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a story from an event's facts, or open the one that was begun."""
    event = get_object_or_404(events_visible_to(request.actor), pk=pk)
    made = draft_story(event=event, by=request.actor)
    messages.success(request, "ร่างข่าวจากข้อเท็จจริงของงานแล้ว ปรับถ้อยคำได้ก่อนอนุมัติ")
    return redirect("outreach-story", pk=made.pk)


@needs(Permission.DESK_SEE)
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story beside the facts it was made of; POST changes the words of a draft."""
    found = get_object_or_404(stories_visible_to(request.actor), pk=pk)
    start = {"title": found.title, "body": found.body, "version": found.version}
    form = StoryForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            edit_story(story=found, **form.cleaned_data, by=request.actor)
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            messages.success(request, "บันทึกถ้อยคำของข่าวแล้ว")
            return redirect("outreach-story", pk=pk)
    return render(
        request,
        "office/outreach/story.html",
        _shown(request, found, form),
        status=422 if form.errors else 200,
    )


def _shown(request: HttpRequest, found: Story, form: StoryForm) -> dict[str, Any]:
    own = found.office_id == request.actor.office.pk and request.actor.holds(Permission.TOURISM_EDIT)
    return {
        "story": found,
        "event": found.event,
        "form": form,
        "version": VersionForm(initial={"version": found.version}, auto_id=False),
        "editor": own and found.state == StoryState.DRAFT,
        "withdrawer": own and found.state == StoryState.APPROVED,
    }


@needs(Permission.TOURISM_EDIT)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read a story."""
    return _step(request, pk, approve_story, "อนุมัติข่าวแล้ว แสดงต่อสาธารณะได้ทันที")


@needs(Permission.TOURISM_EDIT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a story back from the public pages."""
    return _step(request, pk, withdraw_story, "ดึงข่าวกลับเป็นร่างแล้ว ไม่แสดงต่อสาธารณะ")


def _step(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    found = get_object_or_404(stories_visible_to(request.actor), pk=pk)
    form = VersionForm(request.POST)
    act(story=found, version=form.cleaned_data["version"] if form.is_valid() else 0, by=request.actor)
    messages.success(request, said)
    return redirect("outreach-story", pk=pk)
