"""Drafting, checking and issuing on the page; editing by a plain form; ending with a reason."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveState
from tests.factories.directives import (
    CHOOSE,
    DEED,
    MONTHLY,
    REGISTER,
    REPORT,
    confirmed_letter,
    doubted,
    drafted,
    issued,
    products,
)

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


def filled(page: BeautifulSoup, selector: str = "form[action$='/edit/']") -> dict:
    """What a browser would send back unchanged."""
    data: dict[str, object] = {}
    form = page.select_one(selector)
    for field in form.select("input, textarea, select"):
        name, kind = field.get("name"), field.get("type")
        if name is None or (kind in ("radio", "checkbox") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            data[name] = chosen.get("value", "")
        elif kind == "checkbox":
            data.setdefault(name, []).append(field.get("value", "on"))
        else:
            data[name] = field.get("value", field.text if field.name == "textarea" else "")
    return data


def ticked(page: BeautifulSoup, **more: str) -> dict:
    """The issue form with every note read."""
    notes = [box["value"] for box in page.select("input[name=note]")]
    return {"shown": page.select_one("#issue input[name=shown]")["value"], "note": notes, **more}


def test_a_letter_becomes_drafts_by_one_press(province, officer):
    letter = confirmed_letter(REGISTER, REPORT, by=province)
    page = soup(officer.get(f"/directives/draft/{letter.pk}/"))
    assert page.h1.text == "หนังสือฉบับนี้สั่งการ 2 ข้อ"
    assert not Directive.objects.exists()
    answer = officer.post(f"/directives/draft/{letter.pk}/")
    first = Directive.objects.get(number=1)
    assert answer["Location"] == f"/directives/{first.pk}/"


def test_open_doubts_are_led_to_and_nothing_is_drafted(province, officer):
    letter = confirmed_letter(REGISTER, by=province)
    doubted(letter)
    assert "ยังร่างไม่ได้" in soup(officer.get(f"/directives/draft/{letter.pk}/")).text
    assert officer.post(f"/directives/draft/{letter.pk}/").status_code == 422
    assert not Directive.objects.exists()


def test_one_page_checks_and_issues_all_drafts_of_the_letter(province, officer):
    first, second = drafted(REGISTER, REPORT, by=province)
    page = soup(officer.get(f"/directives/{first.pk}/"))
    assert "วันนี้มีแล้ว 0 จาก 186 ราย ยังต้องหาเพิ่ม 186 ราย ภายใน 2 วันทำการ" in page.text
    assert page.select_one("#issue button").text == "ออกข้อสั่งการให้ 11 อำเภอ"
    assert "22 เรื่อง" in page.select_one(".issue").text
    answer = officer.post(f"/directives/{first.pk}/issue/", ticked(page))
    assert answer.status_code == 302
    assert Obligation.objects.count() == 22
    after = soup(officer.get(f"/directives/{second.pk}/"))
    assert "ติดตามผล" in after.text
    again = officer.post(f"/directives/{first.pk}/issue/", ticked(page))
    assert again.status_code == 409
    assert Obligation.objects.count() == 22


def test_a_note_not_read_stands_in_the_way(province, officer):
    (draft,) = drafted(REGISTER, by=province)
    page = soup(officer.get(f"/directives/{draft.pk}/"))
    answer = officer.post(f"/directives/{draft.pk}/issue/", {**ticked(page), "note": []})
    assert "ยังไม่ได้ทำเครื่องหมายว่าตรวจแล้ว" in soup(answer, 422).select_one(".errsum").text
    assert not Obligation.objects.exists()


def test_a_draft_changed_after_the_page_was_opened_is_stale(province, officer):
    first, second = drafted(REGISTER, REPORT, by=province)
    page = soup(officer.get(f"/directives/{first.pk}/"))
    Directive.objects.filter(pk=second.pk).update(state=DirectiveState.CANCELLED)
    assert officer.post(f"/directives/{first.pk}/issue/", ticked(page)).status_code == 409


class TestRelaxing:
    """Two districts cannot choose six."""

    @pytest.fixture
    def draft(self, province):
        (draft,) = drafted(CHOOSE, by=province, dated=date(2018, 11, 6))
        for district, how_many in zip(range(2401, 2412), [9, 9, 9, 9, 9, 9, 4, 9, 9, 3, 9], strict=True):
            products(district, how_many, by=province)
        return draft

    def test_the_heading_is_the_finding(self, draft, officer):
        page = soup(officer.get(f"/directives/{draft.pk}/"))
        assert "ทำได้ 9 อำเภอ ทำไม่ได้ 2 อำเภอ" in page.text
        assert [row.th.text for row in page.select("tbody tr")] == ["อ.ท่าตะเกียบ", "อ.ราชสาส์น"]

    def test_exempting_gives_each_what_it_has(self, draft, officer):
        page = soup(officer.get(f"/directives/{draft.pk}/"))
        officer.post(f"/directives/{draft.pk}/issue/", ticked(page, **{f"relax-{draft.pk}": "0"}))
        assert dict(draft.exemptions.values_list("area", "floor")) == {2407: 4, 2410: 3}

    def test_lowering_changes_the_rule_of_all(self, draft, officer):
        page = soup(officer.get(f"/directives/{draft.pk}/"))
        last = page.select(f"input[name=relax-{draft.pk}]")[-2]["value"]
        officer.post(f"/directives/{draft.pk}/issue/", ticked(page, **{f"relax-{draft.pk}": last}))
        draft.refresh_from_db()
        assert (draft.state, draft.rule["minimum"]) == (DirectiveState.ISSUED, 3)

    def test_a_choice_that_is_not_offered_is_stale(self, draft, officer):
        page = soup(officer.get(f"/directives/{draft.pk}/"))
        answer = officer.post(f"/directives/{draft.pk}/issue/", ticked(page, **{f"relax-{draft.pk}": "99"}))
        assert answer.status_code == 409


def test_the_weekend_is_asked_only_where_it_matters(province, officer):
    first, second = drafted(REGISTER, REPORT, by=province)
    page = soup(officer.get(f"/directives/{first.pk}/"))
    (form,) = page.select("form[action$='/weekend/']")
    assert form["action"] == f"/directives/{second.pk}/weekend/"
    assert "ครบกำหนด จ. 2 ต.ค. 2566" in form.text
    officer.post(form["action"], {"weekend": "next"})
    second.refresh_from_db()
    assert second.weekend == "next"


class TestEditing:
    @pytest.fixture
    def draft(self, province):
        return drafted(REGISTER, by=province)[0]

    def test_sent_back_unchanged_it_stays_the_same(self, draft, officer):
        data = filled(soup(officer.get(f"/directives/{draft.pk}/edit/")))
        assert officer.post(f"/directives/{draft.pk}/edit/", data).status_code == 302
        again = Directive.objects.get(pk=draft.pk)
        for name in ("title", "kind", "audience", "rule", "schedule", "weekend"):
            assert getattr(again, name) == getattr(draft, name), name

    def test_numbers_windows_cohorts_and_parts(self, draft, officer):
        data = filled(soup(officer.get(f"/directives/{draft.pk}/edit/")))
        data |= {"number": "๓", "start": "", "where_cohort_be_lo": "2560", "part_1_bound": "none"}
        data |= {"when": "monthly", "days": "1, สิ้นเดือน", "until": "", "left_out": ["cdd-2402"]}
        assert officer.post(f"/directives/{draft.pk}/edit/", data).status_code == 302
        draft.refresh_from_db()
        assert draft.rule["minimum"] == 3
        assert "window" not in draft.rule
        assert draft.rule["where"] == {"op": "between", "field": "cohort_be", "lo": 2560}
        assert len(draft.rule["parts"]) == 1
        assert draft.schedule == {"kind": "recurring", "rule": "monthly:1,last", "until": None}
        assert draft.audience["except"] == ["cdd-2402"]

    def test_receivers_are_narrowed_to_some_districts_and_widened_again(self, draft, officer):
        data = filled(soup(officer.get(f"/directives/{draft.pk}/edit/")))
        assert (
            officer.post(f"/directives/{draft.pk}/edit/", data | {"places": ["2401", "2403"]}).status_code
            == 302
        )
        draft.refresh_from_db()
        assert (draft.audience["area"], draft.audience["areas"]) == (24, [2401, 2403])
        assert "อำเภอเมืองฉะเชิงเทรา" in soup(officer.get(f"/directives/{draft.pk}/")).get_text()
        data = filled(soup(officer.get(f"/directives/{draft.pk}/edit/")))
        assert sorted(data["places"]) == ["2401", "2403"]
        officer.post(f"/directives/{draft.pk}/edit/", data | {"places": []})
        draft.refresh_from_db()
        assert draft.audience == {"line": "cdd", "level": "district", "area": 24, "except": []}

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"number": ""}, "id_number"),
            ({"number": "สอง"}, "id_number"),
            ({"when": "once", "due": ""}, "id_due"),
            ({"when": "once", "due": "31 ก.พ. 2566"}, "id_due"),
            ({"when": "monthly", "days": "32"}, "id_days"),
            ({"per": "province"}, "id_per"),
            ({"title": ""}, "id_title"),
        ],
    )
    def test_faults_stand_at_their_field_and_nothing_is_lost(self, draft, officer, change, field):
        data = filled(soup(officer.get(f"/directives/{draft.pk}/edit/"))) | change
        page = soup(officer.post(f"/directives/{draft.pk}/edit/", data), 422)
        assert f"#{field}" in {link["href"] for link in page.select(".errsum a")}
        assert page.select_one("#id_days")["value"] == data["days"] if data["days"] else True
        assert Directive.objects.get(pk=draft.pk).rule == draft.rule

    def test_an_issued_one_is_stale(self, province, officer):
        (gone,) = issued(DEED, by=province)
        assert officer.get(f"/directives/{gone.pk}/edit/").status_code == 409


def test_words_of_two_meanings_are_chosen_before_issue(province, officer):
    (draft,) = drafted(CHOOSE, by=province)
    other = {**draft.rule, "minimum": 5}
    readings = [{"says": "แบบหนึ่ง", "rule": draft.rule}, {"says": "อีกแบบ", "rule": other}]
    draft.interpretation = {"words": ["หรือ"], "readings": readings, "chosen": None, "by": None, "at": None}
    draft.save()
    page = soup(officer.get(f"/directives/{draft.pk}/"))
    refused = officer.post(f"/directives/{draft.pk}/issue/", ticked(page))
    assert "อ่านได้มากกว่าหนึ่งแบบ" in soup(refused, 422).select_one(".errsum").text
    assert officer.post(f"/directives/{draft.pk}/meaning/", {"reading": "1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.rule["minimum"] == 5
    assert officer.post(f"/directives/{draft.pk}/meaning/", {"reading": "7"}).status_code == 422


def test_cancelling_needs_a_reason_and_tells_the_offices(province, officer):
    (deed,) = issued(DEED, by=province)
    wrong = soup(officer.post(f"/directives/{deed.pk}/cancel/", {"reason": ""}), 422)
    assert wrong.select_one("dialog#cancel").has_attr("open")
    officer.post(f"/directives/{deed.pk}/cancel/", {"reason": "ออกผิดฉบับ"})
    assert set(deed.obligations.values_list("state", "remark")) == {("cancelled", "ออกผิดฉบับ")}


def test_a_newer_one_takes_its_place(province, officer):
    (old,) = issued(DEED, by=province)
    (new,) = drafted(DEED, by=province, number="ฉช 0019/ว 9")
    assert officer.post(f"/directives/{old.pk}/supersede/", {"new": ""}).status_code == 422
    assert (
        officer.post(f"/directives/{old.pk}/supersede/", {"new": new.pk})["Location"]
        == f"/directives/{new.pk}/"
    )
    old.refresh_from_db()
    assert old.state == DirectiveState.SUPERSEDED


def test_the_list_parts_drafts_issued_and_received(province, officer, as_user):
    drafted(DEED, by=province)
    issued(REGISTER, by=province, number="ฉช 0019/ว 2")
    page = soup(officer.get("/directives/"))
    assert page.h1.text == "มีร่างรอออก 1 ข้อ"
    assert len(page.select("tbody tr")) == 1
    assert "ว 2" in soup(officer.get("/directives/?show=issued")).select_one("tbody").text
    received = soup(as_user("district2402").get("/directives/?show=received"))
    assert len(received.select("tbody tr")) == 1


class TestKeptOut:
    def test_another_line_finds_nothing(self, province, as_user):
        (draft,) = drafted(REGISTER, by=province)
        stranger = as_user("local24")
        assert stranger.get(f"/directives/{draft.pk}/").status_code == 404
        assert stranger.get(f"/directives/draft/{draft.letter_id}/").status_code == 404
        assert stranger.post(f"/directives/{draft.pk}/issue/", {"shown": str(draft.pk)}).status_code == 404

    def test_a_district_sees_what_is_issued_but_no_draft(self, province, as_user):
        (draft,) = drafted(REGISTER, by=province)
        (sent,) = issued(DEED, by=province, number="ฉช 0019/ว 2")
        client = as_user("district2402")
        assert client.get(f"/directives/{draft.pk}/").status_code == 404
        page = soup(client.get(f"/directives/{sent.pk}/"))
        assert page.select_one("dialog#cancel") is None
        assert client.post(f"/directives/{sent.pk}/cancel/", {"reason": "x"}).status_code == 403

    def test_signed_out_is_sent_to_sign_in(self, client):
        assert client.get("/directives/")["Location"].startswith("/sign-in/")


def test_a_series_says_how_many_periods(actor, as_user, monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2024-12-09")
    (series,) = drafted(MONTHLY, by=actor("local24"), dated=date(2024, 12, 7))
    page = soup(as_user("local24").get(f"/directives/{series.pk}/"))
    assert "10 งวด" in page.text
    assert "110 เรื่อง" in page.text
    assert "25 ม.ค. 2568 เป็นวันเสาร์ และ 25 พ.ค. 2568 เป็นวันอาทิตย์ จาก 10 งวด" in page.text
