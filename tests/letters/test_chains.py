"""Chains across letters: what is cited or answered, both ways, as far as the actor may see."""

import datetime as dt

import pytest

from saan.letters.actions import bring_in, passed_on, register
from saan.letters.chain import MarkKind
from saan.letters.models import Letter
from saan.letters.queries import chain_of, family_of
from tests.factories.letters import brought_in, confirmed, settle_all

CITES = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๔๑๐๑ ลงวันที่ ๒๐ กันยายน ๒๕๖๖"


@pytest.fixture
def pair(actor):
    """An older letter and one that cites it, both with the province."""
    by = actor("province24")
    old = confirmed(by)
    new = confirmed(by, number="ฉช ๐๐๑๙/ว ๔๒๐๐", dated="๒๕ กันยายน ๒๕๖๖", subject="ซักซ้อม", cited=CITES)
    return old, new


def kinds(chain):
    return [(hop.mark.kind, hop.mark.letter) for hop in chain.hops]


def test_a_chain_runs_both_ways(pair, actor):
    old, new = pair
    letters = [(MarkKind.LETTER, old.pk), (MarkKind.LETTER, new.pk)]
    assert kinds(chain_of(new, actor("province24"))) == letters
    assert kinds(chain_of(old, actor("province24"))) == letters
    assert chain_of(new, actor("province24")).until(MarkKind.LETTER, letter=new.pk)[1:] == (5, 3)


def test_brothers_of_a_forebear_stay_out(pair, actor):
    by = actor("province24")
    brother = confirmed(by, number="ฉช ๐๐๑๙/ว ๔๓๐๐", dated="๒๖ กันยายน ๒๕๖๖", subject="อื่น", cited=CITES)
    assert brother not in family_of(pair[1], by)
    assert brother in family_of(pair[0], by)


def test_what_the_actor_may_not_see_is_a_citation_only(pair, actor):
    new = pair[1]
    passed_on(letter=new, to=[actor("district2402").office], by=actor("province24"))
    chain = chain_of(new, actor("district2402"))
    assert kinds(chain) == [(MarkKind.CITED, None), (MarkKind.LETTER, new.pk)]
    assert "ฉช 0019/ว 4101" in chain.hops[0].mark.what
    assert "ศาลากลางจังหวัดฉะเชิงเทรา" in chain.hops[0].mark.who


def test_own_registering_is_a_hop(actor, monkeypatch):
    by = actor("province24")
    monkeypatch.setenv("SAAN_TODAY", "2023-09-22")
    letter = brought_in(by).letter
    register(receipt=letter.receipts.get(), by=by)
    last = chain_of(letter, by).hops[-1]
    assert (last.mark.kind, last.mark.on, last.days) == (MarkKind.RECEIPT, dt.date(2023, 9, 22), 2)
    assert "เลขรับ 1/2566" in last.mark.what


def test_letters_that_cite_each_other_end_the_search(pair, actor):
    old, new = pair
    Letter.objects.filter(pk=old.pk).update(reply_to=new)
    assert len(chain_of(old, actor("province24")).hops) == 2


def test_a_settled_doubt_stays_beside_its_date(actor, seed):
    by = actor("province24")
    letter = bring_in(data=seed("000"), name="000.txt", by=by).letter
    assert chain_of(letter, by).hops[0].unsettled
    settle_all(letter, by)
    first = chain_of(letter, by).hops[0]
    assert not first.unsettled
    assert "ยืนยันแล้ว: ใช้ ๑๕ มกราคม ๒๕๖๒" in first.doubt
    assert "โปรด" not in first.doubt
