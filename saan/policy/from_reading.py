"""A first draft of a rule from what was read in a letter, for an officer to confirm.

Whatever the draft leaves out or had to choose is said in a note; nothing is dropped in silence.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from saan.policy.alternatives import joined
from saan.policy.conditions import Any, Condition, Is, Not, both, leaves
from saan.policy.countables import Countable
from saan.policy.rule_check import RuleError, check
from saan.policy.rules import Part, Per, Rule, Window
from saan.policy.thai import condition_th
from saan.policy.vocabulary import EntityWords, Heard, folded, vocabulary

type Data = Mapping[str, object]

_QUANTITY = re.compile(
    r"(?:อย่างน้อย|ไม่น้อยกว่า|ไม่เกิน|จำนวน)?\s*(?:\w+ละ)?\s*\d[\d,]*\s*(?:ราย/กลุ่ม|ราย|กลุ่ม|ผลิตภัณฑ์|รายการ)?\s*(?:ขึ้นไป)?"
)
_THAI_WORD = re.compile("[A-Za-zก-๎]{2,}")


def draft_rule(
    directive: Data, countables: Mapping[str, Countable], *, issued: date | None = None
) -> tuple[Rule | None, list[str]]:
    """A rule for a directive in the letter schema, and Thai notes on what needs an officer's eye.

    `issued` is the letter's date: registering counts from that day. None where nothing can be counted, with the
    reason among the notes.
    """
    draft = _begin(directive, countables, issued)
    return (None, [draft]) if isinstance(draft, str) else draft.finish()


@dataclass(frozen=True)
class Unclear:
    """Words with "or" that a person must interpret: the words, and each rule they may mean, the drafted one first."""

    words: tuple[str, ...]
    readings: tuple[Rule, ...]


def unclear_in(
    directive: Data, countables: Mapping[str, Countable], *, issued: date | None = None
) -> Unclear | None:
    """What must be interpreted before the drafted rule may bind anyone; None where its words have one meaning."""
    draft, second = (_begin(directive, countables, issued, second=flag) for flag in (False, True))
    if isinstance(draft, str) or isinstance(second, str):
        return None
    rules = [rule for rule in (draft.finish()[0], second.finish()[0]) if rule is not None]
    return Unclear(tuple(draft.unclear), tuple(dict.fromkeys(rules))) if draft.unclear and rules else None


def _begin(
    directive: Data, countables: Mapping[str, Countable], issued: date | None, *, second: bool = False
) -> "_Draft | str":
    """A draft to finish, or why nothing can be counted; `second` takes the other meaning of an "or"."""
    quota = directive.get("quota")
    if not isinstance(quota, Mapping):
        return "ข้อสั่งการนี้ไม่ได้กำหนดจำนวนต่อพื้นที่ จึงไม่มีกติกาให้นับ"
    if quota.get("per") not in [per.value for per in Per]:
        level = vocabulary().other_levels.get(str(quota.get("per")), quota.get("per"))
        return f"จำนวนกำหนดต่อ{level} ระบบนับได้ต่อประเทศ จังหวัด อำเภอ หรือตำบล ให้ติดตามด้วยการรายงาน"
    words = _entity(directive, quota, countables)
    if words is None:
        return f"ไม่มีทะเบียนที่นับ “{quota.get('unit') or directive.get('action')}” ได้ ให้ติดตามด้วยการรายงาน"
    return _Draft(directive, quota, words, countables[words.entity], issued, second)


def _entity(directive: Data, quota: Data, countables: Mapping[str, Countable]) -> EntityWords | None:
    """The entity whose unit and words are the letter's; where no unit was read, the words of the action decide."""
    said = f"{directive.get('action') or ''} {directive.get('evidence') or ''}"
    unit = folded(str(quota.get("unit") or ""))
    known = [each for each in vocabulary().entities if each.entity in countables]
    return next((each for each in known if each.means(unit, said)), None)


@dataclass
class _Draft:
    """One draft under way; each step may add notes."""

    directive: Data
    quota: Data
    words: EntityWords
    countable: Countable
    issued: date | None
    second: bool = False
    notes: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def finish(self) -> tuple[Rule | None, list[str]]:
        wanted, named = self._conditions()
        where = both(*named, self._from_unit([*named, *(part.where for part in wanted)]))
        unit = folded(str(self.quota.get("unit") or ""))
        rule = Rule(
            entity=self.countable.code,
            per=Per(str(self.quota["per"])),
            minimum=_number(self.quota.get("min")),
            exact=_number(self.quota.get("exact")),
            maximum=_number(self.quota.get("max")),
            window=self._window(),
            where=where,
            parts=tuple(wanted),
            unit_th=None if unit in (*self.words.own_units, "", self.countable.unit_th) else unit,
        )
        self._note_unread(rule)
        try:
            check(rule)
        except RuleError as error:
            return None, [*self.notes, f"ร่างกติกาจากถ้อยคำแล้วใช้ไม่ได้: {error.complaint}"]
        return rule, self.notes

    def _conditions(self) -> tuple[list[Part], list[Condition]]:
        """The numbered conditions as parts, the others as conditions on all."""
        given = self.quota.get("conditions") or []
        parts: list[Part] = []
        named: list[Condition] = []
        others: list[Data] = []
        for each in given if isinstance(given, list) else []:
            text = folded(str(each.get("text") or ""))
            if any(word in text for word in vocabulary().other_sorts):
                others.append(each)
            elif condition := self._condition(text):
                parts += [_part(each, condition)] if _numbered(each) else []
                named += [] if _numbered(each) else [condition]
        return [*parts, *self._other_sorts(others, parts)], named

    def _other_sorts(self, others: list[Data], parts: list[Part]) -> list[Part]:
        """ "Of another sort" means of none of the sorts named beside it."""
        if not others:
            return []
        if not parts or len(others) > 1 or not _numbered(others[0]):
            self.notes.append(f"ไม่ทราบว่า “{others[0]['text']}” นับอะไรเท่าใด จึงยังไม่นับ โปรดกำหนดเอง")
            return []
        sorts = tuple(part.where for part in parts)
        where = Not(sorts[0] if len(sorts) == 1 else Any(sorts))
        self.notes.append(f"“{others[0]['text']}” ตีความว่า {condition_th(where, self.countable)}")
        return [_part(others[0], where)]

    def _condition(self, text: str) -> Condition | None:
        heard = vocabulary().hear(text, self.countable)
        for each in heard:
            if each.judged:
                self.notes.append(f"“{each.text}” เป็นดุลยพินิจของผู้เสนอชื่อ ให้เขียนรับรองทีละรายการ ระบบไม่ใช้คัดออก")
            elif each.condition is None:
                self.notes.append(f"ยังไม่นับ “{each.text}”: ทะเบียน{self.countable.noun_th}ไม่มีข้อมูลนี้")
        self._note_leftover(text, heard)
        weighed = [each for each in heard if not each.judged]
        chosen, other = joined(text, weighed)
        if "หรือ" in text and len(weighed) > 1:
            self._note_or(text, chosen, other)
            self.unclear.append(text)
        return other if self.second and other else chosen

    def _note_or(self, text: str, chosen: Condition | None, other: Condition | None) -> None:
        """A chosen reading is never silent, nor is an "or" of which one side could not be read."""
        read = f"อ่านว่า: {condition_th(chosen, self.countable)}" if chosen else "ยังไม่นับส่วนนี้"
        also = f" อาจอ่านได้อีกแบบว่า: {condition_th(other, self.countable)}" if other else ""
        self.notes.append(f"“{text}” มีคำว่า “หรือ” ระบบ{read}{also} โปรดยืนยัน")

    def _note_leftover(self, text: str, heard: list[Heard]) -> None:
        left = text
        for each in reversed(heard):
            left = f"{left[: each.start]} {left[each.end :]}"
        left = _QUANTITY.sub(" ", left)
        for word in vocabulary().fillers:
            left = left.replace(word, " ")
        if _THAI_WORD.search(left):
            self.notes.append(f"ยังไม่ได้แปลงเป็นกติกาทั้งหมด: “{text}” โปรดตรวจและกำหนดเอง")

    def _from_unit(self, named: list[Condition]) -> Condition | None:
        """The unit กลุ่ม asks for groups, unless the conditions already speak of that field."""
        wanted = self.words.unit_conditions.get(folded(str(self.quota.get("unit") or "")))
        asked = {leaf.field for condition in named for leaf in leaves(condition)}
        if wanted is None or asked & set(wanted[0]):
            return None
        name = next((name for name in wanted[0] if name in self.countable.fields), None)
        if name is None or wanted[1] not in self.countable.fields[name].choices:
            return None
        condition = Is(name, wanted[1])
        self.notes.append(
            f"หน่วยนับคือ “{self.quota['unit']}” จึงนับเฉพาะที่{condition_th(condition, self.countable)}"
        )
        return condition

    def _window(self) -> Window | None:
        said = f"{self.directive.get('action') or ''}"
        if any(word in said for word in vocabulary().choosing):
            self.notes.append("เป็นการคัดเลือก: กติกาบอกว่าใครเข้าเกณฑ์ จำนวนนับจากรายการที่อำเภอหรือจังหวัดเสนอ")
            return None
        if not any(word in said for word in vocabulary().registering):
            return None
        first, end = _deadline(self.directive.get("deadline"))
        start = first or self.issued
        if end is None:
            self.notes.append("หนังสือไม่ได้กำหนดวันสิ้นสุดที่อ่านได้ จึงยังไม่จำกัดวันสุดท้ายที่นับ")
        if start is None:
            self.notes.append("ไม่ทราบวันเริ่มนับ จึงนับทุกรายที่ขึ้นทะเบียนไว้ก่อนแล้วด้วย โปรดยืนยัน")
        elif first is None:
            self.notes.append("นับเฉพาะรายที่ขึ้นทะเบียนตั้งแต่วันที่ของหนังสือ หากนับรายเดิมด้วยให้ลบวันเริ่มนับ")
        return Window(start, end) if start or end else None

    def _note_unread(self, rule: Rule) -> None:
        """Phrases in the letter's own words about fields that the rule does not ask for."""
        asked = both(rule.where, *(part.where for part in rule.parts))
        fields = {leaf.field for leaf in leaves(asked)} if asked else set()
        for each in vocabulary().hear(folded(str(self.directive.get("evidence") or "")), self.countable):
            if each.condition and not {leaf.field for leaf in leaves(each.condition)} & fields:
                self.notes.append(f"ในหนังสือมีคำว่า “{each.text}” แต่กติกายังไม่ได้นับข้อนี้ โปรดตรวจ")


def _numbered(data: Data) -> bool:
    return any(_number(data.get(key)) for key in ("min", "exact", "max"))


def _part(data: Data, where: Condition) -> Part:
    return Part(
        label_th=re.sub("^ประเภท(?=กลุ่ม)", "", str(data["text"]).strip()),
        where=where,
        minimum=_number(data.get("min")),
        exact=_number(data.get("exact")),
        maximum=_number(data.get("max")),
        unit_th=str(data["unit"]) if data.get("unit") else None,
    )


def _number(value: object) -> int | None:
    return (
        int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1 else None
    )


def _deadline(data: object) -> tuple[date | None, date | None]:
    """The first and last day that a deadline names; a bare month ends on its last day."""
    if not isinstance(data, Mapping):
        return None, None
    if data.get("kind") == "range":
        return _day(data.get("from"), last=False), _day(data.get("date"), last=True)
    return None, _day(data.get("date") if data.get("kind") == "once" else data.get("until"), last=True)


def _day(value: object, *, last: bool) -> date | None:
    text = str(value or "")
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, monthrange(year, month)[1] if last else 1)
        return date.fromisoformat(text)
    except ValueError:
        return None
