"""Reading one letter of text, after warm-up. Nobody else reads these letters, so there is no peer but the goal."""

from pathlib import Path

from bench.measure import Figure, Goal, Result, measure_all, show
from saan.letters.reader import read

LETTER = Path(__file__).resolve().parents[1] / "saan" / "demonstration" / "letters" / "registration.txt"
TIMES = 20


def run() -> Result:
    dates = {"issued": "๒๖ กันยายน ๒๕๖๖", "finish": "๒๙ กันยายน ๒๕๖๖", "report": "๑ ตุลาคม ๒๕๖๖"}
    text = LETTER.read_text(encoding="utf-8").format(**dates, earlier="๑๖ พฤษภาคม ๒๕๖๖", fiscal_year="๒๕๖๖")
    read(text)
    found = measure_all({"ours": lambda: [read(text) for _ in range(TIMES)]}, runs=7, reset=lambda: None)[
        "ours"
    ]
    each = Figure(round(found.seconds / TIMES, 5), found.peak_mb)
    result = Result("read", f"one letter of {len(text):,} characters to its record and doubts", each, runs=7)
    result.goals.append(
        Goal("one text after warm-up", "< 30 ms", f"{each.seconds * 1000:.1f} ms", each.seconds < 0.03)
    )
    show(result)
    return result
