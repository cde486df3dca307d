"""Menus follow the role and never lead nowhere."""

import types

import pytest
from django.http import HttpResponse
from django.urls import path

from saan.web.components.samples import icons
from saan.web.office import navigation

FAMILIES = ["district", "province", "local", "ministry", "clerk", "producer", "auditor", "admin"]
NOWHERE = "saan.web.components.urls"


def _page(request):
    return HttpResponse()


@pytest.fixture
def everywhere(settings):
    """A table of addresses that holds every place."""
    table = types.ModuleType("every_address")
    table.urlpatterns = [path(f"{p.url_name}/", _page, name=p.url_name) for p in navigation.PLACES.values()]
    settings.ROOT_URLCONF = table


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_its_rail_and_at_most_four_tabs(family, everywhere):
    menu = navigation.for_family(family)
    assert [item.label for item in menu.rail] == [
        navigation.PLACES[key].label for key in navigation.RAILS[family]
    ]
    assert 3 <= len(menu.tabs) <= 4


def test_the_province_sees_directives_and_progress_after_letters(everywhere):
    labels = [item.label for item in navigation.for_family("province").rail]
    assert labels[:4] == ["โต๊ะงาน", "หนังสือ", "ข้อสั่งการ", "ติดตามผล"]


def test_the_present_place_is_marked_once(everywhere):
    menu = navigation.for_family("district", path="/letters/123/")
    assert [item.label for item in menu.rail if item.current] == ["หนังสือ"]
    assert [item.short for item in menu.tabs if item.current] == ["หนังสือ"]


def test_counts_stand_at_their_place(everywhere):
    menu = navigation.for_family("district", counts={"desk": 3})
    assert [item.count for item in menu.rail] == [3, *[0] * (len(menu.rail) - 1)]


@pytest.mark.urls(NOWHERE)
@pytest.mark.parametrize("family", FAMILIES)
def test_places_without_an_address_are_left_out(family):
    assert navigation.for_family(family) == navigation.Menu([], [])


def test_a_visitor_has_no_menu():
    assert navigation.menu(None) == navigation.Menu([], [])


def test_every_place_has_a_picture_and_a_short_word():
    for place in navigation.PLACES.values():
        assert place.icon in icons()
        assert len(place.short) <= 10


def test_progress_of_a_directive_belongs_to_following(settings):
    path_of = {"progress": "/directives/7/progress/", "directives": "/directives/7/"}
    table = types.ModuleType("nested_addresses")
    table.urlpatterns = [
        path("directives/", _page, name="directives"),
        path("directives/progress/", _page, name="progress-overview"),
    ]
    settings.ROOT_URLCONF = table
    for key, address in path_of.items():
        menu = navigation.for_family("ministry", path=address)
        assert [item.label for item in menu.rail if item.current] == [navigation.PLACES[key].label]


def test_the_administrator_finds_who_signs_and_what_letters_bear():
    urls = [item.url for item in navigation.for_family("admin", path="/letters/marks/").rail]
    assert {"/letters/signing/", "/letters/marks/"} <= set(urls)


@pytest.mark.parametrize("page", ["signing", "marks"])
def test_what_the_rail_names_opens_for_the_administrator(page, as_user):
    answer = as_user("admin").get(f"/letters/{page}/")
    assert answer.status_code == 200
    assert 'aria-current="page"' in answer.content.decode().split('nav class="rail')[1].split("</nav>")[0]


def test_a_head_finds_both_from_the_letters(as_user):
    page = as_user("province24").get("/letters/").content.decode()
    assert "/letters/signing/" in page
    assert "/letters/marks/" in page
