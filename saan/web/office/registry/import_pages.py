"""What the pages of an import show, by the state it is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator

from saan.accounts.policy import Actor
from saan.registry.models import ImportBatch, ImportKind, ImportState, ProducerKind, ProductKind
from saan.registry.queries import FIELDS, Fault, How
from saan.registry.queries.import_choices import (
    Field,
    SalesChannel,
    SalesMethod,
    column_choices,
    fields_of,
    kinds_for,
    missing_of,
    rounds_to_choose,
    years_to_choose,
)
from saan.registry.queries.products import rounds

PAGE = 25
_WHY = {"head": "จากหัวตาราง", "content": "จากข้อมูลในคอลัมน์", "remembered": "ตามที่เคยใช้กับแฟ้มแบบนี้", "": ""}
_LEFT_OUT = {
    "head": "แถวหัวตารางที่ซ้ำกลางแฟ้ม",
    "total": "แถวผลรวม",
    "note": "แถวหมายเหตุ",
    "numbers": "แถวเลขกำกับคอลัมน์",
    "hidden": "แถวที่ซ่อนไว้",
    "absent": "แถวที่ไม่มีผล คือไม่ได้เข้าคัดสรร",
    "silent": "แถวที่ช่องยอดว่างทุกช่อง คือยังไม่รายงาน",
}
_WIDEST = 400


@dataclass(frozen=True)
class Page:
    """A template with its context; `busy` where a fragment of it is asked for again and again."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    busy: bool = False


def kinds(actor: Actor) -> list[dict[str, Any]]:
    """What may be handed in, with its fields."""
    return [
        {"label": kind.label, "fields": FIELDS[kind], "wide": kind == ImportKind.SALES}
        for kind in kinds_for(actor)
    ]


def page_of(batch: ImportBatch, asked: Mapping[str, str]) -> Page:
    """The page for the state of the import; `?columns` goes back to naming the columns before it is saved."""
    state = ImportState(batch.state)
    if state in (ImportState.CHECKING, ImportState.SAVING):
        return Page("office/registry/import_progress.html", _progress(batch), busy=True)
    if state == ImportState.SAVED and "problems" not in asked:
        return Page("office/registry/import_result.html", _counts(batch))
    if state in (ImportState.CHECKED, ImportState.SAVED) and "columns" not in asked:
        return Page("office/registry/import_problems.html", _problems(batch, asked))
    return mapping_page(batch, said=batch.fault)


def mapping_page(
    batch: ImportBatch,
    *,
    said: str = "",
    chosen: Mapping[int, str] | None = None,
    constants: Mapping[str, str] | None = None,
) -> Page:
    """The columns to name; `chosen` and `constants` are what was sent when it was refused with `said`."""
    kind = ImportKind(batch.kind)
    named = chosen if chosen is not None else {place: key for key, place in batch.mapping["columns"].items()}
    guesses = [
        guess
        | {
            "chosen": (held := named.get(guess["column"], "")),
            "why_label": _WHY[guess["why"]],
            "fields": column_choices(kind, guess["title"], held, guess["field"]),
        }
        for guess in batch.mapping["guesses"][:_WIDEST]
    ]
    shared = dict(constants if constants is not None else batch.mapping.get("constants", {}))
    if kind == ImportKind.SALES and constants is None:
        shared.setdefault("method", SalesMethod.DECLARED.value)
    first, last = batch.mapping["head"]
    context = {
        "batch": batch,
        "sheets": [
            {"name": name, "rows": rows, "hidden": hidden} for name, rows, hidden in batch.mapping["sheets"]
        ],
        "kinds": [(kind.value, kind.label) for kind in FIELDS],
        "guesses": guesses,
        "missing": missing_of(kind, set(named.values()) - {""}, shared),
        "sales": _sales_choices(shared) if kind == ImportKind.SALES else None,
        "stars": _stars_choices(shared) if kind == ImportKind.STARS else None,
        "remembered": any(guess["why"] == "remembered" for guess in guesses),
        "first": first + 1,
        "last": last + 1,
        "said": said,
        "with_hidden": batch.mapping.get("with_hidden", False),
    }
    return Page("office/registry/import_mapping.html", context)


def _sales_choices(shared: Mapping[str, str]) -> dict[str, Any]:
    """What is chosen for the whole sheet of sales."""
    return {
        "channels": SalesChannel.choices,
        "methods": SalesMethod.choices,
        "years": [str(year) for year in years_to_choose()],
        "channel": shared.get("channel", ""),
        "method": shared.get("method", ""),
        "fiscal_year": shared.get("fiscal_year", ""),
        "reason": shared.get("reason", ""),
    }


def _stars_choices(shared: Mapping[str, str]) -> dict[str, Any]:
    """What is chosen for the whole sheet of a star round; rounds whose bands are known take points too."""
    parts = {each.round_be: len(each.parts) for each in rounds()}
    return {
        "years": [
            (str(year), f"{year} กรอกคะแนนได้ {parts[year]} ส่วน" if year in parts else str(year))
            for year in rounds_to_choose()
        ],
        "round_be": shared.get("round_be", ""),
        "reason": shared.get("reason", ""),
    }


def _progress(batch: ImportBatch) -> dict[str, Any]:
    saving = batch.state == ImportState.SAVING
    whole = batch.findings.get("staged", 0) if saving else batch.rows
    return {"batch": batch, "saving": saving, "done": batch.done_rows if saving else 0, "whole": whole}


def _counts(batch: ImportBatch) -> dict[str, Any]:
    return {"batch": batch, "bad": batch.findings.get("bad", 0), "left_out": _left_out(batch)}


def _left_out(batch: ImportBatch) -> list[dict[str, Any]]:
    counts = batch.findings.get("left_out_counts", {})
    rows = batch.findings.get("left_out", {})
    return [
        {"label": _LEFT_OUT[why], "count": count, "rows": rows.get(why, [])} for why, count in counts.items()
    ]


def _problems(batch: ImportBatch, asked: Mapping[str, str]) -> dict[str, Any]:
    found = batch.findings
    fault = asked.get("fault", "")
    shown = [one for one in batch.problems if not fault or one["fault"] == fault]
    fields = fields_of(ImportKind(batch.kind), {one["field"] for one in shown})
    words = _words(batch)
    ready = found["new"] + found["updated"] if batch.state == ImportState.CHECKED else 0
    return {
        "batch": batch,
        "found": found,
        "ready": ready,
        "fault": fault if fault in {one.value for one in Fault} else "",
        "groups": [
            {"key": one.value, "label": one.label, "count": found["faults"][one]}
            for one in Fault
            if one in found["faults"]
        ],
        "repair_groups": [
            {"label": one.label, "count": found["hows"][one]} for one in How if one in found["hows"]
        ],
        "repairs": found["repairs"][:200],
        "repair_total": sum(found["hows"].values()),
        "page": Paginator([one | _beside(one["field"], fields, words) for one in shown], PAGE).get_page(
            asked.get("page")
        ),
        "figures": found.get("figures", {}),
        "kept": len(batch.problems),
        "problem_total": sum(found["faults"].values()),
        "left_out": _left_out(batch),
        "alike": found["faults"].get(Fault.ALIKE.value, 0),
    }


def _beside(key: str, fields: Mapping[str, Field], words: Mapping[str, list[str]]) -> dict[str, Any]:
    """The name of a problem's field, and the words to choose from where only those will do."""
    return {"label": fields[key].label if key in fields else "", "choices": words.get(key, [])}


def _words(batch: ImportBatch) -> dict[str, list[str]]:
    if batch.kind == ImportKind.SALES:
        known = {"channel": SalesChannel, "method": SalesMethod}
    elif batch.kind == ImportKind.STARS:
        known = {}
    else:
        known = {"kind": ProducerKind if batch.kind == ImportKind.PRODUCERS else ProductKind}
    return {key: [one.label for one in words] for key, words in known.items()}
