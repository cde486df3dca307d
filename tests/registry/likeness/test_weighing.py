"""Which pairs are shown as one producer, and what is said about them."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saan.registry.likeness.blocking import candidates
from saan.registry.likeness.entries import Census, entry
from saan.registry.likeness.weighing import alike, standing_weights, weigh

HOME = {"village": 3, "kind": "group", "chair": "นางสมศรี ใจดี", "phone": "0812345678"}


def weighed(one: dict, other: dict):
    pair = [
        entry(n, **({"name": "กลุ่มทอผ้าบ้านหนองบัว", "tambon": 240101} | HOME | each))
        for n, each in enumerate((one, other))
    ]
    return weigh(*pair, Census.of(pair))


def shown(one: dict, other: dict) -> bool:
    return weighed(one, other).bits >= standing_weights().threshold


@pytest.mark.parametrize(
    "other",
    [
        {"name": "วิสาหกิจชุมชนทอผ้าบ้านหนองบัว"},
        {"name": "กลุ่มทอผ้าบ้านหนองบ่ว"},
        {"tambon": 240105, "village": 7},
        {"name": "กลุ่มผ้าไหมสามัคคี"},
        {"chair": "นางบุญมี แสงทอง"},
        {"phone": ""},
        {"chair": "", "phone": "+66 81-234-5678", "name": "กลุ่มทอผ้าหนองบัว"},
    ],
)
def test_the_same_producer_entered_again(other):
    assert shown({}, other)


@pytest.mark.parametrize(
    "other",
    [
        {"tambon": 240501, "chair": "นางบุญมี แสงทอง", "phone": "0899999999"},
        {"name": "กลุ่มจักสานบ้านไผ่", "chair": "นางบุญมี แสงทอง", "phone": "0899999999"},
        {"name": "ร้านขนมบุญมี", "chair": "นายบุญมี ใจดี", "kind": "sole"},
    ],
)
def test_another_producer(other):
    assert not shown({}, other)


def test_numbered_groups_are_two():
    other = {"name": "กลุ่มทอผ้าบ้านหนองบัว 2", "chair": "นางบุญมี แสงทอง", "phone": "0899999999"}
    assert not shown({"name": "กลุ่มทอผ้าบ้านหนองบัว 1"}, other)


def test_what_is_said_names_no_person_and_no_number():
    for other in ({}, {"chair": "สมสี ใจดี"}, {"chair": "นายบุญมี ใจดี"}, {"phone": "0812345679"}):
        said = " ".join(piece.says for piece, _ in weighed({}, other).reasons)
        assert "ใจดี" not in said
        assert "8123" not in said


def test_each_piece_is_said_in_words():
    said = [
        piece.says for piece, _ in weighed({}, {"name": "วิสาหกิจชุมชนทอผ้าบ้านหนองบัว", "tambon": 240102}).reasons
    ]
    assert "โทรศัพท์ตรงกัน" in said
    assert "ประธานหรือเจ้าของคนเดียวกัน" in said
    assert "ชื่อต่างกันที่คำนำหน้า: “กลุ่ม” กับ “วิสาหกิจชุมชน”" in said
    assert "คนละตำบลในอำเภอเดียวกัน อาจย้ายที่ผลิต" in said


def test_the_telephone_of_a_clerk_says_little():
    same = [
        entry(n, f"กลุ่มที่ต่างกัน{word}", 240101, phone="0812345678")
        for n, word in enumerate(("ไม้", "ข้าว", "ผ้า", "ปลา"))
    ]
    assert weigh(same[0], same[1], Census.of(same)).bits < weigh(same[0], same[1], Census.of(same[:2])).bits


entries = st.lists(
    st.builds(
        entry,
        st.integers(1, 10_000),
        st.sampled_from(["กลุ่มทอผ้าหนองบัว", "กลุ่มทอผ้าหนองบ่ว", "ร้านป้าศรี", "กลุ่ม", "กลุ่มปลาส้ม 1", "กลุ่มปลาส้ม 2"]),
        st.sampled_from([240101, 240102, 240201, 250101]),
        chair=st.sampled_from(["", "นางสมศรี ใจดี", "สมศรี ใจดี"]),
        phone=st.sampled_from(["", "0812345678", "0812345679"]),
    ),
    max_size=25,
    unique_by=lambda each: each.key,
)


@settings(deadline=None)
@given(entries)
def test_candidates_are_pairs_each_once_and_hold_every_pair_of_a_tambon(found):
    pairs = list(candidates(found))
    assert len(pairs) == len(set(pairs))
    assert all(left < right for left, right in pairs)
    one_tambon = {(a, b) for a, b in combinations(range(len(found)), 2) if found[a].tambon == found[b].tambon}
    assert one_tambon <= set(pairs)


@settings(deadline=None)
@given(entries)
def test_weighing_knows_no_order(found):
    census = Census.of(found)
    for one, other in combinations(found, 2):
        assert weigh(one, other, census).bits == weigh(other, one, census).bits
    assert all(pair.bits >= standing_weights().threshold for pair in alike(found))
