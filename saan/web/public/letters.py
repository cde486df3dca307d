"""Whether a paper in somebody's hand is the one that was issued: by the code printed on it, and by its very bytes."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from saan.letters.queries.verifying import Verified, verified
from saan.web.access import public

LARGEST = 30 * 1024 * 1024
_SAME, _OTHER, _NONE, _LARGE = "same", "other", "none", "large"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check_letter(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the code; a PDF handed in is compared by its hash, and neither kept nor read.

    A code cannot be found by trying (59 bits), so asking needs no limit; an unknown one is a calm page with 404.
    """
    found = verified(code)
    if found is None:
        return render(request, "public/letter_unknown.html", {"code": code[:40]}, status=404)
    asked = request.method == "POST"
    result = _compare(found, request.FILES.get("file")) if asked else ""
    response = render(request, "public/letter.html", {"letter": found, "code": code, "result": result})
    response["X-Robots-Tag"] = "noindex"
    return response


def _compare(found: Verified, file: UploadedFile | None) -> str:
    if file is None:
        return _NONE
    if (file.size or 0) > LARGEST:
        return _LARGE
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return _SAME if digest.hexdigest() in found.hashes else _OTHER
