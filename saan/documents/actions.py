"""Keeping files."""

import hashlib
import os
import tempfile
from pathlib import Path

from saan.documents.models import StoredFile
from saan.documents.queries import place_of
from saan.ledger.actions import Signer

MOST_BYTES = 240
"""Of a name; file systems hold 255, and a browser may number a second copy."""


def keep(*, data: bytes, name: str, media_type: str, by: Signer) -> StoredFile:
    """Keep the bytes and give them a row. The same bytes are stored once, whatever their name."""
    sha256 = hashlib.sha256(data).hexdigest()
    place = place_of(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as half:
            half.write(data)
            half.flush()
            os.fsync(half.fileno())
        os.replace(half.name, place)
    return StoredFile.objects.create(
        sha256=sha256, name=bearable(name), media_type=media_type, size=len(data), kept_by=by.username
    )


def bearable(name: str) -> str:
    """The name as any file system holds it: at most 255 bytes, and a Thai letter takes three. Its ending stays."""
    whole = Path(name).name
    if len(whole.encode()) <= MOST_BYTES:
        return whole
    ending = Path(whole).suffix
    ending = ending if ending.isascii() and len(ending) <= 6 else ""
    room = MOST_BYTES - len(ending.encode())
    return whole.removesuffix(ending).encode()[:room].decode(errors="ignore").rstrip() + ending
