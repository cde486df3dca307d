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

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
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


PREPARE = """
from datetime import date
import django
django.setup()
from django.core.management import call_command
from saan.demonstration.loading import load_ground, load_registry
call_command("migrate", verbosity=0)
load_ground(password={password!r})
load_registry(until=date(2018, 1, 1))
"""


@pytest.fixture(scope="session")
def prepared_database(testrun_uid: str) -> str:
    """A database with places, offices, cast and fictitious producers, made by whichever worker of the run comes first;
    journeys work on copies of it. Named after the run's own database, so that two runs leave each other alone."""
    prepared = f"{family()}_journeys"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(20566)")
        described = link.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [prepared]
        ).fetchone()
        if described != (testrun_uid,):
            link.execute(f'DROP DATABASE IF EXISTS "{prepared}" WITH (FORCE)')
            link.execute(f'CREATE DATABASE "{prepared}"')
            environment = {
                **os.environ,
                "DATABASE_URL": url_of(prepared),
                "DJANGO_SETTINGS_MODULE": "saan.config.settings",
            }
            code = PREPARE.format(password=PASSWORD)
            subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
            link.execute(f"""COMMENT ON DATABASE "{prepared}" IS '{testrun_uid}'""")
    return prepared


def family() -> str:
    """The database this run was given; every database of its journeys bears this name first."""
    return os.environ["DATABASE_URL"].rpartition("/")[2]


def url_of(database: str) -> str:
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{database}"


def _recreate(name: str, source: str | None) -> None:
    """A fresh copy of the source under this name; without a source the database is only dropped."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if source:
            link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


@dataclass
class Site:
    """A running server of one journey: where it answers, and which environment its commands run in."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen | None = None

    def move_to(self, day: str) -> None:
        """Go on living on another day; whoever is signed in stays so."""
        self.stop()
        self.environment["SAAN_TODAY"] = day
        self.start()

    def start(self) -> None:
        port = self.url.rpartition(":")[2]
        words = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
                 "--workers", "1", "--blocking-threads", "4", "--no-ws", "saan.config.wsgi:application"]  # fmt: skip
        self.process = subprocess.Popen([str(word) for word in words], cwd=ROOT, env=self.environment)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=2)
            except OSError:
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not answer in 60 s")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def manage(self, *words: str) -> str:
        """Run a management command on this site's database and day."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.fixture
def site_on(prepared_database: str, tmp_path: Path, worker_id: str) -> Iterator[Callable[..., Site]]:
    """`site_on("2023-09-26")` serves a fresh copy of the prepared database as if it were that day."""
    sites: list[Site] = []

    def start(day: str | None = None, *, database: str = prepared_database) -> Site:
        name = f"{family()}_journey_{worker_id}_{len(sites)}"
        _recreate(name, database)
        environment = {**os.environ, "DATABASE_URL": url_of(name), "SAAN_DATA": str(_data_folder(tmp_path)),
                       "SAAN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "saan.config.settings"}  # fmt: skip
        if day:
            environment["SAAN_TODAY"] = day
        site = Site(f"http://127.0.0.1:{_free_port()}", environment)
        sites.append(site)
        site.start()
        return site

    yield start
    for number, site in enumerate(sites):
        site.stop()
        _recreate(f"{family()}_journey_{worker_id}_{number}", None)


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


@pytest.fixture
def person(browser: Browser, browser_context_args: dict) -> Iterator[Callable[..., Page]]:
    """`person(site, "province24")` is a page of that person's own browser, signed in."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def enter(site: Site, username: str, **context_args: object) -> Page:
        context = browser.new_context(base_url=site.url, **{**browser_context_args, **context_args})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        go(page, "/sign-in/")
        page.get_by_label("ชื่อบัญชี").fill(username)
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_load_state("load")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == [], "script errors"


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict) -> Iterator[Callable[[Site], Page]]:
    """A phone of 360 px that knows where it is."""
    contexts = []

    def enter(site: Site) -> Page:
        place = {"latitude": 13.7301, "longitude": 101.2202, "accuracy": 9}
        context = browser.new_context(
            base_url=site.url,
            geolocation=place,
            permissions=["geolocation"],
            **{**browser_context_args, **PHONE},
        )
        contexts.append(context)
        return context.new_page()

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


def looks_right(page: Page) -> None:
    """What every page of a journey must hold: no violation, no sideways scroll, at both widths."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not scrolls_sideways(page)
    page.set_viewport_size({"width": 1280, "height": 900})
