"""A sheet once read is kept as columns beside the file for some days, so that no check parses it again."""

import ctypes
import json
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import polars as pl
from django.conf import settings

from saan.documents.models import StoredFile
from saan.documents.queries import read_bytes
from saan.documents.sheets.parts import Shape
from saan.documents.sheets.tables import Table, is_workbook, read_table

DAYS = 2


def table_in(file: StoredFile, *, sheet: str = "") -> Table:
    """One sheet of a kept file; the first with anything in it unless named. Raises what `read_table` raises."""
    place = _place(file.sha256, sheet)
    if place.with_suffix(".json").exists():
        about = json.loads(place.with_suffix(".json").read_text())
        shape = Shape(
            frozenset(about["hidden_rows"]),
            frozenset(about["hidden_columns"]),
            tuple(tuple(merge) for merge in about["merges"]),
        )
        frame = pl.read_ipc(place.with_suffix(".arrow"))
        return Table(file.name, about["sheet"], frame, shape, about["origin"])
    data = read_bytes(file)
    return read_table(data, file.name, sheet=sheet if sheet and is_workbook(data) else None)


def keep_table(file: StoredFile, table: Table) -> None:
    """Keep a sheet just read under its own name; what is older than some days goes."""
    place = _place(file.sha256, table.sheet)
    place.parent.mkdir(parents=True, exist_ok=True)
    for old in place.parent.iterdir():
        if old.stat().st_mtime < time.time() - DAYS * 86_400:
            old.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as half:
        table.frame.write_ipc(half, compression="lz4")
    os.replace(half.name, place.with_suffix(".arrow"))
    shape = table.shape
    about = {
        "sheet": table.sheet,
        "origin": table.origin,
        "hidden_rows": sorted(shape.hidden_rows),
        "hidden_columns": sorted(shape.hidden_columns),
        "merges": sorted(shape.merges),
    }
    with tempfile.NamedTemporaryFile("w", dir=place.parent, delete=False) as half:
        json.dump(about, half)
    os.replace(half.name, place.with_suffix(".json"))


def give_back() -> None:
    """Return freed memory to the system after a large sheet: glibc keeps it otherwise. Elsewhere nothing happens."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def _place(digest: str, sheet: str) -> Path:
    name = sha256(sheet.encode()).hexdigest()[:12]
    return Path(settings.MEDIA_ROOT).parent / "tables" / f"{digest}-{name}"
