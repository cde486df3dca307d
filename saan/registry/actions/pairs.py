"""The list of pairs that may be one producer, worked out anew from the registry as it stands."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from saan.registry.likeness.entries import Entry, entry
from saan.registry.likeness.weighing import Likeness, alike
from saan.registry.models import DuplicatePair, Producer
from saan.registry.rules import PairState, ProducerStatus

MOST_REASONS = 8


def refresh_pairs(*, lo: int = 0, hi: int = 999_999) -> int:
    """Weigh all entries whose tambon lies between the two codes and list the pairs; tells how many are open.

    What officers have decided stays as it is, whatever the weights say now. An open pair that no longer looks alike
    goes. This is a reading of the registry and changes nothing in it, so no act is recorded.
    """
    found = {_keys(pair): pair for pair in alike(entries(lo, hi))}
    with transaction.atomic():
        inside = DuplicatePair.objects.filter(
            left__tambon_id__gte=lo,
            left__tambon_id__lte=hi,
            right__tambon_id__gte=lo,
            right__tambon_id__lte=hi,
        )
        known = {(pair.left_id, pair.right_id): pair for pair in inside.select_for_update(of=("self",))}
        gone = [pair.pk for keys, pair in known.items() if pair.state == PairState.OPEN and keys not in found]
        inside.filter(pk__in=gone).delete()
        fresh = [_row(keys, pair) for keys, pair in found.items() if keys not in known]
        DuplicatePair.objects.bulk_create(fresh, batch_size=1_000)
        _tell_anew((known[keys], pair) for keys, pair in found.items() if keys in known)
        return inside.filter(state=PairState.OPEN).count()


def entries(lo: int, hi: int) -> list[Entry]:
    """The entries of the registry that may be doubled: all but those merged already."""
    rows = (
        Producer.objects.filter(tambon_id__gte=lo, tambon_id__lte=hi)
        .exclude(status=ProducerStatus.MERGED)
        .order_by("pk")
        .values_list("pk", "name", "tambon_id", "village_no", "kind", "chair_name", "phone", "legacy_code")
    )
    return [
        entry(pk, name, tambon, village=village, kind=kind, chair=chair, phone=phone, code=code)
        for pk, name, tambon, village, kind, chair, phone, code in rows.iterator(chunk_size=5_000)
    ]


def _keys(pair: Likeness) -> tuple[int, int]:
    low, high = sorted((pair.left.key, pair.right.key))
    return low, high


def _row(keys: tuple[int, int], pair: Likeness) -> DuplicatePair:
    return DuplicatePair(left_id=keys[0], right_id=keys[1], score=score(pair), reasons=reasons(pair))


def _tell_anew(pairs: Iterable[tuple[DuplicatePair, Likeness]]) -> None:
    changed = []
    for row, pair in pairs:
        if row.state == PairState.OPEN and (row.score, row.reasons) != (score(pair), reasons(pair)):
            row.score, row.reasons = score(pair), reasons(pair)
            changed.append(row)
    DuplicatePair.objects.bulk_update(changed, ["score", "reasons"], batch_size=500)


def score(pair: Likeness) -> Decimal:
    """The likelihood in hundredths, as it is stored and shown."""
    return Decimal(pair.score * 100).quantize(Decimal("0.01"))


def reasons(pair: Likeness) -> list[dict[str, object]]:
    """The pieces of evidence in words; a weight below nought speaks against."""
    return [{"says": piece.says, "weight": weight} for piece, weight in pair.reasons[:MOST_REASONS]]
