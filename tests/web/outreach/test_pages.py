"""Every page of outreach answers for each of the cast as it should."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.outreach.actions import draft_story, write_post
from saan.outreach.models import Post, Story
from tests.factories.tourism import event, identity, place

pytestmark = pytest.mark.django_db
FOUR = "#เที่ยวท้องถิ่น #ของดีบ้านเรา #จังหวัดฉะเชิงเทรา #อำเภอบางคล้า"


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def url(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_a_post_begins_with_the_tags_of_the_place(actor, as_user) -> None:
    named = identity(actor("district2402"), story="ทำสืบต่อกันมา")
    page = soup(as_user("district2402").get(url("outreach-post-new") + f"?identity={named.pk}"))
    text = page.find(id="id_text").text
    assert text.strip().endswith(FOUR)
    assert named.name in text
    assert "ครบ 4" in page.find(id="tags").text


def test_tags_are_checked_as_one_types_by_the_very_fragment_of_the_page(as_user) -> None:
    client = as_user("district2402")
    fragment = client.post(
        url("outreach-check"), {"text": "ชิม #เที่ยวท้องถิ่น #อำเภอ บางคล้า"}, HTTP_HX_REQUEST="true"
    )
    told = soup(fragment).find(id="tags")
    assert "พบ 1 จาก 4" in told.text
    assert "เขียนว่า #อำเภอ บางคล้า ต้องเป็น #อำเภอบางคล้า" in " ".join(told.text.split())
    whole = client.post(url("outreach-post-new"), {"text": "ชิม #เที่ยวท้องถิ่น #อำเภอ บางคล้า", "url": "x"})
    assert whole.status_code == 422
    assert str(soup(whole).find(id="tags")) == str(told)
    assert not Post.objects.exists()


def test_a_post_is_kept_and_what_it_lacks_is_said(as_user) -> None:
    page = soup(as_user("district2402").post(url("outreach-post-new"), {"text": "ชิมขนม"}, follow=True))
    assert "โพสต์ขาดแฮชแท็ก 4 จาก 4" in page.h1.text
    whole = soup(as_user("district2402").post(url("outreach-post-new"), {"text": FOUR}, follow=True))
    assert "ครบ 4" in whole.h1.text
    listed = soup(as_user("province24").get(url("outreach")))
    assert "โพสต์ขาดแฮชแท็ก 1 จาก 2 รายการ" in listed.h1.text


def test_a_link_is_entered_by_the_office_that_wrote(actor, as_user) -> None:
    post = write_post(district=place(2402), text=FOUR, by=actor("district2402"))
    told = {"url": "https://social.example/p/1", "published_on": "5 ม.ค. 2567"}
    assert as_user("province24").post(url("outreach-post", post.pk), told).status_code == 403
    bad = as_user("district2402").post(url("outreach-post", post.pk), {**told, "url": "javascript:1"})
    assert bad.status_code == 422
    assert as_user("district2402").post(url("outreach-post", post.pk), told).status_code == 302
    page = soup(as_user("district2402").get(url("outreach-post", post.pk)))
    assert page.find("a", href="https://social.example/p/1")
    assert as_user("district2402").post(url("outreach-post", post.pk), told).status_code == 409


def test_a_province_chooses_the_district_of_a_post(as_user) -> None:
    client = as_user("province24")
    assert (
        len(soup(client.get(url("outreach"))).find("select", {"name": "district"}).find_all("option")) == 11
    )
    assert client.get(url("outreach-post-new")).status_code == 404
    page = soup(client.get(url("outreach-post-new") + "?district=2403"))
    assert "#อำเภอบางน้ำเปรี้ยว" in page.find(id="id_text").text


def test_a_story_goes_from_facts_to_the_public_and_back(actor, as_user) -> None:
    told = event(actor("district2402"), confirmed=True)
    client = as_user("district2402")
    page = soup(client.post(url("outreach-story-draft", told.pk), follow=True))
    assert "ประมาณ 500 คน" in page.find(id="id_body").text
    story = Story.objects.get()
    words = {"title": "หัวข่าวใหม่", "body": "เนื้อข่าวใหม่", "version": "1"}
    assert client.post(url("outreach-story", story.pk), words).status_code == 302
    assert client.post(url("outreach-story", story.pk), words).status_code == 409
    assert client.post(url("outreach-story-approve", story.pk), {"version": "1"}).status_code == 409
    assert client.post(url("outreach-story-approve", story.pk), {"version": "2"}).status_code == 302
    page = soup(client.get(url("outreach-story", story.pk)))
    assert "แสดงต่อสาธารณะแล้ว" in page.h1.text
    assert page.find(id="id_body") is None
    assert client.post(url("outreach-story-withdraw", story.pk), {"version": "3"}).status_code == 302
    story.refresh_from_db()
    assert story.state == "draft"


def test_readers_read_and_strangers_find_nothing(actor, as_user) -> None:
    by = actor("district2402")
    post = write_post(district=place(2402), text="ชิม", by=by)
    story = draft_story(event=event(by, confirmed=True), by=by)
    pages = [url("outreach-post", post.pk), url("outreach-story", story.pk)]
    for page in pages:
        assert as_user("ministry").get(page).status_code == 200
        assert as_user("district2403").get(page).status_code == 404
    assert as_user("ministry").get(url("outreach-post-new")).status_code == 403
    assert (
        as_user("ministry").post(url("outreach-story-approve", story.pk), {"version": "1"}).status_code == 403
    )
    assert (
        as_user("province24").post(url("outreach-story-approve", story.pk), {"version": "1"}).status_code
        == 403
    )
    named = identity(by)
    assert as_user("district2403").get(url("outreach-post-new") + f"?identity={named.pk}").status_code == 404


@pytest.mark.parametrize("username", ["producer", "admin"])
def test_those_without_a_desk_are_refused(as_user, username: str) -> None:
    assert as_user(username).get(url("outreach")).status_code == 403


def test_the_signed_out_are_sent_to_sign_in(client) -> None:
    for name in ("outreach", "outreach-post-new"):
        assert client.get(url(name)).status_code == 302
