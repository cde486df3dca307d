"""The same papers as Word files: the numbers of the layout rules again, in the units of Word.

What Word decides while it is open cannot be written into the file: the words that announce the next page at the foot
of one are only in the PDF, and the slogan and the address to verify stand on every page instead of the last.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.shared import Mm

from saan.documents.typesetting.codes import qr_png
from saan.documents.typesetting.letter import laid_out
from saan.documents.typesetting.letter_model import Runs
from saan.documents.typesetting.letter_sheet import RULINGS, LetterKind, LetterSheet
from saan.documents.typesetting.pictures import as_png
from saan.documents.typesetting.widths import MM_PER_POINT, text_width
from saan.documents.word.pieces import (
    CENTRE,
    DISTRIBUTED,
    PITCH,
    RED,
    Stop,
    draw_line_under,
    float_picture,
    lay,
    number_in_thai_digits,
    use_thai_letters,
    write,
    write_page_number,
)

WIDTH, HALF = 160, 75
AXIS = HALF + 13.5
TITLE = "บันทึกข้อความ"
INDENTS = (25, 25, 35, 45)
TOP, EDGE = 15, 2
OFF_CENTRE = 10
"""Left margin less right margin: this much indent at the right brings a line to the middle of the paper."""
RULE = 45
SMALL, WIDE = 6, 12
MARK_PITCH = 34
FIRST_BASE = 45
"""Where the first line of a letter stands, millimetres from the top: at the foot of the Garuda."""
ASCENT = 15.5
"""Points from the top of an exact line of 21 to its base line, as Word and LibreOffice place it."""


def letter_docx(sheet: LetterSheet) -> bytes:
    """The paper as DOCX, whatever its kind: TH Sarabun New for Thai and Latin, exact lines of 21 points."""
    document, model = Document(), laid_out(sheet)
    use_thai_letters(document)
    document.core_properties.title, document.core_properties.author = model["title"], sheet.agency[0]
    _set_page(document, sheet, model)
    if sheet.kind is LetterKind.MEMO:
        _memo_head(document, sheet, model)
    elif sheet.kind in RULINGS:
        _ruling_head(document, sheet, model)
    else:
        _letter_head(document, sheet, model)
    for row in model["meta"]:
        _meta(document, row)
    _body(document, model)
    _end(document, sheet, model)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def plain(runs: Runs) -> str:
    """The words of a line joined again."""
    return "".join(text for text, _, _ in runs)


def _set_page(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(20)
    section.header_distance, section.footer_distance = Mm(EDGE), Mm(4)
    section.different_first_page_header_footer = True
    number_in_thai_digits(section)
    mark = " ".join(filter(None, (model["secrecy"], "ร่าง" if sheet.draft else "")))
    for header in (section.first_page_header, section.header):
        write(_middle(header.paragraphs[0], pitch=MARK_PITCH), mark, size=32, bold=True, colour=RED)
    number = _middle(section.header.add_paragraph(), before=28, after=16)
    write(number, "- ")
    write_page_number(number)
    write(number, " -")
    for footer in (section.first_page_footer, section.footer):
        _foot(footer, sheet, model)


def _foot(footer: Any, sheet: LetterSheet, model: dict[str, Any]) -> None:
    first = _middle(footer.paragraphs[0], pitch=18)
    write(first, plain(model["slogan"]) if model["slogan"] else "")
    if sheet.verify_url:
        float_picture(first, qr_png(sheet.verify_url), height=15, x=175, y=277.5)
        write(_middle(footer.add_paragraph(), pitch=14), model["verify"], size=12)
    if model["secrecy"]:
        mark = _middle(footer.add_paragraph(), pitch=MARK_PITCH)
        write(mark, model["secrecy"], size=32, bold=True, colour=RED)


def _middle(paragraph: Any, **options: float) -> Any:
    """A line in the middle of the paper."""
    return lay(paragraph, align=CENTRE, right=OFF_CENTRE, **options)


def _letter_head(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    stamped = sheet.kind is LetterKind.STAMPED
    agency = [] if stamped else [plain(line) for line in model["agency"]]
    start = _agency_column(agency)
    first = _first_paragraph(document, sheet, model, base=FIRST_BASE)
    number = plain(model["number"])
    if not agency:
        write(lay(first, before=first.paragraph_format.space_before.pt), number)
        return
    lay(first, before=first.paragraph_format.space_before.pt, left=start, first=-start)
    write(first, f"{number}\t{agency[0]}")
    for line in agency[1:]:
        write(lay(document.add_paragraph(), left=start), line)
    write(lay(document.add_paragraph(), left=HALF, before=SMALL), model["date"])


def _agency_column(agency: list[str]) -> float:
    widest = max((text_width(line) for line in agency), default=0)
    return min(max(WIDTH - widest, 88), 100)


def _first_paragraph(document: Word, sheet: LetterSheet, model: dict[str, Any], *, base: float) -> Any:
    """The first line, its space above such that it stands at ``base``; the Garuda and a mark of urgency before it."""
    room = (base - TOP) / MM_PER_POINT - ASCENT
    urgency = model["urgency"] if sheet.kind not in RULINGS else ""
    first = document.add_paragraph()
    if sheet.garuda:
        float_picture(first, as_png(sheet.garuda), height=30, x=None, y=TOP)
    if not urgency:
        return lay(first, before=room)
    write(lay(first, before=room - MARK_PITCH, pitch=MARK_PITCH), urgency, size=32, bold=True, colour=RED)
    return lay(document.add_paragraph())


def _memo_head(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    title = _middle(document.add_paragraph(), pitch=35, before=15)
    if sheet.garuda:
        float_picture(title, as_png(sheet.garuda), height=15, x=30, y=TOP)
    if model["urgency"]:
        middle = WIDTH / 2 - OFF_CENTRE / 2
        lay(title, pitch=35, before=15, stops=[Stop(17), Stop(middle - text_width(TITLE, 29, bold=True) / 2)])
        write(title, f"\t{model['urgency']}", size=32, bold=True, colour=RED)
        write(title, "\t")
    write(title, TITLE, size=29, bold=True)
    _dotted(document, [("ส่วนราชการ", plain(model["agency"][0]), WIDTH)])
    date_at = (210 - text_width(TITLE, 29, bold=True)) / 2 + text_width("บันทึก", 29, bold=True) - 30
    _dotted(document, [("ที่", plain(model["number"]), date_at), ("วันที่", model["date"], WIDTH)])
    _dotted(document, [("เรื่อง", plain(model["subject"]), WIDTH)])


def _dotted(document: Word, parts: list[tuple[str, str, float]]) -> None:
    """Big labels, each with its value and dots to where the next begins."""
    label = parts[0][0]
    hang = text_width(f"{label}  ", 20, bold=True)
    row = document.add_paragraph()
    stops = [Stop(end, dotted=True, at_end=end == WIDTH) for _, _, end in parts]
    lay(row, left=hang, first=-hang, pitch=23, stops=stops)
    for name, value, _ in parts:
        write(row, name, size=20, bold=True)
        write(row, f"  {value} \t")


def _ruling_head(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    first = _first_paragraph(document, sheet, model, base=FIRST_BASE + 8)
    for place, line in enumerate(model["heads"]):
        row = first if place == 0 else document.add_paragraph()
        before = first.paragraph_format.space_before.pt if place == 0 else SMALL
        write(_middle(row, before=before), plain(line))
    side = (WIDTH - OFF_CENTRE - RULE) / 2
    draw_line_under(
        lay(document.add_paragraph(), left=side, right=side + OFF_CENTRE, pitch=SMALL, after=SMALL)
    )


def _meta(document: Word, row: dict[str, Any]) -> None:
    """A row such as เรื่อง: its label, and texts that hang at their own column, quantities in a column at the right."""
    column = text_width(f"{row['label']}  ")
    widest = max((text_width(plain(entry["aside"])) for entry in row["entries"] if entry["aside"]), default=0)
    for place, entry in enumerate(row["entries"]):
        number = entry["number"] or ""
        hang = column + (text_width(f"{number} ") if number else 0)
        stops = [*([Stop(column)] if number else []), *([Stop(WIDTH - widest - 0.5)] if widest else [])]
        paragraph = lay(
            document.add_paragraph(), before=0 if place else SMALL, left=hang, first=-hang, stops=stops
        )
        told = [row["label"] if place == 0 else "", *([number] if number else []), plain(entry["text"])]
        write(paragraph, "\t".join([*told, *([plain(entry["aside"])] if entry["aside"] else [])]))


def _body(document: Word, model: dict[str, Any]) -> None:
    last = len(model["body"]) - 1
    for place, part in enumerate(model["body"]):
        paragraph = document.add_paragraph()
        lay(
            paragraph,
            align=DISTRIBUTED,
            before=SMALL,
            first=INDENTS[part["level"]],
            with_next=place >= last - 1,
        )
        write(paragraph, plain(part["text"]))


def _end(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    if sheet.kind is LetterKind.STAMPED:
        _seal(document, sheet, model)
    else:
        if sheet.kind is LetterKind.EXTERNAL:
            closing = lay(document.add_paragraph(), left=HALF, before=WIDE, with_next=True)
            write(closing, plain(model["closing"]))
        elif sheet.kind in RULINGS:
            given = lay(document.add_paragraph(), left=2 * INDENTS[0], before=WIDE, with_next=True)
            write(given, plain(model["given-on"]))
        _signature(document, sheet, model)
    for place, line in enumerate(model["owner"]):
        before = model["owner-gap"] * PITCH if place == 0 else 0
        write(
            lay(document.add_paragraph(), before=before, with_next=place < len(model["owner"]) - 1),
            plain(line),
        )


def _signature(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    gap = 3 * PITCH
    if sheet.signed:
        picture = _under_axis(document.add_paragraph(), pitch=gap)
        picture.paragraph_format.line_spacing_rule = None
        picture.add_run().add_picture(io.BytesIO(as_png(sheet.signed)), height=Mm(2 * PITCH * MM_PER_POINT))
    elif model["signed-note"]:
        write(
            _under_axis(document.add_paragraph(), before=PITCH, after=PITCH),
            plain(model["signed-note"]),
            size=12,
        )
    signed = bool(sheet.signed or model["signed-note"])
    for place, line in enumerate(model["signature"]):
        write(
            _under_axis(document.add_paragraph(), before=gap if place == 0 and not signed else 0), plain(line)
        )


def _under_axis(paragraph: Any, **options: float) -> Any:
    """A line centred under the closing phrase, which is where names and posts stand."""
    return lay(paragraph, align=CENTRE, left=2 * AXIS - WIDTH, with_next=True, **options)


def _seal(document: Word, sheet: LetterSheet, model: dict[str, Any]) -> None:
    for place, line in enumerate(model["agency"]):
        write(_under_axis(document.add_paragraph(), before=WIDE if place == 0 else 0), plain(line))
    slot = 45 / MM_PER_POINT
    if sheet.seal:
        picture = _under_axis(document.add_paragraph())
        picture.paragraph_format.line_spacing_rule = None
        picture.add_run().add_picture(io.BytesIO(as_png(sheet.seal)), height=Mm(45))
    write(_under_axis(document.add_paragraph(), before=0 if sheet.seal else slot), model["date"])
