"""Rendered lines of Thai with known digits, spoiled as scanners do, and the frames cut from them for training."""

import io
import math
import string
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from saan.documents.reading.scans.candidates import candidates, frame
from saan.documents.reading.scans.ink import even_out, ink_of, pieces_of
from saan.documents.reading.scans.lines import cut_rows, label_map
from saan.documents.reading.scans.net import NO_DIGIT
from saan.documents.typesetting.fonts import font_family

DEBIAN_FONTS = (Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/truetype/arundina"))
DEBIAN_PACKAGES = (
    "fonts-arundina fonts-tlwg-garuda-ttf fonts-tlwg-kinnari-ttf fonts-tlwg-laksaman-ttf fonts-tlwg-loma-ttf "
    "fonts-tlwg-norasi-ttf fonts-tlwg-sawasdee-ttf fonts-tlwg-typewriter-ttf fonts-tlwg-umpush-ttf "
    "fonts-tlwg-waree-ttf"
)
DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_GROUPS = (
    "{d}",
    "{d}{d}",
    "{d}{d}{d}{d}",
    "{d}.",
    "{d}.{d}",
    "({d})",
    "{d}{d}{d}{d}.{d}/ว {d}{d}{d}{d}",
    "{d},{d}{d}{d}",
)
_SAME, _ANOTHER = 0.62, 0.4

Digit = tuple[int, tuple[float, float, float, float]]
"""Which digit, and the box of its ink in pixels."""


@dataclass(frozen=True)
class Spoiling:
    """How bad the scan is: pixels of a letter's height, and upper bounds of tilt (degrees), blur (pixels), noise."""

    letter: tuple[float, float] = (11.0, 40.0)
    tilt: float = 0.4
    blur: float = 1.1
    noise: float = 28.0


def faces() -> list[Path]:
    """Thai typefaces of this machine in a fixed order: the letter's own, Sarabun, and Debian's."""
    own = sorted(font_family().folder.glob("*.ttf"))
    with resources.as_file(resources.files("fontpkg_sarabun") / "files") as folder:
        packaged = [
            folder / f"Sarabun-{style}.ttf" for style in ("Regular", "Bold", "Italic", "Light", "Medium")
        ]
    debian = [face for folder in DEBIAN_FONTS for face in sorted(folder.glob("*.ttf"))]
    return [*own, *(face for face in packaged if face.exists()), *debian]


def weight_of(face: Path) -> float:
    """How often a typeface is drawn: official letters are set in Sarabun."""
    return 8.0 if "Sarabun" in face.name else 1.0


def line_of_text(rng: np.random.Generator, words: list[str]) -> str:
    """A line in which about half the letters are digits in the groups that letters have."""
    parts = []
    for _ in range(rng.integers(3, 7)):
        pattern = _GROUPS[rng.integers(len(_GROUPS))]
        while "{d}" in pattern:
            pattern = pattern.replace("{d}", DIGITS[rng.integers(10)], 1)
        parts += [pattern, words[rng.integers(len(words))] + words[rng.integers(len(words))]]
        if rng.random() < 0.25:
            parts.append("".join(rng.choice(list(string.ascii_letters + string.digits), rng.integers(1, 6))))
    return (" " if rng.random() < 0.8 else "").join(parts)


def draw(text: str, face: Path, letter: float, rng: np.random.Generator) -> tuple[Image.Image, list[Digit]]:
    """(picture, [(digit, box of its ink)]), letter by letter, so that the place of each digit is known."""
    probe = ImageFont.truetype(face, 100, layout_engine=ImageFont.Layout.BASIC)
    box = probe.getbbox("น")
    size = max(8, round(letter * 100 / max(1.0, box[3] - box[1])))
    font = ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)
    tight = rng.uniform(-0.05, 0.05) * letter if rng.random() < 0.35 else 0.0
    width = round(sum(max(1.0, font.getlength(c) + tight) for c in text) + 6 * letter)
    picture = Image.new("L", (width, round(6.5 * letter)), 255)
    pen, base = 3.0 * letter, round(4.2 * letter)
    ink = ImageDraw.Draw(picture)
    found = []
    for char in text:
        ink.text((pen, base), char, font=font, fill=0, anchor="ls")
        if char in DIGITS:
            x0, y0, x1, y1 = ink.textbbox((pen, base), char, font=font, anchor="ls")
            found.append((DIGITS.index(char), (x0, y0, x1, y1)))
        advance = font.getlength(char)
        pen += advance + (tight if advance > 1 else 0)
    return picture, found


def tilted(picture: Image.Image, digits: list[Digit], angle: float) -> tuple[Image.Image, list[Digit]]:
    """The picture turned by ``angle`` degrees, and the boxes where they went."""
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    moved = []
    for digit, (x0, y0, x1, y1) in digits:
        dx, dy = (x0 + x1) / 2 - picture.width / 2, (y0 + y1) / 2 - picture.height / 2
        turn = math.radians(-angle)
        x = dx * math.cos(turn) - dy * math.sin(turn) - dx
        y = dx * math.sin(turn) + dy * math.cos(turn) - dy
        moved.append((digit, (x0 + x, y0 + y, x1 + x, y1 + y)))
    return turned, moved


def spoil(picture: Image.Image, rng: np.random.Generator, how: Spoiling) -> Image.Image:
    """The picture as a scanner may give it: thick or thin, blurred, noisy, grey, squeezed."""
    pressed = rng.random()
    if pressed < 0.12:
        picture = Image.blend(picture, picture.filter(ImageFilter.MinFilter(3)), rng.uniform(0.2, 0.8))
    elif pressed < 0.24:
        picture = Image.blend(picture, picture.filter(ImageFilter.MaxFilter(3)), rng.uniform(0.2, 0.6))
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, how.blur)))
    dark, light = rng.uniform(0, 80), rng.uniform(205, 255)
    values = dark + np.asarray(picture, np.float32) / 255 * (light - dark)
    values += rng.normal(0, rng.uniform(0, how.noise) + 1e-6, values.shape)
    spoiled = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if rng.random() < 0.3:
        held = io.BytesIO()
        spoiled.save(held, "JPEG", quality=int(rng.integers(45, 90)))
        spoiled = Image.open(held).convert("L")
    return spoiled


def frames_of(picture: Image.Image, digits: list[Digit]) -> tuple[list[NDArray[np.float32]], list[int]]:
    """The candidates that reading would find in the picture, with what they truly are."""
    grey = even_out(np.asarray(picture))
    pieces = pieces_of(ink_of(grey))
    labels = label_map(pieces, grey.shape)
    frames, truths = [], []
    for row in cut_rows(pieces):
        for segment in row.segments:
            for one in candidates(pieces, labels, segment):
                truth = _truth((one.left, one.top, one.right, one.bottom), digits)
                if truth is not None:
                    frames.append(frame(grey, labels, segment, one))
                    truths.append(truth)
    return frames, truths


def _truth(box: tuple[float, float, float, float], digits: list[Digit]) -> int | None:
    """The digit that fills the box, NO_DIGIT, or None for a box that is too much of a digit to be neither."""
    best = max(digits, key=lambda digit: _alike(box, digit[1]), default=None)
    share = _alike(box, best[1]) if best else 0.0
    if best and share > _SAME:
        return best[0]
    return NO_DIGIT if share < _ANOTHER else None


def _alike(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    wide = max(0, min(one[2], other[2]) - max(one[0], other[0]))
    high = max(0, min(one[3], other[3]) - max(one[1], other[1]))
    both = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return wide * high / max(1, both - wide * high)
