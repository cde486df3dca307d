"""Timing a piece of work several times and keeping the result in the promised shape (docs/benchmarks.md)."""

import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass
class Figure:
    """Median wall seconds of the runs, and the most memory Python itself held in one further, untimed run."""

    seconds: float
    peak_mb: float


@dataclass
class Goal:
    what: str
    goal: str
    value: str
    met: bool


@dataclass
class Result:
    """One benchmark. `ratios` are peer ÷ ours: above one means ours is faster."""

    name: str
    work: str
    ours: Figure
    peers: dict[str, Figure] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    runs: int = 0

    def keep(self) -> Path:
        """Write `bench/results/NAME.json`."""
        RESULTS.mkdir(exist_ok=True)
        ratios = {name: round(peer.seconds / self.ours.seconds, 2) for name, peer in self.peers.items()}
        data = {**asdict(self), "date": date.today().isoformat(), "ratios": ratios}
        place = RESULTS / f"{self.name}.json"
        place.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return place


def measure_all(
    works: dict[str, Callable[[], object]], *, runs: int, reset: Callable[[], object]
) -> dict[str, Figure]:
    """Each work `runs` times, in turn A B C A B C …, with `reset` before each; then once more for memory."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            reset()
            began = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - began)
    return {
        name: Figure(round(statistics.median(taken), 5), _peak(works[name], reset))
        for name, taken in times.items()
    }


def _peak(work: Callable[[], object], reset: Callable[[], object]) -> float:
    reset()
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return round(peak, 1)


def show(result: Result) -> None:
    """Print the result as a table."""
    print(f"\n{result.name}: {result.work} ({result.runs} runs, medians)")
    for name, figure in {"ours": result.ours, **result.peers}.items():
        ratio = "" if name == "ours" else f"  {figure.seconds / result.ours.seconds:6.1f} ×"
        print(f"  {name:<24} {figure.seconds * 1000:10.1f} ms  {figure.peak_mb:8.1f} MB{ratio}")
    for goal in result.goals:
        print(f"  {'✓' if goal.met else '✗'} {goal.what}: goal {goal.goal}, measured {goal.value}")
