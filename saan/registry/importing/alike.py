"""Names that an officer should compare before a second file is opened, for a whole sheet at once."""

from collections import defaultdict

import polars as pl
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import cdist

from saan.registry.likeness.evidence import CLOSE, SLIPS, names_alike
from saan.registry.likeness.names import read_name

_PIECE = 500


def doubts(new: pl.DataFrame, registered: pl.DataFrame, settled: set[int]) -> pl.DataFrame:
    """For each new row (row, tambon, name) near a registered name or a row above it: row and what is said.

    Names are read and judged by the engine of likeness. Only pairs near by sound, or within its slips of one another,
    can be alike, and rapidfuzz tells those of a whole place at once; so those alone are judged. Rows in `settled` are
    not asked about, but others are compared with them.
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
    others = [read_name(name) for name in (*known, *(name for _, name in here))]
    sounds, wholes = [each.sound for each in others], [each.whole for each in others]
    said: dict[int, str] = {}
    for start in range(0, len(here), _PIECE):
        piece = here[start : start + _PIECE]
        first = len(known) + start
        mine = slice(first, first + len(piece))
        near = cdist(sounds[mine], sounds, scorer=Indel.normalized_similarity, score_cutoff=CLOSE - 0.001) > 0
        near |= cdist(wholes[mine], wholes, scorer=OSA.distance, score_cutoff=SLIPS) <= SLIPS
        for at, other in zip(*near.nonzero(), strict=True):
            row = piece[at][0]
            above = int(other) - len(known)
            if row in said or row in settled or above >= start + int(at):
                continue
            if names_alike(others[other], others[first + int(at)]):
                where = "ซึ่งขึ้นทะเบียนแล้วในตำบลนี้" if above < 0 else f"ในแถว {here[above][0]}"
                said[row] = f"ใกล้เคียงกับ “{others[other].written}” {where} ถ้าเป็นคนละราย ให้ยืนยัน"
    return said
