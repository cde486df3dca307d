"""From the parts of one paper to its record, every value beside the place it was read from."""

import re
from dataclasses import dataclass, field
from datetime import date

from saan.geography.reference import MINISTRY_LETTERS, Province, province_by_letters
from saan.letters.reader import header, kinds, places, press, tail
from saan.letters.reader.anatomy import Paper, Span, paragraphs
from saan.letters.reader.clauses import clauses
from saan.letters.reader.directives import Directive, Memory, directives
from saan.letters.reader.header import Text, piece
from saan.letters.reader.normalise import View, join_lines
from saan.letters.reader.values import HASHTAG, LETTER_NUMBER, money, percents

_LOCAL_PRESS = re.compile(r"จังหวัด")


@dataclass
class Draft:
    """A record in the making: its fields, the spans behind them, and what the doubts need to know."""

    paper: Paper
    record: dict
    evidence: dict[str, dict] = field(default_factory=dict)
    witnesses: places.Witnesses = field(default_factory=places.Witnesses)
    province: Province | None = None
    letters: Text | None = None
    written: date | None = None
    found: list[Directive] = field(default_factory=list)
    contact: tail.Contact = field(default_factory=tail.Contact)
    body: list[View] = field(default_factory=list)

    def note(self, path: str, text: Text | None) -> str | None:
        """Remember where a value stands; answers its words."""
        if text is None or not text.text:
            return None
        self.evidence[path] = {"span": list(text.span), "text": self.paper.view.raw[slice(*text.span)]}
        return text.text


def draft(paper: Paper) -> Draft:
    """Read one paper into a draft of its record."""
    kind = kinds.kind(paper)
    made = Draft(paper, {"kind": kind})
    spans = _body(made, kind)
    _head(made, kind)
    _foot(made, kind)
    _place(made, kind)
    _directives(made, kind, spans)
    _figures(made)
    return made


def _body(made: Draft, kind: str) -> list[list[Span]]:
    """The body in groups of lines; of press text the story."""
    paper = made.paper
    if kind == kinds.NEWS or (kind == kinds.ANNOUNCEMENT and not paper.lines("order")):
        headline, dated, lines = press.story(paper)
        made.record["subject"] = made.note("subject", headline)
        _set_date(made, dated)
        groups = press.passages(paper, lines)
    else:
        groups = paragraphs(paper)
    made.body = [join_lines(paper.view, group) for group in groups]
    return groups


def _set_date(made: Draft, dated: tuple[Text, date] | None) -> None:
    if dated:
        made.record["date"] = {"be": made.note("date", dated[0]), "iso": dated[1].isoformat()}
        made.written = dated[1]


def _head(made: Draft, kind: str) -> None:
    paper, record = made.paper, made.record
    if kind == kinds.NEWS:
        record.update(number=None, number_agency_code=None, circular=False, urgency=None, secrecy=None)
        record.update(issuing_office=None, addressees=[], references=[], enclosures=[])
        record.setdefault("date", None)
        return
    number, letters, circular = header.number(paper)
    urgency, secrecy = header.marks(paper)
    made.letters = letters
    record.update(number=made.note("number", number), circular=circular)
    record.update(urgency=made.note("urgency", urgency), secrecy=made.note("secrecy", secrecy))
    office = header.office(paper) or (header.stamped_office(paper) if kind == kinds.STAMPED else None)
    record["issuing_office"] = made.note("issuing_office", office)
    _set_date(made, _signed(paper) if kind == kinds.ANNOUNCEMENT else header.letter_date(paper))
    record.setdefault("date", None)
    record["subject"] = made.note("subject", header.subject(paper)) or record.get("subject")
    if kind == kinds.ANNOUNCEMENT and not paper.lines("order"):
        _announced(made)
    _lists(made)


def _signed(paper: Paper) -> tuple[Text, date] | None:
    for match in re.finditer(r"^ *ประกาศ ณ วันที่.*$", paper.view.text[paper.start : paper.end], re.MULTILINE):
        at = paper.start + match.start()
        return header.dated(paper, paper.view.cut(at, at + len(match.group())))
    return header.letter_date(paper)


def _announced(made: Draft) -> None:
    """An announcement retold on a press page: its office and subject stand in ประกาศ… เรื่อง …"""
    view = made.paper.view
    match = re.search(
        r"ประกาศ(?P<office>กระทรวง[ก-๛]+|กรม[ก-๛]+|จังหวัด[ก-๛]+) เรื่อง (?P<subject>[^\n]+)", view.text
    )
    if match:
        made.record["issuing_office"] = made.note("issuing_office", piece(view, *match.span("office")))
        made.record["subject"] = made.note("subject", piece(view, *match.span("subject")))


def _lists(made: Draft) -> None:
    paper, record = made.paper, made.record
    record["addressees"] = [
        made.note(f"addressees.{i}", item) for i, item in enumerate(header.addressees(paper))
    ]
    record["references"] = []
    for i, reference in enumerate(header.references(paper, made.body)):
        printed = made.note(f"references.{i}.number", reference.number)
        made.note(f"references.{i}.date", reference.date)
        record["references"].append({"number": re.sub(r"\s+", " ", printed or ""), "date": reference.iso})
    record["enclosures"] = []
    for i, item in enumerate(header.enclosures(paper)):
        title = made.note(f"enclosures.{i}.title", item.title)
        record["enclosures"].append({"title": title, "count": item.count, "unit": item.unit})


def _foot(made: Draft, kind: str) -> None:
    record, paper = made.record, made.paper
    signer = None if kind in (kinds.NEWS, kinds.STAMPED) else tail.signatory(paper)
    record["signatory"] = None
    if signer:
        record["signatory"] = {
            "name": made.note("signatory.name", signer.name),
            "position": made.note("signatory.position", signer.position),
            "acting_for": made.note("signatory.acting_for", signer.acting_for),
        }
    made.contact = found = tail.contact(paper) if kind != kinds.NEWS else tail.press_contact(made.body)
    contact: dict = {}
    for key, items in (("phone", found.phones), ("fax", found.faxes), ("email", found.emails)):
        contact[key] = [made.note(f"contact.{key}.{i}", item) for i, item in enumerate(items)]
    contact["unit"] = made.note("contact.unit", found.unit) if kind != kinds.NEWS else None
    contact["persons"] = [
        {
            "name": made.note(f"contact.persons.{i}.name", name),
            "role": role,
            "phone": made.note(f"contact.persons.{i}.phone", phone),
        }
        for i, (name, role, phone) in enumerate(found.persons)
    ]
    record["contact"] = contact
    record["receive_stamps"] = tail.stamps(paper)


def _place(made: Draft, kind: str) -> None:
    """The true province, and the true letters of the number where the printed ones are nobody's."""
    record = made.record
    printed = made.letters.text if made.letters else None
    record.update(province=None, number_agency_code=printed)
    if kind == kinds.NEWS:
        return
    _gather(made, printed)
    if places.is_local(record["issuing_office"], printed):
        made.province = places.verdict(made.witnesses)
        record["province"] = made.province.name_th if made.province else None
    if printed and printed not in MINISTRY_LETTERS and not province_by_letters(printed) and made.province:
        record["number_agency_code"] = made.province.letters
    made.note("number_agency_code", made.letters)


def _gather(made: Draft, printed: str | None) -> None:
    said, record, paper = made.witnesses, made.record, made.paper
    if printed and made.letters:
        said.add("code", places.of_letters(printed), printed, made.letters.span)
        if "code" not in said.said and printed not in MINISTRY_LETTERS:
            said.add("near", places.near_provinces(printed), printed, made.letters.span)
    for span in [*paper.lines("number"), *paper.lines("head")]:
        line = paper.view.cut(*span)
        number = LETTER_NUMBER.match(line.text) if span in paper.lines("number") else None
        for match in places.postcodes(line.text):
            if number and match.start() < number.end():
                continue
            said.add(
                "postcode", places.of_postcode(match["code"]), match["code"], line.span(*match.span("code"))
            )
            if match["letters"]:
                found = places.of_letters(match["letters"])
                said.add("address", found, match["letters"], line.span(*match.span("letters")))
    numbers = [t.text for t in [*made.contact.phones, *made.contact.faxes]]
    if numbers:
        first = [*made.contact.phones, *made.contact.faxes][0]
        said.add("phone", places.phone_provinces(numbers), first.text, first.span)
    for part in ("issuing_office", "signatory.acting_for", "signatory.position"):
        words = (
            record["issuing_office"]
            if part == "issuing_office"
            else (record["signatory"] or {}).get(part[10:])
        )
        for match in places.named_in(words or ""):
            said.add("name", places.of_name(match["name"]), match.group(), tuple(made.evidence[part]["span"]))
    for span in paper.lines("head") if not said.said.get("name") else ():
        for match in places.named_in(paper.text(span)):
            here = paper.view.span(span[0] + match.start(), span[0] + match.end())
            said.add("name", places.of_name(match["name"]), match.group(), here)
    _annex(made)


def _annex(made: Draft) -> None:
    """A province that stands alone on a line of the enclosure is a witness of its own."""
    view = made.paper.view
    for start, end in view.lines:
        match = re.fullmatch(r" *จังหวัด(?P<name>[ก-๛]+) *", view.text[start:end])
        if match and start >= made.paper.end:
            made.witnesses.add("annex", places.of_name(match["name"]), match["name"], view.span(start, end))


def _directives(made: Draft, kind: str, groups: list[list[Span]]) -> None:
    record = made.record
    addressee = record["addressees"][0] if record["addressees"] else None
    forms = tuple(item["title"] for item in record["enclosures"])
    asked = clauses(made.body, strict=kind == kinds.NEWS, sender=record["issuing_office"])
    made.found = directives(asked, Memory(addressee, made.written, forms))
    if kind == kinds.NEWS:
        made.found = [item for item in made.found if not _to_itself(item, record["subject"])]
    view = made.paper.view
    record["directives"] = []
    for item in made.found:
        span = item.spans["evidence"]
        spans = {name: list(place) for name, place in item.spans.items() if name != "evidence"}
        record["directives"].append(
            {**item.fields, "evidence": view.raw[slice(*span)], "span": list(span), "spans": spans}
        )


def _to_itself(item: Directive, headline: str | None) -> bool:
    """An order to the very body that tells the story was given to it by others; nothing is relayed."""
    body = re.match(r"(?:กระทรวง|กรม)[ก-๎]+", headline or "")
    return bool(body and (item.fields["actor"] or "").startswith(body.group()))


def _figures(made: Draft) -> None:
    record = made.record
    record.update(money=[], percent=[], hashtags=[])
    for view in made.body:
        for name, values in (("money", money(view.text)), ("percent", percents(view.text))):
            for value in values:
                if value.value in [other["value"] for other in record[name]]:
                    continue
                printed = piece(view, value.start, value.end)
                made.note(f"{name}.{len(record[name])}", printed)
                item = {
                    "value": value.value,
                    "role": value.role,
                    "evidence": view.evidence(value.start, value.end),
                }
                record[name].append(item | ({"unit": "บาท"} if name == "money" else {}))
        for match in HASHTAG.finditer(view.text):
            tag = view.quote(*match.span())
            made.note(f"hashtags.{len(record['hashtags'])}", piece(view, *match.span()))
            record["hashtags"].append({"tag": tag, "evidence": view.evidence(*match.span())})
