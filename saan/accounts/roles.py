"""Roles in plain Thai sentences: what a person appointed to one may do, and how far it reaches."""

from dataclasses import dataclass
from enum import StrEnum

from saan.accounts.permissions import Permission as P


class Reach(StrEnum):
    """Which rows a role answers for: its own office's, or also those of the offices below in its line, or all below."""

    OFFICE = "office"
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True)
class Role:
    """A named bundle of permissions. `family` picks the navigation (design: face 2)."""

    code: str
    label: str
    says: str
    family: str
    reach: Reach
    permissions: frozenset[P]


_READ = {P.DESK_SEE, P.LETTERS_SEE, P.DIRECTIVES_SEE, P.PROGRESS_SEE, P.PRODUCERS_SEE, P.INDICATORS_SEE}
_CLERK = {P.LETTERS_SEE, P.LETTERS_RECEIVE, P.LETTERS_PREPARE, P.LETTERS_NUMBER}
_COMMAND = {
    P.LETTERS_RECEIVE,
    P.LETTERS_CONFIRM,
    P.LETTERS_PREPARE,
    P.LETTERS_WRITE,
    P.LETTERS_NUMBER,
    P.LETTERS_ORDER,
    P.UNITS_MANAGE,
    P.DIRECTIVES_DRAFT,
    P.DIRECTIVES_ISSUE,
    P.REPORTS_WRITE,
    P.REPORTS_REVIEW,
    P.INDICATORS_RECORD,
    P.SELECTION_REVIEW,
    P.OBLIGATIONS_WORK,
    P.SALES_REOPEN,
}
_DISTRICT = {P.LETTERS_RECEIVE, P.LETTERS_CONFIRM, P.LETTERS_PREPARE, P.LETTERS_WRITE, P.LETTERS_NUMBER,
             P.LETTERS_ORDER, P.UNITS_MANAGE, P.OBLIGATIONS_WORK, P.PRODUCERS_EDIT, P.PRODUCERS_IMPORT,
             P.PRODUCERS_MERGE, P.PERSONAL_SEE, P.REPORTS_WRITE, P.SELECTION_NOMINATE, P.TOURISM_EDIT,
             P.SALES_RECORD}  # fmt: skip

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "district-officer",
            "เจ้าหน้าที่ระดับอำเภอ",
            "ทำภาระงานของอำเภอ ขึ้นทะเบียนผู้ผลิต เสนอชื่อผลิตภัณฑ์ และส่งรายงานถึงจังหวัด",
            "district",
            Reach.OFFICE,
            frozenset(_READ | _DISTRICT),
        ),
        Role(
            "province-officer",
            "เจ้าหน้าที่ระดับจังหวัด",
            "รับและยืนยันหนังสือ ออกข้อสั่งการให้อำเภอในสายงาน ติดตามผล รับหรือส่งคืนรายงานและรายชื่อ เสนอชื่อและรายงานต่อกรม",
            "province",
            Reach.LINE,
            frozenset(
                _READ
                | _COMMAND
                | {P.SELECTION_NOMINATE, P.TOURISM_EDIT, P.PRODUCERS_IMPORT, P.PRODUCERS_MERGE}
                | {P.REGISTRATION_DECIDE, P.WINDOWS_MANAGE}
            ),
        ),
        Role(
            "department-officer",
            "เจ้าหน้าที่ระดับกรม",
            "ออกข้อสั่งการให้จังหวัดในสายงาน และติดตามผลทั้งประเทศ",
            "ministry",
            Reach.LINE,
            frozenset(
                _READ | _COMMAND | {P.PRODUCERS_IMPORT, P.PRODUCERS_MERGE, P.WINDOWS_MANAGE, P.STARS_MANAGE}
            ),
        ),
        Role(
            "ministry-officer",
            "เจ้าหน้าที่ระดับกระทรวง",
            "ออกข้อสั่งการให้ทุกหน่วยงาน และติดตามผลทั้งประเทศ",
            "ministry",
            Reach.AREA,
            frozenset(_READ | _COMMAND),
        ),
        Role(
            "authority-officer",
            "เจ้าหน้าที่องค์กรปกครองส่วนท้องถิ่น",
            "ตอบสิ่งที่ขอจากองค์กรปกครองส่วนท้องถิ่น และส่งรายงาน",
            "local",
            Reach.OFFICE,
            frozenset(
                {
                    P.DESK_SEE,
                    P.LETTERS_SEE,
                    P.LETTERS_RECEIVE,
                    P.LETTERS_PREPARE,
                    P.LETTERS_WRITE,
                    P.LETTERS_NUMBER,
                    P.LETTERS_ORDER,
                    P.UNITS_MANAGE,
                    P.OBLIGATIONS_WORK,
                    P.REPORTS_WRITE,
                    P.TOURISM_EDIT,
                }
            ),
        ),
        Role(
            "registry-clerk",
            "เจ้าหน้าที่สารบรรณ",
            "รับหนังสือ ลงทะเบียน ร่างหนังสือ ออกเลข และเก็บหนังสือของหน่วยงาน แต่ลงนามไม่ได้",
            "clerk",
            Reach.OFFICE,
            frozenset(_CLERK | {P.DESK_SEE}),
        ),
        Role(
            "unit-officer",
            "เจ้าหน้าที่กลุ่มงานหรือฝ่าย",
            "รับหนังสือที่ส่งมายังกลุ่มงาน ลงทะเบียนของกลุ่มงาน และทำงานที่ได้รับมอบหมาย",
            "clerk",
            Reach.OFFICE,
            frozenset(
                {
                    P.DESK_SEE,
                    P.LETTERS_SEE,
                    P.LETTERS_RECEIVE,
                    P.LETTERS_PREPARE,
                    P.LETTERS_NUMBER,
                    P.LETTERS_ORDER,
                }
            ),
        ),
        Role(
            "producer",
            "ผู้ผลิต ผู้ประกอบการ",
            "ยื่นคำขอ ดูทะเบียนและผลิตภัณฑ์ และบันทึกยอดขายของตนเอง",
            "producer",
            Reach.OFFICE,
            frozenset({P.OWN_PRODUCER_SEE, P.OWN_PRODUCER_EDIT}),
        ),
        Role(
            "auditor",
            "ผู้ตรวจสอบ",
            "อ่านได้ทุกอย่างรวมถึงบันทึกการกระทำ แต่แก้ไขไม่ได้",
            "auditor",
            Reach.AREA,
            frozenset(_READ | {P.LEDGER_READ}),
        ),
        Role(
            "administrator",
            "ผู้ดูแลระบบ",
            "จัดการบัญชีและการแต่งตั้ง แต่อ่านเนื้อหาหนังสือไม่ได้",
            "admin",
            Reach.AREA,
            frozenset({P.ACCOUNTS_MANAGE, P.UNITS_MANAGE, P.LEDGER_READ}),
        ),
    )
}


def role_choices() -> list[tuple[str, str]]:
    """Choices for a model field; a callable, so that a new role needs no migration."""
    return [(role.code, role.label) for role in ROLES.values()]
