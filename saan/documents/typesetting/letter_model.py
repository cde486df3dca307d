"""Turns a letter into the plain lists a template sets, so that every decision about words is made and tested here."""

from collections.abc import Iterator
from typing import Any

from saan.documents.typesetting.codes import qr_svg
from saan.documents.typesetting.letter_sheet import RULINGS, Item, LetterKind, LetterSheet, Signature
from saan.documents.typesetting.words import cut, thai_digits_in_letter
from saan.kernel.dates import format_long
from saan.kernel.digits import to_thai
from saan.kernel.spelling import canonical

Runs = list[tuple[str, bool, str]]

VERIFY_AT = "ตรวจสอบที่"
GIVEN_ON = {LetterKind.ORDER: "สั่ง ณ วันที่", LetterKind.ANNOUNCEMENT: "ประกาศ ณ วันที่"}
HEADS = {LetterKind.ORDER: "คำสั่ง", LetterKind.ANNOUNCEMENT: "ประกาศ"}


def model_of(sheet: LetterSheet) -> dict[str, Any]:
    """The letter as JSON-ready values: texts as runs of words, everything numbered, digits Thai."""
    when = day_of(sheet)
    return {
        "kind": sheet.kind.value,
        "title": as_printed(sheet.subject) or f"หนังสือ {as_printed(sheet.number)}".strip(),
        "number": runs(_number(sheet)),
        "agency": [runs(line) for line in _agency(sheet)],
        "date": when,
        "date-words": [runs(when)],
        "subject": runs(sheet.subject),
        "heads": [runs(line) for line in head_lines(sheet)],
        "given-on": runs(given_on(sheet)),
        "meta": list(_meta(sheet)),
        "body": list(_body(sheet)),
        "closing": runs(sheet.closing),
        "signature": [runs(line) for line in signed_lines(sheet.signature)],
        "owner": [runs(line) for line in _owner(sheet)],
        "owner-gap": 1 if sheet.kind is LetterKind.STAMPED else 3,
        "urgency": as_printed(sheet.urgency),
        "secrecy": as_printed(sheet.secrecy),
        "slogan": runs(sheet.slogan) if sheet.slogan else None,
        "verify": f"{VERIFY_AT} {sheet.verify_url}" if sheet.verify_url else "",
        "qr": _bytes(qr_svg(sheet.verify_url)) if sheet.verify_url else None,
        "garuda": _bytes(sheet.garuda),
        "seal": _bytes(sheet.seal),
        "signed": _bytes(sheet.signed),
        "signed-note": runs(sheet.signed_note),
        "draft": sheet.draft,
    }


def day_of(sheet: LetterSheet) -> str:
    """The date as letters bear it, ๒๐ พฤศจิกายน ๒๕๖๙; empty while undated."""
    return format_long(sheet.date, thai_digits=True) if sheet.date else ""


def head_lines(sheet: LetterSheet) -> list[str]:
    """The head of an order or announcement, line by line in the middle; empty for letters."""
    if sheet.kind not in RULINGS:
        return []
    number = [f"ที่ {sheet.number}"] if sheet.number or sheet.kind is LetterKind.ORDER else []
    return [f"{HEADS[sheet.kind]}{' '.join(sheet.agency)}", *number, f"เรื่อง {sheet.subject}"]


def given_on(sheet: LetterSheet) -> str:
    """สั่ง ณ วันที่ … or ประกาศ ณ วันที่ …, where the year bears its พ.ศ.; empty for letters."""
    if sheet.kind not in RULINGS:
        return ""
    words = GIVEN_ON[sheet.kind]
    if not sheet.date:
        return words
    day, month, year = day_of(sheet).split()
    return f"{words} {day} {month} พ.ศ. {year}"


def as_printed(text: str) -> str:
    """The text as it stands on paper: one coding of each Thai word, one line, Thai digits."""
    return thai_digits_in_letter(" ".join(canonical(text).split()))


def runs(text: str) -> Runs:
    """The printed text cut into words, each with its "keep whole" mark and its catchwords."""
    return [(word.text, word.whole, word.catch) for word in cut(as_printed(text))]


def _number(sheet: LetterSheet) -> str:
    return sheet.number if sheet.kind is LetterKind.MEMO else f"ที่ {sheet.number}"


def _agency(sheet: LetterSheet) -> tuple[str, ...]:
    return (" ".join(sheet.agency),) if sheet.kind is LetterKind.MEMO else sheet.agency


def _meta(sheet: LetterSheet) -> Iterator[dict[str, Any]]:
    if sheet.kind is LetterKind.EXTERNAL and sheet.subject:
        yield _row("เรื่อง", [_entry(sheet.subject)])
    if sheet.addressee and sheet.kind not in RULINGS:
        yield _row(sheet.salutation, [_entry(sheet.addressee)])
    if sheet.references:
        yield _row("อ้างถึง", _numbered([(text, "") for text in sheet.references]))
    if sheet.enclosures:
        yield _row("สิ่งที่ส่งมาด้วย", _numbered([(item.title, item.quantity) for item in sheet.enclosures]))


def _row(label: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"label": label, "entries": entries}


def _entry(text: str, aside: str = "", number: str | None = None) -> dict[str, Any]:
    return {"number": number, "text": runs(text), "aside": runs(aside) if aside else None}


def _numbered(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    if len(pairs) == 1:
        return [_entry(*pairs[0])]
    return [_entry(text, aside, to_thai(f"{place}.")) for place, (text, aside) in enumerate(pairs, 1)]


def _body(sheet: LetterSheet) -> Iterator[dict[str, Any]]:
    for paragraph in sheet.paragraphs:
        yield _part(paragraph.text, level=0)
        yield from _items(paragraph.items, level=1, above="")
    if sheet.conclusion:
        yield _part(sheet.conclusion, level=0)


def _items(items: tuple[Item, ...], *, level: int, above: str) -> Iterator[dict[str, Any]]:
    for place, item in enumerate(items, 1):
        number = f"{above}{place}"
        label = item.label or (f"{number}." if level == 1 else number)
        yield _part(item.text, level=min(level, 3), label=as_printed(label))
        yield from _items(item.items, level=level + 1, above=f"{number}.")


def _part(text: str, *, level: int, label: str | None = None) -> dict[str, Any]:
    printed = f"{label} {text}" if label else text
    return {"level": level, "text": runs(printed)}


def signed_lines(signature: Signature | None) -> list[str]:
    """The name in brackets and the posts beneath it, one line each."""
    if signature is None:
        return []
    return [f"({signature.name.strip().strip('()')})", *signature.posts]


def _owner(sheet: LetterSheet) -> list[str]:
    copies = [f"สำเนาส่ง {', '.join(sheet.copies_to)}"] if sheet.copies_to else []
    return [*sheet.owner, *copies]


def _bytes(picture: bytes | None) -> list[int] | None:
    return None if picture is None else list(picture)
