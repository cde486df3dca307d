"""Signing: the authority is asked on the Bangkok day, and what was signed, by whom and on what ground is frozen."""

from dataclasses import replace

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.letters.actions.evidence import SIGNED_HERE, SigningMethod, evidence
from saan.letters.actions.making import held, refuse_unless, step
from saan.letters.actions.writing import approve, draft_of, refuse_unmended
from saan.letters.drafting import content_of, sheet_of
from saan.letters.models import Letter
from saan.letters.queries.signers import Signer, head_for, instead_of, signer_of
from saan.letters.rules import LetterKind, LetterState


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
        letter.signature = evidence(
            letter=letter, name=signer.name, posts=signer.posts, authority=signer.authority, body=signer.body,
            by=by, method=method,
        )  # fmt: skip
        step(letter=letter, event="sign", by=by, sha256=letter.signature["sha256"], method=str(method))
        letter.save(update_fields=["state", "content", "signature"])
    return letter


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
