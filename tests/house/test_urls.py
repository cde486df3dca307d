"""About the house: every address declares who may enter, and nobody else does."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from saan.web.access import Access


def _walk(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


ADDRESSES = list(_walk(get_resolver().url_patterns))
OPEN_TO_ALL = {
    "", "check/", "check/letter/<str:code>/", "check/certificate/<str:code>/", "join/", "sign-in/", "healthz", "readyz",
    "components/",
}  # fmt: skip


@pytest.mark.parametrize(("address", "pattern"), ADDRESSES, ids=[address or "/" for address, _ in ADDRESSES])
def test_every_address_declares_its_visitors(address: str, pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", None)
    assert isinstance(access, Access), f"/{address} declares nobody; use needs(), signed_in or public"
    if access.kind == "public":
        assert address in OPEN_TO_ALL, f"/{address} is open to everybody; is it meant to be?"


@pytest.mark.parametrize(("address", "pattern"), ADDRESSES, ids=[address or "/" for address, _ in ADDRESSES])
def test_every_address_has_a_name(address: str, pattern: URLPattern) -> None:
    assert pattern.name
