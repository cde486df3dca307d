"""A new data key: all keys open, the first seals, and the numbers move to it once, however often a run breaks off."""

import base64

import pytest
from django.core.management import CommandError, call_command

from saan.kernel import citizen_id
from saan.kernel.refusals import Refused
from saan.ledger.actions import OPERATOR
from saan.ledger.models import Act
from saan.registry import sealing
from saan.registry.actions import identities, resealing
from saan.registry.models import Application, ProducerIdentity
from tests.factories.registration import received, window

pytestmark = pytest.mark.django_db
OLD, NEW = "old-key", "new-key"
NUMBERS = [citizen_id.generate(seed) for seed in range(5)]


@pytest.fixture
def five(settings, actor, registered) -> list[ProducerIdentity]:
    """Five numbers of five files and one in an application, all under the old key."""
    settings.SAAN_DATA_KEY = OLD
    officer = actor("district2402")
    window(actor("province24"))
    received(officer)
    return [
        identities.record_identity(
            producer=registered(f"ผู้ผลิตที่ {place}", distinct_reason="ทดสอบ", by=officer),
            version=1,
            kind="citizen",
            number=number,
            by=officer,
        )
        for place, number in enumerate(NUMBERS)
    ]


def opened() -> list[str]:
    return [sealing.unsealed(row.sealed) for row in ProducerIdentity.objects.order_by("pk")]


def test_all_keys_open_and_the_first_seals(five, settings):
    settings.SAAN_DATA_KEY = f"{NEW}, {OLD}"
    assert opened() == NUMBERS
    fresh = sealing.sealed(NUMBERS[0])
    settings.SAAN_DATA_KEY = NEW
    assert sealing.unsealed(fresh) == NUMBERS[0]
    with pytest.raises(Refused, match="กุญแจข้อมูล"):
        opened()


def test_the_command_moves_everything_once(five, settings, capsys):
    settings.SAAN_DATA_KEY = f"{NEW},{OLD}"
    call_command("reseal_numbers")
    call_command("reseal_numbers")
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()] == ["6", "0"]
    settings.SAAN_DATA_KEY = NEW
    assert opened() == NUMBERS
    prints = [row.fingerprint for row in ProducerIdentity.objects.order_by("pk")]
    assert prints == [sealing.fingerprint("citizen", number) for number in NUMBERS]
    form = Application.objects.get(data__has_key="identity").data["identity"]
    assert (
        sealing.fingerprint("citizen", sealing.unsealed(base64.b64decode(form["sealed"])))
        == form["fingerprint"]
    )
    assert Act.objects.filter(verb="registry.reseal").count() == 1


def test_a_run_broken_off_is_carried_on(five, settings, monkeypatch):
    settings.SAAN_DATA_KEY = f"{NEW},{OLD}"
    real, calls = resealing._identities, []

    def breaks(rows):
        calls.append(rows)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(rows)

    monkeypatch.setattr(resealing, "_identities", breaks)
    with pytest.raises(KeyboardInterrupt):
        resealing.reseal_numbers(by=OPERATOR, batch=2)
    assert opened() == NUMBERS
    monkeypatch.undo()
    assert resealing.reseal_numbers(by=OPERATOR, batch=2) == 2
    settings.SAAN_DATA_KEY = NEW
    assert opened() == NUMBERS
    assert Act.objects.filter(verb="registry.reseal").count() == 1


def test_a_number_under_no_key_stops_it_and_says_so(five, settings):
    settings.SAAN_DATA_KEY = NEW
    with pytest.raises(CommandError, match="กุญแจข้อมูล"):
        call_command("reseal_numbers")
