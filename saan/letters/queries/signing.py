"""Who signs for an office today, in which capacity, and what head that gives the letter.

The head follows the signature: signed for the governor, a provincial office's letter goes out from the city hall
(ศาลากลางจังหวัด); signed in own right, from the office (domain facts: saraban 0, points 2 and 3).
"""

from dataclasses import dataclass

from django.db.models import Q

from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.letters.models import SigningAuthority
from saan.organisations.models import Office

GOVERNOR = "ผู้ว่าราชการจังหวัด"
CITY_HALL = "ศาลากลางจังหวัด"


@dataclass(frozen=True)
class Signing:
    """The name in brackets, one line per link of the capacity chain, the head of the letter and the owner's block."""

    name: str
    posts: tuple[str, ...]
    agency: tuple[str, ...]
    owner: tuple[str, ...]


def signature_of(office: Office, actor: Actor) -> Signing:
    """The office's signing authority in force today; without one, the actor signs in their own post."""
    day = today()
    authority = (
        SigningAuthority.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=day), office=office, starts__lte=day
        )
        .order_by("-starts", "-pk")
        .first()
    )
    name = authority.signer_name if authority else actor.full_name
    posts = tuple(authority.chain) if authority else (actor.appointment.position,)
    return Signing(name, posts, _agency(office, posts), _owner(office))


def _agency(office: Office, posts: tuple[str, ...]) -> tuple[str, ...]:
    for_governor = posts and posts[-1].startswith(GOVERNOR)
    head = f"{CITY_HALL}{posts[-1].removeprefix(GOVERNOR)}" if for_governor else office.name
    foot = " ".join(part for part in (office.address_line2, office.postcode) if part)
    return tuple(line for line in (head, office.address_line1, foot) if line)


def _owner(office: Office) -> tuple[str, ...]:
    phone = f"โทร. {office.phone}" if office.phone else ""
    mail = f"ไปรษณีย์อิเล็กทรอนิกส์ {office.email}" if office.email else ""
    return tuple(line for line in (office.name, phone, mail) if line)
