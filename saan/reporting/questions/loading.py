"""Form files are checked whole when they are read: every fault is named with its place, none is passed over."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from saan.reporting.questions.schema import Fill, Form, Kind, Question, Repeat, Saying, Section, Source

FOLDER = Path(__file__).parents[1] / "data" / "forms"
COUNTERS = ("rows", "asked", "value", "zero", "missing", "full", "some", "complete", "places")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_REPEATS = ("district", "row")


class FormFault(ValueError):
    """A form file that does not hold; `faults` are Thai sentences, each with its place in the file."""

    def __init__(self, name: str, faults: list[str]) -> None:
        super().__init__(f"{name}: {'; '.join(faults)}")
        self.faults = faults


@cache
def forms() -> dict[str, Form]:
    """Every form shipped, by its code."""
    read = [read_form(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.yaml"))]
    found = {form.code: form for form in read}
    if len(found) != len(read):
        raise FormFault(FOLDER.name, ["มีแบบรายงานรหัสซ้ำกัน"])
    return found


def form_for(words: str, on: date | None = None) -> Form | None:
    """The form that a letter with these words asks for on a day; None where no form's words stand in them."""
    for form in forms().values():
        if any(word in words for word in form.words) and (on is None or form.since <= on):
            return form
    return None


def read_form(text: str, name: str = "form") -> Form:
    """A form from YAML. Raises FormFault with all faults."""
    raw = yaml.safe_load(text)
    faults = list(_faults_of(raw)) if isinstance(raw, dict) else ["แฟ้มต้องเป็นรายการชื่อกับค่า"]
    if faults:
        raise FormFault(name, faults)
    return _form(raw)


def _faults_of(raw: dict) -> Iterator[str]:
    yield from _keys(raw, Form, "แบบ")
    yield from _keys(raw.get("source") or {}, Source, "แบบ.source")
    for key in ("since", "next_review"):
        if not isinstance(raw.get(key), date):
            yield f"แบบ.{key} ต้องเป็นวันที่ เช่น 2024-12-07"
    if not isinstance((raw.get("source") or {}).get("dated"), date):
        yield "แบบ.source.dated ต้องเป็นวันที่ของหนังสือ"
    sections = raw.get("sections") or []
    yield from _doubles([each.get("code") for each in sections], "แบบ")
    for section in sections:
        yield from _section_faults(section)
    if list(raw.get("figure") or {}) != ["section", "unit"] or raw["figure"]["section"] not in [
        each.get("code") for each in sections
    ]:
        yield "แบบ.figure ต้องมี section ที่มีอยู่ในแบบ และ unit"


def _keys(raw: dict, shape: type, where: str) -> Iterator[str]:
    """Keys that are unknown, and needed ones that are not there."""
    known = {each.name: each.default is MISSING for each in fields(shape)}
    for key in raw:
        if key not in known:
            yield f"{where} มี “{key}” ซึ่งแบบรายงานไม่รู้จัก"
    for key, needed in known.items():
        if needed and key not in raw:
            yield f"{where} ขาด “{key}”"


def _doubles(codes: list[Any], where: str) -> Iterator[str]:
    for code in codes:
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            yield f"{where} มีรหัส “{code}” ที่ไม่ใช่อักษรเล็ก a ถึง z"
        elif codes.count(code) > 1:
            yield f"{where} มีรหัส “{code}” ซ้ำ"


def _section_faults(raw: dict) -> Iterator[str]:
    where = f"หมวด {raw.get('code')}"
    yield from _keys(raw, Section, where)
    repeat = raw.get("repeat")
    if repeat is not None:
        yield from _keys(repeat, Repeat, f"{where}.repeat")
        yield from _unknown_fills(repeat, where)
        if repeat.get("of") not in _REPEATS:
            yield f"{where}.repeat.of ต้องเป็น district หรือ row"
        if not 0 <= repeat.get("least", 0) <= repeat.get("most", 50):
            yield f"{where}.repeat.least ต้องไม่เกิน most"
    questions = raw.get("questions") or []
    yield from _doubles([each.get("code") for each in questions], where)
    for place, question in enumerate(questions):
        yield from _question_faults(question, questions[:place], where)
    yield from _saying_faults(raw, [each.get("code") for each in questions], where)


def _question_faults(raw: dict, before: list[dict], section: str) -> Iterator[str]:
    where = f"{section} คำถาม {raw.get('code')}"
    yield from _keys(raw, Question, where)
    yield from _unknown_fills(raw, where)
    kinds = {kind.value for kind in Kind}
    if raw.get("kind") not in kinds:
        yield f"{where} ชนิด “{raw.get('kind')}” ต้องเป็น {' '.join(sorted(kinds))}"
    if (raw.get("kind") in ("choice", "choices")) != bool(raw.get("choices")):
        yield f"{where} ต้องมี choices เมื่อเป็นการเลือกเท่านั้น"
    if raw.get("kind") == "person" and not raw.get("personal"):
        yield f"{where} เป็นข้อมูลบุคคล ต้องระบุ personal: true"
    condition = raw.get("when")
    if condition is not None and next(iter(condition), None) not in [each.get("code") for each in before]:
        yield f"{where}.when ต้องอ้างคำถามก่อนหน้าในหมวดเดียวกัน"
    if "identities" in raw.get("prefill", ()) and not raw.get("domain"):
        yield f"{where} ดึงจากทะเบียนอัตลักษณ์ ต้องระบุ domain"


def _unknown_fills(raw: dict, where: str) -> Iterator[str]:
    known = {fill.value for fill in Fill}
    for fill in raw.get("prefill", ()):
        if fill not in known:
            yield f"{where}.prefill ไม่รู้จักที่มา “{fill}”"


def _saying_faults(raw: dict, codes: list[str], where: str) -> Iterator[str]:
    known = {*COUNTERS, *codes} if not raw.get("repeat") else {*COUNTERS, "none"}
    for saying in raw.get("says", ()):
        yield from _keys(saying, Saying, f"{where}.says")
        named = {name for _, name, _, _ in Formatter().parse(saying.get("says", "")) if name is not None}
        for name in sorted((named | set(saying.get("when") or {})) - known):
            yield f"{where}.says อ้าง “{name}” ซึ่งไม่มีในหมวดนี้"


def _form(raw: dict) -> Form:
    given = {**raw, "source": Source(**raw["source"]), "words": tuple(raw["words"])}
    given["figure"] = (raw["figure"]["section"], raw["figure"]["unit"])
    given["sections"] = tuple(_section(each) for each in raw["sections"])
    return Form(**given)


def _section(raw: dict) -> Section:
    given = {**raw, "questions": tuple(_question(each) for each in raw["questions"])}
    if raw.get("repeat"):
        given["repeat"] = Repeat(**{**raw["repeat"], "prefill": _fills(raw["repeat"])})
    given["says"] = tuple(Saying(each["says"], _pair(each.get("when"))) for each in raw.get("says", ()))
    return Section(**given)


def _question(raw: dict) -> Question:
    given = {**raw, "kind": Kind(raw["kind"]), "prefill": _fills(raw), "when": _pair(raw.get("when"))}
    given["choices"] = tuple((str(code), label) for code, label in (raw.get("choices") or {}).items())
    return Question(**given)


def _fills(raw: dict) -> tuple[Fill, ...]:
    return tuple(Fill(each) for each in raw.get("prefill", ()))


def _pair(raw: dict | None) -> tuple[str, str] | None:
    """{"held": "yes"} as a pair; YAML must not turn the answer into a truth value."""
    return None if not raw else next((name, str(value)) for name, value in raw.items())
