"""How likely two entries are one producer: the weights of the pieces of evidence, added up.

The weights are data (`weights.yaml`): bits of evidence, fitted on the development set of the benchmark `duplicates`,
never on the set it is measured with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from saan.registry.likeness.blocking import candidates
from saan.registry.likeness.entries import Census, Entry
from saan.registry.likeness.evidence import Piece, pieces

_WEIGHTS = Path(__file__).parent / "weights.yaml"


@dataclass(frozen=True, slots=True)
class Weights:
    """`of[question][answer]` in bits; a pair starts at `start` and is shown from `threshold` bits on."""

    start: float
    threshold: float
    of: dict[str, dict[str, float]]

    def weight(self, piece: Piece) -> float:
        """An answer without a weight says nothing."""
        return self.of.get(piece.question, {}).get(piece.answer, 0.0)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A weighed pair. `bits` is the evidence added up; `reasons` are the pieces, the heaviest first."""

    left: Entry
    right: Entry
    bits: float
    reasons: tuple[tuple[Piece, float], ...]

    @property
    def score(self) -> float:
        """The likelihood between 0 and 1 that the two are one."""
        return 1 / (1 + 2**-self.bits) if self.bits > -60 else 0.0


@cache
def standing_weights() -> Weights:
    """The weights that ship."""
    sheet = yaml.safe_load(_WEIGHTS.read_text(encoding="utf-8"))
    return Weights(sheet["start"], sheet["threshold"], sheet["weights"])


def weigh(one: Entry, other: Entry, census: Census, weights: Weights | None = None) -> Likeness:
    """Weigh one pair and keep what was found, said and weighed."""
    weights = weights or standing_weights()
    found = [(piece, weights.weight(piece)) for piece in pieces(one, other, census)]
    bits = weights.start + sum(weight for _, weight in found)
    said = sorted((each for each in found if each[0].says), key=lambda each: -abs(each[1]))
    return Likeness(one, other, round(bits, 3), tuple(said))


def alike(entries: Sequence[Entry], weights: Weights | None = None) -> Iterable[Likeness]:
    """Every pair of the entries that the threshold lets through, as found."""
    weights = weights or standing_weights()
    census = Census.of(entries)
    for left, right in candidates(entries):
        found = weigh(entries[left], entries[right], census, weights)
        if found.bits >= weights.threshold:
            yield found
