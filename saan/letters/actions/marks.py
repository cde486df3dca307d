"""An office's own Garuda, seal and line at the foot: given by its head, borne by every paper set from then on.

What was issued before stays as it was printed.
"""

import io
import warnings

from django.core.exceptions import PermissionDenied
from django.db import transaction
from PIL import Image

from saan.accounts.policy import Actor
from saan.documents.actions import keep
from saan.documents.models import OfficeMarks
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.letters.actions.authorities import may_manage
from saan.organisations.models import Office

LARGEST = 2 * 1024 * 1024
SHORTEST, LONGEST = 200, 4000
"""Pixels of a side: a Garuda 3 cm high needs 236 for 200 dots to the inch."""
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


class Mark(Labelled):
    """A picture that an office's papers bear."""

    GARUDA = "garuda", "ครุฑ"
    SEAL = "seal", "ตราชื่อส่วนราชการ"


def set_mark(*, office: Office, mark: Mark, data: bytes, name: str, by: Actor) -> OfficeMarks:
    """Put the office's picture on its papers. Refused: no PNG or JPEG, a broken one, too large, too coarse."""
    _require(by, office)
    media_type = _checked(data, mark)
    with transaction.atomic():
        held = _held(office)
        file = keep(data=data, name=name, media_type=media_type, by=by)
        setattr(held, mark.value, file)
        held.save(update_fields=[mark.value])
        _record(office, held, f"ใช้{mark.label}ของหน่วยงาน", by, sha256=file.sha256)
    return held


def drop_mark(*, office: Office, mark: Mark, by: Actor) -> OfficeMarks:
    """Leave the picture's place empty again."""
    _require(by, office)
    with transaction.atomic():
        held = _held(office)
        setattr(held, mark.value, None)
        held.save(update_fields=[mark.value])
        _record(office, held, f"เลิกใช้{mark.label}ของหน่วยงาน", by)
    return held


def set_slogan(*, office: Office, slogan: str, by: Actor) -> OfficeMarks:
    """The line at the foot of the office's letters; empty for none."""
    _require(by, office)
    words = " ".join(slogan.split())
    if len(words) > 200:
        raise Refused("คำขวัญท้ายหนังสือยาวได้ไม่เกิน 200 ตัวอักษร เพราะพิมพ์บรรทัดเดียว", field="slogan")
    with transaction.atomic():
        held = _held(office)
        held.slogan = words
        held.save(update_fields=["slogan"])
        _record(office, held, f"ตั้งคำขวัญท้ายหนังสือเป็น “{words}”" if words else "เลิกใช้คำขวัญท้ายหนังสือ", by)
    return held


def _require(by: Actor, office: Office) -> None:
    if not may_manage(by, office):
        raise PermissionDenied(f"เปลี่ยนครุฑและตราของ{office}ได้เฉพาะหัวหน้าหน่วยงานและผู้จัดการบัญชี")


def _held(office: Office) -> OfficeMarks:
    OfficeMarks.objects.bulk_create([OfficeMarks(office=office)], ignore_conflicts=True)
    return OfficeMarks.objects.select_for_update().get(office=office)


def _record(office: Office, held: OfficeMarks, what: str, by: Actor, **detail: object) -> None:
    record(by=by, verb="letters.set_marks", of=held, summary=f"{what} {office.name}", **detail)


def _checked(data: bytes, mark: Mark) -> str:
    """The media type of a picture that can be printed; Refused for any other file, with what to do."""
    if len(data) > LARGEST:
        raise Refused("แฟ้มใหญ่เกิน 2 MB ย่อภาพแล้วเลือกใหม่", field=mark.value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES)) as picture:
                kind, size = picture.format, picture.size
                _refuse_size(size, mark)
                picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("อ่านภาพไม่ได้ ใช้ได้เฉพาะแฟ้ม PNG หรือ JPEG ที่ไม่เสียหาย", field=mark.value) from None
    assert kind is not None
    return MEDIA_TYPES[kind]


def _refuse_size(size: tuple[int, int], mark: Mark) -> None:
    width, height = size
    if min(size) < SHORTEST or max(size) > LONGEST:
        limits = f"แต่ละด้านต้องมี {SHORTEST} ถึง {LONGEST:,} จุด"
        raise Refused(f"ภาพขนาด {width:,} × {height:,} จุด {limits} จึงจะพิมพ์ได้ชัด", field=mark.value)
