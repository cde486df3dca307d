"""What stands under the body: the signer and for whom, the owner's unit and telephones, the receive stamps."""

import re
from dataclasses import dataclass, field

from saan.kernel.dates import FoundDate, find_dates
from saan.letters.reader.anatomy import CLOSING, NAME_LINE, Paper
from saan.letters.reader.header import Text, piece
from saan.letters.reader.normalise import View, join_lines, view
from saan.letters.reader.values import EMAIL, Phone, phones
from saan.letters.reader.words import one_of

_CAPACITY = re.compile(one_of("capacity"))
_POST = re.compile(rf" *(?:(?:ผู้)?ทำหน้าที่)?{one_of('posts')}|.*{one_of('capacity')}")
_UNIT = re.compile(
    rf" *(?P<unit>{one_of('offices')}\S.*?)(?= *(?:โทรสาร|โทร|แฟกซ์|e-?mail|E-?mail|ไปรษณีย์|ผู้ประสานงาน|$))"
)
_CONTACT = re.compile(r"โทร|ไปรษณีย์อิเล็กทรอนิกส์|e-?mail|ผู้ประสานงาน|แฟกซ์", re.IGNORECASE)
_CALLING = re.compile(r"โทร|เบอร์|สอบถาม|ติดต่อ|สายด่วน|Tel", re.IGNORECASE)
_COORDINATOR = re.compile(r"ผู้ประสานงาน|ผู้ประสาน|เจ้าหน้าที่ผู้รับผิดชอบ")
_PERSON = re.compile(
    rf"(?:\d{{1,2}}[.)] *)?(?P<name>{one_of('titles')} ?[ก-๛]+ +[ก-๛]+)(?P<role>[^\n\d]*?)(?= *โทร| *0\d|$)"
)
_BARE_NAME = re.compile(r" *[ก-๛]{2,30} +[ก-๛]{2,40} *")
_SLOGAN = re.compile(r".*:.*\d{4}|.*(?:เศรษฐกิจ|วิสัยทัศน์|ยั่งยืน|Change|สุจริต)")


@dataclass
class Signatory:
    """Who signs and for whom, as the chain of posts under the name says."""

    name: Text | None = None
    position: Text | None = None
    acting_for: Text | None = None
    chain: Text | None = None


@dataclass
class Contact:
    """Telephones, addresses and people at the foot of the letter."""

    phones: list[Text] = field(default_factory=list)
    faxes: list[Text] = field(default_factory=list)
    emails: list[Text] = field(default_factory=list)
    unit: Text | None = None
    persons: list[tuple[Text, str | None, Text | None]] = field(default_factory=list)


def signatory(paper: Paper) -> Signatory | None:
    """The signer; None where neither a name nor a post is printed."""
    lines = [paper.view.cut(*span) for span in paper.lines("tail")]
    signer = Signatory()
    chain: list[tuple[int, int]] = []
    for line, span in zip(lines, paper.lines("tail"), strict=True):
        if CLOSING.match(line.text):
            continue
        if _COORDINATOR.search(line.text):
            break
        named = NAME_LINE.match(line.text)
        if named and not chain and signer.name is None and not _POST.match(line.text):
            group = "bracket" if named["bracket"] is not None else "bare"
            if line.text[slice(*named.span(group))].strip(" ."):
                signer.name = piece(line, *named.span(group))
        elif (
            signer.name is None and not chain and paper.lines("signed_on") and _BARE_NAME.fullmatch(line.text)
        ):
            signer.name = piece(line, 0, len(line))
        elif _POST.match(line.text) and not _CONTACT.search(line.text) and _continues(chain, paper):
            chain.append(span)
    if chain:
        _read_chain(join_lines(paper.view, chain), signer)
    return signer if signer.name or signer.position else None


def _continues(chain: list[tuple[int, int]], paper: Paper) -> bool:
    """A further post follows only a link that says for whom."""
    return not chain or bool(re.search(rf"{one_of('capacity')} *$", paper.text(chain[-1])))


def _read_chain(chain: View, signer: Signatory) -> None:
    """position is the signer's own (with inner links of a longer chain); acting_for is the last post."""
    signer.chain = piece(chain, 0, len(chain))
    links = list(_CAPACITY.finditer(chain.text))
    links = [link for link in links if chain.text[link.end() :].strip()]
    if not links:
        end = _CAPACITY.search(chain.text)
        signer.position = piece(chain, 0, end.start() if end else len(chain))
        return
    own = piece(chain, 0, links[-1].start())
    signer.position = Text(re.sub(rf"({one_of('capacity')})(?=\S)", r"\1 ", own.text), own.span)
    signer.acting_for = piece(chain, links[-1].end(), len(chain))


def contact(paper: Paper) -> Contact:
    """The foot of the letter; of a memo the head line of its office, too."""
    found = Contact()
    spans = paper.lines("tail") + paper.lines("office")
    in_people = False
    reached = False
    for span in spans:
        line = paper.view.cut(*span)
        in_people = in_people or bool(_COORDINATOR.search(line.text))
        if in_people and _people(line, found):
            continue
        if span in paper.lines("tail"):
            reached = _unit(line, found, reached)
        _numbers(line, found)
    return found


def press_contact(story: list[View]) -> Contact:
    """Telephones that press text gives to its readers: those with a word of calling shortly before them."""
    found = Contact()
    for line in story:
        for phone in phones(line.text):
            if _CALLING.search(line.text[max(0, phone.start - 70) : phone.start]):
                _keep(found.phones, piece(line, phone.start, phone.end))
    return found


def _unit(line: View, found: Contact, reached: bool) -> bool:
    """The owner's unit is the last office named before the first telephone."""
    match = _UNIT.match(line.text)
    has_contact = bool(_CONTACT.search(line.text) or phones(line.text))
    if match and not reached and not _SLOGAN.match(line.text) and not _POST.match(line.text):
        found.unit = piece(line, *match.span("unit"))
    return reached or has_contact


def _numbers(line: View, found: Contact) -> None:
    if _CONTACT.search(line.text) or phones(line.text):
        for phone in phones(line.text):
            target = found.faxes if phone.kind == "fax" else found.phones
            _keep(target, piece(line, phone.start, phone.end))
    for match in EMAIL.finditer(line.text):
        _keep(found.emails, piece(line, *match.span()))


def _keep(target: list[Text], item: Text) -> None:
    if item.text not in [other.text for other in target]:
        target.append(item)


def _people(line: View, found: Contact) -> bool:
    """Coordinators with role and telephone; True when the line named one."""
    match = _PERSON.search(line.text)
    if not match:
        return False
    numbers: list[Phone] = phones(line.text[match.end() :])
    phone = None
    if numbers:
        at = match.end()
        phone = piece(line, at + numbers[0].start, at + numbers[0].end)
    role = line.quote(*match.span("role")) or None
    found.persons.append((piece(line, *match.span("name")), role, phone))
    return True


def stamps(paper: Paper) -> list[dict]:
    """Receive stamps: office, number as printed, ISO date and time as printed."""
    return [_stamp(paper, block) for block in paper.stamps]


def _stamp(paper: Paper, block: list[tuple[int, int]]) -> dict:
    stamp: dict = {"office": None, "number": None, "date": None, "time": None}
    for span in block:
        line = paper.view.cut(*span)
        number = re.search(r"รับ(?:ที่)? *:?\s*(?P<number>\d[\d/]*)", line.text)
        if number:
            stamp["number"] = line.quote(*number.span("number"))
        elif not re.match(r" *(?:วันที่|เวลา)", line.text):
            stamp["office"] = line.quote(0, len(line))
        for found in find_dates(line.text):
            if isinstance(found, FoundDate) and found.date:
                stamp["date"] = found.date.isoformat()
        time = re.search(r"เวลา *(\d{1,2}[.:]\d{2})", line.text)
        if time:
            stamp["time"] = view(line.quote(*time.span(1))).text
    return stamp
