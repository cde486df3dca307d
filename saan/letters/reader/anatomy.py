"""Where the parts of an official paper stand: a line automaton over the fixed order of headings.

The parts and their order come from the saraban regulation (external letter, memo, stamped letter, order,
announcement). The automaton only finds places; what the words there mean is read by other modules.
"""

import re
from dataclasses import dataclass, field

from saan.kernel.dates import MONTHS
from saan.letters.reader.normalise import View
from saan.letters.reader.values import LETTER_NUMBER, ORDER_NUMBER
from saan.letters.reader.words import one_of

Span = tuple[int, int]

NUMBER_LINE = re.compile(rf" *ที่ *(?={LETTER_NUMBER.pattern})")
DRAFT_NUMBER_LINE = re.compile(r" *ที่ *(?:[ก-ฮ]{2,4} ?\d{4,5}[./\d ]*/?)? *(?:$|  )")
_HEADINGS = (
    ("subject", re.compile(r" *เรื่อง(?: *:)? *(?=\S)")),
    ("addressees", re.compile(r" *(?:กราบเรียน|เรียน|นมัสการ|กราบทูล|ถึง) *(?=[^ ,])(?!มาเพื่อ)")),
    ("references", re.compile(r" *อ้างถึง *(?=\S)")),
    ("enclosures", re.compile(r" *(?:สิ่งที่ส่งมาด้วย|สิ่งที่แนบมาด้วย|เอกสารแนบ) *(?=\S)")),
    ("office", re.compile(r" *ส่วนราชการ *(?=\S)")),
)
MEMO = re.compile(r" *บันทึกข้อความ *$")
ORDER = re.compile(r" *(?P<what>คำสั่ง|ประกาศ)(?P<body>(?!ณ|ให้| ณ)\S.{1,80})$")
ANNEX = re.compile(r" *(?:สิ่งที่ส่งมาด้วย|เอกสารแนบ|ภาคผนวก|เอกสารหมายเลข|แนบท้าย) *\d* *$")
SIGNED_ON = re.compile(r" *(?:สั่ง|ประกาศ|แถลง|ให้ไว้) ?ณ ?วันที่ *")
CLOSING = re.compile(rf" *{one_of('closing')}")
CONCLUSION = re.compile(r" *จึง(?:กราบ)?เรียนมา|จึงประกาศมา|จึงแจ้งมา")
_OPENER = re.compile(
    rf" *(?:{one_of('background')}|ขอเชิญ|ขอให้|จึงขอ|ในการนี้|ในโอกาส|เพื่อให้|โดยที่|ปัจจุบัน|"
    r"(?:กระทรวง|กรม|จังหวัด|สำนักงาน)\S*? ?(?:ขอ|ได้|จะ|มี))"
)
NAME_LINE = re.compile(
    rf" *(?:\((?P<bracket>[^)\d]{{4,60}}| +)\)|(?P<bare>{one_of('titles')} ?[ก-๛. ]{{5,50}}))(?: *$|  )"
)
_FURNITURE = re.compile(
    r" *(?:- ?\d+ ?-|-\d+-|Page \d+ of \d+|หน้า(?:ที่)? ?\d+(?: ?/ ?\d+)?|สแกนโดย.*|"
    r"/ ?\S.*\.{3,}|[.*_=-]{6,}[ .*_=-]*)\s*$"
)
# what stands at the foot and head of a page; the white round it ends no paragraph
_PAGE_END = re.compile(r" *(?:- ?\d+ ?-|-\d+-|Page \d+ of \d+|หน้า(?:ที่)? ?\d+(?: ?/ ?\d+)?|/ ?\S.*\.{3,})\s*$")
_MAIL_LINE = re.compile(r"(?:From|To|Cc|Date|(?P<subject>Subject)): *")
_STAMP_NUMBER = re.compile(r" *(?:เลข(?:ที่)?รับ(?:ที่)?|เลขทะเบียนรับ|รับที่) *:?\s*(?P<number>\d[\d/]*)")
_STAMP_REST = re.compile(r" *(?:วันที่|เวลา)(?!.*(?:ถึง|ภายใน))")
_NEW_TOPIC = re.compile(
    r" *(?:อนึ่ง|ทั้งนี้|ในการนี้|ในส่วน|สำหรับ|นอกจากนี้|จึง(?:กราบ)?เรียนมา|ให้\S{2,60}(?:มีหน้าที่|มีอำนาจหน้าที่|ดังนี้|ดังต่อไปนี้) *$)"
)
_TELEPHONE = re.compile(r" *(?:โทรศัพท์|โทร|ผู้ประสานงาน)[ .:]")
# the day under the office's name closes a stamped letter
_DAY_LINE = re.compile(rf" *(?:วันที่ *)?\d{{1,2}} *(?:{'|'.join(MONTHS)}) *(?:พ\.ศ\. *)?\d{{4}} *$")
_SHORT_OFFICE = re.compile(rf" *{one_of('offices')}(?!.*(?:ขอ|ให้|จะ))[^\n]{{1,50}}")
_NUMBERED = re.compile(
    r" *(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)]? (?=\D)|\d{1,2}[.)] *(?=\D)|\(\d{1,2}(?:\.\d{1,2})?\) *(?=\D)"
    r"|[กขคง][.)] *(?=\D)|[•▪] *(?=\D))"
)


@dataclass
class Paper:
    """One document inside a file: for each part the spans of its lines in the page view."""

    view: View
    start: int
    end: int
    heading: str = ""
    parts: dict[str, list[Span]] = field(default_factory=dict)
    stamps: list[list[Span]] = field(default_factory=list)

    def add(self, part: str, span: Span) -> None:
        self.parts.setdefault(part, []).append(span)

    def lines(self, part: str) -> list[Span]:
        return self.parts.get(part, [])

    def text(self, span: Span) -> str:
        return self.view.text[span[0] : span[1]]


def is_furniture(line: str) -> bool:
    """Page numbers, catchwords, rules of dots and scanner footers: between lines, never part of them."""
    return bool(_FURNITURE.match(line))


def papers(page: View) -> list[Paper]:
    """The documents that one file holds, in order, each taken apart into its parts."""
    stamps, taken = _stamps(page)
    cuts = _cuts(page, taken)
    found = []
    for (start, heading), (end, _) in zip(cuts, [*cuts[1:], (len(page), "")], strict=True):
        paper = Paper(page, start, end, heading)
        if heading != "annex":
            _Automaton(paper, taken).run()
            found.append(paper)
    if found:
        found[0].stamps = stamps
    return found


def _stamps(page: View) -> tuple[list[list[Span]], set[Span]]:
    """Receive stamps anywhere on the paper: the office above, number, date and time below."""
    lines, stamps, taken = list(page.lines), [], set()
    for i, span in enumerate(lines):
        if not _STAMP_NUMBER.match(page.text[span[0] : span[1]]):
            continue
        block = [span]
        if i and page.text[slice(*lines[i - 1])].strip() and lines[i - 1] not in taken:
            block.insert(0, lines[i - 1])
        for follower in lines[i + 1 : i + 3]:
            if not _STAMP_REST.match(page.text[slice(*follower)]):
                break
            block.append(follower)
        stamps.append(block)
        taken.update(block)
    return stamps, taken


def _cuts(page: View, taken: set[Span]) -> list[tuple[int, str]]:
    """Where each document begins: at a memo heading, or at a new number line or heading after a closing."""
    cuts: list[tuple[int, str]] = [(0, "")]
    closed, begun = False, False
    for start, end in page.lines:
        line = page.text[start:end]
        if not line.strip() or (start, end) in taken or is_furniture(line):
            continue
        if MEMO.match(line) and begun:
            cuts.append((start, "memo"))
            closed = begun = False
        elif closed and (NUMBER_LINE.match(line) or ORDER.match(line)):
            cuts.append((start, ""))
            closed = False
        elif closed and ANNEX.match(line):
            cuts.append((start, "annex"))
        elif CLOSING.match(line) or CONCLUSION.match(line) or SIGNED_ON.match(line):
            closed = True
        begun = begun or bool(NUMBER_LINE.match(line) or _HEADINGS[0][1].match(line))
    return cuts


class _Automaton:
    """Walks the lines of one paper; ``part`` is where the next plain line belongs."""

    def __init__(self, paper: Paper, taken: set[Span]) -> None:
        self.paper = paper
        self.taken = taken
        self.part = "head"
        self.blank = False
        self.turned = False
        self.mail = False

    def run(self) -> None:
        for span in self.paper.view.lines:
            if span[0] < self.paper.start or span[0] >= self.paper.end or span in self.taken:
                continue
            line = self.paper.text(span)
            if not line.strip():
                self.blank = True
            elif not is_furniture(line):
                self.blank = self.blank and not (self.turned and self.part == "body")
                self.take(line, span)
                self.blank = self.turned = False
            else:
                self.turned = self.turned or bool(_PAGE_END.match(line))

    def take(self, line: str, span: Span) -> None:
        if self.part in ("head", "subject", "addressees", "references", "enclosures"):
            self.take_head(line, span)
        elif self.part == "body":
            self.take_body(line, span)
        else:
            self.paper.add(self.part, span)

    def take_head(self, line: str, span: Span) -> None:
        mail = _MAIL_LINE.match(line)
        if mail and not self.paper.lines("addressees"):
            self.paper.add("subject" if mail["subject"] else "head", (span[0] + mail.end(), span[1]))
            self.mail = True
            return
        if self.mail and self.part == "head" and not self._heading(line):
            self.part = "body"
            self.take_body(line, span)
            return
        if SIGNED_ON.match(line):
            self.paper.add("signed_on", span)
            self.part = "tail"
            return
        heading = self._heading(line)
        if heading:
            part, at = heading
            self.part = "head" if part in ("number", "office", "memo", "order") else part
            self.paper.add(part, (span[0] + at, span[1]))
        elif self.part == "head" and not self.paper.lines("subject") and not self.paper.lines("addressees"):
            self.paper.add("head", span)
        elif self.part == "head" or self._leaves_field(line):
            self.part = "body"
            self.take_body(line, span)
        else:
            self.paper.add(self.part, span)

    def _heading(self, line: str) -> tuple[str, int] | None:
        if MEMO.match(line):
            return "memo", 0
        number = NUMBER_LINE.match(line)
        if number and not self.paper.lines("number"):
            return "number", number.end()
        order = ORDER.match(line)
        if order and not self.paper.lines("subject") and not self.paper.lines("number"):
            return "order", 0
        if self.paper.lines("order") and re.match(rf" *ที่ *{ORDER_NUMBER.pattern}", line):
            return "number", line.index("ที่") + 3
        for part, pattern in _HEADINGS:
            match = pattern.match(line)
            if match and not self.paper.lines(part) and self._in_order(part):
                return part, match.end()
        draft = DRAFT_NUMBER_LINE.match(line)
        if draft and not self.paper.lines("number"):
            return "number", line.index("ที่") + 3
        return None

    def _in_order(self, part: str) -> bool:
        """ถึง and เรียน open a field only before the body; อ้างถึง and สิ่งที่ส่งมาด้วย after the salutation."""
        if part in ("references", "enclosures"):
            return bool(self.paper.lines("addressees") or self.paper.lines("subject"))
        if part == "addressees":
            sent = any(re.match(r" *จาก ", self.paper.text(line)) for line in self.paper.lines("head"))
            return bool(self.paper.lines("number") or self.paper.lines("subject") or sent)
        return True

    def _leaves_field(self, line: str) -> bool:
        if _NUMBERED.match(line) and self.part in ("references", "enclosures"):
            return False
        if _NUMBERED.match(line) and self.part == "addressees" and not self.blank:
            return False
        if line.lstrip().startswith("ลงวันที่"):
            return False
        if (
            self.blank
            or _OPENER.match(line)
            or _NEW_TOPIC.match(line)
            or CONCLUSION.match(line)
            or SIGNED_ON.match(line)
        ):
            return True
        return self.part == "addressees" and not re.match(rf" *(?:และ|{one_of('posts')}|\()", line)

    def take_body(self, line: str, span: Span) -> None:
        body = self.paper.lines("body")
        if SIGNED_ON.match(line):
            self.paper.add("signed_on", span)
            self.part = "tail"
        elif body and (_TELEPHONE.match(line) or self._under_office(line, body[-1])):
            self.part = "tail"
            if _SHORT_OFFICE.fullmatch(self.paper.text(body[-1])):
                self.paper.add("tail", body.pop())
            self.paper.add("tail", span)
        elif CLOSING.match(line) or (body and self._signs(line, body[-1])):
            self.part = "tail"
            self.paper.add("tail", span)
        else:
            if self.blank:
                self.paper.add("gaps", (span[0], span[0]))
            self.paper.add("body", span)

    def _under_office(self, line: str, last: Span) -> bool:
        """The day under the name of an office; a day that a broken line carries over belongs to the body."""
        return bool(_DAY_LINE.match(line) and _SHORT_OFFICE.fullmatch(self.paper.text(last)))

    def _signs(self, line: str, last: Span) -> bool:
        """A name on its own line, or a stamped letter's seal or its empty place, ends the body."""
        if re.match(r" *\(ประทับตรา\)| *ลงชื่อ| *\(?ตราชื่อส่วนราชการ\)? *$", line):
            return True
        ended = CONCLUSION.match(self.paper.text(last)) or "จึงเรียนมา" in self.paper.text(last)
        bracket = re.match(r" *\([^)\d]{4,60}\) *$|^ *\( +\) *$", line)
        return bool(bracket or (ended and (NAME_LINE.match(line))))


def paragraphs(paper: Paper) -> list[list[Span]]:
    """The body as groups of lines: a blank line, an indent, a list number or a lead-in opens a new group."""
    groups: list[list[Span]] = []
    gaps = {start for start, _ in paper.lines("gaps")}
    inner = _InnerNumbers()
    for span in paper.lines("body"):
        line = paper.text(span)
        apart = not groups or span[0] in gaps or bool(re.match(r" {3,}\S", line))
        numbered = bool(_NUMBERED.match(line)) and not inner.continues(line)
        if not apart and numbered and _broken_before(paper, groups[-1][-1]):
            numbered = False
        if apart or numbered or _NEW_TOPIC.match(line):
            groups.append([span])
            inner = _InnerNumbers() if not numbered else inner
        else:
            groups[-1].append(span)
        inner.see(line)
    return groups


class _InnerNumbers:
    """Tells a list inside a sentence, (๑) … (๒) …, whose next number happens to begin a line."""

    def __init__(self) -> None:
        self.inline = 0

    def see(self, line: str) -> None:
        for match in re.finditer(r"(?<=\S) *\((\d{1,2})\) *(?=[ก-๛])", line):
            self.inline = int(match[1])

    def continues(self, line: str) -> bool:
        match = re.match(r" *\((\d{1,2})\)", line)
        return bool(match and self.inline and int(match[1]) == self.inline + 1)


def _broken_before(paper: Paper, last: Span) -> bool:
    """The line before ended in a word that cannot end a paragraph, so the list number is part of a sentence."""
    return bool(re.search(r"(?:ข้อ|(?<!หน้า)ที่|และ|หรือ|ถึง|พ\.ศ\.)\s*$", paper.text(last)))
