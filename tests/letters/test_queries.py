"""Which letters an actor may see and find, and which office wrote one."""

import pytest

from saan.letters.actions import bring_in, confirm_letter, settle_doubt
from saan.letters.queries import (
    arrivals,
    confirmed_record,
    find,
    issuer_of,
    letters_visible_to,
    listed,
    waiting_arrivals,
)
from tests.factories.cast import CAST, actor_named
from tests.factories.letters import brought_in, confirmed, doubted, settle_all


def test_a_letter_is_seen_from_above_not_from_beside(actor):
    letter = brought_in(actor("district2402")).letter
    seen = {member.username for member in CAST if letter in letters_visible_to(actor_named(member.username))}
    assert {"district2402", "province24", "cdd", "ministry", "auditor"} <= seen
    assert not seen & {"district2401", "district2403", "local24", "clerk24", "dla", "authority240101"}


def test_what_came_to_an_office_waits_there_until_confirmed(actor):
    by = actor("province24")
    receipt = brought_in(by).receipt
    assert list(arrivals(by)) == [receipt]
    assert list(waiting_arrivals(by)) == [receipt]
    assert not arrivals(actor("district2402"))


def test_news_waits_for_no_number(actor, seed):
    by = actor("province24")
    receipt = bring_in(data=seed("002"), name="ข่าว.txt", by=by).receipt
    assert list(waiting_arrivals(by)) == [receipt]
    assert not listed(by, state="to-register")
    settle_all(receipt.letter, by)
    confirm_letter(letter=receipt.letter, by=by)
    assert not waiting_arrivals(by)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("4101", True),
        ("๔๑๐๑", True),
        ("ฉช 0019/ว 4101", True),
        ("ทะเบียนผู้ผลิต", True),
        ("ฉะเชิงเทรา ขึ้นทะเบียน", True),
        ("", True),
        ("ฉะเชิงเทรา เชียงใหม่", False),
        ("9999", False),
    ],
)
def test_letters_are_found_by_any_part_in_either_digits(actor, words, found):
    by = actor("province24")
    letter = brought_in(by).letter
    assert (letter in find(by, words)) is found


def test_nobody_finds_what_they_may_not_see(actor):
    brought_in(actor("province24"))
    assert not find(actor("district2402"), "4101")


@pytest.mark.parametrize(
    ("office", "province", "code"),
    [
        ("ศาลากลางจังหวัดฉะเชิงเทรา", "ฉะเชิงเทรา", "governor-24"),
        ("ศาลากลางจังหวัด ฉะเชิงเทรา", None, "governor-24"),
        ("จังหวัดฉะเชิงเทรา", None, "governor-24"),
        ("สำนักงานพัฒนาชุมชนจังหวัด", "ฉะเชิงเทรา", "cdd-24"),
        ("สำนักงานพัฒนาชุมชนอำเภอบางคล้า", "ฉะเชิงเทรา", "cdd-2402"),
        ("ที่ว่าการอำเภอบางคล้า", "ฉะเชิงเทรา", "chief-2402"),
        ("กรมการพัฒนาชุมชน สำนักส่งเสริมภูมิปัญญาท้องถิ่น", None, "cdd"),
        ("กระทรวงมหาดไทย", None, "moi"),
        ("บริษัทตัวอย่าง จำกัด", None, None),
        ("ที่ว่าการอำเภอเมือง", None, None),
        (None, "ฉะเชิงเทรา", None),
    ],
)
def test_the_issuer_is_found_or_left_open(db, office, province, code):
    found = issuer_of({"issuing_office": office, "province": province})
    assert (found.code if found else None) == code


def test_the_record_says_who_decided_what(actor):
    by = actor("province24")
    arrival = brought_in(by)
    settle_doubt(doubt=doubted(arrival, subject="ชื่อใหม่"), choice_index=0, by=by)
    record = confirmed_record(arrival.letter)
    decided = record["provenance"]
    assert record["subject"] == "ชื่อใหม่"
    assert (decided["subject"].by, decided["subject"].was) == ("นายคราม ย้อมใจ", "การขึ้นทะเบียนผู้ผลิตชุมชน")
    assert "number" not in decided


def test_each_directive_keeps_its_place_in_the_reading(actor):
    letter = confirmed(actor("province24"))
    assert [made["index"] for made in confirmed_record(letter)["directives"]] == [0]
