"""The same rule as a Thai sentence that an officer can check against the letter.

Every clause is said once, in the order of its number. "Or" is bracketed and lettered, so that the sentence can be
read in one way only: อย่างใดอย่างหนึ่ง [(ก) … หรือ (ข) …].
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from saan.kernel.dates import format_short
from saan.policy.conditions import All, Any, Between, Condition, In, Is, Not, positive
from saan.policy.countables import Countable, Field, FieldType, Scalar
from saan.policy.judgement import Judgement, Progress
from saan.policy.rules import Bounds, Clause, ClauseKind, Part, Per, Rule, Window, clauses

LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"


@dataclass(frozen=True)
class Segment:
    """A run of the sentence: the number of the clause it says, None for the words between, and whether it is bold."""

    text: str
    clause_id: int | None = None
    strong: bool = False


def plain(segments: Iterable[Segment]) -> str:
    """The sentence without its markings."""
    return "".join(segment.text for segment in segments)


def sentence(rule: Rule, countable: Countable) -> list[Segment]:
    """What the rule counts, in words: the area, the thing, window, conditions, number, parts."""
    segments = [Segment("ทั้ง" if rule.per is Per.COUNTRY else "แต่ละ"), Segment(rule.per.label, strong=True)]
    segments.append(Segment(f" ต้องมี{countable.noun_th}"))
    joints = _Joints()
    for clause in clauses(rule):
        segments.append(Segment(joints.before(clause)))
        segments += _clause(rule, countable, clause)
    return segments


class _Joints:
    """The words between clauses: ที่ before the first condition, โดย before the first part, และ before the rest."""

    def __init__(self) -> None:
        self._said: set[ClauseKind] = set()

    def before(self, clause: Clause) -> str:
        kind = ClauseKind.CONDITION if clause.kind is ClauseKind.WINDOW else clause.kind
        word = (
            "และ" if kind in self._said else {ClauseKind.CONDITION: "ที่", ClauseKind.PART: "โดย"}.get(kind, "")
        )
        self._said.add(kind)
        return f" {word}"


def _clause(rule: Rule, countable: Countable, clause: Clause) -> Iterator[Segment]:
    if clause.kind is ClauseKind.WINDOW and rule.window:
        yield Segment(_window(rule.window, countable), clause.id)
    elif clause.kind is ClauseKind.QUOTA:
        yield Segment(quantity(rule, unit(rule, countable)), clause.id, strong=True)
    elif clause.part is not None:
        part = rule.parts[clause.part]
        yield Segment(f"{_part_name(part, countable)} ", clause.id)
        yield Segment(quantity(part, part.unit_th or unit(rule, countable)), clause.id, strong=True)
    elif clause.condition:
        yield Segment(condition_th(clause.condition, countable), clause.id)


def unit(rule: Rule, countable: Countable) -> str:
    """What the counted things are counted in."""
    return rule.unit_th or countable.unit_th


def quantity(bounds: Bounds, unit_th: str) -> str:
    """The number wanted: อย่างน้อย 2 ราย, พอดี 2 กลุ่ม, ไม่เกิน 10 ราย, อย่างน้อย 3 ราย แต่ไม่เกิน 10 ราย."""
    if bounds.exact is not None:
        return f"พอดี {bounds.exact:,} {unit_th}"
    least = f"อย่างน้อย {bounds.minimum:,} {unit_th}" if bounds.minimum is not None else ""
    most = f"ไม่เกิน {bounds.maximum:,} {unit_th}" if bounds.maximum is not None else ""
    return " แต่".join(words for words in (least, most) if words)


def _window(window: Window, countable: Countable) -> str:
    act = countable.date_label_th if window.field is None else countable.fields[window.field].label_th
    if window.start is None:
        return f"{act}ภายใน {day_th(window.end)}"
    end = "เป็นต้นไป" if window.end is None else f"ถึง {day_th(window.end)}"
    return f"{act}ตั้งแต่ {day_th(window.start)} {end}"


def day_th(day: date | None) -> str:
    """A day as rules write it, 26 ก.ย. 2566; nothing for none."""
    return format_short(day) if day else ""


def _part_name(part: Part, countable: Countable) -> str:
    """The condition of a part; the letter's own name stands before it where the words differ."""
    said = condition_th(part.where, countable)
    simple = isinstance(positive(part.where), Is | In | Between | Not)
    return said if simple and part.label_th in said else f"{part.label_th} ({said})"


def condition_th(condition: Condition, countable: Countable) -> str:
    """A condition as words that can follow ที่."""
    return _said(positive(condition), countable, ())


def _said(condition: Condition, countable: Countable, place: tuple[str, ...]) -> str:
    match condition:
        case All(of=children):
            return " และ".join(_said(child, countable, place) for child in children)
        case Any(of=children):
            return f"เข้าเงื่อนไขอย่างใดอย่างหนึ่ง [{_choices(children, countable, place)}]"
        case Not(of=Is(field=name, value=value)):
            field = countable.fields[name]
            return (field.phrase_not_th or f"{field.label_th}ไม่ใช่ {{value}}").format(
                value=value_th(field, value)
            )
        case Is(field=name, value=bool() as value):
            return _yes_or_no(countable.fields[name], value)
        case Is(field=name, value=value):
            return _phrase(countable.fields[name], value_th(countable.fields[name], value))
        case In(field=name, values=values):
            field = countable.fields[name]
            named = " หรือ ".join(value_th(field, value) for value in values)
            return _phrase(field, named if len(values) == 1 else f"({named})")
        case Between():
            return _range(countable.fields[condition.field], condition)
        case Not():
            raise AssertionError("positive() leaves no other negation")


def _choices(children: tuple[Condition, ...], countable: Countable, place: tuple[str, ...]) -> str:
    """Lettered alternatives; a choice within a choice is numbered under its letter: (ก), (ก.1), (ก.1.2)."""
    said = []
    for index, child in enumerate(children):
        mark = (*place, str(index + 1) if place else LETTERS[index % len(LETTERS)])
        said.append(f"({'.'.join(mark)}) {_said(child, countable, mark)}")
    return " หรือ ".join(said)


def _phrase(field: Field, value: str) -> str:
    return (field.phrase_th or f"{field.label_th}เป็น {{value}}").format(value=value)


def _yes_or_no(field: Field, value: bool) -> str:
    yes = field.phrase_th or f"{field.label_th}: ใช่"
    return yes if value else field.phrase_not_th or f"{field.label_th}: ไม่ใช่"


def _range(field: Field, between: Between) -> str:
    if between.lo is None or between.hi is None:
        return _phrase(field, _half_open(field, between))
    if between.lo == between.hi:
        return _phrase(field, value_th(field, between.lo))
    lo = (
        value_th(field, between.lo).removesuffix(f" {field.unit_th}")
        if field.unit_th
        else value_th(field, between.lo)
    )
    return _phrase(field, f"{lo} ถึง {value_th(field, between.hi)}")


def _half_open(field: Field, between: Between) -> str:
    if between.lo is not None:
        return f"{value_th(field, between.lo)} {'ขึ้นไป' if field.type is FieldType.INTEGER else 'เป็นต้นไป'}"
    end = "" if between.hi is None else value_th(field, between.hi)
    return f"{end} {'ลงมา' if field.type is FieldType.INTEGER else 'หรือก่อนหน้านั้น'}"


def value_th(field: Field, value: Scalar) -> str:
    """One recorded value as a cell or a sentence says it: กลุ่ม D, 3 ดาว, ใช่."""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, str):
        return field.choices.get(value, value)
    if isinstance(value, date):
        return format_short(value)
    return f"{value} {field.unit_th}".strip()


def missing_sentence(rule: Rule, judgement: Judgement, countable: Countable | None = None) -> str:
    """What is still missing and what is too many: ยังขาด 1 กลุ่ม และ 1 ราย; ครบแล้ว when nothing is.

    Two parts counted in the same unit are told apart by their names.
    """
    if judgement.fulfilled:
        return "ครบแล้ว"
    whole = rule.unit_th or (countable.unit_th if countable else "ราย")
    said = [f"ยังขาด {words}" for words in [_missing(rule, judgement, whole)] if words]
    said += [f"เกิน {judgement.over:,} {whole}"] if judgement.over else []
    return " และ".join(said) or "ไม่มีพื้นที่ที่ต้องนับ"


def _missing(rule: Rule, judgement: Judgement, whole: str) -> str:
    units = [part.unit_th or whole for part in rule.parts]
    lacking = [
        _lack(part, progress, unit_th, named=units.count(unit_th) > 1)
        for part, progress, unit_th in zip(rule.parts, judgement.parts, units, strict=False)
        if progress.missing
    ]
    rest = judgement.missing - sum(progress.missing for progress in judgement.parts)
    if rest > 0:
        lacking.append(f"{'ประเภทใดก็ได้ ' if lacking else ''}{rest:,} {whole}")
    return " และ ".join(lacking)


def _lack(part: Part, progress: Progress, unit_th: str, *, named: bool) -> str:
    return f"{part.label_th} {progress.missing:,} {unit_th}" if named else f"{progress.missing:,} {unit_th}"
