"""`reseal_numbers`: official numbers of producers under the first key of SAAN_DATA_KEY."""

from django.core.management.base import BaseCommand, CommandError

from saan.kernel.refusals import Refused
from saan.ledger.actions import OPERATOR
from saan.registry.actions.resealing import reseal_numbers


class Command(BaseCommand):
    """Safe to break off and to run again; afterwards the old key may leave the setting."""

    help = "ปิดผนึกเลขประจำตัวของผู้ผลิตใหม่ด้วยกุญแจดอกแรกของ SAAN_DATA_KEY"

    def handle(self, **options) -> None:
        try:
            done = reseal_numbers(by=OPERATOR)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"ปิดผนึกใหม่ {done:,} เลข ทุกเลขอยู่ใต้กุญแจดอกแรกแล้ว")
