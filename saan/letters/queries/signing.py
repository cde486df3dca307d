"""Who signs for an office today, in which capacity, and what head that gives the letter.

The head follows the signature: signed for the governor, a provincial office's letter goes out from the city hall
(ศาลากลางจังหวัด); signed in own right, from the office (domain facts: saraban 0, points 2 and 3).
"""

from dataclasses import dataclass, replace

from django.db.models import Q

from saan.accounts.policy import Actor
from saan.documents.typesetting.letter import LetterSheet, Signature
from saan.kernel.dates import today
from saan.letters.models import SigningAuthority
from saan.organisations.models import Office

_HALLS = {"ผู้ว่าราชการจังหวัด": "ศาลากลางจังหวัด", "นายอำเภอ": "ที่ว่าการอำเภอ"}
"""For whom a letter is signed, and from where it then goes out; the name of the place follows both."""


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


def with_signature(sheet: LetterSheet, office: Office, actor: Actor) -> LetterSheet:
    """The sheet with all that is the office's own but number and date: head, signature, owner, the code before "/"."""
    signing = signature_of(office, actor)
    return replace(
        sheet,
        number=f"{office.letter_prefix}/",
        agency=signing.agency,
        signature=Signature(signing.name, signing.posts),
        owner=signing.owner,
    )


def _agency(office: Office, posts: tuple[str, ...]) -> tuple[str, ...]:
    foot = " ".join(part for part in (office.address_line2, office.postcode) if part)
    return tuple(line for line in (_head(office, posts), office.address_line1, foot) if line)


def _head(office: Office, posts: tuple[str, ...]) -> str:
    last = posts[-1] if posts else ""
    for post, hall in _HALLS.items():
        if last.startswith(post):
            return f"{hall}{last.removeprefix(post)}"
    return office.name


def _owner(office: Office) -> tuple[str, ...]:
    phone = f"โทร. {office.phone}" if office.phone else ""
    mail = f"ไปรษณีย์อิเล็กทรอนิกส์ {office.email}" if office.email else ""
    return tuple(line for line in (office.name, phone, mail) if line)
