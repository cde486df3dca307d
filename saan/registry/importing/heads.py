"""Where the heading of a table stands, over one to three rows, and which rows beneath it are no records."""

import hashlib
from dataclasses import dataclass, field
from itertools import pairwise

import polars as pl

from saan.documents.sheets.tables import Table
from saan.registry.importing.fields import FIELDS, heading_key, known_headings, missing_of, total_words
from saan.registry.importing.measures import measures_in
from saan.registry.naming import same_key
from saan.registry.rules import ImportKind

WITHIN = 30
MOST_ROWS = 3
_OF_PRODUCERS = (ImportKind.SALES, ImportKind.STARS)
_TOTAL = r"^(รวม|ยอดรวม|ผลรวม|(?i:total|sum))"
_NOTE = r"^(หมายเหตุ|ที่มา|\*)"


@dataclass(frozen=True)
class Head:
    """Rows `first` to `last` (from 0) hold the headings; `titles` are those of each column, upper rows first."""

    first: int
    last: int
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Equal for workbooks of one shape, whatever their rows, blanks and signs."""
        keys = "|".join(heading_key(title) for _, title in sorted(self.titles.items()))
        return hashlib.sha256(keys.encode()).hexdigest()


def find_head(table: Table) -> tuple[Head, ImportKind]:
    """The rows that hold most known headings, as few as will do, and the kind that lacks fewest of what it needs.

    Where no heading is known, the first row in which most columns hold words.
    """
    tops = table.frame.head(WITHIN + MOST_ROWS)
    best: tuple[int, int, int, Head, ImportKind] | None = None
    for first in range(min(WITHIN, tops.height)):
        for last in range(first, min(first + MOST_ROWS, tops.height)):
            head = head_at(table, first, last)
            for kind in FIELDS:
                known = set(recognised(head, kind, around(table, head)).values())
                missing = len(missing_of(kind, known))
                rank = (len(known) - missing, -(last - first), -first)
                named = kind not in _OF_PRODUCERS or known & {"producer", "code"}
                if named and len(known) >= 2 and (best is None or rank > best[:3]):
                    best = (*rank, head, kind)
    return best[3:] if best else (_wordy(table), ImportKind.PRODUCERS)


def head_at(table: Table, first: int, last: int) -> Head:
    """The heading that stands in given rows; a heading above several columns holds for each of them."""
    rows = [list(row) for row in table.frame[first : last + 1].iter_rows()]
    for upper, lower in pairwise(rows):
        held = None
        for place, text in enumerate(upper):
            held = text or (held if lower[place] else None)
            upper[place] = held
    titles = {}
    for place, column in enumerate(table.frame.columns):
        parts = list(dict.fromkeys(row[place] for row in rows if row[place]))
        if parts:
            titles[int(column)] = " / ".join(" ".join(part.split()) for part in parts)
    return Head(first, last, titles)


def around(table: Table, head: Head) -> str:
    """What stands above the heading and names the sheet, where a table's year is often said once for all."""
    above = (text for row in table.frame.head(min(head.first, WITHIN)).iter_rows() for text in row if text)
    return " ".join([*dict.fromkeys(above), table.sheet, table.file])


def recognised(head: Head, kind: ImportKind, said_around: str = "") -> dict[int, str]:
    """Column → field for headings known, whole or by their last line; each field once, the first column wins.

    In a sheet of sales the columns of single months or channels come first; their keys are those of `measures`.
    """
    known = known_headings(kind)
    found: dict[int, str] = {}
    if kind == ImportKind.SALES:
        for column, held in measures_in(head.titles, said_around).items():
            if held.key not in found.values():
                found[column] = held.key
    for whole in (True, False):
        for column, title in head.titles.items():
            written = title if whole else title.rsplit(" / ", 1)[-1]
            name = known.get(heading_key(written))
            if name and column not in found and name not in found.values():
                found[column] = name
    return found


def _wordy(table: Table) -> Head:
    width = table.frame.width
    for number, row in enumerate(table.frame.head(WITHIN).iter_rows()):
        words = [text for text in row if text and not text.strip("()").replace(".", "").isdigit()]
        if len(words) * 3 >= width * 2:
            return head_at(table, number, number)
    return head_at(table, 0, 0)


def body(table: Table, head: Head, *, with_hidden: bool) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """The records beneath the heading with their row numbers in "row", and the rows left out, by reason.

    Reasons: "head" repeated headings, "total" totals, "note" remarks, "numbers" a row that numbers the columns,
    "hidden". Blank rows are left out without a word.
    """
    frame = table.frame.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int32))[head.last + 1 :]
    values = [pl.col(name) for name in table.frame.columns]
    frame = frame.filter(pl.any_horizontal(value.is_not_null() for value in values))
    left_out: dict[str, list[int]] = {}
    tests = {
        "head": _is_head(table, head, values),
        "total": pl.coalesce(values).str.contains(_TOTAL),
        "note": pl.coalesce(values).str.contains(_NOTE)
        & (pl.sum_horizontal(value.is_not_null() for value in values) == 1),
        "numbers": (pl.col("row") == head.last + 2)
        & pl.all_horizontal(value.str.contains(r"^\(?\d{1,2}\)?$").fill_null(True) for value in values),
        "hidden": pl.col("row").is_in(list(table.shape.hidden_rows)) if not with_hidden else pl.lit(False),
    }
    for reason, test in tests.items():
        rows = frame.filter(test)
        if reason == "total":
            rows = rows.filter([_is_total(first) for first in rows.select(pl.coalesce(values)).to_series()])
        if rows.height:
            left_out[reason] = rows["row"].to_list()
            frame = frame.filter(~pl.col("row").is_in(left_out[reason]))
    return frame, left_out


def _is_head(table: Table, head: Head, values: list[pl.Expr]) -> pl.Expr:
    """Rows in which every filled cell repeats the heading of its column, at least two of them."""
    tests = []
    for number in range(head.first, head.last + 1):
        written = table.frame.row(number)
        same = [
            value.is_null() if text is None else (value == text).fill_null(False)
            for value, text in zip(values, written, strict=True)
        ]
        if sum(text is not None for text in written) >= 2:
            tests.append(pl.all_horizontal(same))
    return pl.any_horizontal(tests) if tests else pl.lit(False)


def _is_total(text: str) -> bool:
    """รวม, รวมทั้งสิ้น 12 ราย, not รวมใจทอผ้า."""
    key = same_key(text).rstrip("0123456789")
    for unit in ("ราย", "รายการ", "กลุ่ม", "แห่ง", "บาท", "ผลิตภัณฑ์"):
        key = key.removesuffix(unit).rstrip("0123456789")
    return key in total_words()
