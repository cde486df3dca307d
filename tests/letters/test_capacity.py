"""A chain of posts is taken apart and put together alike, and what is against the grammar is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.capacity import ACTING, DELEGATED, Link, fault_of, is_delegated, lines_of, links_of

POSTS = st.sampled_from(
    ["นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ", "พัฒนาการจังหวัด", "ปลัดจังหวัด", "ผู้ว่าราชการจังหวัดฉะเชิงเทรา", "นายอำเภอบางคล้า"]
)


@st.composite
def chains(draw):
    """Chains the grammar allows: a post, perhaps acting before it, perhaps a principal after it."""
    links = [Link(draw(POSTS))]
    if draw(st.booleans()):
        links.insert(0, Link(draw(POSTS), draw(st.sampled_from(ACTING))))
    if draw(st.booleans()):
        links[-1] = Link(links[-1].post, draw(st.sampled_from(DELEGATED)))
        links.append(Link(draw(POSTS)))
    return tuple(links)


@given(chains())
def test_every_chain_of_the_grammar_stands_and_reads_back(chain):
    assert fault_of(chain) == ""
    assert links_of(lines_of(chain)) == chain


@given(chains(), st.data())
def test_a_link_without_its_capacity_is_refused(chain, data):
    if len(chain) > 1:
        place = data.draw(st.integers(0, len(chain) - 2))
        broken = (*chain[:place], Link(chain[place].post), *chain[place + 1 :])
        assert f"บรรทัดที่ {place + 1}" in fault_of(broken)


@given(chains(), st.sampled_from((*ACTING, *DELEGATED)))
def test_the_last_link_stands_for_nobody(chain, capacity):
    assert "บรรทัดสุดท้าย" in fault_of((*chain[:-1], Link(chain[-1].post, capacity)))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((), "ยังไม่มีตำแหน่ง"),
        (("รักษาการแทน", "พัฒนาการจังหวัด"), "มีแต่คำว่า"),
        (("ก ปฏิบัติราชการแทน", "ข ปฏิบัติราชการแทน", "ค"), "มอบต่ออีกทอด"),
        (("ก รักษาการแทน", "ข รักษาราชการแทน", "ค"), "ซ้อนกันสองตำแหน่ง"),
        (("ก ปฏิบัติราชการแทน", "ข รักษาการแทน", "ค"), "อยู่ก่อนตำแหน่งผู้มอบ"),
        (("ก รักษาการแทน", "ข ปฏิบัติราชการแทน", "ค รักษาการแทน", "ง"), "ไม่เกิน 3"),
    ],
)
def test_what_is_against_the_grammar_is_said(lines, says):
    assert says in fault_of(links_of(lines))


def test_the_seeds_chain_is_delegated():
    lines = (
        "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ รักษาการแทน",
        "พัฒนาการจังหวัด  ปฏิบัติราชการแทน",
        "ผู้ว่าราชการจังหวัดฉะเชิงเทรา",
    )
    assert is_delegated(links_of(lines))
    assert not is_delegated(links_of(("พัฒนาการจังหวัด",)))
