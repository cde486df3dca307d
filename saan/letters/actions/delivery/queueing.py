"""Queueing a letter for addressees outside: several addressees are several sendings, each with its own id for ever."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import now, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.letters.actions.delivery.roads import road
from saan.letters.models import Consignment, Letter, Notice
from saan.letters.queries import original_of
from saan.letters.rules import Channel, ConsignmentState, Direction, LetterState, NoticeKind
from saan.letters.transport import Misconfigured
from saan.organisations.models import Office

REGISTRY = Permission.LETTERS_RECEIVE
"""Sending a numbered letter is the registry's work (Regulation, clause 43), as receiving is."""
MOST_AT_ONCE = 2000
ROADS = (Channel.EMAIL, Channel.ECMS)


@dataclass(frozen=True)
class Addressee:
    """Where a letter goes: the address on the road, and the office of it where Saan knows one."""

    address: str
    office: Office | None


def consign(*, letter: Letter, channel: Channel, to: Sequence[str | Office], by: Actor) -> list[Consignment]:
    """Queue the letter for each addressee; it goes with the next round of sending.

    An addressee is an office, its name or code, an e-mail address, or an e-CMS organisation code. Where a former
    sending was rejected or called wrong, this is its next version. Refused: not numbered, recalled, secret, a road that
    is not set up, an address that cannot be, or somebody it was sent to already. All or nothing.
    """
    _refuse_letter(letter, by)
    _refuse_road(letter, channel)
    addressees = _addressees(to, channel)
    with transaction.atomic():
        held = Letter.objects.select_for_update().get(pk=letter.pk)
        _refuse_state(held)
        queued = [_queue(held, channel, each, by) for each in addressees]
        if held.state == LetterState.NUMBERED:
            held.state = LetterState.SENT
            held.save(update_fields=["state"])
            letter.state = held.state
        names = ", ".join(each.address for each in queued[:5]) + (" …" if len(queued) > 5 else "")
        summary = f"สั่งส่งหนังสือ {letter.number} ทาง{channel.label}ถึง {len(queued):,} ราย: {names}"
        record(by=by, verb="letters.consign", of=letter, summary=summary, channel=channel.value)
    return queued


def _refuse_letter(letter: Letter, by: Actor) -> None:
    if letter.direction != Direction.OUTGOING or letter.issuer is None:
        raise Refused("ส่งออกได้เฉพาะหนังสือที่หน่วยงานออกเอง หนังสือที่รับมาให้ส่งต่อด้วยหนังสือนำส่งของหน่วยงาน")
    require(by, REGISTRY, at=letter.issuer)
    _refuse_state(letter)
    if letter.secrecy:
        raise Refused("หนังสือมีชั้นความลับ ส่งทางนี้ไม่ได้ ให้ส่งตามระเบียบการรักษาความลับของทางราชการ")
    if original_of(letter) is None:
        raise Refused("หนังสือฉบับนี้ไม่มีแฟ้มฉบับลงเลข จึงไม่มีสิ่งที่จะส่ง")


def _refuse_state(letter: Letter) -> None:
    if letter.state not in (LetterState.NUMBERED, LetterState.SENT):
        state = letter.get_state_display()
        raise Refused(f"หนังสือฉบับนี้อยู่ในสถานะ “{state}” ส่งได้เมื่อออกเลขแล้วและยังไม่ถูกเรียกคืน")


def _refuse_road(letter: Letter, channel: Channel) -> None:
    if channel not in ROADS:
        raise Refused("เลือกทางส่งเป็นไปรษณีย์อิเล็กทรอนิกส์หรือ e-CMS", field="channel")
    try:
        found = road(channel)
    except Misconfigured as error:
        raise Refused(f"การตั้งค่าทาง{channel.label}ไม่ถูกต้อง: {error}", field="channel") from error
    if found is None:
        raise Refused(f"ยังไม่ได้ตั้งค่าการส่งทาง{channel.label} โปรดแจ้งผู้ดูแลระบบ", field="channel")
    if channel == Channel.ECMS and not letter.issuer.ecms_code:
        raise Refused(f"{letter.issuer}ยังไม่มีรหัสหน่วยงานใน e-CMS โปรดแจ้งผู้ดูแลระบบให้กรอกก่อน", field="channel")


def _addressees(to: Sequence[str | Office], channel: Channel) -> list[Addressee]:
    wanted = [each if isinstance(each, Office) else each.strip() for each in to]
    wanted = [each for each in wanted if each]
    if not wanted:
        raise Refused("ยังไม่มีผู้รับ กรอกอีเมล รหัส หรือชื่อหน่วยงาน บรรทัดละหนึ่งราย", field="to")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(f"ส่งได้ครั้งละไม่เกิน {MOST_AT_ONCE:,} ราย ให้แบ่งส่งหลายครั้ง", field="to")
    found = {each.address.lower(): each for each in (_addressee(each, channel) for each in wanted)}
    return list(found.values())


def _addressee(wanted: str | Office, channel: Channel) -> Addressee:
    if isinstance(wanted, Office):
        return _of_office(wanted, channel)
    if channel == Channel.EMAIL and "@" in wanted:
        try:
            validate_email(wanted)
        except ValidationError as error:
            raise Refused(f"“{wanted}” ไม่ใช่ที่อยู่อีเมลที่ใช้ได้ ตรวจตัวสะกดแล้วกรอกใหม่", field="to") from error
        return Addressee(wanted, Office.objects.in_force(today()).filter(email__iexact=wanted).first())
    if channel == Channel.ECMS and wanted.isascii() and wanted.isalnum():
        return Addressee(wanted, Office.objects.in_force(today()).filter(ecms_code=wanted).first())
    return _of_office(_named(wanted), channel)


def _named(words: str) -> Office:
    standing = Office.objects.in_force(today())
    found = list(standing.filter(code=words)[:1]) or list(standing.filter(name=words)[:2])
    if len(found) != 1:
        why = (
            "มีหลายหน่วยงานชื่อนี้ ให้กรอกรหัสหน่วยงานแทน"
            if found
            else "ไม่พบหน่วยงานชื่อหรือรหัสนี้ ตรวจตัวสะกด หรือกรอกอีเมลแทน"
        )
        raise Refused(f"“{words}”: {why}", field="to")
    return found[0]


def _of_office(office: Office, channel: Channel) -> Addressee:
    address = office.email if channel == Channel.EMAIL else office.ecms_code
    if not address:
        lacks = "อีเมลกลาง" if channel == Channel.EMAIL else "รหัสหน่วยงานใน e-CMS"
        raise Refused(f"{office}ยังไม่มี{lacks}ในระบบ ให้กรอกที่อยู่เองหรือเลือกทางอื่น", field="to")
    return Addressee(address, office)


def _queue(letter: Letter, channel: Channel, to: Addressee, by: Actor) -> Consignment:
    former = (
        letter.consignments.filter(channel=channel, address__iexact=to.address).order_by("version").last()
    )
    if former and former.state not in (ConsignmentState.REJECTED, ConsignmentState.INVALID):
        state = former.get_state_display()
        raise Refused(
            f"ส่งถึง {former.address} ทางนี้แล้ว สถานะ “{state}” หากจะส่งซ้ำให้กด “ส่งอีกครั้ง” ที่รายการเดิม", field="to"
        )
    if former and channel == Channel.ECMS:
        Notice.objects.get_or_create(
            consignment=former,
            kind=NoticeKind.WITHDRAWN,
            number="",
            defaults={"office": letter.issuer, "channel": channel, "next_try": now()},
        )
    return Consignment.objects.create(
        letter=letter, office=to.office, channel=channel, address=former.address if former else to.address,
        version=former.version + 1 if former else 1, next_try=now(), queued_by=by.user,
    )  # fmt: skip
