"""How far a directive is, in words: the sentence, the tag of a place, the tiles, the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import QueryDict

from saan.directives.models import Directive
from saan.directives.queries import Custody, Progress, ProgressRow
from saan.directives.rules import DirectiveKind, Due, due_standing
from saan.geography.models import Area
from saan.geography.queries import district_tiles
from saan.geography.rules import AreaLevel
from saan.kernel.dates import BANGKOK, today
from saan.kernel.workdays import workdays_between
from saan.web.components.status import Shown, Status, Tone, of_deadline, shown
from saan.web.components.tiles import Tile
from saan.web.office.directives.naming import unit_of

SHOWN_CUSTODY = 20
BELOW = {"country": "จังหวัด", "province": "อำเภอ", "district": "ตำบล", "tambon": "ตำบล"}


@dataclass(frozen=True)
class Line:
    """One row of the tree. `open_url` shows or hides what lies beneath; `level` is the indent."""

    row: ProgressRow
    label: str
    level: int
    state: Shown
    open: bool
    open_url: str
    parts: tuple


@dataclass(frozen=True)
class Period:
    """One period of a series."""

    name: str
    due: date | None
    chosen: bool


def sentence(found: Progress) -> str:
    """ครบแล้ว 6 จาก 11 อำเภอ ยังขาด 41 ราย เกินกำหนด 3 แห่ง."""
    places = [row for row in found.rows if row.needed]
    noun = BELOW[found.area.level] if places else "หน่วยงาน"
    if not places and not found.total.owed:
        return "ยังไม่มีหน่วยงานในพื้นที่นี้ที่ต้องทำ"
    whole = sum(row.complete for row in places) if places else found.total.closed
    words = [f"ครบแล้ว {whole:,} จาก {len(places) or found.total.owed:,} {noun}"]
    if found.total.missing:
        words.append(f"ยังขาด {found.total.missing:,} {unit_of(found.directive)}")
    late = found.total.late
    one_each = late == sum(row.late == 1 for row in found.rows)
    words += [f"เกินกำหนด {late:,} {noun if one_each else 'หน่วยงาน'}"] if late else []
    return " ".join(words)


def sum_check(found: Progress) -> Shown | None:
    """Whether the sum of the rows is the total, really asked each time; nothing to ask without rows."""
    if not found.rows:
        return None
    if not found.adds_up:
        return Shown("ยอดรวมไม่เท่าผลรวมของแถว แจ้งผู้ดูแลระบบ", "bad", Tone.WRONG)
    level = AreaLevel(found.area.level).label.partition("/")[0]
    return Shown(f"ยอด{level} = ผลรวม {len(found.rows):,} {BELOW[found.area.level]}", "ok", Tone.DONE)


def custody_of(found: Progress) -> list[tuple[str, Custody]]:
    """The longest held first, each with the place of its office."""
    shown_first = found.custody[:SHOWN_CUSTODY]
    areas = Area.objects.in_bulk({each.task.obligation.office.area_id for each in shown_first})
    return [(areas[each.task.obligation.office.area_id].short, each) for each in shown_first]


def state_of(row: ProgressRow) -> Shown:
    """One tag for a place: whole, late, not yet seen, or what is missing."""
    if row.complete:
        return shown(Status.COMPLETE)
    late = [task.due.workdays for task in row.tasks if task.late and task.due.workdays is not None]
    if late:
        return of_deadline(min(late))
    if row.owed and row.unseen == row.owed:
        return shown(Status.UNACKNOWLEDGED)
    if row.missing:
        return shown(Status.SHORT, n=row.missing)
    return shown(Status.IN_PROGRESS)


def line_of(row: ProgressRow, page: Area, opened: Sequence[int], query: QueryDict) -> Line:
    """A row with the address that opens or closes it, so that it works without script."""
    code = row.area.code
    is_open = code in opened
    kept = [each for each in opened if each != code] if is_open else [*opened, code]
    return Line(
        row=row,
        label=row.area.title if row.area.pk == page.pk else row.area.short,
        level=max(0, _depth(row.area) - _depth(page) - 1),
        state=state_of(row),
        open=is_open,
        open_url=_with(query, kept) if row.drills and row.area.pk != page.pk else "",
        parts=row.judgement.parts if row.judgement else (),
    )


def _depth(area: Area) -> int:
    return ("country", "province", "district", "tambon").index(area.level)


def _with(query: QueryDict, opened: Sequence[int]) -> str:
    changed = query.copy()
    changed.setlist("open", [str(each) for each in opened])
    return f"?{changed.urlencode()}"


def tiles_of(found: Progress, query: QueryDict) -> list[Tile]:
    """The districts of one province as a schematic map; none elsewhere."""
    if found.area.level != "province":
        return []
    places = {tile.code: tile for tile in district_tiles(found.area).tiles}
    return [
        Tile(row.area.name_th, at.column + 1, at.row + 1, row.done, row.needed, area_url(row.area, query))
        for row in found.rows
        if (at := places.get(row.area.code)) is not None
    ]


def area_url(area: Area, query: QueryDict) -> str:
    """The same page for another area."""
    changed = query.copy()
    changed.pop("open", None)
    changed["area"] = str(area.code)
    return f"?{changed.urlencode()}"


def due_of(found: Progress) -> Due:
    """The due date of what is shown; none where several stand."""
    days = {task.due.on for task in found.total.tasks}
    return due_standing(days.pop(), today()) if len(days) == 1 else Due(None, None)


def expected(found: Progress, due: Due) -> int | None:
    """Where the sum should be today if every working day did its share; None without a span that is still running."""
    begun = found.directive.issued_at
    if found.directive.kind != DirectiveKind.COUNT or due.on is None or due.late or begun is None:
        return None
    start = begun.astimezone(BANGKOK).date()
    span = workdays_between(start, due.on)
    passed = workdays_between(start, today())
    return found.total.needed * passed // span if span > 0 else None


def periods_of(directive: Directive, chosen: str | None) -> list[Period]:
    """The periods of a series in the order of their due dates; none for a single deadline."""
    rows = (
        directive.obligations.exclude(period="").order_by("due_on", "period").values_list("period", "due_on")
    )
    return [Period(name, due, name == chosen) for (name, due), _ in groupby(rows.distinct())]


def period_now(periods: Sequence[Period]) -> str | None:
    """The period that falls due next, or the last of all."""
    ahead = [each.name for each in periods if each.due and each.due >= today()]
    return ahead[0] if ahead else periods[-1].name if periods else None
