"""What an application to be registered asks and lacks, and where a decision leads. Pure; what is asked is data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saan.kernel.dates import format_short
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused
from saan.registry.rules import (
    APPLICATION_STEPS,
    LEAST_GROUP,
    ApplicationState,
    DecisionLevel,
    DecisionOutcome,
    ProducerKind,
)

_DATA = Path(__file__).parent / "data" / "registration.yaml"
OPERATING = "operating"
NATIONALITY = "nationality"


class Method(Labelled):
    """How a fact was checked, in place of keeping a photocopy of it."""

    SEEN = "seen", "ดูเอกสารตัวจริง"
    VISIT = "visit", "ไปดูสถานที่"
    LINKED = "linked", "ตรวจกับระบบทะเบียนของรัฐ"
    PHONE = "phone", "สอบถามทางโทรศัพท์"
    WORD = "word", "มีผู้รับรอง"
    DECLARED = "declared", "ผู้ผลิตแจ้งเอง"


class CommunityLink(Labelled):
    """The three ways a producer is tied to its community; at least one is asked for."""

    MAKES = "makes", "คนหรือวัตถุดิบในจังหวัดมีส่วนในการผลิต"
    MANAGES = "manages", "ชุมชนมีส่วนในการบริหารจัดการ"
    BENEFITS = "benefits", "ชุมชนได้รับประโยชน์"


class ConsentField(Labelled):
    """What a producer may let the public see beside name, kind, tambon and year."""

    CHAIR = "chair_name", "ชื่อประธานหรือเจ้าของ"
    PHONE = "phone", "โทรศัพท์"
    ADDRESS = "address", "ที่อยู่ที่ผลิต"
    POINT = "point", "ตำแหน่งบนแผนที่"


@dataclass(frozen=True)
class Asked:
    """One thing asked of an application: a fact of the form, or a paper or place an officer looks at."""

    code: str
    label: str
    bring: str
    kinds: tuple[ProducerKind, ...] = ()
    fact: bool = False
    when: str = ""
    certifier: bool = False

    def is_for(self, data: Mapping[str, Any]) -> bool:
        """Whether an application holding `data` is asked for it."""
        if self.kinds and data.get("kind") not in self.kinds:
            return False
        if self.when == "regulated":
            return any(product.get("regulated") for product in data.get("products", ()))
        return bool(data.get("proxy")) if self.when == "proxy" else True


@cache
def _sheet() -> dict[str, Any]:
    return yaml.safe_load(_DATA.read_text(encoding="utf-8"))


@cache
def all_asked() -> tuple[Asked, ...]:
    """Everything that may be asked, in the order of the form and of the counter."""
    return tuple(
        Asked(**{**row, "kinds": tuple(map(ProducerKind, row["kinds"]))}) for row in _sheet()["asked"]
    )


def asked_of(data: Mapping[str, Any]) -> list[Asked]:
    """What this application is asked for."""
    return [item for item in all_asked() if item.is_for(data)]


def missing_of(data: Mapping[str, Any]) -> list[Asked]:
    """What it lacks: facts not on the form, and checks nobody has recorded in `data["checked"]`."""
    checked = data.get("checked", {})
    return [
        item
        for item in asked_of(data)
        if not (_FACTS[item.code](data) if item.fact else item.code in checked)
    ]


def label_of(code: str) -> str:
    """The words for a checked thing, also those recorded outside an application."""
    more = {OPERATING: "ยังประกอบการอยู่", NATIONALITY: "สัญชาติไทยของสมาชิกทุกคน"}
    return more.get(code) or next((item.label for item in all_asked() if item.code == code), code)


def may_step(state: str, then: str) -> bool:
    """Whether an application in one state may go to the other."""
    return ApplicationState(then) in APPLICATION_STEPS[ApplicationState(state)]


def refuse_step(state: str, then: str) -> None:
    """Refused with both states in words."""
    if not may_step(state, then):
        was, to = ApplicationState(state), ApplicationState(then)
        raise Refused(f"คำขออยู่ในขั้น “{was.label}” จึงเปลี่ยนเป็น “{to.label}” ไม่ได้ โปรดเปิดหน้าคำขอใหม่")


def waits_for(state: str, levels: Sequence[str]) -> DecisionLevel | None:
    """Whose decision a complete application waits for; None where no level decides or none is due."""
    if state == ApplicationState.DISTRICT_OK:
        return DecisionLevel.PROVINCE
    if state != ApplicationState.RECEIVED:
        return None
    return next((level for level in DecisionLevel if level in levels), None)


def after_decision(state: str, levels: Sequence[str], outcome: str) -> ApplicationState:
    """Where a decision leads. What the province returns goes back to the district's committee; what the first level
    returns is incomplete again. Refused where nobody's decision is due."""
    level = waits_for(state, levels)
    if level is None:
        was = ApplicationState(state)
        raise Refused(f"คำขออยู่ในขั้น “{was.label}” ยังไม่มีมติใดที่ต้องบันทึก โปรดเปิดหน้าคำขอใหม่")
    if outcome == DecisionOutcome.REJECTED:
        return ApplicationState.REJECTED
    if outcome == DecisionOutcome.RETURNED:
        back = state == ApplicationState.DISTRICT_OK
        return ApplicationState.RECEIVED if back else ApplicationState.INCOMPLETE
    onward = level == DecisionLevel.DISTRICT and DecisionLevel.PROVINCE in levels
    return ApplicationState.DISTRICT_OK if onward else ApplicationState.APPROVED


def refuse_decision(outcome: str, reason: str) -> None:
    """An outcome of the three, and a reason with any that is not an approval."""
    if outcome not in set(DecisionOutcome):
        raise Refused("เลือกผลการพิจารณา", field="outcome")
    if outcome != DecisionOutcome.APPROVED and not reason.strip():
        raise Refused("กรอกเหตุผล ผู้ยื่นจะเห็นข้อความนี้และใช้แก้คำขอ", field="reason")


def refuse_decision_day(decided: date, *, received: date, before: date | None, today: date) -> None:
    """A decision is not to come, not before the file was received, and not before the decision it follows."""
    if decided > today:
        raise Refused(f"วันที่มีมติต้องไม่หลังวันนี้ ({format_short(today)})", field="decided_on")
    if decided < received:
        raise Refused(f"วันที่มีมติต้องไม่ก่อนวันที่รับคำขอ ({format_short(received)})", field="decided_on")
    if before is not None and decided < before:
        raise Refused(f"วันที่มีมติต้องไม่ก่อนมติของระดับก่อนหน้า ({format_short(before)})", field="decided_on")


def lapse_of(day: date, years: int | None = None) -> date | None:
    """The last day a registration holds that was given or confirmed on `day`; None where nothing lapses."""
    span = _sheet()["lapse_years"] if years is None else years
    if not span:
        return None
    month, last = day.month, day.day
    if (month, last) == (2, 29):
        month, last = 2, 28
    return date(day.year + span, month, last)


def _lists_members(data: Mapping[str, Any]) -> bool:
    return len(data.get("member_rows", ())) >= LEAST_GROUP


def _has_permits(data: Mapping[str, Any]) -> bool:
    return all(product.get("permit") for product in data.get("products", ()) if product.get("regulated"))


_FACTS = {
    "chair": lambda data: bool(data.get("chair_name")),
    "phone": lambda data: bool(data.get("phone")),
    "identity": lambda data: bool(data.get("identity")),
    "link": lambda data: bool(data.get("link")),
    "members": _lists_members,
    "thai": lambda data: bool(data.get("thai")),
    "products": lambda data: bool(data.get("products")),
    "permit": _has_permits,
}
