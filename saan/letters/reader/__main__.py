"""Command line of the reader: files in, one JSON each out, a short Thai summary; needs no database."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from saan.documents.reading import Part, UnreadableDocument, read_documents
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
    progress = _Progress(len(given.files))
    for path in given.files:
        progress.show(path.name)
        try:
            parts = read_documents(path)
        except UnreadableDocument as error:
            failed += 1
            progress.clear()
            sys.stderr.write(f"✗ {path.name}: {error}\n")
            continue
        for number, part in enumerate(parts):
            shown = _part(part, path, number, len(parts), given, taken)
            failed += part.document is None
            progress.clear()
            (sys.stdout if part.document else sys.stderr).write(shown + "\n")
    progress.clear()
    return 1 if failed else 0


def _part(part: Part, path: Path, number: int, count: int, given: argparse.Namespace, taken: set[str]) -> str:
    """Read one document of a file, keep its record, and say what was read."""
    title = path.name if number == 0 else f"{path.name} › {part.name}"
    if part.document is None:
        return f"✗ {title}: {part.problem}"
    others = count - 1 if count > 1 else None
    record = read(part.document.text, name=part.name, unsure=part.document.unsure, attached=others).record
    target = _save(record, path, given.out, taken, f".{number}" if number else "")
    if given.json:
        return json.dumps(record, ensure_ascii=False)
    return _summary(title, record, part.document.warnings, target)


class _Progress:
    """One line on the terminal that says how far a run of many files has come; nothing where there is no terminal."""

    _WIDTH = 24

    def __init__(self, count: int) -> None:
        self.count = count
        self.done = 0
        self.on = count > 1 and sys.stderr.isatty()

    def show(self, name: str) -> None:
        if self.on:
            full = self._WIDTH * self.done // self.count
            bar = "█" * full + "░" * (self._WIDTH - full)
            sys.stderr.write(f"\r\x1b[K{bar} {self.done}/{self.count} {name[:40]}")
            sys.stderr.flush()
        self.done += 1

    def clear(self) -> None:
        if self.on:
            sys.stderr.write("\r\x1b[K")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="saan-read",
        description="อ่านหนังสือราชการ (.txt .pdf .docx .html .eml และภาพสแกน .png .jpg .tif) เป็นข้อมูล เอกสารละหนึ่ง JSON",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="ไฟล์ที่จะอ่าน")
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="โฟลเดอร์ที่เก็บผล (ปกติคือโฟลเดอร์ปัจจุบัน)"
    )
    parser.add_argument("--json", action="store_true", help="พิมพ์ข้อมูล JSON บรรทัดละไฟล์แทนข้อความสรุป")
    return parser.parse_args(arguments)


def _save(record: dict, path: Path, folder: Path, taken: set[str], suffix: str) -> Path:
    """``<name>.json``; two files of one stem keep their endings apart, documents in mail are numbered."""
    stem = path.stem + suffix
    name = path.name + suffix if stem in taken else stem
    taken.add(stem)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.json"
    target.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _summary(title: str, record: dict, warnings: tuple[str, ...], target: Path) -> str:
    written = record["date"]["be"] if record.get("date") else "ไม่มีวันที่"
    lines = [
        f"✓ {title} → {target}",
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
