"""What people keep for themselves, and the account a producer opens. A saved list is its owner's business: the ledger
tells that it was kept, renamed or forgotten, never its name; of an account opened tells whoever asked for it."""

import re
from datetime import timedelta

from django.db import IntegrityError, transaction

from saan.accounts.models import Appointment, SavedView, User
from saan.accounts.policy import Actor
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.organisations.models import Office

MOST_VIEWS = 50
LEAST_PASSWORD = 10
MOST_AN_HOUR = 30
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{3,29}")
_NAMED = "กรอกชื่อรายการ เช่น หนังสือด่วนเดือนนี้"


def save_view(*, page: str, name: str, query: str, by: Actor) -> SavedView:
    """Keep a page's address query under a name. Refused: no name, a name taken, too many, an address too long."""
    if not name.strip():
        raise Refused(_NAMED, field="name")
    if len(query) > 1000:
        raise Refused("ตัวกรองยาวเกินกว่าจะบันทึกได้ ลดคำค้นแล้วลองอีกครั้ง", field="name")
    if SavedView.objects.filter(user=by.user, page=page).count() >= MOST_VIEWS:
        raise Refused(f"บันทึกได้ไม่เกิน {MOST_VIEWS} รายการ ลบรายการที่ไม่ใช้ก่อน", field="name")
    view = SavedView(user=by.user, page=page, name=name.strip()[:100], query=query)
    return _written(view, by, "accounts.save_view", "บันทึกรายการที่ใช้บ่อย")


def rename_view(*, view: SavedView, name: str, by: Actor) -> SavedView:
    """Give a saved list another name. Refused: no name, a name taken."""
    if not name.strip():
        raise Refused(_NAMED, field="name")
    view.name = name.strip()[:100]
    return _written(view, by, "accounts.rename_view", "เปลี่ยนชื่อรายการที่ใช้บ่อย")


def remove_view(*, view: SavedView, by: Actor) -> None:
    """Forget a saved list; what it listed is not touched."""
    with transaction.atomic():
        record(by=by, verb="accounts.remove_view", of=view, summary="ลบรายการที่ใช้บ่อย", page=view.page)
        view.delete()


def _written(view: SavedView, by: Actor, verb: str, summary: str) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
            record(by=by, verb=verb, of=view, summary=summary, page=view.page)
    except IntegrityError as taken:
        raise Refused(f"มีรายการชื่อ “{view.name}” อยู่แล้ว ตั้งชื่ออื่น", field="name") from taken
    return view


def open_producer_account(*, office: Office, full_name: str, username: str, password: str) -> Appointment:
    """A person's own account as a producer at a district office; it may do nothing but hand in their application.

    Refused at the field: a name taken or unreadable, a password too short or equal to the name, and where more
    accounts were opened at the office within an hour than people come in one (so that a program cannot fill it).
    """
    name, person = username.strip().casefold(), " ".join(full_name.split())
    if not _USERNAME.fullmatch(name):
        raise Refused("ชื่อบัญชีใช้ตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด 4 ถึง 30 ตัว เช่น somsri.weave", field="username")
    if len(person) < 4 or len(person) > 200:
        raise Refused("กรอกชื่อและนามสกุล", field="full_name")
    if len(password) < LEAST_PASSWORD or password.casefold() == name:
        raise Refused(f"รหัสผ่านต้องมีอย่างน้อย {LEAST_PASSWORD} ตัว และไม่เหมือนชื่อบัญชี", field="password")
    with transaction.atomic():
        Office.objects.select_for_update(no_key=True, of=("self",)).get(pk=office.pk)
        since = now() - timedelta(hours=1)
        opened = Appointment.objects.filter(
            office=office, role="producer", user__created_at__gte=since
        ).count()
        if opened >= MOST_AN_HOUR:
            raise Refused("มีผู้สมัครที่อำเภอนี้มากผิดปกติในชั่วโมงนี้ โปรดลองใหม่ภายหลัง หรือติดต่อสำนักงานพัฒนาชุมชนอำเภอ")
        if User.objects.filter(username__iexact=name).exists():
            raise Refused(f"มีผู้ใช้ชื่อบัญชี “{name}” แล้ว ตั้งชื่ออื่น", field="username")
        user = User.objects.create_user(name, password, full_name=person)
        return Appointment.objects.create(
            user=user, office=office, role="producer", position="ผู้ผลิต ผู้ประกอบการ", starts=today()
        )
