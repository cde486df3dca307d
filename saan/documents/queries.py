"""Reading kept files."""

from pathlib import Path

from django.conf import settings

from saan.documents.models import StoredFile


def place_of(sha256: str) -> Path:
    """Where the bytes of a hash lie: two levels, so that no folder grows without end."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:]


def read_bytes(file: StoredFile) -> bytes:
    """The bytes as they were handed in. FileNotFoundError when they were removed or the data folder has lost them."""
    if file.removed_at is not None:
        raise FileNotFoundError(file.name)
    return place_of(file.sha256).read_bytes()
