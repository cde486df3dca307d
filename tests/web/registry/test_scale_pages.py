"""Quadrant, stars, mark, PSO and KBO from their pages; the page that proves a decision table."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.registry.actions.scale_rounds import load_rounds
from saan.registry.models import QuadrantAssessment, StarAward, StarRound

ANSWERS_C = {"1": "1.1", "2": "2.2", "3": "3.2", "4": "4.3", "5": "5.1"}
OPEN = {**ANSWERS_C, "5": "5.2"}
DAY = "1 ต.ค. 2566"


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def at(name, product):
    return reverse(name, args=[product.producer_id, product.pk])


def typed(answers, **more):
    return (
        {f"answer-{question}": answer for question, answer in answers.items()} | {"assessed_on": DAY} | more
    )


def test_answers_are_stored_with_what_they_give(as_user, product):
    client, url = as_user("district2402"), at("registry-assess", product)
    assert client.post(url, typed(ANSWERS_C)).status_code == 302
    made = QuadrantAssessment.objects.get()
    assert (made.result, made.computed, made.answers, made.table_version) == ("C", "C", ANSWERS_C, "cdd-1")
    assert client.post(url, typed(OPEN)).status_code == 302
    product.refresh_from_db()
    assert product.quadrant == "U"
    assert "จัดกลุ่มไม่ได้" in client.get(at("registry-product", product)).content.decode()


def test_another_result_than_the_tables_needs_a_reason(as_user, product):
    client, url = as_user("district2402"), at("registry-assess", product)
    answer = client.post(url, typed(OPEN, result="C"))
    assert answer.status_code == 422
    assert page(answer).find(id="id_reason_error")
    assert client.post(url, typed(OPEN, result="C", reason="มติคณะกรรมการสมมติ")).status_code == 302
    assert "มติคณะกรรมการสมมติ" in client.get(at("registry-product", product)).content.decode()


def test_half_a_form_and_none_at_all_are_refused_where_they_lack(as_user, product):
    client, url = as_user("district2402"), at("registry-assess", product)
    half = {question: ANSWERS_C[question] for question in "123"}
    assert page(client.post(url, typed(half))).find(id="id_answer-4_error")
    assert page(client.post(url, typed({}))).find(id="id_result_error")
    assert client.post(url, typed({}, result="D")).status_code == 302
    assert QuadrantAssessment.objects.get().answers == {}


def test_the_result_is_shown_while_one_answers_by_the_words_of_the_page(as_user, product):
    client, url = as_user("district2402"), at("registry-assess", product)
    for answers, says in (
        (ANSWERS_C, "กลุ่ม C"),
        (OPEN, "จัดกลุ่มไม่ได้"),
        ({"1": "1.3"}, "ยังไม่ได้ตอบข้อ 2, 3, 4, 5"),
    ):
        part = page(client.get(url, typed(answers), headers={"HX-Request": "true"}))
        whole = page(client.get(url, typed(answers)))
        assert says in part.get_text()
        assert str(part.find(id="outcome")) == str(whole.find(id="outcome"))
    assert len(whole.select("input[checked]")) == 1
    assert not QuadrantAssessment.objects.exists()


def test_the_table_is_proved_on_its_page(as_user):
    found = page(as_user("district2402").get(reverse("registry-quadrants")))
    assert found.h1.get_text() == "ตารางนี้ตัดสินได้ 188 จาก 432 ชุดคำตอบ"
    facts = {fact.dt.get_text(): fact.b.get_text() for fact in found.select(".facts > div")}
    assert (facts["ตัดสินได้"], facts["ไม่มีกลุ่ม"], facts["ได้สองกลุ่ม"]) == ("188", "244", "0")
    gaps = found.select("section[aria-labelledby=gaps] tbody tr")
    assert sum(int(row.th.get_text()) for row in gaps) == 244
    for row in gaps:
        tried = page(as_user("district2402").get(row.a["href"].partition("#")[0]))
        assert "จัดกลุ่มไม่ได้" in tried.find(id="outcome").get_text()


def test_the_checker_answers_in_place_and_names_what_would_change_it(as_user):
    client, url = as_user("auditor"), reverse("registry-quadrants")
    query = {"version": "cdd-1", **{f"answer-{question}": answer for question, answer in OPEN.items()}}
    part = page(client.get(url, query, headers={"HX-Request": "true"}))
    assert "ถ้าข้อ 5 ตลาด เป็น 5.1" in part.get_text()
    assert str(part.find(id="outcome")) == str(page(client.get(url, query)).find(id="outcome"))


@pytest.mark.parametrize(
    ("who", "status"), [("district2402", 200), ("cdd", 200), ("clerk24", 403), ("producer", 403)]
)
def test_doors_of_the_common_pages(as_user, who, status):
    for name in ("registry-quadrants", "registry-rounds"):
        assert as_user(who).get(reverse(name)).status_code == status


def test_unknown_versions_and_the_signed_out(as_user, client, db):
    assert as_user("district2402").get("/registry/quadrants/?version=x").status_code == 404
    client.logout()
    for name in ("registry-quadrants", "registry-rounds", "registry-round-new", "registry-papers"):
        assert client.get(reverse(name)).url.startswith("/sign-in/")


def test_points_give_stars_and_the_total_is_shown_while_typing(as_user, product):
    load_rounds()
    client, url = as_user("district2402"), at("registry-stars", product)
    points = {"round_be": "2567", "score-a": "๒๕.๕", "score-b": "20", "score-c": "40"}
    part = page(client.get(url, points, headers={"HX-Request": "true"}))
    assert "85.5" in part.get_text()
    assert "4 ดาว" in part.get_text()
    assert client.post(url, points).status_code == 302
    made = StarAward.objects.get()
    assert (made.stars, str(made.total)) == (4, "85.50")
    assert client.post(url, points | {"score-c": "46"}).status_code == 422
    assert client.post(url, points | {"score-c": ""}).status_code == 422
    assert client.post(url, points | {"score-c": "45"}).status_code == 422
    corrected = points | {"score-c": "45", "reason": "กรอกผิด"}
    assert client.post(url, corrected).status_code == 302
    assert StarAward.objects.get().stars == 5


def test_announced_results_need_no_points_and_not_passed_is_one(as_user, product):
    load_rounds()
    client, url = as_user("district2402"), at("registry-stars", product)
    assert client.get(url, {"round_be": "2567"}).status_code == 200
    assert client.post(url, {"round_be": "2553", "stars": "3"}).status_code == 302
    assert client.post(url, {"round_be": "2567", "stars": "0"}).status_code == 302
    assert client.post(url, {"round_be": "2567", "stars": "4"}).status_code == 422
    assert client.post(url, {"round_be": "2565", "stars": ""}).status_code == 422
    assert client.post(url, {"round_be": "2565", "stars": "4", "score-a": "1"}).status_code == 422
    product.refresh_from_db()
    assert product.stars is None
    text = client.get(at("registry-product", product)).content.decode()
    assert "ไม่ผ่านการคัดสรร" in text


def test_rounds_are_read_by_all_and_set_by_the_department(as_user, db):
    load_rounds()
    found = page(as_user("district2402").get(reverse("registry-rounds")))
    assert "รอบคัดสรรดาว 3 รอบ" in found.h1.get_text()
    assert not found.find("a", href=reverse("registry-round-new"))
    for who in ("district2402", "province24", "ministry"):
        assert as_user(who).get(reverse("registry-round", args=[2567])).status_code == 403
    client, url = as_user("cdd"), reverse("registry-round", args=[2567])
    form = page(client.get(url))
    values = {
        field["name"]: field.get("value", "")
        for field in form.select("main input[name]:not([type=checkbox])")
    }
    assert values["band-*-4"] == "80"
    assert client.post(url, values).status_code == 422
    assert client.post(url, values | {"reason": "ตามประกาศ", "band-food-5": "95"}).status_code == 302
    assert StarRound.objects.get(round_be=2567).bands["food"] == [[95, 5]]
    assert client.post(url, values | {"reason": "x", "part-0-most": "31"}).status_code == 422
    assert client.get(reverse("registry-round", args=[2500])).status_code == 404


def test_a_new_round_is_entered_once(as_user, db):
    load_rounds()
    client, url = as_user("cdd"), reverse("registry-round-new")
    assert client.get(url).status_code == 200
    new = {"round_be": "2569", "name": "รอบสมมติ", "part-0-label": "ทั้งหมด", "part-0-most": "100",
           "band-*-5": "90", "band-*-4": "70"}  # fmt: skip
    assert client.post(url, new | {"round_be": "2567"}).status_code == 422
    assert client.post(url, new | {"band-*-4": "95"}).status_code == 422
    assert client.post(url, new).status_code == 302
    assert StarRound.objects.get(round_be=2569).bands == {"*": [[90, 5], [70, 4]]}


def test_the_mark_and_the_provinces_results(as_user, product):
    client = as_user("district2402")
    mark = at("registry-mark", product)
    assert client.post(mark, {"colour": "gold", "issued_on": DAY}).status_code == 302
    assert client.post(mark, {"colour": "gold", "issued_on": DAY}).status_code == 422
    url = at("registry-distinction", product)
    assert client.get(url).status_code == 403
    client = as_user("province24")
    assert client.get(url, {"scale": "KBO"}).status_code == 200
    kbo = {"scale": "KBO", "year_be": "2568"}
    assert client.post(url, kbo | {"outcome": "winner"}).status_code == 422
    for outcome in ("nominated", "selected", "winner"):
        assert client.post(url, kbo | {"outcome": outcome}).status_code == 302
    cards = [card.get_text() for card in page(client.get(at("registry-product", product))).select(".scale")]
    assert ["ชนะเลิศ" in card for card in cards] == [False, False, False, False, True]
    assert "สีทอง" in cards[2]
