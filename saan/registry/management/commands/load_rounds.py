"""`load_rounds`: put the star rounds that are known in place."""

from django.core.management.base import BaseCommand

from saan.registry.actions.scale_rounds import load_rounds


class Command(BaseCommand):
    """Rounds of years without one. A round that the department has corrected is left as it is; safe to run again."""

    help = "เพิ่มรอบคัดสรรดาวที่ทราบ พร้อมส่วนคะแนนและเกณฑ์ โดยไม่ทับรอบที่กรมแก้ไว้แล้ว"

    def handle(self, **options) -> None:
        self.stdout.write(f"เพิ่ม {load_rounds()} รอบ รอบที่มีอยู่แล้วคงเดิม")
