"""Registers as books: which ones an office keeps or numbers in, and their lines in the columns of forms 13 and 14."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor
from saan.kernel.dates import be_year, format_short, today
from saan.kernel.digits import to_arabic
from saan.letters.models import Letter, Receipt, Register, RegisterEntry
from saan.letters.numbering import runs_in_own_register
from saan.letters.queries.papers import letters_visible_to
from saan.letters.rules import RegisterKind, key_of_number
from saan.organisations.models import Office

USED, RESERVED, EXPIRED, BURNED = "used", "reserved", "expired", "burned"


@dataclass(frozen=True)
class Book:
    """One register of one year; `register` is None until its first number is taken."""

    owner: Office
    kind: RegisterKind
    year_be: int
    register: Register | None = None
    own: bool = False

    @property
    def key(self) -> str:
        """How an address names it: the office's own register beside its body's is "outgoing.own"."""
        return f"{self.kind.value}.own" if self.own else self.kind.value

    @property
    def last(self) -> int:
        return self.register.last_number if self.register else 0

    @property
    def next(self) -> int:
        return self.last + 1

    @property
    def started(self) -> bool:
        """Whether Saan has given a number here, so that a paper book can no longer come before it."""
        return self.register is not None and self.register.last_number > self.register.paper_until


@dataclass(frozen=True)
class BookLine:
    """One number as its register shows it; `letter` only where the reader may open it."""

    entry: RegisterEntry
    state: str
    entered: datetime
    printed: str
    dated: date | None
    sender: str
    to: str
    subject: str
    done: str
    remark: str
    letter: Letter | None

    @property
    def number(self) -> int:
        return self.entry.number


def owners_of(office: Office, kind: RegisterKind) -> list[Office]:
    """Whose registers of this kind the office numbers in, the usual one first."""
    if runs_in_own_register(kind) or office.issuing_body.pk == office.pk:
        return [office]
    return [office.issuing_body, office]


def book(
    office: Office, kind: RegisterKind, *, owner: Office | None = None, year_be: int | None = None
) -> Book:
    """The register of a year; of the owners that are not the office's own, the usual one is taken."""
    owners = owners_of(office, kind)
    chosen = owner if owner in owners else owners[0]
    year = year_be or be_year(today())
    return Book(chosen, kind, year, Register.objects.filter(office=chosen, kind=kind, year_be=year).first())


def books_now(office: Office) -> list[Book]:
    """Every register in which the office may number this year."""
    year = be_year(today())
    wanted = [
        (owner, kind, place > 0)
        for kind in RegisterKind
        for place, owner in enumerate(owners_of(office, kind))
    ]
    known = Register.objects.filter(office__in={owner.pk for owner, _, _ in wanted}, year_be=year)
    held = {(each.office_id, each.kind): each for each in known}
    return [Book(owner, kind, year, held.get((owner.pk, kind)), own) for owner, kind, own in wanted]


def years_of(office: Office) -> list[int]:
    """BE years with a register of the office or of its body, this year among them, newest first."""
    owners = {owner.pk for kind in RegisterKind for owner in owners_of(office, kind)}
    years = Register.objects.filter(office__in=owners).values_list("year_be", flat=True).distinct()
    return sorted({be_year(today()), *years}, reverse=True)


def entries_visible_to(actor: Actor) -> QuerySet[RegisterEntry]:
    """Numbers of the registers in which the actor's office numbers."""
    own = {actor.office.pk, actor.office.issuing_body.pk}
    shared = ~Q(register__kind__in=[kind for kind in RegisterKind if runs_in_own_register(kind)])
    return RegisterEntry.objects.filter(Q(register__office=actor.office) | shared, register__office__in=own)


def entries_of(book: Book, *, words: str = "", day: date | None = None) -> QuerySet[RegisterEntry]:
    """The book's numbers in their order, those alone that hold the words or were taken on the day."""
    found = (
        RegisterEntry.objects.filter(register=book.register)
        if book.register
        else RegisterEntry.objects.none()
    )
    if day is not None:
        found = found.filter(taken_at__date=day)
    for word in words.split():
        found = found.filter(_holds(word))
    return found.select_related("register__office", "letter", "taken_by", "cancelled_by").order_by("number")


def _holds(word: str) -> Q:
    plain = to_arabic(word)
    said = Q(letter__number_key__contains=key_of_number(word))
    for name in ("letter__subject", "letter__issuer_name", "subject_line", "from_line", "to_line", "remark",
                 "reserved_for", "paper_number"):  # fmt: skip
        said |= Q(**{f"{name}__icontains": word}) | Q(**{f"{name}__icontains": plain})
    return said | Q(number=int(plain)) if plain.isdecimal() and len(plain) < 9 else said


def lines_of_book(entries: Sequence[RegisterEntry], actor: Actor) -> list[BookLine]:
    """The entries as lines, with what became of each paper."""
    letters = {entry.letter_id for entry in entries if entry.letter_id}
    seen = set(letters_visible_to(actor).filter(pk__in=letters).values_list("pk", flat=True))
    receipts = _receipts(entries)
    return [_line(entry, receipts.get((entry.register_id, entry.number)), seen) for entry in entries]


def _receipts(entries: Sequence[RegisterEntry]) -> dict[tuple[int, int], Receipt]:
    """Which receipt bears each receive number, by register and number."""
    registers = {
        each.register_id: each.register for each in entries if each.register.kind == RegisterKind.INCOMING
    }
    found = {}
    for pk, register in registers.items():
        numbers = [each.number for each in entries if each.register_id == pk]
        held = Receipt.objects.filter(office=register.office, year_be=register.year_be, number__in=numbers)
        found |= {(pk, receipt.number): receipt for receipt in held}
    return found


def _line(entry: RegisterEntry, receipt: Receipt | None, seen: set[int]) -> BookLine:
    letter, state = entry.letter, _state(entry)
    shown: dict[str, Any] = {
        "printed": entry.paper_number,
        "dated": entry.paper_dated,
        "sender": entry.from_line,
        "to": entry.to_line,
        "subject": entry.subject_line,
        "done": "",
    }
    if letter is not None and (entry.register.kind != RegisterKind.INCOMING or receipt is not None):
        shown = _of_letter(letter, receipt)
    elif state in (RESERVED, EXPIRED):
        until = format_short(entry.reserved_until)
        late = "หมดเวลาจองเมื่อ" if state == EXPIRED else "จองไว้ถึง"
        shown |= {"subject": f"{late} {until} สำหรับ{entry.reserved_for}"}
    elif state == BURNED and not shown["subject"]:
        once = letter.subject if letter is not None and letter.pk in seen else ""
        shown |= {"subject": once or "ยกเลิกเลขนี้"}
    return BookLine(
        entry=entry, state=state, entered=entry.taken_at, remark=entry.remark,
        letter=letter if letter is not None and letter.pk in seen else None, **shown,
    )  # fmt: skip


def _of_letter(letter: Letter, receipt: Receipt | None) -> dict[str, Any]:
    done = (receipt.remark or receipt.get_state_display()) if receipt else letter.get_state_display()
    return {
        "printed": letter.number,
        "dated": letter.dated,
        "sender": letter.issuer_name,
        "to": " · ".join(letter.addressees),
        "subject": letter.subject,
        "done": done,
    }


def _state(entry: RegisterEntry) -> str:
    if entry.cancelled_at:
        return BURNED
    if entry.reserved_until and not entry.letter_id and not entry.subject_line:
        return EXPIRED if entry.reserved_until < today() else RESERVED
    return USED


def reserved_at(actor: Actor) -> list[BookLine]:
    """Numbers kept in the office's registers and not used yet, the soonest to end first."""
    waiting = entries_visible_to(actor).filter(
        reserved_until__isnull=False, letter__isnull=True, subject_line="", cancelled_at__isnull=True
    )
    rows = waiting.select_related("register__office", "letter", "taken_by").order_by(
        "reserved_until", "number"
    )
    return lines_of_book(list(rows), actor)
