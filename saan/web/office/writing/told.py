"""What a page of the composer sends, as a draft; keys of others' papers are left out rather than believed."""

from dataclasses import replace
from itertools import zip_longest

from django.http import QueryDict

from saan.accounts.policy import Actor
from saan.kernel.digits import to_arabic
from saan.letters.drafting import NO_CLOSING, RULINGS, Cited, Draft, Enclosed, Outsider
from saan.letters.drafting.phrases import pairs
from saan.letters.models import Letter
from saan.letters.queries import letters_visible_to
from saan.letters.rules import FileRole
from saan.organisations.models import Office

_WORDS = ("subject", "urgency", "addressee", "cause", "purpose", "conclusion", "owner", "copies_to", "slogan",
          "signer", "page")  # fmt: skip
LONGEST = 20_000
MOST_LINES = 200


def told_from(data: QueryDict, *, before: Draft, letter: Letter, by: Actor) -> Draft:
    """The draft as the page has it; what the page does not show stays as it was."""
    words = {name: _clean(data[name]) for name in _WORDS if name in data}
    pair = next((each for each in pairs() if each.code == data.get("pair")), None)
    opening = {"salutation": pair.salutation if pair else "", "closing": pair.closing if pair else ""}
    if before.kind in NO_CLOSING:
        opening["closing"] = ""
    told = replace(
        before,
        **words,
        **(opening if before.kind not in RULINGS else {}),
        version=_number(data.get("version"), before.version),
        circular="circular" in data,
        receivers=_receivers(data),
        outside=_outside(data),
        references=_references(data, by),
        enclosures=_enclosures(data, letter, by),
    )
    return told if told.many else replace(told, circular=False)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")[:LONGEST]


def _number(text: str | None, otherwise: int | None = None) -> int | None:
    plain = to_arabic(text or "").strip()
    return int(plain) if plain.isdecimal() and len(plain) < 10 else otherwise


def _receivers(data: QueryDict) -> tuple[int, ...]:
    """Offices that are, in the order they were added."""
    wanted = [key for key in map(_number, data.getlist("receiver")) if key is not None]
    known = set(Office.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return tuple(dict.fromkeys(key for key in wanted if key in known))


def _outside(data: QueryDict) -> tuple[Outsider, ...]:
    lines = zip_longest(data.getlist("outside_name"), data.getlist("outside_address"), fillvalue="")
    return tuple(Outsider(name.strip()[:200], mail.strip()[:254]) for name, mail in lines if name.strip())


def _references(data: QueryDict, by: Actor) -> tuple[Cited, ...]:
    texts, keys = data.getlist("ref_text"), [_number(each) for each in data.getlist("ref_letter")]
    seen = _seen(keys, by)
    lines = list(zip_longest(texts, keys))[:MOST_LINES]
    return tuple(
        Cited(" ".join(text.split())[:500], key if key in seen else None) for text, key in lines if text
    )


def _enclosures(data: QueryDict, letter: Letter, by: Actor) -> tuple[Enclosed, ...]:
    columns = [data.getlist(f"enc_{name}") for name in ("title", "count", "unit", "letter", "file")]
    rows = list(zip_longest(*columns, fillvalue=""))[:MOST_LINES]
    seen = _seen([_number(row[3]) for row in rows], by)
    own = set(letter.files.filter(role=FileRole.ENCLOSURE).values_list("file", flat=True))
    return tuple(
        Enclosed(
            title=" ".join(title.split())[:300],
            count=max(1, min(_number(count, 1) or 1, 9_999)),
            unit=unit.strip()[:20] or "ฉบับ",
            letter=key if (key := _number(letter_key)) in seen else None,
            file=file if (file := _number(file_key)) in own else None,
        )
        for title, count, unit, letter_key, file_key in rows
    )


def _seen(keys: list[int | None], by: Actor) -> set[int]:
    """Of letters, those the writer may see."""
    wanted = [key for key in keys if key is not None]
    return set(letters_visible_to(by).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
