"""Cuts the body into clauses that ask for one task each; background and closing phrases fall away here.

A letter tells its cause first (ด้วย, ตามที่ … นั้น), then asks (ขอให้, ขอความร่วมมือ, ให้ <office> …), often through
a numbered list, then closes (จึงเรียนมา…). Only what asks is handed on.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from saan.letters.reader.normalise import View
from saan.letters.reader.quotas import is_frequency, quotas
from saan.letters.reader.words import one_of

_ASK_WORDS = (
    r"(?:จึง|ได้|โดย|ทั้งนี้ ?|ดังนั้น ?|และ)*(?:ขอ(?:รับ)?ความ(?:ร่วมมือ|อนุเคราะห์|กรุณา|สนับสนุน)(?:จาก|ให้|มายัง)?|ขอได้?โปรด|ขอให้|"
    r"ขอรับการสนับสนุน|ขอเชิญ|เห็น(?:ควร|สมควร)(?:ให้|มอบหมาย(?:ให้)?)|ขอ(?:กำชับ|เน้นย้ำ|ย้ำ|เร่งรัด)ให้|"
    r"ขอ(?:เลื่อน|ขยาย)(?:กำหนด(?:การ|เวลา)?|ระยะเวลา|เวลา)(?:การ)?|"
    r"ขอมอบหมาย(?:ให้)?|มอบหมายให้|สั่งการ(?:ไปยัง|ให้)|กำชับ(?:ให้)?|เน้นย้ำให้|กำหนดให้|แจ้งให้|กำหนด(?:ระยะ)?เวลา(?:การ)?(?=จัดส่ง|ส่ง|ยื่น|รายงาน)|"
    r"โปรด(?=แจ้ง|ส่ง|จัดส่ง|รายงาน|ยืนยัน|ตอบ|จัด|ดำเนินการแจ้ง|ตรวจสอบ|ประชาสัมพันธ์))"
)
ASK = re.compile(_ASK_WORDS)
# a bare ให้ asks only where a clause begins and an office follows
LET = re.compile(rf"(?:(?<=\s)|^|(?<=จึง))(?:จึง)?ให้(?={one_of('actors')}|แจ้ง|มีการรายงาน|รายงาน|จัดส่ง|ส่ง)")
# หาก/กรณี … ให้ …: a task under a condition
# จังหวัดจะมีการจัดประกวด … ตำบลละ ๓ หมู่บ้าน: in press text a plan told of a class of offices
PLAN = re.compile(
    r"(?:(?<=\s)|(?<=[ก-๎])|^)(?:ทุกจังหวัด|ทุกอำเภอ|จังหวัด|อำเภอ|องค์กรปกครองส่วนท้องถิ่น|อปท\.)จะ(?:ต้อง|ได้)?(?:มีการ|ดำเนินการ)?"
    rf"(?={one_of('tasks')})"
)
IF = re.compile(
    rf"(?:(?<=\s)|^)(?:ใน|สำหรับ)?(?:กรณี|หาก)(?!มี\s)[^\n]{{3,90}}?(?<!ได้)(?<!มี)ให้(?={one_of('actors')}|{one_of('tasks')})"
)
# ให้จังหวัดทราบ: the receiver of a report, not one who acts
_RECEIVER = re.compile(rf"ให้ ?{one_of('actors')}[^\s]{{0,40}}?(?:ทราบ|ทาง|ภายใน|ตามแบบ|ฯ? +ภายใน)")
_BACKGROUND = re.compile(rf" *{one_of('background')}")
_BACKGROUND_END = re.compile(
    r"(?<![ก-ฮ])นั้น(?=\s|$)|(?<=\s)นั้น(?=\s|$)|นั้น(?=\s(?:ใน|จึง|ทั้ง|หาก|เพื่อ|กระทรวง|กรม|จังหวัด|สำนัก))|นั้น *$"
)
# the parts of an order: who sits on a committee asks for nothing, what its duties are does
_MEMBERS = re.compile(r"(?:องค์ประกอบ|คณะกรรมการ[ก-๎]{2,20} *$|คณะทำงาน[ก-๎]{2,20} *$)")
_MEMBER = re.compile(
    r"(?:\s|\.{2})(?:ประธาน|รองประธาน|(?:อนุ)?กรรมการ|คณะทำงาน|เลขานุการ|ผู้ช่วยเลขานุการ|ที่ปรึกษา)"
    r"(?:(?:อนุ)?กรรมการ|คณะทำงาน)?(?:และ[ก-๎]{4,30})? *$"
)
_DUTIES = re.compile(r"(?:มี)?(?:อำนาจ)?หน้าที่(?:และ(?:อำนาจ|ความรับผิดชอบ))?(?: *ดังนี้| *ดังต่อไปนี้)? *")
# เปิดเผยว่า ตามที่กระทรวง…ได้แจ้งให้: press text that only tells how a matter came about
_RETELLS = re.compile(
    r"(?:เปิดเผย|กล่าว|ชี้แจง|ระบุ|แถลง)(?:ถึง|ว่า) ?(?:ตามที่|ตามมติ|สืบเนื่องจาก)(?![^\n]*(?:นั้น\s|จึงขอ))"
)
_TURN = re.compile(r"(?:จึงขอ|จึงให้|จึงมอบ|จึงแจ้ง|จึงกำหนด|ในการนี้|จึงเห็นควร|จึงได้กำหนดให้|จึงแต่งตั้ง)")
# ด้วย … ขอให้อำเภอ turns to the reader; ด้วยกรม … ขอความร่วมมือ tells what another office asked
_ASKED_OF_YOU = re.compile(r"(?<=\s)(?:ขอให้|ขอความร่วมมือ|ขอความอนุเคราะห์|ขอเชิญ|โปรด)")
_OF_AN_OFFICE = re.compile(rf"(?:^|\s)(?:ด้วย|โดย|และ)? ?{one_of('offices')}(?:(?!จะ|ได้|มี|กำหนด)\S)* $")
CONCLUSION = re.compile(r"(?:^|(?<=\s))จึง(?:กราบ)?(?:เรียน|แจ้ง|ประกาศ)มา")
# 1.  1)  (1)  1.2  1.2.3  ก.  - and the dots of a list
_ITEM = re.compile(
    r" *(?P<mark>\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\d{1,2}[.)]|\(\d{1,2}(?:\.\d{1,2})?\)|[กขคงจฉช][.)]"
    r"|[-•*▪](?= )|[•▪]) *(?=[^\d\s])"
)
_LEAD_IN = re.compile(
    r"(?:เห็น(?:สม)?ควร|ดังนี้|ดังต่อไปนี้|ต่อไปนี้|ดังนี้ ?:|มีหน้าที่|มีอำนาจหน้าที่|ดำเนินการ|ตามรายการ|โดย|:)\s*$"
)
_ANOTHER = re.compile(
    rf"(?<=[\s\d)])(?:และ|พร้อมทั้ง|พร้อมกับ|พร้อม|รวมทั้ง|ตลอดจน|โดย(?=รายงาน|แจ้ง|จัดส่ง))(?:ขอ)?(?:ให้)?(?P<verb>{one_of('tasks')})(?!เสริม)"
)
_ALWAYS = ("รายงาน",)
_SENTENCE = re.compile(
    r"(?<=\s)(?:ทั้งนี้|อนึ่ง|นอกจากนี้|สำหรับ(?=กรม|จังหวัด|อำเภอ|สำนัก)|อย่างไรก็ตาม|มิฉะนั้น|กรณี|ดังนั้น|หรือหาก|หากโรงเรียน)(?=\s|[ก-๛])"
)


@dataclass(frozen=True)
class Clause:
    """One task as the body words it. ``start`` is where the asking begins, ``actor_at`` where the actor may stand."""

    view: View
    start: int
    end: int
    actor_at: int
    item: bool
    lead: str

    @property
    def text(self) -> str:
        return self.view.text[self.start : self.end]


def clauses(groups: list[View], *, strict: bool = False, sender: str | None = None) -> list[Clause]:
    """All asking clauses of the body, in order. ``strict`` (news) needs the asking words themselves.

    ``sender`` is the issuing office, whose own ขอให้ asks even where it stands in the paragraph of the cause.
    Only a paper that asks for nothing else is searched for ให้ <office> inside its cause (ด้วย … ให้จังหวัดเตรียมพร้อม).
    """
    asked = _clauses(groups, strict=strict, sender=sender, bare=False)
    return asked if asked or strict else _clauses(groups, strict=False, sender=sender, bare=True)


def _clauses(groups: list[View], *, strict: bool, sender: str | None, bare: bool) -> list[Clause]:
    found: list[Clause] = []
    lead = asker = ""
    for view in groups:
        text = view.text
        if strict and _RETELLS.search(text):
            continue
        closing = CONCLUSION.search(text)
        end = closing.start() if closing else len(text)
        item = _ITEM.match(text, 0, end)
        if item and (_MEMBERS.match(text, item.end()) or _MEMBER.search(text[:end])):
            lead = "" if _MEMBERS.match(text, item.end()) else lead
            continue
        if item and _DUTIES.fullmatch(text, item.end(), end):
            lead = lead or asker
            continue
        if item and (lead or ASK.match(text, item.end(), end) or LET.match(text, item.end(), end)):
            found += _item(view, 0, item.end(), end, lead)
            continue
        start = background_end(text[:end], sender, bare=bare)
        asked = _asked(view, start, end, strict=strict)
        inline = _inline_items(text, start, end)
        if inline:
            found += [c for c in asked if c.end <= inline[0][0] and not _LEAD_IN.search(c.text)]
            lead_text = text[max(start, inline[0][0] - 220) : inline[0][0]]
            for at, body, until in inline:
                found += _item(view, at, body, until, lead_text)
            lead = lead_text
            continue
        asker = text[:end] if "หน้าที่" in text else asker
        opens = _LEAD_IN.search(text[:end]) or (asked and _bare_actor(asked[-1]))
        if (
            opens
            and (asked or re.search("มีหน้าที่|ดังนี้|ต่อไปนี้|เห็นควร|เห็นสมควร", text))
            and not strict | ("ได้กำหนดมาตรการ" in text)
        ):
            lead = asked[-1].text if asked else text[:end]
            asked = asked[:-1]
        elif not item:
            lead = "" if not _LEAD_IN.search(text[:end]) else lead
        found += asked
    return found


def background_end(text: str, sender: str | None = None, *, bare: bool = False) -> int:
    """How far a paragraph only tells its cause: to นั้น, else to the word that turns to the request."""
    if not _BACKGROUND.match(text):
        return 0
    ends = list(_BACKGROUND_END.finditer(text))
    if ends:
        return ends[0].end()
    turns = [m.start() for m in _TURN.finditer(text)]
    turns += [m.start() for m in _ASKED_OF_YOU.finditer(text) if not _OF_AN_OFFICE.search(text[: m.start()])]
    if sender:
        asks = rf"{re.escape(sender)}(?:พิจารณาแล้ว)? ?(?:จึง)?(?=ขอให้|ขอความ|ขอเชิญ|ให้{one_of('actors')})"
        turns += [m.end() for m in re.finditer(asks, text)]
    if bare and not turns and re.match(r" *(?:ด้วย|เนื่องด้วย|เนื่องจาก)", text):
        turns = [m.start() for m in LET.finditer(text) if not _receives(text, m.start())][:1]
    return min(turns, default=len(text))


def _bare_actor(clause: Clause) -> bool:
    """จึงขอให้อำเภอ, and then a list: the clause names who acts, not yet what."""
    return (
        len(clause.text) < 40
        and not re.search(r"\d", clause.text)
        and not re.search(one_of("tasks"), clause.text[4:])
    )


def _inline_items(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Numbered items that run on in one paragraph after ดังนี้: (start, text start, end)."""
    lead = re.search(
        r"(?:ดังนี้|ดังต่อไปนี้) *(?=1[.)])|(?:ดังนี้|ดังต่อไปนี้|ดำเนินการ) *(?=\(1\)[^\n]*\(2\))", text[start:end]
    )
    if not lead:
        return []
    marks, at = [], start + lead.end()
    shape = r"\({}\)" if text.startswith("(", at) else r"{}[.)]"
    for n in range(1, 30):
        mark = shape.format(n)
        match = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=ดังนี้)|(?<=นี้ )){mark} *(?=[^\d\s])").search(text, at, end)
        if not match:
            break
        marks.append((match.start(), match.end()))
        at = match.end()
    if not marks:
        return []
    stop = _SENTENCE.search(text, marks[-1][1], end)
    last = stop.start() if stop and stop.group() == "ทั้งนี้" else end
    ends = [_without_joint(text, m[0]) for m in marks[1:]] + [last]
    return [(s, b, e) for (s, b), e in zip(marks, ends, strict=True)]


def _without_joint(text: str, end: int) -> int:
    """และ (๓): the joint word is no part of the item before."""
    joint = re.search(r"(?:และ|หรือ|,|;) *$", text[max(0, end - 8) : end])
    return end - len(joint.group()) if joint else end


def _item(view: View, start: int, body: int, end: int, lead: str) -> list[Clause]:
    ask = ASK.match(view.text, body, end) or LET.match(view.text, body, end)
    return _split(view, start, end, ask.end() if ask else body, item=True, lead=lead)


def _asked(view: View, start: int, end: int, *, strict: bool) -> list[Clause]:
    """Clauses of running text, each from its asking words to the next ones or the end of the sentence."""
    text = view.text
    begins = {}
    for pattern in (ASK, LET, IF):
        for match in pattern.finditer(text, start, end):
            if not _told(text, match, start, strict=strict):
                begins[_with_topic(text, match.start(), start)] = match.end()
    for match in PLAN.finditer(text, start, end) if strict else ():
        if _has_figure(text[match.end() : min(end, match.end() + 120)]):
            begins[match.start()] = match.start()
    kept: list[tuple[int, int]] = []
    for at, after in sorted(begins.items()):
        inside = kept and at < kept[-1][1] + 2
        loose = (
            kept
            and not strict
            and not re.search(r"\s$|โดย$", text[:at])
            and not text.startswith(("จึง", "โดย"), at)
        )
        if not inside and not loose:
            kept.append((at, after))
    found: list[Clause] = []
    for i, (at, after) in enumerate(kept):
        until = kept[i + 1][0] if i + 1 < len(kept) else end
        stop = _SENTENCE.search(text, after, until)
        found += _split(view, at, stop.start() if stop else until, after, item=False, lead="")
    return found


def _with_topic(text: str, at: int, start: int) -> int:
    """สำหรับกรม… ขอให้: the office named before belongs to the clause."""
    topic = re.search(r"(?:^|(?<=\s))สำหรับ[^\s]{2,60} $", text[max(start, at - 70) : at])
    return max(start, at - 70) + topic.start() if topic else at


def _told(text: str, match: re.Match[str], start: int, *, strict: bool) -> bool:
    """ได้ขอให้, เคยแจ้งให้: what the sender has done, not what is asked now; in press text it relays an order."""
    before = text[max(start, match.start() - 12) : match.start()]
    word = match.group()
    if strict and re.match(r"(?:โดย)?(?:ได้)?(?:สั่งการ|กำชับ|เน้นย้ำ|กำหนดให้)", word):
        return _retold(text, match, start)
    if word.startswith("ได้") or re.search(r"(?:ได้|เคย|ซึ่ง|ที่|เพื่อ|ไม่) ?$", before):
        return True
    if word in ("กำหนดให้", "แจ้งให้") and re.search(r"(?:การ|ระบบ|จะ) ?$", before):
        return True
    if word == "ให้" and _receives(text, match.start()):
        return True
    return word == "กำหนดให้" and not re.match(rf" ?{one_of('actors')}", text[match.end() :])


def _retold(text: str, match: re.Match[str], start: int) -> bool:
    """In press text an order relays; but not one of old, one done with (แล้ว), or one that names nobody."""
    before, after = text[max(start, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]
    if re.search(r"เดิม[^\s]{0,40}$", before) or re.match(r"[^\s]*แล้ว(?:\s|$)", after):
        return True
    return "กำหนดให้" in match.group() and not re.match(rf" ?{one_of('actors')}", after)


def _receives(text: str, at: int) -> bool:
    """ให้จังหวัดทราบ: no task stands between the office and ทราบ or ภายใน."""
    match = _RECEIVER.match(text, at)
    if match is None:
        return False
    return not re.search(one_of("tasks") + "|ดำเนิน", match.group().replace("ส่งเสริม", ""))


def _split(view: View, start: int, end: int, actor_at: int, *, item: bool, lead: str) -> list[Clause]:
    """One clause, or several where และ/พร้อมทั้ง opens a further task after a figure of the first one's own."""
    text = view.text
    cuts: list[int] = []
    for match in _ANOTHER.finditer(text, actor_at, end):
        before = text[cuts[-1] if cuts else start : match.start()]
        if (match["verb"] in _ALWAYS and _has_task(before)) or _has_figure(before):
            cuts.append(match.start())
    for a, b in pairwise([start, *cuts, end]):
        cuts += _between_quotas(text, a, b)
    bounds = [start, *sorted(cuts), end]
    return [
        Clause(view, a, b, actor_at if i == 0 else a, item and len(bounds) == 2, lead)
        for i, (a, b) in enumerate(pairwise(bounds))
    ]


def _between_quotas(text: str, start: int, end: int) -> list[int]:
    """หมู่บ้านต้นแบบ ตำบลละ ๑ หมู่บ้าน และโรงเรียนต้นแบบ อำเภอละ ๒ แห่ง: each count of its own thing is a task of its own."""
    counted = [quota for quota in quotas(text[start:end]) if not is_frequency(quota)]
    cuts = []
    for one, other in pairwise(counted):
        joint = re.compile(r"(?:และ|รวมทั้ง|ตลอดจน|กับ|,)").search(text, start + one.end, start + other.start)
        if joint:
            cuts.append(joint.start())
    return cuts


def _has_task(text: str) -> bool:
    return bool(re.search(one_of("tasks") + "|" + one_of("verbs"), text)) and len(text) > 25


def _has_figure(text: str) -> bool:
    """The part already has its own deadline, quota, share or day."""
    return bool(
        re.search(
            r"ละ *(?:\d|อย่าง|ไม่|หนึ่ง|สอง|สาม)|ภายใน|แล้วเสร็จ|ร้อยละ|ในวันที่|ทุก ?(?:วัน|เดือน|สัปดาห์)|ถึงเดือน", text
        )
    )
