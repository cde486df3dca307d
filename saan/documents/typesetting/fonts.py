"""Gives letters their typeface, because the sixteen points of the rule are true only in TH Sarabun.

TH Sarabun New comes from a package named in ``requirements-fonts.lock`` and is prepared once into
``$SAAN_DATA/fonts/``. Without a network, Sarabun from an installed package is rescaled to the same apparent size.
Nothing is committed: each typeface lies beside its own licence text.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "requirements-fonts.lock"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
LICENCE = "LICENCE.txt"
LICENCE_NAME_IDS = (0, 13, 14)
UNITS_AT_SARABUN_SCALE = 1509
"""1000 units over 0.6625, the ratio at which Sarabun's letters stand as high as TH Sarabun's at the same size."""


@dataclass(frozen=True)
class FontChoice:
    """The typeface a letter is set in: family as Typst names it, its folder, the size in points, a Thai note."""

    family: str
    folder: Path
    size_pt: float
    note: str


def fonts_folder() -> Path:
    """Where prepared typefaces lie: ``$SAAN_DATA/fonts``, or ``var/fonts`` under the project when unset."""
    return Path(os.environ.get("SAAN_DATA") or ROOT / "var") / "fonts"


def font_family() -> FontChoice:
    """The typeface to set letters in now, without ever asking the network.

    TH Sarabun New when it has been prepared, else rescaled Sarabun, made on the spot when it is not there yet.
    """
    return _th_sarabun_new() if _is_ready(_th_sarabun_new().folder) else _make_saan_sarabun()


def prepare(*, retry: bool = False) -> FontChoice:
    """Fetch TH Sarabun New once; fall back to rescaled Sarabun.

    A machine already on the fallback stays there unless ``retry`` is given, so that starting again offline is quick.
    """
    if not _is_ready(_th_sarabun_new().folder) and (retry or not _is_ready(_saan_sarabun().folder)):
        _fetch_th_sarabun_new()
    return font_family()


def _th_sarabun_new() -> FontChoice:
    return FontChoice(
        "TH Sarabun New", fonts_folder() / "th-sarabun-new", 16, "ใช้ฟอนต์ TH Sarabun New ขนาด 16 พอยต์"
    )


def _saan_sarabun() -> FontChoice:
    note = (
        "ใช้ฟอนต์ Sarabun ที่ปรับขนาดแทน TH Sarabun New ตำแหน่งและขนาดตรงตามระเบียบ "
        "แต่ข้อความที่คัดลอกจาก PDF อาจมีสระหรือวรรณยุกต์ซ้ำ "
        "เมื่อต่ออินเทอร์เน็ตได้ ให้สั่ง python -m saan.documents.typesetting.fonts --retry"
    )
    return FontChoice("Saan Sarabun", fonts_folder() / "saan-sarabun", 16, note)


def _is_ready(folder: Path) -> bool:
    return (folder / LICENCE).is_file() and len(list(folder.glob("*.ttf"))) == len(STYLES)


def _fetch_th_sarabun_new() -> bool:
    """Install the locked package aside and keep its four faces; False when that cannot be done here."""
    with tempfile.TemporaryDirectory(prefix="saan-fonts-") as aside:
        try:
            subprocess.run(_install_command(aside), check=True, capture_output=True, timeout=180)
        except (OSError, subprocess.SubprocessError):
            return False
        faces = sorted(Path(aside).rglob("THSarabunNew-*.ttf"))
        if len(faces) != len(STYLES):
            return False
        _place(_th_sarabun_new().folder, faces, _licence_in(faces[0]))
    return True


def _install_command(target: str) -> list[str]:
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    installer = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
    return [*installer, "install", "--no-deps", "--require-hashes", "--target", target, "-r", str(LOCK)]


def _licence_in(face: Path) -> str:
    """The licence as the typeface itself states it: copyright, licence text and licence address of its name table."""
    with TTFont(face) as font:
        stated = [font["name"].getDebugName(name_id) for name_id in LICENCE_NAME_IDS]
    return "\n\n".join(text.replace("\r\n", "\n") for text in stated if text) + "\n"


def _make_saan_sarabun() -> FontChoice:
    choice = _saan_sarabun()
    if _is_ready(choice.folder):
        return choice
    package = resources.files("fontpkg_sarabun")
    with tempfile.TemporaryDirectory(prefix="saan-fonts-") as aside, resources.as_file(package) as source:
        faces = [_rescale(source / "files" / f"Sarabun-{style}.ttf", Path(aside), style) for style in STYLES]
        _place(choice.folder, faces, (source / "LICENSE").read_text(encoding="utf-8"))
    return choice


def _rescale(face: Path, into: Path, style: str) -> Path:
    """One Sarabun face made smaller on its em square and renamed, so that 16 points look like TH Sarabun's 16."""
    target = into / f"SaanSarabun-{style}.ttf"
    with TTFont(face) as font:
        font["head"].unitsPerEm = UNITS_AT_SARABUN_SCALE
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = record.toUnicode().replace("Sarabun", _renamed(record.nameID))
        font.save(target)
    return target


def _renamed(name_id: int) -> str:
    return "SaanSarabun" if name_id == 6 else "Saan Sarabun"


def _place(folder: Path, faces: list[Path], licence: str) -> None:
    """Put faces and licence into their folder in one step, so that a half-filled folder is never seen as ready."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    for face in faces:
        shutil.copy(face, fresh / face.name)
    (fresh / LICENCE).write_text(licence, encoding="utf-8")
    fresh.chmod(0o755)
    if not _is_ready(folder):
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    else:
        shutil.rmtree(fresh)


def main() -> None:
    """Command ``python -m saan.documents.typesetting.fonts``: prepare the typeface and say in Thai which it is."""
    parser = argparse.ArgumentParser(description="เตรียมฟอนต์สำหรับพิมพ์หนังสือราชการ")
    parser.add_argument("--retry", action="store_true", help="ลองติดตั้ง TH Sarabun New อีกครั้งแม้มีฟอนต์สำรองแล้ว")
    choice = prepare(retry=parser.parse_args().retry)
    sys.stdout.write(f"{choice.note}\n{choice.folder}\n")


if __name__ == "__main__":
    main()
