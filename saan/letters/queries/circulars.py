"""What became of a circular: who got it, opened, registered, acknowledged and passed it on, and who stays silent.

Every figure is a count of receipts, never stored. A receipt's family are the receipts of the onward letters that its
office sent from the letter, and so on downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from saan.accounts.policy import Actor, offices_in_reach
from saan.geography.rules import COUNTRY, leaf_range
from saan.kernel.dates import today
from saan.letters.circulation import CircularAct, reminding
from saan.letters.models import Letter, LetterStep, Receipt
from saan.letters.rules import Direction, LetterState, ReceiptState
from saan.organisations.models import Office
from saan.organisations.rules import Line

ANSWERS = (
    ReceiptState.ACKNOWLEDGED,
    ReceiptState.CASCADED,
    ReceiptState.REPLIED,
    ReceiptState.REPORTED,
    ReceiptState.CLOSED,
    ReceiptState.FILED,
)
"""States that answer the sender without a word of acknowledgement."""
REFUSALS = (ReceiptState.REJECTED, ReceiptState.INVALID, ReceiptState.DUPLICATE)
_COMPLAINTS = (ReceiptState.REJECTED, ReceiptState.INVALID)
GONE = (*REFUSALS, ReceiptState.RECALLED)


def answered(prefix: str = "") -> Q:
    """Receipts whose office has let the sender know, by a word or by what it did."""
    return (
        Q(**{f"{prefix}acknowledged_at__isnull": False})
        | Q(**{f"{prefix}passed_on_at__isnull": False})
        | Q(**{f"{prefix}state__in": ANSWERS})
    )


def silent(prefix: str = "") -> Q:
    """Receipts that still wait for the office to let the sender know."""
    return ~answered(prefix) & ~Q(**{f"{prefix}state__in": GONE})


def refused(prefix: str = "") -> Q:
    """Receipts of offices that did not take the paper, or told that it is wrong."""
    return Q(**{f"{prefix}state__in": REFUSALS}) & ~answered(prefix)


def overdue(prefix: str = "", *, on: date | None = None) -> Q:
    return silent(prefix) & Q(**{f"{prefix}due_on__lt": on or today()})


@dataclass(frozen=True)
class Tally:
    """Receipts counted by how far they came; each later step is part of the earlier ones, as on the way of a paper."""

    sent: int = 0
    opened: int = 0
    registered: int = 0
    acknowledged: int = 0
    passed_on: int = 0
    refused: int = 0
    recalled: int = 0
    late: int = 0

    @property
    def waiting(self) -> int:
        return self.sent - self.acknowledged - self.refused - self.recalled

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)))


_ANSWERED = "(r.acknowledged_at IS NOT NULL OR r.passed_on_at IS NOT NULL OR r.state = ANY(%(answers)s))"
_COUNTS = f"""
    count(*),
    count(*) FILTER (WHERE r.opened_at IS NOT NULL OR r.number IS NOT NULL OR {_ANSWERED}),
    count(*) FILTER (WHERE r.number IS NOT NULL),
    count(*) FILTER (WHERE {_ANSWERED}),
    count(*) FILTER (WHERE r.passed_on_at IS NOT NULL),
    count(*) FILTER (WHERE r.state = ANY(%(refusals)s) AND NOT {_ANSWERED}),
    count(*) FILTER (WHERE r.state = 'recalled' AND NOT {_ANSWERED}),
    count(*) FILTER (WHERE r.due_on < %(today)s AND NOT {_ANSWERED} AND NOT r.state = ANY(%(gone)s)
                     AND NOT EXISTS (SELECT 1 FROM letters_letter n WHERE n.supersedes_id = r.letter_id
                                     AND n.state = 'sent'))
"""
_FAMILY = """
WITH RECURSIVE family AS (
    SELECT top.id, top.letter_id, top.office_id, top.id AS top, 0 AS depth FROM ({tops}) AS top
    UNION ALL
    SELECT b.id, b.letter_id, b.office_id, f.top, f.depth + 1
    FROM family f
    JOIN letters_letter o ON o.onward_of_id = f.letter_id AND o.issuer_id = f.office_id AND o.state = 'sent'
    JOIN letters_receipt b ON b.letter_id = o.id AND b.parent_id IS NULL
    WHERE f.depth < 9
)
"""
_KEYS = {
    "all": "0",
    "province": "CASE WHEN o.hi - o.lo > 9999 THEN 0 ELSE o.lo / 10000 END",
    "district": "CASE WHEN o.hi - o.lo > 99 THEN 0 ELSE o.lo / 100 END",
    "receipt": "family.top",
}
_TALLY = """
{family}
SELECT {key}, {counts}
FROM family
JOIN letters_receipt r ON r.id = family.id
JOIN letters_receipt t ON t.id = family.top
JOIN organisations_office o ON o.id = t.office_id
GROUP BY 1
"""


def receipts_of(letter: Letter, actor: Actor) -> QuerySet[Receipt]:
    """Receipts of those the letter was sent to, as far as the actor may see them; units of one house count as one."""
    found = Receipt.objects.filter(letter=letter, parent__isnull=True).select_related(
        "office", "office__area"
    )
    found = found.exclude(office=letter.issuer_id or actor.office.pk)
    if letter.issuer_id != actor.office.pk:
        found = found.filter(offices_in_reach(actor, prefix="office__"))
    return found.order_by("office__lo", "office__code")


def within(receipts: QuerySet[Receipt], area: int) -> QuerySet[Receipt]:
    """Receipts of offices wholly inside a place."""
    if area == COUNTRY:
        return receipts
    lo, hi = leaf_range(area)
    return receipts.filter(office__lo__gte=lo, office__hi__lte=hi)


def tallies(receipts: QuerySet[Receipt], by: str = "all") -> dict[int, Tally]:
    """Receipts with their families counted: as one ("all", under 0), by "province" or "district" of the receipt at the
    top (0 for offices that belong to none), or each "receipt" by its key."""
    tops, params = receipts.order_by().values("id", "letter_id", "office_id").query.sql_with_params()
    named = {f"p{index}": value for index, value in enumerate(params)}
    values = {
        **named,
        "answers": list(map(str, ANSWERS)),
        "refusals": list(map(str, REFUSALS)),
        "gone": list(map(str, GONE)),
        "today": today(),
    }
    family = _FAMILY.format(tops=tops % tuple(f"%({name})s" for name in named))
    with connection.cursor() as cursor:
        cursor.execute(_TALLY.format(family=family, key=_KEYS[by], counts=_COUNTS), values)
        return {key: Tally(*counts) for key, *counts in cursor.fetchall()}


def tally(receipts: QuerySet[Receipt]) -> Tally:
    return tallies(receipts).get(0, Tally())


def family_receipts(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """The receipts and their families as rows, those sent to directly first."""
    tops, params = receipts.order_by().values("id", "letter_id", "office_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{_FAMILY.format(tops=tops)} SELECT id FROM family", params)
        keys = [key for (key,) in cursor.fetchall()]
    rows = Receipt.objects.filter(pk__in=keys).select_related(
        "letter", "office", "office__area", "registered_by", "acknowledged_by"
    )
    return rows.order_by("letter_id", "office__lo", "office__code")


def onward_receipts(receipt: Receipt) -> QuerySet[Receipt]:
    """Receipts of the letters by which the receipt's office passed the letter on."""
    onward = Letter.objects.filter(
        onward_of=receipt.letter_id, issuer=receipt.office_id, state=LetterState.SENT
    )
    found = Receipt.objects.filter(letter__in=onward, parent__isnull=True)
    return found.select_related("office", "office__area").order_by("office__lo", "office__code")


def onward_of(letter: Letter, office: Office) -> QuerySet[Letter]:
    """The letters by which an office passed a letter on, newest first."""
    return Letter.objects.filter(onward_of=letter, issuer=office, state=LetterState.SENT).order_by("-pk")


def circulars_of(office: Office) -> QuerySet[Letter]:
    """Circulars the office sent, newest first, each with counts of its direct receivers: `sent_to`, `known`, `late`,
    `declined`."""
    direct = Q(receipts__parent__isnull=True)
    newer = Letter.objects.filter(supersedes=OuterRef("pk"), state=LetterState.SENT)
    return (
        Letter.objects.filter(
            direction=Direction.OUTGOING, issuer=office, circular=True, reminds__isnull=True
        )
        .filter(state__in=(LetterState.SENT, LetterState.RECALLED))
        .defer("search", "content")
        .annotate(
            sent_to=Count("receipts", filter=direct),
            known=Count("receipts", filter=direct & answered("receipts__")),
            late=Count("receipts", filter=direct & overdue("receipts__")),
            declined=Count("receipts", filter=direct & refused("receipts__")),
            replaced=Exists(newer),
        )
        .order_by("-pk")
    )


@dataclass(frozen=True)
class Silence:
    """How many of the direct receivers are late today, and what was done about it."""

    late: int
    rounds: int
    last_round_on: date | None
    escalated: Letter | None

    @property
    def may_escalate(self) -> bool:
        """Whether the next step is to tell the superiors: all rounds are used, and nobody told them."""
        return self.rounds >= reminding().rounds and self.escalated is None


@dataclass(frozen=True)
class Lateness(Silence):
    """The same with the late receivers themselves, and who commands them beside the sender."""

    receipts: list[Receipt]
    superiors: Mapping[int, Office]


def silence_of(letter: Letter) -> Silence:
    """What a page says of late receivers without reading thousands of rows."""
    return Silence(_late(letter).count(), *_reminded(letter))


def lateness_of(letter: Letter) -> Lateness:
    """Late receivers of a letter with the reminders sent; `superiors` by the key of the late office."""
    late = list(_late(letter).select_related("office").order_by("office__lo", "office__code"))
    offices = [each.office for each in late]
    return Lateness(
        len(late), *_reminded(letter), receipts=late, superiors=_superiors(offices, letter.issuer_id)
    )


def _late(letter: Letter) -> QuerySet[Receipt]:
    return Receipt.objects.filter(overdue(), letter=letter, parent__isnull=True)


def _reminded(letter: Letter) -> tuple[int, date | None, Letter | None]:
    """Rounds of reminders sent, the day of the last, and the letter that told the superiors."""
    sent = letter.reminders.filter(state=LetterState.SENT).defer("search", "content")
    last = sent.filter(reminder_round__isnull=False).order_by("reminder_round").last()
    rounds, on = ((last.reminder_round or 0), last.dated) if last else (0, None)
    return rounds, on, sent.filter(reminder_round__isnull=True).first()


def _superiors(late: list[Office], sender: int | None) -> dict[int, Office]:
    """Who commands each office: in its own line, or where that is the sender itself, the chief of the place."""
    chiefs = {
        chief.area_id: chief
        for chief in Office.objects.in_force().filter(
            line=Line.GOVERNOR, area__in={office.area_id for office in late}
        )
    }
    parents = Office.objects.in_bulk({office.parent_id for office in late if office.parent_id})
    found = {}
    for office in late:
        superior = parents.get(office.parent_id)
        if superior is None or superior.pk == sender:
            superior = chiefs.get(office.area_id)
        if superior is not None and superior.pk not in (sender, office.pk):
            found[office.pk] = superior
    return found


def reminded_times(receipts: list[Receipt]) -> dict[int, int]:
    """How often each of the receipts was reminded."""
    steps = LetterStep.objects.filter(receipt__in=[each.pk for each in receipts], event=CircularAct.REMIND)
    return dict(steps.values_list("receipt").annotate(times=Count("pk")).values_list("receipt", "times"))


def reasons_of(receipts: list[Receipt]) -> dict[int, str]:
    """Why each of the receipts was refused or called wrong, by its key."""
    steps = LetterStep.objects.filter(receipt__in=[each.pk for each in receipts], after__in=REFUSALS)
    return dict(steps.order_by("pk").values_list("receipt", "note"))


def unanswered_at(office: Office) -> QuerySet[Receipt]:
    """Letters whose sender waits for the office's word, the most urgent day first."""
    waiting = Receipt.objects.filter(silent(), office=office, parent__isnull=True, due_on__isnull=False)
    newer = Letter.objects.filter(supersedes=OuterRef("letter"), state=LetterState.SENT)
    return (
        waiting.filter(~Exists(newer), letter__state=LetterState.SENT)
        .select_related("letter", "letter__issuer")
        .order_by("due_on", "pk")
    )


def sent_back_to(office: Office) -> QuerySet[Receipt]:
    """Receipts of the office's letters that their receivers called wrong or did not take, and that nothing has settled.

    Settled: taken after all, the letter recalled or replaced, or the same receiver sent another letter that cites it
    afterwards. A duplicate is no complaint.
    """
    told = LetterStep.objects.filter(receipt=OuterRef("pk"), after__in=_COMPLAINTS).order_by("-pk")
    newer = Letter.objects.filter(supersedes=OuterRef("letter"), state=LetterState.SENT)
    again = Receipt.objects.filter(
        office=OuterRef("office"), letter__references__resolved=OuterRef("letter"), letter__issuer=office,
        letter__state=LetterState.SENT, letter__reminds__isnull=True, arrived_at__gt=OuterRef("told_at"),
    )  # fmt: skip
    return (
        Receipt.objects.filter(refused(), state__in=_COMPLAINTS, parent__isnull=True)
        .filter(letter__issuer=office, letter__direction=Direction.OUTGOING, letter__state=LetterState.SENT)
        .exclude(office=office)
        .alias(told_at=Subquery(told.values("taken_at")[:1]))
        .filter(~Exists(newer), ~Exists(again))
    )
