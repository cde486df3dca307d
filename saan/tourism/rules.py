"""Words, states and arithmetic of community tourism. Pure; labels are what officers see."""

import re
from dataclasses import dataclass
from decimal import Decimal

from saan.kernel.citizen_id import is_valid
from saan.kernel.digits import to_arabic
from saan.kernel.labels import Labelled
from saan.kernel.refusals import Refused


class WorkProcess(Labelled):
    """The five processes of the OTOP Nawatwithi programme, in their official order (มท ๐๔๐๔.๒/๐๐๖๒๕)."""

    PEOPLE = "1", "กระบวนงานที่ 1 พัฒนาบุคลากรการท่องเที่ยวยุคใหม่"
    PLACES = "2", "กระบวนงานที่ 2 พัฒนาแหล่งท่องเที่ยวและสิ่งอำนวยความสะดวก"
    GOODS = "3", "กระบวนงานที่ 3 พัฒนาสินค้าและบริการการท่องเที่ยวชุมชน"
    ROUTES = "4", "กระบวนงานที่ 4 เชื่อมโยงเส้นทางการท่องเที่ยวชุมชน"
    MARKETING = "5", "กระบวนงานที่ 5 ส่งเสริมการตลาด"


ASKED_OF_AUTHORITIES = WorkProcess.PLACES
"""The one process in which letters ask local authorities for support (ฉช ๐๐๑๙/ว ๓๓๓)."""


class Outcome(Labelled):
    """What support is to bring, in the order of the letter (ฉช ๐๐๑๙/ว ๓๓๓); it sets no figures."""

    STANDARD = "standard", "ได้มาตรฐาน"
    VALUE = "value", "มูลค่าเพิ่มแก่การท่องเที่ยวชุมชน"
    INCOME = "income", "รายได้"
    LIFE = "life", "คุณภาพชีวิต"


class ProjectStatus(Labelled):
    PLANNED = "planned", "อยู่ในแผน"
    RUNNING = "running", "กำลังดำเนินการ"
    DONE = "done", "แล้วเสร็จ"
    CANCELLED = "cancelled", "ยกเลิก"


class IdentityDomain(Labelled):
    """The four domains of local identity (มท ๐๘๑๐.๖/ว ๑๒๕๐๙, clause 2)."""

    FOOD = "food", "อาหารของท้องถิ่น"
    HERITAGE = "heritage", "สถานที่ท่องเที่ยวทางประวัติศาสตร์"
    CULTURE = "culture", "ศิลปวัฒนธรรมของท้องถิ่น"
    PRODUCT = "product", "สินค้าหรือผลิตภัณฑ์ท้องถิ่น"


class Answer(Labelled):
    """An attribute of an identity: looked at and there, looked at and not there, or not looked at yet."""

    YES = "yes", "มี"
    NO = "no", "ไม่มี"
    UNKNOWN = "unknown", "ยังไม่ทราบ"


class EventState(Labelled):
    DRAFT = "draft", "ร่าง รอยืนยัน"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"


EVENT_STEPS: dict[EventState, frozenset[EventState]] = {
    EventState.DRAFT: frozenset({EventState.CONFIRMED}),
    EventState.CONFIRMED: frozenset(),
}

PROJECT_STEPS: dict[ProjectStatus, frozenset[ProjectStatus]] = {
    ProjectStatus.PLANNED: frozenset({ProjectStatus.RUNNING, ProjectStatus.DONE, ProjectStatus.CANCELLED}),
    ProjectStatus.RUNNING: frozenset({ProjectStatus.PLANNED, ProjectStatus.DONE, ProjectStatus.CANCELLED}),
    ProjectStatus.DONE: frozenset({ProjectStatus.RUNNING}),
    ProjectStatus.CANCELLED: frozenset({ProjectStatus.PLANNED}),
}


def may_follow(steps: dict, now: Labelled, then: Labelled) -> bool:
    """Whether a thing in one state may go to the other; staying is always allowed."""
    return now == then or then in steps[now]


@dataclass(frozen=True)
class Budget:
    """Money of projects in satang. Two shares are in use beside each other, so neither is ever a bare percentage."""

    allocated: int = 0
    disbursed: int = 0
    returned: int = 0

    def __add__(self, other: "Budget") -> "Budget":
        return Budget(
            self.allocated + other.allocated,
            self.disbursed + other.disbursed,
            self.returned + other.returned,
        )

    @property
    def balance(self) -> int:
        """What is neither paid nor given back."""
        return self.allocated - self.disbursed - self.returned

    @property
    def disbursed_share(self) -> Decimal | None:
        """เบิกจ่ายต่อจัดสรร in hundredths; None where nothing was allocated."""
        return _share(self.disbursed, self.allocated)

    @property
    def settled_share(self) -> Decimal | None:
        """เบิกจ่ายรวมส่งคืนต่อจัดสรร in hundredths: money given back counts as dealt with."""
        return _share(self.disbursed + self.returned, self.allocated)


DISBURSED_SHARE = "เบิกจ่ายต่อจัดสรร"
SETTLED_SHARE = "เบิกจ่ายรวมส่งคืนต่อจัดสรร"


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part * 100) / whole if whole else None


def warning_of(process: str) -> str:
    """What is unusual about a local authority's support in this process; "" where nothing is. Never an error."""
    if process == ASKED_OF_AUTHORITIES:
        return ""
    known = WorkProcess(process)
    return f"หนังสือขอให้ อปท. สนับสนุนในกระบวนงานที่ 2 โครงการนี้อยู่ใน{known.label} บันทึกได้ แต่โปรดตรวจว่าเลือกถูก"


SCORE_LIMITS = {"attraction": 50, "readiness": 30, "goods": 20}
"""Weights of the three parts of a community's class: draw for visitors, readiness, goods and services."""


def total_score(*parts: Decimal | None) -> Decimal | None:
    """The sum of the three parts out of one hundred; None while one of them is missing."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


LEAST_YEAR_BE, LAST_YEAR_BE = 2561, 2700
MOST_SATANG = 10**15


def refuse_year(year_be: int) -> None:
    """The programme began in fiscal year 2561."""
    if not LEAST_YEAR_BE <= year_be <= LAST_YEAR_BE:
        raise Refused(f"ปีงบประมาณต้องเป็น พ.ศ. ตั้งแต่ {LEAST_YEAR_BE} ท่านกรอก {year_be}", field="fiscal_year_be")


def refuse_budget(budget: Budget) -> None:
    """No part is negative, and what was paid and given back cannot be more than what was allocated."""
    for name, amount in vars(budget).items():
        if not 0 <= amount <= MOST_SATANG:
            raise Refused("จำนวนเงินต้องไม่ติดลบและไม่เกินสิบล้านล้านบาท", field=name)
    if budget.balance < 0:
        over = Decimal(-budget.balance) / 100
        raise Refused(
            f"เบิกจ่ายรวมส่งคืนเกินงบที่จัดสรร {over:,.2f} บาท โปรดตรวจทั้งสามช่อง",
            field="disbursed" if budget.disbursed > budget.allocated else "returned",
        )


def refuse_outcomes(outcomes: list[str]) -> None:
    """Support must serve at least one of the four outcomes of the letter."""
    if not outcomes or set(outcomes) - {outcome.value for outcome in Outcome}:
        raise Refused("เลือกผลที่มุ่งหมายอย่างน้อย 1 ข้อ ตามหนังสือ: มาตรฐาน มูลค่าเพิ่ม รายได้ คุณภาพชีวิต", field="outcomes")


_CITIZEN_ID = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")


def refuse_text(text: str, *, field: str, what: str, least: int = 0, most: int = 300) -> None:
    """Text fits its column, is there where asked for, and holds no number of a person."""
    size = len(text.strip())
    if size < least:
        raise Refused(f"กรอก{what}", field=field)
    if size > most:
        raise Refused(f"{what}ยาวเกิน {most:,} ตัวอักษร โปรดย่อ", field=field)
    if any(is_valid(re.sub(r"\D", "", run)) for run in _CITIZEN_ID.findall(to_arabic(text))):
        raise Refused(f"{what}มีเลขประจำตัวประชาชน โปรดลบออก ระบบไม่เก็บเลขดังกล่าวในช่องนี้", field=field)
