"""Keeping files, and taking them away when their time has come."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.db import connection, transaction

from saan.documents.models import StoredFile
from saan.documents.queries import place_of
from saan.kernel.dates import now
from saan.ledger.actions import Signer

_BYTES = 3
MOST_BYTES = 240
"""Of a name; file systems hold 255, and a browser may number a second copy."""


def keep(*, data: bytes, name: str, media_type: str, by: Signer) -> StoredFile:
    """Keep the bytes and give them a row. The same bytes are stored once, whatever their name."""
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _hold(sha256, "pg_advisory_xact_lock_shared")
        place = place_of(sha256)
        if not place.exists():
            _lay_down(data, place)
        return StoredFile.objects.create(
            sha256=sha256, name=bearable(name), media_type=media_type, size=len(data), kept_by=by.username
        )


def _lay_down(data: bytes, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as half:
        half.write(data)
        half.flush()
        os.fsync(half.fileno())
    os.replace(half.name, place)


def remove(*, file: StoredFile, by: Signer) -> StoredFile:
    """Take a file away for ever; its row stays and says who did it when.

    The bytes go after the commit, unless another row that still stands has the same. Whoever calls has made sure that
    nobody else needs this row, and records the act.
    """
    with transaction.atomic():
        file = StoredFile.objects.select_for_update().get(pk=file.pk)
        if file.removed_at is None:
            file.removed_at, file.removed_by = now(), by.username
            file.save(update_fields=["removed_at", "removed_by"])
            transaction.on_commit(lambda: _erase_unless_kept(file.sha256))
    return file


def _erase_unless_kept(sha256: str) -> None:
    """Nobody can keep the same bytes anew between the look and the erasing."""
    with transaction.atomic():
        _hold(sha256, "pg_advisory_xact_lock")
        if not StoredFile.objects.filter(sha256=sha256, removed_at__isnull=True).exists():
            place_of(sha256).unlink(missing_ok=True)


def sweep() -> int:
    """Erase the bytes of removed files that a crash between commit and erasing left behind; gives how many.

    Only what this database says is removed: other files of the folder may be another database's.
    """
    removed = StoredFile.objects.filter(removed_at__isnull=False)
    left = [
        sha256
        for sha256 in removed.values_list("sha256", flat=True).distinct().iterator()
        if place_of(sha256).exists()
    ]
    for sha256 in left:
        _erase_unless_kept(sha256)
    return sum(not place_of(sha256).exists() for sha256 in left)


def _hold(sha256: str, lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, hashtext(%s))", [_BYTES, sha256])


def bearable(name: str) -> str:
    """The name as any file system holds it: at most 255 bytes, and a Thai letter takes three. Its ending stays."""
    whole = Path(name).name
    if len(whole.encode()) <= MOST_BYTES:
        return whole
    ending = Path(whole).suffix
    ending = ending if ending.isascii() and len(ending) <= 6 else ""
    room = MOST_BYTES - len(ending.encode())
    return whole.removesuffix(ending).encode()[:room].decode(errors="ignore").rstrip() + ending
