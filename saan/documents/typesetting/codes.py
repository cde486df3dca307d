"""QR codes of addresses, as pictures for paper."""

import io

import segno

QUIET_MODULES = 1
"""White edge inside the picture; the blank paper around it gives the rest of the four that readers want."""


def qr_svg(address: str) -> bytes:
    """The address as SVG, error correction M: a folded or smudged corner is still read."""
    return _picture(address, "svg", xmldecl=False)


def qr_png(address: str) -> bytes:
    """The same as PNG, ten dots a module, for Word."""
    return _picture(address, "png", scale=10)


def _picture(address: str, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind=kind, border=QUIET_MODULES, **options)
    return target.getvalue()
