"""How phrases found in a letter hang together where หรือ stands between them."""

from saan.policy.conditions import Any, Condition, In, Is, both, leaves
from saan.policy.countables import Scalar
from saan.policy.vocabulary import Heard


def joined(text: str, heard: list[Heard]) -> tuple[Condition | None, Condition | None]:
    """The condition that the phrases make together, and another that the same words may mean, if there is one.

    Without หรือ all must hold. One หรือ takes all before it on one side and the next phrase on the other, while
    common phrases (cohort, sort of producer) hold for both; the other reading binds only the neighbours, or lets
    the common phrases hold for the last side alone. More of them bind neighbours only. A phrase that is only the
    gloss of another (ปรับตัวสู่การพัฒนา, Quadrant D) says nothing twice: bound to its neighbours it leaves the first.
    """
    phrases = _merged(text, heard)
    turns = [i for i in range(len(phrases) - 1) if _or_between(text, phrases[i], phrases[i + 1])]
    known = [phrase.condition for phrase in phrases]
    if not turns:
        return both(*known), None
    if any(known[i] is None or known[i + 1] is None for i in turns):
        beside = {index for i in turns for index in (i, i + 1)}
        return both(*(condition for i, condition in enumerate(known) if i not in beside)), None
    at = turns[0]
    if len(turns) > 1 or phrases[at].common or phrases[at + 1].common:
        return both(*_chained(known, turns)), None
    return _two_readings(phrases, at)


def _two_readings(phrases: list[Heard], at: int) -> tuple[Condition | None, Condition | None]:
    said = [p.condition for p in phrases[: at + 1] if p.condition and not p.common]
    left = list(dict.fromkeys(said))
    right = phrases[at + 1].condition
    after = [p.condition for p in phrases[at + 2 :] if p.condition and not p.common]
    common = [p.condition for p in phrases if p.condition and p.common]
    chosen = both(_either(both(*left), right), *after, *common)
    if len(said) > 1:
        beside = None if said[-1] in said[:-1] else _either(said[-1], right)
        return chosen, both(*dict.fromkeys(said[:-1]), beside, *after, *common)
    rest = both(*after, *common)
    return chosen, _either(left[0], both(right, rest)) if rest else None


def _merged(text: str, heard: list[Heard]) -> list[Heard]:
    """Neighbours about one field with หรือ between them become one phrase: กลุ่มผู้ผลิตชุมชน หรือ SME."""
    phrases: list[Heard] = []
    for each in heard:
        last = phrases[-1] if phrases else None
        if last and _or_between(text, last, each) and (one := _of_one_field(last.condition, each.condition)):
            phrases[-1] = Heard(
                last.start, each.end, text[last.start : each.end], one, last.common and each.common
            )
        else:
            phrases.append(each)
    return phrases


def _of_one_field(one: Condition | None, other: Condition | None) -> Condition | None:
    if one is None or other is None or len({leaf.field for c in (one, other) for leaf in leaves(c)}) > 1:
        return None
    values = [*_values(one), *_values(other)]
    named = isinstance(one, Is | In) and isinstance(other, Is | In)
    return In(next(leaves(one)).field, tuple(dict.fromkeys(values))) if named else Any((one, other))


def _values(condition: Condition) -> tuple[Scalar, ...]:
    match condition:
        case Is(value=value):
            return (value,)
        case In(values=values):
            return values
        case _:
            return ()


def _or_between(text: str, one: Heard, other: Heard) -> bool:
    return "หรือ" in text[one.end : other.start]


def _chained(known: list[Condition | None], turns: list[int]) -> list[Condition | None]:
    """Neighbours linked by หรือ as one choice, the others as they are."""
    chained: list[Condition | None] = []
    for index, condition in enumerate(known):
        if index - 1 in turns:
            chained[-1] = _either(chained[-1], condition)
        else:
            chained.append(condition)
    return chained


def _either(one: Condition | None, other: Condition | None) -> Condition | None:
    """A choice between two; choices side by side are laid flat."""
    sides = [side for side in (one, other) if side is not None]
    flat = [piece for side in sides for piece in (side.of if isinstance(side, Any) else (side,))]
    return Any(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)
