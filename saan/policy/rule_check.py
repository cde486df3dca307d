"""Whether the numbers and conditions of a rule can be met together at all, so that no impossible rule is stored."""

from collections.abc import Sequence

from saan.policy.conditions import Condition, both
from saan.policy.judgement import fewest
from saan.policy.logic import possible
from saan.policy.rules import Bounds, Rule


class RuleError(ValueError):
    """A rule that cannot be used: `path` is the place in its data, the text a Thai sentence that begins with it."""

    def __init__(self, path: str, complaint: str) -> None:
        super().__init__(f"{path}: {complaint}")
        self.path = path
        self.complaint = complaint


def check(rule: Rule) -> None:
    """Raise RuleError unless some set of entities could meet the rule, as far as that can be told from the rule."""
    if not rule.bounded and not rule.parts:
        raise RuleError("กติกา", "ต้องกำหนดจำนวนอย่างน้อยหนึ่งอย่าง: minimum, exact, maximum หรือ parts")
    _check_bounds(rule, "")
    _check_possible([rule.where], "where")
    for index, part in enumerate(rule.parts):
        path = f"parts[{index}]"
        if not part.bounded:
            raise RuleError(path, f"ประเภท “{part.label_th}” ต้องมีจำนวน: minimum, exact หรือ maximum")
        _check_bounds(part, f"{path}.")
        _check_possible([part.where], f"{path}.where")
        _check_possible([rule.where, part.where], f"{path}.where")
    _check_parts_fit(rule)


def _check_bounds(bounds: Bounds, prefix: str) -> None:
    if bounds.exact is not None and (bounds.minimum, bounds.maximum) != (None, None):
        raise RuleError(f"{prefix}exact", "จำนวนพอดีใช้ร่วมกับจำนวนขั้นต่ำหรือขั้นสูงไม่ได้ ให้เลือกอย่างเดียว")
    if bounds.ceiling is not None and bounds.floor > bounds.ceiling:
        raise RuleError(
            f"{prefix}minimum", f"จำนวนขั้นต่ำ {bounds.floor} มากกว่าจำนวนขั้นสูง {bounds.ceiling} ให้แก้ตัวใดตัวหนึ่ง"
        )


def _check_possible(conditions: Sequence[Condition | None], path: str) -> None:
    together = both(*conditions)
    if together and not possible(together):
        complaint = "เงื่อนไขขัดกันเอง ไม่มีรายการใดเข้าเงื่อนไขได้"
        raise RuleError(path, complaint if len(conditions) == 1 else "เงื่อนไขของประเภทนี้ขัดกับเงื่อนไขรวมของกติกา")


def _check_parts_fit(rule: Rule) -> None:
    """Parts that exclude one another may not need more than the whole allows."""
    ceiling = rule.ceiling
    if ceiling is not None and fewest(rule) > ceiling:
        raise RuleError("parts", f"ประเภทย่อยรวมกันต้องใช้อย่างน้อย {fewest(rule)} แต่ทั้งหมดมีได้ไม่เกิน {ceiling}")
