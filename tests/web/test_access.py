"""The door of every page: who is let in, who is sent to sign in, and that looking never writes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.web.access import AccessMiddleware, needs, public, reading
from tests.factories.cast import PASSWORD

DOOR = AccessMiddleware(lambda request: HttpResponse())


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ไม่ควรเห็น")


def test_a_view_that_declares_nothing_is_refused(rf: RequestFactory) -> None:
    with pytest.raises(PermissionDenied):
        DOOR.process_view(rf.get("/"), undeclared, (), {})


def test_a_public_view_lets_everybody_in(rf: RequestFactory) -> None:
    assert DOOR.process_view(rf.get("/"), public(undeclared), (), {}) is None


def test_a_page_and_its_part_at_one_address_are_kept_apart(rf: RequestFactory, db: None) -> None:
    """A browser going back must not show the part it once fetched in place of the page."""
    request = rf.get("/")
    request.user = AnonymousUser()
    assert DOOR(request).headers["Vary"] == "HX-Request"


def test_looking_cannot_write(db: None) -> None:
    with pytest.raises(InternalError, match="read-only"), reading(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET full_name = 'แก้'")


def test_writing_goes_on_after_looking(db: None) -> None:
    with reading():
        assert User.objects.exists()
    assert User.objects.filter(username="province24").update(email="a@example.go.th") == 1


def test_the_signed_out_are_sent_to_sign_in(client, db: None) -> None:
    answer = client.get("/ledger/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in/?next=/ledger/"


def test_the_right_is_asked(as_user) -> None:
    answer = as_user("district2402").get("/ledger/")
    assert answer.status_code == 403
    assert "อ่านบันทึกการกระทำ" in answer.content.decode()


def test_works_for_the_auditor(as_user) -> None:
    assert as_user("auditor").get("/ledger/").status_code == 200


def test_without_a_post_in_force_nothing_opens(client, db: None) -> None:
    client.force_login(User.objects.create_user("ไม่มีตำแหน่ง", "x", full_name="นายว่าง ไม่มีตำแหน่ง"))
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "ไม่มีตำแหน่งที่มีผล" in answer.content.decode()


class TestSession:
    def test_signing_in_lands_at_the_first_place_of_the_role(self, client, db: None) -> None:
        answer = client.post("/sign-in/", {"username": "district2402", "password": PASSWORD}, follow=True)
        assert answer.redirect_chain[-1][0] == "/desk/"

    def test_a_wrong_password_does_not_say_which_was_wrong(self, client, db: None) -> None:
        answer = client.post("/sign-in/", {"username": "district2402", "password": "ผิด"})
        assert "ชื่อบัญชีหรือรหัสผ่านไม่ถูกต้อง" in answer.content.decode()

    def test_switching_to_another_of_ones_posts(self, as_user) -> None:
        client = as_user("province24")
        post = User.objects.get(username="province24").appointments.get(office__code="cdd-2401")
        client.post("/switch/", {"appointment": post.pk})
        assert "สำนักงานพัฒนาชุมชนอำเภอเมืองฉะเชิงเทรา" in client.get("/desk/").content.decode()

    def test_nobody_switches_to_another_persons_post(self, as_user) -> None:
        post = User.objects.get(username="ministry").appointments.get()
        assert as_user("district2402").post("/switch/", {"appointment": post.pk}).status_code == 404

    def test_signing_out_needs_a_post(self, as_user) -> None:
        client = as_user("district2402")
        assert client.get("/sign-out/").status_code == 405
        assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache"', "Back shows the next person nothing"
        assert client.get("/desk/").status_code == 302


def test_declared_views_keep_their_names() -> None:
    @needs(Permission.DESK_SEE)
    def looked(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert looked.__name__ == "looked"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_watchers_are_answered(client, db: None, address: str) -> None:
    assert client.get(address).status_code == 200
