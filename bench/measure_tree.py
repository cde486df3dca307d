"""Peak memory of a piece of work with all its child processes, from outside: resident set, 20 times a second."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench.measure import Figure


def measure_apart(
    works: dict[str, list[str]], *, runs: int, reset: Callable[[], object] | None = None
) -> dict[str, Figure]:
    """Each work's arguments `runs` times in a process of its own, in turn A B C A B C …, with `reset` before each."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(runs):
        for name, arguments in works.items():
            if reset:
                reset()
            found[name].append(run_apart(arguments))
    return {
        name: Figure(round(statistics.median(taken for taken, _ in each), 3), max(peak for _, peak in each))
        for name, each in found.items()
    }


def run_apart(arguments: list[str]) -> tuple[float, float]:
    """Run Python with these arguments; what it prints last, its own seconds, and the peak of its process tree in MB."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    peak = [0.0]

    def watch() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], _resident(process.pid))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    return float(said.strip().splitlines()[-1]), round(peak[0], 1)


def _resident(pid: int) -> float:
    total = 0.0
    for one in [pid, *_children(pid)]:
        try:
            status = Path(f"/proc/{one}/status").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            direct = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in direct:
            found += [child, *_children(child)]
    return found
