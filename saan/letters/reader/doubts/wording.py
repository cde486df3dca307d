"""Doubts about words: sums written twice, private channels, what can be read in two ways."""

import re
from collections.abc import Iterator

from saan.kernel.number_words import NUMBER_WORDS, parse_number
from saan.letters.reader.doubts.shape import doubt, suggestion
from saan.letters.reader.kinds import LABELS, NEWS, OTHER
from saan.letters.reader.record import Draft
from saan.letters.reader.values import digits

_TWICE = re.compile(
    rf"(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.00|\.-)? ?บาท ?\( ?(?P<words>{NUMBER_WORDS}) ?บาท(?:ถ้วน)? ?\)"
)
_FREE_MAIL = re.compile(r"@(?:gmail|hotmail|yahoo|outlook|live|icloud)\.", re.IGNORECASE)
_DOUBLED = re.compile(r"(?P<word>ของ|และ|ที่|ใน|ให้|โดย|ตาม|จาก|เพื่อ|กับ|แก่|ต่อ|หรือ|ว่า) *\n+ *(?P=word)(?=[ก-๛])")
_REGISTERS = re.compile(r"(?:ขึ้น|ลง)ทะเบียน")
_OR = re.compile(r"(?:ที่|ประเภท|ระดับ)[^\s]{2,40} หรือ ?[^\s]{2,}")


def doubts(draft: Draft) -> list[dict]:
    found = [*_sums(draft), *_not_a_letter(draft), *_doubled(draft), *_mobiles(draft)]
    for index, made in enumerate(draft.found):
        found += [*_free_mail(draft, index, made.spans), *_open_quota(draft, index)]
    return found


def _sums(draft: Draft) -> Iterator[dict]:
    """A sum in figures and in words is one sum written twice."""
    for view in draft.body:
        for match in _TWICE.finditer(view.text):
            figure = int(match["figure"].replace(",", ""))
            try:
                spelled = parse_number(match["words"])
            except ValueError:
                continue
            if figure == spelled:
                continue
            values = [item["value"] for item in draft.record["money"]]
            path = f"money.{values.index(figure)}.value" if figure in values else "money"
            span = view.span(*match.span())
            yield doubt(
                "digits_vs_words",
                f"จำนวนเงินเป็นตัวเลข {figure:,} บาท แต่ตัวอักษรอ่านได้ {spelled:,} บาท โปรดเลือกจำนวนที่ถูกต้อง",
                fields=[path],
                words=[(draft.paper.view.raw[slice(*span)], span)],
                suggestions=[
                    {
                        "label": f"{spelled:,} บาท",
                        "hint": "ยึดตัวอักษร ตามหลักเมื่อจำนวนไม่ตรงกัน",
                        "sets": {path: spelled},
                    },
                    {"label": f"{figure:,} บาท", "hint": "ยึดตัวเลข", "sets": {path: figure}},
                ],
            )


def _not_a_letter(draft: Draft) -> Iterator[dict]:
    kind = draft.record["kind"]
    if kind not in (NEWS, OTHER) or draft.record["number"]:
        return
    words = draft.evidence.get("subject")
    yield doubt(
        "not_a_letter",
        f"เอกสารนี้เป็น{LABELS[kind]} ไม่มีเลขที่หนังสือและคำขึ้นต้น จึงไม่ใช่หนังสือราชการที่ต้องลงทะเบียนรับ",
        fields=["kind"],
        words=[(words["text"], words["span"])] if words else [],
        suggestions=[
            suggestion(
                "บันทึกเป็นข่าวหรือกิจกรรม", "เก็บหัวข้อ วันที่ และสถานที่ไว้ในปฏิทินกิจกรรม โดยไม่มีข้อสั่งการ", record_as="event"
            ),
            suggestion("ลงรับเป็นหนังสือ", "กรอกเลขที่ วันที่ และผู้ส่งเอง", kind="external letter"),
            suggestion("ไม่บันทึก", "ลบไฟล์นี้ออกจากรายการนำเข้า", record_as="nothing"),
        ],
    )


def _doubled(draft: Draft) -> Iterator[dict]:
    view = draft.paper.view
    for match in _DOUBLED.finditer(view.text, draft.paper.start, draft.paper.end):
        span = view.span(*match.span())
        yield doubt(
            "duplicate_word",
            f"คำว่า “{match['word']}” ซ้ำกันตรงรอยขึ้นบรรทัด น่าจะพิมพ์หรืออ่านภาพซ้ำ",
            fields=["text"],
            words=[(view.raw[slice(*span)], span)],
            suggestions=[suggestion("อ่านเป็นคำเดียว", "ไม่เปลี่ยนความหมายของหนังสือ")],
        )


def _mobiles(draft: Draft) -> Iterator[dict]:
    """A mobile number belongs to a person, not to an office."""
    paths = [f"contact.persons.{i}.phone" for i in range(len(draft.contact.persons))]
    paths += [f"contact.phone.{i}" for i in range(len(draft.contact.phones))]
    found = [(p, draft.evidence[p]) for p in paths if p in draft.evidence]
    mobile = [(p, e) for p, e in found if re.match(r"0[689]\d{8}$", digits(e["text"]))]
    if mobile:
        yield doubt(
            "personal_mobile",
            f"มีเบอร์โทรศัพท์เคลื่อนที่ส่วนบุคคล {len(mobile)} หมายเลข เป็นข้อมูลส่วนบุคคล โปรดกำหนดว่าใครเห็นได้",
            fields=[p for p, _ in mobile],
            words=[(e["text"], e["span"]) for _, e in mobile],
            suggestions=[
                suggestion("ให้เห็นเฉพาะผู้รับหนังสือ", "ไม่แสดงในหน้าสาธารณะและไม่ส่งออกไปกับรายงาน"),
                suggestion(
                    "ไม่เก็บหมายเลข", "เก็บชื่อและตำแหน่งไว้เท่านั้น", **{p.replace(".", "__"): None for p, _ in mobile}
                ),
            ],
        )


def _free_mail(draft: Draft, index: int, spans: dict[str, tuple[int, int]]) -> Iterator[dict]:
    channel = draft.found[index].fields["report_channel"]
    if not channel or not _FREE_MAIL.search(channel):
        return
    span = spans["report_channel"]
    path = f"directives.{index}.report_channel"
    yield doubt(
        "free_mail",
        f"หนังสือให้รายงานทาง “{channel}” ซึ่งเป็นอีเมลทั่วไป ไม่ใช่อีเมลของราชการ",
        fields=[path],
        words=[(draft.paper.view.raw[slice(*span)], span)],
        suggestions=[
            {
                "label": "รายงานในสาน",
                "hint": "ผู้สั่งเห็นคำตอบทันทีและมีหลักฐาน ไม่ต้องส่งอีเมล",
                "sets": {path: "ระบบสาน"},
            },
            suggestion("ส่งอีเมลตามหนังสือ", "ระบบเตรียมอีเมลให้ พร้อมเก็บสำเนา"),
        ],
    )


def _open_quota(draft: Draft, index: int) -> Iterator[dict]:
    made = draft.found[index]
    quota = made.fields["quota"]
    if not quota:
        return
    start, end = made.spans["evidence"]
    text = draft.paper.view.raw[start:end]
    path = f"directives.{index}.quota"
    at = made.spans["quota"]
    words = (draft.paper.view.raw[slice(*at)], at)
    if "/" in quota["unit"]:
        yield _two_units(path, quota["unit"], words)
    either = _OR.search(text)
    if either:
        span = (start + either.start(), start + either.end())
        yield _either(path, (either.group(), span))
    if _REGISTERS.search(text) and "เพื่อเพิ่ม" in text and not re.search(r"ราย(?:เดิม|ใหม่)|ใหม่", text):
        yield _new_or_total(path, words)


def _offer(label: str, hint: str, path: str, value: object) -> dict:
    return {"label": label, "hint": hint, "sets": {path: value}}


def _two_units(path: str, unit: str, words: tuple) -> dict:
    first, second = unit.split("/", 1)
    return doubt(
        "ambiguous_or",
        f"“{unit}” อ่านได้ว่านับ{first}และ{second}รวมกัน หรือให้เลือกนับอย่างใดอย่างหนึ่ง",
        fields=[f"{path}.unit"],
        words=[words],
        suggestions=[
            {
                "label": f"นับ{first}และ{second}รวมกัน",
                "hint": "ครบจำนวนเมื่อรวมทุกประเภทแล้ว",
                "sets": {f"{path}.match": "any"},
            },
            {"label": f"นับเฉพาะ{first}", "hint": f"ไม่นับ{second}", "sets": {f"{path}.unit": first}},
            {"label": f"นับเฉพาะ{second}", "hint": f"ไม่นับ{first}", "sets": {f"{path}.unit": second}},
        ],
    )


def _either(path: str, words: tuple) -> dict:
    return doubt(
        "ambiguous_or",
        f"คำว่า “หรือ” ใน “{words[0]}” ไม่ชัดว่าเข้าเกณฑ์ข้อใดข้อหนึ่งก็พอ หรือเงื่อนไขที่ตามมาใช้กับทั้งสองข้อ",
        fields=[f"{path}.conditions"],
        words=[words],
        suggestions=[
            _offer("ข้อใดข้อหนึ่งก็พอ", "เงื่อนไขที่ตามมาใช้กับทั้งสองข้อ", f"{path}.match", "any"),
            _offer("ต้องครบทุกข้อ", "นับเฉพาะรายที่เข้าเกณฑ์ทั้งหมด", f"{path}.match", "all"),
        ],
    )


def _new_or_total(path: str, words: tuple) -> dict:
    return doubt(
        "new_or_total",
        "หนังสือให้ลงทะเบียน “เพื่อเพิ่ม” จำนวน แต่ไม่ได้บอกว่านับเฉพาะรายใหม่หรือยอดรวมในทะเบียน",
        fields=[f"{path}.count"],
        words=[words],
        suggestions=[
            {
                "label": "นับเฉพาะรายใหม่",
                "hint": "ลงทะเบียนตั้งแต่วันที่ของหนังสือจนถึงวันครบกำหนด",
                "sets": {f"{path}.count": "new"},
            },
            {
                "label": "นับยอดรวม",
                "hint": "นับทุกรายที่มีในทะเบียน ณ วันครบกำหนด",
                "sets": {f"{path}.count": "total"},
            },
        ],
    )
