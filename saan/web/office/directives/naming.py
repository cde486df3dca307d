"""How a directive and its letter are named on every page."""

from saan.directives.catalogue import countables
from saan.directives.models import Directive, Obligation
from saan.directives.queries import rule_of
from saan.directives.rules import COUNTED
from saan.kernel.dates import format_deadline, format_short
from saan.kernel.workdays import explain, is_workday
from saan.letters.models import Letter
from saan.policy.thai import unit


def title_of(directive: Directive) -> str:
    """What is asked, with its quota: รับลงทะเบียนผู้ผลิต ตำบลละ 2 ราย."""
    rule = rule_of(directive)
    if rule is None or not rule.floor or f"{rule.per.label}ละ" in directive.title:
        return directive.title
    return f"{directive.title} {rule.per.label}ละ {rule.floor:,} {unit_of(directive)}"


def unit_of(directive: Directive) -> str:
    """What is counted in; offices where nothing is counted."""
    rule = rule_of(directive)
    if rule is None or directive.kind not in COUNTED:
        return "แห่ง"
    return unit(rule, countables()[rule.entity])


def short_number(letter: Letter | None) -> str:
    """ว 5465 of ฉช 0019/ว 5465."""
    return letter.number.rpartition("/")[2] if letter else ""


def reference(letter: Letter) -> str:
    """ที่ ฉช 0019/ว 5465 ลว. 26 ก.ย. 2566."""
    dated = f" ลว. {format_short(letter.dated)}" if letter.dated else ""
    return f"ที่ {letter.number}{dated}"


def due_note(obligation: Obligation) -> str:
    """Why the due date is the day it is, when the letter's day is a holiday; empty on an ordinary day."""
    printed, due = obligation.printed_due, obligation.due_on
    if printed is None or due is None or is_workday(printed):
        return ""
    if printed == due:
        return f"{explain(printed)} หนังสือไม่ได้ให้เลื่อน จึงคงวันเดิม"
    moved = "เลื่อนไปวันทำการถัดไป" if due > printed else "เลื่อนขึ้นมาวันทำการก่อนหน้า"
    return f"หนังสือระบุ {format_deadline(printed)} ซึ่งเป็นวันหยุด ผู้สั่งให้{moved}"
