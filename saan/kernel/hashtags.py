"""The four hashtags that a letter asks for, built for a place, and whether a text carries them."""

import re
import unicodedata
from dataclasses import dataclass

from saan.kernel.spelling import canonical

FIXED = ("#เที่ยวท้องถิ่น", "#ของดีบ้านเรา")
_CUTS = re.compile(r"[^\w\u0e00-\u0e7f]+")
"""What ends a tag on the sites: blanks, and the hyphen of สุไหงโก-ลก."""
_SHORT = {"จังหวัด": ("จ.", "จ"), "อำเภอ": ("อ.", "อ", "เขต", "อําเภอ")}


def hashtags(province: str, district: str) -> tuple[str, str, str, str]:
    """The four tags of a place in the order of the letter (มท ๐๘๑๐.๖/ว ๑๒๕๐๙, clause 3), names without their words.

    Blanks, hyphens and invisible characters are taken out: a tag ends at the first of them.
    """
    return (*FIXED, f"#จังหวัด{_bare(province, 'จังหวัด')}", f"#อำเภอ{_bare(district, 'อำเภอ')}")


def _bare(name: str, word: str) -> str:
    joined = _CUTS.sub("", canonical(name))
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

    Letter case, full-width signs, invisible characters and split vowels are forgiven. A blank or hyphen inside a tag is
    not, since the sites cut the tag there; that, a short form (#จ.…) and another place's name are `wrong`, not missing.
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
    spaced = r"#[ \t]*" + r"[ \t-]*".join(re.escape(letter) for letter in tag[1:])
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
