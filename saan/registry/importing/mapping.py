"""Which column holds which field: by its heading, by what it holds, or as the office said the last time."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from saan.documents.sheets.reading import column_letters
from saan.documents.sheets.tables import Table
from saan.registry.importing.fields import FIELDS, Field, Sort
from saan.registry.importing.heads import Head, around, body, recognised
from saan.registry.importing.measures import column_of
from saan.registry.importing.values import CellProblem, read_cell
from saan.registry.rules import ImportKind

SAMPLES = 3
LOOKED_AT = 200
_MOST_FIT = 0.8
_BY_CONTENT = (
    Sort.PRODUCER_KIND,
    Sort.PRODUCT_KIND,
    Sort.PHONE,
    Sort.DAY,
    Sort.MONTH,
    Sort.CHANNEL,
    Sort.METHOD,
)


@dataclass(frozen=True)
class Guess:
    """One column: its heading, some of its values, the field proposed ("" for none), and why.

    `why` is "head", "content", "remembered" or "".
    """

    column: int
    title: str
    field: str
    why: str
    samples: tuple[str, ...]
    hidden: bool

    @property
    def letter(self) -> str:
        return column_letters(self.column)


def propose(
    table: Table,
    head: Head,
    kind: ImportKind,
    *,
    remembered: Mapping[str, int] | None = None,
    names: Mapping[str, frozenset[str]] | None = None,
) -> list[Guess]:
    """A guess for every column that has a heading or a value.

    `remembered` is an earlier mapping {field: column} of this very heading; `names` are the known names of places
    {"tambon": …, "district": …, "province": …}, by which a column without a known heading is told.
    """
    rows, _ = body(table, head, with_hidden=True)
    values = {int(name): rows[name].drop_nulls().head(LOOKED_AT) for name in table.frame.columns}
    claims: dict[int, tuple[str, str]] = {}
    said = recognised(head, kind, around(table, head))
    if remembered:
        claims = {column: (key, "remembered") for key, column in remembered.items() if column in values}
        _months_of_this_year(claims, said)
    else:
        visible_first = sorted(said.items(), key=lambda item: item[0] in table.shape.hidden_columns)
        claims = {column: (key, "head") for column, key in visible_first}
        _claim_by_content(claims, values, kind, names or {})
    return [
        Guess(
            column,
            head.titles.get(column, ""),
            *claims.get(column, ("", "")),
            tuple(held.str.strip_suffix(" 00:00:00").unique(maintain_order=True).head(SAMPLES).to_list()),
            column in table.shape.hidden_columns,
        )
        for column, held in sorted(values.items())
        if column in head.titles or len(held)
    ]


def _months_of_this_year(claims: dict[int, tuple[str, str]], said: Mapping[int, str]) -> None:
    """Headings of one shape stand over other months a year later, so what they say goes before what was remembered."""
    dated = {column: key for column, key in said.items() if (held := column_of(key)) and held.month}
    for column in [one for one, (key, _) in claims.items() if (held := column_of(key)) and held.month]:
        del claims[column]
    claims |= {column: (key, "head") for column, key in dated.items()}


def _claim_by_content(
    claims: dict[int, tuple[str, str]],
    values: Mapping[int, pl.Series],
    kind: ImportKind,
    names: Mapping[str, frozenset[str]],
) -> None:
    """Give fields that no heading claimed to the column whose values fit them best, if four in five do."""
    claimed = {key for key, _ in claims.values()}
    for field in FIELDS[kind]:
        if field.key in claimed or field.sort not in (*_BY_CONTENT, Sort.PLACE):
            continue
        fits = {
            column: _fit(field, held, names)
            for column, held in values.items()
            if column not in claims and len(held) >= 2
        }
        best = max(fits, key=lambda column: fits[column], default=None)
        if best is not None and fits[best] >= _MOST_FIT:
            claims[best] = (field.key, "content")


def _fit(field: Field, values: pl.Series, names: Mapping[str, frozenset[str]]) -> float:
    texts = values.to_list()
    if field.sort is Sort.PLACE:
        known = names.get(field.key, frozenset())
        bare = [text.split(".", 1)[-1].removeprefix("ตำบล").removeprefix("อำเภอ").strip() for text in texts]
        return sum(text in known for text in bare) / len(texts)
    return sum(_reads(field, text) for text in texts) / len(texts)


def _reads(field: Field, text: str) -> bool:
    try:
        reading = read_cell(field, text)
    except CellProblem:
        return False
    return reading.value is not None
