"""Following: the sentence, the check that is really made, the branch that equals the page, and scope."""

import pytest
from bs4 import BeautifulSoup

from saan.directives.actions import cancel
from tests.factories.directives import DEED, MONTHLY, REGISTER, drafted, issued, producers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def province(actor, wednesday):
    return actor("province24")


@pytest.fixture
def officer(as_user):
    return as_user("province24")


def soup(response, status=200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def register(province):
    return issued(REGISTER, by=province)[0]


def test_the_sentence_the_sum_and_the_check(register, province, officer):
    producers(240201, "group", 1, by=province)
    page = soup(officer.get(f"/directives/{register.pk}/progress/"))
    assert page.h1.text == "ครบแล้ว 0 จาก 11 อำเภอ ยังขาด 185 ราย"
    assert "ยอดจังหวัด = ผลรวม 11 อำเภอ" in page.text
    assert "ครอบคลุม 93 พื้นที่" in page.text
    assert len(page.select(".tiles li")) == 11
    assert "ยังไม่รับทราบ 11 หน่วยงาน" in page.text
    assert len(page.select("table.cust tbody tr")) == 11


def test_late_offices_are_in_the_sentence(register, officer, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-10-02")
    page = soup(officer.get(f"/directives/{register.pk}/progress/"))
    assert page.h1.text.endswith("เกินกำหนด 11 อำเภอ")


def test_the_tick_says_where_the_sum_should_be(register, officer, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-28")
    page = soup(officer.get(f"/directives/{register.pk}/progress/"))
    assert "วันนี้ควรถึง 93 ราย" in page.text
    assert page.select_one(".weave.big b.t-50") is not None


def test_the_branch_is_the_very_rows_of_the_page(register, province, officer):
    producers(240201, "group", 1, by=province)
    address = f"/directives/{register.pk}/progress/?open=2402"
    whole = soup(officer.get(address))
    closed = soup(officer.get(f"/directives/{register.pk}/progress/"))
    link = closed.select_one("#p2402 a")
    assert link["href"] == "?open=2402"
    branch = soup(
        officer.get(f"/directives/{register.pk}/progress/{link['hx-get']}", headers={"HX-Request": "true"})
    )
    assert branch.select_one("html") is None
    rows = [row["id"] for row in branch.select("tr")]
    assert len(rows) == 10
    for row in rows:
        assert str(branch.select_one(f"#{row}")) == str(whole.select_one(f"#{row}"))
    everything = [row["id"] for row in whole.select("table.tree tr[id]")]
    at = everything.index("p2402")
    assert everything[at : at + 10] == rows


def test_an_area_page_and_the_way_back(register, officer):
    page = soup(officer.get(f"/directives/{register.pk}/progress/?area=2402"))
    assert page.h1.text.startswith("ครบแล้ว 0 จาก 9 ตำบล")
    assert page.select_one('.crumb a[href="?area=24"]') is not None


def test_one_period_at_a_time(actor, as_user, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2024-12-09")
    (series,) = issued(MONTHLY, by=actor("local24"))
    client = as_user("local24")
    page = soup(client.get(f"/directives/{series.pk}/progress/"))
    assert page.select_one("#period option[selected]").text == "ธันวาคม 2567"
    assert page.select_one(".fig").find_parent("span").text == "0 จาก 11 แห่ง"
    together = soup(client.get(f"/directives/{series.pk}/progress/?period=all"))
    assert together.select_one(".fig").find_parent("span").text == "0 จาก 110 แห่ง"


class TestExempting:
    def test_a_tambon_is_eased_with_its_reason(self, register, officer):
        answer = officer.post(f"/directives/{register.pk}/progress/exempt/",
                              {"area": "240201", "floor": "๑", "reason": "ไม่มีกลุ่มในพื้นที่"})  # fmt: skip
        assert answer.status_code == 302
        assert register.exemptions.get().floor == 1
        assert "จาก 185 ราย" in soup(officer.get(f"/directives/{register.pk}/progress/")).text

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"floor": "2"}, "id_floor"), ({"reason": ""}, "id_reason"), ({"area": "100101"}, "id_area")],
    )
    def test_faults_stand_at_their_field(self, register, officer, change, field):
        data = {"area": "240201", "floor": "1", "reason": "เหตุผล", **change}
        page = soup(officer.post(f"/directives/{register.pk}/progress/exempt/", data), 422)
        assert page.select_one(".errsum a")["href"] == f"#{field}"
        assert not register.exemptions.exists()

    def test_a_district_is_offered_nothing(self, register, as_user):
        client = as_user("district2402")
        assert "ผ่อนผัน" not in soup(client.get(f"/directives/{register.pk}/progress/")).text
        assert client.post(f"/directives/{register.pk}/progress/exempt/", {}).status_code == 403


def test_a_withdrawn_directive_says_so(register, province, officer):
    cancel(directive=register, reason="ยกเลิกโครงการ", by=province)
    assert "ไม่มีผลแล้ว" in soup(officer.get(f"/directives/{register.pk}/progress/")).text


def test_the_overview_lists_what_is_in_force_once(province, officer, as_user):
    issued(DEED, REGISTER, by=province)
    drafted(DEED, by=province, number="ฉช 0019/ว 2")
    assert len(soup(officer.get("/directives/progress/")).select("tbody tr")) == 2
    assert len(soup(as_user("district2402").get("/directives/progress/")).select("tbody tr")) == 2
    assert "ยังไม่มีข้อสั่งการที่ต้องติดตาม" in soup(as_user("dla").get("/directives/progress/")).text


class TestScope:
    def test_a_district_follows_its_own_area_only(self, register, as_user):
        client = as_user("district2402")
        own = soup(client.get(f"/directives/{register.pk}/progress/"))
        assert "จาก 9 ตำบล" in own.h1.text
        assert [row.th.a.text for row in own.select("table.cust tbody tr")] == ["อ.บางคล้า"]
        for area in ("2403", "24", "0", "9999", "x"):
            assert client.get(f"/directives/{register.pk}/progress/?area={area}").status_code == 404

    def test_a_branch_beyond_the_area_is_not_found(self, register, as_user):
        address = f"/directives/{register.pk}/progress/?open=2403&row=2403"
        assert as_user("district2402").get(address, headers={"HX-Request": "true"}).status_code == 404

    def test_another_line_and_drafts_are_not_found(self, province, register, as_user):
        (draft,) = drafted(DEED, by=province, number="ฉช 0019/ว 2")
        assert as_user("local24").get(f"/directives/{register.pk}/progress/").status_code == 404
        assert as_user("province24").get(f"/directives/{draft.pk}/progress/").status_code == 404

    def test_roles_without_the_permission(self, register, as_user):
        assert as_user("clerk24").get(f"/directives/{register.pk}/progress/").status_code == 403

    def test_signed_out(self, register, client):
        assert client.get("/directives/progress/")["Location"].startswith("/sign-in/")


@pytest.mark.slow
def test_the_country_takes_as_many_statements_as_a_province(
    actor, as_user, wednesday, django_assert_max_num_queries
):
    (directive,) = issued(REGISTER, by=actor("cdd"))
    client = as_user("cdd")
    with django_assert_max_num_queries(45):
        page = soup(client.get(f"/directives/{directive.pk}/progress/"))
    assert "จาก 77 จังหวัด" in page.h1.text
