"""What the letter asks: who must act, do what, how much, by when, and how it is reported.

A directive is built from one clause (see ``clauses``). The actor is the office that does the work, also when
another is told to have it done (มอบหมาย); its evidence runs from the asking words, or the list number, to the
end of its quota, deadline or channel.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from saan.kernel.dates import FoundDate, find_dates
from saan.letters.reader.clauses import ASK, LET, Clause
from saan.letters.reader.deadlines import Context, Deadline, deadline
from saan.letters.reader.quotas import Quota, quotas
from saan.letters.reader.words import one_of, words

_VERB = re.compile(one_of("verbs"))
_ACTOR = re.compile(rf" *(?P<actor>(?:ทุก|แต่ละ)?{one_of('actors')})")
_LET_ANYWHERE = re.compile(rf"ให้(?={one_of('actors')})")
_DELEGATES = re.compile(r"มอบหมาย(?:ให้)? *(?=\S)")
_OFFICE = rf"(?:{one_of('offices')}|{one_of('actors')})[ก-๛A-Za-z.]*"
_REPORT = re.compile(r"รายงาน|ส่ง|แจ้ง|เสนอ|ตอบ|ยื่น|บันทึก")
_REPORT_TO = re.compile(
    rf"(?P<lead>ให้|ถึง|ต่อ|มายัง|ไปยัง|เสนอ(?:ต่อ)?|ส่ง(?:ให้|มายัง|ถึง)|รายงาน|แจ้ง) ?"
    rf"(?P<to>(?:{one_of('offices')}|{one_of('actors')})[ก-๛.]{{0,60}}?(?: ?\([^)]{{2,60}}\))?)"
    r"(?=ฯ|ทราบ|ทาง|ภายใน|ก่อน|ตาม|ผ่าน|เป็นประจำ|ทุก|\s|\d|$)"
)
_CHANNEL = re.compile(
    r"(?:ทาง|ผ่าน(?:ทาง|ระบบ)?|ที่|โดย)? ?(?P<channel>"
    r"(?:ไปรษณีย์อิเล็กทรอนิกส์|e-?mail|อีเมล์?|E-?mail)[ :]*(?:ที่ ?)?[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z]"
    r"|Google ?(?:Sheets?|Forms?|Drive)|(?:กลุ่ม)?(?:ไลน์|[Ll][Ii][Nn][Ee])(?: ?OpenChat| ?กลุ่ม)?(?: ?\"[^\"\n]{1,40}\")?"
    r"|ไปรษณีย์ลงทะเบียน|ไปรษณีย์ด่วนพิเศษ|(?<=ทาง)ไปรษณีย์(?!อิเล็ก)|โทรสาร(?:หมายเลข)?[ 0-9-]*|QR ?Code"
    r"|ระบบ ?[A-Za-z][A-Za-z-]*(?: [A-Z][A-Za-z]*)?|ระบบ[ก-๛]{3,40}|เว็บไซต์ ?\S+|เว็บไซต์"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z])"
)
_FORM = re.compile(
    r"(?:ตาม|พร้อม|ใน|กรอก|ใช้)(?P<form>แบบ(?:รายงาน|ฟอร์ม|สำรวจ|สรุป|ตอบรับ|เสนอ)?[^\s]*"
    r"(?: [A-Z]+[-0-9/.A-Z]*| ?[ก-ฮ]{1,3}\.\d+| ?\d+(?:/\d+)?)?)"
)
_TAIL = re.compile(
    r" *(?:โดย)?รายละเอียด(?:ปรากฏ)?(?:ดัง|ตาม).*$|[ ,]*(?:ทั้งนี้|อนึ่ง)?(?:[ ,]|(?<![ก-ฮ])\.)*$", re.DOTALL
)
_PURPOSE = re.compile(r" *(?:เพื่อ(?!น)|อันจะ|ซึ่งจะ|เริ่มตั้งแต่การ|โดยที่ผ่านมา|โดยภาพรวม|โดยขณะนี้)")
_ACTION_END = re.compile(
    r" โดย|โดยคำนึง|ให้แล้วเสร็จ| ภายใน|ภายในวันที่| เพื่อ|ทาง(?:ไปรษณีย์| )|อย่างน้อย|ไม่น้อยกว่า(?!ร้อยละ)|ให้จังหวัด|ทุกวันที่"
)
# an office whose name ends in งาน or ฝ่าย may be followed at once by its task
_WORKERS = re.compile(r"(?:กลุ่มงาน|หน่วยงาน|พนักงาน|คณะทำงาน|ทุกฝ่าย|ทุกกลุ่ม|ทุกส่วน)$")
_PEOPLE = re.compile(r"(?:ผู้ประกอบการ|ข้าราชการ|ส่วนราชการ|คณะกรรมการ|คณะอนุกรรมการ)$")
_PLAIN_TASKS = {*words("tasks"), "ดำเนินการ", "ดำเนินงาน", "มอบหมาย"} - {
    "ติดตาม",
    "ประเมิน",
    "ประชาสัมพันธ์",
    "อบรม",
}
# a body named in full; what follows at once is its verb, whether the sets know it or not
_COMPLETE = re.compile(
    r"(?:ทุก|แต่ละ)?(?:จังหวัด|อำเภอ|ท่าน|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|องค์กรปกครองส่วนท้องถิ่น|อปท\.|อบต\.|อบจ\.|เทศบาล(?:ตำบล|เมือง|นคร)?|"
    r"โรงเรียน|สถานศึกษา|หน่วยงาน|ส่วนราชการ|คณะกรรมการ|คณะทำงาน|กลุ่มงาน|ที่ว่าการอำเภอ|นายอำเภอ|ผู้ว่าราชการจังหวัด|เจ้าหน้าที่(?:ผู้รับผิดชอบ)?|"
    r"สำนักงาน[ก-๎]{3,60}?(?:จังหวัด|อำเภอ)|สภาวัฒนธรรม(?:จังหวัด|อำเภอ|ตำบล))(?:ทุก(?:จังหวัด|อำเภอ|แห่ง))?"
)
# a time told in passing: … ซึ่งจะดำเนินการในช่วงเดือนมิถุนายน
_ASIDE = re.compile(r"(?<=\s)?ซึ่ง(?:จะ|ได้)")
# โรงเรียนที่ยังไม่ส่งข้อมูล เร่ง…: the verb of the clause that tells which school is not what it must do
_WHICH = re.compile(r"[ก-๎]{0,20}?(?:ที่(?:ยัง|ไม่|ได้|มี|เคย|อยู่)|ซึ่ง)[^\s]{2,60} (?=[ก-ฮเแโใไ])")
_FOLLOWS = re.compile(r"(?!ใน|ที่|ซึ่ง|ทุก|และ|หรือ|แห่ง|ของ|ทั้ง|เมือง)[ก-ฮเแโใไ][ก-๎]{3}")
_EVENT_DAY = re.compile(r"(?:ประชุม|อบรม|สัมมนา|งาน)[^\n]{0,60}วันที่ *$")


@dataclass
class Directive:
    """One task with the places of its parts; offsets are into the file."""

    fields: dict
    problem: str | None = None
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Memory:
    """What later clauses lean on: the addressee, the office named last, the last day, the enclosed forms."""

    addressee: str | None
    written: date | None
    forms: tuple[str, ...] = ()
    actor: str | None = None
    lead: str = ""
    lead_actor: str | None = None
    previous: dict | None = None
    event: date | None = None
    items: dict[str, dict] = field(default_factory=dict)


def directives(asked: list[Clause], memory: Memory) -> list[Directive]:
    """The clauses as directives, in order; a shared deadline at the end of a list of tasks is handed back."""
    found: list[Directive] = []
    for i, clause in enumerate(asked):
        made = _directive(clause, memory)
        if made is None:
            continue
        found += made
        same_sentence = i and asked[i - 1].end == clause.start and asked[i - 1].view is clause.view
        if same_sentence and len(found) > 1 and ("แล้วเสร็จ" in clause.text or _shares_verb(clause)):
            _hand_back(found[-2], found[-1])
    return found


def _shares_verb(clause: Clause) -> bool:
    """และโรงเรียนต้นแบบ อำเภอละ ๒ แห่ง has no verb of its own."""
    return bool(re.match(r"(?:และ|รวมทั้ง|ตลอดจน|กับ|,)", clause.text)) and not _VERB.match(
        re.sub(r"^(?:และ|รวมทั้ง|ตลอดจน|กับ|,) *(?:ให้)?", "", clause.text)
    )


def _hand_back(earlier: Directive, later: Directive) -> None:
    """ตำบลละ ๑ ราย และ … อำเภอละ ๒ กลุ่ม ให้แล้วเสร็จภายใน …: the day holds for both."""
    if earlier.fields["deadline"] is None and earlier.fields["quota"] and later.fields["deadline"]:
        earlier.fields["deadline"] = dict(later.fields["deadline"])
        earlier.spans["deadline"] = later.spans["deadline"]


def _directive(clause: Clause, memory: Memory) -> list[Directive] | None:
    text = _without_tail(clause)
    if len(text.strip()) < 8:
        return None
    actor, verb_at = _actor(clause, text, memory)
    due = deadline(text, Context(memory.written, memory.previous, memory.event, memory.items))
    counted = quotas(text)
    end = _end(clause, text, due, counted)
    fields = {
        "actor": actor,
        "action": _action(text[verb_at : _action_end(verb_at, end, counted)]),
        "quota": counted[0].fields if counted else None,
        "deadline": due.fields if due else None,
        "report_to": None,
        "report_channel": None,
        "form": None,
    }
    made = Directive(fields, due.problem if due else None)
    _reporting(made, clause, text, memory)
    _places(made, clause, end, due, counted)
    if due and due.fields["kind"] not in ("asap", "invalid"):
        memory.previous = due.fields
        _remember_item(clause, due, memory)
    _remember_event(text, memory)
    return [made]


def _without_tail(clause: Clause) -> str:
    tail = _TAIL.search(clause.text)
    return clause.text[: tail.start()] if tail else clause.text


def _actor(clause: Clause, text: str, memory: Memory) -> tuple[str | None, int]:
    """Who acts, and where the verb begins. Without a name it is the list's, the last one's or the addressee's."""
    if clause.lead and clause.lead != memory.lead:
        memory.lead, memory.lead_actor = clause.lead, _of_lead(clause.lead)
        if memory.lead_actor and memory.lead_actor.startswith("ท่าน"):
            memory.lead_actor = _plain(memory.addressee)
    at = clause.actor_at - clause.start
    topic = re.match(r"สำหรับ(?P<office>(?!กรณี)\S+) ", text)
    named, verb_at = _named(text, at)
    if topic:
        named = topic["office"]
    if named and named.startswith("ท่าน"):
        named = _plain(memory.addressee)
    if named:
        memory.actor = named
        return named, verb_at
    if clause.lead:
        return memory.lead_actor or _plain(memory.addressee), verb_at
    return (_plain(memory.addressee) if at > 0 and not memory.actor else memory.actor) or _plain(
        memory.addressee
    ), verb_at


def _of_lead(lead: str) -> str | None:
    """Who a list is for; แจ้งองค์กรปกครองส่วนท้องถิ่นดำเนินการ hands it on to those who are told."""
    at = _asking_end(lead)
    handed = re.compile(
        rf"แจ้ง(?:ให้)?(?P<to>{one_of('actors')}[ก-๎.]*?)(?:ในพื้นที่|ในสังกัด)?(?:ทราบและ)?ดำเนินการ"
    ).search(lead, at)
    return _plain(handed["to"]) if handed else _named(lead, at)[0]


def _asking_end(lead: str) -> int:
    matches = [m for p in (ASK, LET, _LET_ANYWHERE) for m in p.finditer(lead)]
    return max((m.end() for m in matches), default=0)


def _named(text: str, at: int) -> tuple[str | None, int]:
    """The actor named at this place, and where its verb begins."""
    start = _ACTOR.match(text, at)
    if not start:
        delegated = _DELEGATES.match(text, at)
        inner, inner_at = _delegate(text, delegated.end()) if delegated else (None, at)
        return (inner, inner_at) if inner else (None, at)
    told = _WHICH.match(text, start.end())
    verb = _first_verb(text, told.end() if told else start.end())
    whole = _COMPLETE.match(text, start.start("actor"))
    if whole and (verb is None or verb > whole.end() + 20) and _FOLLOWS.match(text, whole.end()):
        verb = whole.end()
    if verb is None:
        return _plain(re.split(r" (?:ทั้ง|ซึ่ง|ที่|ใน)", text[at:].strip())[0][:60]), at
    delegated = _DELEGATES.match(text, verb)
    if delegated:
        inner, inner_at = _delegate(text, delegated.end())
        if inner:
            return inner, inner_at
    return _plain(text[at:verb]), verb


def _delegate(text: str, at: int) -> tuple[str | None, int]:
    """The office that another is told to have do the work; officers of the same office are not another."""
    inner, inner_at = _named(text, at) if _ACTOR.match(text, at) else (None, at)
    if inner and inner.startswith(("เจ้าหน้าที่", "ผู้รับผิดชอบ", "บุคลากร")):
        return None, at
    return inner, inner_at


def _first_verb(text: str, after: int) -> int | None:
    """The verb that follows the actor; a verb inside an office's name (ส่งเสริมการปกครอง) is none."""
    for match in _VERB.finditer(text, after, after + 160):
        before = text[max(0, match.start() - 14) : match.start()]
        if _PEOPLE.search(before) or (_WORKERS.search(before) and match.group() in _PLAIN_TASKS):
            return match.start()
        if re.search(
            r"(?:การ|งาน|สำนักงาน|กรม|กอง|สำนัก|กลุ่ม|ส่วน|ฝ่าย|ศูนย์|ผู้|ที่|และ|คณะกรรมการ|ความ|สำห)$", before
        ) and not before.endswith("จังหวัด"):
            continue
        if text.startswith("ส่งเสริมการปกครอง", match.start()):
            continue
        return match.start()
    return None


def _plain(office: str | None) -> str | None:
    """The office without ทุกอำเภอ, ฯ and the like."""
    if not office:
        return None
    name = re.sub(r"(?<=\S) ?(?:ทุก(?:จังหวัด|อำเภอ|แห่ง|โรงเรียน|หน่วยงาน))[^ ]*.*$", "", office.strip()).strip(
        " ,ฯ"
    )
    name = re.sub(r"มี(?:อำนาจ)?หน้าที่.*$", "", name)
    name = re.sub(r"(?:ให้|ได้|จะ|ร่วมกัน|โดย)$", "", name).strip(" ,ฯ")
    return name or office.strip()


def _end(clause: Clause, text: str, due: Deadline | None, counted: list[Quota]) -> int:
    """A list item is taken whole; a clause to its last figure or channel, else to its purpose."""
    if clause.item:
        return len(text.rstrip())
    ends = [due.end] if due and not (counted and _ASIDE.search(text, counted[-1].end, due.start)) else []
    ends += [quota.end for quota in counted]
    ends += [m.end() for m in _CHANNEL.finditer(text) if _is_channel(text, m)]
    if ends:
        until = re.match(r"[ )]*จนกว่า[^\s]*(?: [^\s]*แล้วเสร็จ)?| *ทราบ", text[max(ends) :])
        return max(ends) + (until.end() if until else 0)
    purpose = _PURPOSE.search(text, 30)
    return purpose.start() if purpose else len(text.rstrip())


def _action_end(start: int, end: int, counted: list[Quota]) -> int:
    """The action ends where its quota begins, unless it would have hardly a word."""
    return counted[0].start if counted and start + 12 < counted[0].start < end else end


def _action(text: str) -> str:
    """The task in a few words: from its verb to the first figure, means or purpose."""
    text = re.sub(r"^ *(?:\d{1,2}[.)]|\(\d{1,2}\)|[ก-ง]\.|และ|พร้อมทั้ง|โดย|ดำเนินการ|ได้) *", "", text.strip())
    by = re.search(rf"โดย(?:การ)?(?={one_of('verbs')})", text) if re.match(r"การ|กิจกรรม|ด้าน", text) else None
    text = text[by.end() :] if by else text
    stop = _ACTION_END.search(text, 12)
    short = text[: stop.start()] if stop else text
    if len(short) > 140:
        space = short.rfind(" ", 40, 140)
        short = short[: space if space > 0 else 140]
    return re.sub(r"\s+", " ", short).strip(" ,")


def _reporting(made: Directive, clause: Clause, text: str, memory: Memory) -> None:
    offset = clause.start
    to = _receiver(text, made.fields["actor"])
    if to:
        made.fields["report_to"] = to["to"]
        made.spans["report_to"] = clause.view.span(offset + to.start("to"), offset + to.end("to"))
    for match in _CHANNEL.finditer(text):
        if _is_channel(text, match):
            made.fields["report_channel"] = _printed(clause, match.span("channel"))
            made.spans["report_channel"] = clause.view.span(
                offset + match.start("channel"), offset + match.end("channel")
            )
            break
    form = _FORM.search(text)
    if form:
        printed = re.split(r"(?=ให้|ทาง|ภายใน)", _printed(clause, form.span("form")))[0]
        made.fields["form"] = _enclosed(printed, memory.forms)
        made.spans["form"] = clause.view.span(offset + form.start("form"), offset + form.end("form"))


def _receiver(text: str, actor: str | None) -> re.Match[str] | None:
    """Who gets the report: an office after ให้, ถึง, ต่อ, เสนอ, once the clause has spoken of reporting."""
    at = 0
    while match := _REPORT_TO.search(text, at):
        at = match.start() + 1
        spoken = (
            _REPORT.search(text[: match.start()])
            or match["lead"] in ("รายงาน", "เสนอ", "เสนอต่อ")
            or "ส่ง" in match["lead"]
        )
        told = match["lead"] not in ("แจ้ง", "ให้") or re.match(
            r"ฯ? ?(?:ทราบ|ทาง|ภายใน|ตาม|ผ่าน|โดย|ทุก|เป็น|ก่อน|ไม่เกิน|ระหว่าง|ตั้งแต่|อย่าง|$)", text[match.end() :]
        )
        people = match["lead"] == "ให้" and re.match(r"กลุ่ม|งาน|ผู้ผลิต|ผู้ประกอบ|เจ้าหน้าที่", match["to"])
        listed = re.match(r"ทุก|แต่ละ|งาน|ส่วนราชการใด", match["to"])
        if spoken and told and not people and not listed and "ให้" not in match["to"] and match["to"] != actor:
            return match
    return None


def _is_channel(text: str, match: re.Match[str]) -> bool:
    """A medium is a channel where ทาง or ผ่าน stands before it, or it is an address."""
    if "@" in match["channel"]:
        return True
    return bool(re.search(r"(?:ทาง|ผ่าน(?:ทาง)?) ?$", text[: match.start("channel")])) or (
        "กลุ่มไลน์" in match["channel"] and "ทาง" in text
    )


def _printed(clause: Clause, span: tuple[int, int]) -> str:
    return clause.view.quote(clause.start + span[0], clause.start + span[1])


def _enclosed(form: str, forms: tuple[str, ...]) -> str:
    """แบบรายงานที่กำหนด is the enclosed form of that name when exactly one is enclosed."""
    stem = re.split(r"ที่(?:กำหนด|ส่งมา|แนบ)", form)[0]
    if stem == form or stem == "แบบ":
        return form
    fitting = [title for title in forms if title.startswith(stem)]
    return fitting[0] if len(fitting) == 1 else form


def _places(made: Directive, clause: Clause, end: int, due: Deadline | None, counted: list[Quota]) -> None:
    start = clause.start
    made.spans["evidence"] = clause.view.span(start, start + end)
    if due:
        made.spans["deadline"] = clause.view.span(start + due.start, start + due.end)
    if counted:
        made.spans["quota"] = clause.view.span(start + counted[0].start, start + counted[0].end)


def _remember_item(clause: Clause, due: Deadline, memory: Memory) -> None:
    """ภายในกำหนดตามข้อ ๒ can only lean on an item that has been read."""
    number = re.match(r" *\(?(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]? *", clause.text)
    if clause.lead and number:
        memory.items[number["number"]] = due.fields


def _remember_event(text: str, memory: Memory) -> None:
    for found in find_dates(text, near=memory.written):
        if isinstance(found, FoundDate) and found.date and _EVENT_DAY.search(text[: found.start]):
            memory.event = found.date
