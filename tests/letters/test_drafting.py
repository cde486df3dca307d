"""What a draft should mend, how its text becomes paragraphs and points, and which phrases belong together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.letters.drafting import (
    Cited,
    Draft,
    Enclosed,
    Outsider,
    checks_of,
    content_of,
    fingerprint,
    sheet_of,
)
from saan.letters.drafting.body import paragraphs_of
from saan.letters.drafting.phrases import closing_of, conclusions, pair_for, pairs
from saan.letters.drafting.sheet import Head
from saan.letters.rules import LetterKind

HEAD = Head(("สำนักงานสมมติ",), "นายหวาย สานดี", ("พัฒนาการจังหวัด",), ("สำนักงานสมมติ",), "ฉช 0019/")
WHOLE = Draft(
    kind=LetterKind.EXTERNAL,
    subject="การขึ้นทะเบียน",
    receivers=(1,),
    addressee="นายอำเภอบางคล้า",
    cause="ด้วยกรมการพัฒนาชุมชนกำหนด",
    purpose="จึงขอให้ดำเนินการ ดังนี้\n1. รับลงทะเบียน\n2. รายงานผล",
    conclusion="จึงเรียนมาเพื่อพิจารณาดำเนินการ",
)


def rules_of(**changed):
    return [(check.rule, check.field) for check in checks_of(replace(WHOLE, **changed)) if check.stops]


def test_a_whole_letter_has_nothing_to_mend():
    assert checks_of(WHOLE) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"subject": " "}, [("V13", "subject")]),
        ({"subject": "ก" * 301}, [("V13", "subject")]),
        ({"receivers": ()}, [("V15", "receivers")]),
        ({"addressee": ""}, [("V15", "addressee")]),
        ({"circular": True}, [("V07", "circular")]),
        ({"circular": True, "receivers": (1, 2)}, []),
        ({"circular": True, "outside": (Outsider("บริษัท"),)}, []),
        ({"salutation": "นมัสการ"}, [("V14", "closing")]),
        ({"salutation": "ถึง"}, [("V14", "salutation")]),
        ({"addressee": "นายกรัฐมนตรี"}, []),
        ({"cause": ""}, [("V18", "cause")]),
        ({"cause": "ตามที่จังหวัดแจ้ง"}, [("V18", "cause"), ("V18", "references")]),
        ({"cause": "ตามที่จังหวัดแจ้ง นั้น", "references": (Cited("หนังสือ"),)}, []),
        ({"cause": "ตามหนังสือ ที่ ฉช ๐๐๑๙/๑ แจ้งมา นั้น"}, []),
        ({"purpose": "ดังนี้\n1. ก\n3. ข"}, [("V19", "purpose")]),
        ({"purpose": "ดังนี้\n๑. ก\n๑.๑ ข\n๑.๒ ค\n๒. ง"}, []),
        ({"purpose": "ดังนี้\n2. ก"}, [("V19", "purpose")]),
        ({"purpose": "ดังนี้\n1. ก\n1.2 ข"}, [("V19", "purpose")]),
        ({"conclusion": ""}, [("V20", "conclusion")]),
        ({"enclosures": (Enclosed(" "),)}, [("V17", "enclosures")]),
        ({"kind": LetterKind.MEMO, "conclusion": "จึงเรียนมา ขอแสดงความนับถือ"}, [("V22", "conclusion")]),
        ({"kind": LetterKind.ORDER, "receivers": (), "addressee": ""}, []),
    ],
)
def test_each_rule_finds_its_fault(changed, found):
    assert rules_of(**changed) == found


def test_warnings_do_not_stop():
    said = checks_of(
        replace(WHOLE, cause="กรมแจ้งว่า", conclusion="โปรดทราบ", enclosures=(Enclosed("ก", unit="กล่อง"),))
    )
    assert {check.rule for check in said} == {"V17", "V18", "V20"}
    assert not any(check.stops for check in said)


@pytest.mark.parametrize(
    ("to", "salutation", "closing"),
    [
        ("นายอำเภอ ทุกอำเภอ", "เรียน", "ขอแสดงความนับถือ"),
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("นายกองค์การบริหารส่วนตำบล", "เรียน", "ขอแสดงความนับถือ"),
        ("พระครูสมมติ", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
        ("สมเด็จพระสังฆราช", "กราบทูล", "ควรมิควรแล้วแต่จะโปรด"),
        ("สมเด็จพระวันสมมติ", "นมัสการ", "ขอนมัสการด้วยความเคารพอย่างยิ่ง"),
    ],
)
def test_openings_and_closings_belong_to_the_addressee(to, salutation, closing):
    pair = pair_for(to)
    assert (pair.salutation, pair.closing) == (salutation, closing)


def test_every_pair_fits_itself():
    assert all(pair.closing in closing_of(pair.salutation) for pair in pairs())
    assert closing_of("สวัสดี") == ()


@pytest.mark.parametrize("kind", [LetterKind.EXTERNAL, LetterKind.MEMO, LetterKind.STAMPED])
def test_every_offered_conclusion_passes_its_check(kind):
    for each in conclusions(kind):
        assert ("V20", "conclusion") not in [
            (c.rule, c.field) for c in checks_of(replace(WHOLE, kind=kind, conclusion=each.words))
        ]


def test_points_stand_under_their_paragraph():
    first, second = paragraphs_of("จึงขอให้ ดังนี้\n๑. ก\n1.1 ข\n1.2 ค\n2) ง\n\nทั้งนี้ ขอให้เร่ง")
    assert [item.text for item in first.items] == ["ก", "ง"]
    assert [item.text for item in first.items[0].items] == ["ข", "ค"]
    assert [item.label for item in first.items] == [None, "2)"]
    assert (second.text, second.items) == ("ทั้งนี้ ขอให้เร่ง", ())


@given(
    st.lists(
        st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E2E), min_size=1, max_size=8),
        min_size=1,
        max_size=6,
    )
)
def test_numbered_lines_become_as_many_points(words):
    typed = "ดังนี้\n" + "\n".join(f"{n}. {word}" for n, word in enumerate(words, 1))
    (paragraph,) = paragraphs_of(typed)
    assert [item.text for item in paragraph.items] == words
    assert all(item.label is None for item in paragraph.items)


def test_kinds_print_only_what_is_theirs():
    told = replace(WHOLE, references=(Cited("หนังสือ ก"),), enclosures=(Enclosed("แบบ"),))
    memo = sheet_of(replace(told, kind=LetterKind.MEMO), HEAD)
    assert (memo.closing, memo.references, memo.enclosures, memo.owner) == ("", (), (), ())
    stamped = sheet_of(replace(told, kind=LetterKind.STAMPED), HEAD)
    assert (stamped.salutation, stamped.signature, stamped.subject) == ("ถึง", None, "")
    order = sheet_of(replace(told, kind=LetterKind.ORDER), HEAD)
    assert (order.addressee, order.closing, order.owner) == ("", "", ())
    external = sheet_of(told, HEAD)
    assert (external.closing, external.enclosures[0].quantity) == ("ขอแสดงความนับถือ", "จำนวน 1 ฉบับ")


def test_the_fingerprint_is_of_the_words_not_of_number_and_day():
    content = content_of(WHOLE, sheet_of(WHOLE, HEAD))
    assert fingerprint(content) == fingerprint(
        {**content, "number": "ฉช 0019/1", "date": "2023-09-27", "draft": False}
    )
    assert fingerprint(content) != fingerprint({**content, "subject": "แก้"})
    assert fingerprint(content) != fingerprint({**content, "secrecy": "ลับ"})


def test_a_draft_survives_json():
    told = replace(
        WHOLE,
        references=(Cited("หนังสือ", 7),),
        enclosures=(Enclosed("แบบ", 2, "ชุด"),),
        outside=(Outsider("บริษัท", "a@b.co"),),
    )
    assert Draft.from_json(told.to_json()) == told
    assert Draft.from_json({**told.to_json(), "unknown": 1}) == told
