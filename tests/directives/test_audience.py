"""Whom an instruction means, by its words and the office that issues it."""

import pytest

from saan.directives import audience
from saan.organisations.models import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "words", "how_many", "like"),
    [
        ("province24", "สำนักงานพัฒนาชุมชนอำเภอ", 11, "cdd-24"),
        ("province24", "อำเภอ", 11, "cdd-24"),
        ("local24", "อำเภอ", 11, "dla-24"),
        ("local24", "สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ", 11, "dla-24"),
        ("cdd", "จังหวัด", 76, "cdd-"),
        ("ministry", "ผู้ว่าราชการจังหวัด ทุกจังหวัด", 76, "governor-"),
        ("ministry", "สำนักงานพัฒนาชุมชนอำเภอ", 878, "cdd-"),
        ("province24", "หน่วยงานในสังกัด", 11, "cdd-24"),
    ],
)
def test_words_become_offices(actor, who, words, how_many, like):
    by = actor(who)
    found = list(audience.offices(audience.guess(words, by.office), by))
    assert len(found) == how_many
    assert all(office.code.startswith(like) for office in found)
    assert [office.lo for office in found] == sorted(office.lo for office in found)


def test_local_authorities_of_the_province(actor):
    by = actor("local24")
    found = audience.offices(audience.guess("องค์กรปกครองส่วนท้องถิ่น", by.office), by)
    assert (
        found.count()
        == Office.objects.in_force().filter(line="local", lo__range=(240000, 249999)).count()
        > 90
    )


def test_nobody_beyond_the_reach_of_who_issues(actor):
    by = actor("province24")
    other_line = {**audience.guess("อำเภอ", by.office), "line": "dla"}
    whole_country = {**audience.guess("อำเภอ", by.office), "area": 0}
    assert not audience.offices(other_line, by).exists()
    assert audience.offices(whole_country, by).count() == 11


def test_exceptions_are_left_out_and_said(actor):
    by = actor("province24")
    given = {**audience.guess("อำเภอ", by.office), "except": ["cdd-2402"]}
    assert "cdd-2402" not in {office.code for office in audience.offices(given, by)}
    assert audience.phrase(given) == "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน ยกเว้น 1 แห่ง"
