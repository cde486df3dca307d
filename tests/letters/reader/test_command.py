"""The command line: one JSON a file, a summary, and the others done when one fails."""

import json
import subprocess
import sys

import pytest

from saan.letters.reader.__main__ import main
from tests.letters.reader.test_anatomy import LETTER


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "หนังสือ.txt"
    path.write_text(LETTER, encoding="utf-8", newline="")
    return path


def test_a_record_a_file_with_offsets_into_the_file(letter, tmp_path, capsys):
    assert main([str(letter), "--out", str(tmp_path / "out")]) == 0
    record = json.loads((tmp_path / "out" / "หนังสือ.json").read_text(encoding="utf-8"))
    text = letter.read_bytes().decode("utf-8")
    assert text[slice(*record["directives"][0]["span"])] == record["directives"][0]["evidence"]
    assert "doubts" in record
    printed = capsys.readouterr().out
    assert "หนังสือภายนอก" in printed
    assert "ข้อสั่งการ 2 ข้อ" in printed


def test_others_are_done_when_one_fails(letter, tmp_path, capsys):
    missing = tmp_path / "ไม่มี.txt"
    assert main([str(missing), str(letter), "--out", str(tmp_path)]) == 1
    assert (tmp_path / "หนังสือ.json").exists()
    assert "ไม่พบไฟล์" in capsys.readouterr().err


def test_files_of_one_stem_do_not_overwrite_each_other(letter, tmp_path):
    other = tmp_path / "b" / "หนังสือ.txt"
    other.parent.mkdir()
    other.write_text(LETTER, encoding="utf-8")
    main([str(letter), str(other), "--out", str(tmp_path / "out")])
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_json_on_standard_output(letter, tmp_path, capsys):
    main([str(letter), "--json", "--out", str(tmp_path)])
    assert json.loads(capsys.readouterr().out)["number"] == "ลพ ๐๐๑๙/ว ๑๒๓"


@pytest.mark.slow
def test_the_reader_starts_without_django_or_word_lists():
    code = "import sys, saan.letters.reader; print([m for m in ('django', 'pythainlp', 'geothai') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
