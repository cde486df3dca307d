"""An import killed in the middle goes on where it stopped, and the registry is that of an import never broken off."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from saan.registry.actions import begin_saving, check_batch, hand_in, map_columns, save_batch
from saan.registry.models import ImportBatch, Producer, StagedPiece
from tests.registry.sheets import row, workbook

ROWS = 400
_CHILD = """
import sys, time, django
from django.db import connection
django.setup()
connection.settings_dict["NAME"] = sys.argv[1]
from saan.demonstration.people import actor
from saan.registry.actions import imports, save_batch
from saan.registry.models import ImportBatch
write = imports.write_piece
def slowly(*args, **kwargs):
    done = write(*args, **kwargs)
    time.sleep(0.2)
    return done
imports.write_piece = slowly
save_batch(batch=ImportBatch.objects.get(pk=int(sys.argv[2])), by=actor("district2402"))
"""


def _names():
    return list(
        Producer.objects.order_by("name").values_list(
            "name", "sort_key", "tambon_id", "members", "registered_on", "version", "phone"
        )
    )


def _handed_in(by):
    lines = [row(name=f"{first}ที่ {number}", members=number + 2) for number in range(ROWS // 2)
             for first in ("กลุ่มทอผ้าบ้านหนองบัว", "ร้านของฝากริมคลองท่าข้าม")]  # fmt: skip
    batch = hand_in(data=workbook(*lines), name="ก.xlsx", by=by)
    batch.mapping |= {"distinct": True}
    batch.save()
    batch = map_columns(batch=batch, columns=batch.mapping["columns"], by=by)
    batch = check_batch(batch=batch, by=by)
    assert batch.problems == []
    return begin_saving(batch=batch, by=by)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_and_doubles_nothing(monkeypatch, actor):
    monkeypatch.setattr("saan.registry.actions.imports.AT_ONCE", 10)
    monkeypatch.setattr("saan.registry.actions.staging.PIECE", 40)
    by = actor("district2402")
    batch = _handed_in(by)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "saan.config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, connection.settings_dict["NAME"], str(batch.pk)], env=environment
    )
    for _ in range(600):
        batch.refresh_from_db()
        if batch.done_rows >= 80:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    batch.refresh_from_db()
    assert 80 <= batch.done_rows < ROWS
    assert batch.state == "saving"
    assert Producer.objects.count() + sum(StagedPiece.objects.values_list("rows", flat=True)) == ROWS
    broken = save_batch(batch=batch, by=by)
    assert (broken.state, broken.created, Producer.objects.count()) == ("saved", ROWS, ROWS)
    resumed = _names()

    Producer.objects.all().delete()
    ImportBatch.objects.all().delete()
    whole = _handed_in(by)
    assert save_batch(batch=whole, by=by).created == ROWS
    assert _names() == resumed
