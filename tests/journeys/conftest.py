"""Journeys run in a real browser against the real server, each on a fresh copy of a prepared database."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.slow)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="ไม่พบ Chromium: ติดตั้งด้วย apt-get install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return {"locale": "th-TH", "timezone_id": "Asia/Bangkok", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def prepared_database(django_db_setup: None, django_db_blocker, worker_id: str) -> str:
    """A database with places, offices, cast and fictitious producers; journeys work on copies of it."""
    from django.db import connection

    from saan.demonstration.loading import load_ground, load_registry

    name = f"saan_journeys_{worker_id}"
    with django_db_blocker.unblock():
        source = connection.settings_dict["NAME"]
        connection.close()
        _recreate(name, source)
        connection.settings_dict["NAME"] = name
        load_ground(password=PASSWORD)
        load_registry()
        connection.close()
        connection.settings_dict["NAME"] = source
    return name


def _recreate(name: str, source: str | None) -> None:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if source:
            link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


@dataclass
class Site:
    """A running server of one journey: where it answers, and which environment its commands run in."""

    url: str
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, capture_output=True,
                              text=True, check=True)  # fmt: skip
        return done.stdout


@pytest.fixture
def site_on(prepared_database: str, tmp_path: Path, worker_id: str) -> Iterator[Callable[..., Site]]:
    """`site_on("2023-09-26")` serves a fresh copy of the prepared database as if it were that day."""
    running: list[subprocess.Popen] = []
    names: list[str] = []

    def start(day: str | None = None, *, database: str = prepared_database) -> Site:
        name = f"saan_journey_{worker_id}_{len(names)}"
        _recreate(name, database)
        names.append(name)
        base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        environment = {**os.environ, "DATABASE_URL": f"{base}/{name}", "SAAN_DATA": str(_data_folder(tmp_path)),
                       "SAAN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "saan.config.settings"}  # fmt: skip
        if day:
            environment["SAAN_TODAY"] = day
        site = Site(f"http://127.0.0.1:{_free_port()}", environment)
        running.append(_serve(site))
        return site

    yield start
    for process in running:
        process.terminate()
        process.wait(10)
    for name in names:
        _recreate(name, None)


def _data_folder(tmp_path: Path) -> Path:
    """A data folder of the journey's own, with the fonts that set-up made."""
    prepared = Path(os.environ.get("SAAN_DATA") or ROOT / "var")
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    for name in ("fonts", "static"):
        if (prepared / name).exists() and not (folder / name).exists():
            (folder / name).symlink_to(prepared / name)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _serve(site: Site) -> subprocess.Popen:
    port = site.url.rpartition(":")[2]
    words = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
             "--workers", "1", "--blocking-threads", "4", "--no-ws", "saan.config.wsgi:application"]  # fmt: skip
    process = subprocess.Popen([str(word) for word in words], cwd=ROOT, env=site.environment)
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{site.url}/readyz", timeout=2)
        except OSError:
            assert process.poll() is None, "the server did not start"
            time.sleep(0.1)
        else:
            return process
    raise AssertionError("the server did not answer in 15 s")


@pytest.fixture
def person(browser: Browser, browser_context_args: dict) -> Iterator[Callable[..., Page]]:
    """`person(site, "province24")` is a page of that person's own browser, signed in."""
    contexts: list[BrowserContext] = []

    def enter(site: Site, username: str, **context_args: object) -> Page:
        context = browser.new_context(base_url=site.url, **{**browser_context_args, **context_args})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error on {page.url}: {error}"))
        go(page, "/sign-in/")
        page.get_by_label("ชื่อบัญชี").fill(username)
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_load_state("load")
        return page

    yield enter
    for context in contexts:
        context.close()


def go(page: Page, address: str) -> None:
    """Open a page and wait until its script is bound (an htmx button pressed earlier sends nothing)."""
    page.goto(address)
    page.wait_for_load_state("load")


def violations(page: Page) -> list[str]:
    """What axe finds on the page, of any impact, as readable lines."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:160]}" for each in found]


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
