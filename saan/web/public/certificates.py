"""Whether the certificate on a shop's wall still holds: by the code in its QR."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saan.registry.queries import certificate_by_code
from saan.web.access import public


@public
def check_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Public columns only. A code cannot be found by trying (59 bits), so asking needs no limit."""
    found = certificate_by_code(code)
    if found is None:
        return render(request, "public/certificate_unknown.html", {"code": code[:40]}, status=404)
    response = render(request, "public/certificate.html", {"certificate": found})
    response["X-Robots-Tag"] = "noindex"
    return response
