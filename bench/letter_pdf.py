"""Setting a letter: the same words to PDF by us, by WeasyPrint from HTML, by LibreOffice from our own Word file."""

import html
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.letters import LETTERS
from bench.measure import Figure, Goal, Result, measure_all, show
from saan.documents.typesetting.fonts import font_family
from saan.documents.typesetting.letter import LetterKind, LetterSheet, Paragraph, render_letter
from saan.documents.typesetting.letter_model import Runs, model_of
from saan.documents.typesetting.pages import count_pages, text_of_pages
from saan.documents.word.letter import letter_docx

RUNS, BATCH = 7, 10
GOAL_SECONDS = 0.2
_CAUSE = (
    "ด้วยกรมการพัฒนาชุมชนได้ดำเนินการส่งเสริมผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ (OTOP) ประจำปีงบประมาณ พ.ศ. 2570 "
    "โดยมีวัตถุประสงค์เพื่อยกระดับคุณภาพผลิตภัณฑ์ของผู้ผลิต ผู้ประกอบการ ให้มีมาตรฐานและเป็นที่ยอมรับของตลาด "
    "ทั้งในประเทศและต่างประเทศ ตลอดจนสร้างรายได้ให้แก่ชุมชนอย่างยั่งยืน"
)
_STYLE = """
@font-face { font-family: letter; src: url("%s"); }
@page { size: A4; margin: 25mm 20mm 20mm 30mm }
@page { @top-center { content: "- " counter(page, thai) " -"; font: 16pt letter } }
@page :first { margin-top: 15mm; @top-center { content: none } }
body { font: 16pt/21pt letter; margin: 0; text-align: justify } p { margin: 6pt 0 0 }
.garuda { height: 30mm } .half { margin-left: 75mm } .body { text-indent: 25mm } .name { margin: 63pt 0 0 75mm }
.owner { margin-top: 42pt; text-align: left } .end { margin-top: 12pt }
"""


def run() -> Result:
    one = next(letter for letter in LETTERS if letter.kind is LetterKind.EXTERNAL)
    three = replace(one, paragraphs=tuple(Paragraph(f"{_CAUSE} ครั้งที่ {n}") for n in range(1, 14)))
    _measure("letter-pdf-3-pages", three, pages=3).keep()
    return _measure("letter-pdf", one, pages=1)


def _measure(name: str, sheet: LetterSheet, *, pages: int) -> Result:
    assert count_pages(render_letter(sheet)) == pages
    with TemporaryDirectory(prefix="saan-bench-") as folder:
        works = {
            "ours": lambda: render_letter(sheet),
            **_weasyprint(sheet),
            **_libreoffice(sheet, Path(folder)),
        }
        reads_back = {who: _reads_back(sheet, work()) for who, work in works.items()}
        found = measure_all(works, runs=RUNS, reset=lambda: None)
    for who in found:
        if who.endswith("each"):
            found[who] = Figure(round(found[who].seconds / BATCH, 5), found[who].peak_mb)
    ours = found.pop("ours")
    told = ", ".join(f"{who}: {share}" for who, share in reads_back.items())
    size = f"{pages} page(s), {len(_text(sheet))} characters of body"
    work = f"an external letter of {size}; letters of it read back: {told}"
    result = Result(name, work, ours, found, runs=RUNS)
    milliseconds = f"{ours.seconds * 1000:.0f} ms"
    result.goals.append(
        Goal("one letter", f"< {GOAL_SECONDS * 1000:.0f} ms", milliseconds, ours.seconds < GOAL_SECONDS)
    )
    show(result)
    return result


def _fresh(sheet: LetterSheet, setting: Callable[[LetterSheet], bytes]) -> Callable[[], bytes]:
    """The work on a letter never seen before: each time another figure ends every paragraph, so no cache can answer."""
    numbers = count(10_000)

    def work() -> bytes:
        number = next(numbers)
        body = tuple(replace(each, text=f"{each.text} {number}") for each in sheet.paragraphs)
        return setting(replace(sheet, paragraphs=body))

    return work


def _weasyprint(sheet: LetterSheet) -> dict:
    """WeasyPrint with the same typeface and measures; left out, in words, where it is not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as fault:
        print(f"WeasyPrint left out: {fault}")
        return {}
    fonts = FontConfiguration()
    face = next(font_family().folder.glob("*-Regular.ttf")).as_uri()

    def setting(fresh: LetterSheet) -> bytes:
        page = f"<html lang=th><style>{_STYLE % face}</style><body>{_as_html(fresh)}"
        return HTML(string=page).write_pdf(font_config=fonts)

    return {"WeasyPrint": _fresh(sheet, setting)}


def _as_html(sheet: LetterSheet) -> str:
    model = model_of(sheet)
    parts = [("garuda", ""), ("", f"{_plain(model['number'])} {' '.join(map(_plain, model['agency']))}")]
    parts.append(("half", model["date"]))
    for row in model["meta"]:
        entries = "<br>".join(_plain(entry["text"] + (entry["aside"] or [])) for entry in row["entries"])
        parts.append(("", f"{row['label']}  {entries}"))
    parts += [("body", _plain(part["text"])) for part in model["body"]]
    parts.append(("half end", _plain(model["closing"])))
    parts.append(("name", "<br>".join(map(_plain, model["signature"]))))
    parts.append(("owner", "<br>".join(map(_plain, model["owner"]))))
    return "".join(f"<p class='{kind}'>{words}</p>" for kind, words in parts)


def _plain(runs: Runs) -> str:
    return html.escape("".join(text for text, _, _ in runs))


def _libreoffice(sheet: LetterSheet, folder: Path) -> dict:
    """LibreOffice started for one file, and for ten at once; left out, in words, where it opens no Word files."""
    if not shutil.which("soffice"):
        print("LibreOffice left out: no soffice here")
        return {}
    papers = [folder / f"{place}.docx" for place in range(BATCH)]
    for paper in papers:
        paper.write_bytes(letter_docx(sheet))
    config = folder / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{font_family().folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        "utf-8",
    )
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "pdf",
    ]

    def convert(*chosen: Path) -> bytes:
        subprocess.run(
            [*command, "--outdir", folder, *chosen],
            env={**os.environ, "FONTCONFIG_FILE": str(config)}, check=True, capture_output=True,
        )  # fmt: skip
        return (folder / "0.pdf").read_bytes()

    try:
        convert(papers[0])
    except (OSError, subprocess.SubprocessError) as fault:
        print(f"LibreOffice left out: {fault}")
        return {}
    return {
        "LibreOffice, one file": lambda: convert(papers[0]),
        f"LibreOffice, {BATCH} files, each": lambda: convert(*papers),
    }


def _text(sheet: LetterSheet) -> str:
    return "".join("".join(text for text, _, _ in part["text"]) for part in model_of(sheet)["body"])


def _reads_back(sheet: LetterSheet, pdf: bytes) -> str:
    """The share of the body's letters that another program reads out of the PDF again."""
    given, found = (Counter("".join(text.split())) for text in (_text(sheet), "".join(text_of_pages(pdf))))
    return f"{(given & found).total() / given.total():.1%}"
