"""What the pages of registering say: an application in words, what it lacks, where it stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.geography.queries import area
from saan.organisations.models import Office
from saan.registry.models import Application, Producer, ProducerKind, ProductKind, RegistrationCertificate
from saan.registry.queries import (
    OPEN_STATES,
    ApplicationKind,
    ApplicationState,
    CertificateStanding,
    CommunityLink,
    Method,
    asked_of,
    keeps,
    levels_of,
    masked_in,
    may_decide,
    missing_of,
    neighbours_on_map,
    standing_of,
)
from saan.web.components.status import Shown, Tone

HIDDEN = "เห็นเฉพาะเจ้าหน้าที่ของอำเภอ"
STATES = {
    ApplicationState.DRAFT: ("half", Tone.GOING),
    ApplicationState.SUBMITTED: ("wait", Tone.GOING),
    ApplicationState.RETURNED: ("back", Tone.WRONG),
    ApplicationState.INCOMPLETE: ("half", Tone.NEAR),
    ApplicationState.RECEIVED: ("wait", Tone.GOING),
    ApplicationState.DISTRICT_OK: ("wait", Tone.GOING),
    ApplicationState.APPROVED: ("ok", Tone.DONE),
    ApplicationState.REJECTED: ("bad", Tone.WRONG),
    ApplicationState.WITHDRAWN: ("none", Tone.OUTLINE),
}
PLAIN_WORDS = {
    ApplicationState.DRAFT: ("ยังไม่ได้ยื่น", "กรอกต่อได้ทุกเมื่อ ระบบเก็บสิ่งที่กรอกไว้ให้"),
    ApplicationState.SUBMITTED: ("ยื่นแล้ว รออำเภอตรวจ", "ระหว่างนี้แก้ไขไม่ได้ ถ้าต้องแก้ เจ้าหน้าที่จะส่งกลับมาที่นี่"),
    ApplicationState.RETURNED: ("อำเภอขอให้แก้", "แก้ตามที่อำเภอบอก แล้วยื่นอีกครั้ง"),
    ApplicationState.INCOMPLETE: ("อำเภอรับไว้แล้ว แต่ยังขาดบางอย่าง", "นำสิ่งที่ขาดไปแสดงที่อำเภอ ไม่ต้องถ่ายเอกสาร"),
    ApplicationState.RECEIVED: ("เอกสารครบแล้ว รอพิจารณา", "ท่านไม่ต้องทำอะไรเพิ่ม"),
    ApplicationState.DISTRICT_OK: ("อำเภอเห็นชอบแล้ว รอจังหวัด", "ท่านไม่ต้องทำอะไรเพิ่ม"),
    ApplicationState.APPROVED: ("ขึ้นทะเบียนแล้ว", "เปิดดูใบรับรองได้ที่เมนูใบรับรอง"),
    ApplicationState.REJECTED: ("ไม่ได้รับอนุมัติ", "อ่านเหตุผลในคำขอ ถ้าแก้ไขแล้วยื่นใหม่ได้"),
    ApplicationState.WITHDRAWN: ("ถอนคำขอแล้ว", "ยื่นใหม่ได้เมื่อพร้อม"),
}
STANDINGS = {
    CertificateStanding.VALID: ("ok", Tone.DONE),
    CertificateStanding.LAPSED: ("warn", Tone.NEAR),
    CertificateStanding.REVOKED: ("bad", Tone.WRONG),
    CertificateStanding.CEASED: ("none", Tone.OUTLINE),
    CertificateStanding.MERGED: ("none", Tone.OUTLINE),
}


@dataclass(frozen=True)
class Line:
    """An application in a list."""

    application: Application
    name: str
    place: str
    state: Shown
    missing: int

    @property
    def moving(self) -> bool:
        return self.application.kind == ApplicationKind.TRANSFER


@dataclass(frozen=True)
class Item:
    """One thing asked: whether it is there, and how it was looked at."""

    label: str
    bring: str
    there: bool
    fact: bool
    how: str = ""


@dataclass(frozen=True)
class Certificate:
    """A certificate with what it is worth today."""

    row: RegistrationCertificate
    standing: Shown
    holds: bool


@dataclass(frozen=True)
class Offers:
    """What this person may do with an application now."""

    edit: bool
    receive: bool
    decide: bool
    settle: bool
    accept: bool
    send_back: bool
    withdraw: bool


def offers(actor: Actor, held: Application, *, unseen: int) -> Offers:
    """`unseen` is how many papers and places nobody has looked at yet."""
    state, new_file = ApplicationState(held.state), held.kind == ApplicationKind.NEW
    own, moving, counter = (
        bool(held.data.get("own")),
        held.kind == ApplicationKind.TRANSFER,
        keeps(actor, held),
    )
    fresh = state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
    taken = state in (ApplicationState.INCOMPLETE, ApplicationState.RECEIVED)
    may_take_back = (counter and new_file and not own) or held.from_office_id == actor.office.pk
    return Offers(
        edit=counter and new_file and (taken or (state == ApplicationState.DRAFT and not own)),
        receive=counter and new_file and (fresh or (taken and unseen > 0)),
        decide=may_decide(actor, held),
        settle=counter and new_file and state == ApplicationState.RECEIVED and not levels_of(held),
        accept=counter and not new_file and state == ApplicationState.SUBMITTED,
        send_back=counter
        and (own or moving)
        and state in (ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE),
        withdraw=may_take_back and state in OPEN_STATES and state != ApplicationState.DISTRICT_OK,
    )


def line(application: Application) -> Line:
    """The row as drawn."""
    place = area(application.data.get("tambon", 0))
    return Line(
        application,
        name_of(application),
        f"{place.short} {place.parent.short}" if place and place.parent else "ยังไม่ได้เลือกตำบล",
        state(application),
        len(application.missing),
    )


def name_of(application: Application) -> str:
    """Whom the application is about."""
    return application.data.get("name") or (
        application.producer.name if application.producer else "ผู้ผลิตรายใหม่"
    )


def state(application: Application) -> Shown:
    """The tag of its state."""
    known = ApplicationState(application.state)
    icon, tone = STATES[known]
    return Shown(known.label, icon, tone)


def items(application: Application) -> list[Item]:
    """Everything asked of it, with what is there."""
    data, lacking = application.data, set(application.missing)
    if application.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.RETURNED):
        lacking = {item.code for item in missing_of(data)}
    return [
        Item(
            item.label,
            item.bring,
            item.code not in lacking,
            item.fact,
            _how(data.get("checked", {}).get(item.code)),
        )
        for item in asked_of(data)
    ]


def _how(check: Mapping[str, str] | None) -> str:
    if not check:
        return ""
    return " ".join(
        filter(
            None,
            (Method(check["method"]).label, check["certified_by"], check["reference"], f"โดย {check['by']}"),
        )
    )


def sees_personal(actor: Actor, application: Application) -> bool:
    """Whether names and numbers of persons on the application are shown."""
    own = application.data.get("own") and application.applicant_id == actor.user.pk
    return bool(own) or (may(actor, Permission.PERSONAL_SEE) and application.office_id == actor.office.pk)


def facts(application: Application, *, personal: bool) -> list[tuple[str, str]]:
    """The form as labels and words; what is personal only for those who may see it."""
    data = application.data
    place = area(data.get("tambon", 0))
    rows = [
        ("ประเภท", ProducerKind(data["kind"]).label if data.get("kind") else ""),
        ("สถานที่ผลิต", _place(data, place)),
        ("ที่อยู่ที่ผลิต", _shown(data.get("address"), personal)),
        ("พิกัด", _shown(f"{data['latitude']}, {data['longitude']}" if data.get("latitude") else "", personal)),
        ("ประธานหรือเจ้าของ", _shown(data.get("chair_name"), personal)),
        ("เลขประจำตัว", _shown(masked_in(data), personal)),
        ("โทรศัพท์", _shown(data.get("phone"), personal)),
        ("สมาชิก", _members(data, personal)),
        ("เริ่มประกอบการ", f"พ.ศ. {data['trading_since_be']}" if data.get("trading_since_be") else ""),
        ("แรงงานในจังหวัด", f"{data['local_labour']} คน" if data.get("local_labour") else ""),
        ("ความเชื่อมโยงกับชุมชน", " · ".join(CommunityLink(each).label for each in data.get("link", []))),
        ("สัญชาติไทยทุกคน", "ยืนยันแล้ว" if data.get("thai") else ""),
        ("ผลิตภัณฑ์", " · ".join(_product(row) for row in data.get("products", []))),
    ]
    return [(label, words or "ยังไม่ได้กรอก") for label, words in rows]


def _shown(value: Any, personal: bool) -> str:
    return (str(value) if personal else HIDDEN) if value else ""


def _members(data: Mapping[str, Any], personal: bool) -> str:
    rows = data.get("member_rows", [])
    if not rows:
        return ""
    names = ", ".join(row["name"] for row in rows[:30])
    return f"{len(rows)} คน {names}" if personal else f"{len(rows)} คน"


def _place(data: Mapping[str, Any], place: Any) -> str:
    village = f"หมู่ที่ {data['village_no']} " if data.get("village_no") else ""
    return f"{village}{place.title} {place.parent.title}" if place and place.parent else ""


def _product(row: Mapping[str, Any]) -> str:
    permit = (
        f" ใบอนุญาต {row['permit']}" if row.get("permit") else " ต้องมีใบอนุญาต" if row.get("regulated") else ""
    )
    return f"{row['name']} ({ProductKind(row['kind']).label}{permit})"


def certificate(row: RegistrationCertificate) -> Certificate:
    """The certificate as listed."""
    standing = standing_of(row)
    icon, tone = STANDINGS[standing]
    return Certificate(row, Shown(standing.label, icon, tone), standing == CertificateStanding.VALID)


def map_of(office: Office, producer: Producer | None = None) -> dict[str, str]:
    """What the map draws: the district's other points, and tiles where an office has set them."""
    others = neighbours_on_map(office, other_than=producer.pk if producer else 0)
    return {"others": json.dumps(others), "tiles": settings.SAAN_MAP_TILES}
