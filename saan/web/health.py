"""Two answers for machines that watch: the process lives; the process can reach its database."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from saan.web.access import public


@public
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
