"""Keeping files."""

import hashlib
import os
import tempfile
from pathlib import Path

from saan.documents.models import StoredFile
from saan.documents.queries import place_of
from saan.ledger.actions import Signer


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
        sha256=sha256, name=Path(name).name[:255], media_type=media_type, size=len(data), kept_by=by.username
    )
