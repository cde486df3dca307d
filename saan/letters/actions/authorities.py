"""Recording and revoking who may sign for an office. Rows are never removed: what was signed rests on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.models import User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.capacity import fault_of, is_delegated, lines_of, links_of
from saan.letters.models import SigningAuthority
from saan.letters.queries.signers import body_of, is_head
from saan.letters.rules import LetterKind
from saan.organisations.models import Office


@dataclass(frozen=True)
class Grant:
    """What an order says: who, in which capacities (a printed line each), which kinds (none is all), when."""

    signer_name: str
    chain: Sequence[str]
    order_reference: str
    starts: date
    ends: date | None = None
    kinds: Sequence[LetterKind] = ()
    signer: User | None = None


def may_manage(actor: Actor, office: Office) -> bool:
    """Whoever manages accounts of the office, or its head, in own right or acting."""
    if may(actor, Permission.ACCOUNTS_MANAGE, at=office):
        return True
    return actor.office.pk == office.pk and is_head(actor.appointment)


def record_authority(*, office: Office, grant: Grant, by: Actor) -> SigningAuthority:
    """Record an order that lets somebody sign. Refused: no name, a chain against the grammar, days the wrong way.

    Whoever acts or signs for a principal needs an order; only the holder of the last post itself does not.
    """
    _require(by, office)
    links = links_of(grant.chain)
    if not grant.signer_name.strip():
        raise Refused("กรอกชื่อและนามสกุลผู้ลงนามพร้อมคำนำหน้า", field="signer_name")
    if fault := fault_of(links):
        raise Refused(fault, field="chain")
    if (len(links) > 1 or is_delegated(links)) and not grant.order_reference.strip():
        raise Refused(
            "การลงนามแทนต้องมีเลขที่และวันที่ของคำสั่ง เช่น คำสั่งจังหวัด ที่ 1442/2566 ลว. 1 ก.ย. 2566",
            field="order_reference",
        )
    if grant.ends is not None and grant.ends < grant.starts:
        raise Refused("วันสิ้นสุดอยู่ก่อนวันเริ่ม ตรวจวันที่ในคำสั่งอีกครั้ง", field="ends")
    with transaction.atomic():
        made = SigningAuthority.objects.create(
            office=office, signer_name=" ".join(grant.signer_name.split()), chain=list(lines_of(links)),
            order_reference=" ".join(grant.order_reference.split()), starts=grant.starts, ends=grant.ends,
            signer=grant.signer, body=body_of(office, links), kinds=[str(each) for each in grant.kinds],
            recorded_at=now(), recorded_by=by.user,
        )  # fmt: skip
        summary = (
            f"บันทึกอำนาจลงนามของ{made.signer_name}: {' '.join(made.chain)} ตั้งแต่ {format_short(made.starts)}"
        )
        record(by=by, verb="letters.record_authority", of=made, summary=summary, order=made.order_reference)
    return made


def revoke_authority(*, authority: SigningAuthority, on: date, by: Actor) -> SigningAuthority:
    """End an authority from a day on. What was signed before stays signed. Stale when revoked already."""
    _require(by, authority.office)
    with transaction.atomic():
        held = SigningAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
        if held.revoked_on is not None:
            raise Stale(f"อำนาจลงนามนี้ถูกเพิกถอนไปแล้วเมื่อ {format_short(held.revoked_on)}")
        if on < max(held.starts, today()):
            raise Refused("วันเพิกถอนต้องเป็นวันนี้หรือหลังจากนี้ และไม่ก่อนวันเริ่ม หนังสือที่ลงนามแล้วยังมีผล", field="on")
        held.revoked_on = on
        held.save(update_fields=["revoked_on"])
        summary = f"เพิกถอนอำนาจลงนามของ{held.signer_name} ตั้งแต่ {format_short(on)}"
        record(by=by, verb="letters.revoke_authority", of=held, summary=summary)
    return held


def _require(by: Actor, office: Office) -> None:
    if not may_manage(by, office):
        raise PermissionDenied(f"บันทึกอำนาจลงนามของ{office}ได้เฉพาะหัวหน้าหน่วยงานและผู้จัดการบัญชี")
