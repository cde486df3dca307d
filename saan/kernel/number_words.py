"""Letters spell numbers out where a digit could be altered: money, and the dates of contracts."""

import re

from saan.kernel.spelling import canonical

MILLION = 1_000_000
DIGIT_WORDS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ((100_000, "แสน"), (10_000, "หมื่น"), (1_000, "พัน"), (100, "ร้อย"))

_VALUES = {word: value for value, word in enumerate(DIGIT_WORDS)} | {"เอ็ด": 1, "ยี่": 2}
_SCALES = {word: scale for scale, word in _PLACES} | {"สิบ": 10}
NUMBER_WORDS = "(?:" + "|".join([*_VALUES, *_SCALES, "ล้าน"]) + "){1,60}"
"""Regular expression, without groups, of a number in words; its length is bounded so that no text keeps it busy."""

_STEP = re.compile(f"(?P<digit>{'|'.join(_VALUES)})?(?P<scale>{'|'.join(_SCALES)})?")


def read_number(number: int) -> str:
    """The number as it is read aloud: 21 is ยี่สิบเอ็ด; raises ValueError below nought."""
    if number < 0:
        raise ValueError("จำนวนต้องไม่น้อยกว่าศูนย์จึงเขียนเป็นคำอ่านได้")
    return _read(number) or DIGIT_WORDS[0]


def _read(number: int) -> str:
    millions, rest = divmod(number, MILLION)
    words = _read(millions) + "ล้าน" if millions else ""
    for scale, word in _PLACES:
        digit, rest = divmod(rest, scale)
        words += DIGIT_WORDS[digit] + word if digit else ""
    return words + _read_below_hundred(rest, follows=bool(words))


def _read_below_hundred(number: int, *, follows: bool) -> str:
    tens, units = divmod(number, 10)
    tens_word = {0: "", 1: "สิบ", 2: "ยี่สิบ"}.get(tens, DIGIT_WORDS[tens] + "สิบ")
    if units == 0:
        return tens_word
    return tens_word + ("เอ็ด" if units == 1 and (tens or follows) else DIGIT_WORDS[units])


def parse_number(text: str) -> int:
    """The number that the words name; ร้อยหนึ่ง is taken as ร้อยเอ็ด, raises ValueError on anything else."""
    words = re.sub(r"\s+", "", canonical(text))
    if not words:
        raise ValueError("ไม่มีจำนวนให้อ่าน โปรดกรอกจำนวนเป็นคำอ่าน เช่น ยี่สิบเอ็ด")
    return _parse(words, whole=words)


def _parse(words: str, *, whole: str) -> int:
    millions, separator, rest = words.rpartition("ล้าน")
    if separator:
        return _parse(millions or "หนึ่ง", whole=whole) * MILLION + (_parse(rest, whole=whole) if rest else 0)
    return _parse_below_million(words, whole=whole)


def _parse_below_million(words: str, *, whole: str) -> int:
    total, ceiling, position = 0, MILLION, 0
    while position < len(words):
        step = _STEP.match(words, position)
        if step is None or step.end() == position:
            raise _unreadable(whole, words[position:])
        scale = _SCALES.get(step["scale"] or "", 1)
        if scale >= ceiling or not _fits(step["digit"], scale, first=position == 0):
            raise _unreadable(whole, words[position:])
        total += _VALUES[step["digit"] or "หนึ่ง"] * scale
        ceiling, position = scale, step.end()
    return total


def _fits(digit: str | None, scale: int, *, first: bool) -> bool:
    if digit == "ยี่":
        return scale == 10
    if digit == "เอ็ด":
        return scale == 1
    if digit == "ศูนย์":
        return scale == 1 and first
    return True


def _unreadable(whole: str, rest: str) -> ValueError:
    return ValueError(f"อ่านจำนวน “{whole}” ไม่ได้ตั้งแต่ “{rest}” โปรดตรวจการสะกดและลำดับหลัก")
