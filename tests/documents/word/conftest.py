"""LibreOffice as a second reader of our Word files, with the letters' typeface at hand."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from saan.documents.typesetting.fonts import font_family

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>"""


class Office:
    """LibreOffice without a window; its settings and its list of typefaces lie in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        config = folder / "fonts.conf"
        config.write_text(FONTS.format(fonts=font_family().folder, cache=folder / "cache"), encoding="utf-8")
        self.environment = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)}

    def to_pdf(self, *papers: Path) -> list[bytes] | None:
        """The papers as PDF; None when this LibreOffice opens no Word files."""
        out = self.folder / "out"
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{self.folder}/profile"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", out, *papers],
            env=self.environment, capture_output=True, timeout=180, check=False,
        )  # fmt: skip
        made = [out / f"{paper.stem}.pdf" for paper in papers]
        return [pdf.read_bytes() for pdf in made] if all(pdf.exists() for pdf in made) else None


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Callable[..., list[bytes]]:
    if not shutil.which("soffice"):
        pytest.skip("เครื่องนี้ไม่มี LibreOffice (soffice) จึงไม่ได้เปิดแฟ้ม Word ด้วยโปรแกรมอื่น")
    folder = tmp_path_factory.mktemp("office")
    opener = Office(folder)
    trial = folder / "trial.docx"
    Document().save(trial)
    if opener.to_pdf(trial) is None:
        pytest.skip("LibreOffice ในเครื่องนี้เปิดแฟ้ม Word ไม่ได้ (ไม่มี libreoffice-writer) จึงไม่ได้เปิดแฟ้มด้วยโปรแกรมอื่น")

    def to_pdf(**papers: bytes) -> list[bytes]:
        for name, content in papers.items():
            (folder / f"{name}.docx").write_bytes(content)
        made = opener.to_pdf(*(folder / f"{name}.docx" for name in papers))
        assert made is not None
        return made

    return to_pdf
