"""`import_authorities FILE`: real local authorities take the place of the provisional ones."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.ledger.actions import OPERATOR
from saan.organisations.actions import import_authorities
from saan.organisations.sheet import OPTIONAL, REQUIRED, Places, read


class Command(BaseCommand):
    """All or nothing; every faulty cell is named."""

    help = (
        "นำเข้าองค์กรปกครองส่วนท้องถิ่นจากแผ่นงาน แทน อปท. ชั่วคราว "
        f"คอลัมน์ที่ต้องมี: {' '.join(REQUIRED)} คอลัมน์ที่มีได้: {' '.join(OPTIONAL)}"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="ไฟล์ .xlsx .xls หรือ .ods")

    def handle(self, *, file: Path, **options) -> None:
        try:
            authorities = read(file, Places.standing())
            done = import_authorities(authorities=authorities, on=today(), by=OPERATOR)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"เพิ่ม {done.created:,} แก้ไข {done.updated:,} คงเดิม {done.unchanged:,} แห่ง "
            f"แทน อปท. ชั่วคราว {done.replaced:,} แห่ง"
        )
