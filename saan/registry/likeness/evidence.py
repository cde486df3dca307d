"""The pieces of evidence for and against two entries being one producer, each with its words for the officer.

Every question has one answer from a short list. What an answer weighs stands in `weights.yaml`, in bits of evidence:
one bit doubles the odds. Nothing is weighed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Indel

from saan.registry.likeness.entries import Census, Entry
from saan.registry.likeness.names import Name, Person

CLOSE, PART = 0.86, 0.66
SOME_CORE, COMMON_CORE = 3, 5
"""From how many entries of a province on the core of a name is one that some have, one that many have."""
COMMON_CHAIR, SHARED_PHONE = 3, 3
LONG, SLIPS = 20, 2
LEAST_PART = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer: `question` and `answer` are the key of its weight, `says` is what the officer reads."""

    question: str
    answer: str
    says: str


def pieces(one: Entry, other: Entry, census: Census) -> Iterator[Piece]:
    """All evidence on a pair, in the order in which an officer looks."""
    yield _name(one, other, census)
    yield _number(one.name, other.name)
    yield _place(one, other)
    yield _chair(one, other, census)
    yield _phone(one, other, census)
    yield _kind(one, other)
    if one.code and one.code == other.code:
        yield Piece("code", "same", f"รหัสเดิมตรงกัน {one.code}")


def name_answer(one: Name, other: Name) -> str:
    """How near two names are without the words that say what kind of producer it is."""
    if one.core == other.core:
        return "same"
    if one.sound == other.sound:
        return "sound"
    near = Indel.normalized_similarity(one.sound, other.sound)
    if near >= CLOSE or _slipped(one.whole, other.whole):
        return "close"
    short, long = sorted((one.sound, other.sound), key=len)
    if near >= PART or (len(short) >= LEAST_PART and short in long):
        return "part"
    return "other"


def names_alike(one: Name, other: Name) -> bool:
    """Whether an officer should compare the two before a second file is opened; กลุ่ม 1 and กลุ่ม 2 are two groups."""
    numbered_apart = one.numbers and other.numbers and one.numbers != other.numbers
    return not numbered_apart and name_answer(one, other) in ("same", "sound", "close")


def _slipped(one: str, other: str) -> bool:
    """Whether the whole names differ by one slip, or two in a long one, wherever it lies."""
    allowed = SLIPS if min(len(one), len(other)) >= LONG else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _name(left: Entry, right: Entry, census: Census) -> Piece:
    one, other = left.name, right.name
    answer = name_answer(one, other)
    many = max(census.cores[left.place_and_core], census.cores[right.place_and_core])
    counted = answer in ("same", "sound") and many >= SOME_CORE
    how = ("-common" if many >= COMMON_CORE else "-some") if counted else ""
    said = {
        "same": _same_name(one, other),
        "sound": f"สะกดต่างกันแต่อ่านเหมือนกัน: “{one.core}” กับ “{other.core}”",
        "close": f"ชื่อต่างกันเพียงบางตัวอักษร: “{one.core}” กับ “{other.core}”",
        "part": f"ชื่อตรงกันบางส่วน: “{one.core}” กับ “{other.core}”",
        "other": f"ชื่อต่างกัน: “{one.core}” กับ “{other.core}”",
    }[answer]
    rest = f" แต่จังหวัดนี้มีชื่อนี้ {many:,} ราย" if counted else ""
    return Piece("name", answer + how, said + rest)


def _same_name(one: Name, other: Name) -> str:
    if one.kinds == other.kinds:
        return "ชื่อเหมือนกัน"
    return f"ชื่อต่างกันที่คำนำหน้า: “{one.kinds or 'ไม่มี'}” กับ “{other.kinds or 'ไม่มี'}”"


def _number(one: Name, other: Name) -> Piece:
    if one.numbers == other.numbers:
        return Piece("number", "same", f"เลขในชื่อตรงกัน {_run(one)}" if one.numbers else "")
    if not one.numbers or not other.numbers:
        return Piece("number", "one", f"ชื่อหนึ่งมีเลข {_run(one) or _run(other)} อีกชื่อไม่มี")
    return Piece("number", "other", f"เลขในชื่อต่างกัน: {_run(one)} กับ {_run(other)} อาจเป็นคนละกลุ่ม")


def _run(name: Name) -> str:
    return " ".join(map(str, name.numbers))


def _place(one: Entry, other: Entry) -> Piece:
    if one.tambon == other.tambon:
        if one.village is not None and one.village == other.village:
            return Piece("place", "village", f"ตำบลและหมู่ที่เดียวกัน (หมู่ที่ {one.village})")
        if one.village is not None and other.village is not None:
            return Piece("place", "tambon-other", f"ตำบลเดียวกัน แต่หมู่ที่ {one.village} กับ {other.village}")
        return Piece("place", "tambon", "ตำบลเดียวกัน")
    if one.tambon // 100 == other.tambon // 100:
        return Piece("place", "district", "คนละตำบลในอำเภอเดียวกัน อาจย้ายที่ผลิต")
    if one.tambon // 10000 == other.tambon // 10000:
        return Piece("place", "province", "คนละอำเภอในจังหวัดเดียวกัน")
    return Piece("place", "far", "คนละจังหวัด")


def _chair(one: Entry, other: Entry, census: Census) -> Piece:
    """The chair or owner. The words name nobody: who may see names sees them beside these."""
    left, right = one.chair, other.chair
    if not left.core or not right.core:
        return Piece("chair", "unknown", "")
    if one.person == other.person:
        if not left.last:
            return Piece("chair", "first", "ชื่อประธานหรือเจ้าของตรงกัน แต่ไม่มีนามสกุล")
        many = max(census.chairs[one.place_and_chair], census.chairs[other.place_and_chair])
        if many >= COMMON_CHAIR:
            return Piece("chair", "same-common", f"ประธานหรือเจ้าของชื่อเดียวกัน แต่จังหวัดนี้มีชื่อนี้ {many:,} ราย")
        return Piece("chair", "same", f"ประธานหรือเจ้าของคนเดียวกัน{_written_otherwise(left, right)}")
    same_family = bool(left.last) and left.last == right.last
    if _near(left.first, right.first) and _near(left.last, right.last):
        return Piece("chair", "close", "ชื่อประธานหรือเจ้าของต่างกันเพียงบางตัวอักษร")
    if same_family:
        return Piece("chair", "family", "ประธานหรือเจ้าของนามสกุลเดียวกัน แต่คนละชื่อ")
    if left.first == right.first:
        return Piece("chair", "first", "ประธานหรือเจ้าของชื่อเดียวกัน แต่นามสกุลต่างกัน")
    return Piece("chair", "other", "ประธานหรือเจ้าของคนละคน")


def _near(one: str, other: str) -> bool:
    """Parts of a person's name that differ by one slip; short ones must agree."""
    return one == other or (min(len(one), len(other)) > LEAST_PART and OSA.distance(one, other) <= 1)


def _written_otherwise(left: Person, right: Person) -> str:
    if left.core != right.core:
        return " (สะกดต่างกัน)"
    return " (คำนำหน้าต่างกัน)" if left.title != right.title else ""


def _phone(one: Entry, other: Entry, census: Census) -> Piece:
    """The telephone, compared digit by digit however it was typed; the words hold no number."""
    if not one.phone or not other.phone:
        return Piece("phone", "unknown", "")
    if one.phone == other.phone:
        many = census.phones[one.phone]
        if many >= SHARED_PHONE:
            return Piece("phone", "same-shared", f"โทรศัพท์ตรงกัน แต่มี {many:,} รายใช้เลขนี้ อาจเป็นของผู้กรอกแทน")
        return Piece("phone", "same", "โทรศัพท์ตรงกัน")
    if OSA.distance(one.phone, other.phone, score_cutoff=1) <= 1:
        return Piece("phone", "near", "โทรศัพท์ต่างกันตัวเดียว")
    return Piece("phone", "other", "โทรศัพท์ต่างกัน")


def _kind(one: Entry, other: Entry) -> Piece:
    if not one.kind or not other.kind:
        return Piece("kind", "unknown", "")
    if one.kind == other.kind:
        return Piece("kind", "same", "ประเภทผู้ผลิตเดียวกัน")
    return Piece("kind", "other", "ประเภทผู้ผลิตต่างกัน")
