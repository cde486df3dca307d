"""Rules as data, version 1: written for storage, read back with every mistake named in Thai with its place.

    {"v": 1, "entity": "producer", "per": "tambon", "minimum": 2,
     "window": {"start": "2023-09-26", "end": "2023-09-29"},
     "where": {"op": "between", "field": "cohort_year", "lo": 2557, "hi": 2561},
     "parts": [{"label_th": "กลุ่มผู้ผลิตชุมชน", "minimum": 1, "unit_th": "กลุ่ม",
                "where": {"op": "is", "field": "kind", "value": "group"}}]}

Conditions: is (value), in (values), between (lo, hi), not (of: one), all and any (of: a list).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saan.policy.conditions import All, Any, Between, Bound, Condition, In, Is, Not
from saan.policy.countables import Countable, Field, FieldType, Scalar
from saan.policy.rule_check import RuleError, check
from saan.policy.rules import Bounds, Part, Per, Rule, Window

VERSION = 1
MOST_PARTS = 8
DEEPEST = 6
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
LARGEST = 1_000_000_000

_BOUNDS = ("minimum", "exact", "maximum")
_RULE_KEYS = ("v", "entity", "per", *_BOUNDS, "window", "where", "parts", "unit_th")
_PART_KEYS = ("label_th", "where", *_BOUNDS, "unit_th")
_CONDITION_KEYS = {
    "is": ("field", "value"),
    "in": ("field", "values"),
    "between": ("field", "lo", "hi"),
    "not": ("of",),
    "all": ("of",),
    "any": ("of",),
}


def rule_to_json(rule: Rule) -> dict[str, object]:
    """The rule as plain data; whatever is absent is left out."""
    window = rule.window
    return {
        "v": VERSION,
        "entity": rule.entity,
        "per": rule.per.value,
        **_bounds_to_json(rule),
        **_present(
            window=window and _present(start=_iso(window.start), end=_iso(window.end), field=window.field),
            where=rule.where and condition_to_json(rule.where),
            parts=[_part_to_json(part) for part in rule.parts] or None,
            unit_th=rule.unit_th,
        ),
    }


def _part_to_json(part: Part) -> dict[str, object]:
    where = condition_to_json(part.where)
    return {
        "label_th": part.label_th,
        "where": where,
        **_bounds_to_json(part),
        **_present(unit_th=part.unit_th),
    }


def condition_to_json(condition: Condition) -> dict[str, object]:
    """One condition as plain data."""
    match condition:
        case Is(field=name, value=value):
            return {"op": "is", "field": name, "value": _iso(value)}
        case In(field=name, values=values):
            return {"op": "in", "field": name, "values": [_iso(value) for value in values]}
        case Between(field=name, lo=lo, hi=hi):
            return {"op": "between", "field": name, **_present(lo=_iso(lo), hi=_iso(hi))}
        case Not(of=inner):
            return {"op": "not", "of": condition_to_json(inner)}
        case All(of=children):
            return {"op": "all", "of": [condition_to_json(child) for child in children]}
        case Any(of=children):
            return {"op": "any", "of": [condition_to_json(child) for child in children]}


def _bounds_to_json(bounds: Bounds) -> dict[str, object]:
    return _present(minimum=bounds.minimum, exact=bounds.exact, maximum=bounds.maximum)


def _present(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _iso(value: Scalar | None) -> Scalar | None:
    return value.isoformat() if isinstance(value, date) else value


def rule_from_json(data: object, countables: Mapping[str, Countable]) -> Rule:
    """The rule that the data describes, checked in every respect; RuleError says in Thai what is wrong and where."""
    given = _object(data, "กติกา", _RULE_KEYS)
    if given.get("v") != VERSION:
        raise RuleError("v", f"ภาษากติการุ่นนี้คือ {VERSION} แต่ข้อมูลระบุ {given.get('v')!r}")
    entity = _one_of(given.get("entity"), "entity", {code: c.noun_th for code, c in countables.items()})
    reader = _Reader(countables[entity])
    rule = Rule(
        entity=entity,
        per=Per(_one_of(given.get("per"), "per", {per.value: per.label for per in Per})),
        **_bounds(given, ""),
        window=reader.window(given.get("window")),
        where=None if given.get("where") is None else reader.condition(given["where"], "where"),
        parts=tuple(reader.part(part, f"parts[{i}]") for i, part in enumerate(_parts(given.get("parts")))),
        unit_th=_text(given.get("unit_th"), "unit_th"),
    )
    check(rule)
    return rule


@dataclass(frozen=True)
class _Reader:
    """Reads the pieces of a rule that speak of a countable's fields."""

    countable: Countable

    def window(self, data: object) -> Window | None:
        if data is None:
            return None
        given = _object(data, "window", ("start", "end", "field"))
        name = given.get("field")
        if name is not None and self.field(name, "window.field").type is not FieldType.DATE:
            raise RuleError(
                "window.field",
                f"{name} ไม่ใช่วันที่ ให้ใช้เขตข้อมูลชนิดวันที่ หรือเว้นไว้เพื่อใช้วันที่{self.countable.date_label_th}",
            )
        start, end = (_day(given.get(key), f"window.{key}") for key in ("start", "end"))
        _in_order(start, end, "window", "start", "end")
        return Window(start, end, None if name is None else str(name))

    def part(self, data: object, path: str) -> Part:
        given = _object(data, path, _PART_KEYS)
        label = _text(given.get("label_th"), f"{path}.label_th")
        if label is None:
            raise RuleError(f"{path}.label_th", "ต้องตั้งชื่อประเภทที่นับ เช่น กลุ่มผู้ผลิตชุมชน")
        where = self.condition(given.get("where"), f"{path}.where")
        unit = _text(given.get("unit_th"), f"{path}.unit_th")
        return Part(label_th=label, where=where, unit_th=unit, **_bounds(given, f"{path}."))

    def field(self, name: object, path: str) -> Field:
        labels = {code: field.label_th for code, field in self.countable.fields.items()}
        return self.countable.fields[_one_of(name, path, labels)]

    def condition(self, data: object, path: str, depth: int = 1) -> Condition:
        if depth > DEEPEST:
            raise RuleError(path, f"เงื่อนไขซ้อนกันได้ไม่เกิน {DEEPEST} ชั้น ให้เขียนให้แบนลง")
        op = data.get("op") if isinstance(data, Mapping) else None
        op = _one_of(op, f"{path}.op", dict.fromkeys(_CONDITION_KEYS, ""))
        given = _object(data, path, ("op", *_CONDITION_KEYS[op]))
        if op == "not":
            return Not(self.condition(given.get("of"), f"{path}.of", depth + 1))
        if op in ("all", "any"):
            children = _list(given.get("of"), f"{path}.of")
            of = tuple(
                self.condition(child, f"{path}.of[{i}]", depth + 1) for i, child in enumerate(children)
            )
            return All(of) if op == "all" else Any(of)
        return self._question(op, given, path)

    def _question(self, op: str, given: Mapping[str, object], path: str) -> Condition:
        field = self.field(given.get("field"), f"{path}.field")
        if op == "is":
            return Is(field.name, _value(field, given.get("value"), f"{path}.value"))
        if op == "in":
            values = _list(given.get("values"), f"{path}.values")
            return In(
                field.name, tuple(_value(field, v, f"{path}.values[{i}]") for i, v in enumerate(values))
            )
        if not field.type.ordered:
            raise RuleError(path, f"{field.label_th}เป็น{field.type.label} ไม่มีช่วง ให้ใช้ is หรือ in")
        lo, hi = (_end(field, given.get(key), f"{path}.{key}") for key in ("lo", "hi"))
        _in_order(lo, hi, path, "lo", "hi")
        return Between(field.name, lo, hi)


def _object(data: object, path: str, allowed: Iterable[str]) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise RuleError(path, f"ต้องเป็นวัตถุที่มีช่อง {', '.join(allowed)}")
    for key in data:
        if key not in allowed:
            raise RuleError(path, f"ไม่รู้จักช่อง {key!r} ใช้ได้เฉพาะ {', '.join(allowed)}")
    return data


def _list(data: object, path: str) -> list[object]:
    if not isinstance(data, list | tuple) or not data:
        raise RuleError(path, "ต้องเป็นรายการที่มีอย่างน้อย 1 ข้อ")
    return list(data)


def _parts(data: object) -> list[object]:
    if data is None:
        return []
    parts = _list(data, "parts")
    if len(parts) > MOST_PARTS:
        raise RuleError("parts", f"แยกประเภทได้ไม่เกิน {MOST_PARTS} ข้อ แต่มี {len(parts)} ข้อ")
    return parts


def _one_of(value: object, path: str, allowed: Mapping[str, str]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    shown = ", ".join(f"{code} ({label})" if label else code for code, label in allowed.items())
    raise RuleError(path, f"ไม่รู้จัก {value!r} ใช้ได้เฉพาะ {shown}")


def _text(value: object, path: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise RuleError(path, "ต้องเป็นข้อความที่ไม่ว่าง")
    return value


def _bounds(given: Mapping[str, object], prefix: str) -> dict[str, int | None]:
    return {name: _positive(given.get(name), f"{prefix}{name}") for name in _BOUNDS}


def _positive(value: object, path: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LARGEST:
        raise RuleError(path, f"จำนวนต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง {LARGEST:,} แต่ได้ {value!r}")
    return value


def _value(field: Field, value: object, path: str) -> Scalar:
    if field.type is FieldType.CHOICE:
        return _one_of(value, path, field.choices)
    if field.type is FieldType.BOOLEAN:
        if not isinstance(value, bool):
            raise RuleError(path, f"{field.label_th}ต้องเป็น true หรือ false แต่ได้ {value!r}")
        return value
    end = _end(field, value, path)
    if end is None:
        raise RuleError(path, f"ต้องระบุค่าของ{field.label_th}")
    return end


def _end(field: Field, value: object, path: str) -> Bound:
    if value is None:
        return None
    if field.type is FieldType.DATE:
        return _day(value, path)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise RuleError(path, f"{field.label_th}ต้องเป็น{field.type.label} แต่ได้ {value!r}")
    if field.type is FieldType.BE_YEAR and not 2400 <= value <= 2700:
        raise RuleError(path, f"{field.label_th}ต้องเป็นปี พ.ศ. ระหว่าง 2400 ถึง 2700 แต่ได้ {value}")
    return value


def _day(value: object, path: str) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise RuleError(path, f"ต้องเป็นวันที่แบบ ค.ศ. YYYY-MM-DD เช่น 2023-09-29 แต่ได้ {value!r}")
    return day


def _in_order(lo: Bound, hi: Bound, path: str, first: str, last: str) -> None:
    if lo is None and hi is None:
        raise RuleError(path, f"ต้องระบุ {first} หรือ {last} อย่างน้อยหนึ่งค่า")
    if lo is not None and hi is not None and lo > hi:  # type: ignore[operator]
        raise RuleError(path, f"{first} ({lo}) ต้องไม่เกิน {last} ({hi})")
