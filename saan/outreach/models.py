"""What offices tell the public: posts on other sites, and stories approved for Saan's own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saan.accounts.models import User
from saan.geography.models import Area
from saan.organisations.models import Office
from saan.outreach.rules import StoryState
from saan.tourism.models import EventRecord, LocalIdentity


def _tags(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=120), verbose_name=label, default=list, blank=True)


class Post(models.Model):
    """One post for a district, written here and published elsewhere; `url` and the day come when it stands there.

    The tags found and missing are those of the text as kept: the text of a published post is not changed.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="posts", verbose_name="หน่วยงาน")
    district = models.ForeignKey(Area, models.PROTECT, related_name="posts", verbose_name="อำเภอ")
    identity = models.ForeignKey(
        LocalIdentity, models.PROTECT, null=True, blank=True, related_name="posts",
        verbose_name="อัตลักษณ์ท้องถิ่น",
    )  # fmt: skip
    text = models.TextField("ข้อความ")
    url = models.URLField("ลิงก์ที่เผยแพร่แล้ว", max_length=500, blank=True)
    published_on = models.DateField("วันที่เผยแพร่", null=True, blank=True)
    tags_found = _tags("แฮชแท็กที่พบ")
    tags_missing = _tags("แฮชแท็กที่ขาด")
    recorded_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="บันทึกโดย")

    class Meta:
        verbose_name = "โพสต์"
        verbose_name_plural = "โพสต์"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="", published_on__isnull=True) | (~Q(url="") & Q(published_on__isnull=False)),
                name="post_link_with_day",
                violation_error_message="ลิงก์ที่เผยแพร่ต้องมีวันที่ และวันที่ต้องมีลิงก์",
            ),
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="post_link_once",
                                    violation_error_message="มีผู้บันทึกลิงก์นี้แล้ว"),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "office", "district", "identity", "text", "url", "published_on", "tags_found",
                  "tags_missing")  # fmt: skip
        internal = ("recorded_at", "recorded_by")
        personal = ()

    def __str__(self) -> str:
        return self.text[:60]


class Story(models.Model):
    """A story for the public from an event's facts. Only an approved one is shown, and it is not edited."""

    event = models.ForeignKey(EventRecord, models.PROTECT, related_name="stories", verbose_name="งาน")
    office = models.ForeignKey(Office, models.PROTECT, related_name="stories", verbose_name="หน่วยงาน")
    title = models.CharField("หัวข่าว", max_length=300)
    body = models.TextField("เนื้อข่าว")
    state = models.CharField("สถานะ", max_length=10, choices=StoryState.choices)
    version = models.PositiveIntegerField("รุ่นของแถว", default=1)
    created_at = models.DateTimeField("ร่างเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="ร่างโดย")
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="อนุมัติโดย"
    )

    class Meta:
        verbose_name = "ข่าวสาธารณะ"
        verbose_name_plural = "ข่าวสาธารณะ"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "office"], name="story_once_per_office",
                                    violation_error_message="หน่วยงานนี้ร่างข่าวของงานนี้แล้ว"),
            models.CheckConstraint(
                condition=Q(state=StoryState.DRAFT, approved_at__isnull=True, approved_by__isnull=True)
                | Q(state=StoryState.APPROVED, approved_at__isnull=False, approved_by__isnull=False),
                name="story_approved_is_whole",
                violation_error_message="ข่าวที่อนุมัติแล้วต้องมีผู้อนุมัติและเวลา",
            ),
        ]  # fmt: skip

    class Privacy:
        public = ("id", "event", "office", "title", "body", "approved_at")
        internal = ("state", "version", "created_at", "created_by", "approved_by")
        personal = ()

    def __str__(self) -> str:
        return self.title
