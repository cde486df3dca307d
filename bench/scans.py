"""Reading a scanned page: letters of our own, drawn at 150 to 300 dpi and spoiled as scanners do, read back.

The truth is the letter's own text layer. CER counts edits for each character, blanks left out; the peer is Tesseract's
own page layout on the same picture. `./run bench scans` prints the table of docs/reading-scans.md.
"""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from bench.letters import LETTERS
from bench.measure import Goal, Result, measure_all, show
from saan.documents.reading import read_document
from saan.documents.reading.scans.engine import MODELS, missing, models_folder
from saan.documents.typesetting.letter import render_letter
from saan.kernel.spelling import canonical
from saan.letters.reader import read

SEED = 4


@dataclass(frozen=True)
class Grade:
    """How a page is spoiled: tilt in degrees, blur in points, noise in grey steps, JPEG quality (0: none)."""

    tilt: float
    blur: float
    noise: float
    quality: int


GRADES = {
    "clean": Grade(0.0, 0.0, 0.0, 0),
    "light": Grade(0.6, 0.12, 12.0, 75),
    "heavy": Grade(-1.3, 0.22, 28.0, 50),
}
RESOLUTIONS = (150, 200, 300)
FIELDS = ("number", "date", "subject", "quota", "deadline")


def scanned(pdf: bytes, dpi: int, grade: Grade, seed: int = SEED) -> bytes:
    """The first page as a scanner would hand it over: a PNG, or a JPEG where the grade says so."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    document.close()
    if grade.tilt:
        page = page.rotate(-grade.tilt, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(grade.blur * dpi / 72))
    noise = np.random.default_rng(seed).normal(0, grade.noise + 1e-9, (page.height, page.width))
    page = Image.fromarray(np.clip(np.asarray(page, np.float32) + noise, 0, 255).astype(np.uint8))
    held = io.BytesIO()
    if grade.quality:
        page.save(held, "JPEG", quality=grade.quality, dpi=(dpi, dpi))
    else:
        page.save(held, "PNG", dpi=(dpi, dpi))
    return held.getvalue()


def first_page(pdf: bytes) -> str:
    document = read_document(pdf, "letter.pdf")
    return document.text[slice(*document.pages[0])]


def edits(one: str, other: str) -> int:
    """Levenshtein distance, one row of the table at a time."""
    row = np.arange(len(other) + 1)
    codes = np.array([ord(char) for char in other])
    for i, char in enumerate(one, 1):
        diagonal = row[:-1] + (codes != ord(char))
        step = np.minimum(diagonal, row[1:] + 1)
        left = np.concatenate(([i], step))
        row = np.minimum.accumulate(left - np.arange(len(left))) + np.arange(len(left))
    return int(row[-1])


def error_rate(found: str, truth: str) -> float:
    bare, wanted = "".join(found.split()), "".join(truth.split())
    return edits(bare, wanted) / max(1, len(wanted))


def kept_fields(found: dict, truth: dict) -> dict[str, tuple[int, int]]:
    """(kept, all) for each of FIELDS between two records; quotas and deadlines are compared one by one."""
    pairs = {
        "number": (_bare(found.get("number")), _bare(truth.get("number"))),
        "date": ((found.get("date") or {}).get("iso"), (truth.get("date") or {}).get("iso")),
        "subject": (_bare(found.get("subject")), _bare(truth.get("subject"))),
    }
    kept = {field: (int(got == wanted), 1) for field, (got, wanted) in pairs.items() if wanted}
    for field in ("quota", "deadline"):
        wanted = [item[field] for item in truth["directives"] if item[field]]
        seen = [item[field] for item in found["directives"] if item[field]]
        kept[field] = (sum(one in seen for one in wanted), len(wanted))
    return kept


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def table(pdfs: list[bytes]) -> dict[tuple[int, str], dict[str, float]]:
    """For each resolution and grade: CER, share of digits, kept fields, and processor seconds a page."""
    rows = {}
    for dpi in RESOLUTIONS:
        for name, grade in GRADES.items():
            rows[dpi, name] = _row(pdfs, dpi, grade)
            print(
                f"{dpi} dpi {name:<6}",
                "  ".join(f"{k} {v:.4g}" for k, v in rows[dpi, name].items()),
                flush=True,
            )
    return rows


def _row(pdfs: list[bytes], dpi: int, grade: Grade) -> dict[str, float]:
    rates, digits, seconds = [], [], 0.0
    kept = {field: [0, 0] for field in FIELDS}
    for i, pdf in enumerate(pdfs):
        picture, truth = scanned(pdf, dpi, grade, SEED + i), first_page(pdf)
        began = time.process_time()
        text = read_document(picture, "scan.jpg" if grade.quality else "scan.png").text
        seconds += time.process_time() - began
        rates.append(error_rate(text, truth))
        digits.append(error_rate("".join(filter(str.isdecimal, text)), "".join(filter(str.isdecimal, truth))))
        for field, (got, of) in kept_fields(read(text).record, read(truth).record).items():
            kept[field][0] += got
            kept[field][1] += of
    shares = {field: got / of if of else 1.0 for field, (got, of) in kept.items()}
    return {
        "cer": float(np.mean(rates)),
        "digit_cer": float(np.mean(digits)),
        **shares,
        "cpu": seconds / len(pdfs),
    }


def run() -> Result:
    lacking = missing()
    if lacking:
        raise SystemExit(lacking)
    pdfs = [render_letter(sheet) for sheet in LETTERS]
    rows = table(pdfs)
    picture = scanned(pdfs[0], 300, GRADES["light"])
    works = {"ours": lambda: read_document(picture, "a.jpg"), "tesseract, its own layout": _peer(picture)}
    found = measure_all(works, runs=3, reset=lambda: None)
    work = f"one page of {len(first_page(pdfs[0])):,} characters at 300 dpi, light noise, 0.6° tilt"
    result = Result("scans", work, found.pop("ours"), found, runs=3)
    result.goals += _goals(rows)
    _print_peer(pdfs)
    show(result)
    return result


def _goals(rows: dict[tuple[int, str], dict[str, float]]) -> list[Goal]:
    light = rows[300, "light"]
    goals = [
        Goal(f"{field} kept, 300 dpi light", "≥ 0.9", f"{light[field]:.3f}", light[field] >= 0.9)
        for field in FIELDS
    ]
    return [*goals, Goal("one page on one core", "< 4 s", f"{light['cpu']:.2f} s", light["cpu"] < 4)]


def _print_peer(pdfs: list[bytes]) -> None:
    """What Tesseract's own layout makes of the same pages, for the table."""
    for dpi, name in ((200, "clean"), (300, "light")):
        pairs = [
            (_peer(scanned(pdf, dpi, GRADES[name], SEED + i))(), first_page(pdf))
            for i, pdf in enumerate(pdfs)
        ]
        digits = [
            error_rate(*("".join(filter(str.isdecimal, text)) for text in (found, truth)))
            for found, truth in pairs
        ]
        rate = np.mean([error_rate(canonical(found), truth) for found, truth in pairs])
        print(f"tesseract's own layout, {dpi} dpi {name}: cer {rate:.4g}  digit_cer {np.mean(digits):.4g}")


def _peer(picture: bytes) -> Callable[[], str]:
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=str(models_folder()), lang="+".join(MODELS), psm=tesserocr.PSM.AUTO)

    def work() -> str:
        api.SetImage(Image.open(io.BytesIO(picture)).convert("L"))
        return api.GetUTF8Text()

    return work
