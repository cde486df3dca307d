"""What nobody in saan/ asks for does not stand there: a public function is mentioned outside its own module."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CALLED_BY_DJANGO = {"apps.py", "urls.py", "jobs.py", "wsgi.py", "asgi.py", "countables.py"}
EXCEPTIONS = {
    "saan/documents/sheets/reading.py": {"read_rows"},
    "saan/documents/typesetting/pages.py": {"count_pages", "text_of_pages"},
    "saan/kernel/baht.py": {"baht_text", "find_amounts"},
    "saan/letters/reader/header.py": {"known_letters"},
    "saan/letters/storing.py": {"read_classes"},
    "saan/letters/transport/ecms/writing.py": {"asked_again"},
    "saan/organisations/queries.py": {"offices_under", "offices_in", "office_for"},
    "saan/outreach/queries.py": {"public_stories"},
    "saan/web/components/nonbreaking.py": {"register_names"},
}
"""By file: what tests and benchmarks read with (sheets, pages, the first letters found); figures written as words, a
whole piece of the kernel; what a migration calls; the one request that completes the e-CMS tables; the reach of an
office told a second way, against which the policy is checked; stories, until the public face shows them."""
BEING_BUILT = {
    "saan/letters/actions/secret_papers.py",
    "saan/letters/actions/secrecy.py",
    "saan/letters/queries/secrecy.py",
}
"""Rooms whose pages come next; a file leaves this list with its pages."""


def sources() -> dict[Path, str]:
    files = (file for file in (ROOT / "saan").rglob("*.py") if "migrations" not in file.parts)
    return {file: file.read_text(encoding="utf-8") for file in files}


def public_functions(file: Path, text: str) -> Iterator[str]:
    """Functions at the top of a module that nothing but a mention can reach: no view, tag, filter or fixture is one."""
    if file.name in CALLED_BY_DJANGO or "management" in file.parts:
        return
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not node.decorator_list:
            yield node.name


def test_every_public_function_is_mentioned_somewhere_else() -> None:
    texts = sources()
    words = {file: set(re.findall(r"\w+", text)) for file, text in texts.items()}
    templates = " ".join(file.read_text(encoding="utf-8") for file in (ROOT / "saan").rglob("*.html"))
    drawn = set(re.findall(r"\w+", templates))
    idle: dict[str, set[str]] = {}
    for file, text in texts.items():
        at = str(file.relative_to(ROOT))
        if at in BEING_BUILT:
            continue
        for name in public_functions(file, text):
            elsewhere = any(name in found for other, found in words.items() if other != file)
            at_home = len(re.findall(rf"\b{name}\b", text)) > 1
            if not (elsewhere or at_home or name in drawn):
                idle.setdefault(at, set()).add(name)
    assert idle == EXCEPTIONS


def test_files_being_built_are_there() -> None:
    assert [at for at in BEING_BUILT if not (ROOT / at).is_file()] == []
