"""A producer of district 2402 with everything in its file."""

from datetime import date

import pytest

from saan.registry.actions import add_product, register_producer


@pytest.fixture
def officer(actor):
    return actor("district2402")


@pytest.fixture
def producer(officer):
    return register_producer(
        name="กลุ่มทอผ้าบ้านท่าทองหลาง",
        kind="group",
        tambon=240210,
        village_no=3,
        address="88/2 บ้านท่าทองหลาง",
        chair_name="นางกก ริมคลอง",
        phone="0812345678",
        members=12,
        registered_on=date(2023, 9, 27),
        by=officer,
    )


@pytest.fixture
def product(producer, officer):
    return add_product(
        producer=producer, name="ผ้าขาวม้าทอมือ", kind="textile", registered_on=date(2023, 9, 27), by=officer
    )


@pytest.fixture
def typed():
    """What an officer types into the form of a new producer."""
    return {
        "name": "ร้านขนมเปี๊ยะตลาดบน",
        "kind": "sole",
        "tambon": "240201",
        "village_no": "๔",
        "members": "",
        "address": "",
        "chair_name": "",
        "phone": "",
        "registered_on": "27 ก.ย. 2566",
        "distinct_reason": "",
    }
