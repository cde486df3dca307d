"""What the demonstration leaves for its server is what the server will ask for."""

import json
from pathlib import Path

import pytest
from django.template import loader
from django.test import RequestFactory

from saan.demonstration.management.commands.demo import _collect_assets
from saan.web import errors


@pytest.mark.slow
def test_assets_are_collected_under_the_names_the_server_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAAN_DATA", str(tmp_path))
    _collect_assets()
    names = json.loads((tmp_path / "collected" / "staticfiles.json").read_text())["paths"]
    named = names["components/base.css"]
    assert named != "components/base.css"
    assert (tmp_path / "collected" / named).exists()


def test_a_failing_error_page_still_says_something(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    monkeypatch.setattr(loader, "get_template", lambda name: 1 / 0)
    answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in answer.content.decode()
