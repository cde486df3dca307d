"""Kinds and states of producers and products. Four scales stay apart: quadrant, stars, product mark, campaign labels."""

from saan.kernel.labels import Labelled


class ProducerKind(Labelled):
    """Who may register (CDD registration handbook), and public bodies, which do register in practice."""

    GROUP = "group", "กลุ่มผู้ผลิตชุมชน"
    SOLE = "sole", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"
    SME = "sme", "วิสาหกิจขนาดกลางและขนาดย่อม"
    PUBLIC = "public", "หน่วยงานของรัฐ"


class ProducerStatus(Labelled):
    DRAFT = "draft", "รอเอกสาร"
    REGISTERED = "registered", "ขึ้นทะเบียนแล้ว"
    CEASED = "ceased", "เลิกประกอบการ"
    MERGED = "merged", "รวมกับทะเบียนอื่น"


class ProductKind(Labelled):
    """The five official types."""

    FOOD = "food", "อาหาร"
    BEVERAGE = "beverage", "เครื่องดื่ม"
    TEXTILE = "textile", "ผ้า เครื่องแต่งกาย"
    DECOR = "decor", "ของใช้ ของตกแต่ง ของที่ระลึก"
    HERBAL = "herbal", "สมุนไพรที่ไม่ใช่อาหาร"


class Quadrant(Labelled):
    """Potential of a product. Not every answer set gives one: unclassified is a result, not an absence."""

    A = "A", "A ดาวเด่นสู่สากล"
    B = "B", "B อนุรักษ์สร้างคุณค่า"
    C = "C", "C พัฒนาสู่การแข่งขัน"
    D = "D", "D ปรับตัวสู่การพัฒนา"
    UNCLASSIFIED = "U", "จัดกลุ่มไม่ได้"


PRODUCER_STEPS: dict[ProducerStatus, frozenset[ProducerStatus]] = {
    ProducerStatus.DRAFT: frozenset({ProducerStatus.REGISTERED, ProducerStatus.CEASED}),
    ProducerStatus.REGISTERED: frozenset({ProducerStatus.CEASED, ProducerStatus.MERGED}),
    ProducerStatus.CEASED: frozenset({ProducerStatus.REGISTERED}),
    ProducerStatus.MERGED: frozenset(),
}
