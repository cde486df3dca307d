"""Builds the web fonts: Sarabun cut into a Thai and a Latin part per weight, as woff2.

Run `python -m saan.web.components.fonts`; the files go to $SAAN_DATA/static/fonts/ (var/ when unset) with a style sheet
and the font's licence. A second run does nothing. Source: the package fontpkg-sarabun, SIL Open Font License.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset

WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
STAMP = "built"


@dataclass(frozen=True)
class Part:
    """Characters that one file holds, as ranges for the style sheet."""

    name: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def characters(self) -> list[int]:
        return [code for first, last in self.ranges for code in range(first, last + 1)]

    @property
    def css(self) -> str:
        return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in self.ranges)


PARTS = (
    Part("thai", ((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B), (0x200B, 0x200D), (0x25CC, 0x25CC))),
    Part(
        "latin",
        ((0x0020, 0x007E), (0x00A0, 0x00FF), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
         (0x2030, 0x2030), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2212, 0x2212)),
    ),
)  # fmt: skip

FACE = """@font-face {{
  font-family: "Sarabun";
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url({file}) format("woff2");
  unicode-range: {ranges};
}}
"""


def package_folder() -> Path:
    """Where fontpkg-sarabun is installed; raises FileNotFoundError when it is not."""
    spec = importlib.util.find_spec("fontpkg_sarabun")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("ไม่พบชุดอักษร fontpkg-sarabun โปรดติดตั้งตาม pyproject.toml แล้วสั่งอีกครั้ง")
    return Path(spec.origin).parent


def output_folder() -> Path:
    """$SAAN_DATA/static/fonts."""
    data = os.environ.get("SAAN_DATA") or Path(__file__).resolve().parents[3] / "var"
    return Path(data) / "static" / "fonts"


def _mark(source: Path) -> str:
    """Changes with the fonts or with this recipe, so that an upgrade rebuilds."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for style in WEIGHTS.values():
        digest.update((source / "files" / f"Sarabun-{style}.ttf").read_bytes())
    return digest.hexdigest()


def _cut(font_file: Path, part: Part, target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, desubroutinize=True)
    font = subset.load_font(str(font_file), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=part.characters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    font.close()


def build(target: Path | None = None, *, source: Path | None = None) -> bool:
    """Writes the fonts, their style sheet and licence; False when they stood there already."""
    target, source = target or output_folder(), source or package_folder()
    mark = _mark(source)
    stamp = target / STAMP
    if stamp.exists() and stamp.read_text() == mark:
        return False
    target.mkdir(parents=True, exist_ok=True)
    faces = []
    for weight, style in WEIGHTS.items():
        for part in PARTS:
            name = f"sarabun-{part.name}-{weight}.woff2"
            _cut(source / "files" / f"Sarabun-{style}.ttf", part, target / name)
            faces.append(FACE.format(weight=weight, file=name, ranges=part.css))
    (target / "fonts.css").write_text("".join(faces))
    shutil.copyfile(source / "LICENSE", target / "LICENSE.txt")
    stamp.write_text(mark)
    return True


if __name__ == "__main__":
    built = build()
    sys.stdout.write(f"{output_folder()}: {'สร้างชุดอักษรแล้ว' if built else 'มีชุดอักษรแล้ว'}\n")
