"""What proves a letter later: who signed on what ground, the code on the paper, and the copy with its record inside."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from saan.accounts.policy import Actor
from saan.documents.actions import keep
from saan.documents.typesetting.letter import LetterSheet, archive_letter
from saan.kernel.dates import BANGKOK, now
from saan.kernel.labels import Labelled
from saan.letters.capacity import links_of
from saan.letters.drafting import fingerprint
from saan.letters.drafting.sheet import printed
from saan.letters.models import Letter, LetterFile, SigningAuthority
from saan.letters.queries.signing import authority_of, is_signer
from saan.letters.rules import FileRole, LetterKind
from saan.organisations.models import Office

PDF = "application/pdf"


SIGNED_HERE = "ลงนามในระบบ"
"""Printed where the hand would sign, when the signer signed with their own account."""


class SigningMethod(Labelled):
    """How a name came under a letter."""

    TYPED = "typed", "ลงนามในระบบด้วยบัญชีของผู้ลงนาม"
    INK = "ink", "ลงนามด้วยปากกาบนกระดาษ"
    BY_ORDER = "by-order", "ออกในนามผู้มีอำนาจลงนามตามคำสั่งที่บันทึกไว้"


def evidence(
    *,
    letter: Letter,
    name: str,
    posts: tuple[str, ...],
    authority: SigningAuthority | None,
    body: Office,
    by: Actor,
    method: SigningMethod,
) -> dict[str, Any]:
    """All that a later reader needs to judge the signature, copied so that no later change of a post touches it."""
    return {
        "name": name,
        "capacity_chain": [{"post": link.post, "as": link.capacity} for link in links_of(posts)],
        "posts": list(posts),
        "authority": authority.pk if authority else None,
        "order_reference": authority.order_reference if authority else "",
        "authority_starts": authority.starts.isoformat() if authority else None,
        "authority_ends": authority.ends.isoformat() if authority and authority.ends else None,
        "body": body.code,
        "body_name": body.name,
        "method": str(method),
        "signed_at": now().astimezone(BANGKOK).isoformat(timespec="seconds"),
        "recorded_by": by.username,
        "recorded_name": by.full_name,
        "recorded_in": by.appointment.position,
        "sha256": fingerprint(letter.content),
    }


def method_at_once(office: Office, kind: LetterKind, by: Actor) -> SigningMethod:
    """How a letter is signed that goes out in one act: by its signer, or by another on the order that is recorded."""
    authority = authority_of(office, kind)
    own = authority is None or is_signer(authority.signer, authority.signer_name, by.user)
    return SigningMethod.TYPED if own else SigningMethod.BY_ORDER


def evidence_at_once(*, letter: Letter, sheet: LetterSheet, body: Office, by: Actor) -> dict[str, Any]:
    """The same of a letter that is signed, numbered and sent in one act, as `signature_of` had it signed."""
    office, kind = letter.issuer, LetterKind(letter.kind)
    assert office is not None
    assert sheet.signature is not None
    return evidence(
        letter=letter, name=sheet.signature.name, posts=sheet.signature.posts,
        authority=authority_of(office, kind), body=body, by=by, method=method_at_once(office, kind, by),
    )  # fmt: skip


def verify_address(code: str) -> str:
    """Where anybody may ask whether a paper is what was issued; printed as text and as a QR code."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('check-letter', args=[code])}"


def record_of(letter: Letter) -> dict[str, Any]:
    """The letter as its archive copy carries it: what is printed, who signed on what ground, its number and day."""
    return {
        "kind": letter.kind,
        "number": letter.number,
        "date": letter.dated.isoformat() if letter.dated else None,
        "issuer": letter.issuer.code if letter.issuer else None,
        "issuer_name": letter.issuer_name,
        "subject": letter.subject,
        "verify_code": letter.verify_code,
        "printed": printed(letter.content),
        "signature": letter.signature,
    }


def archive(*, letter: Letter, sheet: LetterSheet, name: str, by: Actor) -> None:
    """Keep the paper as PDF/A-3 with its record inside."""
    data = archive_letter(sheet, record=record_of(letter), made_at=now())
    file = keep(data=data, name=name, media_type=PDF, by=by)
    LetterFile.objects.create(letter=letter, file=file, role=FileRole.ARCHIVE)
