"""The page of the decision tables in words: what a table decides, what it leaves open, how to make it speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from saan.registry.models import Quadrant
from saan.registry.queries.quadrant_tables import Outcome, Proof, Table, gaps_of, outcome_of, prove

ANY = "ใดก็ได้"


@dataclass(frozen=True)
class GapRow:
    """A gap as a row of the page, with one set of answers to try."""

    sets: int
    cells: tuple[tuple[str, str], ...]
    example: str
    url: str


@dataclass(frozen=True)
class NearLine:
    """One changed answer and where it leads."""

    words: str
    gives: str


@dataclass(frozen=True)
class OutcomeView:
    """The live result of a set of answers."""

    headline: str
    says: str
    near: tuple[NearLine, ...]
    decided: bool
    open: bool


@dataclass(frozen=True)
class TablePage:
    """One version of the table with its proof."""

    table: Table
    headline: str
    shares: tuple[tuple[str, int], ...]
    decided: int
    proof: Proof
    heads: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    gaps: tuple[GapRow, ...]
    overlaps: tuple[tuple[str, str], ...]


def table_page(table: Table) -> TablePage:
    """Everything the page draws of one version."""
    proof = prove(table)
    heads = tuple((question.code, question.asks) for question in table.questions)
    return TablePage(
        table=table,
        headline=headline(proof),
        shares=tuple((quadrant.label, proof.shares[quadrant]) for quadrant in Quadrant),
        decided=proof.total - proof.open - proof.claimed_twice,
        proof=proof,
        heads=heads,
        rules=tuple((rule.gives.label, _cells(table, rule.when)) for rule in table.rules),
        gaps=tuple(
            GapRow(
                gap.sets,
                tuple((f"{code} {table_asks(table, code)}", _codes(codes)) for code, codes in gap.cells),
                " ".join(gap.example[code] for code in table.codes),
                f"{address(table, gap.example)}#check",
            )
            for gap in gaps_of(table)
        ),
        overlaps=tuple(
            (" ".join(_codes(box[code]) for code in table.codes), " และ ".join(each.label for each in given))
            for box, given in proof.overlaps
        ),
    )


def headline(proof: Proof) -> str:
    """ตารางนี้ตัดสินได้ 188 จาก 432 ชุดคำตอบ."""
    decided = proof.total - proof.open - proof.claimed_twice
    return f"ตารางนี้ตัดสินได้ {decided:,} จาก {proof.total:,} ชุดคำตอบ"


def table_asks(table: Table, code: str) -> str:
    return next(question.asks for question in table.questions if question.code == code)


def _codes(codes: tuple[str, ...]) -> str:
    return " หรือ ".join(codes) if codes else ANY


def _cells(table: Table, when: Mapping[str, frozenset[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{question.code} {question.asks}", _codes(tuple(sorted(when.get(question.code, ())))))
        for question in table.questions
    )


def address(table: Table, answers: Mapping[str, str]) -> str:
    """The page with these answers in its checker."""
    chosen = {f"answer-{question}": answer for question, answer in answers.items()}
    return f"{reverse('registry-quadrants')}?{urlencode({'version': table.version, **chosen})}"


def outcome_view(table: Table, answers: Mapping[str, str]) -> OutcomeView:
    """The result in words, with what could be answered otherwise where there is none."""
    outcome = outcome_of(table, answers)
    if outcome.gives is None:
        left = f"ยังไม่ได้ตอบข้อ {', '.join(outcome.missing)}"
        return OutcomeView("ตอบครบทุกข้อแล้วจะเห็นผล", left, (), False, False)
    if outcome.open:
        says = "ไม่มีเงื่อนไขใดของตารางรับคำตอบชุดนี้ ผลคือ “จัดกลุ่มไม่ได้” ไม่ใช่กลุ่ม D"
        return OutcomeView(outcome.gives.label, says, _near(table, outcome), True, True)
    return OutcomeView(f"กลุ่ม {outcome.gives.label}", "ผลตามตาราง บันทึกซ้ำเมื่อใดก็ได้ผลเดิม", (), True, False)


def _near(table: Table, outcome: Outcome) -> tuple[NearLine, ...]:
    asks = {question.code: question for question in table.questions}

    def words(question: str, answer: str) -> str:
        return f"ถ้าข้อ {question} {asks[question].asks} เป็น {answer} {asks[question].answers[answer]}"

    return tuple(NearLine(words(near.question, near.answer), near.gives.label) for near in outcome.near)
