"""Pairs at the desk: seen, decided, merged, and taken back."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from saan.kernel.refusals import Refused
from saan.registry.actions import add_product, edit_producer, refresh_pairs, register_producer, tell_apart
from saan.registry.models import DuplicatePair, Merge, Producer

pytestmark = pytest.mark.django_db
DAY = date(2023, 9, 27)


@pytest.fixture
def pair(actor):
    officer = actor("district2402")
    common = {"tambon": 240201, "registered_on": DAY, "by": officer, "distinct_reason": "ทดสอบ"}
    one = register_producer(
        name="กลุ่มทอผ้าบ้านหนองบัว", kind="group", chair_name="นางสมศรี ใจดี", phone="0812345678", **common
    )
    other = register_producer(name="วสช.ทอผ้าบ้านหนองบัว", kind="group", chair_name="สมศรี ใจดี", phone="0812345678",
                              village_no=4, **common)  # fmt: skip
    add_product(producer=other, name="ผ้าขาวม้า", kind="textile", registered_on=DAY, by=officer)
    refresh_pairs()
    found = DuplicatePair.objects.select_related("left", "right").get()
    assert (found.left, found.right) == (one, other)
    return found


def answers(pair, **others):
    return {
        "keep": pair.left_id,
        "name": pair.left_id,
        "village_no": pair.right_id,
        "chair_name": pair.left_id,
    } | others


def test_the_list_tells_why(as_user, pair):
    page = as_user("district2402").get("/registry/duplicates/").content.decode()
    assert "1 คู่อาจเป็นรายเดียวกัน" in page
    assert "โทรศัพท์ตรงกัน" in page
    assert "คู่ที่อาจซ้ำ 1" in as_user("district2402").get("/registry/").content.decode()


def test_both_stand_side_by_side_with_every_difference(as_user, pair):
    page = as_user("district2402").get(f"/registry/duplicates/{pair.pk}/").content.decode()
    for words in ("ชื่อต่างกันที่คำนำหน้า", "คงแฟ้มใดไว้", "หมู่ที่", "นางสมศรี ใจดี", "ตรงกันทั้งสองราย"):
        assert words in page


def test_the_province_decides_without_seeing_persons(as_user, pair):
    page = as_user("province24").get(f"/registry/duplicates/{pair.pk}/").content.decode()
    assert "ปกปิดไว้" in page
    assert "ใจดี" not in page


def test_the_confirmation_says_what_moves_and_writes_nothing(as_user, pair):
    answer = as_user("district2402").get(f"/registry/duplicates/{pair.pk}/merge/", answers(pair))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "ผลิตภัณฑ์ 1 รายการ" in BeautifulSoup(page, "html.parser").get_text()
    assert "ยังไม่มีสิ่งใดเปลี่ยน" in page
    assert not Merge.objects.exists()


def test_a_missing_choice_is_asked_for_at_its_place(as_user, pair):
    given = answers(pair)
    del given["village_no"]
    answer = as_user("district2402").get(f"/registry/duplicates/{pair.pk}/merge/", given)
    assert answer.status_code == 422
    assert "เลือกว่าจะใช้ “หมู่ที่” ของรายใด" in answer.content.decode()


def posted(pair, **others):
    versions = {f"version-{each.pk}": each.version for each in (pair.left, pair.right)}
    return answers(pair, **versions, **others)


def test_merging_and_taking_back(as_user, pair):
    client = as_user("district2402")
    answer = client.post(f"/registry/duplicates/{pair.pk}/merge/", posted(pair), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/registry/{pair.left_id}/", 302)]
    assert "ผ้าขาวม้า" in page
    assert "แยกกลับ" in page
    lost = client.get(f"/registry/{pair.right_id}/").content.decode()
    assert "แฟ้มนี้รวมเข้ากับรายอื่นแล้ว" in lost
    assert f"/registry/{pair.left_id}/" in lost
    client.post(f"/registry/merges/{Merge.objects.get().pk}/undo/")
    assert Producer.objects.get(pk=pair.right_id).status == "registered"
    assert DuplicatePair.objects.get().state == "open"


def test_two_officers_and_one_pair(as_user, pair):
    client = as_user("district2402")
    client.post(f"/registry/duplicates/{pair.pk}/merge/", posted(pair))
    again = client.post(f"/registry/duplicates/{pair.pk}/merge/", posted(pair))
    assert again.status_code == 409
    assert Merge.objects.count() == 1


def test_a_merge_with_later_work_says_why_it_stays(as_user, pair, actor):
    client = as_user("district2402")
    client.post(f"/registry/duplicates/{pair.pk}/merge/", posted(pair))
    kept = Producer.objects.get(pk=pair.left_id)
    edit_producer(producer=kept, version=kept.version, changes={"members": 9}, by=actor("district2402"))
    page = client.post(f"/registry/merges/{Merge.objects.get().pk}/undo/", follow=True).content.decode()
    assert "ถูกแก้หลังการรวม" in page


def test_different_ones_are_not_asked_again(as_user, pair):
    client = as_user("district2402")
    page = client.post(
        f"/registry/duplicates/{pair.pk}/apart/", {"reason": "คนละกลุ่ม"}, follow=True
    ).content.decode()
    assert "ไม่มีคู่ที่ต้องตรวจ" in page
    refresh_pairs()
    assert DuplicatePair.objects.get().state == "different"


@pytest.mark.parametrize("address", ["/registry/duplicates/{}/", "/registry/duplicates/{}/merge/"])
def test_another_district_finds_nothing(as_user, pair, address):
    assert as_user("district2401").get(address.format(pair.pk)).status_code == 404


@pytest.mark.parametrize("who", ["local2402", "local24"])
def test_offices_of_another_line_in_the_same_place_neither_see_nor_decide(as_user, actor, pair, who):
    client = as_user(who)
    assert "ไม่มีคู่ที่ต้องตรวจ" in client.get("/registry/duplicates/").content.decode()
    assert client.get(f"/registry/duplicates/{pair.pk}/").status_code == 404
    assert client.post(f"/registry/duplicates/{pair.pk}/apart/").status_code == 404
    assert "ใจดี" not in client.get(f"/registry/{pair.left_id}/").content.decode()
    with pytest.raises(Refused, match="สำนักงานพัฒนาชุมชน"):
        tell_apart(pair=pair, by=actor(who))


def test_whoever_may_not_merge_is_refused(as_user, pair):
    assert as_user("authority240101").get("/registry/duplicates/").status_code == 403


def test_a_visitor_signs_in_first(client, pair):
    assert client.get("/registry/duplicates/").status_code == 302


def test_what_was_told_apart_can_be_looked_at_and_taken_back(as_user, pair):
    client = as_user("district2402")
    client.post(f"/registry/duplicates/{pair.pk}/apart/", {"reason": "คนละกลุ่ม"})
    page = client.get("/registry/duplicates/").content.decode()
    assert "ที่ตัดสินว่าคนละราย 1 คู่" in page
    page = client.get("/registry/duplicates/?state=different").content.decode()
    assert "1 คู่ที่ตัดสินว่าเป็นคนละราย" in page
    assert "เหตุผล: คนละกลุ่ม" in page
    page = client.post(f"/registry/duplicates/{pair.pk}/again/", follow=True).content.decode()
    assert "ดูสิ่งที่จะย้ายก่อนรวม" in page
    assert client.post(f"/registry/duplicates/{pair.pk}/again/").status_code == 409


def test_only_this_area_takes_back_what_was_told_apart(as_user, pair):
    as_user("district2402").post(f"/registry/duplicates/{pair.pk}/apart/")
    address = f"/registry/duplicates/{pair.pk}/again/"
    assert as_user("district2401").post(address).status_code == 404
    assert as_user("auditor").post(address).status_code == 403
    assert Client().post(address).status_code == 401
    assert DuplicatePair.objects.get().state == "different"


def test_a_choice_opened_after_the_decision_shows_the_decision(as_user, pair):
    client = as_user("district2402")
    client.post(f"/registry/duplicates/{pair.pk}/merge/", posted(pair))
    answer = client.get(f"/registry/duplicates/{pair.pk}/merge/", answers(pair), follow=True)
    assert "คู่นี้ตัดสินแล้ว: รวมแล้ว" in answer.content.decode()
    assert "แยกกลับได้จากแฟ้มที่คงไว้" in answer.content.decode()
