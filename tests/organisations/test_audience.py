"""Expressions over lines, levels and places mean the offices they say, and are said in Thai."""

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from saan.geography.rules import is_within
from saan.organisations.audience import (
    Audience,
    Term,
    audience_from,
    below,
    narrowest,
    offices_of,
    phrase,
    record_of,
    spanning,
)
from saan.organisations.models import Office
from saan.organisations.rules import Line, OfficeLevel

pytestmark = pytest.mark.django_db
DISTRICTS = Term(("cdd",), ("district",), (24,))
codes = st.sampled_from([10, 20, 24, 2401, 2402, 2001, 240101])
terms = st.builds(
    Term,
    st.lists(st.sampled_from([line.value for line in Line]), unique=True, min_size=1).map(tuple),
    st.lists(st.sampled_from([level.value for level in OfficeLevel]), unique=True, min_size=1).map(tuple),
    st.lists(codes, unique=True).map(tuple),
)
expressions = st.builds(
    Audience,
    st.lists(terms, max_size=3).map(tuple),
    st.lists(st.sampled_from(["cdd-24", "dla-2402"]), unique=True).map(tuple),
    st.lists(st.sampled_from(["cdd-2402", "dla-2402"]), unique=True).map(tuple),
)


def found(audience: Audience, **more) -> set[str]:
    return set(offices_of(audience, **more).values_list("code", flat=True))


def test_terms_add_up_and_exceptions_go_last():
    both = Audience((DISTRICTS, Term(("dla",), ("district",), (24,))), ("cdd-20",), ("cdd-2402", "dla-2403"))
    meant = found(both)
    assert len(meant) == 11 + 11 + 1 - 2
    assert "cdd-20" in meant
    assert not {"cdd-2402", "dla-2403"} & meant


def test_lines_and_levels_multiply():
    meant = found(Audience((Term(("cdd", "dla"), ("province", "district"), (24, 20)),)))
    assert {"cdd-24", "dla-20", "cdd-2402", "dla-2001"} <= meant
    assert meant == {
        code for line in ("cdd", "dla") for level in ("province", "district") for area in (24, 20)
        for code in found(Audience((Term((line,), (level,), (area,)),)))
    }  # fmt: skip


def test_no_place_is_the_whole_country():
    assert len(found(Audience((Term(("cdd",), ("province",)),)))) == 76
    assert found(Audience((Term(("cdd",), ("province",), (0,)),))) == found(
        Audience((Term(("cdd",), ("province",)),))
    )


def test_nobody_is_meant_by_nothing():
    assert found(Audience()) == set()


def test_reach_narrows_terms_but_not_names():
    audience = Audience((Term(("cdd",), ("district",)),), ("dla-20",))
    assert found(audience, within=Q(code="cdd-2401")) == {"cdd-2401", "dla-20"}


def test_the_short_form_of_a_directive_is_read():
    kept = {"line": "cdd", "level": "district", "area": 24, "except": ["cdd-2402"]}
    assert audience_from(kept) == Audience((DISTRICTS,), (), ("cdd-2402",))
    narrowed = audience_from({**kept, "areas": [2401, 2403]})
    assert found(narrowed) == {"cdd-2401", "cdd-2403"}


@given(expressions)
def test_an_expression_survives_its_keeping(audience):
    assert audience_from(record_of(audience)) == audience


@given(expressions)
def test_it_means_what_one_office_after_another_would_be_asked(audience):
    def meant(office: Office) -> bool:
        if office.code in audience.left_out:
            return False
        return office.code in audience.named or any(
            office.line in term.lines
            and office.level in term.levels
            and (not term.areas or any(is_within(office.area_id, area) for area in term.areas))
            for term in audience.terms
        )

    near = Office.objects.in_force().filter(Q(lo__range=(240000, 249999)) | Q(area_id__in=(0, 10, 20)))
    near = near.filter(Q(level__in=("ministry", "department", "province")) | Q(lo__range=(240100, 240299)))
    here = {office.code for office in near if meant(office)}
    assert found(audience) & set(near.values_list("code", flat=True)) == here


@pytest.mark.parametrize(
    ("audience", "says"),
    [
        (Audience((DISTRICTS,)), "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน ในจังหวัดฉะเชิงเทรา"),
        (Audience((Term(("cdd", "dla"), ("province", "district"), ()),)),
         "หน่วยงานระดับจังหวัด และอำเภอ สายพัฒนาชุมชน และส่งเสริมการปกครองท้องถิ่น"),
        (Audience((), ("cdd-24", "dla-24"), ()), "หน่วยงานตามรายชื่อ 2 แห่ง"),
        (Audience((DISTRICTS,), ("dla-24",), ("cdd-2402",)),
         "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน ในจังหวัดฉะเชิงเทรา และหน่วยงานตามรายชื่อ 1 แห่ง ยกเว้น 1 แห่ง"),
    ],
)  # fmt: skip
def test_it_is_said_in_thai(audience, says):
    assert phrase(audience) == says


def test_the_home_goes_without_saying_and_many_places_are_counted():
    assert phrase(Audience((DISTRICTS,)), home=24) == "หน่วยงานระดับอำเภอ สายพัฒนาชุมชน"
    many = phrase(Audience((Term(("cdd",), ("district",), (2401, 2402, 2403, 2404, 2405)),)))
    assert many.endswith("และอีก 2 แห่ง")


def test_who_stands_below():
    asked = {code: below(Office.objects.get(code=code)) for code in ("moi", "cdd", "cdd-24", "dla-2402")}
    assert asked["moi"] is None
    assert len(found(asked["cdd"])) == 76
    assert len(found(asked["cdd-24"])) == 11
    assert found(asked["dla-2402"]) == set(
        Office.objects.in_force().filter(line="local", level="local", lo__range=(240200, 240299)).values_list(
            "code", flat=True))  # fmt: skip


def test_places_meet_where_they_lie():
    assert (spanning([2401]), spanning([2401, 2402]), spanning([24, 2001]), spanning([])) == (2401, 24, 0, 0)
    assert narrowest([24, 2401, 20]) == (20, 2401)
