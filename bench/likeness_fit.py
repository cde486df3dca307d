"""Fit the weights of the likeness engine on the development set and write them where the engine reads them.

    python -m bench.likeness_fit

The answers of every candidate pair of the development set, and whether the pair is planted, go through a logistic
regression with a little shrinking; weights come out in bits. The seed of the measured set is never used here.
"""

from collections import Counter
from pathlib import Path

import numpy as np
import yaml

from bench.likeness_set import Planted, plant
from saan.registry.likeness import weighing
from saan.registry.likeness.blocking import candidates
from saan.registry.likeness.entries import Census, Entry, entry
from saan.registry.likeness.evidence import pieces

DEVELOPMENT = {"producers": 20_500, "duplicates": 2_000, "seed": 7}
SHRINK = 1.0
_PLACE = Path(weighing.__file__).parent / "weights.yaml"
_HEAD = """\
# What each answer weighs, in bits of evidence: one bit doubles the odds that two entries are one producer.
# Fitted by bench/likeness_fit.py on its development set (an invented registry, seed 7).
# A pair is shown from `threshold` on.
"""


def entries_of(planted: Planted) -> list[Entry]:
    """The rows as the engine reads them."""
    return [
        entry(row.key, row.name, row.tambon, village=row.village, kind=row.kind, chair=row.chair, phone=row.phone,
              code=row.code)
        for row in planted.rows
    ]  # fmt: skip


def fit(planted: Planted) -> tuple[dict[str, dict[str, float]], float, float]:
    """Weights, the start, and the threshold with the best F1 on the same set."""
    entries = entries_of(planted)
    census = Census.of(entries)
    rows: Counter[tuple[frozenset[tuple[str, str]], bool]] = Counter()
    for left, right in candidates(entries):
        pair = entries[left].key, entries[right].key
        said = frozenset((p.question, p.answer) for p in pieces(entries[left], entries[right], census))
        rows[said, (min(pair), max(pair)) in planted.truth] += 1
    answers = sorted({answer for said, _ in rows for answer in said})
    matrix = np.array([[answer in said for answer in answers] + [True] for said, _ in rows], float)
    truth = np.array([true for _, true in rows], float)
    count = np.array(list(rows.values()), float)
    weights = _regress(matrix, truth, count) / np.log(2)
    bits = matrix @ weights
    missed = len(planted.truth) - (truth * count).sum()
    sheet: dict[str, dict[str, float]] = {}
    for (question, answer), weight in zip(answers, weights[:-1], strict=True):
        sheet.setdefault(question, {})[answer] = round(float(weight), 2)
    return sheet, round(float(weights[-1]), 2), _threshold(bits, truth, count, missed)


def _regress(matrix: np.ndarray, truth: np.ndarray, count: np.ndarray) -> np.ndarray:
    weights = np.zeros(matrix.shape[1])
    shrink = np.full(matrix.shape[1], SHRINK)
    shrink[-1] = 0.01
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -40, 40)))
        slope = matrix.T @ (count * (truth - chance)) - shrink * weights
        curve = (matrix * (count * chance * (1 - chance))[:, None]).T @ matrix + np.diag(shrink)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _threshold(bits: np.ndarray, truth: np.ndarray, count: np.ndarray, missed: float) -> float:
    def f1(least: float) -> float:
        found = bits >= least
        hits, shown = (truth * count)[found].sum(), count[found].sum()
        return 2 * hits / (shown + (truth * count).sum() + missed)

    return float(max(np.arange(-3, 6, 0.25), key=f1))


def main() -> None:
    sheet, start, threshold = fit(plant(**DEVELOPMENT))
    data = {"start": start, "threshold": threshold, "weights": sheet}
    _PLACE.write_text(_HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=True), encoding="utf-8")
    print(_PLACE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
