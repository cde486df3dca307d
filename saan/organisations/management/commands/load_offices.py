"""`load_offices`: make the offices that follow from the tree of places."""

from django.core.management.base import BaseCommand, CommandError

from saan.geography.models import Area
from saan.organisations.actions import load_offices
from saan.organisations.models import Office
from saan.organisations.rules import Line


class Command(BaseCommand):
    """Three lines of command and provisional local authorities. Safe to run again."""

    help = "สร้างหน่วยงานสามสายงานและ อปท. ชั่วคราวจากพื้นที่การปกครอง"

    def handle(self, **options) -> None:
        if not Area.objects.exists():
            raise CommandError("ยังไม่มีพื้นที่การปกครองในระบบ: สั่ง load_places ก่อน")
        done = load_offices()
        self.stdout.write(
            f"เพิ่ม {done.created:,} แก้ไข {done.updated:,} คงเดิม {done.unchanged:,} สิ้นสุดตามพื้นที่ {done.ended:,} แห่ง"
        )
        for line in Line:
            count = Office.objects.in_force().filter(line=line).count()
            self.stdout.write(f"สาย{line.label}: {count:,} แห่ง")
        waiting = Office.objects.in_force().filter(provisional=True).count()
        if waiting:
            self.stdout.write(f"อปท. ชั่วคราวที่ยังรอข้อมูลจริง {waiting:,} แห่ง (นำเข้าด้วย import_authorities)")
