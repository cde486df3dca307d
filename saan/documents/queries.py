"""Reading kept files, and the marks that an office's papers bear."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from saan.documents.models import OfficeMarks, StoredFile
from saan.organisations.models import Office


def place_of(sha256: str) -> Path:
    """Where the bytes of a hash lie: two levels, so that no folder grows without end."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:]


def read_bytes(file: StoredFile) -> bytes:
    """The bytes as they were handed in. FileNotFoundError when they were removed or the data folder has lost them."""
    if file.removed_at is not None:
        raise FileNotFoundError(file.name)
    return place_of(file.sha256).read_bytes()


@dataclass(frozen=True)
class Marks:
    """What an office's papers bear; a picture whose file was lost is as one never given."""

    garuda: bytes | None = None
    seal: bytes | None = None
    slogan: str = ""


def marks_of(office: Office) -> Marks:
    """The office's own marks. The Garuda is everybody's alike: without an own one, that of its issuing body."""
    held = {each.office_id: each for each in OfficeMarks.objects.filter(
        office__in={office.pk, office.issuing_body.pk}
    ).select_related("garuda", "seal")}  # fmt: skip
    own, body = held.get(office.pk), held.get(office.issuing_body.pk)
    return Marks(
        garuda=_picture(own and own.garuda) or _picture(body and body.garuda),
        seal=_picture(own and own.seal),
        slogan=own.slogan if own else "",
    )


def _picture(file: StoredFile | None) -> bytes | None:
    try:
        return read_bytes(file) if file else None
    except FileNotFoundError:
        return None
