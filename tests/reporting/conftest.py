"""A registration letter issued by the province on 27 September 2566, and a district at work on it."""

from datetime import date

import pytest

from saan.directives.models import Obligation
from saan.directives.rules import DirectiveKind
from saan.geography.models import Area
from saan.geography.queries import tambons
from saan.reporting.actions import start, submit, write
from saan.reporting.content import content_of
from tests.factories.directives import REGISTER, REPORT, issued, producers

FORM = "แบบรายงานการรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP"
DAY = "2023-09-27"


@pytest.fixture
def on_day(monkeypatch):
    """`on_day("2023-09-27")` makes it that day in Bangkok."""

    def pretend(day: str) -> None:
        monkeypatch.setenv("SAAN_TODAY", day)

    pretend(DAY)
    return pretend


@pytest.fixture
def province(actor, on_day):
    return actor("province24")


@pytest.fixture
def district(actor, on_day):
    """Bang Khla, of nine tambons."""
    return actor("district2402")


@pytest.fixture
def ordered(province):
    """The two directives of the letter: register producers, report on it."""
    made = issued(REGISTER, {**REPORT, "form": FORM}, by=province, subject="การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP")
    return {directive.kind: directive for directive in made}


@pytest.fixture
def owed(ordered):
    """`owed(by)` is what an actor's office owes under the directive that asks for the report."""

    def of(by):
        return Obligation.objects.get(directive=ordered[DirectiveKind.REPORT], office=by.office)

    return of


@pytest.fixture
def filled(district):
    """`filled(7)` registers a group and another producer in the first seven tambons of the district."""

    def fill(count: int, by=district) -> list[int]:
        codes = [place.code for place in tambons(by.office.area)][:count]
        for code in codes:
            producers(code, "group", 1, by=by, on=date(2023, 9, 27))
            producers(code, "sole", 1, by=by, on=date(2023, 9, 27))
        return codes

    return fill


@pytest.fixture
def begun(owed):
    def begin(by):
        obligation = owed(by)
        return start(directive=obligation.directive, obligation=obligation, by=by)

    return begin


@pytest.fixture
def sent(begun):
    """`sent(by)` is a report sent with a reason for every place that falls short."""

    def send(by, note: str = ""):
        report = begun(by)
        content = content_of(report.directive, report.office).to_json()
        reasons = {
            str(row["area"]): f"ยังไม่มีผู้ผลิตใน{row['name']}"
            for table in content["tables"]
            for row in table["rows"]
            if row["missing"]
        }
        return submit(report=write(report=report, reasons=reasons, note=note, by=by), by=by)

    return send


@pytest.fixture
def bang_khla():
    return Area.objects.get(code=2402)
