"""Official numbers move under a new key, in batches that may be broken off and carried on."""

import base64

from django.conf import settings
from django.db import transaction

from saan.kernel.seals import mark_of
from saan.ledger.actions import Signer, record
from saan.ledger.models import Act
from saan.registry import sealing
from saan.registry.models import Application, ProducerIdentity

BATCH = 500
_VERB = "registry.reseal"


def reseal_numbers(*, by: Signer, batch: int = BATCH) -> int:
    """Seal every number anew that another key than the first of SAAN_DATA_KEY sealed; tells how many.

    Each batch stands by itself, and what the first key sealed is passed over, so a run that was broken off is simply
    run again. The ledger has one row for each key. Refused where a number is under none of the keys.
    """
    return _every(ProducerIdentity, _identities, batch, by) + _every(Application, _applications, batch, by)


def _every(model, renew, batch: int, by: Signer) -> int:
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = list(
                model.objects.select_for_update(of=("self",)).filter(pk__gt=last).order_by("pk")[:batch]
            )
            if not rows:
                return done
            changed = renew(rows)
            done, last = done + len(changed), rows[-1].pk
            if changed:
                _tell_once(changed[0], by)


def _identities(rows: list[ProducerIdentity]) -> list[ProducerIdentity]:
    changed = []
    for row in rows:
        if fresh := sealing.resealed(row.kind, row.sealed):
            row.sealed, row.fingerprint = fresh
            changed.append(row)
    ProducerIdentity.objects.bulk_update(changed, ["sealed", "fingerprint"])
    return changed


def _applications(rows: list[Application]) -> list[Application]:
    """Numbers of applications lie in their form; the form's version stays, since nothing that is read has changed."""
    changed = []
    for row in rows:
        known = row.data.get("identity")
        fresh = sealing.resealed(known["kind"], base64.b64decode(known["sealed"])) if known else None
        if fresh:
            known |= {"sealed": base64.b64encode(fresh[0]).decode(), "fingerprint": fresh[1]}
            changed.append(row)
    Application.objects.bulk_update(changed, ["data"])
    return changed


def _tell_once(row: ProducerIdentity | Application, by: Signer) -> None:
    mark = mark_of(settings.SAAN_DATA_KEY)
    if not Act.objects.filter(verb=_VERB, detail__key=mark).exists():
        record(by=by, verb=_VERB, of=row, summary="ปิดผนึกเลขประจำตัวของผู้ผลิตด้วยกุญแจดอกใหม่", key=mark)
