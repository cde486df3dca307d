"""The four hashtags of a place, whether a text carries them, and a story in Saan's own words. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saan.kernel.dates import MONTHS, be_year, format_long
from saan.kernel.labels import Labelled
from saan.kernel.spelling import canonical

FIXED = ("#เที่ยวท้องถิ่น", "#ของดีบ้านเรา")
_TAG = re.compile(r"[#＃][ \t]*([\w\u0e00-\u0e7f]+)")
_SHORT = {"จังหวัด": ("จ.", "จ"), "อำเภอ": ("อ.", "อ", "เขต", "อําเภอ")}


class StoryState(Labelled):
    DRAFT = "draft", "ร่าง"
    APPROVED = "approved", "อนุมัติให้เผยแพร่"


STORY_STEPS: dict[StoryState, frozenset[StoryState]] = {
    StoryState.DRAFT: frozenset({StoryState.APPROVED}),
    StoryState.APPROVED: frozenset({StoryState.DRAFT}),
}


def may_follow(now: StoryState, then: StoryState) -> bool:
    """Whether a story in one state may go to the other."""
    return then in STORY_STEPS[now]


def hashtags(province: str, district: str) -> tuple[str, str, str, str]:
    """The four tags of a place in the order of the letter (มท ๐๘๑๐.๖/ว ๑๒๕๐๙, clause 3), names without their words.

    Blanks and invisible characters are taken out: a tag ends at its first blank.
    """
    return (*FIXED, f"#จังหวัด{_bare(province, 'จังหวัด')}", f"#อำเภอ{_bare(district, 'อำเภอ')}")


def _bare(name: str, word: str) -> str:
    joined = "".join(canonical(name).split())
    return joined.removeprefix(word) or joined


@dataclass(frozen=True)
class Wrong:
    """A tag that was meant but will not count: as written, and as it must be."""

    written: str
    wanted: str


@dataclass(frozen=True)
class TagCheck:
    """Which of the four a text carries. Each is in exactly one of the three."""

    found: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[Wrong, ...]

    @property
    def complete(self) -> bool:
        return not self.missing and not self.wrong

    @property
    def lacking(self) -> tuple[str, ...]:
        """The tags the text must still be given, in the order of the letter where possible."""
        return (*self.missing, *(wrong.wanted for wrong in self.wrong))


def check_hashtags(text: str, province: str, district: str) -> TagCheck:
    """Look for the four tags of the place in a text.

    Letter case, full-width signs, invisible characters and split vowels are forgiven. A blank inside a tag is not,
    since the sites cut the tag there; that, a short form (#จ.…) and another place's name are `wrong`, not missing.
    """
    plain = canonical(unicodedata.normalize("NFKC", canonical(text)).replace("ํา", "ำ"))
    tokens = {tag.casefold() for tag in re.findall(r"#([\w\u0e00-\u0e7f]+)", plain)}
    found, missing, wrong = [], [], []
    for tag in hashtags(province, district):
        if tag[1:].casefold() in tokens:
            found.append(tag)
            continue
        written = _meant(tag, plain)
        if written:
            wrong.append(Wrong(written, tag))
        else:
            missing.append(tag)
    return TagCheck(tuple(found), tuple(missing), tuple(wrong))


def _meant(tag: str, plain: str) -> str:
    """What the text has in place of the tag: the same letters with blanks, a short form, another name, or ""."""
    spaced = r"#[ \t]*" + r"[ \t]*".join(re.escape(letter) for letter in tag[1:])
    for pattern in (spaced, *_other_forms(tag)):
        match = re.search(rf"(?:{pattern})(?![\w\u0e00-\u0e7f])", plain, re.IGNORECASE)
        if match:
            return match.group()
    return ""


def _other_forms(tag: str) -> list[str]:
    """Patterns of a place's tag in short, without its word, or with another place's name."""
    for word, shorts in _SHORT.items():
        if tag.startswith(f"#{word}"):
            name = re.escape(tag.removeprefix(f"#{word}"))
            short = [rf"#[ \t]*{re.escape(short)}[ \t]*{name}" for short in shorts]
            return [*short, f"#{name}", rf"#{word}[\w\u0e00-\u0e7f]+"]
    return []


def with_hashtags(text: str, province: str, district: str) -> str:
    """The text with the tags it lacks put at its end; a complete text stays as it is."""
    lacking = check_hashtags(text, province, district).lacking
    return text if not lacking else f"{text.rstrip()}\n\n{' '.join(lacking)}".lstrip("\n")


@dataclass(frozen=True)
class EventSaid:
    """The facts of an event, as far as a story for the public may use them."""

    name: str
    starts_on: date
    ends_on: date
    place: str
    host: str = ""
    attendance: int | None = None
    attendance_about: bool = False
    partners: Sequence[str] = ()


def story_words(event: EventSaid) -> tuple[str, str]:
    """(title, body) in Saan's own words, from the facts alone: nothing is taken from the source's sentences."""
    title = f"{event.name} {days_said(event.starts_on, event.ends_on)}"
    opening = f"{event.host}จัด" if event.host else "มีการจัด"
    where = event.place if event.place.startswith("ที่") else f"ที่{event.place}"
    body = [f"{opening}{event.name} เมื่อวันที่ {days_said(event.starts_on, event.ends_on)} {where}"]
    if event.attendance is not None:
        about = "ประมาณ " if event.attendance_about else ""
        body.append(f"มีผู้เข้าร่วม{about if about else ' '}{event.attendance:,} คน")
    if event.partners:
        body.append(f"ผู้ร่วมงาน ได้แก่ {_listed(event.partners)}")
    return title, "\n\n".join(body)


def days_said(first: date, last: date) -> str:
    """29 มิถุนายน 2561, or 29 ถึง 30 มิถุนายน 2561, naming month and year once where they are the same."""
    if first == last:
        return format_long(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} ถึง {format_long(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} ถึง {format_long(last)}"
    return f"{first.day} {MONTHS[first.month - 1]} {be_year(first)} ถึง {format_long(last)}"


def _listed(bodies: Sequence[str]) -> str:
    *before, last = bodies
    return f"{', '.join(before)} และ{last}" if before else last
