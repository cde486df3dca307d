"""Which written names are one producer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.registry.likeness.evidence import names_alike
from saan.registry.likeness.names import read_name
from saan.registry.naming import same_key, stem, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กลุ่มจักสาน หมู่ 2", "กลุ่มจักสานหมู่ ๒"),
        ("กลุ่มน้ำพริกป้าศรี", "กลุ่มน\u0e4d\u0e49าพริกป้าศรี"),
        ("ร้าน A-One", "ร้าน a one"),
    ],
)
def test_the_same_name_typed_otherwise(one, other):
    assert same_key(one) == same_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กลุ่มจักสานบ้านไผ่ล้อม", "วิสาหกิจชุมชนกลุ่มจักสานบ้านไผ่ล้อม"),
        ("บริษัท ไผ่ทอง จำกัด", "ไผ่ทอง"),
        ("กลุ่มแปรรูปมะม่วงบ้านหัวไทร", "กลุ่มแปรรูปมะม่วงบ้านหัวไทย"),
    ],
)
def test_names_to_compare(one, other):
    assert same_key(one) != same_key(other)
    assert names_alike(read_name(one), read_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กลุ่มจักสานบ้านไผ่ล้อม", "กลุ่มทอผ้าบ้านไผ่ล้อม"),
        ("ร้านป้าศรี", "ร้านลุงทอง"),
        ("กลุ่มจักสานบ้านไผ่ล้อม 1", "กลุ่มจักสานบ้านไผ่ล้อม 2"),
        ("กลุ่มแกะสลักไม้บ้านเกาะน้อย", "กลุ่มแกะสลักไม้บ้านโคกน้อย"),
    ],
)
def test_names_of_different_producers(one, other):
    assert not names_alike(read_name(one), read_name(other))


def test_a_name_of_nothing_but_kind_words_keeps_the_last():
    assert stem("กลุ่มแม่บ้าน") == "แม่บ้าน"
    assert stem("กลุ่มกลุ่ม") == "กลุ่ม"


@given(st.text(max_size=60))
def test_tidying_settles_and_keys_survive_it(text):
    assert tidy(tidy(text)) == tidy(text)
    assert same_key(tidy(text)) == same_key(text)
    assert bool(stem(text)) == bool(same_key(text))
