"""`load_places`: bring the tree of places up to date with the installed list, and say what was found."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from saan.geography.loading.fetch import fetch
from saan.geography.loading.ingest import Ingested, ingest
from saan.geography.loading.verify import Tally, verify


class Command(BaseCommand):
    """Fetch, ingest, verify; all or nothing. Safe to run again."""

    help = "นำเข้าพื้นที่การปกครอง (จังหวัด อำเภอ ตำบล) จากชุดข้อมูลที่ติดตั้ง แล้วตรวจจำนวน"

    def handle(self, **options) -> None:
        with transaction.atomic():
            done = ingest(fetch())
            tallies = verify()
            self._report(done, tallies)
            if not all(tally.agrees for tally in tallies):
                raise CommandError(
                    "จำนวนพื้นที่ไม่ตรงกับยอดที่ประกาศ จึงไม่บันทึก: ตรวจรายการด้านบน แล้วแก้หรืออธิบายใน corrections.yaml"
                )

    def _report(self, done: Ingested, tallies: list[Tally]) -> None:
        self.stdout.write(f"ชุดข้อมูล {done.release}")
        self.stdout.write(f"เพิ่ม {done.created:,} แก้ไข {done.updated:,} คงเดิม {done.unchanged:,} แห่ง")
        self.stdout.write(f"แก้ชื่อจากต้นทาง {len(done.corrected):,} แห่ง")
        for note in done.stale:
            self.stdout.write(f"  รายการแก้ไขที่ไม่พบในชุดข้อมูลนี้แล้ว ควรทบทวน: {note}")
        if done.unlisted:
            codes = ", ".join(str(code) for code in done.unlisted[:10])
            self.stdout.write(f"  มีในระบบแต่ไม่มีในชุดข้อมูล {len(done.unlisted):,} แห่ง: {codes}")
        for tally in tallies:
            self._report_tally(tally)

    def _report_tally(self, tally: Tally) -> None:
        verdict = "ตรง" if tally.held == tally.published else ("ต่าง อธิบายได้" if tally.agrees else "ไม่ตรง")
        self.stdout.write(f"{tally.what}: {tally.held:,} (ประกาศ {tally.published:,}) {verdict}")
        for code, reason in tally.explained:
            self.stdout.write(f"  {code} {reason}")
