"""Who signs for an office today, in which capacity, and what head that gives the letter.

The head follows the signature: signed for the governor, a provincial office's letter goes out from the city hall
(ศาลากลางจังหวัด); signed in own right, from the office (domain facts: saraban 0, points 2 and 3).
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from saan.accounts.models import User
from saan.accounts.policy import Actor
from saan.documents.queries import marks_of
from saan.documents.typesetting.letter import LetterSheet, Signature
from saan.kernel.dates import today
from saan.letters.drafting.sheet import kind_of
from saan.letters.models import SigningAuthority
from saan.letters.rules import LetterKind
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


def signature_of(office: Office, actor: Actor, kind: LetterKind = LetterKind.EXTERNAL) -> Signing:
    """The office's signing authority for the kind in force today; without one, the actor signs in their own post."""
    authority = authority_of(office, kind)
    name = authority.signer_name if authority else actor.full_name
    posts = tuple(authority.chain) if authority else (actor.appointment.position,)
    return Signing(name, posts, agency_of(office, posts), owner_of(office))


def authority_of(office: Office, kind: LetterKind) -> SigningAuthority | None:
    """The newest authority in force today whose order covers papers of the kind."""
    covering = Q(kinds=[]) | Q(kinds__contains=[str(kind)])
    found = in_force(office, today()).filter(covering).select_related("body")
    return found.order_by("-starts", "-pk").first()


def is_signer(account: User | None, name: str, user: User) -> bool:
    """Whether a user is the person of an authority; one without an account is known by the name."""
    if account is not None:
        return account.pk == user.pk
    return "".join(name.split()) == "".join(user.full_name.split())


def in_force(office: Office, day: date) -> QuerySet[SigningAuthority]:
    """The office's signing authorities on a Bangkok day: begun, not ended, not revoked by then."""
    standing = Q(ends__isnull=True) | Q(ends__gte=day)
    kept = Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
    return SigningAuthority.objects.filter(standing, kept, office=office, starts__lte=day)


def with_signature(sheet: LetterSheet, office: Office, actor: Actor) -> LetterSheet:
    """The sheet with all that is the office's own but number and date: head, signature, owner, marks, code."""
    signing = signature_of(office, actor, kind_of(sheet))
    return replace(
        with_marks(sheet, office),
        number=f"{office.letter_prefix}/",
        agency=signing.agency,
        signature=Signature(signing.name, signing.posts),
        owner=signing.owner,
    )


def with_marks(sheet: LetterSheet, office: Office) -> LetterSheet:
    """The sheet with the office's Garuda and seal, and its line at the foot where the sheet has none of its own."""
    marks = marks_of(office)
    return replace(sheet, garuda=marks.garuda, seal=marks.seal, slogan=sheet.slogan or marks.slogan)


def agency_of(office: Office, posts: tuple[str, ...]) -> tuple[str, ...]:
    """The head of an external letter: whose paper it is by the last post, and where that is."""
    foot = " ".join(part for part in (office.address_line2, office.postcode) if part)
    return tuple(line for line in (head_of(office, posts), office.address_line1, foot) if line)


def head_of(office: Office, posts: tuple[str, ...]) -> str:
    """The name in the head: the hall of whom it is signed for, else the office itself."""
    last = posts[-1] if posts else ""
    for post, hall in _HALLS.items():
        if last.startswith(post):
            return f"{hall}{last.removeprefix(post)}"
    return office.name


def owner_of(office: Office) -> tuple[str, ...]:
    """Who owns the matter, at the foot of a letter: the office, its telephone and its mail."""
    phone = f"โทร. {office.phone}" if office.phone else ""
    mail = f"ไปรษณีย์อิเล็กทรอนิกส์ {office.email}" if office.email else ""
    return tuple(line for line in (office.name, phone, mail) if line)
