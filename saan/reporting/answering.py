"""Which form a directive asks for, what is known before anybody types, and how a report's answers stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveKind, DirectiveState
from saan.geography.models import Area
from saan.geography.queries import children
from saan.geography.rules import AreaLevel
from saan.kernel.dates import BANGKOK, now, today
from saan.organisations.models import Office
from saan.reporting.content import content_of
from saan.reporting.models import Report
from saan.reporting.questions import (
    Form,
    Place,
    Question,
    Reading,
    Section,
    Values,
    form_for,
    forms,
    frozen,
    read,
)
from saan.reporting.questions.answers import NONE
from saan.reporting.questions.schema import Fill
from saan.reporting.rules import ReportState, late_by
from saan.tourism.models import LocalIdentity

ACCEPTED = (ReportState.ACCEPTED, ReportState.ACCEPTED_WITH_GAPS)
type Filled = dict[str, list]


def form_asked(directive: Directive) -> Form | None:
    """The form that answers a directive: the one chosen on it, else the one whose words the letter uses.

    `report["questions"]` names the choice; "" there means that none is wanted. A letter passed on asks for what the
    letter above asked for.
    """
    if directive.kind != DirectiveKind.REPORT:
        return None
    chosen = directive.report.get("questions")
    if chosen is not None:
        return forms().get(chosen)
    subject = directive.letter.subject if directive.letter else ""
    found = form_for(f"{subject} {directive.title} {directive.evidence}", _day_of(directive))
    return found or (form_asked(directive.parent) if directive.parent else None)


def _day_of(directive: Directive) -> date:
    """From when the letter can have been acted upon."""
    if directive.letter is not None and directive.letter.dated is not None:
        return directive.letter.dated
    return directive.issued_at.astimezone(BANGKOK).date() if directive.issued_at else today()


def form_of(report: Report) -> Form | None:
    """The form that a report answers; fixed when the report was begun."""
    return forms().get(report.answers.get("form", ""))


def places_of(office: Office) -> list[Place]:
    """The districts an office answers for: its own, those beneath it, or the one it lies in."""
    area = office.area
    match area.level:
        case AreaLevel.PROVINCE:
            found: Iterable[Area] = children(area).select_related("parent")
        case AreaLevel.DISTRICT:
            found = [area]
        case AreaLevel.TAMBON:
            found = [area.parent] if area.parent else []
        case _:
            found = []
    return [
        Place(each.code, each.short, each.name_th, each.parent.name_th if each.parent else "")
        for each in found
    ]


def values_of(report: Report) -> Values:
    """What was typed, personal answers among it."""
    return {**report.answers.get("values", {}), **report.persons.get("values", {})}


def filled_of(report: Report) -> Filled:
    """What was filled in beforehand, as {address: [answer, where it came from]}."""
    return {**report.answers.get("filled", {}), **report.persons.get("filled", {})}


def reading_of(report: Report, *, sending: bool = False) -> Reading | None:
    """The answers read; None where no form is asked for. When sending, a blank is missing whatever the due date."""
    form = form_of(report)
    if form is None:
        return None
    due = report.obligation.due_on if report.obligation and not sending else None
    return read(
        form,
        values_of(report),
        places_of(report.office),
        day=today(),
        due=due,
        begun=_day_of(report.directive),
    )


def draft_content(report: Report, *, sending: bool = False) -> dict:
    """What a draft would freeze if it were sent now: the registry's figures, the answers, and its day."""
    content = content_of(report.directive, report.office).to_json()
    reading = reading_of(report, sending=sending)
    if reading is not None:
        content["form"] = frozen(reading)
    due = report.obligation.due_on if report.obligation else None
    sent = today()
    content["timing"] = {
        "period": report.period,
        "due": due.isoformat() if due else None,
        "sent": sent.isoformat(),
        "late": late_by(due, sent),
    }
    return content


def personal_words(report: Report) -> dict[str, str]:
    """Personal answers by address, for the sheet and for those who may see them."""
    reading = reading_of(report, sending=True)
    if reading is None:
        return {}
    return {
        cell.address: cell.answer.shown
        for section in reading.sections
        for row in section.rows
        for cell in row.cells
        if cell.question.personal
    }


def is_personal(section: Section) -> bool:
    return any(question.personal for question in section.questions)


def apart(form: Form, values: Values, filled: Filled) -> tuple[dict, dict]:
    """(answers, persons) as a report keeps them: personal sections lie in a column of their own."""
    personal = {section.code for section in form.sections if is_personal(section)}

    def part(wanted: bool) -> dict:
        return {
            "values": {code: rows for code, rows in values.items() if (code in personal) is wanted},
            "filled": {
                key: each for key, each in filled.items() if (key.split(".")[0] in personal) is wanted
            },
        }

    return {"form": form.code, "edition": form.edition, **part(False)}, part(True)


@dataclass(frozen=True)
class Gathered:
    """What the offices below have answered to the letter passed on, for the period at hand.

    `accepted` are the reports taken in, `silent` the offices whose report is not accepted yet.
    """

    accepted: tuple[Report, ...]
    silent: tuple[Office, ...]

    @property
    def owed(self) -> int:
        return len(self.accepted) + len(self.silent)

    def count(self, section: str, name: str) -> int:
        """The sum of one count of a section over the accepted reports."""
        sections = [each for report in self.accepted for each in report.content["form"]["sections"]]
        return sum(each["counts"][name] for each in sections if each["code"] == section)

    def answering(self, section: str) -> int:
        """How many of the offices have a value in a section."""
        return sum(
            each["code"] == section and each["counts"]["value"] > 0
            for report in self.accepted
            for each in report.content["form"]["sections"]
        )


def gathered(directive: Directive, office: Office, obligation: Obligation | None) -> Gathered:
    """The answers of the offices below, where this office has passed the directive on. Periods meet by their month."""
    owed = Obligation.objects.filter(directive__office=office, directive__state=DirectiveState.ISSUED)
    owed = owed.filter(directive__parent=directive) if obligation else owed.filter(directive=directive)
    if obligation is not None and obligation.period_start is not None:
        owed = owed.filter(period_start__lte=obligation.period_end, period_end__gte=obligation.period_start)
    owed = (
        owed.exclude(state__in=("cancelled", "excused")).select_related("office").order_by("lo", "hi", "pk")
    )
    accepted = {
        report.obligation_id: report
        for report in Report.objects.filter(obligation__in=owed, state__in=ACCEPTED, content__has_key="form")
    }
    return Gathered(
        tuple(accepted[each.pk] for each in owed if each.pk in accepted),
        tuple(each.office for each in owed if each.pk not in accepted),
    )


def first_answers(directive: Directive, office: Office, obligation: Obligation | None) -> tuple[dict, dict]:
    """(answers, persons) to begin with: ask once. Empty where the directive asks for no form."""
    form = form_asked(directive)
    if form is None:
        return {}, {}
    below = gathered(directive, office, obligation).accepted
    sources = _Sources(form, _last(directive, office, form), [each for each in below if _same(each, form)])
    values: Values = {}
    filled: Filled = {}
    places = places_of(office)
    for section in form.sections:
        rows = sources.rows_of(section, places)
        values[section.code] = {
            row: {key: typed for key, (typed, _) in keys.items()} for row, keys in rows.items()
        }
        for row, keys in rows.items():
            filled.update({f"{section.code}.{row}.{key}": list(pair) for key, pair in keys.items()})
    return apart(form, values, filled)


def refilled(report: Report) -> tuple[dict, dict]:
    """The draft's answers with its blanks filled from what has come to be known since; nothing typed is touched."""
    form = form_of(report)
    assert form is not None
    answers, persons = first_answers(report.directive, report.office, report.obligation)
    known = {**answers.get("values", {}), **persons.get("values", {})}
    sources = {**answers.get("filled", {}), **persons.get("filled", {})}
    values = {code: dict(rows) for code, rows in values_of(report).items()}
    filled = filled_of(report)
    for section in form.sections:
        mine = values.setdefault(section.code, {})
        added = section.repeat is not None and not section.by_district
        for row, typed in known.get(section.code, {}).items():
            place = _free_row(mine, typed) if added else row
            if place is None:
                continue
            fresh = {key: each for key, each in typed.items() if not _answered(mine.get(place, {}), key)}
            mine[place] = {**mine.get(place, {}), **fresh}
            for key in fresh:
                filled[f"{section.code}.{place}.{key}"] = sources[f"{section.code}.{row}.{key}"]
    return apart(form, values, filled)


def _answered(typed: Mapping, key: str) -> bool:
    """Whether the question of a key has any answer already."""
    return any(_is_of(other, key.split(".")[0]) and answer for other, answer in typed.items())


def _free_row(rows: Mapping, typed: Mapping) -> str | None:
    """A new row's key; None where the same row is there already, or the office has said that there is none."""
    if typed in list(rows.values()) or rows.get("", {}).get(NONE.removeprefix(".")):
        return None
    return str(max((int(key) for key in rows if key.isdecimal()), default=0) + 1)


def _same(report: Report, form: Form) -> bool:
    return report.answers.get("form") == form.code


def _last(directive: Directive, office: Office, form: Form) -> Report | None:
    """The office's newest report on the directive that has been sent, of any period."""
    sent = Report.objects.filter(directive=directive, office=office).exclude(state=ReportState.DRAFT)
    found = sent.order_by("-submitted_at").first()
    return found if found is not None and _same(found, form) else None


type Known = dict[str, tuple]


@dataclass(frozen=True)
class _Sources:
    """Where answers may come from, most trusted first as the form says."""

    form: Form
    last: Report | None
    below: list[Report]

    def rows_of(self, section: Section, places: list[Place]) -> dict[str, Known]:
        if section.repeat is None:
            return {"": self._row(section, "", None)}
        if section.by_district:
            return {str(place.code): self._row(section, str(place.code), place) for place in places}
        return self._added_rows(section, places)

    def _row(self, section: Section, row: str, place: Place | None) -> Known:
        known: Known = {}
        for question in section.questions:
            known.update(self._first(question, section, row, place))
        return known

    def _first(self, question: Question, section: Section, row: str, place: Place | None) -> Known:
        """The most trusted answer; "there is none" only where no other source knows of one."""
        nothing: Known = {}
        for fill in question.prefill:
            found = self._from(fill, section, row, question.domain, place)
            mine = {key: pair for key, pair in found.items() if _is_of(key, question.code) and pair[0]}
            if any(not key.endswith(NONE) for key in mine):
                return mine
            nothing = nothing or mine
        return nothing

    def _from(self, fill: Fill, section: Section, row: str, domain: str, place: Place | None) -> Known:
        match fill:
            case Fill.LAST if self.last is not None:
                return _labelled(
                    values_of(self.last).get(section.code, {}).get(row, {}), _period_said(self.last)
                )
            case Fill.CHILDREN:
                found: Known = {}
                for report in self.below:
                    found.update(
                        _labelled(
                            values_of(report).get(section.code, {}).get(row, {}), report.office.short_name
                        )
                    )
                return found
            case Fill.IDENTITIES if place is not None:
                return _identity(place, domain, section)
        return {}

    def _added_rows(self, section: Section, places: list[Place]) -> dict[str, Known]:
        """The rows of the offices below one after another, else those of the last period."""
        assert section.repeat is not None
        rows: list[Known] = []
        if Fill.CHILDREN in section.repeat.prefill:
            rows = [row for report in self.below for row in self._rows_below(section, report)]
        if not rows and Fill.LAST in section.repeat.prefill and self.last is not None:
            label = _period_said(self.last)
            rows = [_labelled(row, label) for row in _kept_rows(self.last, section)]
        return {str(number): row for number, row in enumerate(rows[: section.repeat.most], 1)}

    def _rows_below(self, section: Section, report: Report) -> list[Known]:
        """The rows of one office; a post names its district, which at home went without saying."""
        found = []
        for row in _kept_rows(report, section):
            known = _labelled(row, report.office.short_name)
            for key in list(known):
                place = key.rpartition(".")[0] + ".district"
                if key.endswith(".url") and not row.get(place):
                    known[place] = (str(report.office.lo // 100), report.office.short_name)
            found.append(known)
        return found


def _kept_rows(report: Report, section: Section) -> list[Mapping]:
    rows = values_of(report).get(section.code, {})
    return [rows[key] for key in sorted((key for key in rows if key.isdecimal()), key=int)]


def _is_of(key: str, question: str) -> bool:
    return key == question or key.startswith(f"{question}.")


def _labelled(typed: Mapping, label: str) -> Known:
    return {key: (answer, label) for key, answer in typed.items() if answer}


def _period_said(report: Report) -> str:
    return f"รายงานงวด{report.period}" if report.period else Fill.LAST.label


def _identity(place: Place, domain: str, section: Section) -> Known:
    """The newest identity of a district in a domain, as the registry has it."""
    found = (
        LocalIdentity.objects.filter(district=place.code, domain=domain)
        .order_by("-recorded_at", "-pk")
        .first()
    )
    if found is None:
        return {}
    code = next(each.code for each in section.questions if each.domain == domain)
    return {code: (found.name, Fill.IDENTITIES.label)}


def lateness(report: Report) -> int:
    """Working days by which a report was sent late, or would be if sent today."""
    if report.obligation is None:
        return 0
    moment = report.submitted_at or now()
    return late_by(report.obligation.due_on, moment.astimezone(BANGKOK).date())
