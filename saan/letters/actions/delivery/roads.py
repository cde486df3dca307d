"""Which roads this installation has, and in whose name machines act on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from django.db import connection

from saan.accounts.models import Appointment, User
from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.letters.rules import Channel
from saan.letters.transport import EcmsPlace, EmailPlace, MailboxPlace, Misconfigured, Transport
from saan.letters.transport.ecms import Ecms
from saan.letters.transport.email import Email
from saan.organisations.models import Office

MACHINE = "exchange"
MACHINE_NAME = "ระบบรับส่งหนังสือ"


def road(channel: str) -> Transport | None:
    """The way of this channel, None where it is not set up. Raises Misconfigured with a Thai sentence."""
    if channel == Channel.EMAIL and settings.SAAN_EMAIL_URL:
        return _email(settings.SAAN_EMAIL_URL)
    if channel == Channel.ECMS and settings.SAAN_ECMS_URL:
        return ecms_road(settings.SAAN_ECMS_URL)
    return None


@lru_cache(maxsize=4)
def _email(url: str) -> Email:
    return Email(EmailPlace.of(url))


@lru_cache(maxsize=4)
def ecms_road(url: str) -> Ecms:
    """Kept, since it remembers the directory of the exchange."""
    return Ecms(EcmsPlace.of(url))


def mailbox_place() -> MailboxPlace | None:
    return MailboxPlace.of(settings.SAAN_IMAP_URL) if settings.SAAN_IMAP_URL else None


def ecms_place() -> EcmsPlace | None:
    return EcmsPlace.of(settings.SAAN_ECMS_URL) if settings.SAAN_ECMS_URL else None


def office_of(code: str, setting: str) -> Office:
    """The standing office that a setting names. Raises Misconfigured."""
    office = Office.objects.in_force(today()).filter(code=code).first()
    if office is None:
        raise Misconfigured(f"{setting} ระบุ office={code} แต่ไม่มีหน่วยงานรหัสนี้ในระบบ หรือสิ้นสุดไปแล้ว")
    return office


def machine_at(office: Office) -> Actor:
    """The machine as a registry clerk of the office. Nobody can sign in as it: no password, no appointment."""
    user = User.objects.filter(username=MACHINE).first()
    if user is None:
        unsigned = User(username=MACHINE, full_name=MACHINE_NAME)
        unsigned.set_unusable_password()
        user, _ = User.objects.get_or_create(
            username=MACHINE, defaults={"full_name": MACHINE_NAME, "password": unsigned.password}
        )
    post = Appointment(user=user, office=office, role="registry-clerk", position=MACHINE_NAME, starts=today())
    return Actor(user, post)


@contextmanager
def alone(work: str) -> Iterator[bool]:
    """True when nobody else does this work now, in any process; held until the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"saan.exchange.{work}"])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"saan.exchange.{work}"])
