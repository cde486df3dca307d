"""A parcel to send, and the golden messages of e-CMS."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from saan.letters.transport import Cited, Enclosed, Parcel, Party

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str], bytes]:
    """`golden("letter")` is the message of that name, as bytes."""
    return lambda name: (GOLDEN / f"{name}.xml").read_bytes()


@pytest.fixture
def parcel() -> Parcel:
    return Parcel(
        consignment_id=UUID("11111111-2222-4333-8444-555555555555"),
        address="11002",
        number="ฉช 0019/ว 4101",
        dated=dt.date(2023, 9, 20),
        subject="การขึ้นทะเบียนผู้ผลิต & ผู้ประกอบการ <OTOP>",
        sender=Party("สำนักงานพัฒนาชุมชนจังหวัดฉะเชิงเทรา", "11008", "พัฒนาการจังหวัด"),
        receiver=Party("กรมตัวอย่าง", "11002", "อธิบดีกรมตัวอย่าง"),
        main=Enclosed("ฉช 0019-ว 4101.pdf", "application/pdf", b"%PDF-1.7 letter"),
        enclosures=(Enclosed("แบบรายงาน.xlsx", "application/vnd.ms-excel", b"PK sheet"),),
        urgency="ด่วนที่สุด",
        references=(Cited("มท 0404.2/ว 100", dt.date(2023, 9, 1), "แนวทาง"),),
        sent=dt.datetime(2023, 9, 21, 10, 30, tzinfo=dt.UTC),
    )
