"""Words that must stay on one line.

Browsers cut Thai by dictionary and break names and terms that it does not hold (ท่า|ตะเกียบ, นวัต|วิถี), and they part
a figure from its unit. `mark` wraps such pieces in a span that CSS keeps whole.
"""

import re
from collections.abc import Iterable
from functools import cache

import geothai
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TERMS = [
    "ผู้ผลิต", "ผู้ประกอบการ", "ผลิตภัณฑ์", "ทะเบียน", "ลงทะเบียน", "ข้อสั่งการ", "ท่องเที่ยว", "อัตลักษณ์",
    "นวัตวิถี", "ศิลปวัฒนธรรม", "สารบรรณ", "ประทับตรา", "ลงนาม", "ไปรษณีย์", "วันทำการ", "หน่วยงาน",
    "หน่วยงานรัฐ", "กลุ่มผู้ผลิตชุมชน", "ประเภทอื่น", "ปรับตัวสู่การพัฒนา", "ปฏิบัติราชการแทน",
    "รักษาการแทน", "ศาลากลางจังหวัด", "ข้อมูลส่วนบุคคล", "แฮชแท็ก", "อย่างน้อย", "ตำบลละ", "อำเภอละ",
    "ยังไม่รวม", "ใบรับรอง", "โอทอป", "วิสาหกิจชุมชน", "ปีงบประมาณ", "ตัวชี้วัด", "หนังสือเวียน", "ไตรมาส", "ผิดพลาด", "ผ่อนผัน",
    "การดำเนินการ", "การคัดเลือก", "ยังขาด", "เกินกำหนด", "ใกล้สุด",
]  # fmt: skip
SHORTEST_NAME = 6
PLACE_WORDS = ("จังหวัด", "อำเภอ", "ตำบล", "เขต", "แขวง")

_DIGIT = "[0-9๐-๙]"
_MONTH = (
    "(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    r"ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\.)"
)
_UNIT = (
    "(?:ล้านบาท|บาท|รายการ|ราย(?!งาน|ได้|ละเอียด|ชื่อ|เดิม|เดือน|จังหวัด|อำเภอ|ตำบล)|กลุ่ม|แห่ง|ฉบับ|แถว|ช่อง(?!ทาง)|"
    "วันทำการ|วัน|เดือน|ปี|นาที|ตำบล|อำเภอ|จังหวัด|ผลิตภัณฑ์|หมู่บ้าน|ครั้ง|คน|ข้อ(?!สั่ง|มูล|สงสัย|ความ)|ชุด|เรื่อง|แฟ้ม|ภาพ|"
    "หน้า|ดาว|แผ่น|ชิ้น|สี)"
)
_SHAPES = (
    rf"(?:ที่ )?[ก-ฮ]{{2,3}} {_DIGIT}{{3,5}}(?:\.{_DIGIT}+)*/(?:ว ?)?{_DIGIT}+",
    rf"(?<![ก-๙])ว {_DIGIT}+",
    rf"(?:(?:อา|จ|อ|พ|พฤ|ศ|ส)\. )?{_DIGIT}{{1,2}} {_MONTH}(?: (?:พ\.ศ\. )?{_DIGIT}{{4}})?",
    rf"{_MONTH} {_DIGIT}{{4}}",
    rf"{_DIGIT}{{1,2}}[.:]{_DIGIT}{{2}} น\.",
    rf"[+−-]?{_DIGIT}[0-9๐-๙,.]* ?{_UNIT}",
    r"(?:จ|อ|ต|สพอ|สพจ|สถจ|สถอ|อบต|อบจ|ทต|ทม|ทน)\.[ก-๙]{2,18}(?![ก-๙])",
)

_extra_names: set[str] = set()


def register_names(names: Iterable[str]) -> None:
    """Further place or office names that must not break; short ones count only after จังหวัด, อำเภอ or ตำบล."""
    _extra_names.update(names)
    _pattern.cache_clear()


def _place_names() -> set[str]:
    provinces = geothai.provinces()
    districts = (place for province in provinces for place in geothai.districts(province.code))
    return {place.name_th for place in (*provinces, *districts)} | _extra_names


def _any_of(words: Iterable[str]) -> str:
    """A regular expression for a list of words that shares their beginnings, so that a thousand names stay quick."""
    tree: dict[str, dict] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, dict]) -> str:
    ends = "" in tree
    ways = [re.escape(letter) + _branch(rest) for letter, rest in tree.items() if letter]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and not ends else f"(?:{'|'.join(ways)})"
    return joined + ("?" if ends else "")


@cache
def _pattern() -> re.Pattern[str]:
    names = _place_names()
    long_names = {name for name in names if len(name) >= SHORTEST_NAME}
    after_sign = "|".join(f"(?<={word})" for word in PLACE_WORDS)
    kinds = [*_SHAPES, rf"(?:{after_sign}){_any_of(names)}", _any_of({*long_names, *TERMS})]
    return re.compile("|".join(kinds))


def mark(text: object) -> SafeString:
    """The text, escaped unless it is already safe, with each such piece in <span class="nb">; tags stay as they are."""
    pieces = re.split(r"(<[^>]*>)", str(conditional_escape(text)))
    wrapped = (
        piece if piece.startswith("<") else _pattern().sub(r'<span class="nb">\g<0></span>', piece)
        for piece in pieces
    )
    return mark_safe("".join(wrapped))
