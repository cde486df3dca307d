"""Command line of the reader: files in, one JSON each out, a short Thai summary; needs no database."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from saan.documents.reading import UnreadableDocument, read_document
from saan.kernel.dates import format_deadline, format_month
from saan.letters.reader import read
from saan.letters.reader.kinds import LABELS

_UNITS = {"day": "วัน", "workday": "วันทำการ", "week": "สัปดาห์", "month": "เดือน"}
_RULES = {
    "daily": "ทุกวัน",
    "weekly": "ทุกสัปดาห์",
    "semimonthly": "ทุกครึ่งเดือน",
    "monthly": "ทุกเดือน",
    "quarterly": "ทุกไตรมาส",
    "yearly": "ทุกปี",
}


def main(arguments: list[str] | None = None) -> int:
    """Read every file; 1 when any could not be read, after the others are done."""
    given = _arguments(arguments)
    failed = 0
    taken: set[str] = set()
    for path in given.files:
        try:
            record, warnings = _read(path)
        except UnreadableDocument as error:
            failed += 1
            sys.stderr.write(f"✗ {path.name}: {error}\n")
            continue
        target = _save(record, path, given.out, taken)
        shown = (
            json.dumps(record, ensure_ascii=False) if given.json else _summary(path, record, warnings, target)
        )
        sys.stdout.write(shown + "\n")
    return 1 if failed else 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="saan-read", description="อ่านหนังสือราชการ (.txt .pdf .docx) เป็นข้อมูล ไฟล์ละหนึ่ง JSON"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="ไฟล์ที่จะอ่าน")
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="โฟลเดอร์ที่เก็บผล (ปกติคือโฟลเดอร์ปัจจุบัน)"
    )
    parser.add_argument("--json", action="store_true", help="พิมพ์ข้อมูล JSON บรรทัดละไฟล์แทนข้อความสรุป")
    return parser.parse_args(arguments)


def _read(path: Path) -> tuple[dict, tuple[str, ...]]:
    document = read_document(path)
    return read(document.text, name=path.name).record, document.warnings


def _save(record: dict, path: Path, folder: Path, taken: set[str]) -> Path:
    """``<name>.json``; two files of one stem keep their endings apart."""
    name = path.name if path.stem in taken else path.stem
    taken.add(path.stem)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.json"
    target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _summary(path: Path, record: dict, warnings: tuple[str, ...], target: Path) -> str:
    written = record["date"]["be"] if record.get("date") else "ไม่มีวันที่"
    lines = [
        f"✓ {path.name} → {target}",
        f"  {LABELS[record['kind']]}  ที่ {record.get('number') or '–'}  {written}",
        f"  เรื่อง {record.get('subject') or '–'}",
        f"  ข้อสั่งการ {len(record['directives'])} ข้อ  ข้อสงสัย {len(record['doubts'])} ข้อ",
    ]
    lines += [f"   • {_task(directive)}" for directive in record["directives"]]
    lines += [f"   ? {doubt['message']}" for doubt in record["doubts"]]
    lines += [f"   ! {warning}" for warning in warnings]
    return "\n".join(lines)


def _task(directive: dict) -> str:
    parts = [directive["actor"] or "ผู้รับหนังสือ", directive["action"]]
    due = directive["deadline"]
    if due:
        parts.append(f"[{_due(due)}]")
    return " ".join(parts)


def _due(due: dict) -> str:
    if due["kind"] == "recurring":
        rule, _, days = due["rule"].partition(":")
        return " ".join(part for part in (_RULES[rule], days, f"ถึง {_day(due['until'])}") if part)
    if due["kind"] == "relative":
        return f"{due['n']} {_UNITS[due['unit']]} จาก{due['from'] or 'วันที่ได้รับหนังสือ'}"
    if due["kind"] == "range":
        return f"{_day(due['from'])} ถึง {_day(due['date'])}"
    if due["kind"] == "asap":
        return "โดยเร็ว"
    return f"ภายใน {_day(due['date'])}" if due["date"] else f"วันที่ไม่มีจริง: {due['raw']}"


def _day(iso: str | None) -> str:
    if iso is None:
        return "ไม่กำหนด"
    if len(iso) == 7:
        return format_month(date.fromisoformat(f"{iso}-01"))
    return format_deadline(date.fromisoformat(iso))


if __name__ == "__main__":
    sys.exit(main())
