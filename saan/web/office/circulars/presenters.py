"""The acknowledgement tree as rows that open one by one, and what a letter's own page shows of it."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.geography.models import Area
from saan.kernel.dates import format_short, today
from saan.kernel.workdays import workdays_between
from saan.letters.circulation import CircularAct, CircularState, circular_state, may_do
from saan.letters.models import Letter, Receipt
from saan.letters.queries.addressees import addressees
from saan.letters.queries.circulars import (
    ANSWERS,
    GONE,
    Tally,
    onward_of,
    onward_receipts,
    receipts_of,
    tallies,
    tally,
    within,
)
from saan.letters.rules import UNNUMBERED, Direction, LetterState, ReceiptState
from saan.organisations.audience import below
from saan.web.components.status import Shown, Tone

MOST_ROWS = 100
"""Receipts that stand one under the other; more are grouped by province, then by district."""


@dataclass(frozen=True)
class Node:
    """A row of the tree. `key` opens it: a province "p24", a district "d2401", offices of a whole province "e24", or a
    receipt "r7" with the receipts of its onward letters."""

    key: str
    label: str
    tally: Tally
    state: Shown
    since: str = ""
    level: int = 0
    opens: bool = False
    open: bool = False
    url: str = ""


def state_of(receipt: Receipt) -> Shown:
    """How far one office came, and since when it is late."""
    if receipt.state in GONE:
        return Shown(ReceiptState(receipt.state).label, "bad", Tone.QUIET)
    if receipt.acknowledged_at or receipt.passed_on_at or receipt.state in ANSWERS:
        return Shown("ส่งต่อแล้ว" if receipt.passed_on_at else "รับทราบแล้ว", "ok", Tone.DONE)
    if receipt.due_on and receipt.due_on < today():
        return Shown(f"เลยกำหนด {workdays_late(receipt)} วันทำการ", "warn", Tone.WRONG)
    if receipt.number:
        return Shown("ลงรับแล้ว ยังไม่รับทราบ", "half", Tone.GOING)
    return Shown("เปิดอ่านแล้ว" if receipt.opened_at else "ส่งถึงแล้ว", "mail", Tone.QUIET)


def workdays_late(receipt: Receipt) -> int:
    return max(1, workdays_between(receipt.due_on, today())) if receipt.due_on else 0


def _group_state(figures: Tally) -> Shown:
    if figures.late:
        return Shown(f"เลยกำหนด {figures.late:,} แห่ง", "warn", Tone.WRONG)
    if figures.waiting:
        return Shown(f"รอ {figures.waiting:,} แห่ง", "half", Tone.GOING)
    return Shown("ครบ", "ok", Tone.DONE)


class Tree:
    """The tree of one letter for one actor, with the rows in `opened` open."""

    def __init__(self, letter: Letter, actor: Actor, query: QueryDict) -> None:
        self.letter, self.query = letter, query
        self.direct = receipts_of(letter, actor)
        self.opened = list(dict.fromkeys(query.getlist("open")))[:200]
        self.total = tally(self.direct)

    @property
    def nodes(self) -> list[Node]:
        many = self.direct.count() > MOST_ROWS
        return self._groups(self.direct, "province", 0) if many else self._receipts(self.direct, 0)

    def branch(self, key: str) -> list[Node]:
        """One row with what lies beneath it when it is open; nothing for a key that is none of this tree's."""
        if key.startswith("r"):
            row = self._row(int(key[1:]))
            alone = (
                Receipt.objects.filter(pk=row.pk).select_related("office") if row else Receipt.objects.none()
            )
            return self._receipts(alone, self._depth(row)) if row else []
        receipts = self._members(key)
        if not receipts.exists():
            return []
        by, level = ("province", 0) if key.startswith("p") else ("district", 1)
        found = self._group(key, level, sum(tallies(receipts, by).values(), Tally()))
        return [found, *self._beneath(found)] if found.open else [found]

    def _row(self, pk: int) -> Receipt | None:
        """The receipt, where walking up its letters leads to one this tree shows."""
        row = Receipt.objects.select_related("letter", "office").filter(pk=pk, parent__isnull=True).first()
        at = row
        while at is not None and at.letter_id != self.letter.pk:
            above = Receipt.objects.filter(letter=at.letter.onward_of_id, office=at.letter.issuer_id)
            at = above.select_related("letter").first() if at.letter.onward_of_id else None
        return row if at is not None and self.direct.filter(pk=at.pk).exists() else None

    def _depth(self, row: Receipt) -> int:
        depth, letter = 0, row.letter
        while letter.pk != self.letter.pk and letter.onward_of is not None:
            depth, letter = depth + 1, letter.onward_of
        return min(2, depth + (2 if self.direct.count() > MOST_ROWS else 0))

    def _members(self, key: str) -> QuerySet[Receipt]:
        kind, code = key[:1], int(key[1:])
        if kind == "p" and code == 0:
            return self.direct.filter(office__hi__gt=F("office__lo") + 9999)
        if kind == "e":
            return within(self.direct, code).filter(office__hi__gt=F("office__lo") + 99)
        return within(self.direct, code)

    def _groups(self, receipts: QuerySet[Receipt], by: str, level: int, *, home: int = 0) -> list[Node]:
        nodes, counted = [], sorted(tallies(receipts, by).items())
        places = Area.objects.in_bulk([code for code, _ in counted])
        for code, figures in counted:
            key = f"p{code}" if by == "province" else f"d{code}" if code else f"e{home}"
            node = self._group(key, level, figures, places.get(code))
            nodes += [node, *self._beneath(node)] if node.open else [node]
        return nodes

    def _group(self, key: str, level: int, figures: Tally, place: Area | None = None) -> Node:
        return self._opening(key, _group_label(key, place), figures, _group_state(figures), level, opens=True)

    def _beneath(self, node: Node) -> list[Node]:
        if node.key.startswith("r"):
            row = Receipt.objects.get(pk=int(node.key[1:]))
            return self._receipts(onward_receipts(row), min(2, node.level + 1))
        members = self._members(node.key)
        if node.key.startswith("p") and node.key != "p0" and members.count() > MOST_ROWS:
            return self._groups(members, "district", 1, home=int(node.key[1:]))
        return self._receipts(members, min(2, node.level + 1))

    def _receipts(self, receipts: QuerySet[Receipt], level: int) -> list[Node]:
        figures = tallies(receipts, "receipt")
        nodes = []
        for row in receipts:
            own = figures[row.pk]
            node = self._opening(
                f"r{row.pk}",
                row.office.name,
                own,
                state_of(row),
                level,
                opens=own.sent > 1,
                since=_since(row),
            )
            nodes += [node, *self._beneath(node)] if node.open and node.opens else [node]
        return nodes

    def _opening(
        self, key: str, label: str, figures: Tally, state: Shown, level: int, *, opens: bool, since: str = ""
    ) -> Node:
        is_open = key in self.opened
        return Node(
            key, label, figures, state, since, level, opens, is_open, self._url(key, is_open) if opens else ""
        )

    def _url(self, key: str, is_open: bool) -> str:
        query = self.query.copy()
        query.pop("row", None)
        opened = [each for each in self.opened if each != key] + ([] if is_open else [key])
        query.setlist("open", opened)
        return f"{reverse('letter-acknowledgements', args=[self.letter.pk])}?{query.urlencode()}"


def _group_label(key: str, place: Area | None) -> str:
    if key == "p0":
        return "หน่วยงานส่วนกลาง"
    title = (place or Area.objects.get(pk=int(key[1:]))).title
    return f"ระดับจังหวัด {title}" if key.startswith("e") else title


def _since(receipt: Receipt) -> str:
    if receipt.number:
        return f"เลขรับ {receipt.number}/{receipt.year_be}"
    return f"ส่งถึง {format_short(timezone.localtime(receipt.arrived_at).date())}"


def figures_of(total: Tally) -> list[tuple[str, int, str]]:
    """The heads of the page: what, how many, and the filter that lists them."""
    gone = [("ไม่รับ", total.refused, "refused"), ("เรียกคืนแล้ว", total.recalled, "")]
    return [
        ("ส่งถึง", total.sent, ""),
        ("เปิดอ่าน", total.opened, ""),
        ("ลงรับ", total.registered, ""),
        ("รับทราบ", total.acknowledged, "known"),
        ("ส่งต่อ", total.passed_on, "passed"),
        ("ยังไม่รับทราบ", total.waiting, "silent"),
        ("เลยกำหนด", total.late, "late"),
        *(figure for figure in gone if figure[1]),
    ]


@dataclass(frozen=True)
class CircularBox:
    """What the letter's page says of a circular: figures for its sender, one button for its receiver."""

    tally: Tally | None
    state: CircularState
    newer: Letter | None
    receipt: Receipt | None
    onward: list[Letter]
    may_acknowledge: bool
    may_pass_on: bool
    may_manage: bool

    @property
    def answered(self) -> bool:
        row = self.receipt
        return row is not None and bool(row.acknowledged_at or row.passed_on_at or row.state in ANSWERS)

    @property
    def asks(self) -> bool:
        """Whether the sender waits for a word at all; a plain letter has no such day."""
        return self.receipt is not None and self.receipt.due_on is not None


def box_of(letter: Letter, receipt: Receipt | None, actor: Actor, *, ordered: bool) -> CircularBox:
    """`ordered` where the letter gives this office instructions: then it is passed on with them."""
    newer = letter.superseded_by.filter(state=LetterState.SENT).first()
    state = circular_state(LetterState(letter.state), superseded=newer is not None)
    own = letter.issuer_id == actor.office.pk and letter.direction == Direction.OUTGOING
    sent = own and letter.state in (LetterState.SENT, LetterState.RECALLED)
    takes = receipt is not None and receipt.state not in UNNUMBERED - {
        ReceiptState.ARRIVED,
        ReceiptState.CHECKED,
    }
    onward = list(onward_of(letter, actor.office)) if receipt else []
    knows = receipt is not None and receipt.acknowledged_at is not None
    receives = may(actor, Permission.LETTERS_RECEIVE)
    return CircularBox(
        tally=_tally_for(letter, actor) if sent or onward else None,
        state=state,
        newer=newer,
        receipt=receipt,
        onward=onward,
        may_acknowledge=takes and not knows and receives and may_do(CircularAct.ACKNOWLEDGE, state),
        may_pass_on=takes and not onward and not ordered and receives and may_do(CircularAct.PASS_ON, state)
        and may(actor, Permission.LETTERS_WRITE) and _somebody_below(actor)
        and letter.state == LetterState.SENT,
        may_manage=sent and may(actor, Permission.LETTERS_WRITE) and may_do(CircularAct.REMIND, state),
    )  # fmt: skip


def _somebody_below(actor: Actor) -> bool:
    meant = below(actor.office)
    return meant is not None and addressees(meant, actor).exists()


def _tally_for(letter: Letter, actor: Actor) -> Tally:
    return tally(receipts_of(letter, actor))


def days_silent(receipt: Receipt) -> int:
    """Working days since the letter lay before an office that has not answered."""
    return workdays_between(timezone.localtime(receipt.arrived_at).date(), today())
