"""Finding doubled producers: ours beside Splink with its defaults and rapidfuzz in the tambon, a process for each.

    python -m bench.duplicates WAY      one way, as JSON: pairs found with their score, seconds, peak memory

The measured set has a seed of its own; weights and thresholds were fitted on another (bench/likeness_fit.py). The peers
are given the threshold with their best F1 on the measured set itself, which ours is not.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

from bench.likeness_set import KINDS, Planted, plant
from bench.measure import Figure, Goal, Result, show

MEASURED = {"producers": 20_500, "duplicates": 2_000, "seed": 2569}
NATION = {"producers": 100_000, "duplicates": 2_000, "seed": 2570}
Scored = dict[tuple[int, int], float]


def ours(planted: Planted) -> Scored:
    """The engine as it ships, at its own threshold."""
    from bench.likeness_fit import entries_of
    from saan.registry.likeness.weighing import alike

    return {_keys(pair.left.key, pair.right.key): pair.bits for pair in alike(entries_of(planted))}


def token_sort(planted: Planted) -> Scored:
    """What is written first: every pair of a tambon by token_sort_ratio of the names."""
    from itertools import combinations

    from rapidfuzz import fuzz, utils

    places: dict[int, list] = {}
    for row in planted.rows:
        places.setdefault(row.tambon, []).append(row)
    return {
        _keys(one.key, other.key): score
        for rows in places.values()
        for one, other in combinations(rows, 2)
        if (score := fuzz.token_sort_ratio(one.name, other.name, processor=utils.default_process)) >= 50
    }


def splink(planted: Planted) -> Scored:
    """Splink on DuckDB as its documentation opens: name comparisons, exact matches, estimation by EM."""
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    rows = [
        (row.key, row.name, row.tambon, row.tambon // 100, row.tambon // 10000, row.kind, row.chair or None,
         row.phone or None)
        for row in planted.rows
    ]  # fmt: skip
    database = duckdb.connect()
    database.execute(
        "CREATE TABLE producers (unique_id INTEGER, name VARCHAR, tambon INTEGER, district INTEGER, province INTEGER, "
        "kind VARCHAR, chair VARCHAR, phone VARCHAR)"
    )
    database.executemany("INSERT INTO producers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    api = DuckDBAPI(database)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.NameComparison("name"),
            compare.NameComparison("chair"),
            compare.ExactMatch("phone").configure(term_frequency_adjustments=True),
            compare.ExactMatch("tambon"),
            compare.ExactMatch("district"),
            compare.ExactMatch("kind"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("tambon"),
            block_on("phone"),
            block_on("province", "chair"),
            block_on("province", "name"),
        ],
    )
    linker = Linker(api.register("producers"), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match([block_on("phone", "name")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("tambon"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_duckdbpyrelation()
    wanted = found.project("unique_id_l, unique_id_r, match_probability").fetchall()
    return {_keys(left, right): score for left, right, score in wanted}


WAYS: dict[str, Callable[[Planted], Scored]] = {
    "ours": ours,
    "splink": splink,
    "rapidfuzz in tambon": token_sort,
}


def _keys(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


def _one(way: str, size: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "bench.duplicates", way, size], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def judged(found: Scored, truth: dict[tuple[int, int], str], least: float) -> dict[str, float]:
    """Precision, recall, F1, and recall by kind, of the pairs from a score on."""
    shown = {pair for pair, score in found.items() if score >= least}
    hits = Counter(truth[pair] for pair in shown if pair in truth)
    right, many = sum(hits.values()), Counter(truth.values())
    precision, recall = right / max(1, len(shown)), right / len(truth)
    by_kind = {kind: round(hits[kind] / many[kind], 3) for kind in KINDS}
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), **by_kind}


def best(found: Scored, truth: dict[tuple[int, int], str]) -> dict[str, float]:
    """The judgement at the threshold with the best F1, searched on the measured set itself."""
    levels = sorted(set(found.values()))
    tried = [judged(found, truth, level) for level in levels[:: max(1, len(levels) // 60)]]
    return max(tried, key=lambda each: each["f1"])


def run() -> Result:
    planted = plant(**MEASURED)
    figures, told = {}, {}
    for way in WAYS:
        try:
            answer = _one(way, "measured")
        except RuntimeError as missing:
            print(f"  {way}: not measured ({str(missing).splitlines()[-1][:200]})")
            continue
        found = {tuple(pair): score for *pair, score in answer["found"]}
        figures[way] = Figure(answer["seconds"], answer["peak_mb"])
        told[way] = judged(found, planted.truth, -99) if way == "ours" else best(found, planted.truth)
        if way == "splink":
            told["splink at 0.5"] = judged(found, planted.truth, 0.5)
    nation = _one("ours", "nation")
    own = figures.pop("ours")
    result = Result(
        "duplicates",
        f"{len(planted.rows):,} producers, {len(planted.truth):,} of them entered twice",
        own,
        figures,
        runs=1,
    )
    for way, scores in told.items():
        result.goals.append(
            Goal(f"F1 {way}", "best of all", json.dumps(scores), scores["f1"] <= told["ours"]["f1"])
        )
    result.goals.append(
        Goal(
            "102,000 producers, ours",
            "< 60 s",
            f"{nation['seconds']:.1f} s, {nation['peak_mb']:.0f} MB",
            nation["seconds"] < 60,
        )
    )
    show(result)
    return result


def main() -> None:
    planted = plant(**(NATION if sys.argv[2] == "nation" else MEASURED))
    began = time.perf_counter()
    found = WAYS[sys.argv[1]](planted)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = [[*pair, score] for pair, score in found.items()] if sys.argv[2] == "measured" else []
    print(json.dumps({"seconds": round(seconds, 2), "peak_mb": round(peak), "found": kept}))


if __name__ == "__main__":
    main()
