"""Which pairs are worth weighing: of five thousand million pairs in 100,000 entries, some few per entry.

An entry stands in several blocks and every pair within a block is weighed once: the tambon; the telephone; the chair
within the province; the whole name within the province; and, within the district, the pieces of the name that the
fewest others share, which finds a misspelt name in another tambon. A block that many stand in says little and is cut
into smaller ones by place, or left out; each rule leaves its pairs to the others.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from saan.registry.likeness.entries import Entry

LARGEST = 40
"""A block of more entries than this is cut by place or left out; a tambon is cut only by `WHOLE_TAMBON`."""
WHOLE_TAMBON = 90
PIECE = 4
RAREST = 3


def candidates(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `entries`, the lower first, each once."""
    seen: set[int] = set()
    many = len(entries)
    for block in _blocks(entries):
        for left, right in combinations(block, 2):
            code = left * many + right
            if code not in seen:
                seen.add(code)
                yield left, right


def _blocks(entries: Sequence[Entry]) -> Iterator[list[int]]:
    rare = _rarest_pieces(entries)
    rules: list[tuple[int, Iterable[tuple[int, Hashable]]]] = [
        (WHOLE_TAMBON, ((n, e.tambon) for n, e in enumerate(entries))),
        (LARGEST, ((n, e.phone) for n, e in enumerate(entries) if e.phone)),
        (LARGEST, ((n, e.code) for n, e in enumerate(entries) if e.code)),
        (LARGEST, ((n, (e.tambon // 10000, *e.person)) for n, e in enumerate(entries) if e.chair.last)),
        (LARGEST, ((n, (e.tambon // 10000, e.name.sound)) for n, e in enumerate(entries))),
        (LARGEST, ((n, (e.tambon // 100, e.name.sound)) for n, e in enumerate(entries))),
        (LARGEST, ((n, key) for n, keys in enumerate(rare) for key in keys)),
    ]
    for largest, keyed in rules:
        blocks: dict[Hashable, list[int]] = defaultdict(list)
        for position, key in keyed:
            blocks[key].append(position)
        for block in blocks.values():
            if 1 < len(block) <= largest:
                yield block


def _rarest_pieces(entries: Sequence[Entry]) -> list[list[tuple[int, str]]]:
    """For each entry the keys (district, piece) of the pieces of its name that the fewest entries have."""
    counts: Counter[str] = Counter()
    all_pieces = []
    for each in entries:
        sound = each.name.sound
        found = {sound[n : n + PIECE] for n in range(max(1, len(sound) - PIECE + 1))}
        all_pieces.append(found)
        counts.update(found)
    return [
        [(each.tambon // 100, piece) for piece in sorted(found, key=lambda p: (counts[p] < 2, counts[p], p))[:RAREST]]
        for each, found in zip(entries, all_pieces, strict=True)
    ]  # fmt: skip
