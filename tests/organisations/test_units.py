"""Units inside an office: they stand apart from the lines of command and never answer for a place."""

import pytest

from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.models import Act
from saan.organisations.actions import add_unit, end_unit, load_units
from saan.organisations.models import Office
from saan.organisations.queries import office_for, offices_in, offices_under, units_in
from saan.organisations.rules import Line, OfficeLevel


@pytest.fixture
def office(db):
    return Office.objects.get(code="cdd-24")


def test_a_unit_writes_in_its_offices_name_and_place(office, actor):
    unit = add_unit(office=office, name="  กลุ่มงาน   ทดสอบ ", by=actor("admin"))
    assert (unit.name, unit.code) == ("กลุ่มงาน ทดสอบ สพจ.ฉะเชิงเทรา", "cdd-24-u1")
    assert (unit.parent, unit.issuing_body, unit.line) == (office, office.issuing_body, Line.CDD)
    assert Act.objects.get(verb="organisations.add_unit").object_id == str(unit.pk)


def test_units_are_nobodys_subordinate_offices(office, actor):
    before = offices_under(Office.objects.get(code="cdd")).count()
    unit = add_unit(office=office, name="กลุ่มงาน", by=actor("admin"))
    area = Area.objects.get(pk=24)
    assert offices_under(Office.objects.get(code="cdd")).count() == before
    assert office_for(Line.CDD, area) == office
    assert unit not in offices_in(area)
    assert list(offices_in(area, level=OfficeLevel.UNIT)) == [unit]


def test_a_name_stands_once_and_may_come_again_later(office, actor):
    first = add_unit(office=office, name="กลุ่มงาน", by=actor("admin"))
    with pytest.raises(Refused, match="อยู่แล้ว"):
        add_unit(office=office, name="กลุ่มงาน", by=actor("admin"))
    with pytest.raises(Refused, match="กรอกชื่อ"):
        add_unit(office=office, name=" ", by=actor("admin"))
    end_unit(unit=first, by=actor("admin"))
    assert not units_in(office)
    assert add_unit(office=office, name="กลุ่มงาน", by=actor("admin")).code == "cdd-24-u2"


def test_only_units_end_here_and_once(office, actor):
    unit = add_unit(office=office, name="กลุ่มงาน", by=actor("admin"))
    end_unit(unit=unit, by=actor("admin"))
    with pytest.raises(Stale):
        end_unit(unit=unit, by=actor("admin"))
    with pytest.raises(Refused, match="ไม่ใช่กลุ่มงาน"):
        end_unit(unit=office, by=actor("admin"))


def test_the_demonstrations_units_are_loaded_once(office, actor):
    assert load_units(by=actor("admin")) == 7
    assert load_units(by=actor("admin")) == 0
    assert units_in(office).count() == 4
