"""Pictures made up on the spot."""

import io

from PIL import Image


def picture(width: int = 300, height: int = 300, *, form: str = "PNG", colour: str = "#7a1f1f") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(target, form)
    return target.getvalue()
