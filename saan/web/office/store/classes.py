"""How long each class is kept: for everybody who files to read, for the administrator to correct."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from saan.accounts.permissions import Permission
from saan.letters.actions.keeping import correct_class
from saan.letters.queries.keeping import retention_classes
from saan.web.access import needs
from saan.web.office.store.acting import done
from saan.web.office.store.forms import ClassForm


@needs(Permission.LETTERS_RECEIVE)
@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """The classes with their source, and whether anybody held them against the text."""
    return render(
        request, "office/store/classes.html", {"classes": retention_classes(), "may_correct": False}
    )


@needs(Permission.ACCOUNTS_MANAGE)
@require_safe
def correctable(request: HttpRequest) -> HttpResponse:
    """The same for whoever may correct them."""
    return render(request, "office/store/classes.html", {"classes": retention_classes(), "may_correct": True})


@needs(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one class for all offices; the deadlines of papers still kept follow."""
    found = get_object_or_404(retention_classes(), pk=pk)
    names = ("label", "years", "source", "verified")
    form = ClassForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST":

        def save() -> str:
            _, moved = correct_class(retention=found, by=request.actor, **form.cleaned_data)
            return f"แก้อายุการเก็บแล้ว กำหนดเก็บของหนังสือ {moved:,} เรื่องเปลี่ยนตาม"

        answer = done(request, form, save, "retention")
        if answer is not None:
            return answer
    context = {"form": form, "retention": found}
    return render(request, "office/store/class.html", context, status=422 if form.errors else 200)
