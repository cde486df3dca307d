"""The shared corpus of letters, scored with its own scorer where it is at hand."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from saan.letters.reader import read

CORPUS = Path(os.environ.get("SAAN_LETTERS") or Path(__file__).parents[4] / "shared" / "letters")
LETTERS = sorted((CORPUS / "dev").glob("*.txt")) if (CORPUS / "score.py").is_file() else []
SEEDS = ("seed-000", "seed-001", "seed-003", "seed-004")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not LETTERS, reason=f"no corpus of letters at {CORPUS}; set SAAN_LETTERS to have it scored"
    ),
]


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("letter_score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readings():
    return {path.stem: read(path.read_bytes().decode("utf-8"), name=path.name).record for path in LETTERS}


def score(scorer, readings, names):
    total = scorer.Scorer(0.5)
    for name in names:
        gold = json.loads((CORPUS / "dev" / f"{name}.gold.json").read_text(encoding="utf-8"))
        raw = (CORPUS / "dev" / f"{name}.txt").read_bytes().decode("utf-8")
        total.letter(name, gold, readings[name], raw)
    return total.overall()


def test_the_four_seed_letters(scorer, readings):
    assert score(scorer, readings, SEEDS) >= 0.95


def test_all_letters(scorer, readings):
    assert score(scorer, readings, list(readings)) >= 0.90


def test_press_text_is_news_without_directives(readings):
    record = readings["seed-002"]
    assert (record["kind"], record["directives"]) == ("news", [])
    assert record["doubts"][0]["kind"] == "not_a_letter"


def test_the_instructions_of_the_fourth_seed_can_be_carried_out(readings):
    first, second = readings["seed-004"]["directives"]
    assert (first["quota"]["per"], first["quota"]["min"]) == ("tambon", 2)
    assert [(c["min"], c["unit"]) for c in first["quota"]["conditions"]] == [(1, "กลุ่ม"), (1, "ราย")]
    assert first["deadline"] == {"kind": "once", "date": "2023-09-29"}
    assert second["deadline"] == {"kind": "once", "date": "2023-10-01"}
    assert {"quota", "deadline"} <= set(first["spans"])
    assert "report_channel" in second["spans"]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("seed-000", {"reference_date_mismatch"}),
        ("seed-001", {"weekend_date", "personal_mobile", "duplicate_word"}),
        ("seed-003", {"code_vs_header", "province_conflict", "ambiguous_or"}),
        (
            "seed-004",
            {"code_vs_header", "postcode", "weekend_date", "free_mail", "ambiguous_or", "new_or_total"},
        ),
    ],
)
def test_the_traps_of_the_seeds(readings, name, kinds):
    assert {doubt["kind"] for doubt in readings[name]["doubts"]} == kinds


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_spans_are_the_files_own_characters(readings, path):
    raw = path.read_bytes().decode("utf-8")
    record = readings[path.stem]
    for item in [*record["evidence"].values(), *(w for d in record["doubts"] for w in d["words"])]:
        assert raw[slice(*item["span"])] == item["text"]
    for directive in record["directives"]:
        assert raw[slice(*directive["span"])] == directive["evidence"] != ""
