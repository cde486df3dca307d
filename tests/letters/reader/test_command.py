"""The command line: one JSON a file, a summary, and the others done when one fails."""

import json
import subprocess
import sys
from email.message import EmailMessage

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


def test_each_document_of_a_mail_has_its_own_record(tmp_path, capsys):
    message = EmailMessage()
    message["From"], message["Subject"] = "saraban@example.go.th", "ส่งหนังสือ"
    message.set_content("ส่งหนังสือตามแนบ")
    message.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="หนังสือ.txt")
    message.add_attachment(b"nothing", maintype="application", subtype="pdf", filename="เสีย.pdf")
    path = tmp_path / "จดหมาย.eml"
    path.write_bytes(message.as_bytes())
    assert main([str(path), "--out", str(tmp_path / "out")]) == 1
    assert sorted(found.name for found in (tmp_path / "out").iterdir()) == ["จดหมาย.1.json", "จดหมาย.json"]
    letter = json.loads((tmp_path / "out" / "จดหมาย.1.json").read_text(encoding="utf-8"))
    assert letter["number"] == "ลพ ๐๐๑๙/ว ๑๒๓"
    printed = capsys.readouterr()
    assert "จดหมาย.eml › หนังสือ.txt" in printed.out
    assert "จดหมาย.eml › เสีย.pdf" in printed.err


def test_the_bar_is_shown_on_a_terminal_only(letter, tmp_path, monkeypatch, capsys):
    files = [str(letter), str(letter)]
    main([*files, "--out", str(tmp_path)])
    assert "█" not in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main([*files, "--out", str(tmp_path)])
    assert "1/2" in capsys.readouterr().err
