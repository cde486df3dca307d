"""Money is counted in satang, printed in baht, and spelled out where a digit could be altered."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from saan.kernel.digits import to_arabic
from saan.kernel.number_words import NUMBER_WORDS, parse_number, read_number
from saan.kernel.spelling import canonical

SATANG = 100
_IN_WORDS = re.compile(f"(?:(?P<baht>{NUMBER_WORDS})บาท)?(?:ถ้วน|(?P<satang>{NUMBER_WORDS})สตางค์(?:ถ้วน)?)?")
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_GAP = r"\s{0,3}"
_FIGURE = re.compile(
    rf"(?<![\d.,/])(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?){_GAP}"
    rf"(?:(?P<place>{'|'.join(_PLACES)})?(?P<millions>(?:ล้าน)*){_GAP}บาท"
    rf"|(?P<short>ลบ\.)"
    rf"|(?P<bare_place>{'|'.join(_PLACES)})(?P<bare_millions>(?:ล้าน)+)(?=\s|$|[.,)”\"]))"
)
_WORDS = re.compile(f"{NUMBER_WORDS}บาท(?:ถ้วน|{NUMBER_WORDS}สตางค์)?")


class FoundAmount(NamedTuple):
    """A sum of money in a text; `start` and `end` are offsets into the given text."""

    start: int
    end: int
    value_satang: int
    raw: str


def baht_text(satang: int) -> str:
    """The sum as cheques and contracts spell it; raises ValueError below nought."""
    if satang < 0:
        raise ValueError("จำนวนเงินต้องไม่ติดลบจึงเขียนเป็นตัวอักษรได้")
    baht, rest = divmod(satang, SATANG)
    if rest == 0:
        return read_number(baht) + "บาทถ้วน"
    return (read_number(baht) + "บาท" if baht else "") + read_number(rest) + "สตางค์"


def parse_baht_text(text: str) -> int:
    """Satang of a sum in words, with or without ถ้วน, blanks and brackets; raises ValueError."""
    words = re.sub(r"[\s()]+", "", canonical(text))
    match = _IN_WORDS.fullmatch(words)
    if match is None or not (match["baht"] or match["satang"]):
        raise ValueError(f"อ่าน “{text.strip()}” เป็นจำนวนเงินไม่ได้ โปรดกรอกเช่น หนึ่งร้อยบาทถ้วน")
    satang = parse_number(match["satang"]) if match["satang"] else 0
    if satang >= SATANG:
        raise ValueError(f"เศษสตางค์ต้องไม่เกิน 99 ท่านกรอก {satang} โปรดเขียนส่วนที่เกินเป็นบาท")
    return (parse_number(match["baht"]) if match["baht"] else 0) * SATANG + satang


def find_amounts(text: str) -> list[FoundAmount]:
    """Sums in figures (๔,๔๗๗,๕๖๐,๐๐๐ บาท, 1.57 แสนล้านบาท) and in words, in order of place.

    Words in brackets that repeat the figure before them are left out; where the two disagree both are found.
    """
    figures = list(_figures(text))
    taken = [(amount.start, amount.end) for amount in figures]
    words = [
        amount
        for amount in _words(text)
        if not any(start < amount.end and amount.start < end for start, end in taken)
        and not any(_repeats(text, figure, amount) for figure in figures)
    ]
    return sorted(figures + words)


def _figures(text: str) -> Iterator[FoundAmount]:
    for match in _FIGURE.finditer(to_arabic(text)):
        millions = 1 if match["short"] else (match["millions"] or match["bare_millions"] or "").count("ล้าน")
        place = _PLACES.get(match["place"] or match["bare_place"] or "", 1)
        baht = Decimal(match["figure"].replace(",", "")) * place * 1_000_000**millions
        satang = int((baht * SATANG).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        yield _amount(text, match, satang)


def _words(text: str) -> Iterator[FoundAmount]:
    for match in _WORDS.finditer(text):
        try:
            yield _amount(text, match, parse_baht_text(match.group()))
        except ValueError:
            continue


def _amount(text: str, match: re.Match[str], satang: int) -> FoundAmount:
    return FoundAmount(match.start(), match.end(), satang, text[match.start() : match.end()])


def _repeats(text: str, figure: FoundAmount, words: FoundAmount) -> bool:
    between = text[figure.end : words.start]
    return figure.value_satang == words.value_satang and re.fullmatch(r"\s*\(\s*", between) is not None
