"""A district with a report to make, on the days of the registration letter."""

import pytest

from saan.directives.models import Obligation
from saan.directives.rules import DirectiveKind
from saan.geography.queries import tambons
from saan.reporting.actions import start, submit, write
from saan.reporting.content import content_of
from tests.factories.directives import REGISTER, REPORT, issued, producers


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def province(actor):
    return actor("province24")


@pytest.fixture
def district(actor):
    return actor("district2402")


@pytest.fixture
def ordered(province):
    made = issued(REGISTER, REPORT, by=province, subject="การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP")
    return {directive.kind: directive for directive in made}


@pytest.fixture
def obligation(ordered, district):
    return Obligation.objects.get(directive=ordered[DirectiveKind.REPORT], office=district.office)


@pytest.fixture
def filled(district):
    """`filled(7)` completes the first seven of the district's nine tambons."""

    def fill(count: int) -> None:
        for place in list(tambons(district.office.area))[:count]:
            producers(place.code, "group", 1, by=district)
            producers(place.code, "sole", 1, by=district)

    return fill


@pytest.fixture
def draft(obligation, district):
    return start(directive=obligation.directive, obligation=obligation, by=district)


@pytest.fixture
def sent(draft, filled, district):
    """`sent(7)` is the report sent when seven tambons are complete, with a reason for the other two."""

    def send(complete: int):
        filled(complete)
        (table,) = content_of(draft.directive, draft.office).to_json()["tables"]
        reasons = {str(row["area"]): "น้ำท่วมขังทั้งตำบล" for row in table["rows"] if row["missing"]}
        return submit(report=write(report=draft, reasons=reasons, note="", by=district), by=district)

    return send
