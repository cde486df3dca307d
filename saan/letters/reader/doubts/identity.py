"""Doubts about who wrote: the code of the number, the names, the postcode."""

import re

from saan.geography.reference import MINISTRY_LETTERS, Province, province_by_letters, provinces_by_phone
from saan.kernel.digits import to_arabic, to_thai
from saan.letters.reader.doubts.shape import Words, doubt, suggestion
from saan.letters.reader.places import named_in
from saan.letters.reader.record import Draft

_NAMED_FIELDS = ("issuing_office", "signatory.acting_for", "signatory.position")


def doubts(draft: Draft) -> list[dict]:
    if draft.province is None:
        return _signer(draft)
    found = [*_code(draft, draft.province), *_names(draft, draft.province), *_postcode(draft, draft.province)]
    named = any(made["kind"] == "province_conflict" for made in found)
    return [*found, *([] if named else _signer(draft)), *([] if named else _phone(draft, draft.province))]


def _code(draft: Draft, province: Province) -> list[dict]:
    """The letters are nobody's, or another province's than every other witness says."""
    letters = draft.letters
    if letters is None or letters.text in MINISTRY_LETTERS or letters.text == province.letters:
        return []
    sets: dict = {"number_agency_code": province.letters}
    words: list[Words] = [(letters.text, letters.span)]
    number = draft.record["number"]
    if number:
        sets["number"] = number.replace(letters.text, province.letters, 1)
    for i, reference in enumerate(draft.record["references"]):
        if reference["number"].startswith(letters.text):
            sets[f"references.{i}.number"] = reference["number"].replace(letters.text, province.letters, 1)
            start = draft.evidence[f"references.{i}.number"]["span"][0]
            words.append((letters.text, (start, start + len(letters.text))))
    owner = province_by_letters(letters.text)
    whose = f"เป็นรหัสของจังหวัด{owner.name_th}" if owner else "ไม่ใช่รหัสของจังหวัดหรือกระทรวงใด"
    message = (
        f"เลขที่หนังสือขึ้นต้นด้วย “{letters.text}” ซึ่ง{whose} แต่หลักฐานอื่นในหนังสือชี้ว่าเป็นจังหวัด{province.name_th} "
        f"(รหัส {province.letters}) โปรดตรวจกับต้นฉบับ"
    )
    fix = sets.get("number", province.letters)
    also = " และแก้เลขที่หนังสือที่อ้างถึงด้วย" if len(words) > 1 else ""
    return [
        doubt(
            "code_vs_header",
            message,
            fields=list(sets),
            words=words,
            suggestions=[
                {"label": f"แก้เป็น {fix}", "hint": f"ตรงกับหน่วยงานและที่ตั้งในหัวหนังสือ{also}", "sets": sets},
                suggestion(
                    f"คงไว้ตามที่พิมพ์ {letters.text}",
                    "เมื่อตรวจต้นฉบับแล้วว่าพิมพ์เช่นนี้จริง",
                    number_agency_code=letters.text,
                ),
            ],
        )
    ]


def _names(draft: Draft, province: Province) -> list[dict]:
    """The letter names one province while code, postcode, telephone or enclosure point to another."""
    named = draft.witnesses.said.get("name")
    if named is None or province in named[0]:
        return []
    printed = named[0][0].name_th
    sets: dict = {"province": province.name_th}
    words: list[Words] = []
    for path in _NAMED_FIELDS:
        value = _value(draft, path)
        if value and printed in value and path in draft.evidence:
            sets[path] = value.replace(printed, province.name_th)
            words.append((value, draft.evidence[path]["span"]))
    against: list[Words] = [
        (draft.paper.view.raw[slice(*span)], span)
        for found, _, span in draft.witnesses.said.values()
        if province in found
    ]
    proof = " ".join(f"“{text}”" for text, _ in against)
    message = f"หนังสือระบุจังหวัด{printed} แต่ {proof} ชี้ว่าเป็นจังหวัด{province.name_th} โปรดเลือกจังหวัดที่ถูกต้อง"
    return [
        doubt(
            "province_conflict",
            message,
            fields=list(sets),
            words=words + against,
            suggestions=[
                {
                    "label": f"จังหวัด{province.name_th}",
                    "hint": "แก้ชื่อจังหวัดในหัวหนังสือและผู้ลงนามให้ตรงกัน",
                    "sets": sets,
                },
                suggestion(f"จังหวัด{printed}", "คงชื่อที่พิมพ์ไว้ในหัวหนังสือและผู้ลงนาม", province=printed),
            ],
        )
    ]


def _value(draft: Draft, path: str) -> str | None:
    head, _, key = path.partition(".")
    value = draft.record.get(head)
    return value.get(key) if key and value else value


def _postcode(draft: Draft, province: Province) -> list[dict]:
    said = draft.witnesses.said.get("postcode")
    if said is None or province in said[0]:
        return []
    provinces, code, span = said
    right = _likely(code, province)
    there = " หรือ ".join(p.name_th for p in provinces)
    printed = draft.paper.view.raw[slice(*span)]
    shown = to_thai(right) if to_arabic(printed) != printed else right
    return [
        doubt(
            "postcode",
            f"รหัสไปรษณีย์ {printed} เป็นของจังหวัด{there} ไม่ใช่จังหวัด{province.name_th} โปรดตรวจกับต้นฉบับ",
            fields=["issuing_office"],
            words=[(printed, span)],
            suggestions=[
                suggestion(f"น่าจะเป็น {shown}", f"รหัสที่ใกล้ที่สุดของจังหวัด{province.name_th} ไม่กระทบข้อมูลอื่นของหนังสือ"),
                suggestion(f"คงไว้ {printed}", "เมื่อตรวจต้นฉบับแล้วว่าพิมพ์เช่นนี้จริง"),
            ],
        )
    ]


def _likely(code: str, province: Province) -> str:
    """The printed code with the first digits of the province."""
    prefix = province.postcodes[0]
    return prefix if len(prefix) == 5 else prefix + re.sub(r"\D", "", code)[len(prefix) :]


def _signer(draft: Draft) -> list[dict]:
    """The head names one province and the signer's post another."""
    heads = named_in(_value(draft, "issuing_office") or "")
    for path in ("signatory.acting_for", "signatory.position"):
        posts = named_in(_value(draft, path) or "")
        if heads and posts and heads[0]["name"] != posts[0]["name"]:
            return [_two_names(draft, path, heads[0]["name"], posts[0]["name"])]
    return []


def _two_names(draft: Draft, path: str, head: str, post: str) -> dict:
    office, signer = draft.evidence["issuing_office"], draft.evidence[path]
    return doubt(
        "signer_conflict",
        f"หัวหนังสือเป็นของจังหวัด{head} แต่ผู้ลงนามเป็นของจังหวัด{post} โปรดตรวจว่าหนังสือออกจากจังหวัดใด",
        fields=["issuing_office", path],
        words=[(office["text"], office["span"]), (signer["text"], signer["span"])],
        suggestions=[
            {
                "label": f"จังหวัด{head}",
                "hint": "ยึดหัวหนังสือ และแก้ตำแหน่งผู้ลงนาม",
                "sets": {"province": head, path: (_value(draft, path) or "").replace(post, head)},
            },
            {
                "label": f"จังหวัด{post}",
                "hint": "ยึดผู้ลงนาม และแก้หัวหนังสือ",
                "sets": {
                    "province": post,
                    "issuing_office": (_value(draft, "issuing_office") or "").replace(head, post),
                },
            },
        ],
    )


def _phone(draft: Draft, province: Province) -> list[dict]:
    """No fixed line at the foot belongs to the province; lines of Bangkok may be those of a department."""
    lines = [text for text in draft.contact.phones if provinces_by_phone(text.text)]
    if not lines or any(_fits(text.text, province) for text in lines):
        return []
    first = lines[0]
    there = " หรือ ".join(p.name_th for p in provinces_by_phone(first.text)[:3])
    return [
        doubt(
            "phone_conflict",
            f"โทรศัพท์ {first.text} เป็นเลขหมายของจังหวัด{there} แต่หนังสือออกจากจังหวัด{province.name_th} โปรดตรวจเลขหมายก่อนโทร",
            fields=["contact.phone.0"],
            words=[(draft.paper.view.raw[slice(*text.span)], text.span) for text in lines],
            suggestions=[
                suggestion("คงไว้ตามที่พิมพ์", "เมื่อตรวจกับสมุดโทรศัพท์ของหน่วยงานแล้ว"),
                suggestion("ไม่ใช้เลขหมายนี้", "ติดต่อตามทะเบียนหน่วยงานในสาน", contact__phone=[]),
            ],
        )
    ]


def _fits(number: str, province: Province) -> bool:
    return province in provinces_by_phone(number) or to_arabic(number).lstrip().startswith(
        ("02", "0 2", "0-2")
    )
