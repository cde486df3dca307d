"""The composer and the way of a letter as their templates need them."""

import secrets
from dataclasses import dataclass, field

from typst import TypstError

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.kernel.dates import be_year, today
from saan.letters.actions.issuing import register_for
from saan.letters.actions.making import EVENTS
from saan.letters.actions.writing import OPEN, draft_of
from saan.letters.drafting import RULINGS, Check, Draft, checks_of
from saan.letters.drafting.phrases import conclusions, openers, purposes, units
from saan.letters.models import Letter, LetterStep, Register, RegisterEntry
from saan.letters.numbering import printed_number, runs_in_own_register
from saan.letters.queries.signers import Signer, all_signers
from saan.letters.rules import FileRole, LetterKind, LetterState
from saan.organisations.models import Office
from saan.web.office.writing.forms import ComposeForm
from saan.web.office.writing.preview import pages_of

STEPS = "ร่าง|ตรวจ|ลงนาม|ออกเลข|ส่ง"
_PLACE = {
    LetterState.DRAFT: 1,
    LetterState.RETURNED: 1,
    LetterState.IN_REVIEW: 2,
    LetterState.APPROVED: 3,
    LetterState.SIGNED: 4,
    LetterState.NUMBERED: 5,
    LetterState.SENT: 6,
}


@dataclass(frozen=True)
class Receiver:
    """An office it goes to; `ended` where it can no longer get letters."""

    office: Office
    ended: bool


@dataclass(frozen=True)
class Problem:
    """A refusal with the field it belongs to."""

    says: str
    field: str = ""


@dataclass(frozen=True)
class WritingPage:
    """Everything on the page of one letter in the making, for one actor."""

    letter: Letter
    told: Draft
    form: ComposeForm
    checks: list[Check]
    receivers: list[Receiver]
    signers: list[Signer]
    unable: list[str]
    pages: range
    next_number: str
    token: str
    way: list[LetterStep]
    names: dict[int, str] = field(default_factory=dict)
    may: frozenset[str] = frozenset()
    problem: Problem | None = None
    focus: str = ""
    trouble: str = ""

    @property
    def open(self) -> bool:
        return self.letter.state in OPEN

    @property
    def stopping(self) -> list[Check]:
        return [each for each in self.checks if each.stops]

    @property
    def place(self) -> int:
        return _PLACE.get(LetterState(self.letter.state), 6)

    @property
    def waits(self) -> bool:
        """Whether the next step is somebody else's; giving the letter up is no step."""
        return not self.may - {"cancel"}

    @property
    def ruling(self) -> bool:
        return self.told.kind in RULINGS

    @property
    def cites(self) -> bool:
        """Whether references and enclosures stand in its head."""
        return self.told.kind == LetterKind.EXTERNAL

    @property
    def openers(self) -> tuple[str, ...]:
        return openers(self.told.kind)

    @property
    def purposes(self) -> tuple[str, ...]:
        return () if self.ruling else purposes()

    @property
    def conclusions(self) -> list[str]:
        return [each.words for each in conclusions(self.told.kind)]

    @property
    def units(self) -> tuple[str, ...]:
        return units()

    @property
    def addressees(self) -> int:
        return len(self.receivers) + len(self.told.outside)

    @property
    def may_circulate(self) -> bool:
        return self.told.many and self.told.kind in (LetterKind.EXTERNAL, LetterKind.STAMPED)

    @property
    def steps(self) -> list[tuple[str, LetterStep]]:
        """The way so far with each act in words."""
        other = {"broadcast": "ส่งหนังสือเวียน"}
        return [
            (EVENTS[each.event][1] if each.event in EVENTS else other.get(each.event, each.event), each)
            for each in self.way
        ]

    @property
    def reserved(self) -> list[RegisterEntry]:
        """Numbers kept in the register this letter will be numbered in."""
        if self.letter.state != LetterState.SIGNED or not self.letter.signature:
            return []
        return list(_reserved(self.letter, self.told))


def writing_page(
    letter: Letter, actor: Actor, *, told: Draft | None = None, problem: Problem | None = None, focus: str = "",
    token: str = "",
) -> WritingPage:  # fmt: skip
    """`told` is what was typed where it could not be saved."""
    told = told or draft_of(letter)
    office = letter.issuer
    assert office is not None
    everybody = all_signers(office, told.kind, today())
    signers = [each for each in everybody if not each.why_not]
    chosen = next((each for each in everybody if each.key == told.signer), None)
    files = letter.files.filter(role=FileRole.ENCLOSURE).select_related("file")
    pages, trouble = _pages(letter)
    return WritingPage(
        letter=letter,
        told=told,
        form=ComposeForm(told, signers),
        checks=checks_of(told) if letter.state in OPEN else [],
        receivers=_receivers(told),
        signers=signers,
        unable=[each.why_not for each in everybody if each.why_not],
        pages=pages,
        next_number=_next_number(office, told, chosen),
        token=token or secrets.token_urlsafe(9),
        way=list(letter.steps.select_related("taken_by")),
        names={each.file_id: each.file.name for each in files},
        may=frozenset(_allowed(letter, actor, chosen)),
        problem=problem,
        focus=focus,
        trouble=trouble,
    )


def _pages(letter: Letter) -> tuple[range, str]:
    """Page numbers; none, with a word of trouble, where the paper cannot be set."""
    try:
        return pages_of(letter), ""
    except TypstError:
        return range(0), "จัดหน้าข้อความล่าสุดไม่ได้ ร่างบันทึกแล้ว ตัวอย่างเป็นของครั้งก่อน"


def _receivers(told: Draft) -> list[Receiver]:
    found = {each.pk: each for each in Office.objects.filter(pk__in=told.receivers)}
    day = today()
    offices = [found[key] for key in told.receivers if key in found]
    return [Receiver(each, each.valid_to is not None and each.valid_to <= day) for each in offices]


def _allowed(letter: Letter, actor: Actor, chosen: Signer | None) -> set[str]:
    """Acts the actor may press; whether the letter is ready for one is answered when it is pressed."""
    writes = may(actor, Permission.LETTERS_WRITE, at=letter.issuer)
    prepares = may(actor, Permission.LETTERS_PREPARE, at=letter.issuer)
    numbers = may(actor, Permission.LETTERS_NUMBER, at=letter.issuer)
    own = writes and chosen is not None and chosen.is_person(actor.user)
    by_state: dict[str, dict[str, bool]] = {
        LetterState.DRAFT: {"propose": prepares, "issue": own and numbers, "cancel": prepares},
        LetterState.RETURNED: {"propose": prepares, "cancel": prepares},
        LetterState.IN_REVIEW: {"approve": writes, "return": writes, "cancel": prepares},
        LetterState.APPROVED: {"sign": own, "ink": writes, "return": writes, "cancel": prepares},
        LetterState.SIGNED: {"number": numbers, "return": writes, "cancel": prepares},
        LetterState.NUMBERED: {"dispatch": numbers and (writes or not letter.circular), "cancel": numbers},
    }
    return {name for name, yes in by_state.get(LetterState(letter.state), {}).items() if yes}


def _next_number(office: Office, told: Draft, signer: Signer | None) -> str:
    """The number it would get now; somebody else may take it first."""
    kind = register_for(told.kind, circular=told.circular)
    body = office if runs_in_own_register(kind) or signer is None else signer.body
    year = be_year(today())
    register = Register.objects.filter(office=body, kind=kind, year_be=year).first()
    number = (register.last_number if register else 0) + 1
    return printed_number(kind, prefix=office.letter_prefix, number=number, year_be=year)


def _reserved(letter: Letter, told: Draft) -> list[RegisterEntry]:
    kind = register_for(told.kind, circular=letter.circular)
    body = letter.issuer if runs_in_own_register(kind) else Office.objects.get(code=letter.signature["body"])
    kept = RegisterEntry.objects.filter(
        register__office=body, register__kind=kind, register__year_be=be_year(today()), letter__isnull=True,
        subject_line="", cancelled_at__isnull=True, reserved_until__gte=today(),
    )  # fmt: skip
    return list(kept.select_related("register").order_by("number"))
