"""What a report says is what the registry holds, place by place, and never what somebody typed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.directives.actions import exempt
from saan.directives.models import Directive
from saan.directives.queries import standing_of
from saan.directives.rules import DirectiveKind
from saan.geography.models import Area
from saan.geography.queries import tambons
from saan.registry.models import Producer
from saan.reporting.content import content_of, counted_with, lines_of
from saan.selection.actions import nominate
from tests.factories.directives import CHOOSE, DEED, SEND_LIST, issued, producers, products


def only_table(directive, office):
    (table,) = content_of(directive, office).tables
    return table


def test_a_report_speaks_of_what_was_counted_in_the_same_letter(ordered, district):
    table = only_table(ordered[DirectiveKind.REPORT], district.office)
    assert table.directive == ordered[DirectiveKind.COUNT].pk
    assert table.title == ordered[DirectiveKind.COUNT].title


def test_figures_are_those_of_the_registry(ordered, district, filled):
    filled(7)
    table = only_table(ordered[DirectiveKind.REPORT], district.office)
    assert [row.missing for row in table.rows] == [0] * 7 + [2] * 2
    assert (table.total.total, table.total.needed, table.total.missing) == (14, 18, 4)
    assert table.total.parts == [7, 7]
    assert [*table.heads, *table.head_units] == ["กลุ่มผู้ผลิตชุมชน", "ประเภทอื่น", "กลุ่ม", "ราย"]
    assert table.level == "ตำบล"


def test_the_total_is_what_the_progress_page_judges(ordered, district, filled):
    filled(4)
    judged = standing_of(ordered[DirectiveKind.COUNT], (district.office.lo, district.office.hi))
    total = only_table(ordered[DirectiveKind.COUNT], district.office).total
    assert (total.total, total.needed, total.missing) == (judged.total, judged.needed, judged.missing)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=9, max_size=9))
@pytest.mark.slow
def test_a_parent_is_the_sum_of_its_children_whatever_was_registered(ordered, district, province, counts):
    Producer.objects.all().delete()
    for place, (groups, others) in zip(tambons(district.office.area), counts, strict=True):
        producers(place.code, "group", groups, by=district)
        producers(place.code, "sole", others, by=district)
    table = only_table(ordered[DirectiveKind.COUNT], district.office)
    for name in ("total", "needed", "missing", "over"):
        assert getattr(table.total, name) == sum(getattr(row, name) for row in table.rows)
    assert table.total.parts == [
        sum(column) for column in zip(*(row.parts for row in table.rows), strict=True)
    ]
    above = only_table(ordered[DirectiveKind.COUNT], province.office)
    assert next(row for row in above.rows if row.area == 2402).missing == table.total.missing


def test_a_province_has_a_row_for_each_district(ordered, province):
    table = only_table(ordered[DirectiveKind.COUNT], province.office)
    assert table.level == "อำเภอ"
    assert [row.area for row in table.rows] == list(range(2401, 2412))
    assert table.total.needed == 186


def test_an_exempted_place_lacks_nothing(ordered, district, province):
    first = tambons(district.office.area).first()
    exempt(directive=ordered[DirectiveKind.COUNT], area=first, floor=0, reason="ไม่มีผู้ผลิตในตำบล", by=province)
    row = only_table(ordered[DirectiveKind.COUNT], district.office).rows[0]
    assert (row.needed, row.missing, row.applies) == (0, 0, True)


def test_members_are_the_counted_entries_without_personal_data(ordered, district, filled, registered_before):
    filled(2)
    table = only_table(ordered[DirectiveKind.COUNT], district.office)
    assert len(table.members) == table.total.total == 4
    assert set(table.members[0]) == {"name", "kind", "tambon", "district", "registered_on"}
    assert {each["registered_on"] for each in table.members} == {"2023-09-27"}


@pytest.fixture
def registered_before(district):
    """One producer of an earlier year, whom this letter does not count."""
    return producers(240201, "group", 1, by=district, on=date(2020, 1, 5))


def test_groups_are_listed_as_the_producers_they_are(district, registered_before):
    (line,) = lines_of("group", [registered_before[0].pk])
    assert line["name"] == registered_before[0].name
    assert line["district"] == "อ.บางคล้า"


def test_what_was_put_forward_is_reported_never_what_there_was_to_choose_from(province, district):
    directives = issued(CHOOSE, SEND_LIST, by=province, number="ฉช 0019/ว 6011", dated=date(2018, 11, 6))
    choice = next(each for each in directives if each.kind == DirectiveKind.SELECT)
    report = next(each for each in directives if each.kind == DirectiveKind.REPORT)
    assert counted_with(report) == [choice]
    first, *_ = products(2402, 9, by=province)
    (table,) = content_of(report, district.office).tables
    assert (table.total.total, table.total.missing, table.members) == (0, 6, [])
    owed = choice.obligations.get(office=district.office)
    nominate(obligation=owed, entity_id=first.pk, potential="พร้อมพัฒนา", by=district)
    (table,) = content_of(report, district.office).tables
    assert (table.total.total, table.total.missing) == (1, 5)
    (line,) = table.members
    assert (line["name"], line["maker"], line["potential"]) == (first.name, first.producer.name, "พร้อมพัฒนา")
    assert dict(zip(table.listed, line["values"], strict=True))["ปีที่ลงทะเบียน"] == "2560"
    first.name, first.quadrant = "ชื่อใหม่", "A"
    first.save()
    assert only_table(report, district.office).members == table.members
    assert content_of(report, province.office).tables[0].total.total == 1


def test_a_deed_has_no_figures(province):
    (deed,) = issued(DEED, by=province)
    assert content_of(deed, province.office).tables == []


def test_a_directive_without_a_letter_speaks_of_itself_alone(province):
    lone = Directive(office=province.office, kind=DirectiveKind.REPORT, number=1, title="รายงาน")
    assert counted_with(lone) == []


def test_definition_and_moment_stand_with_the_figures(ordered, district):
    content = content_of(ordered[DirectiveKind.REPORT], district.office)
    assert content.as_of.startswith("2023-09-27T")
    assert content.as_of.endswith("+07:00")
    assert content.letter == "ฉช 0019/ว 5465 ลงวันที่ 26 ก.ย. 2566"
    assert "แต่ละตำบล" in content.tables[0].definition
    assert content.to_json()["tables"][0]["rows"][0]["name"] == Area.objects.get(code=240201).short
