"""Draws official papers whose every field is known, in the shape of the record with spans for the directives."""

# ruff: noqa: E501 -- sentences of letters stay on one line

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from saan.kernel.dates import MONTHS, format_long
from tests.letters.reader.generator import tasks
from tests.letters.reader.generator.phrases import Phrase, deadline, quota

ASKS = (
    "จึงขอให้",
    "จึงขอความร่วมมือให้",
    "จึงขอความอนุเคราะห์ให้",
    "ในการนี้ ขอให้",
    "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงขอให้",
    "จึงเห็นควรให้",
)
_LEADS = ("จึงขอให้", "ในการนี้ ขอให้", "จึงขอความร่วมมือ")


@dataclass
class Drawn:
    """A paper, its true record, and which phenomena each directive shows; ``kind`` names the sort of paper."""

    text: str
    gold: dict
    kind: str
    tags: list[list[str]] = field(default_factory=list)


@dataclass
class _Writer:
    rng: Random
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    directives: list[dict] = field(default_factory=list)
    tags: list[list[str]] = field(default_factory=list)
    previous: dict | None = None

    def put(self, text: str) -> int:
        start = self.at
        self.pieces.append(text)
        self.at += len(text)
        return start

    def task(self, lead: str, words: str, actor: str, parts: list[Phrase], **report: str | None) -> None:
        """One directive: ``lead`` and ``words``, then its quota and deadline."""
        start = self.put(lead + words)
        gold: dict = {
            "actor": actor,
            "action": words.removeprefix(actor).strip(),
            "quota": None,
            "deadline": None,
        }
        gold |= {"report_to": None, "report_channel": None, "form": None} | report
        tags = []
        for part in parts:
            self.put(" " + part.text)
            tags.append(part.tag)
            if part.tag.startswith("quota"):
                gold["quota"] = part.gold
            elif part.gold:
                gold["deadline"] = part.gold
                self.previous = part.gold
        gold["span"] = [start, self.at]
        self.directives.append(gold)
        self.tags.append(tags)


def _some(rng: Random, written: date, *, need: bool = True) -> list[Phrase]:
    parts = []
    if rng.random() < 0.6:
        parts.append(quota(rng))
    if rng.random() < 0.7 or (need and not parts):
        parts.append(deadline(rng, written))
    return parts


def _prose(writer: _Writer, where: tasks.Field, actor: str, to: str, written: date) -> None:
    """A request in running text, sometimes with a report joined to it."""
    rng = writer.rng
    writer.task(rng.choice(ASKS), actor + rng.choice(where.tasks), actor, _some(rng, written))
    if rng.random() < 0.55:
        words, channel = rng.choice(tasks.CHANNELS)
        joint = rng.choice((" และ", " พร้อมทั้ง"))
        due = deadline(rng, written)
        report = rng.choice([r for r in where.reports if r.startswith("รายงาน")] or where.reports)
        writer.put(joint[0])
        lead = joint[1:]
        writer.task(lead, f"{report}ให้{to}ทราบ {words}", actor, [due], report_to=to, report_channel=channel)
    writer.put(rng.choice(("", " เพื่อให้เกิดประโยชน์สูงสุดแก่ประชาชน", " รายละเอียดตามสิ่งที่ส่งมาด้วย")) + "\n")


def _listed(writer: _Writer, where: tasks.Field, actor: str, to: str, written: date) -> None:
    """A lead-in and a numbered list, one task an item."""
    rng = writer.rng
    mark = rng.choice(("{}. ", "({}) ", "{}) ", "1.{} "))
    writer.put(f"{rng.choice(_LEADS)}{actor}ดำเนินการ ดังนี้\n")
    chosen = rng.sample(where.tasks, rng.randint(2, 3))
    for n, words in enumerate(chosen, 1):
        writer.put("     ")
        writer.task(mark.format(n), words, actor, _some(rng, written, need=False))
        writer.put("\n")
    if rng.random() < 0.6:
        writer.put("     ")
        due = (
            _by_reference(writer, mark)
            if rng.random() < 0.4 and any(_firm(d["deadline"]) for d in writer.directives)
            else deadline(rng, written)
        )
        report = rng.choice(where.reports)
        writer.task(mark.format(len(chosen) + 1), f"{report}ให้{to}", actor, [due], report_to=to)
        writer.put("\n")


def _firm(due: dict | None) -> bool:
    return bool(due) and due["kind"] in ("once", "range", "relative")


def _by_reference(writer: _Writer, mark: str) -> Phrase:
    """The day of an earlier item, named by its number or as the day said before."""
    numbered = [(n, d) for n, d in enumerate(writer.directives, 1) if _firm(d["deadline"])]
    n, cited = numbered[-1]
    n = mark.format(n).strip("(). ")
    text = writer.rng.choice([f"ภายในกำหนดตามข้อ {n}", f"ภายในวันที่กำหนดในข้อ {n}", f"ภายในระยะเวลาตามข้อ {n}"])
    return Phrase(text, cited["deadline"], "deadline by reference")


def _several(writer: _Writer, actor: str, written: date) -> None:
    """Two counts of two things in one clause."""
    rng = writer.rng
    a, b = rng.randint(1, 9), rng.randint(1, 9)
    first = Phrase(f"ตำบลละ {a} หมู่บ้าน", _counted("tambon", a, "หมู่บ้าน"), "quota several in one clause")
    second = Phrase(f"อำเภอละ {b} แห่ง", _counted("district", b, "แห่ง"), "quota several in one clause")
    writer.task(rng.choice(ASKS), f"{actor}คัดเลือกหมู่บ้านต้นแบบ", actor, [first])
    writer.put(" ")
    writer.task("และ", "โรงเรียนต้นแบบ", actor, [second])
    writer.put("\n")


def _counted(per: str, n: int, unit: str) -> dict:
    return {"per": per, "min": None, "exact": n, "max": None, "unit": unit, "conditions": []}


def _extended(writer: _Writer, where: tasks.Field, actor: str, written: date) -> None:
    """A day that takes the place of another."""
    rng = writer.rng
    old, new = written + timedelta(days=10), written + timedelta(days=rng.randint(30, 60))
    text = rng.choice(
        [
            f"จากเดิมภายในวันที่ {format_long(old)} เป็นภายในวันที่ {format_long(new)}",
            f"ภายในวันที่ {format_long(new)} แทนกำหนดเดิมวันที่ {format_long(old)}",
        ]
    )
    due = Phrase(text, {"kind": "once", "date": new.isoformat()}, "deadline superseded")
    writer.task("จึงขอให้", f"{actor}{rng.choice(where.reports)}", actor, [due])
    writer.put("\n")


def _body(writer: _Writer, where: tasks.Field, actor: str, to: str, written: date) -> None:
    rng = writer.rng
    writer.put(f"     {rng.choice(tasks.CAUSES)}\n     ")
    if rng.random() < 0.25:
        writer.put(f"{rng.choice(tasks.DONE)}\n     ")
    shape = rng.random()
    if shape < 0.42:
        _prose(writer, where, actor, to, written)
    elif shape < 0.84:
        _listed(writer, where, actor, to, written)
    elif shape < 0.93:
        _several(writer, actor, written)
    else:
        _extended(writer, where, actor, written)


def _number(rng: Random, letters: str) -> str:
    owner = rng.choice(("0019", "0406.3", "04115", "0207", "0917.4", "0032.2"))
    return f"{letters} {owner}/{rng.choice(('ว ', 'ว', ''))}{rng.randint(3, 19999)}"


def _head_of(rng: Random, where: tasks.Field) -> dict:
    """Who writes to whom: a ministry to the provinces, or a province to its districts."""
    name, letters, postcode, area = rng.choice(tasks.PROVINCES)
    central = rng.random() < 0.4
    phone = f"0 2{rng.randint(100, 999)} {rng.randint(1000, 9999)}"
    local_phone = f"{area[0]} {area[1:]}{rng.randint(10, 99)} {rng.randint(1000, 9999)}"
    if central:
        return {
            "letters": where.letters, "office": where.department, "address": "ถนนราชดำเนินกลาง กรุงเทพมหานคร 10200",
            "province": None, "to": "ผู้ว่าราชการจังหวัด ทุกจังหวัด", "actor": rng.choice(("จังหวัด", where.provincial)),
            "report_to": where.department, "post": "อธิบดี", "for": None, "unit": "กองแผนงาน", "phone": phone,
        }  # fmt: skip
    return {
        "letters": letters, "office": f"ศาลากลางจังหวัด{name}", "address": f"ถนนประชาราษฎร์ {letters} {postcode}",
        "province": name, "to": "นายอำเภอ ทุกอำเภอ", "actor": rng.choice(("อำเภอ", where.district)),
        "report_to": "จังหวัด", "post": rng.choice((f"{where.head} ปฏิบัติราชการแทน", f"{where.head} รักษาราชการแทน", "รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน")),
        "for": f"ผู้ว่าราชการจังหวัด{name}", "unit": f"{where.provincial}", "phone": local_phone,
    }  # fmt: skip


def _finish(writer: _Writer, kind: str, fields: dict, tag: str) -> Drawn:
    text = "".join(writer.pieces)
    for made in writer.directives:
        made["evidence"] = text[slice(*made["span"])]
    gold = {
        "kind": kind, "number": None, "number_agency_code": None, "circular": False, "urgency": None, "secrecy": None,
        "issuing_office": None, "province": None, "date": None, "subject": None, "addressees": [], "references": [],
        "enclosures": [], "signatory": {"name": None, "position": None, "acting_for": None},
        "contact": {"phone": [], "fax": [], "email": [], "unit": None, "persons": []}, "receive_stamps": [],
        "directives": writer.directives, "money": [], "percent": [], "hashtags": [], "embedded": [],
    } | fields  # fmt: skip
    # figures of the background are not what is measured here
    gold["optional"] = {"money": [{"value": v} for v in (3500, 100, 15_000_000)]}
    gold["percent"] = [{"value": 5}] if "ร้อยละ 5 ต่อปี" in text else []
    return Drawn(text, gold, tag, writer.tags)


def external(rng: Random, written: date) -> Drawn:
    where = rng.choice(tasks.FIELDS)
    head, number = _head_of(rng, where), None
    number = _number(rng, head["letters"])
    cited = _number(rng, where.letters)
    cited_day = written - timedelta(days=rng.randint(9, 300))
    subject = f"{rng.choice(where.tasks)}ประจำปีงบประมาณ พ.ศ. {written.year + 543}"
    urgency = rng.choice((None, None, "ด่วนที่สุด", "ด่วนมาก"))
    name = tasks.person(rng)
    writer = _Writer(rng)
    if urgency:
        writer.put(f"{urgency}\n")
    writer.put(f"ที่ {number}\n")
    writer.put(
        f"                              {head['office']}\n                              {head['address']}\n\n"
    )
    writer.put(f"                    {format_long(written)}\n\nเรื่อง  {subject}\n\nเรียน  {head['to']}\n\n")
    references, enclosures = [], []
    if rng.random() < 0.6:
        writer.put(f"อ้างถึง  หนังสือ{where.department} ที่ {cited} ลงวันที่ {format_long(cited_day)}\n\n")
        references = [{"number": cited, "date": cited_day.isoformat()}]
    if rng.random() < 0.6:
        title = rng.choice(("แบบสรุปผลการดำเนินงาน", "รายละเอียดโครงการ", "บัญชีรายชื่อพื้นที่เป้าหมาย"))
        writer.put(f"สิ่งที่ส่งมาด้วย  {title}          จำนวน 1 ฉบับ\n\n")
        enclosures = [{"title": title, "count": 1, "unit": "ฉบับ"}]
    _body(writer, where, head["actor"], head["report_to"], written)
    writer.put(f"     {rng.choice(tasks.CLOSINGS)}\n\n                    ขอแสดงความนับถือ\n\n\n")
    post, last = head["post"], head["for"]
    writer.put(f"                    ({name})\n                    {post}\n")
    if last:
        writer.put(f"                    {last}\n")
    writer.put(f"\n{head['unit']}\nโทร. {head['phone']}\n")
    position = post.replace(" ปฏิบัติราชการแทน", "").replace(" รักษาราชการแทน", "")
    fields = {
        "number": number, "number_agency_code": head["letters"], "circular": "ว" in number.split("/")[1], "urgency": urgency,
        "issuing_office": head["office"], "province": head["province"], "date": _day(written), "subject": subject,
        "addressees": [head["to"]], "references": references, "enclosures": enclosures,
        "signatory": {"name": name, "position": position, "acting_for": last},
        "contact": {"phone": [head["phone"]], "fax": [], "email": [], "unit": head["unit"], "persons": []},
    }  # fmt: skip
    return _finish(writer, "external letter", fields, "external letter")


def _day(day: date) -> dict:
    return {"be": format_long(day), "iso": day.isoformat()}


def memo(rng: Random, written: date) -> Drawn:
    where = rng.choice(tasks.FIELDS)
    province, letters, _, area = rng.choice(tasks.PROVINCES)
    number, subject, name = _number(rng, letters), f"ขอความร่วมมือ{rng.choice(where.tasks)}", tasks.person(rng)
    office = f"{where.provincial}{province}"
    phone = f"0 {area[1:]}{rng.randint(10, 99)} {rng.randint(1000, 9999)}"
    writer = _Writer(rng)
    writer.put(
        f"บันทึกข้อความ\nส่วนราชการ  {office}  โทร. {phone}\nที่ {number}          วันที่ {format_long(written)}\n"
    )
    writer.put(f"เรื่อง  {subject}\nเรียน  หัวหน้ากลุ่มงาน ทุกกลุ่มงาน\n\n")
    _body(writer, where, rng.choice(("กลุ่มงาน", "เจ้าหน้าที่ผู้รับผิดชอบ")), "ฝ่ายอำนวยการ", written)
    writer.put(
        f"     {rng.choice(tasks.CLOSINGS)}\n\n                    ({name})\n                    {where.head}\n"
    )
    fields = {
        "number": number, "number_agency_code": letters, "circular": "ว" in number.split("/")[1], "issuing_office": office,
        "province": province, "date": _day(written), "subject": subject, "addressees": ["หัวหน้ากลุ่มงาน ทุกกลุ่มงาน"],
        "signatory": {"name": name, "position": where.head, "acting_for": None},
        "contact": {"phone": [phone], "fax": [], "email": [], "unit": None, "persons": []},
    }  # fmt: skip
    return _finish(writer, "memo", fields, "memo")


def stamped(rng: Random, written: date) -> Drawn:
    where = rng.choice(tasks.FIELDS)
    name, letters, _, area = rng.choice(tasks.PROVINCES)
    number, office = _number(rng, letters), f"จังหวัด{name}"
    phone = f"0 {area[1:]}{rng.randint(10, 99)} {rng.randint(1000, 9999)}"
    writer = _Writer(rng)
    writer.put(f"ที่ {number}\n\nถึง  {where.district}ทุกแห่ง\n\n")
    _body(writer, where, where.district, "จังหวัด", written)
    writer.put(
        f"\n                    {office}\n                    {format_long(written)}\n\n{where.provincial}\nโทร. {phone}\n"
    )
    fields = {
        "number": number, "number_agency_code": letters, "circular": "ว" in number.split("/")[1], "issuing_office": office,
        "province": name, "date": _day(written), "addressees": [f"{where.district}ทุกแห่ง"],
        "contact": {"phone": [phone], "fax": [], "email": [], "unit": where.provincial, "persons": []},
        "signatory": None,
    }  # fmt: skip
    return _finish(writer, "stamped letter", fields, "stamped letter")


def order(rng: Random, written: date) -> Drawn:
    where = rng.choice(tasks.FIELDS)
    name = rng.choice(tasks.PROVINCES)[0]
    number, signer = f"{rng.randint(2, 4000)}/{written.year + 543}", tasks.person(rng)
    subject = f"แต่งตั้งคณะกรรมการ{rng.choice(where.tasks)}"
    writer = _Writer(rng)
    writer.put(f"คำสั่งจังหวัด{name}\nที่ {number}\nเรื่อง {subject}\n---------------------\n")
    writer.put("     เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะกรรมการ ดังต่อไปนี้\n")
    for n, post in enumerate(("ผู้ว่าราชการจังหวัด", where.head, "นายอำเภอทุกอำเภอ"), 1):
        writer.put(f"     {n}. {post}     {'ประธานกรรมการ' if n == 1 else 'กรรมการ'}\n")
    writer.put("     ให้คณะกรรมการมีหน้าที่ ดังนี้\n")
    for n, words in enumerate(rng.sample(where.tasks, 2), 1):
        writer.put("     ")
        writer.task(f"({n}) ", words, "คณะกรรมการ", _some(rng, written, need=False))
        writer.put("\n")
    writer.put(
        f"     ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป\n          สั่ง ณ วันที่ {written.day} {MONTHS[written.month - 1]} พ.ศ. {written.year + 543}\n\n"
    )
    writer.put(f"                    ({signer})\n                    ผู้ว่าราชการจังหวัด{name}\n")
    fields = {
        "number": number, "issuing_office": f"จังหวัด{name}", "province": name, "date": _day(written), "subject": subject,
        "signatory": {"name": signer, "position": f"ผู้ว่าราชการจังหวัด{name}", "acting_for": None},
    }  # fmt: skip
    return _finish(writer, "order", fields, "order")


def news(rng: Random, written: date) -> Drawn:
    """Press text that retells an order and tells much else."""
    where = rng.choice(tasks.FIELDS)
    title = f"{where.department} เดินหน้า{rng.choice(where.tasks)} ทั่วประเทศ"
    speaker = tasks.person(rng)
    writer = _Writer(rng)
    writer.put(
        f"{title}\n\n{format_long(written)}\n\n{speaker} อธิบดี{where.department} เปิดเผยว่า ปีที่ผ่านมามีผู้เข้าร่วมโครงการ 45,000 คน "
    )
    writer.put("สร้างรายได้รวมกว่าที่ตั้งเป้าไว้ และประชาชนพึงพอใจมาก\n\n")
    actor = rng.choice(("ทุกจังหวัด", where.provincial))
    told = rng.random() < 0.7
    if told:
        writer.put(f"นอกจากนี้ {where.department}")
        writer.task("ได้สั่งการให้", actor + rng.choice(where.tasks), actor, _some(rng, written))
        writer.put(" เพื่อประโยชน์ของประชาชน\n\n")
    writer.put("ทั้งนี้ ผู้สนใจสอบถามข้อมูลเพิ่มเติมได้ที่สายด่วน 1111\n\nที่มา : ข่าวประชาสัมพันธ์\n")
    fields = {"date": _day(written), "subject": title, "signatory": None}
    return _finish(writer, "news", fields, "news with an order" if told else "news")


def no_letter(rng: Random, written: date) -> Drawn:
    """A paper that asks nothing of anybody; only that nothing is invented is measured."""
    writer = _Writer(rng)
    kind, day, text = rng.choice(tasks.NO_LETTERS)
    writer.put(text)
    title = text.split("\n", 1)[0]
    fields = {"date": {"be": "", "iso": day} if day else None, "subject": title, "signatory": None}
    drawn = _finish(writer, kind, fields, "no letter")
    drawn.gold["accept"] = {"subject": [None, title], "date": [None, day]}
    return drawn


def two_papers(rng: Random, written: date) -> Drawn:
    """A letter and, in the same file, the memo that came with it."""
    first, second = external(rng, written), memo(rng, written - timedelta(days=3))
    shift = len(first.text) + 1
    inner = {
        k: v for k, v in second.gold.items() if k not in ("money", "percent", "hashtags", "receive_stamps")
    }
    for made in inner["directives"]:
        made["span"] = [n + shift for n in made["span"]]
    first.gold["embedded"] = [inner]
    first.gold["percent"] = first.gold["percent"] or second.gold["percent"]
    return Drawn(f"{first.text}\f{second.text}", first.gold, "letter and memo", first.tags + second.tags)


_KINDS = ((external, 10), (memo, 3), (stamped, 2), (order, 2), (news, 2), (no_letter, 2), (two_papers, 1))


def draw(rng: Random) -> Drawn:
    """One paper."""
    written = date(2025, 1, 6) + timedelta(days=rng.randint(0, 600))
    while written.weekday() > 4:
        written += timedelta(days=1)
    make = rng.choices([make for make, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    return make(rng, written)
