"""About the house: rooms stay small, names stay honest, the project speaks of itself only."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    if name and (ROOT / name).exists()
]
PYTHON = [path for path in TRACKED if path.suffix == ".py" and "migrations" not in path.parts]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    limit = 800 if path.is_relative_to(ROOT / "tests") else 600
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= limit, f"{lines} lines: make it a folder of the same name, split by noun"


def test_no_package_is_a_bin() -> None:
    bins = {"utils", "common", "core", "shared", "helpers", "misc"}
    found = [path for path in PYTHON if bins & {*path.relative_to(ROOT).parts, path.stem}]
    assert found == []


def test_source_files_open_with_their_purpose() -> None:
    """Every module with code begins with a docstring."""
    silent = []
    for path in PYTHON:
        text = path.read_text(encoding="utf-8")
        speaks = re.match(r'\s*(#.*\n)*r?"""', text)
        if path.is_relative_to(ROOT / "saan") and text.strip() and path.name != "apps.py" and not speaks:
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_nothing_names_a_machine_or_a_registry_host() -> None:
    words = re.compile(r"/(?:root|work)/|/home/\w|pypi\.(?:org)|registry\.npmjs|files\.pythonhosted")
    own = Path(__file__)
    texts = (
        path
        for path in TRACKED
        if path != own and path.suffix in {".py", ".md", ".html", ".toml", ".lock", ".yaml", ""}
    )
    found = [
        str(path.relative_to(ROOT))
        for path in texts
        if words.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_every_dependency_has_a_reason() -> None:
    inside = False
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        inside = inside or line.startswith(("dependencies = [", "dev = ["))
        if inside and line.strip().startswith('"'):
            assert "#" in line, line
        inside = inside and line != "]"


def test_the_lock_holds_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-fonts.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
