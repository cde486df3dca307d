"""Names that an officer should compare before a second file is opened, for a whole sheet at once."""

from collections import defaultdict

import polars as pl
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from saan.registry.naming import ALIKE, looks_alike, stem

_PIECE = 500


def doubts(new: pl.DataFrame, registered: pl.DataFrame, settled: set[int]) -> pl.DataFrame:
    """For each new row (row, tambon, name) near a registered name or a row above it: row and what is said.

    The likeness of `naming.looks_alike` can only be reached where that of rapidfuzz is, which is fast; so those pairs
    alone are compared. Rows in `settled` are not asked about, but others are compared with them.
    """
    tambons = set(new["tambon"].to_list())
    known: dict[int, list[str]] = defaultdict(list)
    for tambon, name in registered.filter(pl.col("tambon").is_in(list(tambons))).iter_rows():
        known[tambon].append(name)
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row, tambon, name in new.iter_rows():
        rows[tambon].append((row, name))
    said: dict[int, str] = {}
    for tambon, here in rows.items():
        said |= _in_one_place(here, known[tambon], settled)
    return pl.DataFrame(
        {"row": list(said), "says": list(said.values())}, {"row": pl.Int32, "says": pl.String}
    )


def _in_one_place(here: list[tuple[int, str]], known: list[str], settled: set[int]) -> dict[int, str]:
    others = [*known, *(name for _, name in here)]
    stems = [stem(name) for name in others]
    said: dict[int, str] = {}
    for start in range(0, len(here), _PIECE):
        piece = here[start : start + _PIECE]
        mine = [stem(name) for _, name in piece]
        near = cdist(mine, stems, scorer=Indel.normalized_similarity, score_cutoff=ALIKE - 0.001)
        for at, other in zip(*near.nonzero(), strict=True):
            row, name = piece[at]
            above = int(other) - len(known)
            if row in said or row in settled or above >= start + int(at):
                continue
            if looks_alike(others[other], name):
                where = "ซึ่งขึ้นทะเบียนแล้วในตำบลนี้" if above < 0 else f"ในแถว {here[above][0]}"
                said[row] = f"ใกล้เคียงกับ “{others[other]}” {where} ถ้าเป็นคนละราย ให้ยืนยัน"
    return said
