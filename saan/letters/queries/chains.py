"""The chain of papers behind and after one letter, among the letters an actor may see."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from saan.accounts.policy import Actor
from saan.kernel.dates import BANGKOK
from saan.letters.chain import Chain, Mark, MarkKind, chain, cited_marks, marks_of
from saan.letters.models import Letter, Receipt
from saan.letters.queries.papers import letters_visible_to
from saan.letters.queries.readings import confirmed_record, doubts_held, held_apart
from saan.letters.rules import DoubtState, LetterState

GENERATIONS = 6
ONWARD = 12


def chain_of(
    letter: Letter, actor: Actor, *, also: Iterable[Mark] = (), family: list[Letter] | None = None
) -> Chain:
    """The hops of the letter: what it cites or answers and what cites or answers it, each with its dated marks.

    `also` are marks of other packages, such as the issuing of directives. Of many letters that cite this one only the
    first twelve are told. Papers that the actor may not see count as cited ones: by number and day alone. `family` is
    what `family_of` gave, where the caller has it already.
    """
    family = held_apart(family_of(letter, actor) if family is None else family)
    registered = _receipts(family, actor)
    marks, undated = list(also), []
    told = {each.number_key for each in family}
    for each in family:
        record = confirmed_record(each)
        found, without = _marks(each, record)
        marks += found + registered.get(each.pk, []) + cited_marks(_cited(each), record, beside=told)
        undated += without
    return chain(marks, undated=undated)


def family_of(letter: Letter, actor: Actor) -> list[Letter]:
    """The letter, its forebears as far as they are cited, and what came of it; brothers of a forebear stay out."""
    seen = letters_visible_to(actor).exclude(state=LetterState.CANCELLED)
    above = _grown(letter, lambda of: seen.filter(Q(cited_by__letter__in=of) | Q(replies__in=of)))
    below = _grown(letter, lambda of: seen.filter(Q(references__resolved__in=of) | Q(reply_to__in=of)))
    return [*above, letter, *below[:ONWARD]]


def _grown(letter: Letter, kin: Callable[[Sequence[int]], QuerySet[Letter]]) -> list[Letter]:
    """Generation by generation, each paper once; papers that cite each other end the search."""
    known, young = {letter.pk}, [letter.pk]
    found: list[Letter] = []
    for _ in range(GENERATIONS):
        found_now = _fresh(kin(young), known)
        if not found_now:
            break
        young = [each.pk for each in found_now]
        known.update(young)
        found += found_now
    return found


def _fresh(kin: QuerySet[Letter], known: set[int]) -> list[Letter]:
    return list(kin.exclude(pk__in=known).select_related("issuer").distinct().order_by("dated", "pk"))


def _marks(letter: Letter, record: dict) -> tuple[list[Mark], list[str]]:
    if record:
        return marks_of(record, letter=letter.pk, doubts=_doubted(letter))
    if letter.dated is None:
        return [], []
    what = f"{letter.get_kind_display()} ที่ {letter.number}"
    return [Mark(MarkKind.LETTER, letter.dated, what, letter.issuer_name, letter=letter.pk)], []


def _doubted(letter: Letter) -> dict[str, tuple[str, bool]]:
    """What was or is doubted at a path, with its answer once there is one."""
    found = {}
    for doubt in doubts_held(letter):
        still = doubt.state == DoubtState.OPEN
        told = doubt.message.partition(" โปรด")[0]
        words = doubt.message if still else f"{told} ยืนยันแล้ว: {doubt.choice}"
        found |= dict.fromkeys(doubt.fields, (words, still))
    return found


def _cited(letter: Letter) -> list[tuple[str, date, str]]:
    """Number, day and issuer of what is cited; the issuer is known where Saan holds the paper."""
    return [
        (each.number, each.dated, each.resolved.issuer_name if each.resolved else "")
        for each in letter.references_held  # type: ignore[attr-defined]
        if each.dated
    ]


def _receipts(family: list[Letter], actor: Actor) -> dict[int, list[Mark]]:
    """Our own registering, and that of the offices which wrote the next letter: with them it lay meanwhile."""
    offices = {actor.office.pk, *(each.issuer_id for each in family if each.issuer_id)}
    held = Receipt.objects.filter(letter__in=family, office__in=offices, registered_at__isnull=False)
    marks: dict[int, list[Mark]] = {}
    for receipt in held.select_related("office", "letter").order_by("registered_at"):
        marks.setdefault(receipt.letter_id, []).append(_received(receipt))
    return marks


def _received(receipt: Receipt) -> Mark:
    at = receipt.registered_at.astimezone(BANGKOK)
    what = f"{receipt.office.name} ลงรับ เลขรับ {receipt.number}/{receipt.year_be}"
    return Mark(
        MarkKind.RECEIPT, at.date(), what, receipt.office.name, at=at.time(), letter=receipt.letter_id,
        after=receipt.letter.dated,
    )  # fmt: skip
