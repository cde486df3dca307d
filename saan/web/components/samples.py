"""Fictitious values for the gallery."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

from saan.web.components import status as states
from saan.web.components.forms import BahtField, CountField, ThaiDateField
from saan.web.components.sheet import Mark, Segment, cut
from saan.web.components.tiles import Tile

SPRITE = Path(__file__).parent / "templates" / "components" / "sprite.html"
DEADLINE = dt.date(2023, 9, 29)
MOMENT = dt.datetime(2023, 9, 26, 14, 5)
TARGET_SATANG = 447_756_000_000

LETTER = """ที่ นข ๐๐๑๙/ว ๕๔๖๕            ศาลากลางจังหวัดฉะเชิงเทรา
                ๒๖ กันยายน ๒๕๖๖
เรื่อง  การขึ้นทะเบียนผู้ผลิต ผู้ประกอบการ OTOP
เรียน  นายอำเภอ
    จังหวัดขอให้อำเภอรับลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP อย่างน้อยตำบลละ ๒ ราย/กลุ่ม ให้แล้วเสร็จภายในวันที่ ๒๙ กันยายน ๒๕๖๖"""

DISTRICTS = (
    ("เมืองฯ", 1, 2, 33, 38),
    ("บางคล้า", 2, 2, 14, 18),
    ("บางน้ำเปรี้ยว", 1, 1, 20, 20),
    ("บางปะกง", 1, 4, 19, 24),
    ("บ้านโพธิ์", 1, 3, 26, 34),
    ("พนมสารคาม", 3, 2, 16, 16),
    ("ราชสาส์น", 3, 1, 6, 6),
    ("สนามชัยเขต", 4, 2, 5, 8),
    ("แปลงยาว", 3, 3, 8, 8),
    ("ท่าตะเกียบ", 4, 3, 1, 4),
    ("คลองเขื่อน", 2, 1, 0, 10),
)


class SampleForm(forms.Form):
    """Every kind of field, bound to faulty answers."""

    income = BahtField(label="รายได้ปีก่อน", help_text="ปีปฏิทิน 2565 รวมทุกช่องทาง")
    members = CountField(label="สมาชิก", unit="คน", required=False)
    registered = ThaiDateField(label="วันที่ขึ้นทะเบียน")
    tambon = forms.ChoiceField(label="ตำบล", choices=[("240102", "หัวไทร"), ("240103", "เสม็ดใต้")])
    kind = forms.ChoiceField(
        label="ประเภทผู้ผลิต",
        choices=[
            ("group", "กลุ่มผู้ผลิตชุมชน"),
            ("owner", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"),
            ("sme", "วิสาหกิจขนาดกลางและขนาดย่อม"),
        ],
        widget=forms.RadioSelect,
    )
    share = forms.MultipleChoiceField(
        label="ชุมชนมีส่วนร่วมอย่างไร",
        help_text="เลือกอย่างน้อย 1 ข้อ",
        choices=[("make", "ร่วมผลิต"), ("manage", "ร่วมบริหาร"), ("gain", "ได้รับประโยชน์")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกการมีส่วนร่วมอย่างน้อย 1 ข้อ"},
    )
    story = forms.CharField(label="เรื่องราวของกลุ่ม", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    operating = forms.BooleanField(
        label="ยืนยันว่ายังผลิตอยู่", error_messages={"required": "ยืนยันก่อนส่ง หรือแจ้งเลิกกิจการแทน"}
    )


def sample_form() -> SampleForm:
    """A form as it comes back with four faults."""
    answers = {
        "income": "แปดหมื่นกว่า",
        "members": "๑๒",
        "registered": "31/02/2566",
        "tambon": "240102",
        "kind": "group",
    }
    return SampleForm(answers)


def letter_segments() -> list[Segment]:
    """The letter cut at its evidence, with the doubtful number asked about."""

    def mark(words: str, key: str, *, asked: bool = False) -> Mark:
        start = LETTER.index(words)
        return Mark(start, start + len(words), key, asked)

    return cut(
        LETTER,
        [
            mark("นข ๐๐๑๙/ว ๕๔๖๕", "number", asked=True),
            mark("ศาลากลางจังหวัดฉะเชิงเทรา", "from"),
            mark("อย่างน้อยตำบลละ ๒ ราย/กลุ่ม", "instructions.0"),
            mark("ภายในวันที่ ๒๙ กันยายน ๒๕๖๖", "instructions.0.due"),
        ],
    )


def icons() -> list[str]:
    """The names of the pictures in the sprite."""
    return re.findall(r'id="i-([a-z]+)"', SPRITE.read_text())


def statuses() -> list[states.Shown]:
    """Each state, and the turns of those whose colour moves with time."""
    plain = [states.shown(state, n=4, office="จังหวัด") for state in states.Status]
    turned = [states.shown(states.Status.WAITING, office="อบต.หัวไทร", days=5)]
    return [*plain, *turned, states.of_deadline(2), states.of_deadline(0)]


def context() -> dict[str, Any]:
    """Everything the gallery draws."""
    paginator = Paginator(range(620), 50)
    return {
        "sample": sample_form(),
        "alone": SampleForm(prefix="alone"),
        "statuses": statuses(),
        "segments": letter_segments(),
        "tiles": [Tile(*district) for district in DISTRICTS],
        "page": paginator.page(5),
        "due": DEADLINE,
        "moment": MOMENT,
        "target_satang": TARGET_SATANG,
        "icons": icons(),
        "chips": [{"label": "เกินกำหนด", "url": "?"}, {"label": "อำเภอบางคล้า", "url": "?"}],
        "choices": [
            {
                "value": "corrected",
                "label": "ฉช 0019/ว 5465",
                "hint": "น่าจะอ่าน “ฉช” ผิดเป็น “นข” ระบบจะแก้ในเลขอ้างถึงด้วย",
            },
            {"value": "as_printed", "label": "นข 0019/ว 5465", "hint": "คงตามที่พิมพ์ และบันทึกว่าต้นฉบับพิมพ์ผิด"},
        ],
        "kv_rows": [
            ("ชนิด", "หนังสือภายนอก — หนังสือเวียน"),
            ("ลงวันที่", "26 กันยายน 2566"),
            ("จำนวนเงิน", "4,477,560,000 บาท"),
        ],
    }
