"""What changes when a rule changes: may a level pass this on, what would make it possible, who is won and lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from saan.policy.conditions import Condition, both
from saan.policy.evaluate import Tally
from saan.policy.judgement import fewest, judge
from saan.policy.logic import disjoint, implies
from saan.policy.rules import Bounds, Part, Rule, Window


@dataclass(frozen=True)
class _Line:
    """One number wanted, with all that an entity must be to count towards it."""

    name: str
    where: Condition | None
    bounds: Bounds


def is_weaker(child: Rule, parent: Rule) -> list[str]:
    """Why the child might be met while the parent is not: Thai reasons, none when it provably cannot.

    What cannot be proved is a reason too, so an empty list is a guarantee that every area with places in it which
    meets the child meets the parent.
    """
    if child.entity != parent.entity:
        return ["นับคนละสิ่งกับหนังสือต้นเรื่อง"]
    reasons = [*_level_reasons(child, parent), *_window_reasons(child, parent)]
    own = _lines(child)
    for line in _lines(parent):
        reasons += _floor_reasons(own, line)
        reasons += _ceiling_reasons(own, line)
    return reasons


def _lines(rule: Rule) -> list[_Line]:
    lines = [_Line("จำนวนรวม", rule.where, rule)] if rule.bounded else []
    return lines + [_Line(f"“{part.label_th}”", both(rule.where, part.where), part) for part in rule.parts]


def _capped(rule: Rule) -> bool:
    return any(bounds.ceiling is not None for bounds in (rule, *rule.parts))


def _level_reasons(child: Rule, parent: Rule) -> list[str]:
    if child.per.is_coarser_than(parent.per):
        return [f"กำหนดเป็นราย{child.per.label} แต่หนังสือต้นเรื่องกำหนดเป็นราย{parent.per.label}"]
    if child.per != parent.per and _capped(parent):
        above, below = parent.per.label, child.per.label
        return [f"หนังสือต้นเรื่องจำกัดจำนวนเป็นราย{above} หากแยกเป็นราย{below}อาจรวมกันเกิน ให้กำหนดเป็นราย{above}"]
    return []


def _window_reasons(child: Rule, parent: Rule) -> list[str]:
    ours, theirs = child.window, parent.window
    if _capped(parent) and ours != theirs:
        return ["หนังสือต้นเรื่องจำกัดจำนวนไว้ ช่วงวันที่จึงต้องตรงกัน"]
    if theirs is None:
        return []
    if ours is None:
        return ["ตัดช่วงวันที่ของหนังสือต้นเรื่องออก"]
    if ours.field != theirs.field:
        return ["นับช่วงวันที่จากวันที่คนละชนิดกับหนังสือต้นเรื่อง"]
    return _wider(ours, theirs)


def _wider(ours: Window, theirs: Window) -> list[str]:
    reasons = []
    if theirs.start and (ours.start is None or ours.start < theirs.start):
        reasons.append("เริ่มนับก่อนวันที่หนังสือต้นเรื่องกำหนด")
    if theirs.end and (ours.end is None or ours.end > theirs.end):
        reasons.append("สิ้นสุดช้ากว่าวันที่หนังสือต้นเรื่องกำหนด")
    return reasons


def _floor_reasons(own: list[_Line], line: _Line) -> list[str]:
    """A floor is kept by one line, or by several that exclude one another, none wider than the parent's."""
    if not line.bounds.floor:
        return []
    narrow = [each for each in own if each.bounds.floor and implies(each.where, line.where)]
    kept = max((_sum_of_floors(group) for group in _groups_apart(narrow)), default=0)
    if kept >= line.bounds.floor:
        return []
    if narrow:
        return [f"{line.name}: จำนวนขั้นต่ำลดจาก {line.bounds.floor:,} เหลือ {kept:,}"]
    return [f"{line.name}: เงื่อนไขกว้างกว่าหนังสือต้นเรื่อง หรือไม่อาจยืนยันได้ว่าเท่ากัน"]


def _sum_of_floors(group: tuple[_Line, ...]) -> int:
    return sum(line.bounds.floor for line in group)


def _groups_apart(lines: list[_Line]) -> list[tuple[_Line, ...]]:
    groups = [group for size in range(1, len(lines) + 1) for group in combinations(lines, size)]
    return [g for g in groups if all(_apart(one.where, other.where) for one, other in combinations(g, 2))]


def _apart(one: Condition | None, other: Condition | None) -> bool:
    return one is not None and other is not None and disjoint(one, other)


def _ceiling_reasons(own: list[_Line], line: _Line) -> list[str]:
    """A ceiling is kept by a line that counts at least as much and allows no more."""
    ceiling = line.bounds.ceiling
    if ceiling is None:
        return []
    caps = [each.bounds.ceiling for each in own if implies(line.where, each.where)]
    known = [cap for cap in caps if cap is not None]
    if known and min(known) <= ceiling:
        return []
    if known:
        return [f"{line.name}: จำนวนขั้นสูงเพิ่มจาก {ceiling:,} เป็น {min(known):,}"]
    return [f"{line.name}: ไม่มีข้อใดจำกัดไว้ไม่เกิน {ceiling:,} ตามหนังสือต้นเรื่อง"]


@dataclass(frozen=True)
class Relaxation:
    """A way to make an order possible: the rule to issue instead and the areas let off; `text_th` says it."""

    rule: Rule
    exempt: tuple[int, ...]
    text_th: str


def choosable(rule: Rule) -> Rule:
    """The rule as asked of a pool, from which one chooses: floors stay, a surplus is no fault."""
    parts = tuple(_floor_only(part) for part in rule.parts)
    return replace(_floor_only(rule), parts=parts)


def _floor_only[B: Bounds](bounds: B) -> B:
    return replace(bounds, minimum=bounds.floor or None, exact=None, maximum=None)


def infeasible(rule: Rule, pools: Mapping[int, Tally]) -> dict[int, int]:
    """The areas whose pool cannot meet the rule, each with how many it lacks (see `judge`)."""
    wanted = choosable(rule)
    lacks = {area: judge(wanted, found).missing for area, found in pools.items()}
    return {area: lack for area, lack in lacks.items() if lack}


def relaxations(rule: Rule, pools: Mapping[int, Tally]) -> list[Relaxation]:
    """The smallest changes that make the rule possible in every area not exempted; none when it already is.

    First the exemption alone. Then each number by itself, one step lower at a time as long as a step saves an
    area; a part may be dropped altogether. Last, all numbers at once lowered to what every area that has anything
    can give, if no single number does it.
    """
    failing = infeasible(rule, pools)
    if not failing:
        return []
    found = [
        Relaxation(rule, tuple(sorted(failing)), f"คงจำนวนเดิม และยกเว้น {len(failing):,} {rule.per.label}")
    ]
    steps: list[_Step] = [_quota_lowered, *(partial(_part_lowered, part.where) for part in rule.parts)]
    for step in steps:
        found += _descent(rule, pools, found[0].exempt, step)
    if all(relaxation.exempt for relaxation in found):
        found += _all_lowered(rule, pools)
    return found


type _Step = Callable[[Rule], tuple[Rule, str] | None]


def _descent(
    rule: Rule, pools: Mapping[int, Tally], failing: tuple[int, ...], step: _Step
) -> list[Relaxation]:
    """One number going down by one at a time; the steps that save an area are kept."""
    found: list[Relaxation] = []
    eased, text = rule, ""
    while failing and (stepped := step(eased)):
        eased, text = stepped
        still = infeasible(eased, {area: pools[area] for area in failing})
        if len(still) < len(failing):
            failing = tuple(sorted(still))
            found.append(_relaxation(eased, failing, text))
    return found


def _relaxation(rule: Rule, exempt: tuple[int, ...], text: str) -> Relaxation:
    return Relaxation(rule, exempt, f"{text} และยกเว้น {len(exempt):,} {rule.per.label}" if exempt else text)


def _quota_lowered(rule: Rule) -> tuple[Rule, str] | None:
    """The whole number one lower; None at 1 and where the parts alone need as many."""
    if rule.floor <= 1:
        return None
    eased = _lowered(rule, rule.floor - 1)
    return None if fewest(eased) > eased.floor else (eased, f"ลดจำนวนรวมเหลือ {eased.floor:,}")


def _part_lowered(where: Condition, rule: Rule) -> tuple[Rule, str] | None:
    """One part lowered by one, its floor given up below 1; None when it has no floor left or is all there is."""
    index = next((i for i, part in enumerate(rule.parts) if part.where == where), None)
    if index is None or not rule.parts[index].floor:
        return None
    part = rule.parts[index]
    if part.floor > 1:
        eased = _lowered(part, part.floor - 1)
        return _with_part(rule, index, (eased,)), f"ลด “{part.label_th}” เหลือ {eased.floor:,}"
    if not rule.bounded and len(rule.parts) == 1:
        return None
    kept = Part(label_th=part.label_th, where=part.where, maximum=part.maximum, unit_th=part.unit_th)
    return _with_part(rule, index, (kept,) if kept.bounded else ()), f"ไม่กำหนดขั้นต่ำของ “{part.label_th}”"


def _with_part(rule: Rule, index: int, instead: tuple[Part, ...]) -> Rule:
    return replace(rule, parts=(*rule.parts[:index], *instead, *rule.parts[index + 1 :]))


def _all_lowered(rule: Rule, pools: Mapping[int, Tally]) -> list[Relaxation]:
    """Every number at what the poorest area that has anything can give; the areas with nothing are let off."""
    some = [found for found in pools.values() if found.total]
    if not some:
        return []
    parts = []
    for index, part in enumerate(rule.parts):
        k = min(found.parts[index] for found in some)
        parts += [_lowered(part, k)] if k or not part.floor else []
    eased = replace(_lowered(rule, min(found.total for found in some)), parts=tuple(parts))
    exempt = tuple(sorted(infeasible(eased, pools)))
    return [_relaxation(eased, exempt, f"ลดทุกจำนวนให้ต่ำสุดเท่าที่มี: {_numbers(eased)}")]


def _numbers(rule: Rule) -> str:
    total = [f"รวม {rule.floor:,}"] if rule.floor else []
    return ", ".join([*total, *(f"“{part.label_th}” {part.floor:,}" for part in rule.parts)])


def _lowered[B: Bounds](bounds: B, k: int) -> B:
    if bounds.exact is not None:
        return replace(bounds, exact=min(bounds.exact, k))
    return replace(bounds, minimum=None if bounds.minimum is None else min(bounds.minimum, k))


def won_and_lost(
    before: Rule, after: Rule, tallies_before: Mapping[int, Tally], tallies_after: Mapping[int, Tally]
) -> tuple[list[int], list[int]]:
    """The areas that meet the changed rule and did not meet the old one, and the other way round."""
    met_before = _met(before, tallies_before)
    met_after = _met(after, tallies_after)
    return sorted(met_after - met_before), sorted(met_before - met_after)


def _met(rule: Rule, tallies: Mapping[int, Tally]) -> set[int]:
    return {area for area, found in tallies.items() if judge(rule, found).fulfilled}
