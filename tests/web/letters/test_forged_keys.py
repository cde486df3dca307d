"""What no page of ours sends is not found or refused, and never breaks the page."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BEYOND = "9" * 30
ENDLESS = "9" * 5000
READ = [
    "/letters/post/?known={}",
    "/letters/post/?after={}",
    "/letters/write/?reply={}",
    "/letters/{}/",
    "/letters/circulars/?page={}",
]
SENT = [
    ("/letters/circulars/acknowledge/", "receipt"),
    ("/letters/store/waiting/", "letters"),
    ("/letters/store/handover/", "papers"),
    ("/letters/circulars/new/", "terms"),
    ("/letters/circulars/new/", "t0-areas"),
]


@pytest.mark.parametrize("key", [BEYOND, ENDLESS])
@pytest.mark.parametrize("address", READ)
def test_a_key_that_cannot_be_is_not_found(as_user, address, key):
    assert as_user("province24").get(address.format(key)).status_code in (200, 404)


@pytest.mark.parametrize("key", [BEYOND, ENDLESS])
@pytest.mark.parametrize(("address", "name"), SENT)
def test_a_forged_choice_chooses_nothing(as_user, address, name, key):
    assert as_user("province24").post(address, {name: [key]}).status_code in (302, 422)


@pytest.mark.parametrize("address", ["/letters/signing/?office=%00", "/letters/?q=%00", "/check/letter/%00/"])
def test_the_sign_no_database_keeps_is_refused_at_the_door(as_user, address):
    assert as_user("province24").get(address).status_code == 400
    assert as_user("province24").post("/saved/", {"page": "letters", "name": "\x00"}).status_code == 400
