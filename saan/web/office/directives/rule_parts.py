"""The pieces of a rule's form: kinds of number, and one field for every thing that may be asked of an entity."""

from django import forms

from saan.policy.conditions import conjuncts
from saan.policy.countables import Countable, Field, FieldType
from saan.policy.rule_json import condition_to_json, rule_from_json
from saan.policy.thai import condition_th
from saan.web.components.forms import CountField

BOUNDS = (("minimum", "อย่างน้อย"), ("exact", "พอดี"), ("maximum", "ไม่เกิน"), ("none", "ไม่กำหนด"))
YES_NO = (("", "ไม่กำหนด"), ("yes", "ใช่"), ("no", "ไม่ใช่"))
_RANGED = (FieldType.INTEGER, FieldType.BE_YEAR)


def bounds_of(data: dict) -> tuple[str, int | None]:
    """The kind of number a rule or part names and the number; a floor with a ceiling shows its floor."""
    return next(
        ((kind, data[kind]) for kind in ("minimum", "exact", "maximum") if data.get(kind)), ("none", None)
    )


def taken_bound(kind: str, number: int | None) -> dict[str, int]:
    return {kind: number} if kind not in ("", "none") and number else {}


def condition_fields(countable: Countable, rule: dict) -> list[tuple[str, forms.Field]]:
    """Fields for every plain condition, and a tick for each that is too involved for one."""
    made: list[tuple[str, forms.Field]] = []
    for field in countable.fields.values():
        made += _fields_for(field)
    for index, text in enumerate(_involved_words(countable, rule)):
        made.append((f"keep_{index}", forms.BooleanField(label=f"คงเงื่อนไข: {text}", required=False)))
    return made


def _fields_for(field: Field) -> list[tuple[str, forms.Field]]:
    name, label = f"where_{field.name}", field.label_th
    if field.type is FieldType.CHOICE:
        widget = forms.CheckboxSelectMultiple
        return [(name, forms.MultipleChoiceField(label=label, choices=list(field.choices.items()), required=False,
                                                 widget=widget, help_text="ไม่เลือกคือไม่จำกัด"))]  # fmt: skip
    if field.type is FieldType.BOOLEAN:
        return [(name, forms.ChoiceField(label=label, choices=YES_NO, required=False))]
    if field.type in _RANGED:
        be = {"min_value": 2544, "max_value": 2700} if field.type is FieldType.BE_YEAR else {"min_value": 0}
        return [
            (f"{name}_lo", CountField(label=f"{label} ตั้งแต่", required=False, **be)),
            (f"{name}_hi", CountField(label=f"{label} ถึง", required=False, **be)),
        ]
    return []


def _pieces(rule: dict) -> list[dict]:
    """The conditions joined by "and", as data."""
    where = rule.get("where")
    if not where:
        return []
    return (
        [piece for each in where["of"] for piece in _pieces({"where": each})]
        if where["op"] == "all"
        else [where]
    )


def _plain(piece: dict, countable: Countable) -> bool:
    field = countable.fields.get(piece.get("field", ""))
    if field is None or field.type is FieldType.DATE or piece["op"] not in ("is", "in", "between"):
        return False
    return piece["op"] != "in" or field.type is FieldType.CHOICE


def _involved(countable: Countable, rule: dict) -> list[dict]:
    return [piece for piece in _pieces(rule) if not _plain(piece, countable)]


def _involved_words(countable: Countable, rule: dict) -> list[str]:
    involved = _involved(countable, rule)
    if not involved:
        return []
    asked = conjuncts(rule_from_json(rule, {countable.code: countable}).where)
    return [condition_th(each, countable) for each in asked if condition_to_json(each) in involved]


def condition_initial(countable: Countable, rule: dict) -> dict[str, object]:
    """What the fields show at first."""
    shown: dict[str, object] = {f"keep_{index}": True for index in range(len(_involved(countable, rule)))}
    for piece in _pieces(rule):
        if _plain(piece, countable):
            shown |= _shown(piece, countable.fields[piece["field"]])
    return shown


def _shown(piece: dict, field: Field) -> dict[str, object]:
    name = f"where_{field.name}"
    if field.type is FieldType.CHOICE:
        return {name: piece.get("values") or [piece["value"]]}
    if field.type is FieldType.BOOLEAN:
        return {name: "yes" if piece["value"] else "no"}
    value = piece.get("value")
    return {f"{name}_lo": piece.get("lo", value), f"{name}_hi": piece.get("hi", value)}


def conditions_from(countable: Countable, rule: dict, data: dict) -> dict | None:
    """The conditions that the form asks for, joined by "and"."""
    kept = [piece for index, piece in enumerate(_involved(countable, rule)) if data.get(f"keep_{index}")]
    for field in countable.fields.values():
        kept += _asked(field, data)
    return kept_conditions(kept)


def kept_conditions(pieces: list[dict] | None) -> dict | None:
    if not pieces:
        return None
    return pieces[0] if len(pieces) == 1 else {"op": "all", "of": pieces}


def _asked(field: Field, data: dict) -> list[dict]:
    name = f"where_{field.name}"
    if field.type in _RANGED:
        lo, hi = data.get(f"{name}_lo"), data.get(f"{name}_hi")
        ends = {key: value for key, value in (("lo", lo), ("hi", hi)) if value is not None}
        return [{"op": "between", "field": field.name, **ends}] if ends else []
    value = data.get(name)
    if not value:
        return []
    if field.type is FieldType.BOOLEAN:
        return [{"op": "is", "field": field.name, "value": value == "yes"}]
    if len(value) == 1:
        return [{"op": "is", "field": field.name, "value": value[0]}]
    return [{"op": "in", "field": field.name, "values": value}]
