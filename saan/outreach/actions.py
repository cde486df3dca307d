"""Writing posts and stories, publishing and approving them."""

from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import format_short, now, today
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.outreach.models import Post, Story
from saan.outreach.queries import tag_check
from saan.outreach.rules import EventSaid, StoryState, may_follow, story_words
from saan.tourism.models import EventRecord, LocalIdentity
from saan.tourism.queries import events_visible_to, places_to_record

LONGEST_TEXT = 5000
EARLIEST = date(2001, 1, 1)


def write_post(
    *,
    district: Area,
    text: str,
    by: Actor,
    identity: LocalIdentity | None = None,
    url: str = "",
    published_on: date | None = None,
) -> Post:
    """Keep a post of a district with what its tags are. Missing tags are told, never refused."""
    require(by, Permission.TOURISM_EDIT)
    if district not in places_to_record(by):
        raise Refused(f"{district.title}อยู่นอกพื้นที่ของ{by.office.name}", field="district")
    if identity is not None and identity.district_id != district.pk:
        raise Refused(f"{identity.name} ไม่ใช่อัตลักษณ์ของ{district.title}", field="identity")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Refused(f"กรอกข้อความของโพสต์ ไม่เกิน {LONGEST_TEXT:,} ตัวอักษร", field="text")
    with transaction.atomic():
        _refuse_link(url, published_on)
        check = tag_check(text, district)
        made = Post.objects.create(
            office=by.office,
            district=district,
            identity=identity,
            text=text.strip(),
            url=url.strip(),
            published_on=published_on,
            tags_found=list(check.found),
            tags_missing=list(check.lacking),
            recorded_by=by.user,
        )
        record(by=by, verb="outreach.write_post", of=made, summary=f"บันทึกโพสต์ของ{district.title}",
               tags_missing=made.tags_missing)  # fmt: skip
    return made


def publish_post(*, post: Post, url: str, published_on: date, by: Actor) -> Post:
    """Enter where a post stands and since when."""
    require(by, Permission.TOURISM_EDIT)
    with transaction.atomic():
        held = Post.objects.select_for_update().get(pk=post.pk)
        if held.office_id != by.office.pk:
            raise PermissionDenied("บันทึกลิงก์ได้เฉพาะโพสต์ของหน่วยงานท่าน")
        if held.url:
            raise Stale("โพสต์นี้มีลิงก์แล้ว โปรดเปิดใหม่")
        if not url.strip():
            raise Refused("กรอกลิงก์ที่เผยแพร่แล้ว เช่น https://www.facebook.com/…", field="url")
        _refuse_link(url, published_on)
        held.url, held.published_on = url.strip(), published_on
        held.save(update_fields=["url", "published_on"])
        record(by=by, verb="outreach.publish_post", of=held, summary=f"บันทึกว่าเผยแพร่แล้วเมื่อ {format_short(published_on)}",
               url=held.url)  # fmt: skip
    return held


def _refuse_link(url: str, published_on: date | None) -> None:
    written = url.strip()
    if bool(written) != (published_on is not None):
        raise Refused(
            "กรอกวันที่เผยแพร่ด้วย" if written else "กรอกลิงก์ที่เผยแพร่แล้ว หรือลบวันที่",
            field="published_on" if written else "url",
        )
    if not written or published_on is None:
        return
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(written) > 500:
        raise Refused("ลิงก์ต้องขึ้นต้นด้วย https:// และเป็นที่อยู่ของโพสต์นั้น", field="url")
    if Post.objects.filter(url=written).exists():
        raise Refused("มีผู้บันทึกลิงก์นี้แล้ว", field="url")
    if not EARLIEST <= published_on <= today():
        raise Refused(f"วันที่เผยแพร่ต้องไม่หลังวันนี้ ({format_short(today())})", field="published_on")


def draft_story(*, event: EventRecord, by: Actor) -> Story:
    """A story in Saan's own words from an event's facts, or the one this office has already begun."""
    require(by, Permission.TOURISM_EDIT)
    if not events_visible_to(by).filter(pk=event.pk).exists():
        raise PermissionDenied("งานนี้อยู่นอกพื้นที่ของท่าน")
    with transaction.atomic():
        begun = Story.objects.filter(event=event, office=by.office).first()
        if begun is not None:
            return begun
        title, body = story_words(_said(event))
        made = Story.objects.create(event=event, office=by.office, title=title[:300], body=body,
                                    state=StoryState.DRAFT, created_by=by.user)  # fmt: skip
        record(by=by, verb="outreach.draft_story", of=made, summary=f"ร่างข่าว {made.title}")
    return made


def _said(event: EventRecord) -> EventSaid:
    return EventSaid(
        name=event.name,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        place=event.place,
        host=event.host,
        attendance=event.attendance,
        attendance_about=event.attendance_about,
        partners=tuple(event.partners),
    )


def edit_story(*, story: Story, title: str, body: str, version: int, by: Actor) -> Story:
    """Change the words of a draft."""
    for field, text, most in (("title", title, 300), ("body", body, LONGEST_TEXT)):
        if not text.strip() or len(text) > most:
            raise Refused(f"กรอกข้อความ ไม่เกิน {most:,} ตัวอักษร", field=field)
    with transaction.atomic():
        held = _held(story, version, by)
        if held.state != StoryState.DRAFT:
            raise Refused("ข่าวนี้อนุมัติแล้ว ดึงกลับเป็นร่างก่อนจึงแก้ได้")
        held.title, held.body = " ".join(title.split()), body.strip()
        held.version += 1
        held.save(update_fields=["title", "body", "version"])
        record(by=by, verb="outreach.edit_story", of=held, summary=f"แก้ร่างข่าว {held.title}")
    return held


def approve_story(*, story: Story, version: int, by: Actor) -> Story:
    """Let everybody read a story, in the very words the actor has seen. Its event must be confirmed."""
    with transaction.atomic():
        held = _held(story, version, by)
        if held.event.state != "confirmed":
            raise Refused("ยืนยันข้อมูลงานก่อน จึงอนุมัติข่าวได้")
        _step(held, StoryState.APPROVED)
        held.approved_by, held.approved_at = by.user, now()
        held.save(update_fields=["state", "version", "approved_by", "approved_at"])
        record(by=by, verb="outreach.approve_story", of=held, summary=f"อนุมัติข่าว {held.title}")
    return held


def withdraw_story(*, story: Story, version: int, by: Actor) -> Story:
    """Take an approved story back to a draft; it leaves the public pages at once."""
    with transaction.atomic():
        held = _held(story, version, by)
        _step(held, StoryState.DRAFT)
        held.approved_by = held.approved_at = None
        held.save(update_fields=["state", "version", "approved_by", "approved_at"])
        record(by=by, verb="outreach.withdraw_story", of=held, summary=f"ดึงข่าวกลับเป็นร่าง {held.title}")
    return held


def _held(story: Story, version: int, by: Actor) -> Story:
    require(by, Permission.TOURISM_EDIT)
    held = Story.objects.select_for_update(of=("self",)).select_related("event").get(pk=story.pk)
    if held.office_id != by.office.pk:
        raise PermissionDenied("แก้หรืออนุมัติได้เฉพาะข่าวของหน่วยงานท่าน")
    if held.version != version:
        raise Stale("มีผู้แก้ข่าวนี้หลังจากท่านเปิด โปรดเปิดใหม่ ข้อมูลที่ท่านกรอกยังไม่ได้บันทึก")
    return held


def _step(held: Story, then: StoryState) -> None:
    now_ = StoryState(held.state)
    if not may_follow(now_, then):
        raise Stale(f"ข่าวนี้เป็น “{now_.label}” อยู่แล้ว โปรดเปิดใหม่")
    held.state = then
    held.version += 1
