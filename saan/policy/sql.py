"""The same rule as SQL: one pass over the facts, every area in the answer, every value a parameter.

Identifiers come from the countable and from this module, never from a rule. Parameters are named in psycopg's way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from saan.policy.conditions import All, Any, Between, Condition, In, Is, Not
from saan.policy.countables import Countable
from saan.policy.rules import Clause, ClauseKind, Rule, Window, clauses, pool

type AreaRange = tuple[int, int]


@dataclass(frozen=True)
class Query:
    """SQL, its parameters by name, and the names of the columns it gives."""

    sql: str
    params: dict[str, object]
    columns: tuple[str, ...]


@dataclass
class _Writer:
    """Turns conditions into SQL over the alias t and collects their values."""

    countable: Countable
    params: dict[str, object] = field(default_factory=dict)

    def value(self, value: object) -> str:
        name = f"v{len(self.params) + 1}"
        self.params[name] = value
        return f"%({name})s"

    def condition(self, condition: Condition) -> str:
        match condition:
            case Is(field=name, value=value):
                return f"({self._column(name)} = {self.value(value)})"
            case In(field=name, values=values):
                return f"({self._column(name)} IN ({', '.join(self.value(value) for value in values)}))"
            case Between(field=name, lo=lo, hi=hi):
                return self.between(self._column(name), lo, hi)
            case Not(of=inner):
                return f"(NOT {self.condition(inner)})"
            case All(of=children):
                return f"({' AND '.join(self.condition(child) for child in children) or 'TRUE'})"
            case Any(of=children):
                return f"({' OR '.join(self.condition(child) for child in children) or 'FALSE'})"

    def between(self, column: str, lo: object, hi: object) -> str:
        ends = [(">=", lo), ("<=", hi)]
        return (
            f"({' AND '.join(f'{column} {sign} {self.value(end)}' for sign, end in ends if end is not None)})"
        )

    def window(self, window: Window) -> str:
        own = f"t.{self.countable.date_column}"
        return self.between(
            own if window.field is None else self._column(window.field), window.start, window.end
        )

    def clause(self, rule: Rule, clause: Clause) -> str:
        """What a window, condition or part asks of one row."""
        if clause.kind is ClauseKind.WINDOW and rule.window:
            return self.window(rule.window)
        if clause.condition is None:
            raise ValueError(f"clause {clause.id} asks nothing of a single row")
        return self.condition(clause.condition)

    def source(self, area_range: AreaRange) -> str:
        """FROM and WHERE of the rows that exist at all within the range."""
        lo, hi = self.value(area_range[0]), self.value(area_range[1])
        return (
            f"FROM {self.countable.table} AS t "
            f"WHERE t.{self.countable.area_column} BETWEEN {lo} AND {hi} AND ({self.countable.base_sql})"
        )

    def _column(self, name: str) -> str:
        return f"({self.countable.fields[name].column})"


def _asked(rule: Rule) -> list[Clause]:
    """The clauses every counted row must meet: the window and the conditions."""
    return [c for c in clauses(rule) if c.kind in (ClauseKind.WINDOW, ClauseKind.CONDITION)]


def tally_sql(rule: Rule, countable: Countable, area_range: AreaRange, *, on: date | None = None) -> Query:
    """One row per area of the rule's level that lies in the range, those that count nothing included.

    The range is the first and last six-digit code; `on` takes the areas that stood on a day, else those not
    abolished. Columns: area_code, total, part_1 and on, ordered by area.
    """
    writer = _Writer(countable)
    parts = [f"part_{number}" for number in range(1, len(rule.parts) + 1)]
    counts = ["count(*) AS total"]
    counts += [
        f"count(*) FILTER (WHERE {writer.condition(part.where)}) AS {name}"
        for name, part in zip(parts, rule.parts, strict=True)
    ]
    asked = "".join(f" AND {writer.clause(rule, clause)}" for clause in _asked(rule))
    shown = ", ".join(f"coalesce(f.{name}, 0) AS {name}" for name in ("total", *parts))
    sql = (
        f"WITH facts AS (SELECT t.{countable.area_column} / {rule.per.divisor} AS area_code, {', '.join(counts)} "
        f"{writer.source(area_range)}{asked} GROUP BY 1) "
        f"SELECT a.code AS area_code, {shown} FROM geography_area AS a LEFT JOIN facts AS f ON f.area_code = a.code "
        f"WHERE {_areas(writer, rule, area_range, on)} ORDER BY a.code"
    )
    return Query(sql, writer.params, ("area_code", "total", *parts))


def _areas(writer: _Writer, rule: Rule, area_range: AreaRange, on: date | None) -> str:
    lo, hi = (writer.value(end) for end in area_range)
    sql = f"a.level = {writer.value(rule.per.value)} AND a.lo BETWEEN {lo} AND {hi} AND a.hi <= {hi}"
    if on is None:
        return f"{sql} AND a.valid_to IS NULL"
    day = writer.value(on)
    return f"{sql} AND (a.valid_from IS NULL OR a.valid_from <= {day}) AND (a.valid_to IS NULL OR a.valid_to > {day})"


def eligible_sql(
    rule: Rule, countable: Countable, area_range: AreaRange, as_of: date, *, on: date | None = None
) -> Query:
    """Like `tally_sql` for the pool known by a day: every condition, and instead of the window the day."""
    return tally_sql(pool(rule, as_of), countable, area_range, on=on)


def facts_sql(countable: Countable, area_range: AreaRange, ids: Sequence[int]) -> Query:
    """Every recorded value of the named rows within the range, for `evaluate.prove` and for a person's eyes.

    Rows that no rule may count are given too. Columns: id, area_code, day, stands (false for such a row), then the
    fields of the countable by name, then its texts; all but the first four may be null.
    """
    writer = _Writer(countable)
    lo, hi, named = (writer.value(value) for value in (*area_range, list(ids)))
    fields = "".join(f", ({field.column}) AS {name}" for name, field in countable.fields.items())
    fields += "".join(f", ({column}) AS said_{name}" for name, column in countable.texts.items())
    area, key = f"t.{countable.area_column}", f"t.{countable.id_column}"
    sql = (
        f"SELECT {key} AS id, {area} AS area_code, t.{countable.date_column} AS day, "
        f"(({countable.base_sql}) IS TRUE) AS stands{fields} FROM {countable.table} AS t "
        f"WHERE {area} BETWEEN {lo} AND {hi} AND {key} = ANY({named}) ORDER BY area_code, id"
    )
    columns = (*countable.fields, *(f"said_{name}" for name in countable.texts))
    return Query(sql, writer.params, ("id", "area_code", "day", "stands", *columns))


def members_sql(
    rule: Rule, countable: Countable, area_range: AreaRange, *, part: int | None = None, negate: bool = False
) -> Query:
    """The rows that count, or with `negate` those that do not, each with its answer to every clause.

    `part` is an index into `Rule.parts`. Columns: id, area_code (the tambon), then clause_N for every window,
    condition and part: true, false, or null where the value is not recorded.
    """
    writer = _Writer(countable)
    answers = [(f"clause_{c.id}", c) for c in clauses(rule) if c.kind is not ClauseKind.QUOTA]
    columns = "".join(f", {writer.clause(rule, clause)} AS {name}" for name, clause in answers)
    wanted = [name for name, clause in answers if clause.kind is not ClauseKind.PART or clause.part == part]
    sql = (
        f"SELECT * FROM (SELECT t.{countable.id_column} AS id, t.{countable.area_column} AS area_code{columns} "
        f"{writer.source(area_range)}) AS proof "
        f"WHERE ({' AND '.join(wanted) or 'TRUE'}) IS {'NOT ' if negate else ''}TRUE ORDER BY area_code, id"
    )
    return Query(sql, writer.params, ("id", "area_code", *(name for name, _ in answers)))
