"""A real IMAP server: Dovecot, started as an ordinary user in a folder of its own, stopped with the tests."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.fakes.certificates import made_in

PASSWORD = "กล่อง-2569"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class MailServer:
    """The server's ports; any user name has a mailbox of its own, with the one password."""

    port: int
    tls_port: int
    certificate: Path

    def url(self, user: str, office: str, *, tls: bool = False) -> str:
        """The value of SAAN_IMAP_URL for this user's mailbox."""
        scheme, port = ("imaps", self.tls_port) if tls else ("imap", self.port)
        trust = f"&ca={self.certificate}" if tls else ""
        return f"{scheme}://{user}:{quote(PASSWORD)}@127.0.0.1:{port}/INBOX?office={office}{trust}"

    @contextmanager
    def box(self, user: str) -> Iterator[imaplib.IMAP4]:
        """The mailbox seen with a plain client."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
        try:
            yield client
        finally:
            client.logout()

    def put(self, user: str, *mails: bytes) -> None:
        with self.box(user) as client:
            for mail in mails:
                status, _ = client.append("INBOX", None, None, mail)
                assert status == "OK"

    def count(self, user: str, folder: str = "INBOX") -> int:
        with self.box(user) as client:
            status, data = client.select(folder, readonly=True)
            return int(data[0]) if status == "OK" else 0


def missing() -> str:
    """Why there can be no real mailbox here; empty when there can."""
    if shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"):
        return ""
    return "ไม่พบ Dovecot (ติดตั้งด้วย sudo apt-get install dovecot-imapd) จึงข้ามการทดสอบกล่องจดหมายจริง"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running() -> Iterator[MailServer]:
    """The server while the block lasts. As root it runs as nobody, for it is to hold no rights."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program
    folder = Path(tempfile.mkdtemp(prefix="saan-imap-"))
    who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    group = grp.getgrgid(who.pw_gid).gr_name
    certificate, key = made_in(folder)
    port, tls_port = _free_port(), _free_port()
    config = CONFIG.format(
        folder=folder, user=who.pw_name, group=group, port=port, tls_port=tls_port,
        password=PASSWORD, certificate=certificate, key=key,
    )  # fmt: skip
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    for each in (folder, *folder.iterdir()):
        if os.getuid() == 0:
            os.chown(each, who.pw_uid, who.pw_gid)
    lower = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    server = subprocess.Popen(
        [program, "-F", "-c", str(folder / "dovecot.conf")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **lower,
    )  # fmt: skip
    try:
        _wait(server, port, folder)
        yield MailServer(port, tls_port, certificate)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen, port: int, folder: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=2).logout()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log = folder / "log"
    raise RuntimeError(f"dovecot: {log.read_text() if log.exists() else server.poll()}")
