"""Drawn letters, plain and in other dress: the corpus must not be all that the rules can read."""

from collections import Counter
from random import Random

import pytest

from saan.letters.reader import read
from tests.letters.reader.generator.letters import draw
from tests.letters.reader.generator.variants import VARIANTS, carried

pytestmark = pytest.mark.slow
COUNT = 60


@pytest.fixture(scope="module")
def drawn():
    rng = Random(20261122)
    return [draw(rng) for _ in range(COUNT)]


def overlap(a, b):
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return inside / (max(a[1], b[1]) - min(a[0], b[0])) if inside > 0 else 0


def tasks(record):
    return [*record["directives"], *(d for inner in record["embedded"] for d in inner["directives"])]


def core(quota):
    return quota and tuple(quota[key] for key in ("per", "min", "exact", "max"))


def due(deadline):
    return deadline and tuple(
        deadline.get(key)
        for key in ("kind", "date", "rule", "until", "from", "n", "unit")
        if key != "from" or deadline["kind"] == "range"
    )


def judged(gold, record):
    """How many directives, quotas and deadlines were read right, and how many there are."""
    right, found = Counter(), tasks(record)
    for task in tasks(gold):
        best = max(found, key=lambda other: overlap(task["span"], other["span"]), default=None)
        hit = best is not None and overlap(task["span"], best["span"]) >= 0.5
        right["directives", hit] += 1
        if task["quota"]:
            right["quotas", hit and core(best["quota"]) == core(task["quota"])] += 1
        if task["deadline"]:
            right["deadlines", hit and due(best["deadline"]) == due(task["deadline"])] += 1
    right["invented", True] += max(0, len(found) - len(tasks(gold)))
    return right


def share(total, what):
    return total[what, True] / (total[what, True] + total[what, False])


def test_drawn_letters_are_read(drawn):
    total = sum((judged(one.gold, read(one.text).record) for one in drawn), Counter())
    assert share(total, "directives") >= 0.98
    assert share(total, "quotas") >= 0.97
    assert share(total, "deadlines") >= 0.97
    assert total["invented", True] <= 1


@pytest.mark.parametrize(
    ("title", "least"),
    [("Thai digits", 0.97), ("wrapped lines", 0.93), ("page marks", 0.95), ("noise 1 %", 0.92)],
)
def test_drawn_letters_in_other_dress(drawn, title, least):
    total = Counter()
    for n, one in enumerate(drawn):
        new, places = VARIANTS[title](one.text, Random(n))
        total += judged(carried(one.gold, one.text, new, places, lambda _: []), read(new).record)
    for what in ("directives", "quotas", "deadlines"):
        assert share(total, what) >= least


def test_no_directive_comes_from_papers_that_order_nothing(drawn):
    quiet = [one for one in drawn if one.kind in ("no letter", "news")]
    assert quiet
    assert [one.text for one in quiet if read(one.text).record["directives"]] == []


def test_sound_letters_raise_only_doubts_about_days(drawn):
    """The drawn letters contradict themselves in nothing but closed days, impossible ones and printed weekdays."""
    about_days = {"weekend_date", "invalid_date", "weekday_mismatch", "due_before_letter", "not_a_letter"}
    raised = {doubt["kind"] for one in drawn for doubt in read(one.text).record["doubts"]}
    assert raised <= about_days | {"code_vs_header", "ambiguous_or"}


def test_the_generator_says_what_it_wrote(drawn):
    for one in drawn:
        for task in tasks(one.gold):
            assert one.text[slice(*task["span"])] == task["evidence"]
