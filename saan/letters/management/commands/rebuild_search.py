"""Compute the search key of every letter anew, as after a change of the folding."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    """Touches each key, whereupon the database writes the true one; letters stay readable meanwhile."""

    help = "คำนวณกุญแจค้นของหนังสือทุกฉบับใหม่ ใช้หลังเปลี่ยนวิธีพับตัวอักษร"

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE letters_letter SET search = search || '?'")
            count = cursor.rowcount
        self.stdout.write(f"คำนวณกุญแจค้นใหม่ {count:,} ฉบับ")
