"""Doubts about what the paper does not show: figures that a scan blurs, enclosures that did not come."""

from collections.abc import Iterator

from saan.letters.reader.doubts.shape import doubt, suggestion
from saan.letters.reader.record import Draft

Span = tuple[int, int]
_LABELS = (
    ("number", "เลขที่หนังสือ"),
    ("date", "วันที่ของหนังสือ"),
    ("references", "หนังสือที่อ้างถึง"),
    ("contact", "ช่องทางติดต่อ"),
    ("money", "จำนวนเงิน"),
    ("percent", "ร้อยละ"),
    ("enclosures", "สิ่งที่ส่งมาด้วย"),
)
_PARTS = {
    "deadline": "กำหนดของข้อสั่งการที่ {n}",
    "quota": "จำนวนของข้อสั่งการที่ {n}",
    "report_channel": "ช่องทางรายงานของข้อสั่งการที่ {n}",
}


def doubts(draft: Draft, unsure: tuple[Span, ...]) -> Iterator[dict]:
    """One doubt a field whose figures are badly seen; badly seen words that nothing was read from are passed over."""
    raw = draft.paper.view.raw
    for path, label, span in _fields(draft) if unsure else ():
        blurred = [at for at in unsure if at[0] < span[1] and at[1] > span[0]]
        if not blurred:
            continue
        shown = " ".join(f"“{raw[slice(*at)]}”" for at in blurred)
        yield doubt(
            "low_certainty",
            f"{label} อ่านได้ว่า “{raw[slice(*span)]}” แต่ตัวเลข {shown} ไม่ชัดในภาพสแกน โปรดเทียบกับต้นฉบับ",
            fields=[path],
            words=[(raw[slice(*span)], span)],
            suggestions=[
                suggestion("ถูกต้องตามที่อ่าน", "เทียบกับภาพต้นฉบับแล้วตรงกัน"),
                suggestion("อ่านใหม่จากต้นฉบับ", "พิมพ์ค่าที่ถูกต้องลงในช่องนี้เอง"),
            ],
        )


def _fields(draft: Draft) -> Iterator[tuple[str, str, Span]]:
    """(path, Thai label, span) of every value with figures."""
    for path, found in draft.evidence.items():
        label = next((label for head, label in _LABELS if path.split(".")[0] == head), None)
        if label:
            yield path, label, (found["span"][0], found["span"][1])
    for i, made in enumerate(draft.found):
        for part, label in _PARTS.items():
            if part in made.spans:
                yield f"directives.{i}.{part}", label.format(n=i + 1), made.spans[part]


def enclosures(first: Draft, others: list[Draft], attached: int | None) -> Iterator[dict]:
    """Enclosures are named, and it is known that nothing came with the letter."""
    named = first.record["enclosures"]
    if not named or attached != 0 or others or _has_annex(first):
        return
    words = [first.evidence[f"enclosures.{i}.title"] for i in range(len(named))]
    titles = " ".join(f"“{item['title']}”" for item in named)
    yield doubt(
        "enclosure_not_attached",
        f"หนังสืออ้างว่าส่ง {titles} มาด้วย แต่ไม่มีไฟล์หรือหน้าแนบมา โปรดขอจากหน่วยงานเจ้าของหนังสือ",
        fields=[f"enclosures.{i}" for i in range(len(named))],
        words=[(found["text"], found["span"]) for found in words],
        suggestions=[
            suggestion("ขอสิ่งที่ส่งมาด้วยจากผู้ส่ง", "ลงรับได้ก่อน แล้วแนบเพิ่มเมื่อได้รับ"),
            suggestion("ได้รับทางอื่นแล้ว", "เช่น รับเป็นเล่ม หรือดาวน์โหลดจากเว็บไซต์"),
        ],
    )


def _has_annex(first: Draft) -> bool:
    """Pages after the letter's own end are its enclosures."""
    return bool(first.paper.view.text[first.paper.end :].strip())
