"""How well letters are read: the shared corpus, its variants, and drawn letters by phenomenon, as one table.

`python -m bench.reader_scores [--drawn 400] [--seed 1] [--errors TAG]`; needs the corpus with its scorer beside the
repository or at SAAN_LETTERS.
"""

import argparse
import importlib.util
import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from types import ModuleType

from saan.letters.reader import read
from tests.letters.reader.generator.letters import Drawn, draw
from tests.letters.reader.generator.variants import VARIANTS, carried

CORPUS = Path(os.environ.get("SAAN_LETTERS") or Path(__file__).parents[2] / "shared" / "letters")
GROUPS = ("header", "lists", "directive", "quota", "deadline", "details")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("letter_score", CORPUS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def corpus() -> dict[str, tuple[str, dict]]:
    """Name → (text, gold record)."""
    found = {}
    for path in sorted((CORPUS / "dev").glob("*.txt")):
        gold = json.loads(path.with_suffix("").with_suffix(".gold.json").read_text(encoding="utf-8-sig"))
        found[path.stem] = (path.read_bytes().decode("utf-8"), gold)
    return found


def row(title: str, total: object) -> str:
    share = [total.overall(), *(total.groups()[name] for name in GROUPS)]
    return f"| {title} | " + " | ".join("–" if v is None else f"{100 * v:.1f}" for v in share) + " |"


def table_of_corpus(score: ModuleType, seed: int) -> None:
    letters = corpus()
    subsets = {
        "all": list(letters),
        "seeds": [name for name in letters if name.startswith("seed-")],
        "synthetic": [name for name, (_, gold) in letters.items() if gold.get("synthetic")],
        "real": [name for name, (_, gold) in letters.items() if not gold.get("synthetic")],
    }
    for title, names in subsets.items():
        total = score.Scorer(0.5)
        for name in names:
            text, gold = letters[name]
            total.letter(name, gold, read(text).record, text)
        print(row(f"{title} ({len(names)})", total))
    for title, change in VARIANTS.items():
        total = score.Scorer(0.5)
        for name, (text, gold) in letters.items():
            new, places = change(text, Random(f"{seed}{name}"))
            spans = score.Text(text).spans
            moved = carried(gold, text, new, places, spans)
            total.letter(name, moved, read(new).record, new)
        print(row(f"all, {title}", total))


def drawn(count: int, seed: int) -> list[Drawn]:
    rng = Random(seed)
    return [draw(rng) for _ in range(count)]


def table_of_drawn(score: ModuleType, made: list[Drawn], errors: str, seed: int) -> None:
    plain, by_tag, by_kind = score.Scorer(0.5), Counter(), {}
    for i, one in enumerate(made):
        record = read(one.text).record
        plain.letter(str(i), one.gold, record, one.text)
        by_kind.setdefault(one.kind, score.Scorer(0.5)).letter(str(i), one.gold, record, one.text)
        by_tag.update(judged(score, one, record, errors))
    print(row(f"drawn ({len(made)})", plain))
    for title in ("Thai digits", "wrapped lines", "page marks", "noise 0.5 %", "noise 1 %", "noise 2 %"):
        total = score.Scorer(0.5)
        for i, one in enumerate(made):
            new, places = VARIANTS[title](one.text, Random(f"{seed}{i}"))
            moved = carried(one.gold, one.text, new, places, score.Text(one.text).spans)
            total.letter(str(i), moved, read(new).record, new)
        print(row(f"drawn, {title}", total))
    for kind, total in sorted(by_kind.items()):
        print(row(f"drawn: {kind}", total))
    print("\n| phenomenon | right | of |\n|---|---|---|")
    for tag in sorted({tag for tag, _ in by_tag}):
        right, wrong = by_tag[tag, True], by_tag[tag, False]
        print(f"| {tag} | {100 * right / (right + wrong):.1f} | {right + wrong} |")
    fields = sorted((n for n in plain.c if plain.c[n].used), key=lambda n: plain.c[n].f1)[:14]
    print("\nweakest fields:", ", ".join(f"{n} {100 * plain.c[n].f1:.0f}" for n in fields))
    if errors == "fields":
        for error in plain.errors[:400]:
            print(" | ".join(str(part)[:150].replace("\n", "⏎") for part in error))


def judged(score: ModuleType, one: Drawn, record: dict, errors: str) -> Counter:
    """(phenomenon, right) of every drawn directive; a directive that was not found is wrong in all it shows."""
    found = Counter()
    predicted = score.all_directives(record)
    for gold, tags in zip(score.all_directives(one.gold), one.tags, strict=True):
        span = [tuple(gold["span"])]
        best = max(predicted, key=lambda p: score.iou(span, [tuple(p["span"])]), default=None)
        if best is not None and score.iou(span, [tuple(best["span"])]) < 0.5:
            best = None
        for tag in tags:
            right = best is not None and _same(score, tag, gold, best)
            found[tag, right] += 1
            if not right and errors and tag.startswith(errors):
                print(f"{tag}\n   {gold['evidence']}\n   {gold['quota']} {gold['deadline']}")
                print(
                    f"   {best and best['evidence']}\n   {best and best['quota']} {best and best['deadline']}"
                )
    return found


def _same(score: ModuleType, tag: str, gold: dict, found: dict) -> bool:
    if tag.startswith("deadline"):
        return score.deadline_key(gold["deadline"]) == score.deadline_key(found["deadline"])
    if not found["quota"] or score.quota_core(gold["quota"]) != score.quota_core(found["quota"]):
        return False
    return score.quota_conditions(gold["quota"]) == score.quota_conditions(found["quota"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drawn", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", default="", help="print what was wrong: a phenomenon, or 'fields'")
    given = parser.parse_args()
    score = scorer()
    print("| letters | overall | " + " | ".join(GROUPS) + " |\n|" + "---|" * 8)
    table_of_corpus(score, given.seed)
    table_of_drawn(score, drawn(given.drawn, given.seed), given.errors, given.seed)


if __name__ == "__main__":
    main()
