"""Fields of posts and stories. What is right is decided by the actions; forms only read what was typed."""

from typing import Any

from django import forms

from saan.geography.models import Area
from saan.outreach.actions import LONGEST_TEXT
from saan.outreach.queries import tags_of
from saan.tourism.models import LocalIdentity
from saan.web.components.forms import ThaiDateField


def _link() -> forms.CharField:
    return forms.CharField(
        label="ลิงก์ที่เผยแพร่แล้ว",
        max_length=500,
        required=False,
        help_text="Facebook TikTok หรือสื่ออื่น เว้นว่างได้ถ้ายังไม่เผยแพร่",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class PostForm(forms.Form):
    """The text of a post of one district, and where it stands if it stands anywhere yet."""

    text = forms.CharField(
        label="ข้อความของโพสต์",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9, "aria-describedby": "tags"}),
        error_messages={"required": "กรอกข้อความของโพสต์"},
    )
    url = _link()
    published_on = ThaiDateField(label="วันที่เผยแพร่", required=False)

    @staticmethod
    def start(district: Area, identity: LocalIdentity | None) -> dict[str, Any]:
        """A first text: the identity's name and story if there is one, and the four tags of the place."""
        opening = []
        if identity is not None:
            opening = [identity.name, identity.story.strip()[:600]]
        lines = [line for line in opening if line]
        return {"text": "\n\n".join([*lines, " ".join(tags_of(district))])}


class LinkForm(forms.Form):
    """Where a post stands and since when."""

    url = _link()
    published_on = ThaiDateField(label="วันที่เผยแพร่")


class StoryForm(forms.Form):
    """The words of a story; `version` is the story as the officer saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="หัวข่าว", max_length=300, error_messages={"required": "กรอกหัวข่าว"})
    body = forms.CharField(
        label="เนื้อข่าว",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "กรอกเนื้อข่าว"},
    )


class VersionForm(forms.Form):
    """The story as the officer saw it, for the acts that take no words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
