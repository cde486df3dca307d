"""Signing: the authority is asked on the Bangkok day, and what was signed, by whom and on what ground is frozen."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import BANGKOK, now, today
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused
from saan.letters.actions.making import held, refuse_unless, step
from saan.letters.actions.writing import approve, draft_of, refuse_unmended
from saan.letters.drafting import content_of, fingerprint, sheet_of
from saan.letters.models import Letter
from saan.letters.queries.signers import Signer, head_for, instead_of, signer_of
from saan.letters.rules import LetterKind, LetterState

SIGNED_HERE = "ลงนามในระบบ"
"""Printed where the hand would sign, when the signer signed with their own account."""


class SigningMethod(Labelled):
    """How a name came under a letter."""

    TYPED = "typed", "ลงนามในระบบด้วยบัญชีของผู้ลงนาม"
    INK = "ink", "ลงนามด้วยปากกาบนกระดาษ"


def sign(*, letter: Letter, by: Actor, method: SigningMethod = SigningMethod.TYPED) -> Letter:
    """Sign in the capacity the draft names. In the system only the signer may; ink is recorded by whoever may sign.

    A head who writes alone signs the draft at once: it passes as approved on the way. Refused, with who may sign
    instead: an authority not in force, revoked, not for this kind, or a chain against the grammar.
    """
    require(by, Permission.LETTERS_WRITE, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        signer = _refuse_signer(letter, by, method)
        if letter.state == LetterState.DRAFT:
            letter = held(approve(letter=letter, by=by))
        refuse_unless(letter, "sign")
        refuse_unmended(letter)
        told = draft_of(letter)
        note = SIGNED_HERE if method == SigningMethod.TYPED and told.kind != LetterKind.STAMPED else ""
        sheet = replace(sheet_of(told, head_for(signer, told.kind)), signed_note=note)
        letter.content = content_of(told, sheet)
        letter.signature = evidence_of(letter, signer, by, method)
        step(letter=letter, event="sign", by=by, sha256=letter.signature["sha256"], method=str(method))
        letter.save(update_fields=["state", "content", "signature"])
    return letter


def evidence_of(letter: Letter, signer: Signer, by: Actor, method: SigningMethod) -> dict[str, Any]:
    """All that a later reader needs to judge the signature, copied so that no later change of a post touches it."""
    authority = signer.authority
    return {
        "name": signer.name,
        "capacity_chain": [{"post": link.post, "as": link.capacity} for link in signer.links],
        "posts": list(signer.posts),
        "authority": authority.pk if authority else None,
        "order_reference": signer.reference,
        "authority_starts": authority.starts.isoformat() if authority else None,
        "authority_ends": authority.ends.isoformat() if authority and authority.ends else None,
        "body": signer.body.code,
        "body_name": signer.body.name,
        "method": str(method),
        "signed_at": now().astimezone(BANGKOK).isoformat(timespec="seconds"),
        "recorded_by": by.username,
        "recorded_name": by.full_name,
        "recorded_in": by.appointment.position,
        "sha256": fingerprint(letter.content),
    }


def _refuse_signer(letter: Letter, by: Actor, method: SigningMethod) -> Signer:
    told, office = draft_of(letter), letter.issuer
    assert office is not None
    kind = LetterKind(letter.kind)
    signer = signer_of(office, told.signer, kind, day=today()) if told.signer else None
    instead = instead_of(office, kind, told.signer)
    if signer is None:
        raise Refused(f"ยังไม่ได้เลือกผู้ลงนาม หรือผู้ที่เลือกไม่มีตำแหน่งนี้แล้ว {instead}", field="signer")
    if signer.why_not:
        raise Refused(f"{signer.why_not} {instead}", field="signer")
    if method == SigningMethod.TYPED and not signer.is_person(by.user):
        raise Refused(
            f"ผู้ลงนามคือ{signer.name} ท่านลงนามแทนในระบบไม่ได้ ถ้าลงนามบนกระดาษแล้วให้เลือก “{SigningMethod.INK.label}”",
            field="method",
        )
    return signer
