"""Serving the demonstration: the server of pages, and beside it the worker for what is done outside a page."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from django.conf import settings


def serve(port: int) -> None:
    """Run both until the server ends or somebody stops this process; then neither is left behind."""
    os.environ.update(SAAN_SERVING="1", SAAN_DEMO="1", DJANGO_SETTINGS_MODULE="saan.config.settings")
    signal.signal(signal.SIGTERM, _leave)
    running: list[subprocess.Popen[bytes]] = []
    try:
        for words in (_server_words(port), _worker_words()):
            running.append(subprocess.Popen(words, cwd=settings.BASE_DIR))
        running[0].wait()
    except KeyboardInterrupt:
        pass
    finally:
        for each in running:
            each.terminate()
            each.wait()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _server_words(port: int) -> list[str]:
    """Two processes, blocking threads, connections pooled."""
    granian = str(Path(sys.executable).parent / "granian")
    words = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    return [
        *words,
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "saan.config.wsgi:application",
    ]


def _worker_words() -> list[str]:
    return [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"]
