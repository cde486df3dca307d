"""Names, dates and amounts keep to one line, and nothing else about the text changes."""

import html
import re

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from saan.web.components import nonbreaking


def kept(text):
    return re.findall(r'<span class="nb">(.*?)</span>', nonbreaking.mark(text))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("อำเภอบางคล้ายังขาดผู้ผลิตอีก 4 ราย", ["บางคล้า", "ยังขาด", "ผู้ผลิต", "4 ราย"]),
        ("อำเภอท่าตะเกียบ จังหวัดฉะเชิงเทรา", ["ท่าตะเกียบ", "ฉะเชิงเทรา"]),
        ("ลงวันที่ 26 กันยายน 2566", ["26 กันยายน 2566"]),
        ("ครบกำหนด ศ. 29 ก.ย. 2566 เวลา 14.05 น.", ["ศ. 29 ก.ย. 2566", "14.05 น."]),
        ("๒๖ กันยายน ๒๕๖๖", ["๒๖ กันยายน ๒๕๖๖"]),
        ("หนังสือ ที่ ฉช 0019/ว 5465", ["ที่ ฉช 0019/ว 5465"]),
        ("มท 0810.6/ว 12509 และ ว 5465", ["มท 0810.6/ว 12509", "ว 5465"]),
        ("4,477,560,000 บาท", ["4,477,560,000 บาท"]),
        ("สพอ.บางคล้า กับ อบต.หัวไทร", ["สพอ.บางคล้า", "อบต.หัวไทร"]),
        ("ลงทะเบียนนวัตวิถี", ["ลงทะเบียน", "นวัตวิถี"]),
    ],
)
def test_what_must_not_break(text, pieces):
    assert kept(text) == pieces


@pytest.mark.parametrize("text", ["เผยแพร่แล้ว", "ไม่เลย", "รอส่ง 1 รายงาน", "5 ช่องทาง", "ตากแดดสองวัน"])
def test_short_names_inside_other_words_are_left_alone(text):
    assert kept(text) == []


@pytest.mark.parametrize("name", ["เลย", "แพร่", "ปาย"])
def test_short_names_count_after_the_word_for_their_level(name):
    assert kept(f"จังหวัด{name}") == [name]


def test_text_is_escaped_once_and_safe_markup_is_kept():
    assert nonbreaking.mark("<b>ผู้ผลิต</b>") == '&lt;b&gt;<span class="nb">ผู้ผลิต</span>&lt;/b&gt;'
    assert nonbreaking.mark(mark_safe("<b>ผู้ผลิต</b>")) == '<b><span class="nb">ผู้ผลิต</span></b>'
    link = mark_safe('<a title="ผู้ผลิต 4 ราย">ดู</a>')
    assert nonbreaking.mark(link) == link


@given(st.text(st.sampled_from("กขผู้ผลิต4 รายบางคล้า<>&\"'./ว๒")))
def test_without_the_spans_the_text_is_what_it_was(text):
    marked = nonbreaking.mark(text)
    assert html.unescape(re.sub(r'<span class="nb">|</span>', "", marked)) == text
    assert '<span class="nb"><span' not in marked


def test_further_names_can_be_registered():
    assert kept("บ้านน้ำตาลสดใหม่") == []
    nonbreaking.register_names(["บ้านน้ำตาลสดใหม่"])
    try:
        assert kept("บ้านน้ำตาลสดใหม่") == ["บ้านน้ำตาลสดใหม่"]
    finally:
        nonbreaking._extra_names.clear()
        nonbreaking._pattern.cache_clear()
