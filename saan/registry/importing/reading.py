"""One column of texts read into values: each distinct text once, and only those no column expression can read."""

import polars as pl

from saan.registry.importing.fields import Field, Sort
from saan.registry.importing.spelling import plain
from saan.registry.importing.values import CellProblem, Reading, read_cell

PROBLEM = pl.DataFrame(
    schema={"row": pl.Int32, "field": pl.String, "raw": pl.String, "message": pl.String, "suggestion": pl.String,
            "fault": pl.String, "how": pl.String, "asks": pl.Boolean}
)  # fmt: skip
REPAIR = pl.DataFrame(
    schema={"row": pl.Int32, "field": pl.String, "raw": pl.String, "repaired": pl.String, "how": pl.String}
)
_TYPES = {
    Sort.COUNT: pl.Int64, Sort.MONEY: pl.Int64, Sort.FIGURE: pl.Int64, Sort.YEAR: pl.Int64, Sort.DAY: pl.Date,
    Sort.STARS: pl.Int64, Sort.POINTS: pl.Int64,
}  # fmt: skip


def read_column(
    frame: pl.DataFrame,
    field: Field,
    problems: list[pl.DataFrame],
    repairs: list[pl.DataFrame],
    *,
    mend: bool,
) -> pl.DataFrame:
    """The frame with the column of values beside the raw one; problems and repairs are added to the lists."""
    raw, kind = f"{field.key}:raw", _TYPES.get(field.sort, pl.String)
    texts = frame[raw].unique().alias(raw).to_frame()
    if field.sort in (Sort.NAME, Sort.TEXT):
        quick = plain(pl.col(raw)) & (pl.col(raw).str.len_chars() <= field.longest)
        quick &= ~pl.col(raw).str.contains("^[=#]")
        texts = texts.filter(~quick.fill_null(False))
    answers = [_read(field, text, mend) | {raw: text} for text in texts[raw].to_list()]
    schema = {raw: pl.String, "value": kind, "repaired": pl.String, "how": pl.String, "message": pl.String,
              "suggestion": pl.String, "fault": pl.String, "seen": pl.Boolean}  # fmt: skip
    read = pl.DataFrame(answers, schema=schema)
    both = frame.select("row", raw).join(read, on=raw, how="left", nulls_equal=True, maintain_order="left")
    said = pl.col(raw).fill_null("").alias("raw")
    problems.append(
        both.filter(pl.col("message").is_not_null()).select(
            "row",
            pl.lit(field.key).alias("field"),
            said,
            "message",
            "suggestion",
            "fault",
            "how",
            asks=pl.lit(False),
        )
    )
    mended = pl.col("repaired").is_not_null() & (pl.col("repaired") != "")
    repairs.append(
        both.filter(mended).select("row", pl.lit(field.key).alias("field"), said, "repaired", "how")
    )
    value = pl.col("value")
    if field.sort in (Sort.NAME, Sort.TEXT):
        value = pl.when(pl.col("seen")).then(value).otherwise(pl.col(raw))
    return frame.with_columns(both.select(value.alias(field.key)).to_series())


def _read(field: Field, text: str | None, mend: bool) -> dict:
    try:
        reading = read_cell(field, text)
    except CellProblem as problem:
        if not (mend and problem.how and problem.suggestion):
            return {"message": problem.message, "suggestion": problem.suggestion, "fault": problem.fault.value,
                    "how": problem.how and problem.how.value, "seen": True}  # fmt: skip
        reading = Reading(read_cell(field, problem.suggestion).value, problem.suggestion, problem.how)
    return {
        "value": reading.value,
        "repaired": reading.repaired,
        "how": reading.how and reading.how.value,
        "seen": True,
    }
