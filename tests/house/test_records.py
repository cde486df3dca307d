"""Every write leaves a row in the ledger: an act that writes calls record() itself, or something it calls does."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "saan"
WRITES = frozenset({"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
                    "update_or_create"})  # fmt: skip
_INNER = "a step of acts that record what was done"
_READING = "what the programme works out from rows that are recorded, or data shipped with it"
EXCUSED: dict[str, str] = {
    "accounts/actions.open_producer_account": "the application that asks for it records it, one floor up",
    "documents/actions.remove": _INNER,
    "ledger/actions.record": "it is the ledger itself",
    "letters/actions/delivery/answering.tell": _INNER,
    "letters/actions/delivery/roads.machine_at": "makes the machine's own account, in whose name rows are written",
    "letters/actions/delivery/taking.arrived": _INNER,
    "letters/actions/headers.cite": _READING,
    "letters/actions/headers.answer_citations": _READING,
    "letters/actions/keeping/erasing.erase": _INNER,
    "letters/actions/receipts.deliver": _INNER,
    "letters/actions/registers.advance": _INNER,
    "letters/actions/registers.print_number": _INNER,
    "letters/actions/steps.write": _INNER,
    "letters/actions/twins.ask": _INNER,
    "letters/actions/twins.ask_replacing": _INNER,
    "registry/actions/certificates.prolong": _INNER,
    "registry/actions/pairs.refresh_pairs": _READING,
    "registry/actions/products.stand_by_newest": _INNER,
    "registry/actions/scale_rounds.load_rounds": _READING,
    "registry/actions/staging.stage": _INNER,
}
"""Acts that write and leave no row, each with its reason."""


def _modules() -> list[Path]:
    rooms = list(ROOT.glob("*/actions/**/*.py"))
    return sorted([*rooms, *ROOT.glob("*/actions.py")])


@cache
def _functions() -> dict[str, list[ast.FunctionDef]]:
    """Every function of the rooms of actions, by name; one name may stand in several modules."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
    return found


def _called(node: ast.AST) -> set[str]:
    calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return {call.id if isinstance(call, ast.Name) else call.attr for call in calls
            if isinstance(call, ast.Name | ast.Attribute)}  # fmt: skip


def _writes(node: ast.FunctionDef) -> bool:
    calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in WRITES for call in calls)


def _records(node: ast.FunctionDef, seen: frozenset[str] = frozenset()) -> bool:
    called = _called(node)
    if called & {"record", "record_many"}:
        return True
    further = called & set(_functions()) - seen - WRITES
    return any(_records(each, seen | further) for name in further for each in _functions()[name])


def _acts() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{path.relative_to(ROOT).with_suffix('')}.{node.name}", node)
        for path in _modules()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _writes(node)
    ]


@pytest.mark.parametrize(("name", "act"), _acts(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_that_writes_leaves_a_row(name, act):
    assert _records(act) or name in EXCUSED, f"{name} writes and calls record() nowhere"


def test_excuses_are_for_acts_that_are_there_and_need_them():
    acts = dict(_acts())
    assert set(EXCUSED) <= set(acts)
    assert not [name for name in EXCUSED if _records(acts[name])]


def test_the_law_can_be_broken():
    node = ast.parse("def act():\n    thing.save()").body[0]
    assert _writes(node)
    assert not _records(node)
