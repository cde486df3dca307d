"""Pages with several forms: the one that was sent is bound, done, and the page shown again with its reason or not."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from saan.kernel.refusals import Refused, Stale
from saan.web.components.forms import refuse_at


def sent(
    request: HttpRequest, kinds: dict[str, type[forms.Form]], *, filled: dict[str, dict] | None = None
) -> tuple[dict[str, forms.Form], str]:
    """The forms by name, the one that was sent bound, others `filled` with what is; its name, "" where none was."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    known = filled or {}
    made = {
        name: kind(
            request.POST if name == act else None,
            prefix=name,
            auto_id=f"id_{name}_%s",
            initial=known.get(name),
        )
        for name, kind in kinds.items()
    }
    return made, act


def done(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], to: str, *where: object
) -> HttpResponse | None:
    """To the next page with what was done; None when it was refused, and the reason then stands in the form."""
    if not form.is_valid():
        return None
    try:
        said = act()
    except Stale:
        raise
    except Refused as refused:
        refuse_at(form, refused)
        return None
    messages.success(request, said)
    return redirect(to, *where)
