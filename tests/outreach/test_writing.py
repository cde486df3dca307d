"""Posts keep what their tags were; stories are approved in the words that were seen."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.outreach.actions import (
    approve_story,
    draft_story,
    edit_story,
    publish_post,
    withdraw_story,
    write_post,
)
from saan.outreach.queries import posts_visible_to, public_stories, stories_visible_to, tags_of
from tests.factories.tourism import event, identity, place

pytestmark = pytest.mark.django_db
LINK = "https://social.example/post/1"


def test_a_post_keeps_its_tags_found_and_missing(actor) -> None:
    made = write_post(district=place(2402), text="ชิมขนม #เที่ยวท้องถิ่น #อำเภอ บางคล้า", by=actor("district2402"))
    assert made.tags_found == ["#เที่ยวท้องถิ่น"]
    assert set(made.tags_missing) == {"#ของดีบ้านเรา", "#จังหวัดฉะเชิงเทรา", "#อำเภอบางคล้า"}


def test_a_whole_post_misses_nothing(actor) -> None:
    text = "ชิมขนม " + " ".join(tags_of(place(2402)))
    made = write_post(district=place(2402), text=text, by=actor("district2402"))
    assert len(made.tags_found) == 4
    assert made.tags_missing == []


def test_a_link_comes_with_its_day_and_once(actor) -> None:
    by = actor("district2402")
    post = write_post(district=place(2402), text="ชิมขนม", by=by)
    with pytest.raises(Refused) as future:
        publish_post(post=post, url=LINK, published_on=today() + timedelta(days=1), by=by)
    assert future.value.field == "published_on"
    assert publish_post(post=post, url=LINK, published_on=date(2024, 1, 5), by=by).url == LINK
    with pytest.raises(Stale):
        publish_post(post=post, url=LINK + "2", published_on=date(2024, 1, 5), by=by)
    with pytest.raises(Refused, match="ลิงก์นี้แล้ว"):
        write_post(district=place(2402), text="ชิมขนมอีก", url=LINK, published_on=date(2024, 1, 6), by=by)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "facebook", "https://", "ftp://a.example/1", "https://[", "http://x"]
)
def test_only_addresses_of_pages_are_links(actor, url: str) -> None:
    with pytest.raises(Refused) as refused:
        write_post(
            district=place(2402), text="ชิม", url=url, published_on=date(2024, 1, 5), by=actor("district2402")
        )
    assert refused.value.field == "url"


def test_posts_stay_in_their_place(actor) -> None:
    by = actor("district2402")
    post = write_post(district=place(2402), text="ชิม", identity=identity(by), by=by)
    for other, field in ((place(2403), "district"),):
        with pytest.raises(Refused) as refused:
            write_post(district=other, text="ชิม", by=by)
        assert refused.value.field == field
    with pytest.raises(Refused, match="อัตลักษณ์"):
        write_post(district=place(2403), text="ชิม", identity=identity(by), by=actor("district2403"))
    assert posts_visible_to(actor("province24")).get() == post
    assert not posts_visible_to(actor("district2403")).exists()
    with pytest.raises(PermissionDenied):
        publish_post(post=post, url=LINK, published_on=date(2024, 1, 5), by=actor("district2403"))
    with pytest.raises(PermissionDenied):
        write_post(district=place(2402), text="ชิม", by=actor("ministry"))


def test_a_story_is_drafted_once_from_the_facts(actor) -> None:
    by = actor("district2402")
    held = event(by)
    story = draft_story(event=held, by=by)
    assert held.name in story.title
    assert "500 คน" in story.body
    assert story.state == "draft"
    assert draft_story(event=held, by=by) == story
    with pytest.raises(PermissionDenied):
        draft_story(event=held, by=actor("district2403"))


def test_a_story_is_approved_in_the_words_that_were_seen(actor) -> None:
    by = actor("district2402")
    story = draft_story(event=event(by, confirmed=True), by=by)
    edited = edit_story(story=story, title="หัวข่าวใหม่", body="เนื้อข่าวใหม่", version=1, by=by)
    with pytest.raises(Stale):
        approve_story(story=story, version=1, by=by)
    assert not public_stories().exists()
    approved = approve_story(story=edited, version=2, by=by)
    assert public_stories().get() == approved
    assert approved.approved_by == by.user
    with pytest.raises(Refused, match="ดึงกลับ"):
        edit_story(story=approved, title="x", body="y", version=3, by=by)
    withdraw_story(story=approved, version=3, by=by)
    assert not public_stories().exists()


def test_an_unconfirmed_event_gives_no_public_story(actor) -> None:
    by = actor("district2402")
    story = draft_story(event=event(by), by=by)
    with pytest.raises(Refused, match="ยืนยัน"):
        approve_story(story=story, version=1, by=by)


def test_another_office_approves_nothing(actor) -> None:
    story = draft_story(event=event(actor("district2402"), confirmed=True), by=actor("district2402"))
    assert stories_visible_to(actor("province24")).get() == story
    with pytest.raises(PermissionDenied):
        approve_story(story=story, version=1, by=actor("province24"))
