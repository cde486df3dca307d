"""Two hundred people ask one register for a number at once: ours, beside the ways everybody writes first.

A tenth of them fail after they have their number, as an act that is refused does. What is left must be 1, 2, 3 …
without a gap: that is the law of registers. The figures say how long each way takes and how many gaps it leaves.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import OperationalError, connection, transaction

from bench.measure import Goal, Result, measure_all, show
from saan.demonstration.people import actor
from saan.letters.actions import take_number
from saan.letters.models import RegisterEntry
from saan.letters.rules import RegisterKind

ASKING, AT_ONCE, FAIL_EVERY = 200, 40, 10
_PEER = "bench_numbers"


class Undone(Exception):
    """The act fails after its number was taken."""


def _reset() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE letters_registerentry, letters_register CASCADE")
        cursor.execute(f"DROP TABLE IF EXISTS {_PEER}; DROP SEQUENCE IF EXISTS {_PEER}_seq")
        cursor.execute(
            f"CREATE TABLE {_PEER} (number integer PRIMARY KEY, taken_at timestamptz DEFAULT now())"
        )
        cursor.execute(f"CREATE SEQUENCE {_PEER}_seq")


def _insert(select: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_PEER} (number) {select}")


def _next_by_max() -> None:
    _insert(f"SELECT coalesce(max(number), 0) + 1 FROM {_PEER}")


def _next_by_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(20569)")
    _next_by_max()


def _next_by_sequence() -> None:
    _insert(f"SELECT nextval('{_PEER}_seq')")


def _serialisable() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
    _next_by_max()


def _everybody(act: Callable[[], object], tries: list[int] | None = None) -> None:
    """Two hundred acts by forty threads with a connection each; a conflict is tried again until it goes through."""
    ready = threading.Barrier(AT_ONCE)

    def some(first: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            for place in range(first, ASKING, AT_ONCE):
                _one(act, fails=place % FAIL_EVERY == 0, tries=tries)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(some, range(AT_ONCE)))


def _one(act: Callable[[], object], *, fails: bool, tries: list[int] | None) -> None:
    while True:
        try:
            with transaction.atomic():
                act()
                if fails:
                    raise Undone
        except Undone:
            return
        except OperationalError:
            if tries is None:
                raise
            tries.append(1)
            time.sleep(0.001)
        else:
            return


def _gaps(table: str) -> tuple[int, int]:
    """How many numbers there are, and how many below the highest are missing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), coalesce(max(number), 0) FROM {table}")
        count, last = cursor.fetchone()
    return count, last - count


def run() -> Result:
    by, conflicts = actor("clerk24"), []
    office = by.office

    def ours() -> None:
        take_number(office=office, kind=RegisterKind.INCOMING, letter=None, by=by)

    def all_kept() -> list[int]:
        """Nobody fails: the two hundred numbers of the promise."""
        _reset()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda _: _kept(ours), range(ASKING)))
        return sorted(RegisterEntry.objects.values_list("number", flat=True))

    works = {
        "ours": lambda: _everybody(ours),
        "advisory lock + max": lambda: _everybody(_next_by_lock),
        "serialisable + retry": lambda: _everybody(_serialisable, conflicts),
        "sequence": lambda: _everybody(_next_by_sequence),
    }
    found = measure_all(works, runs=5, reset=_reset)
    gaps = {}
    for name, work in works.items():
        _reset()
        conflicts.clear()
        work()
        gaps[name] = _gaps("letters_registerentry" if name == "ours" else _PEER)
    retried = _retries(works["serialisable + retry"], conflicts)
    numbers = all_kept()
    result = Result(
        "numbers",
        f"{ASKING} requests for a number by {AT_ONCE} connections, every {FAIL_EVERY}th undone",
        found.pop("ours"),
        found,
        runs=5,
    )
    whole = numbers == list(range(1, ASKING + 1))
    result.goals.append(
        Goal("200 kept requests give 1…200", "no gap", "1…200" if whole else str(numbers), whole)
    )
    result.goals.append(Goal("gaps, ours", "0", str(gaps["ours"][1]), gaps["ours"][1] == 0))
    for name in ("advisory lock + max", "serialisable + retry"):
        result.goals.append(Goal(f"gaps, {name}", "0", str(gaps[name][1]), gaps[name][1] == 0))
    result.goals.append(Goal("gaps, sequence", "0", str(gaps["sequence"][1]), gaps["sequence"][1] == 0))
    result.goals.append(Goal("conflicts tried again, serialisable", "any", str(retried), met=True))
    _reset()
    show(result)
    return result


def _kept(act: Callable[[], object]) -> None:
    try:
        act()
    finally:
        connection.close()


def _retries(work: Callable[[], object], conflicts: list[int]) -> int:
    _reset()
    conflicts.clear()
    work()
    return len(conflicts)
