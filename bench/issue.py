"""Issuing three instructions to 8,000 offices: one statement each, beside the ways everybody writes first."""

from datetime import date

from django.db import connection, transaction

from bench.measure import Goal, Result, measure_all, show
from saan.accounts.policy import Actor
from saan.demonstration.people import actor
from saan.directives.actions import issue
from saan.directives.models import Directive, Obligation
from saan.directives.rules import DirectiveKind, DirectiveState, ObligationState
from saan.kernel.dates import now
from saan.organisations.models import Office

OFFICES, INSTRUCTIONS, DUE = 8_000, 3, date(2026, 12, 25)


def _audience() -> dict:
    """The local authorities of the country, with as many invented ones as make 8,000."""
    standing = Office.objects.in_force().filter(line="local", level="local")
    _invent(OFFICES - standing.count())
    left_out = list(standing.order_by("code").values_list("code", flat=True)[OFFICES:])
    return {"line": "local", "level": "local", "area": 0, "except": left_out}


def _invent(wanted: int) -> None:
    """Copies of standing authorities under codes of their own; this database is the benchmarks' alone."""
    pattern = Office.objects.in_force().filter(line="local", level="local").order_by("code")[: max(0, wanted)]
    copies = list(pattern)
    for number, copy in enumerate(copies):
        copy.pk, copy.code, copy.letter_prefix = None, f"bench-{number}", ""
    Office.objects.bulk_create(copies)


def _drafts(by: Actor) -> list[Directive]:
    schedule = {"kind": "once", "date": DUE.isoformat()}
    return [
        Directive.objects.create(
            office=by.office, number=number, kind=DirectiveKind.DEED, title=f"ข้อสั่งการทดลอง {number}",
            audience=_audience(), schedule=schedule, created_by=by.user,
        )
        for number in range(1, INSTRUCTIONS + 1)
    ]  # fmt: skip


def _clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE directives_obligation, directives_directive CASCADE")


def _obligations(drafts: list[Directive], offices: list[Office]) -> list[Obligation]:
    moment = now()
    return [
        Obligation(directive=draft, office=office, lo=office.lo, hi=office.hi, printed_due=DUE, due_on=DUE,
                   state=ObligationState.DELIVERED, delivered_at=moment)
        for draft in drafts
        for office in offices
    ]  # fmt: skip


def run() -> Result:
    by = actor("ministry")
    drafts: list[Directive] = []

    def reset() -> None:
        _clear()
        drafts[:] = _drafts(by)

    def offices() -> list[Office]:
        left_out = drafts[0].audience["except"]
        return list(Office.objects.in_force().filter(line="local", level="local").exclude(code__in=left_out))

    @transaction.atomic
    def one_by_one() -> None:
        for obligation in _obligations(drafts, offices()):
            obligation.save()

    @transaction.atomic
    def in_bulk() -> None:
        Directive.objects.filter(pk__in=[draft.pk for draft in drafts]).update(
            state=DirectiveState.ISSUED, issued_at=now(), issued_by=by.user
        )
        Obligation.objects.bulk_create(_obligations(drafts, offices()), batch_size=2_000)

    works = {
        "ours": lambda: issue(directives=drafts, by=by),
        "bulk_create": in_bulk,
        "save() per row": one_by_one,
    }
    found = measure_all(works, runs=3, reset=reset)
    count = len(offices())
    ours = found.pop("ours")
    result = Result(
        "issue", f"{INSTRUCTIONS} instructions to {count:,} offices, one transaction", ours, found, runs=3
    )
    result.goals.append(Goal("8,000 offices × 3", "< 1 s", f"{ours.seconds:.2f} s", ours.seconds < 1))
    _clear()
    show(result)
    return result
