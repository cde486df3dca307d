"""Quotas: the figure, its bound, its area, and the conditions after it."""

import pytest

from saan.letters.reader.quotas import quotas


def core(text):
    return [
        (q.fields["per"], q.fields["min"], q.fields["exact"], q.fields["max"], q.fields["unit"])
        for q in quotas(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("อำเภอละ 6 ผลิตภัณฑ์ขึ้นไป", ("district", 6, None, None, "ผลิตภัณฑ์")),
        ("อย่างน้อยตำบลละ 2 ราย/กลุ่ม", ("tambon", 2, None, None, "ราย/กลุ่ม")),
        ("อำเภอละ 2 กลุ่ม", ("district", None, 2, None, "กลุ่ม")),
        ("ไม่น้อยกว่าตำบลละ 3 ราย แต่ไม่เกิน 10 ราย", ("tambon", 3, None, 10, "ราย")),
        ("จังหวัดละ 3 - 5 ชุมชน", ("province", 3, None, 5, "ชุมชน")),
        ("ตำบลละหนึ่งราย", ("tambon", None, 1, None, "ราย")),
        ("หมู่บ้านละไม่เกิน 4 ครัวเรือน", ("village", None, None, 4, "ครัวเรือน")),
        ("อปท.แห่งละ 1 โครงการ", ("lao", None, 1, None, "โครงการ")),
        ("2 ผลิตภัณฑ์ต่ออำเภอ", ("district", None, 2, None, "ผลิตภัณฑ์")),
    ],
)
def test_one_quota(text, expected):
    assert core(text) == [expected]


@pytest.mark.parametrize("text", ["กลุ่มละ 15 ปี", "ร้อยละ 5", "ตำบลและอำเภอ 3 แห่ง", "อายุไม่เกิน 35 ปี"])
def test_no_quota(text):
    assert core(text) == []


def test_conditions_of_a_quota_keep_their_own_bounds():
    (quota,) = quotas("ตำบลละ 4 ราย โดยเป็นกลุ่มสตรี อย่างน้อย 1 กลุ่ม และประเภทอื่นไม่เกิน 2 ราย ภายในวันที่ 3")
    conditions = [(c["text"], c["min"], c["max"], c["unit"]) for c in quota.fields["conditions"]]
    assert conditions == [("กลุ่มสตรี", 1, None, "กลุ่ม"), ("ประเภทอื่น", None, 2, "ราย")]


def test_an_age_in_brackets_is_no_condition():
    (quota,) = quotas("ตำบลละ 3 ราย โดยเป็นเยาวชน (อายุไม่เกิน 35 คน) อย่างน้อย 1 ราย")
    assert [c["min"] for c in quota.fields["conditions"]] == [1]


def test_the_repeat_mark_nests_a_count():
    (quota,) = quotas("อย่างน้อยจังหวัดละ 10 ชุมชน ๆ ละ 10 ชิ้น")
    assert quota.fields["conditions"][0] == {
        "text": "ชุมชนละ",
        "min": None,
        "exact": 10,
        "max": None,
        "unit": "ชิ้น",
    }


def test_a_count_inside_each_unit_and_an_exception():
    (quota,) = quotas("ตำบลละ 1 คณะ คณะละไม่เกิน 7 คน ยกเว้นอำเภอเมืองให้ตั้ง 2 คณะ")
    assert [(c["exact"], c["max"], c["unit"]) for c in quota.fields["conditions"]] == [
        (None, 7, "คน"),
        (2, None, "คณะ"),
    ]


def test_the_unit_may_stand_once_at_the_end():
    assert core("อย่างน้อยอำเภอละ 1 แต่ไม่เกิน 3 ผลิตภัณฑ์") == [("district", 1, None, 3, "ผลิตภัณฑ์")]


def test_two_quotas_in_one_clause_stay_apart():
    assert [c[0] for c in core("ตำบลละ 1 ราย และอำเภอละ 2 กลุ่ม")] == ["tambon", "district"]
