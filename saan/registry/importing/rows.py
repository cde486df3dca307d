"""What the checks of every kind share: the plan, the ground, the rows of a sheet, and how a problem is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from saan.documents.sheets.parts import column_number
from saan.documents.sheets.reading import column_letters
from saan.documents.sheets.tables import Table
from saan.kernel.refusals import Refused
from saan.registry import rules
from saan.registry.importing.heads import Head, body
from saan.registry.importing.places import PlaceProblem, Places
from saan.registry.importing.reading import PROBLEM
from saan.registry.importing.values import Fault, How
from saan.registry.rules import ImportKind

PLACE_FIELDS = ("tambon", "district", "province")


@dataclass(frozen=True)
class Plan:
    """How a sheet is to be read: its heading, {field: column from 0}, and what the officer has decided.

    `with_hidden` takes hidden rows too, `mend` applies the certain repairs, `distinct` confirms that near names are
    different producers. `fixes` are cells changed since: {"D7": text}. `constants` are fields that all rows share.
    """

    kind: ImportKind
    head: Head
    columns: Mapping[str, int]
    with_hidden: bool = False
    mend: bool = False
    distinct: bool = False
    fixes: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What rows are checked against, loaded once.

    `producers` has id, tambon, name, key, kind, status and the fields that can change; `products` id, producer, key and
    theirs; `offices` the registering office of each district code.
    """

    places: Places
    producers: pl.DataFrame
    products: pl.DataFrame
    offices: Mapping[int, int]
    today: date


@dataclass(frozen=True)
class Checked:
    """What became of the rows.

    `rows` has the good ones with their values, `state` new, updated or same, and `target`, the row of the registry.
    `problems` and `repairs` have row, field, raw and what is said; `left_out` the rows that are no records, by reason.
    `figures` counts the single figures of a sheet of sales by what becomes of them; a row may hold many.
    """

    plan: Plan
    total: int
    rows: pl.DataFrame
    problems: pl.DataFrame
    repairs: pl.DataFrame
    left_out: Mapping[str, list[int]]
    figures: Mapping[str, int] = field(default_factory=dict)

    def count(self, state: str) -> int:
        return self.rows.filter(pl.col("state") == state).height

    @property
    def bad(self) -> int:
        """How many rows a person must see to."""
        return self.total - self.rows.height

    def address(self, row: int, key: str) -> str:
        """The cell of a field; of a field that no column holds, the first cell mapped."""
        column = self.plan.columns.get(key, min(self.plan.columns.values()))
        return f"{column_letters(column)}{row}"


def records(table: Table, plan: Plan) -> tuple[pl.DataFrame, Mapping[str, list[int]]]:
    """The rows to be checked, each mapped column as "key:raw" with the cells changed since, and the rows left out."""
    rows, left_out = body(table, plan.head, with_hidden=plan.with_hidden)
    wanted = {key: str(column) for key, column in plan.columns.items()}
    frame = rows.select("row", **{f"{key}:raw": pl.col(column) for key, column in wanted.items()})
    places = {column: key for key, column in plan.columns.items()}
    for cell, text in plan.fixes.items():
        letters = cell.rstrip("0123456789")
        key = places.get(column_number(letters))
        if key is not None:
            at = pl.col("row") == int(cell[len(letters) :])
            frame = frame.with_columns(
                pl.when(at).then(pl.lit(text or None)).otherwise(f"{key}:raw").alias(f"{key}:raw")
            )
    return frame, left_out


def with_words(
    frame: pl.DataFrame, left_out: Mapping[str, list[int]], keys: Iterable[str], *, reason: str
) -> tuple[pl.DataFrame, Mapping[str, list[int]]]:
    """The rows in which any of these fields says something; the others are left out under the reason."""
    silent = frame.filter(pl.all_horizontal(pl.col(f"{key}:raw").is_null() for key in keys))["row"].to_list()
    if not silent:
        return frame, left_out
    return frame.filter(~pl.col("row").is_in(silent)), {**left_out, reason: silent}


def placed(
    frame: pl.DataFrame, plan: Plan, places: Places, problems: list[pl.DataFrame], repairs: list[pl.DataFrame]
) -> pl.DataFrame:
    """The column "tambon" of codes: each distinct triple of words is looked up once."""
    present = [key for key in PLACE_FIELDS if key in plan.columns]
    raw = [f"{key}:raw" for key in present]
    answers: list[dict] = []
    for triple in frame.select(raw).unique().iter_rows():
        words = dict(zip(present, triple, strict=True))
        answer: dict = dict(zip(raw, triple, strict=True))
        try:
            found = places.find(
                words.get("tambon"), words.get("district"), words.get("province"), mend=plan.mend
            )
            answer |= {"tambon": found.code} | {f"{key}:right": name for key, name in found.right.items()}
        except PlaceProblem as problem:
            at = problem.field if problem.field in present else "tambon"
            answer |= {"field": at, "message": problem.message, "suggestion": problem.suggestion,
                       "fault": problem.fault.value, "how": problem.how and problem.how.value}  # fmt: skip
        answers.append(answer)
    texts = (*raw, *(f"{key}:right" for key in present), "field", "message", "suggestion", "fault", "how")
    schema = dict.fromkeys(texts, pl.String) | {"tambon": pl.Int32}
    looked_up = pl.DataFrame(answers, schema=schema)
    frame = frame.join(looked_up, on=raw, how="left", nulls_equal=True, maintain_order="left")
    for key in present:
        own = pl.col("field") == key
        problems.append(
            frame.filter(own).select(
                "row", "field", pl.col(f"{key}:raw").fill_null("").alias("raw"), "message",
                "suggestion", "fault", "how", asks=pl.lit(False),
            )
        )  # fmt: skip
        repairs.append(
            frame.filter(
                pl.col(f"{key}:right").is_not_null() & (pl.col(f"{key}:right") != pl.col(f"{key}:raw"))
            ).select(
                "row",
                field=pl.lit(key),
                raw=f"{key}:raw",
                repaired=f"{key}:right",
                how=pl.lit(How.PLACE.value),
            )
        )
    used = ("field", "message", "suggestion", "fault", "how", *(f"{key}:right" for key in present))
    return frame.drop(*used, *(name for name in raw if name != "tambon:raw"))


def told(
    frame: pl.DataFrame, test: pl.Expr, key: str, message: pl.Expr | str, fault: Fault, *, asks: bool = False
) -> pl.DataFrame:
    """One problem for each row that the test finds."""
    says = pl.lit(message) if isinstance(message, str) else message
    raw = pl.col(f"{key}:raw").fill_null("") if f"{key}:raw" in frame.columns else pl.lit("")
    return frame.filter(test.fill_null(False)).select(
        "row", field=pl.lit(key), raw=raw, message=says, suggestion=pl.lit(""), fault=pl.lit(fault.value),
        how=pl.lit(None, pl.String), asks=pl.lit(asks),
    )  # fmt: skip


def refuse_numbers(frame: pl.DataFrame, key: str, problems: list[pl.DataFrame]) -> None:
    """Numbers of persons have no place in free text."""
    suspects = frame.filter(pl.col(key).str.contains(r"[0-9๐-๙](?:[ -]?[0-9๐-๙]){12}").fill_null(False))
    rows = []
    for row, text in suspects.select("row", key).iter_rows():
        try:
            rules.refuse_citizen_id(text, key)
        except Refused:
            rows.append(row)
    if rows:
        message = "ช่องนี้มีเลขประจำตัวประชาชน โปรดลบออก ทะเบียนนี้ไม่เก็บเลขดังกล่าวในช่องข้อความ"
        problems.append(told(frame, pl.col("row").is_in(rows), key, message, Fault.RULE))


def twice(frame: pl.DataFrame, on: list[str], key: str, problems: list[pl.DataFrame]) -> pl.DataFrame:
    """Rows of one key after the first row that passes everything else."""
    faulty = pl.concat([PROBLEM, *problems]).select("row").unique()
    good = frame.join(faulty, on="row", how="anti")
    first = pl.col("row").min().over(on)
    says = pl.format("ซ้ำกับแถว {} โปรดลบแถวใดแถวหนึ่ง หรือแก้ชื่อให้ต่างกัน", first)
    again = good.with_columns(says=says, first=first)
    return told(again, pl.col("row") > pl.col("first"), key, pl.col("says"), Fault.TWICE)
