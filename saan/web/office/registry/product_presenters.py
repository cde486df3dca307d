"""What a product's page says: its facts, its four scales side by side, its papers."""

from dataclasses import dataclass

from saan.kernel.dates import format_short, today
from saan.registry.models import Product, Quadrant, QuadrantAssessment, Scale
from saan.registry.queries.products import Paper, distinctions_of, papers_of, permit_ended
from saan.web.components.figures import baht, number
from saan.web.components.status import Shown, Tone


@dataclass(frozen=True)
class PaperLine:
    """A certificate as drawn."""

    paper: Paper
    status: Shown


@dataclass(frozen=True)
class ScaleRow:
    """One dated entry of a scale's history."""

    words: str
    note: str
    when: str


@dataclass(frozen=True)
class ScaleCard:
    """A scale: what stands now, in words, and how it came to be. Never a number made of several scales."""

    key: str
    title: str
    now: str
    note: str
    rows: tuple[ScaleRow, ...]


def facts(product: Product) -> list[tuple[str, str]]:
    """Label and value; what is not filled in says so."""
    price = f"{baht(product.price)} บาทต่อ{product.unit}" if product.price else "ยังไม่ได้กรอก"
    capacity = (
        f"{number(product.capacity)} {product.unit}".strip() if product.capacity is not None else "ยังไม่ได้กรอก"
    )
    rows = [
        ("ประเภท", product.get_kind_display()),
        ("ผู้ผลิต", product.producer.name),
        ("ตำบลที่ผลิต", f"{product.tambon.title} {product.producer.tambon.parent.title}"),
        ("ราคาขายปลีก", price),
        ("กำลังผลิตต่อเดือน", capacity),
        ("วันที่ขึ้นทะเบียน", f"{format_short(product.registered_on)} (ปีที่ลงทะเบียน {product.cohort_be})"),
    ]
    return [*rows, ("ใบอนุญาตผลิต", _permit(product))]


def _permit(product: Product) -> str:
    if not product.regulated:
        return "ไม่ต้องมี"
    until = f" ถึง {format_short(product.permit_expires)}" if product.permit_expires else ""
    return f"เลขที่ {product.permit_number}{until}"


def permit_warning(product: Product) -> str:
    """What to do about a permit that has run out; empty where there is nothing."""
    if not permit_ended(product, today()):
        return ""
    return (
        f"ใบอนุญาตเลขที่ {product.permit_number} หมดอายุเมื่อ {format_short(product.permit_expires)} "
        "ให้ผู้ผลิตต่ออายุ แล้วแก้วันหมดอายุในแฟ้มนี้"
    )


def paper_lines(product: Product) -> list[PaperLine]:
    """The product's certificates with how each stands today."""
    return [PaperLine(paper, paper_status(paper)) for paper in papers_of(product, today())]


def paper_status(paper: Paper) -> Shown:
    standard = paper.standard
    if standard.revoked_on:
        return Shown(f"เพิกถอน {format_short(standard.revoked_on)}", "x", Tone.OUTLINE)
    if not paper.holds:
        return Shown("หมดอายุ", "bad", Tone.WRONG)
    return Shown("ใช้ได้", "ok", Tone.DONE)


def cards(product: Product) -> list[ScaleCard]:
    """The scales in their order; each stands alone."""
    return [_quadrant(product), _stars(product), _mark(product), _pso(product), _kbo(product)]


def _quadrant(product: Product) -> ScaleCard:
    rows = tuple(
        ScaleRow(each.get_result_display(), _why(each), format_short(each.assessed_on))
        for each in product.assessments.all()
    )
    if not product.quadrant:
        return ScaleCard("quadrant", "กลุ่ม Quadrant", "ยังไม่เคยประเมิน", "จึงไม่นับว่าอยู่กลุ่มใด", rows)
    note = "คำตอบทั้งชุดไม่เข้ากลุ่มใดของตาราง" if product.quadrant == Quadrant.UNCLASSIFIED else ""
    return ScaleCard("quadrant", "กลุ่ม Quadrant", product.get_quadrant_display(), note, rows)


def _why(each: QuadrantAssessment) -> str:
    answers = " ".join(each.answers[question] for question in sorted(each.answers))
    by_table = f"ตาราง {each.table_version} คำตอบ {answers}" if each.answers else "จากเอกสาร ไม่มีคำตอบรายข้อ"
    differs = f" ได้ {each.get_computed_display()} แต่บันทึกต่าง" if each.overridden else ""
    reason = f" เพราะ {each.reason}" if each.reason else ""
    return f"{by_table}{differs}{reason}"


def _stars(product: Product) -> ScaleCard:
    awards = list(product.awards.all())
    rows = tuple(
        ScaleRow(
            f"{each.stars} ดาว" if each.stars else "ไม่ผ่านการคัดสรร",
            f"{number(each.total)} คะแนน" if each.total is not None else "",
            f"รอบปี {each.round_be}",
        )
        for each in awards
    )
    if product.stars:
        now, note = f"{product.stars} ดาว", f"รอบปี {awards[0].round_be}" if awards else ""
    elif awards:
        now, note = "ไม่ผ่านการคัดสรร", f"รอบปี {awards[0].round_be}"
    else:
        now, note = "ยังไม่เคยเข้าคัดสรร", "ซึ่งไม่เท่ากับ 1 ดาว"
    return ScaleCard("stars", "ระดับดาว", now, note, rows)


def _mark(product: Product) -> ScaleCard:
    marks = list(product.marks.all())
    rows = tuple(
        ScaleRow(
            each.get_colour_display(),
            f"เลขที่ {each.number}" if each.number else "",
            format_short(each.issued_on),
        )
        for each in marks
    )
    if not marks:
        return ScaleCard("mark", "เครื่องหมาย OTOP", "ยังไม่ได้รับ", "", rows)
    newest = marks[0]
    ended = newest.expires_on and newest.expires_on < today()
    note = f"{'หมดอายุ' if ended else 'ใช้ได้ถึง'} {format_short(newest.expires_on)}" if newest.expires_on else ""
    return ScaleCard("mark", "เครื่องหมาย OTOP", f"สี{newest.get_colour_display()}", note, rows)


def _pso(product: Product) -> ScaleCard:
    return _placed(product, Scale.PSO, "PSO ผลิตภัณฑ์เด่นจังหวัด")


def _kbo(product: Product) -> ScaleCard:
    return _placed(product, Scale.KBO, "KBO เครือข่ายองค์ความรู้")


def _placed(product: Product, scale: Scale, title: str) -> ScaleCard:
    found = distinctions_of(product, scale)
    rows = tuple(ScaleRow(each.get_outcome_display(), each.note, f"ปี {each.year_be}") for each in found)
    if not found:
        return ScaleCard(scale.value, title, "ยังไม่เคยเสนอชื่อ", "", rows)
    return ScaleCard(
        scale.value, title, found[0].get_outcome_display(), f"ปีงบประมาณ {found[0].year_be}", rows
    )
