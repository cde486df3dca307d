"""What is left of a name when the ways of writing it are taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.registry.likeness.names import phone_of, read_name, read_person, sound_of


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("กลุ่มแม่บ้านเกษตรกรบ้านหนองบัว", "หนองบัว"),
        ("วิสาหกิจชุมชน ทอผ้า บ้านนาข่า", "ทอผ้านาข่า"),
        ("บริษัท ไผ่ทอง จำกัด", "ไผ่ทอง"),
        ("หจก.สมศรีผ้าไทย", "สมศรีผ้าไทย"),
        ("นางสาวลัดดา วงศ์ชัย", "ลัดดาวงศ์ชัย"),
        ("กลุ่มจักสานบ้านไผ่ล้อม 2", "จักสานไผ่ล้อม"),
        ("กลุ่มทอผ้า (หมู่ที่ ๓)", "ทอผ้า"),
        ("นายาว", "นายาว"),
        ("กลุ่มแม่บ้าน", "แม่บ้าน"),
    ],
)
def test_the_core_is_what_tells_a_name_apart(written, core):
    assert read_name(written).core == core


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ทรายทอง", "ซายทอง"),
        ("ใบเตย", "ไบเตย"),
        ("ศรีสมบูรณ์", "สีสมบูรน์"),
        ("ณรงค์", "นรง"),
        ("ผ้าๆไหม", "ผ้าไหม"),
        ("หนองบ่อ", "หนองบอ"),
    ],
)
def test_letters_that_are_heard_alike_sound_alike(one, other):
    assert sound_of(one) == sound_of(other)


def test_numbers_are_read_in_either_digits_and_kept_apart():
    assert read_name("กลุ่มทอผ้า ๒").numbers == read_name("กลุ่มทอผ้า 2").numbers == (2,)
    assert read_name("กลุ่มทอผ้า 1").numbers != read_name("กลุ่มทอผ้า 2").numbers


@pytest.mark.parametrize("written", ["นางสมศรี ใจดี", "น.ส. สมศรี ใจดี", "สมศรี  ใจดี", "นาง สมศรี ใจดี", "สมสี ใจดี"])
def test_a_person_is_first_and_family_name(written):
    person = read_person(written)
    assert (person.first, person.last) == (sound_of("สมศรี"), sound_of("ใจดี"))


@pytest.mark.parametrize(
    "typed", ["081 234 5678", "081-234-5678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "6681234 5678"]
)
def test_a_telephone_is_nine_digits_however_typed(typed):
    assert phone_of(typed) == "812345678"


@pytest.mark.parametrize("typed", ["", "1234", "ไม่มี", "081 234"])
def test_what_is_no_telephone_is_nothing(typed):
    assert phone_of(typed) == ""


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    name = read_name(text)
    assert read_name(text) == name
    assert bool(name.sound) >= bool(name.core)
    read_person(text)
    phone_of(text)
