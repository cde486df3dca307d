"""Forms as a browser sends them."""

from datetime import date

import pytest

from saan.registry.actions import register_producer
from tests.factories.registration import CITIZEN, window


@pytest.fixture
def opened(actor):
    return window(actor("province24"))


@pytest.fixture
def officer(actor):
    return actor("district2402")


@pytest.fixture
def producer(officer):
    return register_producer(
        name="กลุ่มทอผ้าบ้านท่าทองหลาง", kind="group", tambon=240210, chair_name="นางกก ริมคลอง",
        phone="0812345678", members=12, registered_on=date(2023, 9, 27), by=officer,
    )  # fmt: skip


@pytest.fixture
def typed():
    return {
        "name": "กลุ่มจักสานบ้านหัวไทร", "kind": "group", "tambon": "240204", "village_no": "๓",
        "address": "", "latitude": "๑๓.๗๒", "longitude": "101.21", "chair_name": "นางกก ริมคลอง",
        "identity_number": CITIZEN, "phone": "081 234 5678", "member_rows": "นางกก ริมคลอง, ประธาน\nนายไผ่ เหลา\n",
        "trading_since_be": "2550", "local_labour": "4", "link": ["makes"], "thai": "on", "product_rows": "2",
        "product_1_name": "กระบุงไม้ไผ่", "product_1_kind": "decor", "product_1_permit": "",
        "product_2_name": "", "product_2_kind": "", "version": "0", "page": "t1",
    }  # fmt: skip
