"""About the house: the documents name every command and every setting, and nothing that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _commands() -> set[str]:
    script = (ROOT / "run").read_text(encoding="utf-8")
    return set(re.findall(r"^  ([a-z]+)\)", script, re.MULTILINE))


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in _commands() if f"./run {name}" not in readme} == set()


def test_usage_names_every_command() -> None:
    usage = (ROOT / "run").read_text(encoding="utf-8").split("TXT")[1]
    assert {name for name in _commands() if f"./run {name}" not in usage} == set()


def test_settings_are_all_documented() -> None:
    documented = set(
        re.findall(r"`((?:SAAN|DATABASE)_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text("utf-8"))
    )
    used = set()
    for path in [*ROOT.glob("saan/**/*.py"), ROOT / "run", *ROOT.glob("tests/**/*.py")]:
        used |= set(re.findall(r"\b(SAAN_[A-Z_]+|DATABASE_URL)\b", path.read_text(encoding="utf-8")))
    assert used - documented == set()


def test_every_package_is_drawn_in_the_architecture() -> None:
    drawing = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in ROOT.glob("saan/*/__init__.py")}
    assert {name for name in packages if not re.search(rf"\b{name}\b", drawing)} == set()
