import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.digits import to_thai
from saan.kernel.sorting import thai_sort_key

DICTIONARY = """
กก กรรม กรรมการ กระ กลอง กล่อง กล้อง กวาง กะ กา ก้าง กำ กิน กุ้ง เก็บ เก่า แก
แก้ว โกรธ ใกล้ ไกล ขวด ฃ คน ฤดู ลม ฦๅ วัน
"""
PROVINCES = """
กระบี่ กรุงเทพมหานคร กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา
ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม
นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์
ปทุมธานี ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง
พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน
ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร
สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย
สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี
อุตรดิตถ์ อุทัยธานี อุบลราชธานี
"""


@pytest.mark.parametrize("known", [DICTIONARY, PROVINCES])
def test_known_orders(known: str) -> None:
    words = known.split()
    shuffled = random.Random(7).sample(words, len(words))
    assert sorted(shuffled, key=thai_sort_key) == words


def test_all_provinces_stand_in_the_list() -> None:
    assert len(set(PROVINCES.split())) == 77


def test_tones_weigh_only_where_the_letters_agree() -> None:
    words = ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า", "กาก", "ก้าก"]
    keys = [thai_sort_key(word) for word in words]
    assert keys == sorted(set(keys))


def test_numbers_go_by_value_in_either_kind_of_digits() -> None:
    words = ["หมู่ที่ 2", "หมู่ที่ ๑๐", "หมู่ที่ 11", "หมู่ที่ ๑๐๐"]
    keys = [thai_sort_key(word) for word in words]
    assert keys == sorted(set(keys))
    assert thai_sort_key("หมู่ที่ ๐๑๐") == thai_sort_key("หมู่ที่ 10")


def test_codings_that_look_alike_have_one_key() -> None:
    assert thai_sort_key("น\u0e4d\u0e49\u0e32เเข็ง") == thai_sort_key("น้ำแข็ง")


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_numbered_names_order_as_their_numbers(one: int, other: int) -> None:
    first, second = thai_sort_key(f"ตำบล {one}"), thai_sort_key(to_thai(f"ตำบล {other}"))
    assert (first < second, first == second) == (one < other, one == other)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_key_is_kept_whole_by_a_database(text: str) -> None:
    key = thai_sort_key(text)
    assert "\x00" not in key
    assert key.count("\x1f") == 1


@given(st.text(alphabet="กขคงเแโาิุ่้"), st.text(alphabet="กขคงเแโาิุ่้"))
def test_bytes_and_code_points_agree(one: str, other: str) -> None:
    first, second = thai_sort_key(one), thai_sort_key(other)
    assert (first < second) == (first.encode() < second.encode())
