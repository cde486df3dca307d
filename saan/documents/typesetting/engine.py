"""Holds the Typst compiler of a process, because reading the typefaces anew would cost more than a letter does."""

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import typst

from saan.documents.typesetting.fonts import FontChoice, font_family

_TEMPLATES = Path(__file__).parent
_one_at_a_time = Lock()


ARCHIVE_STANDARD = "a-3a"
"""PDF/A-3, level A: files inside, text that maps to letters, and a structure that a screen reader can follow."""


@dataclass(frozen=True)
class Archive:
    """What makes a PDF an archive copy: the record it carries, and the moment it is made, with its time zone."""

    record: Mapping[str, Any]
    made_at: dt.datetime
    name: str = "record.json"
    description: str = "ข้อมูลของเอกสารฉบับนี้"


def typeset(template: str, model: Mapping[str, Any], *, archive: Archive | None = None) -> bytes:
    """The PDF that a template of this package makes of a model; with ``archive``, as PDF/A-3 with its record inside.

    The model travels as JSON in the compiler's inputs, so that no word of it can be read as markup.
    A ``typst.TypstError`` is a fault of the template or of a picture in the model.
    """
    choice = font_family()
    with _one_at_a_time:
        compiler = _kept_compiler(template, choice.folder)
        inputs = _inputs(model, choice)
        return _archived(compiler, inputs, archive) if archive else _pdf(compiler, inputs)


def layout_report(template: str, model: Mapping[str, Any]) -> dict[str, Any]:
    """What the template reports of its own layout under the label ``<report>``; no page is drawn for it."""
    choice = font_family()
    with _one_at_a_time:
        compiler = _compiler(_TEMPLATES / template, choice.folder, _inputs(model, choice))
        return json.loads(compiler.query("<report>", field="value", one=True))


def typeset_with_files(template: str, model: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """As ``typeset``, for a template that places whole files: they lie beside it under their names."""
    choice = font_family()
    with TemporaryDirectory(prefix="saan-typeset-") as aside:
        shutil.copy(_TEMPLATES / template, Path(aside) / template)
        for name, content in files.items():
            (Path(aside) / name).write_bytes(content)
        return _pdf(_compiler(Path(aside) / template, choice.folder), _inputs(model, choice))


def _inputs(model: Mapping[str, Any], choice: FontChoice) -> dict[str, str]:
    font = {"family": choice.family, "size": choice.size_pt}
    return {"model": json.dumps({**model, "font": font}, ensure_ascii=False)}


def _archived(compiler: typst.Compiler, inputs: dict[str, str], archive: Archive) -> bytes:
    content = json.dumps(archive.record, ensure_ascii=False, indent=1, sort_keys=True)
    told = {"name": archive.name, "description": archive.description, "content": content}
    compiled = compiler.compile(
        format="pdf",
        sys_inputs={**inputs, "record": json.dumps(told, ensure_ascii=False)},
        pdf_standards=[ARCHIVE_STANDARD],
        timestamp=int(archive.made_at.timestamp()),
    )
    assert isinstance(compiled, bytes)
    return compiled


def _pdf(compiler: typst.Compiler, inputs: dict[str, str]) -> bytes:
    compiled = compiler.compile(format="pdf", sys_inputs=inputs, pdf_tags=False)
    assert isinstance(compiled, bytes)
    return compiled


@cache
def _kept_compiler(template: str, fonts: Path) -> typst.Compiler:
    return _compiler(_TEMPLATES / template, fonts)


def _compiler(template: Path, fonts: Path, inputs: dict[str, str] | None = None) -> typst.Compiler:
    return typst.Compiler(
        input=str(template), root=str(template.parent), font_paths=_faces(fonts), sys_inputs=inputs or {}
    )


@cache
def _faces(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
