"""An invented registry with duplicates planted in it, the same for the same seed, and the truth beside it.

Each tambon has as many producers as the national register has on average. Among them stand pairs that look like
duplicates and are none: numbered groups of one village, one name in two districts, couples with one telephone,
groups whose forms one officer filled in, people of one name. The words are not taken from the engine's own lists.
"""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from saan.kernel.digits import to_thai

KINDS = ("title", "spelling", "moved", "renamed", "phone")
PER_TAMBON = 14
_WORDS = yaml.safe_load((Path(__file__).parent / "likeness_words.yaml").read_text(encoding="utf-8"))
_PERSON_TITLES = ("นางสาว", "น.ส.", "นาง", "นาย")
_HEADS = (*dict.fromkeys(_WORDS["groups"]), "บริษัท ", "หจก.", "ร้าน", "คุณ", *_PERSON_TITLES)
_SOLE_HEADS = ("ร้าน", "นาง", "คุณ", "กลุ่ม", "", "วิสาหกิจชุมชน", "ร้านค้า")


class Draw(random.Random):
    """A seeded hand that draws words."""

    def word(self, kind: str) -> str:
        return self.choice(_WORDS[kind])


@dataclass(frozen=True, slots=True)
class Row:
    """A producer as it is typed into the registry."""

    key: int
    name: str
    tambon: int
    village: int | None
    kind: str
    chair: str
    phone: str
    code: str


@dataclass(frozen=True)
class Planted:
    """The rows in mixed order, and the true pairs of keys with the kind of each duplicate."""

    rows: list[Row]
    truth: dict[tuple[int, int], str]


def plant(*, producers: int, duplicates: int, seed: int) -> Planted:
    """Rows of so many producers, of whom `duplicates` stand in the registry twice."""
    draw = Draw(seed)
    rows = _registry(producers, draw)
    truth: dict[tuple[int, int], str] = {}
    by_kind = {kind: [row for row in rows if _can(row, kind)] for kind in KINDS}
    used: set[int] = set()
    for number in range(duplicates):
        kind = KINDS[number % len(KINDS)]
        original = next(
            row for row in iter(lambda k=kind: draw.choice(by_kind[k]), None) if row.key not in used
        )
        used.add(original.key)
        twin = _TWINS[kind](replace(original, key=producers + number + 1, code=""), draw)
        rows.append(_worn(twin, kind, draw))
        truth[original.key, twin.key] = kind
    draw.shuffle(rows)
    return Planted(rows, truth)


def _can(row: Row, kind: str) -> bool:
    if kind == "renamed":
        return row.kind == "group" and bool(row.chair)
    return bool(row.phone) if kind == "phone" else True


def _registry(producers: int, draw: Draw) -> list[Row]:
    rows: list[Row] = []
    count = max(1, producers // PER_TAMBON)
    for number in range(count):
        tambon = 10_0000 + number // 80 * 1_0000 + (number // 8 % 10 + 1) * 100 + number % 8 + 1
        villages = [draw.word("place_heads") + draw.word("place_tails") for _ in range(9)]
        clerk = _phone(draw)
        while len(rows) < producers * (number + 1) / count:
            rows.extend(_some(tambon, villages, clerk, len(rows) + 1, draw))
    return rows[:producers]


def _some(tambon: int, villages: list[str], clerk: str, key: int, draw: Draw) -> list[Row]:
    """One producer, or several that only look like one."""

    def another(number: int, craft: str) -> Row:
        village = draw.randrange(len(villages))
        return _producer(key + number, tambon, village + 1, villages[village], craft, draw)

    craft = draw.word("crafts")
    one = another(0, craft)
    chance = draw.random()
    if chance < 0.05 and one.kind == "group":
        second = replace(
            one, key=key + 1, name=f"{one.name} 2", chair=_person(draw), phone=_phone(draw), code=""
        )
        return [replace(one, name=f"{one.name} 1"), second]
    if chance < 0.08 and one.chair:
        spouse = f"{draw.word('titles')}{draw.word('first_names')} {one.chair.split()[-1]}"
        return [
            one,
            replace(another(1, draw.word("crafts")), village=one.village, chair=spouse, phone=one.phone),
        ]
    if chance < 0.11:
        return [replace(another(number, draw.word("crafts")), phone=clerk) for number in range(3)]
    if chance < 0.15 and one.kind == "group":
        return [one, another(1, craft)]
    if chance < 0.19:
        far = (tambon // 100 - 1 if tambon // 100 % 100 > 1 else tambon // 100 + 1) * 100 + draw.randrange(
            1, 9
        )
        return [one, replace(one, key=key + 1, tambon=far, chair=_person(draw), phone=_phone(draw), code="")]
    return [one]


def _producer(key: int, tambon: int, village: int, place: str, craft: str, draw: Draw) -> Row:
    kind = draw.choices(("group", "sole", "sme"), (55, 43, 2))[0]
    chair = _person(draw)
    return Row(
        key,
        _NAMES[kind](craft, place, village, chair, draw),
        tambon,
        village if draw.random() < 0.8 else None,
        kind,
        chair if draw.random() > 0.06 else "",
        _phone(draw) if draw.random() < 0.8 else "",
        f"{tambon}-{draw.choice('ABC')}{draw.randrange(1000):03}" if draw.random() < 0.3 else "",
    )


def _group_name(craft: str, place: str, village: int, chair: str, draw: Draw) -> str:
    said = craft if draw.random() < 0.75 else ""
    number = f" {draw.choice(('หมู่ที่ ', 'ม.'))}{village}" if draw.random() < 0.15 else ""
    return f"{draw.word('groups')}{said}{draw.choice(('บ้าน', 'บ้าน', ' บ้าน', ''))}{place}{number}"


def _sole_name(craft: str, place: str, village: int, chair: str, draw: Draw) -> str:
    first = _bare(chair.split()[0])
    way = draw.randrange(4)
    if way == 0:
        return chair
    if way == 1:
        return f"{craft}{draw.choice(('ป้า', 'แม่', 'ยาย', ''))}{first}"
    return f"{draw.word('shops')}{first if way == 2 else place}{craft}"


def _firm_name(craft: str, place: str, village: int, chair: str, draw: Draw) -> str:
    return f"{draw.choice(('บริษัท ', 'หจก.', 'ห้างหุ้นส่วนจำกัด '))}{place}{craft}"


_NAMES = {"group": _group_name, "sole": _sole_name, "sme": _firm_name}


def _bare(first: str) -> str:
    return next((first.removeprefix(title) for title in _PERSON_TITLES if first.startswith(title)), first)


def _person(draw: Draw) -> str:
    family = draw.word("last_heads") + draw.word("last_tails")
    return f"{draw.word('titles')}{draw.word('first_names')} {family}"


def _phone(draw: Draw) -> str:
    return f"0{draw.choice('689')}{draw.randrange(10**8):08}"


def _worn(twin: Row, kind: str, draw: Draw) -> Row:
    """The rest of the second entry, typed years later by another officer: numbers change, fields stay empty."""
    phone = twin.phone
    if kind != "phone":
        fate = draw.random()
        phone = "" if fate < 0.2 else _phone(draw) if fate < 0.4 else _typed(phone, draw)
    else:
        phone = _typed(phone, draw)
    chair = twin.chair
    if kind not in ("renamed", "phone"):
        fate = draw.random()
        chair = "" if fate < 0.1 else _person(draw) if fate < 0.22 else _written(chair, draw)
    elif kind == "renamed":
        chair = _written(chair, draw)
    village = twin.village if draw.random() < 0.75 else None
    kind_of = twin.kind if draw.random() < 0.9 else draw.choice(("group", "sole", "sme"))
    return replace(twin, phone=phone, chair=chair, village=village, kind=kind_of)


def _typed(phone: str, draw: Draw) -> str:
    """The same number typed another way, now and then with a wrong digit."""
    if not phone:
        return phone
    way = draw.random()
    if way < 0.06:
        place = draw.randrange(2, len(phone))
        return phone[:place] + str(draw.randrange(10)) + phone[place + 1 :]
    if way < 0.3:
        return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}"
    if way < 0.36:
        return f"+66 {phone[1:]}"
    return to_thai(phone) if way < 0.42 else phone


def _written(chair: str, draw: Draw) -> str:
    """A person's name written again: another title, now and then a slip or a new family name after marriage."""
    if " " not in chair:
        return chair
    first, last = chair.split(" ", 1)
    way = draw.random()
    first = draw.word("titles") + _bare(first) if way < 0.35 else first
    if 0.35 < way < 0.45:
        last = _slip(last, draw)
    if 0.45 < way < 0.49:
        last = draw.word("last_heads") + draw.word("last_tails")
    return f"{first} {last}"


def _title(row: Row, draw: Draw) -> Row:
    heads = sorted(_HEADS, key=len, reverse=True)
    bare = next((row.name.removeprefix(head) for head in heads if row.name.startswith(head)), row.name)
    wanted = _SOLE_HEADS if row.kind == "sole" else (*_WORDS["groups"], "กลุ่มวิสาหกิจชุมชน", "ร้าน", "")
    fresh = [head for head in wanted if head + bare != row.name]
    return replace(row, name=draw.choice(fresh) + draw.choice(("", "", " ")) + bare)


def _slip(text: str, draw: Draw) -> str:
    known = [(old, new) for old, new in _WORDS["slips"] if old in text]
    if known and draw.random() < 0.75:
        old, new = draw.choice(known)
        places = [n for n in range(len(text)) if text.startswith(old, n)]
        place = draw.choice(places)
        return text[:place] + new + text[place + len(old) :]
    place = draw.randrange(len(text))
    way = draw.random()
    if way < 0.4:
        return text[:place] + text[place + 1 :]
    if way < 0.7:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1 : place + 2] + text[place] + text[place + 2 :]


def _spelling(row: Row, draw: Draw) -> Row:
    name = row.name
    for _ in range(draw.choice((1, 1, 2))):
        name = _slip(name, draw)
    return replace(row, name=to_thai(name) if draw.random() < 0.3 else name)


def _moved(row: Row, draw: Draw) -> Row:
    """The place of production is now in another tambon, mostly of the same district."""
    place = row.tambon
    if draw.random() < 0.85:
        other = place // 100 * 100 + draw.choice([n for n in range(1, 9) if n != place % 100])
    else:
        other = place // 10000 * 10000 + draw.randrange(1, 11) * 100 + draw.randrange(1, 9)
        other = other if other != place else place // 100 * 100 + place % 8 + 1
    row = replace(row, tambon=other, village=draw.randrange(1, 10))
    return _spelling(row, draw) if draw.random() < 0.15 else _title(row, draw) if draw.random() < 0.2 else row


def _renamed(row: Row, draw: Draw) -> Row:
    place = draw.word("place_heads") + draw.word("place_tails")
    rest = draw.choice((draw.word("crafts") + place, f"{place}พัฒนา", f"{draw.word('crafts')}สามัคคี"))
    return replace(row, name=draw.word("groups") + rest)


def _phone_only(row: Row, draw: Draw) -> Row:
    """The telephone is what stayed: another member signs, under a name that says the thing otherwise."""
    chair = _person(draw) if draw.random() < 0.4 else "" if draw.random() < 0.3 else _written(row.chair, draw)
    renamed = _renamed(row, draw) if draw.random() < 0.5 else _spelling(_title(row, draw), draw)
    return replace(renamed, chair=chair)


_TWINS = {"title": _title, "spelling": _spelling, "moved": _moved, "renamed": _renamed, "phone": _phone_only}
