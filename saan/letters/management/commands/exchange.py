"""Send and fetch letters without a worker: for an office that runs this beside the site, or for trying a setting."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from saan.letters.jobs import exchange

SECONDS = 60


class Command(BaseCommand):
    help = "รับส่งหนังสือทางอีเมลและ e-CMS"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="ทำรอบเดียวแล้วจบ")
        parser.add_argument("--every", type=int, default=SECONDS, help="ทำซ้ำทุกกี่วินาที")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            done = exchange()
            told = {
                "sent": "ส่ง", "mail": "อ่านอีเมล", "ecms": "รับจาก e-CMS", "told": "แจ้งผล",
                "mail_trouble": "กล่องอีเมลขัดข้อง", "ecms_trouble": "e-CMS ขัดข้อง",
            }  # fmt: skip
            words = [f"{told[name]} {count:,}" for name, count in done.items() if count and name in told]
            self.stdout.write(" · ".join(words) or "ไม่มีอะไรต้องรับส่ง")
            self.stdout.flush()
            if options["once"]:
                return
            close_old_connections()
            time.sleep(max(1, options["every"]))
