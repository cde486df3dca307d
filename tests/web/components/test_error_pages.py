"""Error pages say what happened, that nothing was lost and what to do, in Thai, without a database."""

import re

import pytest
from django.template.loader import get_template

pytestmark = pytest.mark.urls("saan.web.components.urls")
CODES = [400, 403, 404, 405, 409, 413, 422, 429, 500]


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_needs_neither_request_nor_database(code):
    page = get_template(f"errors/{code}.html").render({})
    assert str(code) in page
    assert len(re.findall("<h1>", page)) == 1
    paragraphs = re.findall(r"<p>([^<]+)</p>", page)
    assert len(paragraphs) >= 2
    assert all(re.search("[ก-๙]", words) for words in paragraphs)
    assert re.search('<a class="b main"', page)


@pytest.mark.parametrize("code", [403, 409, 422])
def test_the_reason_is_told_and_escaped(code):
    page = get_template(f"errors/{code}.html").render({"reason": "เลขนี้ถูกใช้แล้ว <b>"})
    assert "เลขนี้ถูกใช้แล้ว &lt;b&gt;" in page
