"""Circulars that are out, with receipts as far along as a test needs them; no paper is set. Every word is invented."""

from datetime import date
from itertools import count

from saan.accounts.policy import Actor
from saan.documents.typesetting.letter import LetterKind as SheetKind
from saan.documents.typesetting.letter import LetterSheet, Paragraph
from saan.kernel.dates import be_year, now, today
from saan.letters.models import Letter, Receipt
from saan.letters.rules import UNNUMBERED, Direction, LetterKind, LetterState, ReceiptState
from saan.organisations.audience import Audience, Term
from saan.organisations.models import Office

_numbers = count(900_000)
DISTRICTS_OF_24 = Audience((Term(("cdd",), ("district",), (24,)),))


def circular_sheet(subject: str = "ทราบแนวทางจัดนิทรรศการผ้าทอ", urgency: str = "") -> LetterSheet:
    return LetterSheet(
        kind=SheetKind.EXTERNAL, agency=(), subject=subject, addressee="พัฒนาการอำเภอ ทุกอำเภอ",
        paragraphs=(Paragraph("ด้วยจะมีนิทรรศการผ้าทอสมมติในเดือนหน้า จึงขอให้ทุกอำเภอทราบ"),),
        conclusion="จึงเรียนมาเพื่อทราบ", urgency=urgency,
    )  # fmt: skip


def circular(office: Office, by: Actor, *, onward_of: Letter | None = None, **fields: object) -> Letter:
    """A sent circular without a paper."""
    number = f"ทด 0001/ว {next(_numbers)}"
    given = {
        "state": LetterState.SENT,
        "kind": LetterKind.EXTERNAL,
        "dated": today(),
        "subject": "เรื่องสมมติ",
        **fields,
    }
    return Letter.objects.create(
        direction=Direction.OUTGOING, issuer=office, issuer_name=office.name, number=number, number_key=number,
        circular=True, onward_of=onward_of, created_by=by.user, **given,
    )  # fmt: skip


def receipt(
    letter: Letter,
    office: Office,
    by: Actor,
    state: ReceiptState = ReceiptState.ARRIVED,
    *,
    due: date | None = None,
    **fields: object,
) -> Receipt:
    """The letter at an office; numbered where the state asks for it."""
    whole = {}
    if state not in UNNUMBERED:
        whole = {
            "number": next(_numbers),
            "year_be": be_year(today()),
            "registered_at": now(),
            "registered_by": by.user,
        }
    if state == ReceiptState.CLOSED:
        whole |= {"closed_at": now(), "closed_by": by.user}
    return Receipt.objects.create(
        letter=letter, office=office, state=state, arrived_by=by.user, due_on=due, **whole, **fields
    )


def acknowledged(by: Actor) -> dict[str, object]:
    return {"acknowledged_at": now(), "acknowledged_by": by.user}


def passed_on(by: Actor) -> dict[str, object]:
    return {"passed_on_at": now(), "passed_on_by": by.user}
