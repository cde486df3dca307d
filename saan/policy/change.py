"""What changes when a rule changes: may a level pass this on, what would make it possible, who is won and lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from saan.policy.conditions import Condition, both
from saan.policy.evaluate import Tally
from saan.policy.judgement import judge_all
from saan.policy.logic import disjoint, implies
from saan.policy.rules import Bounds, Rule, Window


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
    judged = judge_all(choosable(rule), pools)
    return {area: judgement.missing for area, judgement in judged.items() if judgement.missing}


def relaxations(rule: Rule, pools: Mapping[int, Tally]) -> list[Relaxation]:
    """The smallest changes that make the rule possible in every area not exempted; none when it already is.

    First the exemption alone. Then each number by itself, lowered just so far that it saves an area, then further;
    a part may be given up altogether. Last, if no single number will do, all of them at once lowered to what every
    area that has anything can give.
    """
    failing = tuple(sorted(infeasible(rule, pools)))
    if not failing:
        return []
    found = [Relaxation(rule, failing, f"คงจำนวนเดิม และยกเว้น {len(failing):,} {rule.per.label}")]
    for which in (None, *range(len(rule.parts))):
        found += _descent(rule, pools, failing, which)
    if all(relaxation.exempt for relaxation in found):
        known = [relaxation.rule for relaxation in found]
        found += [last for last in _all_lowered(rule, pools) if last.rule not in known]
    return found


def _descent(
    rule: Rule, pools: Mapping[int, Tally], failing: tuple[int, ...], which: int | None
) -> list[Relaxation]:
    """One number (None: the whole, else a part's index) going down to what failing areas have, while it saves some."""
    found: list[Relaxation] = []
    have = {pools[area].total if which is None else pools[area].parts[which] for area in failing}
    for k in sorted(have, reverse=True):
        eased = _quota_at(rule, k) if which is None else _part_at(rule, which, k)
        still = infeasible(eased, {area: pools[area] for area in failing}) if eased else failing
        if eased and len(still) < len(failing):
            failing = tuple(sorted(still))
            found.append(_relaxation(eased, failing, _told(rule, which, k)))
    return found


def _told(rule: Rule, which: int | None, k: int) -> str:
    if which is None:
        return f"ลดจำนวนรวมเหลือ {k:,}"
    label = rule.parts[which].label_th
    return f"ลด “{label}” เหลือ {k:,}" if k else f"ไม่กำหนดขั้นต่ำของ “{label}”"


def _relaxation(rule: Rule, exempt: tuple[int, ...], text: str) -> Relaxation:
    """With the parts of which nothing is asked any more left out."""
    rule = replace(rule, parts=tuple(part for part in rule.parts if part.bounded))
    return Relaxation(rule, exempt, f"{text} และยกเว้น {len(exempt):,} {rule.per.label}" if exempt else text)


def _quota_at(rule: Rule, k: int) -> Rule | None:
    """The whole number lowered to k; None below 1."""
    return _lowered(rule, k) if 1 <= k < rule.floor else None


def _part_at(rule: Rule, index: int, k: int) -> Rule | None:
    """One part lowered to k, or asked for no more at 0; None when nothing would be left of the rule."""
    if k >= rule.parts[index].floor:
        return None
    eased = replace(
        rule, parts=(*rule.parts[:index], _lowered(rule.parts[index], k), *rule.parts[index + 1 :])
    )
    return eased if _asks_something(eased) else None


def _asks_something(rule: Rule) -> bool:
    return any(bounds.bounded for bounds in (rule, *rule.parts))


def _all_lowered(rule: Rule, pools: Mapping[int, Tally]) -> list[Relaxation]:
    """Every number at what the poorest area that has anything can give; the areas with nothing are let off."""
    some = [found for found in pools.values() if found.total]
    if not some:
        return []
    parts = [
        _lowered(part, min(found.parts[index] for found in some)) for index, part in enumerate(rule.parts)
    ]
    eased = replace(_lowered(rule, min(found.total for found in some)), parts=tuple(parts))
    if not _asks_something(eased):
        return []
    exempt = tuple(sorted(infeasible(eased, pools)))
    return [_relaxation(eased, exempt, f"ลดทุกจำนวนให้ต่ำสุดเท่าที่มี: {_numbers(eased)}")]


def _numbers(rule: Rule) -> str:
    total = [f"รวม {rule.floor:,}"] if rule.floor else []
    return ", ".join([*total, *(f"“{part.label_th}” {part.floor:,}" for part in rule.parts if part.floor)])


def _lowered[B: Bounds](bounds: B, k: int) -> B:
    """The floor at most k, none below 1; what was exact stays exact as long as there is a number."""
    least = min(bounds.floor, k) or None
    if bounds.exact is not None:
        return replace(bounds, exact=least)
    return replace(bounds, minimum=least)
