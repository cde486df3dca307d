"""Producers ready to hand: `registered(...)` opens a file the way an officer would."""

from datetime import date

import pytest

from saan.registry.actions import register_producer

BANG_KHLA = 240201
HUA_SAI = {"tambon": BANG_KHLA, "registered_on": date(2023, 9, 27)}


@pytest.fixture
def officer(actor):
    """The officer of district 2402."""
    return actor("district2402")


@pytest.fixture
def registered(officer):
    def make(name="กลุ่มจักสานบ้านไผ่ล้อม", kind="group", *, by=None, **fields):
        given = {"tambon": BANG_KHLA, "registered_on": date(2023, 9, 27), **fields}
        return register_producer(name=name, kind=kind, by=by or officer, **given)

    return make
