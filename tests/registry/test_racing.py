"""Two officers at one moment: one name registered twice, one application decided twice."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions import decide, register_producer
from saan.registry.models import Producer, RegistrationCertificate
from tests.factories.registration import received, window


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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_decide_at_once_and_one_file_is_opened(actor):
    province, officer = actor("province24"), actor("district2402")
    window(province, levels=("district",))
    made, start, told = received(officer), Barrier(2), []

    def approve() -> None:
        start.wait()
        try:
            decide(
                application=made,
                version=made.version,
                outcome="approved",
                meeting="1/2567",
                decided_on=today(),
                by=officer,
            )
        except Stale as stale:
            told.append(stale.message)
        finally:
            connection.close()

    officers = [Thread(target=approve) for _ in range(2)]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join(20)
    assert (Producer.objects.count(), RegistrationCertificate.objects.count()) == (1, 1)
    assert "อนุมัติแล้ว" in told[0]
