"""Set up the demonstration and serve it: the newcomer's first command."""

import os
import secrets
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from saan.accounts.cast import CAST
from saan.demonstration.loading import load_ground, load_registry, load_stories
from saan.demonstration.national import plant_nation
from saan.demonstration.people import actor
from saan.demonstration.registering import enliven
from saan.demonstration.serving import serve
from saan.demonstration.tourism import furnish

SIZES = ("small", "national")


class Command(BaseCommand):
    help = "เตรียมข้อมูลสาธิตและเปิดระบบ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="small", help="ขนาดข้อมูลสาธิต")
        parser.add_argument("--port", type=int, default=8000, help="พอร์ตที่เปิด")
        parser.add_argument("--reset", action="store_true", help="ลบข้อมูลเดิมทั้งหมดแล้วเริ่มใหม่")
        parser.add_argument("--no-serve", action="store_true", help="เตรียมข้อมูลแล้วจบ ไม่เปิดระบบ")
        parser.add_argument("--password", help="รหัสผ่านของทุกบัญชีสาธิต")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        _answer_at(options["port"])
        if options["reset"]:
            _empty_database()
        self._say("เตรียมฐานข้อมูล")
        call_command("migrate", verbosity=0, interactive=False)
        password = _password(options["password"])
        self._say("เตรียมพื้นที่ หน่วยงาน และบัญชีสาธิต")
        load_ground(password=password)
        self._say("เตรียมทะเบียนผู้ผลิตสมมติ")
        load_registry()
        self._say("เดินเรื่องหนังสือสาธิต")
        load_stories()
        self._say("บันทึกงานท่องเที่ยวและอัตลักษณ์สมมติ")
        furnish()
        self._say("เดินงานทะเบียนสมมติ")
        enliven()
        if options["size"] == "national":
            plant_nation(by=actor("admin"), say=self._say)
        _collect_assets()
        self._say(f"พร้อมใช้ใน {time.monotonic() - began:.0f} วินาที")
        self._introduce(options["port"], password)
        if not options["no_serve"]:
            serve(options["port"])

    def _say(self, words: str) -> None:
        self.stderr.write(f"· {words}")

    def _introduce(self, port: int, password: str) -> None:
        self.stdout.write(
            f"\nสาน: http://localhost:{port}/   (ข้อมูลสมมติทั้งหมด)\nรหัสผ่านของทุกบัญชี: {password}\n\n"
        )
        for member in CAST:
            self.stdout.write(
                f"  {member.username:<16} {member.full_name} · {member.posts[0][2]} ({member.posts[0][0]})"
            )
        self.stdout.write("\nเริ่มที่บัญชี province24 (จังหวัด) หรือ district2407 (อำเภอ) · หยุดด้วย Ctrl+C\n")
        self.stdout.flush()


def _answer_at(port: int) -> None:
    """Printed addresses to verify by lead to where this demonstration is served, unless somebody said otherwise."""
    address = os.environ.setdefault("SAAN_ADDRESS", f"http://localhost:{port}")
    settings.PUBLIC_ADDRESS = address.rstrip("/")


def _password(chosen: str | None) -> str:
    """The password given, or the one kept in the data folder, or a new one; kept for the next start."""
    keep = Path(settings.DATA_DIR) / "demo-password"
    password = chosen or (keep.read_text().strip() if keep.exists() else f"saan-{secrets.token_hex(4)}")
    with open(os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password)
    return password


def _empty_database() -> None:
    """Drop every table of this database; refused for a database that is not this data folder's own."""
    if not connection.settings_dict["HOST"].endswith("/run"):
        raise CommandError("--reset ใช้ได้เฉพาะฐานข้อมูลสาธิตในโฟลเดอร์ข้อมูลนี้ ไม่ลบฐานข้อมูลบนเครื่องแม่ข่ายอื่น")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _collect_assets() -> None:
    """Collect as the server will ask for them: named by content, which this process's own settings do not do."""
    words = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    subprocess.run(words, cwd=settings.BASE_DIR, env={**os.environ, "SAAN_SERVING": "1"}, check=True)
