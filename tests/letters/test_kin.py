"""A letter and its nearest papers both ways, the unresolved among them, and how long lay between."""

from datetime import date

import pytest

from saan.letters.queries.kin import Tie, forebears_of, offspring_of
from tests.factories.letters import brought_in

CITED = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๔๑๐๐ ลงวันที่ ๑๕ สิงหาคม ๒๕๖๖"


@pytest.fixture
def later(actor):
    return brought_in(actor("province24"), cited=CITED).letter


def test_what_is_cited_and_not_here_is_listed_all_the_same(actor, later):
    (kin,) = forebears_of(later, actor("province24"))
    assert (kin.tie, kin.number, kin.letter, kin.held) == (Tie.CITES, "ฉช 0019/ว 4100", None, False)
    assert kin.dated == date(2023, 8, 15)
    assert (kin.days, kin.workdays) == (36, 26)


def test_it_is_resolved_when_the_cited_letter_comes(actor, later):
    by = actor("province24")
    earlier = brought_in(by, number="ฉช ๐๐๑๙/ว ๔๑๐๐", dated="๑๕ สิงหาคม ๒๕๖๖", subject="เรื่องแรก").letter
    (up,), (down,) = forebears_of(later, by), offspring_of(earlier, by)
    assert (up.letter, up.held) == (earlier, True)
    assert (down.letter, down.tie, down.days, down.workdays) == (later, Tie.CITES, 36, 26)
    assert forebears_of(earlier, by) == []


def test_what_another_office_holds_is_known_by_its_number_alone(actor, later):
    earlier = brought_in(
        actor("district2402"), number="ฉช ๐๐๑๙/ว ๔๑๐๐", dated="๑๕ สิงหาคม ๒๕๖๖", subject="เรื่องแรก"
    ).letter
    own = actor("clerk24")
    (kin,) = forebears_of(later, own)
    assert (kin.letter, kin.held) == (None, True)
    assert offspring_of(earlier, actor("district2402")) == []


def test_a_reminder_and_a_replacement_say_so(actor, later):
    by = actor("province24")
    first = brought_in(by, number="ฉช ๐๐๑๙/ว ๑", subject="เตือน").letter
    second = brought_in(by, number="ฉช ๐๐๑๙/ว ๒", subject="แทน").letter
    first.reminds, second.supersedes = later, later
    first.save(), second.save()
    assert {kin.tie for kin in offspring_of(later, by)} == {Tie.REMINDS, Tie.REPLACES}
    assert [kin.tie for kin in forebears_of(first, by)] == [Tie.REMINDS]


def test_the_page_shows_both_ways(actor, later, as_user):
    client = as_user("province24")
    page = client.get(f"/letters/{later.pk}/chain/").content.decode()
    assert "ยังไม่มีในระบบ" in page
    earlier = brought_in(
        actor("province24"), number="ฉช ๐๐๑๙/ว ๔๑๐๐", dated="๑๕ สิงหาคม ๒๕๖๖", subject="เรื่องแรก"
    ).letter
    assert "36 วัน" in client.get(f"/letters/{earlier.pk}/chain/").content.decode()
