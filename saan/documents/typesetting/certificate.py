"""The certificate of registration that a producer hangs on the wall."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from saan.documents.typesetting.codes import qr_svg
from saan.documents.typesetting.engine import Archive, typeset
from saan.documents.typesetting.letter_model import VERIFY_AT, as_printed, runs, signed_lines
from saan.documents.typesetting.letter_sheet import Signature
from saan.kernel.dates import format_long

TITLE = "หนังสือสำคัญแสดงการลงทะเบียน"
SUBTITLE = "ผู้ผลิต ผู้ประกอบการ OTOP"


@dataclass(frozen=True)
class CertificateSheet:
    """Everything printed on a certificate, as text; Arabic digits become Thai when it is set.

    ``issuer`` is the office, line by line. ``kind`` is the kind of producer, ``place`` where it works, ``cohort`` the
    round it was registered in, ``decided`` the meeting that consented and its day. ``lapses_on`` None prints no end.
    ``emblem`` and ``signed`` are PNG, JPEG or SVG files of the office; without the first its place stays blank.
    """

    issuer: tuple[str, ...]
    number: str
    name: str
    kind: str
    place: str
    cohort: str
    issued_on: dt.date
    lapses_on: dt.date | None = None
    signature: Signature | None = None
    verify_url: str = ""
    title: str = TITLE
    subtitle: str = SUBTITLE
    emblem: bytes | None = None
    signed: bytes | None = None
    signed_note: str = ""
    specimen: bool = False
    decided: str = ""


def render_certificate(sheet: CertificateSheet, *, archive: Archive | None = None) -> bytes:
    """The certificate as PDF, one page of A4 across; ``specimen`` prints ตัวอย่าง over it."""
    return typeset("certificate.typ", _model(sheet), archive=archive)


def _model(sheet: CertificateSheet) -> dict[str, Any]:
    return {
        "title": as_printed(sheet.title),
        "subtitle": as_printed(sheet.subtitle),
        "issuer": [runs(line) for line in sheet.issuer],
        "number": as_printed(sheet.number),
        "name": runs(sheet.name),
        "facts": [runs(f"{label} {value}") for label, value in _facts(sheet) if value],
        "dates": runs(_dates(sheet)),
        "signature": [runs(line) for line in signed_lines(sheet.signature)],
        "signed": list(sheet.signed) if sheet.signed else None,
        "signed-note": runs(sheet.signed_note),
        "emblem": list(sheet.emblem) if sheet.emblem else None,
        "verify": [VERIFY_AT, sheet.verify_url] if sheet.verify_url else [],
        "qr": list(qr_svg(sheet.verify_url)) if sheet.verify_url else None,
        "specimen": sheet.specimen,
    }


def _facts(sheet: CertificateSheet) -> list[tuple[str, str]]:
    return [("ประเภท", sheet.kind), ("ที่ตั้ง", sheet.place), ("รอบการลงทะเบียน", sheet.cohort),
            ("ตามมติ", sheet.decided)]  # fmt: skip


def _dates(sheet: CertificateSheet) -> str:
    given = f"ให้ไว้ ณ วันที่ {format_long(sheet.issued_on)}"
    return f"{given}  ใช้ได้ถึงวันที่ {format_long(sheet.lapses_on)}" if sheet.lapses_on else given
