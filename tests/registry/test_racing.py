"""Two officers who register one name at one moment."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from saan.kernel.refusals import Refused
from saan.registry.actions import register_producer
from saan.registry.models import Producer


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_is_registered_and_the_other_is_told(actor):
    officer, start, told = actor("district2402"), Barrier(2), []

    def register(name: str) -> None:
        start.wait()
        try:
            register_producer(
                name=name, kind="group", tambon=240214, registered_on=date(2023, 9, 27), by=officer
            )
        except Refused as refused:
            told.append(refused.message)
        finally:
            connection.close()

    officers = [Thread(target=register, args=(name,)) for name in ("กลุ่มจักสาน ๒", "กลุ่มจักสาน 2")]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join(20)
    assert Producer.objects.count() == 1
    assert "ในทะเบียนอยู่แล้ว" in told[0]
