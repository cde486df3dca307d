"""`examples`: keep an office's confirmed letters as examples, and see whether the reader still reads them so."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saan.letters.actions.fields import label_at
from saan.letters.examples import Difference, differences, example_of
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record, reading_of
from saan.letters.rules import LetterState
from saan.organisations.models import Office

_GOLD = ".gold.json"
_LONGEST = 60


class Command(BaseCommand):
    """`--out` writes NAME.txt and NAME.gold.json a letter; `--check` reads each text again; differences fail."""

    help = "เก็บหนังสือที่หน่วยงานยืนยันแล้วเป็นตัวอย่าง และตรวจว่าตัวอ่านยังอ่านได้ตามนั้น"

    def add_arguments(self, parser: ArgumentParser) -> None:
        task = parser.add_mutually_exclusive_group(required=True)
        task.add_argument("--out", type=Path, metavar="DIR", help="โฟลเดอร์ที่เก็บตัวอย่าง ใช้คู่กับ --office")
        task.add_argument("--check", type=Path, metavar="DIR", help="โฟลเดอร์ตัวอย่างที่จะอ่านใหม่และเทียบ")
        parser.add_argument("--office", metavar="CODE", help="รหัสหน่วยงาน เช่น cdd-24")

    def handle(self, **options: Any) -> None:
        if options["check"]:
            self._check(options["check"])
        else:
            self._write(options["out"], _office(options["office"]))

    def _write(self, folder: Path, office: Office) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for letter in Letter.objects.filter(receipts__office=office, state=LetterState.CONFIRMED).order_by(
            "pk"
        ):
            reading = reading_of(letter)
            if reading is None:
                continue
            name = _name(letter)
            (folder / f"{name}.txt").write_bytes(reading.text.encode())
            gold = json.dumps(example_of(confirmed_record(letter)), ensure_ascii=False, indent=1)
            (folder / f"{name}{_GOLD}").write_text(gold + "\n", encoding="utf-8")
            count += 1
        self.stdout.write(f"เก็บตัวอย่างของ{office.name} {count:,} ฉบับ ไว้ที่ {folder}")

    def _check(self, folder: Path) -> None:
        golds = sorted(folder.glob(f"*{_GOLD}"))
        if not golds:
            raise CommandError(
                f"ไม่พบตัวอย่าง (*{_GOLD}) ใน {folder}: เก็บก่อนด้วย examples --out {folder} --office รหัส"
            )
        unlike = 0
        for gold in golds:
            name = gold.name.removesuffix(_GOLD)
            found = _compared(gold, gold.with_name(f"{name}.txt"))
            unlike += any(not each.asked for each in found)
            for each in found:
                self.stdout.write(f"{'?' if each.asked else '✗'} {name}: {_told(each)}")
        summary = f"ตรวจตัวอย่าง {len(golds):,} ฉบับ อ่านต่างจากที่ยืนยัน {unlike:,} ฉบับ"
        if unlike:
            raise CommandError(summary, returncode=1)
        self.stdout.write(summary)


def _office(code: str | None) -> Office:
    if not code:
        raise CommandError("บอกหน่วยงานด้วย --office เช่น --office cdd-24")
    try:
        return Office.objects.get(code=code)
    except Office.DoesNotExist:
        raise CommandError(f"ไม่พบหน่วยงานรหัส {code} ตรวจรหัสแล้วสั่งใหม่") from None


def _name(letter: Letter) -> str:
    """Its row and its number, as any file system takes it."""
    number = re.sub(r"[^\w.]+", "-", letter.number_key).strip("-.")
    return f"{letter.pk}-{number}" if number else str(letter.pk)


def _compared(gold: Path, text: Path) -> list[Difference]:
    try:
        return differences(text.read_bytes().decode(), json.loads(gold.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise CommandError(f"ไม่พบ {text} ที่คู่กับ {gold.name}: เก็บตัวอย่างใหม่ หรือลบไฟล์ที่ไม่มีคู่") from None
    except ValueError as fault:
        raise CommandError(f"อ่านตัวอย่าง {gold} ไม่ได้ ไฟล์อาจเสีย: {fault}") from fault


def _told(found: Difference) -> str:
    asked = " (ตัวอ่านถามเรื่องนี้ และมีคำตอบที่ยืนยันให้เลือก)" if found.asked else ""
    where = f"{label_at(found.path)} [{found.path}]"
    return f"{where} ยืนยันว่า {_shown(found.confirmed)} แต่อ่านได้ {_shown(found.read)}{asked}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} รายการ"
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    said = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    if value is None:
        return "ไม่มี"
    return f"“{said[:_LONGEST]}{'…' if len(said) > _LONGEST else ''}”"
