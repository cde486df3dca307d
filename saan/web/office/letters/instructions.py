"""What a letter tells somebody to do, as cards an officer can check against the words."""

from dataclasses import dataclass

from saan.kernel.digits import to_arabic
from saan.web.office.letters.rows import Correction, as_typed, correction_of
from saan.web.office.letters.sentences import closed_day, day_of, deadline_words, due_note, quota_parts

_CORRECTED = (
    "actor",
    "action",
    "quota.per",
    "quota.min",
    "quota.exact",
    "quota.max",
    "quota.unit",
    "deadline",
    "report_channel",
)


@dataclass(frozen=True)
class Instruction:
    """One directive as read. `key` leads to its words; `due_key` to those of its deadline."""

    number: int
    key: str
    due_key: str
    action: str
    actor: str
    quota: list[tuple[str, bool]]
    due: str
    due_note: str
    closed: str
    report: str
    corrections: list[tuple[Correction, str]]


def instructions_of(record: dict) -> list[Instruction]:
    """The directives in force of a record laid over with its decisions, numbered as shown; none of news."""
    if record.get("kind") in ("news", "other"):
        return []
    dated = day_of((record.get("date") or {}).get("iso"))
    kept = [(i, item) for i, item in enumerate(record.get("directives") or []) if item is not None]
    return [_instruction(number, index, item, dated) for number, (index, item) in enumerate(kept, start=1)]


def _instruction(number: int, index: int, item: dict, dated: object) -> Instruction:
    key = f"directives.{index}"
    spans = item.get("spans") or {}
    due = item.get("deadline")
    return Instruction(
        number=number,
        key=key,
        due_key=f"{key}.deadline" if "deadline" in spans else key,
        action=_plain(item.get("action")),
        actor=_plain(item.get("actor")),
        quota=quota_parts(item.get("quota")),
        due=deadline_words(due),
        due_note=due_note(due, dated),
        closed=closed_day(due),
        report=_report(item),
        corrections=_corrections(key, item),
    )


def _plain(words: str | None) -> str:
    return to_arabic(" ".join((words or "").split()))


def _report(item: dict) -> str:
    """To whom, how, and on which form."""
    said = [_plain(item.get("report_to")), _plain(item.get("report_channel"))]
    words = " ทาง".join(part for part in said if part) if all(said) else "".join(said)
    return f"{words} ตาม{_plain(item['form'])}".strip() if item.get("form") else words


def _corrections(key: str, item: dict) -> list[tuple[Correction, str]]:
    found = []
    for name in _CORRECTED:
        head, _, rest = name.partition(".")
        value = (item.get(head) or {}).get(rest) if rest else item.get(head)
        form = correction_of(f"{key}.{name}")
        if form is not None:
            found.append((form, as_typed(value)))
    return found
