"""Paragraphs, runs and pictures as Word wants them for Thai; python-docx alone leaves Thai letters unstyled."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "TH Sarabun New"
SIZE, PITCH = 16, 21
RED = RGBColor(0xC0, 0x00, 0x00)

LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
DISTRIBUTED = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY


class Stop(NamedTuple):
    """A tab stop: millimetres from the text's left edge; dots may lead to it; what follows starts or ends there."""

    at: float
    dotted: bool = False
    at_end: bool = False


def use_thai_letters(document: Document) -> None:
    """One typeface for Latin and Thai, 16 points for both, no theme behind it: Word styles the two scripts apart."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in list(defaults):
        defaults.remove(old)
    for part in _letters(SIZE, bold=False):
        defaults.append(part)
    defaults.append(_element("w:lang", val="en-US", eastAsia="en-US", bidi="th-TH"))
    normal = document.styles["Normal"].element
    for own in normal.findall(qn("w:rPr")):
        normal.remove(own)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = SIZE,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> Run:
    """A run of text; tabs in it become tabs."""
    run = paragraph.add_run(text)
    if colour is not None:
        run.font.color.rgb = colour
    properties = run._r.get_or_add_rPr()
    for part in _letters(size, bold=bold):
        properties.append(part)
    properties.append(OxmlElement("w:cs"))
    _in_order(properties)
    return run


def lay(
    paragraph: Paragraph,
    *,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: float = 0,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    first: float = 0,
    pitch: float = PITCH,
    stops: Sequence[Stop] = (),
    with_next: bool = False,
) -> Paragraph:
    """Set a paragraph: indents in millimetres, spaces and the exact line height in points."""
    form = paragraph.paragraph_format
    form.alignment, form.keep_with_next, form.widow_control = align, with_next or None, True
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.left_indent, form.right_indent, form.first_line_indent = Mm(left), Mm(right), Mm(first)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    for stop in stops:
        side = WD_TAB_ALIGNMENT.RIGHT if stop.at_end else WD_TAB_ALIGNMENT.LEFT
        leader = WD_TAB_LEADER.DOTS if stop.dotted else WD_TAB_LEADER.SPACES
        form.tab_stops.add_tab_stop(Mm(stop.at), side, leader)
    return paragraph


def float_picture(paragraph: Paragraph, png: bytes, *, height: float, x: float | None, y: float) -> None:
    """A picture that stands on the page, not in a line: millimetres from the paper's edges; x None is its middle."""
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(png), height=Mm(height))
    inline = run._r.find(f".//{qn('wp:inline')}")
    anchor = parse_xml(_ANCHOR)
    anchor.append(_position("H", x, "center"))
    anchor.append(_position("V", y, "top"))
    parts = {child.tag: child for child in inline}
    anchor.append(parts[qn("wp:extent")])
    anchor.append(OxmlElement("wp:wrapNone"))
    for name in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        anchor.append(parts[qn(name)])
    inline.getparent().replace(inline, anchor)


def draw_line_under(paragraph: Paragraph) -> None:
    """A thin line under a paragraph, as long as its indents leave."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="6", space="1", color="auto"))
    properties.find(qn("w:spacing")).addprevious(borders)


def write_page_number(paragraph: Paragraph) -> None:
    """The field of the page's number, in Thai digits."""
    for kind in ("begin", "instruction", "separate", "result", "end"):
        run = write(paragraph, "๒" if kind == "result" else "")
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.text = r" PAGE \* THAIARABIC "
            run._r.append(code)
        elif kind != "result":
            run._r.append(_element("w:fldChar", fldCharType=kind))


def number_in_thai_digits(section: Section) -> None:
    """Pages of the section are numbered ๑ ๒ ๓."""
    columns = section._sectPr.find(qn("w:cols"))
    columns.addprevious(_element("w:pgNumType", fmt="thaiNumbers"))


_ANCHOR = (
    f"<wp:anchor {nsdecls('wp', 'a', 'pic')} distT='0' distB='0' distL='0' distR='0' simplePos='0' "
    "relativeHeight='1' behindDoc='1' locked='0' layoutInCell='1' allowOverlap='1'>"
    "<wp:simplePos x='0' y='0'/></wp:anchor>"
)


def _position(axis: str, offset: float | None, otherwise: str) -> object:
    told = (
        f"<wp:align>{otherwise}</wp:align>"
        if offset is None
        else f"<wp:posOffset>{int(Mm(offset))}</wp:posOffset>"
    )
    return parse_xml(f"<wp:position{axis} {nsdecls('wp')} relativeFrom='page'>{told}</wp:position{axis}>")


def _letters(size: float, *, bold: bool) -> list[object]:
    """Typeface, weight and size, each said once for Latin and once for Thai ("complex script") letters."""
    half_points = str(round(size * 2))
    weight = [OxmlElement("w:b"), OxmlElement("w:bCs")] if bold else []
    return [
        _element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT),
        *weight,
        _element("w:sz", val=half_points),
        _element("w:szCs", val=half_points),
    ]


_ORDER = tuple(
    qn(name) for name in ("w:rFonts", "w:b", "w:bCs", "w:color", "w:sz", "w:szCs", "w:rtl", "w:cs", "w:lang")
)


def _in_order(properties: object) -> None:
    """The schema fixes the order of a run's properties, and Word refuses a file that has another."""
    for child in sorted(properties, key=lambda child: _ORDER.index(child.tag)):
        properties.append(child)


def _element(name: str, **attributes: str) -> object:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
