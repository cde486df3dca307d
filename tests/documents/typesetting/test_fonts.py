from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from saan.documents.typesetting import fonts

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("SAAN_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def offline(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no network")

    monkeypatch.setattr(fonts.subprocess, "run", refuse)


def test_offline_sarabun_stands_in_with_its_licence(fresh, offline):
    choice = fonts.prepare()
    assert choice.family == "Saan Sarabun"
    assert len(list(choice.folder.glob("*.ttf"))) == 4
    assert "SIL Open Font License" in (choice.folder / "LICENCE.txt").read_text()
    with TTFont(next(choice.folder.glob("*-Bold.ttf"))) as font:
        assert font["head"].unitsPerEm == 1509
        assert font["name"].getDebugName(1) == "Saan Sarabun"


def test_the_second_time_nothing_is_made(fresh, offline):
    before = {path: path.stat().st_mtime_ns for path in fonts.prepare().folder.iterdir()}
    assert {path: path.stat().st_mtime_ns for path in fonts.prepare().folder.iterdir()} == before


def test_retry_asks_again_and_a_plain_run_does_not(fresh, offline, monkeypatch):
    fonts.prepare()
    asked = []
    monkeypatch.setattr(fonts, "_fetch_th_sarabun_new", lambda: asked.append(1))
    fonts.prepare()
    assert asked == []
    fonts.prepare(retry=True)
    assert asked == [1]


def test_letters_find_a_typeface_on_a_machine_never_prepared(fresh):
    assert fonts.font_family().folder.is_relative_to(fresh)


def test_only_the_four_faces_of_the_package_are_kept(fresh, monkeypatch):
    def install(command, **_):
        target = Path(command[command.index("--target") + 1]) / "odoo/fonts"
        target.mkdir(parents=True)
        (target / "Webdings.ttf").write_bytes(b"not ours to copy")
        source = fonts._make_saan_sarabun().folder
        for style in fonts.STYLES:
            face = (source / f"SaanSarabun-{style}.ttf").read_bytes()
            (target / f"THSarabunNew-{style}.ttf").write_bytes(face)

    monkeypatch.setattr(fonts.subprocess, "run", install)
    choice = fonts.prepare(retry=True)
    assert choice.family == "TH Sarabun New"
    assert sorted(path.name for path in choice.folder.iterdir()) == [
        "LICENCE.txt",
        "THSarabunNew-Bold.ttf",
        "THSarabunNew-BoldItalic.ttf",
        "THSarabunNew-Italic.ttf",
        "THSarabunNew-Regular.ttf",
    ]
    assert "Copyright" in (choice.folder / "LICENCE.txt").read_text()


def test_the_lock_names_one_package_by_hash_and_no_address():
    lock = fonts.LOCK.read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
