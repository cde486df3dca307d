"""The pages of selections, seen by who chooses, by who reviews and by strangers."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.registry.models import Product
from saan.selection.models import Nomination
from saan.selection.rules import NominationState
from tests.factories.directives import products

pytestmark = pytest.mark.django_db


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response) -> str:
    return " ".join(page(response).get_text("").replace("\u2060", "").replace("\u200b", "").split())


def at(name: str, owed) -> str:
    return reverse(name, args=[owed.pk])


class TestListing:
    def test_a_district_sees_what_it_must_choose(self, as_user, letter, nominated):
        response = as_user("district2402").get(reverse("selection"))
        assert response.status_code == 200
        assert page(response).h1.text == "ต้องเสนอชื่ออีก 7 รายการ ใน 2 เรื่อง"
        assert "1 จาก 6" in text(response)
        assert page(response).select_one(f"a.b[href='{at('selection-of', letter['six'])}']")

    def test_a_province_sees_every_district_and_their_sum(self, as_user, letter, nominated):
        response = as_user("province24").get(reverse("selection"))
        assert page(response).h1.text == "มี 1 รายการรอตรวจ"
        first, second = page(response).select("table")
        assert len(first.select("tbody tr")) == 12
        assert [cell.text for cell in first.select("tr.tot td")] == ["1", "66", "65", "1", "0"]
        assert [cell.text for cell in second.select("tr.tot td")] == ["0", "22", "22", "0", "0"]

    def test_without_any_letter_it_says_so(self, as_user):
        assert "ยังไม่มีหนังสือที่ให้คัดเลือก" in text(as_user("district2402").get(reverse("selection")))

    def test_signed_out_is_sent_to_sign_in(self, client, letter):
        assert client.get(reverse("selection")).status_code == 302
        assert client.get(at("selection-of", letter["six"])).status_code == 302

    @pytest.mark.parametrize("who", ["clerk24", "producer", "admin"])
    def test_roles_without_directives_are_refused(self, as_user, letter, who):
        assert as_user(who).get(reverse("selection")).status_code == 403


class TestOneChoice:
    def test_words_rule_facts_and_pool_stand_together(self, as_user, letter, nominated, rows):
        response = as_user("district2402").get(at("selection-of", letter["six"]))
        assert page(response).h1.text == "เสนอแล้ว 1 รายการ ยังขาด 5 รายการ"
        said = text(response)
        for words in (
            "ลงทะเบียนปี 2557 ถึง 2561",
            "เข้าเกณฑ์ในทะเบียน3",
            "ไม่จำกัด",
            "พร้อมขอ มผช. ภายในปีนี้",
            "ส่งรายชื่อ",
        ):
            assert words in said
        names = [each.text for each in page(response).select("#pool summary b")]
        assert names == [rows[1].name, rows[2].name]

    def test_too_small_a_pool_leads_to_the_report(self, as_user, letter, rows):
        response = as_user("district2402").get(at("selection-of", letter["six"]))
        assert "ในทะเบียนเข้าเกณฑ์ไม่พอ" in text(response)
        assert page(response).select_one(f"a[href='{reverse('report-new', args=[letter['list'].pk])}']")

    def test_why_not_is_answered_with_the_clause(self, as_user, letter, rows):
        Product.objects.filter(pk=rows[0].pk).update(name="ผ้าทอ", cohort_be=2562)
        response = as_user("district2402").get(at("selection-of", letter["six"]), {"why": "ผ้าทอ"})
        assert "ไม่เข้าเงื่อนไข: ลงทะเบียนปี 2557 ถึง 2561 (ลงทะเบียนปี 2562)" in text(response)

    @pytest.mark.parametrize(("target", "query"), [("why", {"why": "ผ้าทอ"}), ("pool", {"q": "สมมติ 1"})])
    def test_the_fragment_is_what_the_page_holds(self, as_user, letter, rows, target, query):
        Product.objects.filter(pk=rows[0].pk).update(name="ผ้าทอ", cohort_be=2562)
        client, address = as_user("district2402"), at("selection-of", letter["six"])
        whole = page(client.get(address, query)).select_one(f"#{target}")
        for token in whole.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
        part = page(client.get(address, query, headers={"HX-Request": "true", "HX-Target": target}))
        for token in part.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
        assert whole.decode_contents().split() == part.decode().split()

    def test_the_province_reads_and_does_not_nominate(self, as_user, letter, rows):
        response = as_user("province24").get(at("selection-of", letter["six"]))
        assert response.status_code == 200
        assert not page(response).select("#pool textarea")

    @pytest.mark.parametrize("who", ["district2403", "local24"])
    def test_a_stranger_finds_nothing(self, as_user, letter, nominated, who):
        assert as_user(who).get(at("selection-of", letter["six"])).status_code == 404

    def test_a_get_acts_on_nothing(self, as_user, letter):
        for name in ("selection-nominate", "selection-withdraw", "selection-decide"):
            who = "province24" if name == "selection-decide" else "district2402"
            assert as_user(who).get(at(name, letter["six"])).status_code == 405


class TestNominating:
    def post(self, client, letter, row, words="พร้อมพัฒนา", which="six"):
        data = {"entity_id": row.pk, "potential": words}
        return client.post(at("selection-nominate", letter[which]), data)

    def test_works_and_comes_back(self, as_user, letter, rows):
        response = self.post(as_user("district2402"), letter, rows[0])
        assert response.status_code == 302
        assert response.url == at("selection-of", letter["six"])
        assert Nomination.objects.get().potential == "พร้อมพัฒนา"

    def test_without_words_the_form_stays_open_with_the_reason(self, as_user, letter, rows):
        response = self.post(as_user("district2402"), letter, rows[1], words=" ")
        assert response.status_code == 422
        (opened,) = page(response).select("#pool details[open]")
        assert rows[1].name in opened.text
        assert "เขียนคำรับรองศักยภาพ" in opened.text
        assert page(response).select_one(f".errsum a[href='#c{rows[1].pk}_potential']")

    def test_outside_the_rule_is_told_with_the_clause(self, as_user, letter, rows):
        Product.objects.filter(pk=rows[0].pk).update(cohort_be=2562)
        response = self.post(as_user("district2402"), letter, rows[0])
        assert response.status_code == 422
        assert "ลงทะเบียนปี 2562" in page(response).select_one(".errsum").text

    def test_who_loses_the_last_place_is_told_by_whom_and_keeps_the_words(self, as_user, letter, actor):
        by = actor("district2402")
        makers = [products(2402, 1, by=by)[0].producer for _ in range(3)]
        client = as_user("district2402")
        for maker in makers[:2]:
            assert self.post(client, letter, maker, which="two").status_code == 302
        response = self.post(client, letter, makers[2], words="คำที่เขียนไว้", which="two")
        assert response.status_code == 409
        assert "เสนอครบ 2 แล้ว" in page(response).select_one(".errsum").text
        assert "คำที่เขียนไว้" in text(response)
        assert Nomination.objects.count() == 2

    def test_what_is_supported_elsewhere_in_the_letter_is_warned_of(self, as_user, letter, nominated):
        response = as_user("district2402").get(at("selection-of", letter["two"]))
        assert "เสนอในข้ออื่นแล้ว" in text(response)
        assert f"เสนอแล้วในข้อ 1: {nominated.name}" in text(response)

    def test_a_full_choice_offers_no_form(self, as_user, letter, actor):
        by = actor("district2402")
        makers = [products(2402, 1, by=by)[0].producer for _ in range(3)]
        client = as_user("district2402")
        for maker in makers[:2]:
            self.post(client, letter, maker, which="two")
        response = client.get(at("selection-of", letter["two"]))
        assert "ที่ว่างเต็มแล้ว" in text(response)
        assert not page(response).select("#pool textarea")

    @pytest.mark.parametrize(
        ("who", "status"), [("province24", 403), ("auditor", 403), ("district2403", 404), ("cdd", 403)]
    )
    def test_others_are_kept_out(self, as_user, letter, rows, who, status):
        assert self.post(as_user(who), letter, rows[0]).status_code == status
        assert not Nomination.objects.exists()

    @pytest.mark.parametrize("entity", ["", "x", "99999999999999999999"])
    def test_nonsense_is_no_candidate(self, as_user, letter, entity):
        data = {"entity_id": entity, "potential": "พร้อม"}
        response = as_user("district2402").post(at("selection-nominate", letter["six"]), data)
        assert response.status_code == 422


class TestWithdrawing:
    def test_works_with_a_reason_and_not_without(self, as_user, letter, nominated):
        client, address = as_user("district2402"), at("selection-withdraw", letter["six"])
        response = client.post(address, {"nomination": nominated.pk, "reason": ""})
        assert response.status_code == 422
        assert page(response).select_one(f".errsum a[href='#w{nominated.pk}_reason']")
        assert client.post(address, {"nomination": nominated.pk, "reason": "ขอถอนตัว"}).status_code == 302
        assert Nomination.objects.get().state == NominationState.WITHDRAWN
        assert "ถอนแล้ว" in text(client.get(at("selection-of", letter["six"])))

    def test_a_second_time_is_stale(self, as_user, letter, nominated):
        client, address = as_user("district2402"), at("selection-withdraw", letter["six"])
        client.post(address, {"nomination": nominated.pk, "reason": "ขอถอนตัว"})
        assert client.post(address, {"nomination": nominated.pk, "reason": "อีก"}).status_code == 409

    def test_another_office_cannot(self, as_user, letter, nominated):
        data = {"nomination": nominated.pk, "reason": "ขอถอนตัว"}
        assert as_user("district2403").post(at("selection-withdraw", letter["six"]), data).status_code == 404
        assert as_user("province24").post(at("selection-withdraw", letter["six"]), data).status_code == 403


class TestDeciding:
    def post(self, client, letter, *chosen, verdict="accepted", reason=""):
        data = {"nominations": [each.pk for each in chosen], "verdict": verdict, "reason": reason}
        return client.post(at("selection-decide", letter["six"]), data)

    def test_accepting_what_was_ticked(self, as_user, letter, nominated):
        client = as_user("province24")
        shown = page(client.get(at("selection-of", letter["six"])))
        assert shown.select_one(f"input[name=nominations][value='{nominated.pk}']")
        assert self.post(client, letter, nominated).status_code == 302
        assert Nomination.objects.get().state == NominationState.ACCEPTED

    def test_a_return_needs_a_reason_that_the_district_reads(self, as_user, letter, nominated):
        client = as_user("province24")
        response = self.post(client, letter, nominated, verdict="returned")
        assert response.status_code == 422
        assert "การส่งคืนต้องมีเหตุผล" in page(response).select_one(".errsum").text
        self.post(client, letter, nominated, verdict="returned", reason="ซ้ำกับปีก่อน")
        assert "ซ้ำกับปีก่อน" in text(as_user("district2402").get(at("selection-of", letter["six"])))

    def test_nothing_ticked_is_told(self, as_user, letter, nominated):
        response = self.post(as_user("province24"), letter)
        assert response.status_code == 422
        assert "เลือกอย่างน้อยหนึ่งรายการ" in text(response)

    @pytest.mark.parametrize(("who", "status"), [("district2402", 403), ("auditor", 403), ("local24", 404)])
    def test_others_are_kept_out(self, as_user, letter, nominated, who, status):
        assert self.post(as_user(who), letter, nominated).status_code == status
