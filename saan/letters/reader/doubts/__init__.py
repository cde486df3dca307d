"""Where a letter contradicts itself, or leaves open what an officer must decide; never mended silently."""

from saan.letters.reader.doubts import certainty, identity, timing, wording
from saan.letters.reader.record import Draft

KINDS = {
    "code_vs_header": "รหัสในเลขที่หนังสือไม่ตรงกับหน่วยงาน",
    "province_conflict": "ชื่อจังหวัดขัดกันในฉบับเดียว",
    "postcode": "รหัสไปรษณีย์ไม่ตรงกับจังหวัด",
    "reference_date_mismatch": "วันที่ของหนังสือที่อ้างถึงไม่ตรงกัน",
    "digits_vs_words": "ตัวเลขกับตัวอักษรไม่ตรงกัน",
    "weekend_date": "ตรงกับวันหยุด",
    "weekday_mismatch": "ชื่อวันไม่ตรงกับวันที่",
    "due_before_letter": "ครบกำหนดก่อนวันที่ของหนังสือ",
    "invalid_date": "วันที่ไม่มีในปฏิทิน",
    "free_mail": "ช่องทางรายงานเป็นอีเมลทั่วไป",
    "personal_mobile": "เบอร์โทรศัพท์เคลื่อนที่ส่วนบุคคล",
    "ambiguous_or": "อ่านได้มากกว่าหนึ่งทาง",
    "new_or_total": "ไม่ชัดว่านับรายใหม่หรือยอดรวม",
    "not_a_letter": "ไม่ใช่หนังสือราชการ",
    "duplicate_word": "คำซ้ำที่รอยขึ้นบรรทัด",
    "low_certainty": "ภาพสแกนไม่ชัด",
    "enclosure_not_attached": "ไม่พบสิ่งที่ส่งมาด้วย",
    "signer_conflict": "ผู้ลงนามไม่ตรงกับหน่วยงาน",
    "phone_conflict": "โทรศัพท์ไม่ตรงกับจังหวัด",
}


def doubts(
    first: Draft, others: list[Draft], unsure: tuple[tuple[int, int], ...] = (), attached: int | None = None
) -> list[dict]:
    """Every doubt about the file, in the order of ``KINDS``; shapes are in docs/letter-schema.md.

    ``unsure`` are spans that a scan shows badly; ``attached`` is how many further files came with this one, None
    where that is not known.
    """
    found = [*identity.doubts(first), *timing.doubts(first, others), *wording.doubts(first)]
    found += [*certainty.doubts(first, unsure), *certainty.enclosures(first, others, attached)]
    order = list(KINDS)
    return sorted(found, key=lambda doubt: order.index(doubt["kind"]))
