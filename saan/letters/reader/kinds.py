"""Which of the papers of the saraban regulation this is; and what is no letter at all."""

import re

from saan.letters.reader.anatomy import MEMO, NUMBER_LINE, Paper

EXTERNAL, MEMO_KIND, STAMPED, ANNOUNCEMENT, ORDER_KIND, NEWS, OTHER = (
    "external letter",
    "memo",
    "stamped letter",
    "announcement",
    "order",
    "news",
    "other",
)
LABELS = {
    EXTERNAL: "หนังสือภายนอก",
    MEMO_KIND: "บันทึกข้อความ",
    STAMPED: "หนังสือประทับตรา",
    ANNOUNCEMENT: "ประกาศ",
    ORDER_KIND: "คำสั่ง",
    NEWS: "ข่าว",
    OTHER: "เอกสารอื่น",
}
DATELINE = re.compile(r"^ *วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่ \d{1,2} [ก-๛]+ \d{4} *$", re.MULTILINE)
_MAIL = re.compile(r"\s*From: ")
_PRESS = re.compile(r"ข่าว|ที่มา *:|แชร์|โฆษก|เปิดเผย(?:ถึง|ว่า)|กล่าว(?:ว่า|ต่อ|เพิ่ม|เน้น)|ผู้สื่อข่าว|https?://")


def kind(paper: Paper) -> str:
    """The kind, from the headings that stand in the paper; press text is told by its words."""
    text = paper.view.text[paper.start : paper.end]
    if _MAIL.match(text) and not paper.lines("number"):
        return OTHER
    numbered = any(NUMBER_LINE.match(f"ที่ {paper.text(span)}") for span in paper.lines("number"))
    if any(MEMO.match(line) for line in text.split("\n")) or paper.lines("office"):
        return MEMO_KIND
    if re.search(r"^ *(?:โทรสาร|วิทยุ)ในราชการ", text, re.MULTILINE):
        return OTHER
    ordered = [paper.text(span).strip() for span in paper.lines("order")]
    if ordered and (paper.lines("signed_on") or paper.lines("subject")):
        return ORDER_KIND if ordered[0].startswith("คำสั่ง") else ANNOUNCEMENT
    if re.search(r"^ *ประกาศ ณ วันที่", text, re.MULTILINE):
        return ANNOUNCEMENT
    if _salutes_by_seal(paper, text):
        return STAMPED
    if paper.lines("addressees") or numbered:
        return EXTERNAL
    if DATELINE.search(text) or _PRESS.search(text):
        return NEWS
    return OTHER


def _salutes_by_seal(paper: Paper, text: str) -> bool:
    if "ประทับตรา)" in text or re.search(r"^ *หนังสือประทับตรา", text, re.MULTILINE):
        return True
    first = paper.lines("addressees")[:1]
    if not first:
        return False
    line = text[: first[0][0] - paper.start].rsplit("\n", 1)[-1]
    return "ถึง" in line
