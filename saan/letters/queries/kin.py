"""The nearest papers of a letter, both ways: what it cites, answers, reminds of or replaces, and what does so to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from saan.accounts.policy import Actor
from saan.kernel.labels import Labelled
from saan.kernel.workdays import workdays_between
from saan.letters.models import Letter
from saan.letters.queries.papers import letters_visible_to, references_of
from saan.letters.rules import LetterState


class Tie(Labelled):
    """What the later of two papers does to the earlier."""

    CITES = "cites", "อ้างถึง"
    ANSWERS = "answers", "ตอบ"
    REMINDS = "reminds", "เตือน"
    REPLACES = "replaces", "ใช้แทน"


@dataclass(frozen=True)
class Kin:
    """One tie. `letter` is the other paper where the actor may see it; `held` is False where Saan has not got it.

    `days` and `workdays` lie between the two papers' dates; None where either has none.
    """

    tie: Tie
    number: str
    dated: date | None
    letter: Letter | None
    held: bool
    days: int | None = None
    workdays: int | None = None


def forebears_of(letter: Letter, actor: Actor) -> list[Kin]:
    """What the letter cites, in its order, then what it answers, reminds of and replaces; each paper once."""
    seen: set[int] = set()
    return [kin for kin in _above(letter, actor) if not _known(kin, seen)]


def offspring_of(letter: Letter, actor: Actor) -> list[Kin]:
    """Letters visible to the actor that cite, answer, remind of or replace this one, by their days."""
    asked = Q(references__resolved=letter) | Q(reply_to=letter) | Q(reminds=letter) | Q(supersedes=letter)
    found = letters_visible_to(actor).exclude(state=LetterState.CANCELLED).exclude(pk=letter.pk).filter(asked)
    rows = found.defer("search").distinct().order_by("dated", "pk")
    return [_kin(_tie(each, letter), each.number, each.dated, each, letter.dated) for each in rows]


def _above(letter: Letter, actor: Actor) -> Iterator[Kin]:
    visible = letters_visible_to(actor).defer("search")
    for cited in references_of(letter):
        paper = visible.filter(pk=cited.resolved_id).first() if cited.resolved_id else None
        dated = cited.dated or (paper.dated if paper else None)
        held = cited.resolved_id is not None
        yield _kin(Tie.CITES, cited.number, dated, paper, letter.dated, held=held)
    ties = ((Tie.ANSWERS, letter.reply_to), (Tie.REMINDS, letter.reminds), (Tie.REPLACES, letter.supersedes))
    for tie, older in ties:
        if older is not None:
            paper = visible.filter(pk=older.pk).first()
            yield _kin(tie, older.number, older.dated, paper, letter.dated)


def _tie(later: Letter, earlier: Letter) -> Tie:
    ties = (
        (later.reminds_id, Tie.REMINDS),
        (later.supersedes_id, Tie.REPLACES),
        (later.reply_to_id, Tie.ANSWERS),
    )
    return next((tie for pk, tie in ties if pk == earlier.pk), Tie.CITES)


def _kin(
    tie: Tie, number: str, dated: date | None, letter: Letter | None, other: date | None, *, held: bool = True
) -> Kin:
    if dated is None or other is None:
        return Kin(tie, number, dated, letter, held)
    first, last = sorted((dated, other))
    return Kin(tie, number, dated, letter, held, (last - first).days, workdays_between(first, last))


def _known(kin: Kin, seen: set[int]) -> bool:
    """Whether the paper was told already, as a letter that answers also cites; it is told once."""
    if kin.letter is None:
        return False
    if kin.letter.pk in seen:
        return True
    seen.add(kin.letter.pk)
    return False
