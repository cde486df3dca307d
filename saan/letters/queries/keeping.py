"""What an office keeps: its store, what waits to be filed, loans, what is due, and the lists of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from saan.accounts.policy import Actor
from saan.kernel.dates import be_year, today
from saan.letters.models import (
    DestructionList,
    FiledPaper,
    Letter,
    Loan,
    Receipt,
    RetentionClass,
)
from saan.letters.queries.finding import key_of, words_of
from saan.letters.rules import Direction, LetterState, ListState, PaperState, ReceiptState
from saan.letters.storing import ARCHIVES_AGE, last_day_of, survey_due
from saan.organisations.models import Office

_GONE = (PaperState.DESTROYED, PaperState.HANDED_OVER)
_NEVER_TOOK = (
    ReceiptState.REJECTED,
    ReceiptState.INVALID,
    ReceiptState.DUPLICATE,
    ReceiptState.RECALLED,
)
DUE, HELD, PERMANENT = "due", "held", "permanent"


def retention_classes() -> QuerySet[RetentionClass]:
    """The classes in their order; who files offers them, verified or not."""
    return RetentionClass.objects.all()


def store_of(actor: Actor) -> QuerySet[FiledPaper]:
    """Papers filed at the actor's own office, the last filed first."""
    rows = FiledPaper.objects.filter(office=actor.office)
    return rows.select_related("letter", "retention", "filed_by", "receipt").defer("letter__search")


def stored(
    actor: Actor, *, words: str = "", folder: str = "", retention: str = "", state: str = "", due: str = ""
) -> QuerySet[FiledPaper]:
    """The store narrowed by words in the letter, folder, class (its code), state, and `due`: due, held, permanent."""
    found = store_of(actor)
    for word in words_of(words):
        found = found.filter(letter__search__contains=key_of(word))
    exact = {"folder": folder, "retention__code": retention, "state": state}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    last_year = last_day_of(be_year(today()) - 1)
    narrowed = {
        DUE: Q(keep_until__lte=last_year) & ~Q(state__in=_GONE),
        HELD: ~Q(hold_reason="") | Q(historical=True),
        PERMANENT: Q(keep_until__isnull=True),
    }
    return found.filter(narrowed[due]) if due in narrowed else found


def folders_of(actor: Actor) -> list[tuple[str, int]]:
    """Folders of the office's store with how many papers lie in each."""
    rows = FiledPaper.objects.filter(office=actor.office).exclude(state__in=_GONE).exclude(folder="")
    return list(rows.values_list("folder").annotate(papers=Count("pk")).order_by("folder"))


def to_file(actor: Actor) -> QuerySet[Letter]:
    """Letters of the office that are done with and not filed: closed here, or its own and sent."""
    closed = Receipt.objects.filter(office=actor.office, state=ReceiptState.CLOSED).values("letter")
    own = Q(direction=Direction.OUTGOING, issuer=actor.office, state=LetterState.SENT)
    filed = FiledPaper.objects.filter(office=actor.office).values("letter")
    return Letter.objects.filter(Q(pk__in=closed) | own).exclude(pk__in=filed).defer("search").order_by("pk")


def filed_at(letter: Letter, office: Office) -> FiledPaper | None:
    """Where the office keeps the letter, if it does."""
    rows = FiledPaper.objects.filter(letter=letter, office=office)
    return rows.select_related("retention", "gone_by").first()


def loans_of(actor: Actor) -> QuerySet[Loan]:
    """Loans of the office's papers: those out first, by the day they are due, then those returned."""
    rows = Loan.objects.filter(paper__office=actor.office)
    return rows.select_related("paper__letter", "lent_by", "returned_by").order_by(
        "-returned_at", "due_on", "pk"
    )


def loans_out(actor: Actor) -> QuerySet[Loan]:
    return loans_of(actor).filter(returned_at__isnull=True).order_by("due_on", "pk")


def _undisputed(office: Office, year_be: int) -> QuerySet[FiledPaper]:
    """Stored papers whose time ended with the year or before, and against which nothing stands."""
    rows = FiledPaper.objects.filter(
        office=office, state=PaperState.STORED, keep_until__lte=last_day_of(year_be)
    )
    rows = rows.filter(hold_reason="", historical=False)
    return rows.select_related("letter", "retention").order_by("folder", "year_be", "pk")


def due_for(office: Office, year_be: int) -> QuerySet[FiledPaper]:
    """What the list of a BE year proposes."""
    return _undisputed(office, year_be).filter(electronic=False)


def electronic_due_for(office: Office, year_be: int) -> QuerySet[FiledPaper]:
    """Due as well, but never on paper: kept unless somebody lists them."""
    return _undisputed(office, year_be).filter(electronic=True)


def old_enough(office: Office, on: date) -> QuerySet[FiledPaper]:
    """Stored papers of twenty years and more, which January hands to the National Archives (form 22)."""
    rows = FiledPaper.objects.filter(office=office, state=PaperState.STORED, hold_reason="")
    return rows.filter(year_be__lte=be_year(on) - 1 - ARCHIVES_AGE).select_related("letter", "retention")


def lists_of(actor: Actor) -> QuerySet[DestructionList]:
    """The office's lists, the newest year first, each with how many `papers` it names."""
    rows = DestructionList.objects.filter(office=actor.office).select_related("office", "drawn_by", "done_by")
    return rows.annotate(papers=Count("items"))


def offices_holding(letter: Letter) -> QuerySet[Office]:
    """Offices that hold the letter in Saan: those it came to and that took it, and who issued it here.

    An office that destroyed its copy or handed it over holds it no longer.
    """
    took = Receipt.objects.filter(letter=letter).exclude(state__in=_NEVER_TOOK).values("office")
    issued = Letter.objects.filter(pk=letter.pk, direction=Direction.OUTGOING).values("issuer")
    let_go = FiledPaper.objects.filter(letter=letter, state__in=_GONE).values("office")
    return Office.objects.filter(Q(pk__in=took) | Q(pk__in=issued)).exclude(pk__in=let_go)


@dataclass(frozen=True)
class Survey:
    """The survey an office owes after a BE year: how much is due, until when, and whether that day has passed."""

    year_be: int
    due: int
    electronic: int
    until: date
    late: bool
    open_list: DestructionList | None


def survey_of(actor: Actor) -> Survey:
    """The survey of the BE year that ended last."""
    year = be_year(today()) - 1
    until = survey_due(year)
    lists = DestructionList.objects.filter(office=actor.office).exclude(state=ListState.DONE)
    return Survey(
        year_be=year,
        due=due_for(actor.office, year).count(),
        electronic=electronic_due_for(actor.office, year).count(),
        until=until,
        late=today() > until,
        open_list=lists.order_by("-year_be").first(),
    )
