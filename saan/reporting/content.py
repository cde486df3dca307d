"""What a report says, drawn from the registry: never typed in, so it cannot differ from what was counted."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import connection

from saan.directives.catalogue import countables, counted
from saan.directives.models import Directive
from saan.directives.queries import judgements, rule_of, sentence_of
from saan.directives.rules import COUNTED, DirectiveKind, DirectiveState
from saan.geography.models import Area
from saan.geography.queries import children
from saan.kernel.dates import format_short, now
from saan.organisations.models import Office
from saan.policy.judgement import Judgement, sum_judgements
from saan.policy.rules import Per, Rule
from saan.policy.sql import members_sql
from saan.policy.thai import plain, unit
from saan.registry.models import Producer, Product
from saan.reporting.chosen import chosen_lines, heads_of, own_forms


@dataclass(frozen=True)
class Row:
    """One place of the form. `parts` follow the table's part heads; `over` counts what goes beyond a ceiling.

    `applies` is false where the rule names no place there: its figures are then not nought but nothing.
    """

    area: int
    name: str
    total: int
    parts: list[int]
    needed: int
    missing: int
    over: int = 0
    applies: bool = True


@dataclass(frozen=True)
class Table:
    """One counted directive: its definition, part heads with units, a row per place, the sum, and who was counted.

    `level` says in Thai what a row is (ตำบล), `noun` what is counted. Where a choice was asked for, `chosen` is true,
    `form` the form that the letter encloses for this list ("" for none), and `listed` names the `values` of members.
    """

    directive: int
    title: str
    definition: str
    level: str
    noun: str
    heads: list[str]
    head_units: list[str]
    unit: str
    rows: list[Row]
    total: Row
    members: list[dict] = field(default_factory=list)
    chosen: bool = False
    form: str = ""
    listed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """Everything a report freezes. `as_of` is Bangkok time, ISO."""

    as_of: str
    office: str
    letter: str
    tables: list[Table]

    def to_json(self) -> dict:
        return asdict(self)


def content_of(directive: Directive, office: Office) -> Content:
    """What the office can answer to the directive now: every counted directive of the same letter, in its area."""
    moment: datetime = now()
    letter = directive.letter
    cited = f"{letter.number} ลงวันที่ {format_short(letter.dated)}" if letter and letter.dated else ""
    asked = counted_with(directive)
    forms = own_forms(directive, asked)
    tables = [_table(each, office, forms.get(each.pk, "")) for each in asked]
    return Content(moment.isoformat(timespec="seconds"), office.name, cited, tables)


def counted_with(directive: Directive) -> list[Directive]:
    """The counted directives that a report on this one speaks of: itself, or those issued with it from one letter.

    Where a choice is asked for, what was put forward is counted, never what there is to choose from.
    """
    if directive.kind in COUNTED:
        return [directive]
    if directive.letter_id is None:
        return []
    together = Directive.objects.filter(
        letter=directive.letter_id,
        office=directive.office_id,
        kind__in=COUNTED,
        state=DirectiveState.ISSUED,
    )
    return list(together.order_by("number"))


def _table(directive: Directive, office: Office, form: str) -> Table:
    rule = rule_of(directive)
    assert rule is not None
    by_area = judgements(directive, (office.lo, office.hi))
    places = _places(office, rule)
    rows = [_row(place, rule, by_area) for place in places]
    countable = countables()[rule.entity]
    chosen = directive.kind == DirectiveKind.SELECT
    whole = unit(rule, countable)
    return Table(
        directive=directive.pk,
        title=directive.title,
        definition=plain(sentence_of(rule)),
        level=Per(places[0].level).label,
        noun=countable.noun_th,
        heads=[part.label_th for part in rule.parts],
        head_units=[part.unit_th or whole for part in rule.parts],
        unit=whole,
        rows=rows,
        total=_row(office.area, rule, by_area),
        members=_members(directive, rule, office),
        chosen=chosen,
        form=form,
        listed=heads_of(countable) if chosen else [],
    )


def _places(office: Office, rule: Rule) -> list[Area]:
    """One row per place beneath the office's area, or the area itself where the rule goes no deeper."""
    beneath = [] if office.area.level == rule.per.value else list(children(office.area))
    return beneath or [office.area]


def _row(area: Area, rule: Rule, by_area: dict[int, Judgement]) -> Row:
    inside = [each for code, each in by_area.items() if area.lo <= code * rule.per.divisor <= area.hi]
    judged = sum_judgements(inside)
    parts = [part.total for part in judged.parts] or [0] * len(rule.parts)
    return Row(
        area.code,
        area.short,
        judged.total,
        parts,
        judged.needed,
        judged.missing,
        judged.over,
        judged.areas > 0,
    )


def _members(directive: Directive, rule: Rule, office: Office) -> list[dict]:
    countable, asked = counted(directive, rule)
    query = members_sql(asked, countable, (office.lo, office.hi))
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        ids = [row[0] for row in cursor.fetchall()]
    if directive.kind == DirectiveKind.SELECT:
        return chosen_lines(countable, (office.lo, office.hi), ids)
    return lines_of(rule.entity, ids)


def lines_of(entity: str, ids: list[int]) -> list[dict]:
    """The counted entries as lines of the form: name, type, place, day. No personal data."""
    model = {"producer": Producer, "group": Producer, "product": Product}[entity]
    found = (
        model.objects.filter(pk__in=ids).select_related("tambon__parent").order_by("tambon_id", "sort_key")
    )
    return [
        {
            "name": each.name,
            "kind": each.get_kind_display(),
            "tambon": each.tambon.short,
            "district": each.tambon.parent.short,
            "registered_on": each.registered_on.isoformat() if each.registered_on else None,
        }
        for each in found
    ]
