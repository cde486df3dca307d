"""The small values of a letter, each with its place: numbers of letters, telephones, addresses, sums, shares.

Every pattern reads the normalised view (Arabic digits, plain blanks); offsets are into the text given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saan.kernel.number_words import NUMBER_WORDS, parse_number

# มท 0404.2/ว 12509 : letters, owner code, slash, ว of a circular, register number (blank in a draft)
LETTER_NUMBER = re.compile(
    r"(?P<letters>[ก-ฮ]{2,4})\.? ?(?:\([ก-ฮ. ]{2,8}\) ?)?"
    r"(?P<owner>\d{2,5}(?:[.(]\d{1,4}\)?)*) ?/ ?(?P<circular>ว\.? ?)?"
    r"(?:[ก-ฮ]{1,2}\.? ?(?=\d))?(?P<register>\d{1,6})?"
    r"(?!\d)"
)
# 73/2559 : orders number by the year
ORDER_NUMBER = re.compile(r"\d{1,5} ?/ ?\d{4}(?!\d)")
_MOBILE = r"0 ?-?[689](?:[ -]?\d){8}(?!\d)"
_LINE = r"0[ -]?[2-7](?:[ -]?\d){7}(?!\d)"
_PHONE = re.compile(
    rf"(?<!\d)(?P<number>(?:{_MOBILE}|{_LINE})(?: ?- ?\d{{1,4}}(?![\d.]))?)(?P<extension>(?: ?ต่อ ?| ?ext\.? ?)\d{{1,6}}"
    r"(?: ?[,-] ?\d{1,6})*)?"
)
_MINISTRY_PHONE = re.compile(r"\(มท\.?\) ?\d{4,6}")
_FAX_WORD = re.compile(r"(?:โทรสาร|แฟกซ์|Fax\.?|FAX)[ .:]*", re.IGNORECASE)
_PHONE_WORD = re.compile(r"(?:โทรศัพท์|โทร|Tel)[ .:]*(?:/? ?โทรสาร[ .:]*)?")
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
HASHTAG = re.compile(r"#[\wก-๛]+(?:\.{2,}\([^)\n]{1,20}\)\.{2,})?[\wก-๛]*")
URL = re.compile(r"https?://[^\s<>\"]+")

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {
    "แสนล้าน": 1e11,
    "หมื่นล้าน": 1e10,
    "พันล้าน": 1e9,
    "ร้อยล้าน": 1e8,
    "ล้านล้าน": 1e12,
    "ล้าน": 1e6,
    "แสน": 1e5,
    "หมื่น": 1e4,
    "พัน": 1e3,
}
_SCALE = "|".join(_SCALES)
_MONEY = re.compile(
    rf"(?P<figure>{_FIGURE}) ?(?P<scale>{_SCALE})? ?บาท|(?P<words>{NUMBER_WORDS}) ?บาท(?:ถ้วน)?"
)
_PERCENT = re.compile(
    rf"ร้อยละ ?(?:(?P<after>{_FIGURE})|(?P<words>{NUMBER_WORDS}))|(?P<before>{_FIGURE}) ?(?:%|เปอร์เซ็นต์)"
)
_ROLES = (
    ("rate", r"(?:ละ|ต่อ(?:คน|ราย|วัน|เดือน|กลุ่ม|แห่ง)|อัตรา)"),
    ("limit", r"(?:ไม่เกิน|สูงสุด)"),
    ("fee", r"(?:ค่าธรรมเนียม|ค่าลงทะเบียน|ค่าสมัคร)"),
    ("target", r"(?:เป้าหมาย|เพิ่มขึ้น|ลดลง|ไม่น้อยกว่า|อย่างน้อย)"),
    ("budget", r"(?:(?<!ปี)งบประมาณ|วงเงิน|จัดสรร)"),
    ("result", r"(?:คิดเป็น|รายได้|ผลการ|จำหน่ายได้|เบิกจ่าย)"),
)

# A sum that a clause fixes with ไว้ที่ is its target, however far before the word เป้าหมาย stands.
_SET_AS_TARGET = re.compile(r"กำหนด\S*เป้าหมาย.*ไว้(?:ที่|เป็นเงิน|จำนวน)?\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its place; ``role`` is a guess from the words before it."""

    start: int
    end: int
    value: float | int
    role: str = "other"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number with its place; ``kind`` is ``phone`` or ``fax``."""

    start: int
    end: int
    kind: str


def phones(text: str) -> list[Phone]:
    """Telephone and fax numbers; each stays on its line and has nine or ten digits."""
    found: list[Phone] = []
    at = 0
    for line in text.split("\n"):
        found += _phones_of_line(line, at)
        at += len(line) + 1
    return found


def _phones_of_line(line: str, offset: int) -> Iterator[Phone]:
    faxes = [m.start() for m in _FAX_WORD.finditer(line)]
    lines = [m.start() for m in _PHONE_WORD.finditer(line)]
    both = any(re.match(r"(?:โทรศัพท์|โทร)[ .:]*/? ?โทรสาร", line[at:]) for at in lines)
    for pattern in (_PHONE, _MINISTRY_PHONE):
        for match in pattern.finditer(line):
            before_fax = max((at for at in faxes if at < match.start()), default=-1)
            before_phone = max((at for at in lines if at < match.start() and at not in faxes), default=-1)
            kind = "fax" if before_fax > before_phone and not both else "phone"
            yield Phone(offset + match.start(), offset + match.end(), kind)
            if both:
                yield Phone(offset + match.start(), offset + match.end(), "fax")


def digits(printed: str) -> str:
    """The digits of a printed number, in Arabic, without the extension."""
    main = re.split(r"ต่อ|ext", printed)[0]
    return "".join(str(int(c)) for c in main if c.isdecimal())


def money(text: str) -> list[Value]:
    """Sums in baht, written in figures, with a scale word (1.57 แสนล้าน) or all in words."""
    return [value for match in _MONEY.finditer(text) if (value := _sum(text, match))]


def _sum(text: str, match: re.Match[str]) -> Value | None:
    if match["words"]:
        spelled = _words(match["words"])
        if spelled is None:
            return None
        return Value(match.start(), match.end(), spelled, role(text, match.start()))
    number = float(match["figure"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    return Value(match.start(), match.end(), _whole(round(number, 2)), role(text, match.start()))


def percents(text: str) -> list[Value]:
    """Shares, written ร้อยละ or with a sign."""
    found = []
    for match in _PERCENT.finditer(text):
        figure = match["after"] or match["before"]
        number = float(figure.replace(",", "")) if figure else _words(match["words"])
        if number is not None:
            found.append(Value(match.start(), match.end(), _whole(number), role(text, match.start())))
    return found


def role(text: str, at: int) -> str:
    """What a sum or share stands for: the nearest telling word in the forty characters before it."""
    before = text[max(0, at - 40) : at]
    if _SET_AS_TARGET.search(text[max(0, at - 250) : at]):
        return "target"
    found = [(m.end(), name) for name, pattern in _ROLES for m in re.finditer(pattern, before)]
    return max(found)[1] if found else "other"


def _words(text: str) -> int | None:
    try:
        return parse_number(text)
    except ValueError:
        return None


def _whole(number: float | int) -> float | int:
    return int(number) if float(number).is_integer() else number
