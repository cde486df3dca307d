"""Ten thousand spoilt texts and files: none may raise, take two seconds, or let memory grow.

`python -m bench.fuzz_reader [--count 10000] [--seed 1]`; texts are drawn letters with characters lost, doubled, swapped
and lines shuffled; files are PDF, Word, web pages, mail and bare bytes with bytes changed, cut off and repeated.
Reading pictures has a measure of its own and is left out here.
"""

import argparse
import email.message
import io
import json
import resource
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

import docx

from saan.documents.reading import UnreadableDocument, read_documents, scans
from saan.documents.reading.html import text_of
from saan.letters.reader import read
from tests.letters.reader.generator.letters import draw

LONGEST_SECONDS = 2.0
_ODD = "\u0e33\u0e4d\u0e32\u0e48\u0e49\u200b\ufeff\x0c\x00\t\r\n()/.-๐๙09 ที่ละๆฯ<>&#@\"'“”\\"


@dataclass
class Found:
    """What came out: how many of each sort, what was refused, what raised, the slowest, and memory in megabytes."""

    sorts: Counter = field(default_factory=Counter)
    refused: int = 0
    raised: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    before: float = 0.0
    after: float = 0.0


def memory() -> float:
    """Most memory used so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spoilt_text(rng: Random) -> str:
    text = draw(rng).text
    shape = rng.random()
    if shape < 0.15:
        lines = text.split("\n")
        rng.shuffle(lines)
        return "\n".join(lines)
    if shape < 0.25:
        piece = text[(at := rng.randrange(len(text))) : at + rng.randint(1, 60)]
        return text[:at] + piece * rng.randint(2, 300) + text[at:]
    if shape < 0.35:
        return "".join(rng.choice(text) for _ in range(rng.randint(0, 3000)))
    chars = list(text)
    for _ in range(rng.randint(1, 200)):
        at = rng.randrange(len(chars))
        chars[at] = rng.choice(
            ["", chars[at] * 2, rng.choice(_ODD), rng.choice(text), chr(rng.randrange(0xD7FF))]
        )
    return "".join(chars)


def _word(text: str) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph("".join(c for c in line if c.isprintable()))
    document.save(target)
    return target.getvalue()


def _page(text: str, rng: Random) -> bytes:
    tags = [
        "p",
        "div",
        "br",
        "table><tr><td",
        "ol><li",
        "script",
        "h1",
        "nav",
        "form",
        "b",
        "!--",
        "a href='",
    ]
    body = "".join(
        f"<{rng.choice(tags)}>{line}" + rng.choice(["</p>", "</div>", "", "</script>"])
        for line in text.split("\n")
    )
    return f"<!doctype html><html><head><title>{text[:30]}</title></head><body>{body}".encode(
        "utf-8", "replace"
    )


def _mail(text: str, rng: Random) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.go.th", "b@example.go.th", "หนังสือ"
    message.set_content(text.replace("\r", "") or "-")
    for n in range(rng.randint(0, 3)):
        content = rng.choice([text.encode("utf-8", "replace"), _page(text, rng), rng.randbytes(200)])
        message.add_attachment(
            content,
            maintype="application",
            subtype="octet-stream",
            filename=f"แนบ{n}.{rng.choice(['txt', 'html', 'pdf', 'docx', 'eml'])}",
        )
    return message.as_bytes()


def _pdf() -> bytes:
    """A letter of our own print, to be spoilt."""
    from saan.documents.typesetting.letter import LetterKind, LetterSheet, Paragraph, render_letter

    sheet = LetterSheet(
        LetterKind.EXTERNAL,
        ("ศาลากลางจังหวัดลำปาง",),
        "ลป 0019/ว 1",
        subject="ทดสอบ",
        addressee="นายอำเภอ",
        paragraphs=(Paragraph("จึงขอให้อำเภอส่งรายชื่อ ตำบลละ 2 ราย"),),
    )
    return render_letter(sheet)


def spoil(content: bytes, rng: Random) -> bytes:
    data = bytearray(content)
    for _ in range(rng.choice([0, 1, 3, 20, 200])):
        if not data:
            break
        at = rng.randrange(len(data))
        act = rng.random()
        if act < 0.6:
            data[at] = rng.randrange(256)
        elif act < 0.8:
            del data[at : at + rng.randint(1, 50)]
        else:
            data[at:at] = data[at : at + 20] * rng.randint(1, 5)
    return bytes(data[: rng.randrange(len(data) + 1)] if rng.random() < 0.15 else data)


def _bomb(text: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text.encode("utf-8", "replace") * 50)
    return target.getvalue()


def draw_file(rng: Random, pdf: bytes) -> tuple[str, bytes, str]:
    """(sort, bytes, file name)."""
    text = spoilt_text(rng)
    sort = rng.choices(["txt", "html", "eml", "docx", "pdf", "bytes", "zip"], [5, 4, 4, 1, 2, 2, 1])[0]
    if sort == "txt":
        return sort, spoil(text.encode(rng.choice(["utf-8", "utf-16", "cp874"]), "replace"), rng), "a.txt"
    made = {
        "html": lambda: _page(text, rng), "eml": lambda: _mail(text, rng),
        "docx": lambda: _word(text), "pdf": lambda: pdf,
        "bytes": lambda: rng.randbytes(rng.randint(0, 3000)), "zip": lambda: _bomb(text),
    }[sort]()  # fmt: skip
    suffix = (
        rng.choice(["txt", "pdf", "docx", "eml", "html", "bin"])
        if sort == "bytes"
        else sort.replace("zip", "docx")
    )
    return sort, spoil(made, rng), f"a.{suffix}"


def run(count: int, seed: int, *, files: float = 0.3, pdf: bytes | None = None) -> Found:
    """Read `count` drawn inputs, of which `files` is the share that come as files."""
    with patch.object(scans, "missing", lambda: "ไม่อ่านภาพในการวัดนี้"):
        return _run(count, seed, files, pdf)


def _run(count: int, seed: int, files: float, pdf: bytes | None) -> Found:
    rng, found = Random(seed), Found()
    pdf = pdf if pdf is not None else _pdf()
    for n in range(count):
        if n == count // 10:
            found.before = memory()
        as_file = rng.random() < files
        sort, content, name = draw_file(rng, pdf) if as_file else ("text", spoilt_text(rng), "")
        found.sorts[sort] += 1
        started = time.perf_counter()
        try:
            _read(content, name)
        except UnreadableDocument:
            found.refused += 1
        except Exception as error:
            found.raised.append(f"{seed}/{n} {sort}: {type(error).__name__}: {error}"[:300])
        took = time.perf_counter() - started
        found.slowest = max(found.slowest, took)
        if took > LONGEST_SECONDS:
            found.slow.append(f"{seed}/{n} {sort}: {took:.1f} s")
    found.after = memory()
    return found


def _read(content: str | bytes, name: str) -> None:
    if isinstance(content, str):
        record = read(content).record
        for made in record["directives"]:
            assert content[slice(*made["span"])] == made["evidence"]
        json.dumps(record)
        text_of(content)
        return
    for part in read_documents(content, name):
        if part.document:
            json.dumps(read(part.document.text, unsure=part.document.unsure).record)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = run(given.count, given.seed)
    print(f"read {sum(found.sorts.values())}: {dict(found.sorts)}, refused in Thai {found.refused}")
    print(
        f"raised {len(found.raised)}, over {LONGEST_SECONDS} s {len(found.slow)}, slowest {found.slowest:.2f} s"
    )
    print(f"memory after a tenth {found.before:.0f} MB, at the end {found.after:.0f} MB")
    for line in [*found.raised[:20], *found.slow[:20]]:
        print("  ", line)
    return 1 if found.raised or found.slow else 0


if __name__ == "__main__":
    sys.exit(main())
