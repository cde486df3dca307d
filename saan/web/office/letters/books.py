"""Registers: a book on the screen, as PDF in the official form and as a workbook; taking and burning numbers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from saan.accounts.permissions import Permission
from saan.accounts.policy import may
from saan.kernel.dates import be_year, today
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import cancel_number, start_after_paper
from saan.letters.actions.registers import number_outside
from saan.letters.actions.reserving import burn_expired, reserve_number, use_reserved
from saan.letters.models import RegisterEntry
from saan.letters.queries import books
from saan.letters.rules import RegisterKind
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.letters import book_pages
from saan.web.office.letters.book_forms import (
    BookForm,
    CancelForm,
    ReceiveLineForm,
    ReserveForm,
    StartForm,
    TakeForm,
    UseForm,
    may_number,
)

ROWS_A_PAGE = 100


@needs(Permission.LETTERS_SEE)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """One book of one year, as the form of the regulation has its columns; `file` gives it as pdf or xlsx."""
    office = request.actor.office
    form = BookForm(request.GET, office=office, years=books.years_of(office))
    kind, owner, year, words = form.chosen()
    book = books.book(office, kind, owner=owner, year_be=year)
    entries = books.entries_of(book, words=words)
    wanted = request.GET.get("file", "")
    if wanted in book_pages.MAKERS:
        return _file(wanted, book, books.lines_of_book(list(entries), request.actor), words)
    page = Paginator(entries.reverse(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "book": book,
        "page": page,
        "lines": books.lines_of_book(list(page)[::-1], request.actor),
        "words": words,
        "form_number": 13 if kind == RegisterKind.INCOMING else 14,
        "may_number": may_number(request.actor, kind),
    }
    return render(request, "office/letters/books/register.html", context)


def _file(wanted: str, book: books.Book, lines: list[books.BookLine], words: str) -> HttpResponse:
    data, media_type = book_pages.MAKERS[wanted](book, lines, words)
    response = HttpResponse(data, content_type=media_type)
    name = f"{book.kind.label} {book.year_be} {book.owner.short_name}.{wanted}"
    response["Content-Disposition"] = content_disposition_header(wanted == "xlsx", name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Permission.LETTERS_RECEIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """The next number of every register, the numbers kept, and the forms that take one."""
    given = _forms(request)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in given and given[act].is_valid():
        burn_expired(register_of=request.actor.office.issuing_body)
        done = _done(request, given[act], lambda: _ACTS[act](request, given[act]))
        if done:
            return done
    context = {
        "books": books.books_now(request.actor.office),
        "reserved": books.reserved_at(request.actor),
        "forms": given,
        "form": given.get(act),
        "year": be_year(today()),
        "may_units": may(request.actor, Permission.UNITS_MANAGE),
    }
    failed = any(form.errors for form in given.values())
    return render(request, "office/letters/books/numbers.html", context, status=422 if failed else 200)


def _forms(request: HttpRequest) -> dict[str, forms.Form]:
    """The forms of the page; the one that was sent is bound."""
    act, actor = request.POST.get("act", ""), request.actor

    def bound(name: str) -> Any:
        return request.POST if act == name else None

    made: dict[str, forms.Form] = {"receive": ReceiveLineForm(bound("receive"), prefix="receive")}
    if may_number(actor, RegisterKind.OUTGOING):
        made["take"] = TakeForm(bound("take"), prefix="take", actor=actor)
        made["reserve"] = ReserveForm(bound("reserve"), prefix="reserve", actor=actor)
    made["start"] = StartForm(bound("start"), prefix="start", actor=actor)
    return made


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], str]) -> HttpResponse | None:
    """Back to the page with what was done; None when it was refused, the reason then stands at its field."""
    try:
        said = act()
    except Stale:
        raise
    except Refused as refused:
        refuse_at(form, refused)
        return None
    messages.success(request, said)
    return redirect("letters-numbers")


def _take(request: HttpRequest, form: TakeForm) -> str:
    entry = number_outside(office=request.actor.office, line=form.line(), by=request.actor, **form.where())
    return f"ออกเลขแล้ว: {entry.paper_number}"


def _receive(request: HttpRequest, form: ReceiveLineForm) -> str:
    office, kind = request.actor.office, RegisterKind.INCOMING
    entry = number_outside(office=office, kind=kind, line=form.line(), by=request.actor)
    return f"ลงรับในทะเบียนแล้ว: เลขรับ {entry.number}/{entry.register.year_be}"


def _reserve(request: HttpRequest, form: ReserveForm) -> str:
    entry = reserve_number(office=request.actor.office, by=request.actor, **form.asked())
    return f"จองเลขแล้ว: {entry.paper_number}"


def _start(request: HttpRequest, form: StartForm) -> str:
    last = form.cleaned_data["last_number"]
    register = start_after_paper(
        office=request.actor.office, last_number=last, by=request.actor, **form.where()
    )
    return f"{register.get_kind_display()}เริ่มที่เลข {register.last_number + 1:,}"


_ACTS: dict[str, Callable[[HttpRequest, Any], str]] = {
    "take": _take,
    "receive": _receive,
    "reserve": _reserve,
    "start": _start,
}


@needs(Permission.LETTERS_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """One number: what its register says of it, and using or cancelling it."""
    entry = get_object_or_404(_entries(request), pk=pk)
    act = request.POST.get("act", "")
    use = UseForm(request.POST if act == "use" else None, prefix="use")
    cancel = CancelForm(request.POST if act == "cancel" else None, prefix="cancel")
    if act == "use" and use.is_valid():
        done = _done(request, use, lambda: _used(request, entry, use))
    elif act == "cancel" and cancel.is_valid():
        done = _done(request, cancel, lambda: _cancelled(request, entry, cancel))
    else:
        done = None
    if done:
        return done
    (line,) = books.lines_of_book([entry], request.actor)
    context = {
        "line": line, "entry": entry, "use": use, "cancel": cancel, "form": use if act == "use" else cancel,
        "may_number": may_number(request.actor, RegisterKind(entry.register.kind)),
    }  # fmt: skip
    failed = use.errors or cancel.errors
    return render(request, "office/letters/books/number.html", context, status=422 if failed else 200)


def _entries(request: HttpRequest) -> Any:
    found = books.entries_visible_to(request.actor)
    return found.select_related("register__office", "letter", "taken_by", "cancelled_by")


def _used(request: HttpRequest, entry: RegisterEntry, form: UseForm) -> str:
    used = use_reserved(entry=entry, line=form.line(), by=request.actor)
    return f"ใช้เลขที่จองแล้ว: {used.paper_number}"


def _cancelled(request: HttpRequest, entry: RegisterEntry, form: CancelForm) -> str:
    burned = cancel_number(entry=entry, remark=form.cleaned_data["remark"], by=request.actor)
    return f"ยกเลิกเลข {burned.number} แล้ว บรรทัดและเหตุผลอยู่ในทะเบียนตลอดไป"
