"""Drafts of invented letters, whole enough to be signed, and the authorities to sign them by."""

import datetime as dt
from dataclasses import replace

from saan.accounts.policy import Actor
from saan.letters.actions.issuing import dispatch, number
from saan.letters.actions.signing import sign
from saan.letters.actions.writing import approve, draft, draft_of, propose, save
from saan.letters.drafting import RULINGS, Draft
from saan.letters.models import Letter, SigningAuthority
from saan.letters.rules import LetterKind
from saan.organisations.models import Office

GOVERNORS = (
    "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ รักษาการแทน",
    "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
    "ผู้ว่าราชการจังหวัดฉะเชิงเทรา",
)
WORDS = {
    LetterKind.EXTERNAL: ("ด้วยกรมการพัฒนาชุมชนกำหนดขึ้นทะเบียนผู้ผลิต ประจำปี 2567", "จึงเรียนมาเพื่อพิจารณาดำเนินการ"),
    LetterKind.MEMO: ("ด้วยสำนักงานมีความประสงค์จัดประชุมประจำเดือน", "จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ"),
    LetterKind.STAMPED: ("ด้วยครบกำหนดส่งรายงานแล้ว ยังไม่ได้รับรายงานจากอำเภอ", "จึงแจ้งมาเพื่อดำเนินการ"),
    LetterKind.ORDER: ("เพื่อให้การขึ้นทะเบียนผู้ผลิตเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน ดังนี้", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"),
    LetterKind.ANNOUNCEMENT: ("ด้วยจังหวัดกำหนดรับลงทะเบียนผู้ผลิตประจำปี 2567", "จึงประกาศให้ทราบโดยทั่วกัน"),
}
PURPOSE = "ในการนี้ จึงขอให้ดำเนินการ ดังนี้\n1. รับลงทะเบียนผู้ผลิต อย่างน้อย 14 ราย\n2. รายงานผลภายในวันที่ 29 กันยายน 2566"


def authority(office: Office, chain: tuple[str, ...] = GOVERNORS, **more: object) -> SigningAuthority:
    told = {
        "signer_name": "นายคราม ย้อมใจ",
        "starts": dt.date(2023, 1, 1),
        "order_reference": "คำสั่งที่ 1442/2566",
    }
    return SigningAuthority.objects.create(office=office, chain=list(chain), **{**told, **more})


def words_of(kind: LetterKind, receivers: tuple[Office, ...] = ()) -> dict[str, object]:
    cause, conclusion = WORDS[kind]
    told: dict[str, object] = {"subject": "การขึ้นทะเบียนผู้ผลิต ประจำปี 2567", "cause": cause, "purpose": PURPOSE}
    if kind not in RULINGS:
        told |= {"addressee": "พัฒนาการอำเภอบางคล้า", "receivers": tuple(each.pk for each in receivers)}
    return {**told, "conclusion": conclusion}


def written(
    by: Actor, kind: LetterKind = LetterKind.EXTERNAL, to: tuple[Office, ...] = (), **more: object
) -> Letter:
    """A draft with all its words, addressed to the offices."""
    letter = draft(kind=kind, by=by)
    return save(letter=letter, told=replace(draft_of(letter), **{**words_of(kind, to), **more}), by=by)


def typed(letter: Letter, **more: object) -> Draft:
    return replace(draft_of(letter), **more)


def proposed(
    by: Actor, kind: LetterKind = LetterKind.EXTERNAL, to: tuple[Office, ...] = (), **more: object
) -> Letter:
    return propose(letter=written(by, kind, to, **more), by=by)


def signed(
    by: Actor, kind: LetterKind = LetterKind.EXTERNAL, to: tuple[Office, ...] = (), **more: object
) -> Letter:
    return sign(letter=approve(letter=proposed(by, kind, to, **more), by=by), by=by)


def numbered(
    by: Actor, kind: LetterKind = LetterKind.EXTERNAL, to: tuple[Office, ...] = (), **more: object
) -> Letter:
    return number(letter=signed(by, kind, to, **more), by=by)


def sent(
    by: Actor, kind: LetterKind = LetterKind.EXTERNAL, to: tuple[Office, ...] = (), **more: object
) -> Letter:
    return dispatch(letter=numbered(by, kind, to, **more), by=by)
