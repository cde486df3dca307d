"""Error answers in Thai: what happened, that nothing was lost, what to do. The 500 page needs no database."""

import logging
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

from saan.kernel.refusals import Refused

logger = logging.getLogger(__name__)
UNKEPT = frozenset({"csrfmiddlewaretoken", "password"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else ""
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose seal does not fit: opened before signing in again, or sent from elsewhere."""
    return render(request, "errors/csrf.html", {"back": _came_from(request)}, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Something was sent after the session ended: nothing is saved, and what was typed is kept in the answer.

    The seal against forged requests has been checked before, so these are the sender's own words. Files cannot be kept.
    """
    kept = [(name, value) for name, values in request.POST.lists() for value in values if name not in UNKEPT]
    context = {"kept": kept, "files": bool(request.FILES), "back": _came_from(request)}
    return render(request, "errors/401.html", context, status=401)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """An address that only receives was opened."""
    return render(request, "errors/405.html", status=405)


def _came_from(request: HttpRequest) -> str:
    """The address of the page the sender came from, where it is one of ours."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return ""
    parts = urlsplit(referer)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return render(
        request, "errors/422.html", {"reason": error.message, "back": _came_from(request)}, status=422
    )


def stale(request: HttpRequest, error: Refused) -> HttpResponse:
    return render(
        request, "errors/409.html", {"reason": error.message, "back": _came_from(request)}, status=409
    )


LAST_WORDS = """<!doctype html><html lang="th"><meta charset="utf-8"><title>ระบบขัดข้อง — สาน</title>
<h1>ระบบขัดข้อง เปิดหน้านี้ไม่ได้</h1><p>ข้อมูลที่บันทึกไว้แล้วไม่หาย รอสักครู่แล้วโหลดหน้านี้ใหม่
ถ้ายังเป็นอยู่ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิด</p></html>"""


def broken(request: HttpRequest) -> HttpResponse:
    """The 500 page; where even its template fails (assets not collected), its bare words."""
    try:
        page = loader.get_template("errors/500.html").render({})
    except Exception:
        logger.exception("the page of errors itself failed")
        page = LAST_WORDS
    return HttpResponse(page, status=500)
