"""What a draft should still mend before it is signed, told beside the form as it is typed.

Rules by the numbers of the model of a letter (domain facts: saraban 12a, V13 to V22). An error keeps the letter from
being signed; a warning may stand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from saan.kernel.digits import to_arabic
from saan.letters.drafting import phrases
from saan.letters.drafting.body import figures_of, lines_of, point_of
from saan.letters.drafting.draft import NO_CLOSING, RULINGS, Draft
from saan.letters.drafting.sheet import closing_of, salutation_of
from saan.letters.rules import LetterKind

_ENDS = re.compile(r"นั้น(?:\s|$)")
_IN_TEXT = re.compile(r"(?:หนังสือ|คำสั่ง|ประกาศ|มติ|ระเบียบ|บันทึก|พระราช|กฎ|ข้อ|มาตรา).{0,200}?\d")
_CONCLUSION = re.compile(r"^(?:จึงเรียนมา|จึงกราบเรียนมา|จึงนมัสการมา|จึงแจ้งมา|จึงขอ|จึงเสนอมา|จึงกราบทูลมา)")

_NO_SUBJECT = {
    False: "ยังไม่มีเรื่อง เขียนสั้น ๆ ให้รู้ว่าขอหรือแจ้งอะไร",
    True: "ยังไม่มีเรื่อง เรื่องของหนังสือประทับตราใช้ในทะเบียน ไม่พิมพ์บนหนังสือ",
}


@dataclass(frozen=True)
class Check:
    """One thing to mend: the rule, the field it stands in, a Thai sentence; `stops` keeps it from being signed."""

    rule: str
    field: str
    says: str
    stops: bool = True


def checks_of(draft: Draft) -> list[Check]:
    """Everything to mend in a draft, in the order of the paper; empty where it may be signed."""
    return [
        *_subject(draft),
        *_addressee(draft),
        *_pair(draft),
        *_enclosures(draft),
        *_cause(draft),
        *_points(draft),
        *_conclusion(draft),
    ]


def _subject(draft: Draft) -> Iterator[Check]:
    if not draft.subject.strip():
        yield Check("V13", "subject", _NO_SUBJECT[draft.kind == LetterKind.STAMPED])
    elif len(draft.subject) > 300:
        yield Check("V13", "subject", f"เรื่องยาว {len(draft.subject):,} ตัวอักษร ย่อให้เหลือไม่เกิน 300")


def _addressee(draft: Draft) -> Iterator[Check]:
    if draft.kind in RULINGS:
        return
    if not draft.addressee.strip():
        yield Check("V15", "addressee", "ยังไม่ได้ระบุว่าเรียนหรือถึงใคร")
    if not draft.receivers and not draft.outside:
        yield Check("V15", "receivers", "ยังไม่มีผู้รับ เลือกหน่วยงานหรือเพิ่มผู้รับนอกระบบอย่างน้อยหนึ่งราย")
    if draft.circular and not draft.many:
        yield Check("V07", "circular", "เลขหนังสือเวียน (ว) ใช้เมื่อส่งข้อความเดียวกันถึงผู้รับตั้งแต่สองราย")


def _pair(draft: Draft) -> Iterator[Check]:
    """V14 and V22: opening and closing belong together; what has no closing has none."""
    if draft.kind in NO_CLOSING:
        return
    opening, closing = salutation_of(draft), closing_of(draft)
    due = phrases.pair_for(draft.addressee)
    if opening == phrases.stamped_salutation():
        yield Check("V14", "salutation", "คำว่า “ถึง” ใช้กับหนังสือประทับตราเท่านั้น")
    elif closing not in phrases.closing_of(opening):
        fitting = " หรือ ".join(f"“{each}”" for each in phrases.closing_of(opening)) or f"“{due.closing}”"
        yield Check("V14", "closing", f"คำขึ้นต้น “{opening}” ต้องลงท้ายด้วย {fitting}")
    elif due is not phrases.pairs()[0] and (opening, closing) != (due.salutation, due.closing):
        said = f"ถึง{due.label} ใช้ “{due.salutation}” และ “{due.closing}”"
        yield Check("V14", "salutation", said, stops=False)


def _enclosures(draft: Draft) -> Iterator[Check]:
    for place, each in enumerate(draft.enclosures, 1):
        if not each.title.strip():
            yield Check("V17", "enclosures", f"สิ่งที่ส่งมาด้วยลำดับที่ {place} ยังไม่มีชื่อ")
        if each.unit not in phrases.units():
            said = f"สิ่งที่ส่งมาด้วยลำดับที่ {place} ใช้หน่วย “{each.unit}” โดยทั่วไปใช้ {' '.join(phrases.units())}"
            yield Check("V17", "enclosures", said, stops=False)
        if each.file is None and each.letter is None:
            said = f"สิ่งที่ส่งมาด้วยลำดับที่ {place} ยังไม่ได้แนบแฟ้ม ถ้าส่งเป็นกระดาษให้คงไว้"
            yield Check("V17", "enclosures", said, stops=False)


def _cause(draft: Draft) -> Iterator[Check]:
    """V18: the opener is one of the set; one that takes up an earlier matter ends in นั้น and says which."""
    lines = lines_of(draft.cause)
    if not lines:
        yield Check("V18", "cause", "ยังไม่มีภาคเหตุ บอกว่าเรื่องเดิมเป็นอย่างไรหรือเหตุใดจึงมีหนังสือ")
        return
    first = lines[0]
    if not first.startswith(phrases.openers(draft.kind)):
        offered = " ".join(phrases.openers(draft.kind)[:4])
        yield Check("V18", "cause", f"ภาคเหตุมักขึ้นต้นด้วย {offered}", stops=False)
    if draft.kind in RULINGS or not first.startswith(phrases.followers()):
        return
    if not any(_ENDS.search(line) for line in lines):
        yield Check("V18", "cause", "ภาคเหตุที่ขึ้นต้นด้วย “ตาม” หรือ “อนุสนธิ” ต้องจบด้วย “นั้น”")
    if not draft.references and not _IN_TEXT.search(to_arabic(draft.cause)):
        where = "เลือกหนังสือที่อ้างถึง" if draft.kind == LetterKind.EXTERNAL else "เขียนที่และวันที่ของหนังสือเดิมในข้อความ"
        yield Check("V18", "references", f"ขึ้นต้นด้วย “{first[:6].rstrip()}” จึงต้องบอกว่าเป็นหนังสือฉบับใด {where}")


def _points(draft: Draft) -> Iterator[Check]:
    """V19: points run 1, 2, 3 and beneath each 1.1, 1.2."""
    for field in ("cause", "purpose"):
        marks = [point[0] for line in lines_of(getattr(draft, field)) if (point := point_of(line))]
        above = [figures_of(mark) for mark in marks]
        if above and above[0] != (1,):
            yield Check("V19", field, f"ข้อแรกเป็น “{marks[0]}” ข้อย่อยต้องเริ่มที่ 1")
        for (was, now), mark in zip(pairwise(above), marks[1:], strict=True):
            if not _follows(was, now):
                yield Check("V19", field, f"ข้อ “{mark}” ไม่ต่อจากข้อก่อนหน้า ตรวจเลขข้อให้เรียงกัน")
                break


def _follows(was: tuple[int, ...], now: tuple[int, ...]) -> bool:
    if now == (*was, 1):
        return True
    return len(now) <= len(was) and now == (*was[: len(now) - 1], was[len(now) - 1] + 1)


def _conclusion(draft: Draft) -> Iterator[Check]:
    """V20: the last paragraph says what is asked of the reader."""
    words = " ".join(draft.conclusion.split())
    if draft.kind in RULINGS:
        return
    if not words:
        offered = phrases.conclusions(draft.kind)[0].words
        yield Check("V20", "conclusion", f"ยังไม่มีภาคสรุป เลือกจากรายการ เช่น “{offered}”")
    elif not _CONCLUSION.match(words):
        offered = phrases.conclusions(draft.kind)[0].words
        yield Check("V20", "conclusion", f"ภาคสรุปขึ้นต้นด้วย “จึง” เช่น “{offered}”", stops=False)
    if (
        words
        and draft.kind == LetterKind.MEMO
        and any(pair.closing in draft.conclusion for pair in phrases.pairs())
    ):
        yield Check("V22", "conclusion", "บันทึกข้อความไม่มีคำลงท้าย ลบคำลงท้ายออกจากภาคสรุป")
