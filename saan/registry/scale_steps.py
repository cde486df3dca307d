"""The way through PSO and KBO, each a scale of its own, and the limits of the scales. Pure, like `rules`."""

from functools import cache
from pathlib import Path

import yaml

from saan.kernel.refusals import Refused
from saan.registry.rules import DistinctionOutcome, Scale

_O = DistinctionOutcome
STEPS: dict[Scale, dict[DistinctionOutcome | None, frozenset[DistinctionOutcome]]] = {
    Scale.PSO: {
        None: frozenset({_O.NOMINATED, _O.WINNER}),
        _O.NOMINATED: frozenset({_O.WINNER, _O.COMMENDED}),
        _O.WINNER: frozenset(),
        _O.COMMENDED: frozenset(),
    },
    Scale.KBO: {
        None: frozenset({_O.NOMINATED}),
        _O.NOMINATED: frozenset({_O.SELECTED}),
        _O.SELECTED: frozenset({_O.WINNER, _O.COMMENDED}),
        _O.WINNER: frozenset(),
        _O.COMMENDED: frozenset(),
    },
}
"""PSO: one winner of each type in a province, with or without a nomination. KBO: nominated, chosen among twenty, and
one of them for the national contest."""
IN_KBO = frozenset({_O.SELECTED, _O.WINNER, _O.COMMENDED})
"""Outcomes that take one of the twenty places."""


@cache
def limits() -> dict[str, dict[str, int]]:
    """Numbers of the scales that are data: days before an end, places in KBO."""
    text = (Path(__file__).parent / "data" / "scales.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def may_step(scale: Scale, before: DistinctionOutcome | None, then: DistinctionOutcome) -> bool:
    """Whether the outcome is the next one on the scale's way."""
    return then in STEPS[scale][before]


def refuse_step(
    scale: Scale, before: DistinctionOutcome | None, then: DistinctionOutcome, *, reason: str
) -> None:
    """An outcome out of the way is a correction of an earlier entry, and a correction has a reason."""
    if before == then:
        raise Refused(f"บันทึกผล “{then.label}” ไว้แล้ว", field="outcome")
    if may_step(scale, before, then):
        return
    if before is None:
        first = " หรือ ".join(f"“{each.label}”" for each in _O if each in STEPS[scale][None])
        raise Refused(f"{scale.value} เริ่มจาก{first} บันทึกขั้นนั้นก่อน", field="outcome")
    if not reason.strip():
        raise Refused(
            f"ผลเดิมคือ “{before.label}” การเปลี่ยนเป็น “{then.label}” เป็นการแก้ย้อนขั้น ให้กรอกเหตุผล", field="note"
        )
