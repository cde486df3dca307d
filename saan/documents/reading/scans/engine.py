"""Tesseract as this project uses it: one line at a time, Thai and English, models of the system."""

import os
import threading
from functools import cache
from pathlib import Path

from PIL import Image

from saan.documents.reading.scans.ink import Grey

MODELS = ("tha", "eng")
INSTALL = "./run ocr"
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
)

Read = list[tuple[str, float, float, float]]
"""Characters of a line: text, left, right (pixels of the picture), certainty of its word; a blank has no width."""


def models_folder() -> Path | None:
    """The folder that holds both models: ``TESSDATA_PREFIX`` first, then where systems keep them."""
    for place in (os.environ.get("TESSDATA_PREFIX"), *_PLACES):
        if place and all((Path(place) / f"{name}.traineddata").is_file() for name in MODELS):
            return Path(place)
    return None


def missing() -> str:
    """What scans still need here, in Thai; empty when they can be read."""
    try:
        import tesserocr  # noqa: F401
    except ImportError:
        return "เครื่องนี้ไม่มีโปรแกรมอ่านภาพ (tesserocr มีเฉพาะ Linux)"
    if models_folder() is None:
        return f"เครื่องนี้ยังไม่ได้ติดตั้งข้อมูลภาษาสำหรับอ่านภาพ ผู้ดูแลระบบติดตั้งได้ด้วยคำสั่ง {INSTALL}"
    return ""


class Engine:
    """One Tesseract with the models named ("tha+eng"), used by one thread at a time."""

    def __init__(self, languages: str) -> None:
        # Tesseract's own threads fight over few cores: five times slower. Read when the library loads.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        self._tesserocr = tesserocr
        self._lock = threading.Lock()
        self._api = tesserocr.PyTessBaseAPI(
            path=str(models_folder()), lang=languages, psm=tesserocr.PSM.SINGLE_LINE
        )

    def read(self, picture: Grey, dpi: int = 300) -> Read:
        """The characters of the one line in the picture, left to right, blanks between words included."""
        with self._lock:
            self._api.SetImage(Image.fromarray(picture))
            self._api.SetSourceResolution(dpi)
            text = self._api.GetUTF8Text().strip()
            symbols = self._symbols() if text else []
            self._api.Clear()
        return _with_blanks(text, symbols)

    def _symbols(self) -> Read:
        level, word = self._tesserocr.RIL.SYMBOL, self._tesserocr.RIL.WORD
        found: Read = []
        for one in self._tesserocr.iterate_level(self._api.GetIterator(), level):
            left, _, right, _ = one.BoundingBox(level) or (0, 0, 0, 0)
            found.append((one.GetUTF8Text(level), left, right, one.Confidence(word) / 100))
        return found


def _with_blanks(text: str, symbols: Read) -> Read:
    """The symbols with the blanks of the line's text, which alone knows them."""
    waiting = [(char, *rest) for chars, *rest in symbols for char in chars]
    found: Read = []
    for char in text:
        if char.isspace():
            at = found[-1][2] if found else 0.0
            found.append((" ", at, at, 1.0))
        elif waiting and waiting[0][0] == char:
            found.append(waiting.pop(0))
        else:
            at = waiting[0][1] if waiting else (found[-1][2] if found else 0.0)
            found.append((char, at, at, 0.5))
    return found


@cache
def engine(languages: str = "+".join(MODELS)) -> Engine:
    """The engine of this process with these models, loaded at its first use."""
    return Engine(languages)
