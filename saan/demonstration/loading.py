"""Loading the demonstration: places, offices, cast, producers, and the story. Done once; what is there is kept."""

from datetime import date

from django.core.management import call_command
from django.db import transaction

from saan.accounts.cast import STARTS, UNIT_CAST, appoint_cast
from saan.demonstration.people import actor
from saan.demonstration.producers import plant
from saan.demonstration.stories import STORIES
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.letters.models import Letter, SigningAuthority
from saan.organisations.actions import load_units
from saan.organisations.models import Office
from saan.registry.actions.scale_rounds import load_rounds
from saan.registry.models import Producer, ProducerAccount
from saan.registry.rules import ProducerKind

PROVINCE = 24


def load_ground(*, password: str) -> None:
    """Reference data and the cast, with who signs for the offices of the demonstration."""
    if not Office.objects.exists():
        call_command("load_places", verbosity=0)
        call_command("load_offices", verbosity=0)
    appoint_cast(password=password)
    load_units(by=actor("admin"))
    appoint_cast(password=password, members=UNIT_CAST)
    load_rounds()
    _addresses()
    _signers()


def load_registry(*, until: date | None = None) -> None:
    """Fictitious producers of earlier years; only into an empty registry."""
    if not Producer.objects.exists():
        province = Area.objects.get(pk=PROVINCE)
        plant(province=province, until=until or today(), by=actor("admin"))
        _producer_account()


def load_stories() -> None:
    """The letters in the middle of their way, all or none; only where no letter is yet."""
    if not Letter.objects.exists():
        with transaction.atomic():
            for tell in STORIES:
                tell(today())


def _addresses() -> None:
    """An invented street and number; the real directory is the office's own to enter."""
    offices = Office.objects.filter(line="cdd", lo__gte=PROVINCE * 10_000, hi__lt=(PROVINCE + 1) * 10_000)
    offices.filter(address_line1="").update(
        address_line1="ถนนตัวอย่าง", address_line2="ฉช", postcode="24000", phone="0 3800 0000"
    )
    Office.objects.filter(code="lao-p-240101", letter_prefix="").update(letter_prefix="ฉช 70101")


def _signers() -> None:
    posts = ["พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา"]
    chain = ["นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ รักษาการแทน", *posts]
    office, signer = Office.objects.get(code=f"cdd-{PROVINCE}"), actor("province24").user
    if not SigningAuthority.objects.filter(office=office, signer_name=signer.full_name).exists():
        SigningAuthority.objects.create(
            office=office, signer_name=signer.full_name, signer=signer, chain=chain, starts=STARTS,
            order_reference="คำสั่งสมมติที่ 1/2566", body=office.issuing_body,
        )  # fmt: skip


def _producer_account() -> None:
    """The cast's producer speaks for the first group of their district."""
    owner = actor("producer")
    group = Producer.objects.filter(kind=ProducerKind.GROUP, office=owner.office).order_by("pk").first()
    if group:
        ProducerAccount.objects.get_or_create(producer=group, user=owner.user)
