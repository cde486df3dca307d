"""What a rule may count. A fact package describes its table once; rules, SQL, Python and Thai all read that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from enum import StrEnum

type Scalar = str | int | bool | date

_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")


class FieldType(StrEnum):
    """How the values of a field behave: which conditions fit, and how they are written."""

    CHOICE = "choice"
    INTEGER = "integer"
    BE_YEAR = "be_year"
    BOOLEAN = "boolean"
    DATE = "date"

    @property
    def label(self) -> str:
        return _TYPE_LABELS[self]

    @property
    def ordered(self) -> bool:
        """Whether a range of values means something."""
        return self in (FieldType.INTEGER, FieldType.BE_YEAR, FieldType.DATE)


_TYPE_LABELS = {
    FieldType.CHOICE: "ตัวเลือก",
    FieldType.INTEGER: "จำนวนเต็ม",
    FieldType.BE_YEAR: "ปี พ.ศ.",
    FieldType.BOOLEAN: "ใช่หรือไม่ใช่",
    FieldType.DATE: "วันที่",
}


def _refuse_unsafe(sql: str, what: str) -> None:
    if "%" in sql or ";" in sql or not sql.strip():
        raise ValueError(f"{what}: an SQL expression without % and ; is needed, not {sql!r}")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a rule may ask about an entity.

    `column` is an SQL expression over the alias t, written by a programmer and never taken from a rule. A be_year
    column yields the Buddhist year itself. `phrase_th` and `phrase_not_th` say the condition as words that can
    follow ที่, with {value} where the value stands ("ลงทะเบียนปี {value}"); without them the label is used.
    `unit_th` follows a number ("ดาว").
    """

    name: str
    label_th: str
    type: FieldType
    column: str
    choices: Mapping[str, str] = attribute(default_factory=dict)
    phrase_th: str | None = None
    phrase_not_th: str | None = None
    unit_th: str = ""

    def __post_init__(self) -> None:
        if not _IDENTIFIER.fullmatch(self.name):
            raise ValueError(f"field name {self.name!r} must be a lower-case identifier")
        _refuse_unsafe(self.column, f"field {self.name}")
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError(f"field {self.name}: choices belong to the type choice, and only there")
        for phrase in (self.phrase_th, self.phrase_not_th):
            if phrase and ("{value}" in phrase) is (self.type is FieldType.BOOLEAN):
                raise ValueError(f"field {self.name}: a phrase holds {{value}}, except for a boolean")


@dataclass(frozen=True, kw_only=True)
class Countable:
    """An entity that rules count: where its rows are, which of them exist for a rule, and how Thai names them.

    `table` is a table or view, or a select in brackets; in all SQL it has the alias t. `area_column` holds the
    six-digit tambon code, `date_column` a date in Bangkok time, `base_sql` a filter over t that no rule can lift
    ("t.status = 'registered'"). `date_label_th` is the act that the date records ("ขึ้นทะเบียน"). `texts` are columns of
    words by name, which no rule asks about but a list of the rows shows as they stand.
    """

    code: str
    noun_th: str
    unit_th: str
    table: str
    area_column: str
    date_column: str
    date_label_th: str
    id_column: str = "id"
    base_sql: str = "TRUE"
    fields: Mapping[str, Field]
    texts: Mapping[str, str] = attribute(default_factory=dict)

    def __post_init__(self) -> None:
        for name in (self.code, self.area_column, self.date_column, self.id_column):
            if not _IDENTIFIER.fullmatch(name):
                raise ValueError(f"countable {self.code}: {name!r} must be a lower-case identifier")
        _refuse_unsafe(self.table, f"countable {self.code}, table")
        _refuse_unsafe(self.base_sql, f"countable {self.code}, base_sql")
        for column in self.texts.values():
            _refuse_unsafe(column, f"countable {self.code}, texts")
        if any(name != field.name for name, field in self.fields.items()):
            raise ValueError(f"countable {self.code}: each field must stand under its own name")


def described_by(*fields: Field) -> dict[str, Field]:
    """The fields under their names, as `Countable.fields` wants them."""
    return {field.name: field for field in fields}
