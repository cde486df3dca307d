"""What is left of a written name when the ways of writing it are taken away.

A name is read into its core (what tells it apart), the words that only say what kind of producer it is, the numbers
in it (กลุ่ม 1 and กลุ่ม 2 are two groups), and its sound, in which letters that Thai reads alike are one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from saan.kernel.digits import to_arabic
from saan.kernel.spelling import canonical

KIND_WORDS = (
    "กลุ่มวิสาหกิจชุมชน", "วิสาหกิจชุมชน", "ห้างหุ้นส่วนจำกัด", "ห้างหุ้นส่วนสามัญ", "ห้างหุ้นส่วน", "กลุ่มผู้ผลิต", "กลุ่มอาชีพ", "แม่บ้านเกษตรกร",
    "เกษตรกร", "พัฒนาอาชีพ", "แม่บ้าน", "สหกรณ์การเกษตร", "สหกรณ์", "เครือข่าย", "ศูนย์เรียนรู้", "ศูนย์", "ชมรม", "โครงการ",
    "บริษัท", "สตรี", "กลุ่ม", "วสช", "หจก", "หสม", "บจก", "บมจ", "ร้านค้า", "ร้าน", "โรงงาน", "ผู้ผลิต", "อาชีพ",
    "นางสาว", "นาง", "นาย", "นส", "คุณ",
)  # fmt: skip
TAIL_WORDS = ("จำกัด", "มหาชน")
TITLES = (
    "นางสาว", "เด็กหญิง", "เด็กชาย", "ว่าที่ร้อยตรี", "ว่าที่รต", "จ่าสิบเอก", "จสอ", "จสต", "ดาบตำรวจ", "ดต", "ร้อยตรี", "สิบเอก",
    "ผู้ใหญ่บ้าน", "อาจารย์", "กำนัน", "คุณ", "นาง", "นาย", "นส", "ดร", "ครู",
)  # fmt: skip
_BRACKETS = re.compile(r"[()\[\]{}\"'“”‘’]")
_VILLAGE = re.compile(r"(?:หมู่ที่|หมู่|(?<![ก-๎])ม\.?)\s*(\d{1,2})(?!\d)")
_NUMBER = re.compile(r"\d+")
_NOT_LETTERS = re.compile(r"[^a-z0-9\u0e01-\u0e3a\u0e40-\u0e4e]")
_PLACE_WORDS = re.compile(r"(?<!แม่)บ้าน|ตำบล|อำเภอ|จังหวัด|ชุมชน(?!เมือง)")
_SILENCED = re.compile(r"[ก-ฮ][ิุ]?์")
_WEAK_MARKS = re.compile("[็-๎ๆฯ.]")
_SOUNDS = str.maketrans("ฆฌญฎฏฐฑฒณธภศษฬใีืูรํ", "คชยดตทททนทพสสลไิึุลม")
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Name:
    """A producer's name as read. `core` is as written without kind words; `sound` is the core as it is heard,
    `whole` the sound of everything, kind words with it, for slips within those."""

    written: str
    core: str
    sound: str
    whole: str
    kinds: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name as read; `first` and `last` are sounds, `title` is as written."""

    written: str
    title: str
    core: str
    first: str
    last: str


def sound_of(letters: str) -> str:
    """Letters as they are heard: tones and silenced letters gone, ทร/ซ, ณ/น, ศ/ษ/ส, ใ/ไ and long vowels made one."""
    letters = _SILENCED.sub("", letters)
    letters = (
        letters.replace("ทร", "ซ")
        .replace("สร", "ส")
        .replace("ศร", "ส")
        .replace("รร", "ั")
        .replace("ไย", "ไ")
        .replace("ฤ", "ริ")
    )
    letters = letters.replace("ัย", "ไ").replace("หญ", "ย").replace("หย", "ย").replace("อย", "ย")
    return _TWICE.sub(r"\1", _WEAK_MARKS.sub("", letters).translate(_SOUNDS))


@lru_cache(maxsize=400_000)
def read_name(written: str) -> Name:
    """Read a producer's name. The core is never empty for a name that has a letter."""
    plain = to_arabic(canonical(written)).casefold()
    plain = _BRACKETS.sub(" ", plain)
    numbers = tuple(int(run) for run in _NUMBER.findall(plain))
    plain = _NUMBER.sub(" ", _VILLAGE.sub(" ", plain))
    letters = _NOT_LETTERS.sub("", plain)
    core, kinds = _without_kinds(letters)
    core = _PLACE_WORDS.sub("", core) or core or letters
    return Name(written, core, sound_of(core) or core, sound_of(letters) or letters, kinds, numbers)


def _without_kinds(letters: str) -> tuple[str, str]:
    """The letters without the kind words before and behind them, and those words; something is always left."""
    taken = []
    while True:
        word = next((w for w in KIND_WORDS if letters.startswith(w) and _stands(letters.removeprefix(w))), "")
        if not word:
            break
        taken.append(word)
        letters = letters.removeprefix(word)
    for word in TAIL_WORDS:
        if letters.endswith(word) and letters != word:
            letters = letters.removesuffix(word)
            taken.append(word)
    return letters, "".join(taken)


def _stands(rest: str) -> bool:
    """Whether what follows a kind word is a word of its own: นาย + าว is no title."""
    return len(rest) > 1 and not "\u0e30" <= rest[0] <= "\u0e3a" and not "\u0e45" <= rest[0] <= "\u0e4e"


@lru_cache(maxsize=400_000)
def read_person(written: str) -> Person:
    """Read a person's name; a second word is the family name. Empty text gives empty parts."""
    words = to_arabic(canonical(written)).casefold().replace(".", "").split()
    title = ""
    while words and (found := next((t for t in TITLES if words[0].startswith(t)), "")):
        rest = words[0].removeprefix(found)
        if not rest and len(words) == 1:
            break
        title += found
        words = [rest, *words[1:]] if rest else words[1:]
        if len(rest) < 2:
            continue
        break
    first, last = (words[0] if words else ""), "".join(words[1:])
    return Person(written, title, first + last, sound_of(first), sound_of(last))


def phone_of(written: str) -> str:
    """The nine digits after the leading nought, or nothing where it is no Thai number: +66 81…, 081-…, ๐๘๑ are one."""
    digits = "".join(_NUMBER.findall(to_arabic(written)))
    digits = digits.removeprefix("66") if len(digits) >= 11 else digits
    digits = digits.lstrip("0")
    return digits[:9] if 8 <= len(digits) <= 9 else ""
