"""Fields of a record as rows: name, value, where it was read, who decided it, and how to correct it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short
from saan.kernel.digits import to_arabic
from saan.letters import queries
from saan.letters.actions.fields import field_at
from saan.letters.models import Letter, LetterReference
from saan.letters.queries import Decided
from saan.web.office.letters.sentences import day_of, letter_day

if TYPE_CHECKING:
    from saan.web.office.letters.presenters import Failure


@dataclass(frozen=True)
class Value:
    """One value in a row. `path` leads to its words, if any were `quoted`; `note` and `tag` stand beside it."""

    text: str
    path: str
    typed: str = ""
    note: str = ""
    tag: str = ""
    tone: str = "ok"
    link: int | None = None
    decided: Decided | None = None
    quoted: bool = False
    form: "Correction | None" = None
    refused: str = ""


@dataclass(frozen=True)
class Correction:
    """How a field is written by hand."""

    path: str
    label: str
    choices: list[tuple[str, str]]
    lines: bool

    @property
    def id(self) -> str:
        return f"fix-{self.path.replace('.', '-')}"


def correction_of(path: str) -> Correction | None:
    found = field_at(path)
    return Correction(path, found.label, list((found.choices or {}).items()), found.lines) if found else None


@dataclass(frozen=True)
class Row:
    label: str
    values: list[Value] = field(default_factory=list)


def of_record(record: dict, letter: Letter, actor: Actor, *, failure: "Failure | None" = None) -> list[Row]:
    """The rows in the order of the paper; a row without a value says so, since absence was read too."""
    return _rows(_Maker(record, failure), record, letter, actor)


def of_attached(
    record: dict, index: int, letter: Letter, actor: Actor, *, failure: "Failure | None" = None
) -> list[Row]:
    """The same of a paper attached in the letter's file."""
    paper = record["embedded"][index]
    return _rows(_Maker(record, failure, within=f"embedded.{index}."), paper, letter, actor)


def _rows(maker: "_Maker", record: dict, letter: Letter, actor: Actor) -> list[Row]:
    signer = record.get("signatory") or {}
    date = record.get("date") or {}
    found = [
        Row("ชนิด", [maker.value("kind", _kind(record), note="หนังสือเวียน" if record.get("circular") else "")]),
        Row("เลขที่", [maker.value("number", record.get("number"))]),
        Row("จาก", [maker.value("issuing_office", record.get("issuing_office"))]),
        Row("จังหวัด", [maker.value("province", record.get("province"))]),
        Row("ชั้นความเร็ว", [maker.value("urgency", record.get("urgency"))]),
        Row("ลงวันที่", [maker.value("date", letter_day(date.get("iso")), typed=as_typed(date.get("iso")))]),
        Row("เรื่อง", [maker.value("subject", record.get("subject"))]),
        Row("ถึง", [_addressees(maker, record)]),
        Row("อ้างถึง", _references(maker, record, letter, actor)),
        Row("สิ่งที่ส่งมาด้วย", _enclosures(maker, record)),
        Row("จำนวนเงิน", [_sum(maker, i, item) for i, item in enumerate(record.get("money") or [])]),
        Row("ลงนาม", [maker.value(f"signatory.{key}", signer.get(key)) for key in ("name", "position")]),
        Row("ลงนามแทน", [maker.value("signatory.acting_for", signer.get("acting_for"))]),
        Row("เจ้าของเรื่อง", [maker.value("contact.unit", (record.get("contact") or {}).get("unit"))]),
    ]
    return [row for row in found if row.values]


def as_typed(value: Any) -> str:
    """A value as an officer would type it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value if item)
    if isinstance(value, dict):
        return as_typed(value.get("iso") or value.get("date"))
    day = day_of(value)
    return format_short(day) if day else str(value)


class _Maker:
    """Makes values that know who decided them and what was refused; `within` leads to the paper in the record."""

    def __init__(self, record: dict, failure: "Failure | None", within: str = "") -> None:
        self.within = within
        self.evidence = record.get("evidence") or {}
        self.decided = record.get("provenance") or {}
        self.failure = failure

    def value(self, path: str, shown: Any, *, typed: str | None = None, at: str = "", **more: Any) -> Value:
        """`at` is where the words lie when not at the path itself."""
        path, at = self.within + path, at and self.within + at
        refused = self.failure if self.failure and self.failure.at == path else None
        place = at or (path if path in self.evidence else next(iter(self._beneath(path)), path))
        return Value(
            text=to_arabic(" ".join(str(shown).split())) if shown else "",
            path=place,
            quoted=place in self.evidence,
            typed=refused.typed.get("value", "")
            if refused
            else (as_typed(shown) if typed is None else typed),
            decided=self.decided.get(path),
            form=correction_of(path),
            refused=refused.reason if refused else "",
            **more,
        )

    def _beneath(self, path: str) -> list[str]:
        return [key for key in self.evidence if key.startswith(f"{path}.")]


def _kind(record: dict) -> str:
    known = field_at("kind")
    return (known.choices or {}).get(record.get("kind") or "", "") if known else ""


def _addressees(maker: _Maker, record: dict) -> Value:
    names = [name for name in record.get("addressees") or [] if name]
    return maker.value("addressees", " · ".join(names), typed="\n".join(names))


def _references(maker: _Maker, record: dict, letter: Letter, actor: Actor) -> list[Value]:
    held = {cited.number_key: cited for cited in queries.references_of(letter)}
    seen = set(queries.letters_visible_to(actor).filter(cited_by__letter=letter).values_list("pk", flat=True))
    found = []
    for index, item in enumerate(record.get("references") or []):
        if item is None:
            continue
        key = "".join(to_arabic(item.get("number") or "").split()).casefold()
        found.append(_reference(maker, index, item, held.get(key), seen))
    return found


def _reference(maker: _Maker, index: int, item: dict, cited: LetterReference | None, seen: set[int]) -> Value:
    day = day_of(item.get("date"))
    note = f"ลว. {format_short(day)}" if day else ""
    path = f"references.{index}.number"
    resolved = cited.resolved if cited else None
    if resolved is None or resolved.pk not in seen:
        return maker.value(path, item.get("number"), note=note)
    if day and resolved.dated and resolved.dated != day:
        tag = f"ฉบับในระบบลงวันที่ {format_short(resolved.dated)}"
        return maker.value(path, item.get("number"), note=note, tag=tag, tone="warn", link=resolved.pk)
    return maker.value(path, item.get("number"), note=note, tag="พบในระบบ", link=resolved.pk)


def _enclosures(maker: _Maker, record: dict) -> list[Value]:
    found = []
    for index, item in enumerate(record.get("enclosures") or []):
        if item is not None:
            count = f"{item['count']:,} {item.get('unit') or ''}".strip() if item.get("count") else ""
            found.append(maker.value(f"enclosures.{index}.title", item.get("title"), note=count))
    return found


def _sum(maker: _Maker, index: int, item: dict) -> Value:
    value = item.get("value")
    shown = f"{value:,} บาท" if value is not None else ""
    typed = f"{value:,}" if value is not None else ""
    return maker.value(f"money.{index}.value", shown, typed=typed, at=f"money.{index}")
