"""The door of every page: each view declares who may enter; a view that declares nothing is refused.

Safe methods run in a read-only transaction with one snapshot, so a GET cannot write and the figures of a page agree.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.refusals import Refused, Stale
from saan.web import errors

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION_KEY = "appointment"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a view asks of its visitor: nobody in particular, a signed-in person, or an actor with a permission."""

    kind: Literal["public", "person", "actor"]
    permission: Permission | None = None


@contextmanager
def reading() -> Iterator[None]:
    """One read-only snapshot. Inside another transaction (a test's) only the read-only part holds."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if outermost:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            else:
                cursor.execute("SET TRANSACTION READ ONLY")
        yield


def _declared(view: View, access: Access) -> View:
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE:
            return view(request, *args, **kwargs)
        with reading():
            response = view(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    entered.access = access  # type: ignore[attr-defined]
    return entered


def public(view: View) -> View:
    """Everybody may see this page."""
    return _declared(view, Access("public"))


def signed_in(view: View) -> View:
    """Whoever has signed in, even without an appointment in force."""
    return _declared(view, Access("person"))


def needs(permission: Permission) -> Callable[[View], View]:
    """An actor whose role holds the permission; the view itself narrows which rows by the policy."""

    def declare(view: View) -> View:
        return _declared(view, Access("actor", permission))

    return declare


def _holds_nul(request: HttpRequest) -> bool:
    """Whether the address or the form holds the sign that no keyboard types and no database keeps."""
    sent = (value for part in (request.GET, request.POST) for _, values in part.lists() for value in values)
    return "\x00" in request.path or any("\x00" in value for value in sent)


def actor_of(request: HttpRequest) -> Actor | None:
    """The person at the office they chose last, or at their first appointment in force."""
    if not request.user.is_authenticated:
        return None
    posts = (
        request.user.appointments.in_force()
        .select_related("office", "office__area", "office__parent")
        .order_by("pk")
    )
    chosen = request.session.get(SESSION_KEY)
    post = next((post for post in posts if post.pk == chosen), None) or next(iter(posts), None)
    return Actor(request.user, post) if post else None


class AccessMiddleware:
    """Puts `request.actor` in place and asks what the view declared."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 405:
            response = errors.not_allowed(request)
        patch_vary_headers(
            response, ["HX-Request"]
        )  # one address, a page or its part: Back must not mix them up
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if _holds_nul(request):
            return errors.bad_request(request)
        access: Access | None = getattr(view, "access", None)
        if access is None:
            raise PermissionDenied("หน้านี้ยังไม่ได้ประกาศว่าใครเข้าได้ จึงปิดไว้")
        if access.kind == "public":
            return None
        if not request.user.is_authenticated:
            return self._stopped_at_the_door(request)
        if access.kind == "actor":
            self._require(request, access)
        return None

    @staticmethod
    def _stopped_at_the_door(request: HttpRequest) -> HttpResponse:
        """To the sign-in page; what was sent, or asked for by a part of a page, is answered where it stands."""
        if request.method in SAFE and not request.headers.get("HX-Request"):
            return redirect_to_login(request.get_full_path())
        return errors.signed_out(request)

    @staticmethod
    def _require(request: HttpRequest, access: Access) -> None:
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is None:
            raise PermissionDenied("บัญชีของท่านไม่มีตำแหน่งที่มีผลในวันนี้ โปรดติดต่อผู้ดูแลระบบของหน่วยงาน")
        assert access.permission is not None
        require(actor, access.permission)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Stale):
            return errors.stale(request, error)
        if isinstance(error, Refused):
            return errors.refused(request, error)
        return None
