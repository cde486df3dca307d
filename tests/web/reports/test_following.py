"""Completeness at the desk: five cells with their legend, sums that say whom they leave out, opened place by place."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.directives.actions import excuse
from saan.web.components.status import Cell
from tests.factories.identity_reports import begun, ordered, passed_on, sent

pytestmark = pytest.mark.slow
NONE = {"2402": {f"{code}.none": "on" for code in ("food", "heritage", "culture", "product")}}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2024-12-18")


@pytest.fixture
def order(actor):
    return ordered(actor("ministry"))


@pytest.fixture
def child(order, actor):
    return passed_on(order, actor("local24"))


@pytest.fixture
def told(child, actor, monkeypatch):
    """December with one answer, one nought, one excuse and eight that are missing."""
    first, second = actor("local2401"), actor("local2402")
    sent(begun(child, first), first)
    sent(begun(child, second), second, identities=NONE)
    excused = child.obligations.get(office__code="dla-2404", period="ธันวาคม 2567")
    excuse(obligation=excused, reason="น้ำท่วม", by=actor("local24"))
    monkeypatch.setenv("SAAN_TODAY", "2024-12-24")
    return child


def address(directive, at: int | None = None) -> str:
    url = reverse("reports-completeness", args=[directive.pk])
    return url if at is None else f"{url}?at={at}"


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def test_every_kind_of_cell_is_drawn_and_explained(as_user, told):
    page = soup_of(as_user("local24").get(address(told)))
    drawn = {name for box in page.select("table.mx .c5") for name in box["class"]} - {"c5"}
    assert drawn == {cell.value for cell in Cell}
    assert len(page.select("ul.leg li")) == 5
    assert all(box.select_one(".vh") for box in page.select("table.mx .c5"))
    assert page.h1.get_text() == "รายงานแล้ว 2 จาก 10 ฉบับ ยังไม่รายงาน 8"


def test_the_sum_names_whom_it_leaves_out(as_user, told):
    said = " ".join(soup_of(as_user("local24").get(address(told))).find("main").get_text().split())
    assert "รายงานแล้ว 2 จาก 10 แห่ง รวม 4 รายการ ยังไม่รวม สถอ.บางน้ำเปรี้ยว" in said
    assert "และอีก 2 แห่ง" in said


def test_days_without_office_hours_are_shown_with_the_policy(as_user, order):
    said = " ".join(soup_of(as_user("dla").get(address(order))).find("main").get_text().split())
    assert "2 งวดตรงวันหยุด" in said
    assert "25 ม.ค. 2568 เป็นวันเสาร์ และ 25 พ.ค. 2568 เป็นวันอาทิตย์ ข้อสั่งการให้คงวันเดิม" in said


def test_the_nation_opens_into_a_province(as_user, order, told):
    client = as_user("dla")
    page = soup_of(client.get(address(order)))
    (link,) = page.select("table.mx tbody th a")
    assert link["href"] == address(order, 24)
    inside = soup_of(client.get(link["href"]))
    rows = [row.th.get_text(strip=True) for row in inside.select("table.mx tbody tr")]
    assert len(rows) == 12
    assert rows[0] == "สถจ.ฉะเชิงเทรา"
    assert "ไม่นับแถวแรก" in inside.select_one("table.mx tfoot").get_text()


def test_the_fragment_is_the_one_the_page_holds(as_user, order, told):
    client = as_user("dla")
    part = soup_of(client.get(address(order, 24), headers={"HX-Request": "true"}))
    page = soup_of(client.get(address(order, 24)))
    assert part.find("html") is None
    clock = page.find(id="completeness")
    assert str(part.find(id="completeness")) == str(clock)


def test_the_list_of_reports_leads_there(as_user, child):
    page = soup_of(as_user("local24").get(reverse("reports")))
    assert address(child) in [
        link["href"] for link in page.select("#followed ~ ul a, section[aria-labelledby=followed] a")
    ]


def test_a_district_sees_its_own_line_alone(as_user, told):
    page = soup_of(as_user("local2402").get(address(told)))
    assert [row.th.get_text(strip=True) for row in page.select("table.mx tbody tr")] == ["สถอ.บางคล้า"]
    assert as_user("local2402").get(address(told, 24)).status_code == 404


def test_strangers_do_not_find_it(as_user, told, client):
    assert client.get(address(told)).status_code == 302
    for who in ("province24", "district2402"):
        assert as_user(who).get(address(told)).status_code == 404, who
    assert as_user("producer").get(address(told)).status_code == 403
    for wrong in ("9999999", "x", "25"):
        assert as_user("local24").get(f"{address(told)}?at={wrong}").status_code == 404


def test_quarters_stand_as_they_were(as_user, told, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2025-01-10")
    page = soup_of(as_user("local24").get(address(told)))
    first = (
        page.find("th", string=lambda text: text and "ไตรมาส 1" in text)
        or page.find(id="quarters").find_next("tbody").tr.th
    )
    cells = [" ".join(cell.get_text().split()) for cell in first.find_parent("tr").find_all("td")]
    assert cells[0].startswith("31 ธ.ค. 2567")
    assert cells[1:] == ["10", "0", "2", "0", "8", "0"]
