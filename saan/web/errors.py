"""Error answers in Thai: what happened, that nothing was lost, what to do. The 500 page needs no database."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from saan.kernel.refusals import Refused

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    reason = str(exception) if exception and str(exception) else ""
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = "หน้านี้เปิดค้างไว้นานหรือเปิดจากที่อื่น โปรดโหลดหน้าใหม่แล้วส่งอีกครั้ง ข้อมูลเดิมในระบบไม่เปลี่ยน"
    return render(request, "errors/403.html", {"reason": words}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return render(request, "errors/422.html", {"reason": error.message}, status=422)


def stale(request: HttpRequest, error: Refused) -> HttpResponse:
    return render(request, "errors/409.html", {"reason": error.message}, status=409)


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
