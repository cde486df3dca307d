"""Writing a letter: a draft of the office, saved as often as one likes, proposed, returned, approved.

Signing, numbering and sending follow in `signing` and `issuing`. A draft belongs to its office: whoever prepares
letters there may go on with it. Two writers of one draft: who saves second is told (Stale) and nothing is lost.
"""

from dataclasses import replace

from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.documents.actions import keep
from saan.documents.models import StoredFile
from saan.documents.queries import marks_of
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.letters.actions.making import held, reason, refuse_unless, step
from saan.letters.drafting import RULINGS, WRITTEN, Draft, checks_of, content_of, sheet_of
from saan.letters.drafting.sheet import Head
from saan.letters.models import Letter, LetterFile
from saan.letters.queries.secrecy import why_refused
from saan.letters.queries.signers import head_for, signer_of, signers_of
from saan.letters.queries.signing import agency_of, owner_of
from saan.letters.rules import Direction, FileRole, LetterKind, LetterState
from saan.organisations.models import Office

OPEN = frozenset({LetterState.DRAFT, LetterState.RETURNED})
"""States in which the words may change."""
LARGEST_ENCLOSURE = 30 * 1024 * 1024


def draft(
    *, kind: LetterKind, by: Actor, first: Draft | None = None, reply_to: Letter | None = None
) -> Letter:
    """Begin a letter of the actor's office; `first` brings choices along, as from the letter that is answered."""
    require(by, Permission.LETTERS_PREPARE)
    if kind not in WRITTEN:
        raise Refused(f"{kind.label}ร่างในระบบไม่ได้ เลือกชนิดหนังสือจากรายการ", field="kind")
    with transaction.atomic():
        begun = replace(first or Draft(kind=kind), kind=kind, version=1)
        begun = (
            begun if begun.slogan or kind in RULINGS else replace(begun, slogan=marks_of(by.office).slogan)
        )
        begun = begun if begun.signer else replace(begun, signer=_likely_signer(kind, by))
        letter = Letter(
            direction=Direction.OUTGOING,
            state=LetterState.DRAFT,
            issuer=by.office,
            reply_to=reply_to,
            created_by=by.user,
        )
        _lay(letter, begun)
        letter.save()
        record(by=by, verb="letters.draft", of=letter, summary=f"เริ่มร่าง{kind.label}")
    return letter


def _likely_signer(kind: LetterKind, by: Actor) -> str:
    """The writer, where they may sign such a paper themselves, else the newest authority; empty where nobody may."""
    signers = signers_of(by.office, kind)
    own = [each for each in signers if each.is_person(by.user)]
    return (own or signers)[0].key if signers else ""


def save(*, letter: Letter, told: Draft, by: Actor) -> Letter:
    """Keep what was typed; `told.version` is the version it was typed on. Saving the same words again does nothing.

    A page whose last answer was lost on the way may go on: what stands there is its own. Stale: another page saved
    meanwhile, or the letter went on to another state. Refused: a level of secrecy. The ledger tells of the first
    saving of each opened page, not of every pause in typing.
    """
    require(by, Permission.LETTERS_PREPARE, at=letter.issuer)
    if told.secrecy:
        raise Refused(why_refused(told.secrecy, by.office), field="secrecy")
    with transaction.atomic():
        letter = held(letter)
        now = draft_of(letter)
        _refuse_closed(letter)
        if told.says_as(now):
            return letter
        answer_lost = bool(told.page) and told.page == now.page
        if now.version != told.version and not answer_lost:
            raise Stale("มีผู้บันทึกร่างนี้หลังจากท่านเปิดหน้า ข้อความของท่านยังอยู่ในหน้านี้ คัดลอกไว้แล้วเปิดร่างล่าสุด")
        _lay(letter, told.saved(now.version + 1))
        letter.save()
        if not answer_lost:
            record(
                by=by, verb="letters.edit_draft", of=letter, summary=f"แก้ร่าง{letter}", version=now.version + 1
            )
    return letter


def draft_of(letter: Letter) -> Draft:
    """The writer's choices of a letter made here. Refused: a letter that was not written by this way."""
    told = letter.content.get("writing")
    if told is None:
        raise Refused("หนังสือฉบับนี้ไม่ได้ร่างในหน้าร่างหนังสือ")
    return Draft.from_json(told)


def enclose(*, letter: Letter, data: bytes, name: str, media_type: str, by: Actor) -> StoredFile:
    """Keep a file that goes with the letter; the draft then names it among its enclosures."""
    require(by, Permission.LETTERS_PREPARE, at=letter.issuer)
    if not data:
        raise Refused(f"แฟ้ม {name} ว่างเปล่า เลือกแฟ้มใหม่", field="file")
    if len(data) > LARGEST_ENCLOSURE:
        raise Refused(
            f"แฟ้ม {name} ใหญ่เกิน {LARGEST_ENCLOSURE // 1024 // 1024} MB แบ่งเป็นหลายแฟ้มแล้วแนบใหม่", field="file"
        )
    with transaction.atomic():
        letter = held(letter)
        _refuse_closed(letter)
        file = keep(data=data, name=name, media_type=media_type, by=by)
        LetterFile.objects.create(letter=letter, file=file, role=FileRole.ENCLOSURE)
        record(by=by, verb="letters.enclose", of=letter, summary=f"แนบ {name} กับร่าง{letter}")
    return file


def propose(*, letter: Letter, by: Actor, note: str = "") -> Letter:
    """Lay a draft before those who review and sign. Refused while something must still be mended."""
    require(by, Permission.LETTERS_PREPARE, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "propose")
        refuse_unmended(letter)
        step(letter=letter, event="propose", by=by, note=" ".join(note.split()))
        letter.save(update_fields=["state"])
    return letter


def give_back(*, letter: Letter, note: str, by: Actor) -> Letter:
    """Return a letter to its writer with a reason; a signature under it is void from now on."""
    require(by, Permission.LETTERS_WRITE, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "return")
        void = letter.signature
        step(letter=letter, event="return", by=by, note=reason(note, "ส่งกลับ"), void=void)
        letter.signature = None
        letter.save(update_fields=["state", "signature"])
    return letter


def approve(*, letter: Letter, by: Actor) -> Letter:
    """Pass a proposed letter, or one's own draft, for signing."""
    require(by, Permission.LETTERS_WRITE, at=letter.issuer)
    with transaction.atomic():
        letter = held(letter)
        refuse_unless(letter, "approve")
        refuse_unmended(letter)
        step(letter=letter, event="approve", by=by)
        letter.save(update_fields=["state"])
    return letter


def refuse_unmended(letter: Letter) -> None:
    """Refused with the first thing to mend, at its field, and how many there are."""
    faults = [check for check in checks_of(draft_of(letter)) if check.stops]
    if faults:
        more = f" (ยังต้องแก้ทั้งหมด {len(faults)} จุด)" if len(faults) > 1 else ""
        raise Refused(f"{faults[0].says}{more}", field=faults[0].field)


def _refuse_closed(letter: Letter) -> None:
    if letter.state not in OPEN:
        state = letter.get_state_display()
        raise Stale(f"หนังสือฉบับนี้{state} จึงแก้ข้อความไม่ได้ ต้องส่งกลับแก้ก่อน")


def _lay(letter: Letter, told: Draft) -> None:
    """Copy the choices into the row: the printed sheet, and the columns that lists and searching use."""
    office = letter.issuer
    assert office is not None
    letter.kind, letter.subject, letter.urgency = (
        told.kind,
        " ".join(told.subject.split())[:500],
        told.urgency,
    )
    letter.circular = told.circular
    letter.addressees = [] if told.kind in RULINGS or not told.addressee.strip() else [told.addressee.strip()]
    sheet = sheet_of(told, head_of_draft(told, office))
    letter.issuer_name, letter.content = (sheet.agency or (office.name,))[0][:300], content_of(told, sheet)


def head_of_draft(told: Draft, office: Office) -> Head:
    """The head its chosen signer gives; the office's own while nobody is chosen."""
    signer = signer_of(office, told.signer, told.kind) if told.signer else None
    if signer is None:
        return Head(agency_of(office, ()), "", (), owner_of(office))
    return head_for(signer, told.kind)
