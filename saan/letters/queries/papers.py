"""Which letters an actor may see, and how to find one among them."""

from datetime import date

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor, offices_in_reach
from saan.documents.models import StoredFile
from saan.letters.models import Letter, LetterFile, LetterReference, Receipt
from saan.letters.rules import (
    MAKING,
    UNREGISTERED,
    FileRole,
    LetterState,
    ReceiptState,
    key_of_number,
)
from saan.organisations.models import Office


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    """Letters with a receipt at, or issued by, an office in the actor's reach; in the making, its own alone."""
    held = Receipt.objects.filter(offices_in_reach(actor, prefix="office__")).values("letter")
    issued = Office.objects.filter(offices_in_reach(actor)).values("pk")
    made = Q(issuer__in=issued) & (~Q(state__in=MAKING) | Q(issuer=actor.office))
    return Letter.objects.filter(Q(pk__in=held) | made)


def files_visible_to(actor: Actor) -> QuerySet[LetterFile]:
    """Files of visible letters; another office's stamped copy only when that office is in reach."""
    mine = offices_in_reach(actor, prefix="office__")
    shared = Q(office__isnull=True) | mine
    return LetterFile.objects.filter(shared, letter__in=letters_visible_to(actor)).select_related("file")


def arrivals(actor: Actor) -> QuerySet[Receipt]:
    """Papers in the actor's own office, newest first; those found to be copies of another are left out."""
    return (
        Receipt.objects.filter(office=actor.office)
        .exclude(letter__state=LetterState.CANCELLED, state=ReceiptState.ARRIVED)
        .select_related("letter", "letter__issuer", "registered_by", "arrived_by")
    )


def waiting_arrivals(actor: Actor) -> QuerySet[Receipt]:
    """Papers that wait for this office to register them or to confirm what was read."""
    unnumbered = Q(state=ReceiptState.ARRIVED) & ~Q(letter__kind__in=UNREGISTERED)
    waits = unnumbered | Q(letter__state=LetterState.READ)
    return arrivals(actor).filter(waits)


def receipt_at(letter: Letter, office: Office) -> Receipt | None:
    """The letter's stay in one office, if it ever came there."""
    receipts = Receipt.objects.filter(letter=letter, office=office)
    return receipts.select_related("office__registry_body", "parent", "registered_by", "arrived_by").first()


def original_of(letter: Letter) -> StoredFile | None:
    """The paper as it came in, or as Saan issued it."""
    papers = letter.files.filter(role__in=(FileRole.ORIGINAL, FileRole.ISSUED))
    held = papers.select_related("file").order_by("pk").first()
    return held.file if held else None


def is_stamped(receipt: Receipt) -> bool:
    """Whether the office has a stamped copy of the paper it registered."""
    return receipt.letter.files.filter(role=FileRole.STAMPED, office=receipt.office).exists()


def is_issued_from(letter: Letter) -> bool:
    """Whether any office has ordered something from the letter; what was read may then no longer be changed."""
    return letter.receipts.filter(passed_on_at__isnull=False).exists()


def of_number(number: str, dated: date | None) -> QuerySet[Letter]:
    """Letters of this number; when the day is known, only those of its BE year, since numbers begin anew each year."""
    key = key_of_number(number)
    found = Letter.objects.filter(number_key=key).exclude(state=LetterState.CANCELLED)
    if not key:
        return found.none()
    return found.filter(dated__year=dated.year) if dated else found


def references_of(letter: Letter) -> QuerySet[LetterReference]:
    """Letters this one cites, as printed, with the paper itself where Saan holds it."""
    return letter.references.select_related("resolved").order_by("pk")
