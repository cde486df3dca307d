"""An import killed in the middle goes on where it stopped, and the registry is that of an import never broken off.

Two connections write it, and what they write is what one would.
"""

import os
import signal
import subprocess
import sys
import time
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from saan.registry.actions import begin_saving, check_batch, hand_in, map_columns, save_batch, staging
from saan.registry.models import ImportBatch, Producer, StagedPiece
from tests.registry.sheets import row, workbook

ROWS = 400
_CHILD = """
import sys, time, django
from django.db import connection
django.setup()
connection.settings_dict["NAME"] = sys.argv[1]
from saan.demonstration.people import actor
from saan.registry.actions import save_batch, staging
from saan.registry.models import ImportBatch
write = staging.write_piece
def slowly(*args, **kwargs):
    done = write(*args, **kwargs)
    time.sleep(0.2)
    return done
staging.write_piece = slowly
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


def _counted(batch):
    batch.refresh_from_db()
    return (batch.state, batch.done_rows, batch.created, batch.updated, batch.unchanged, batch.accepted)


@pytest.fixture
def by(monkeypatch, actor):
    """The officer of district 2402, to whom four hundred rows are a large file of ten pieces."""
    monkeypatch.setattr("saan.registry.actions.imports.AT_ONCE", 10)
    monkeypatch.setattr("saan.registry.actions.staging.PIECE", 40)
    return actor("district2402")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_and_doubles_nothing(by):
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_connections_write_row_for_row_what_one_does(monkeypatch, by):
    alone = _handed_in(by)
    with transaction.atomic():
        save_batch(batch=alone, by=by)
    one = (_names(), _counted(alone))
    Producer.objects.all().delete()
    ImportBatch.objects.all().delete()

    met, wrote, write = Barrier(2), [], staging.write_piece

    def together(batch, *, by, beside=False):
        if beside not in wrote:
            met.wait(30)
        wrote.append(beside)
        return write(batch, by=by, beside=beside)

    monkeypatch.setattr("saan.registry.actions.staging.write_piece", together)
    batch = save_batch(batch=_handed_in(by), by=by)
    assert set(wrote) == {True, False}
    assert (_names(), _counted(batch)) == one
    assert one[1] == ("saved", ROWS, ROWS, 0, 0, ROWS)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("beside", [False, True])
def test_after_a_fault_in_one_piece_the_import_goes_on_from_there(monkeypatch, by, beside):
    batch, write = _handed_in(by), staging._written
    pieces = [bytes(piece.data) for piece in batch.staged.order_by("number")]
    faulty = pieces[-1 if beside else 0]

    def broken(data, kind, key):
        done = write(data, kind, key)
        if bytes(data) == faulty:
            raise OSError("broken off")
        return done

    with monkeypatch.context() as patch:
        patch.setattr("saan.registry.actions.staging._written", broken)
        with pytest.raises(OSError, match="broken off"):
            save_batch(batch=batch, by=by)
    batch.refresh_from_db()
    waiting = sum(batch.staged.values_list("rows", flat=True))
    assert (batch.state, faulty in {bytes(piece.data) for piece in batch.staged.all()}) == ("saving", True)
    assert batch.done_rows == batch.created == Producer.objects.count() == ROWS - waiting
    save_batch(batch=batch, by=by)
    assert _counted(batch) == ("saved", ROWS, ROWS, 0, 0, ROWS)
    assert Producer.objects.count() == ROWS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", ["number", "-number"])
def test_a_piece_in_the_hands_of_a_killed_process_is_waited_for(by, order):
    batch, held = _handed_in(by), Event()

    def hold_until_the_last():
        try:
            with transaction.atomic():
                assert batch.staged.select_for_update().order_by(order).first()
                held.set()
                for _ in range(600):
                    if batch.staged.count() == 1:
                        break
                    time.sleep(0.05)
        finally:
            connection.close()

    killed = Thread(target=hold_until_the_last)
    killed.start()
    assert held.wait(30)
    save_batch(batch=batch, by=by)
    killed.join()
    assert _counted(batch) == ("saved", ROWS, ROWS, 0, 0, ROWS)
    assert Producer.objects.count() == ROWS
