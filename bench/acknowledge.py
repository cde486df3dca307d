"""A circular to 8,000 offices, then their acknowledgements at 50 a second by clients working at once."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import quantiles

from django.db import connection, transaction
from django.db.models import QuerySet

from bench.issue import _audience as local_authorities
from bench.measure import Goal, Result, measure_all, show
from saan.accounts.policy import Actor
from saan.demonstration.people import actor
from saan.kernel.dates import be_year, now, today
from saan.letters.actions.acknowledging import acknowledge
from saan.letters.actions.circulars import broadcast
from saan.letters.models import Letter, Receipt
from saan.letters.queries.circulars import receipts_of, tallies, tally
from saan.letters.rules import Direction, LetterKind, LetterState, ReceiptState
from saan.organisations.audience import audience_from
from saan.organisations.models import Office

RATE, SECONDS, CLIENTS = 50, 10, 8


def _clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE letters_letter, letters_receipt, letters_letterstep CASCADE")


def _letter(by: Actor) -> Letter:
    return Letter.objects.create(
        direction=Direction.OUTGOING, state=LetterState.NUMBERED, kind=LetterKind.EXTERNAL, number="มท 0000/ว 1",
        dated=today(), issuer=by.office, issuer_name=by.office.name, subject="หนังสือเวียนทดลอง", circular=True,
        created_by=by.user,
    )  # fmt: skip


def _receipts(letter: Letter, offices: QuerySet[Office], by: Actor) -> list[Receipt]:
    moment, due = now(), today() + timedelta(days=5)
    return [
        Receipt(letter=letter, office=office, state=ReceiptState.ARRIVED, arrived_at=moment, arrived_by=by.user,
                due_on=due)
        for office in offices
    ]  # fmt: skip


def run() -> Result:
    by, asked = actor("ministry"), local_authorities()
    letters: list[Letter] = []

    def reset() -> None:
        _clear()
        letters[:] = [_letter(by)]

    def offices() -> QuerySet[Office]:
        left_out = asked["except"]
        return Office.objects.in_force().filter(line="local", level="local").exclude(code__in=left_out)

    @transaction.atomic
    def one_by_one() -> None:
        for receipt in _receipts(letters[0], offices(), by):
            receipt.save()

    @transaction.atomic
    def in_bulk() -> None:
        Receipt.objects.bulk_create(_receipts(letters[0], offices(), by), batch_size=2_000)

    works = {
        "ours": lambda: broadcast(letter=letters[0], audience=audience_from(asked), by=by),
        "bulk_create": in_bulk,
        "save() per row": one_by_one,
    }
    found = measure_all(works, runs=3, reset=reset)
    ours = found.pop("ours")
    reset()
    count = broadcast(letter=letters[0], audience=audience_from(asked), by=by)
    result = Result("acknowledge", f"a circular to {count:,} offices, one transaction", ours, found, runs=3)
    result.goals.append(Goal("8,000 offices", "< 1 s", f"{ours.seconds:.2f} s", ours.seconds < 1))
    _measure_answers(letters[0], by, result)
    _measure_tree(letters[0], by, result)
    _clear()
    show(result)
    return result


def _measure_answers(letter: Letter, by: Actor, result: Result) -> None:
    """Registered papers acknowledged at the goal's rate; a client that falls behind works on without a pause."""
    rows = list(Receipt.objects.filter(letter=letter).order_by("pk")[: RATE * SECONDS])
    for number, row in enumerate(rows, 1):
        row.state, row.number, row.year_be = ReceiptState.REGISTERED, number, be_year(today())
        row.registered_at, row.registered_by = now(), by.user
    Receipt.objects.bulk_update(rows, ["state", "number", "year_be", "registered_at", "registered_by"])
    shares = [rows[start::CLIENTS] for start in range(CLIENTS)]
    began, taken = time.perf_counter(), []
    threads = [
        threading.Thread(target=_client, args=(share, index, began, by, taken.append))
        for index, share in enumerate(shares)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    rate = len(taken) / (time.perf_counter() - began)
    cuts = quantiles(taken, n=100)
    result.goals += [
        Goal(f"acknowledgements by {CLIENTS} clients", f"{RATE}/s", f"{rate:.1f}/s", rate >= RATE * 0.98),
        Goal("acknowledgement, median", "", f"{cuts[49] * 1000:.1f} ms", True),
        Goal("acknowledgement, p95", "< 50 ms", f"{cuts[94] * 1000:.1f} ms", cuts[94] < 0.05),
    ]


def _client(share: list[Receipt], index: int, began: float, by: Actor, told: Callable[[float], None]) -> None:
    try:
        for turn, receipt in enumerate(share):
            wait = began + (turn * CLIENTS + index) / RATE - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            start = time.perf_counter()
            acknowledge(receipt=receipt, by=by)
            told(time.perf_counter() - start)
    finally:
        connection.close()


def _measure_tree(letter: Letter, by: Actor, result: Result) -> None:
    """The page's figures over all receipts: the total, and one row a province."""
    direct = receipts_of(letter, by)
    start = time.perf_counter()
    total, provinces = tally(direct), tallies(direct, "province")
    took = time.perf_counter() - start
    agree = total.sent == sum(each.sent for each in provinces.values()) == direct.count()
    result.goals.append(
        Goal("tree of 8,000, total and provinces", "< 0.3 s", f"{took:.2f} s", took < 0.3 and agree)
    )
