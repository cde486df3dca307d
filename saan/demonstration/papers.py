"""The papers of a fictitious nation: certificates of registration, and the peers' word that a producer operates."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from saan.accounts.policy import Actor
from saan.kernel.dates import be_year, now
from saan.kernel.verify_codes import LENGTH, SIGNS
from saan.registry.applying import lapse_of
from saan.registry.models import Producer, ProducerStatus, RegistrationCertificate, Verification

SEED = 2570
_SHARE = 0.7
"""How many producers were given a certificate; the files of the others are older than certificates."""
Copy = Callable[[type, Iterator[dict]], None]


def plant_papers(*, first: int, copy: Copy, next_id: Callable[[type], int], by: Actor) -> None:
    """Papers of the producers from the key `first` on; a certificate of one that ceased is revoked.

    `copy` writes the rows of a model, `next_id` gives its next free key.
    """
    draw = random.Random(SEED)
    held = Producer.objects.filter(pk__gte=first).order_by("pk")
    columns = ("pk", "office__area_id", "registered_on", "confirmed_on", "status")
    chosen = [row for row in held.values_list(*columns) if draw.random() < _SHARE]
    copy(RegistrationCertificate, _certificates(chosen, next_id(RegistrationCertificate), draw, by))
    copy(Verification, _peers(chosen, next_id(Verification), by))


def _certificates(chosen: list, first: int, draw: random.Random, by: Actor) -> Iterator[dict]:
    given: Counter[tuple[int, int]] = Counter()
    for index, (producer, district, issued, confirmed, status) in enumerate(chosen):
        year, ceased = be_year(issued), status == ProducerStatus.CEASED
        given[district, year] += 1
        yield {
            "id": first + index, "producer_id": producer, "number": f"{district}-{given[district, year]:04}/{year}",
            "verify_code": "".join(draw.choices(SIGNS, k=LENGTH)), "issued_on": issued,
            "lapses_on": lapse_of(max(issued, confirmed or date.min)), "issued_by_id": by.user.pk,
            "revoked_on": max(issued, confirmed or issued) if ceased else None,
            "revoked_reason": "เลิกประกอบการ" if ceased else "",
        }  # fmt: skip


def _peers(chosen: list, first: int, by: Actor) -> Iterator[dict]:
    moment = now()
    for index, (producer, _, day, *_) in enumerate(chosen):
        yield {
            "id": first + index, "producer_id": producer, "what": "network", "method": "word",
            "certified_by": "ประธานเครือข่าย OTOP อำเภอ (สมมติ)", "verified_on": day, "recorded_at": moment,
            "recorded_by_id": by.user.pk,
        }  # fmt: skip
