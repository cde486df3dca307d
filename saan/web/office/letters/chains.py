"""The chain of papers as the pages draw it: one finding, then hop by hop."""

from dataclasses import dataclass

from django.urls import reverse

from saan.accounts.policy import Actor
from saan.directives.queries import directives_visible_to
from saan.directives.rules import DirectiveState
from saan.kernel.dates import BANGKOK
from saan.letters import queries
from saan.letters.chain import Chain, Hop, Mark, MarkKind
from saan.letters.models import Letter

ICONS = {
    MarkKind.CITED: "file",
    MarkKind.ATTACHED: "file",
    MarkKind.STAMP: "stamp",
    MarkKind.LETTER: "mail",
    MarkKind.RECEIPT: "stamp",
    MarkKind.ISSUE: "order",
}
SHOWN = 4


@dataclass(frozen=True)
class Step:
    """One hop as drawn. `url` leads to the paper where it is another letter of Saan; `here` for the letter at hand."""

    hop: Hop
    icon: str
    url: str
    here: bool

    @property
    def waited(self) -> str:
        """รอ 47 วัน (32 วันทำการ); empty for the first."""
        return days_words(self.hop.days, self.hop.workdays) if self.hop.days is not None else ""


@dataclass(frozen=True)
class Story:
    """The chain with its finding in one sentence; `brief` are the hops that tell most of it."""

    finding: str
    longest: str
    steps: list[Step]
    undated: tuple[str, ...]

    @property
    def brief(self) -> list[Step]:
        """The first, the longest, the letter itself and the last, in their order."""
        if len(self.steps) <= SHOWN:
            return self.steps
        kept = [
            step
            for place, step in enumerate(self.steps)
            if place in (0, len(self.steps) - 1) or step.hop.longest or step.here or step.hop.doubt
        ]
        return kept[: SHOWN + 1]

    @property
    def hidden(self) -> int:
        return len(self.steps) - len(self.brief)


def story_of(letter: Letter, actor: Actor) -> Story:
    """The chain of one letter for one actor, with the issuing of directives that they may see."""
    family = queries.family_of(letter, actor)
    chain = queries.chain_of(letter, actor, also=_issues(family, actor), family=family)
    steps = [_step(hop, letter) for hop in chain.hops]
    return Story(_finding(chain, letter), _longest(chain), steps, chain.undated)


def _issues(family: list[Letter], actor: Actor) -> list[Mark]:
    """One mark a letter and day on which directives of it were issued."""
    issued = directives_visible_to(actor).filter(letter__in=family, state=DirectiveState.ISSUED)
    marks: dict[tuple, int] = {}
    for directive in issued.select_related("office", "letter"):
        day = directive.issued_at.astimezone(BANGKOK).date()
        key = (day, directive.office.name, directive.letter_id)
        marks[key] = marks.get(key, 0) + 1
    return [
        Mark(MarkKind.ISSUE, day, f"{office} ออกข้อสั่งการ {count:,} ข้อ", "หน่วยงานผู้รับข้อสั่งการ", letter=of)
        for (day, office, of), count in marks.items()
    ]


def _step(hop: Hop, letter: Letter) -> Step:
    other = hop.mark.letter if hop.mark.letter not in (None, letter.pk) else None
    here = hop.mark.letter == letter.pk and hop.mark.kind == MarkKind.LETTER
    return Step(hop, ICONS[hop.mark.kind], reverse("letter", args=[other]) if other else "", here)


def days_words(days: int | None, workdays: int | None) -> str:
    """49 วัน (34 วันทำการ), or วันเดียวกัน."""
    if not days:
        return "วันเดียวกัน"
    return f"{days:,} วัน ({workdays or 0:,} วันทำการ)"


def _finding(chain: Chain, letter: Letter) -> str:
    """จากบันทึกข้อความ ที่ … ถึงหนังสือฉบับนี้ 49 วัน (34 วันทำการ)."""
    reached = chain.until(MarkKind.LETTER, letter=letter.pk)
    if reached is None:
        return "หนังสือฉบับนี้เป็นต้นเรื่อง" if chain.hops else "ยังไม่มีวันที่พอจะลำดับเส้นทาง"
    _, days, workdays = reached
    return f"จาก{chain.hops[0].mark.what} ถึงหนังสือฉบับนี้ {days_words(days, workdays)}"


def _longest(chain: Chain) -> str:
    hop = chain.longest
    return f"ช่วงที่นานที่สุด {days_words(hop.days, hop.workdays)} อยู่ที่ {hop.lay_with}" if hop else ""
