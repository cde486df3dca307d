"""What the pages of tourism say: sentences, states with their shapes, quoted words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from saan.geography.models import Area
from saan.tourism.models import SupportProject
from saan.tourism.news import EventDraft
from saan.tourism.queries import Asked, Domain, Rollup, Standing
from saan.tourism.rules import Budget, ProjectStatus
from saan.web.components.figures import number
from saan.web.components.status import Shown, Tone
from saan.web.office.letters.marks import Piece, pages
from saan.web.office.tourism.forms import EventForm

ASKED_LOOKS = {
    Asked.DONE: ("ok", Tone.DONE),
    Asked.REASON: ("none", Tone.OUTLINE),
    Asked.NOT_YET: ("dot", Tone.WRONG),
}
PROJECT_LOOKS = {
    ProjectStatus.PLANNED: ("dot", Tone.QUIET),
    ProjectStatus.RUNNING: ("half", Tone.GOING),
    ProjectStatus.DONE: ("ok", Tone.DONE),
    ProjectStatus.CANCELLED: ("x", Tone.OUTLINE),
}


@dataclass(frozen=True)
class StandingLine:
    """An authority of the district as drawn."""

    standing: Standing
    look: Shown


@dataclass(frozen=True)
class Counts:
    """How many authorities stand how."""

    total: int
    done: int
    reasons: int
    silent: int


def standing(each: Standing) -> StandingLine:
    """An authority with the tag of its state."""
    return StandingLine(each, Shown(each.asked.label, *ASKED_LOOKS[each.asked]))


def counts(asked: Sequence[Standing]) -> Counts:
    """The sums above the list of authorities."""
    states = [each.asked for each in asked]
    done, reasons = states.count(Asked.DONE), states.count(Asked.REASON)
    return Counts(len(states), done, reasons, len(states) - done - reasons)


def project_look(project: SupportProject) -> Shown:
    """The tag of a project's state."""
    status = ProjectStatus(project.status)
    return Shown(status.label, *PROJECT_LOOKS[status])


def budget_of(projects: Iterable[SupportProject]) -> Budget:
    """The money of projects that were not cancelled, as in the roll-up."""
    return sum((each.budget for each in projects if each.status != ProjectStatus.CANCELLED), Budget())


def district_sentence(asked: Sequence[Standing], held: Sequence[Domain]) -> str:
    """What a district has left to do: authorities first, then empty domains."""
    how = counts(asked)
    missing = sum(not each.identities for each in held)
    first = (
        f"ยังต้องประสาน อปท. {how.silent} จาก {how.total} แห่ง"
        if how.silent
        else f"ประสาน อปท. ครบ {how.total} แห่ง"
    )
    second = f"ยังไม่มีอัตลักษณ์ {missing} ด้าน" if missing else "มีอัตลักษณ์ครบ 4 ด้าน"
    return f"{first} {second}"


def sums_sentence(found: Rollup) -> str:
    """The finding of a wider place: how many authorities were asked, and how many domains stand empty."""
    figures = found.figures
    asked = f"ประสาน อปท. แล้ว {number(figures.coordinated)} จาก {number(figures.authorities)} แห่ง"
    return f"{asked} ยังขาดอัตลักษณ์ {number(figures.domains_missing)} จาก {number(4 * figures.districts)} ด้าน"


def own_sentence(projects: Sequence[SupportProject], identities: int) -> str:
    """What a local authority has entered of itself."""
    return f"บันทึกแล้ว {len(projects)} โครงการ {identities} อัตลักษณ์"


def agrees(found: Rollup) -> Shown:
    """The live check that the place is the sum of what lies below it."""
    below = sum((line.figures for line in found.children), type(found.figures)())
    unit = "จังหวัด" if found.area.level == "country" else "อำเภอ"
    whole = "ประเทศ" if found.area.level == "country" else "จังหวัด"
    if below == found.figures:
        return Shown(f"ยอด{whole} = ผลรวม {len(found.children)} {unit}", "ok", Tone.DONE)
    return Shown(f"ยอด{whole}ไม่เท่าผลรวม{unit}", "bad", Tone.WRONG)


def path_to(area: Area, own: Area) -> list[Area]:
    """The places between the actor's own and this one, the own first; empty on the own."""
    chain: list[Area] = []
    at = area
    while at != own and at.parent is not None:
        at = at.parent
        chain.append(at)
    return chain[::-1]


# Which part of a draft each field of the event form was read from.
PARTS = {
    "name": "name", "starts_on": "days", "ends_on": "days", "start_time": "time", "place": "place", "host": "host",
    "attendance": "attendance", "partners": "partners",
}  # fmt: skip


@dataclass(frozen=True)
class Quoted:
    """A field of the form with the words of the text it was filled from."""

    field: BoundField
    part: str = ""
    words: str = ""


def start_of(draft: EventDraft) -> dict[str, Any]:
    """The form's first values from what was read."""
    return {
        **{name: getattr(draft, name) for name in EventForm.base_fields if name not in ("partners",)},
        "partners": "\n".join(draft.partners),
    }


def words_of(draft: EventDraft) -> dict[str, Any]:
    """The evidence as the record keeps it."""
    return {part: {"text": words.text, "span": list(words.span)} for part, words in draft.words.items()}


def quoted(form: EventForm, draft: EventDraft | None = None) -> list[Quoted]:
    """The fields in their order, each with its words where there are any; a range is quoted once."""
    if draft is None:
        return [Quoted(field) for field in form]
    lines, told = [], set()
    for field in form:
        part = PARTS.get(field.name, "")
        words = draft.words.get(part)
        shown = words.text if words and part not in told else ""
        told.add(part)
        lines.append(Quoted(field, part if words else "", " ".join(shown.split())))
    return lines


def marked(text: str, bounds: Iterable[Sequence[int]], draft: EventDraft) -> list[list[Piece]]:
    """The pages of the text with the words of the draft marked."""
    spans = {part: words.span for part, words in draft.words.items()}
    return pages(text, [(first, last) for first, last in bounds], spans, ())
