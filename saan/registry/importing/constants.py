"""What all rows of a sheet of sales or of a star round share, and who may bring such a sheet."""

from collections.abc import Mapping

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.kernel.dates import be_year, today
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.refusals import Refused
from saan.organisations.rules import OfficeLevel
from saan.registry.naming import tidy
from saan.registry.rules import ImportKind, SalesChannel, SalesMethod, refuse_citizen_id
from saan.registry.selling import FIRST_MONTH

CONSTANTS = ("channel", "method", "fiscal_year", "round_be", "reason")
FIRST_ROUND_BE = 2546
_OF_KIND = {
    ImportKind.SALES: ("channel", "method", "fiscal_year", "reason"),
    ImportKind.STARS: ("round_be", "reason"),
}
LONGEST_REASON = 300


def refuse_kind(kind: ImportKind, by: Actor) -> None:
    """Sales are told by the district office that keeps the producer's file, by sheet as by hand."""
    if kind == ImportKind.SALES and not may_bring_sales(by):
        raise Refused(
            "ยอดจำหน่ายบันทึกโดยสำนักงานพัฒนาชุมชนอำเภอ ซึ่งเป็นเจ้าของทะเบียน ให้ส่งแฟ้มนี้ให้อำเภอนำเข้า", field="columns"
        )
    if kind == ImportKind.STARS and not may_bring_stars(by):
        raise Refused("ผลคัดสรรดาวบันทึกโดยสำนักงานพัฒนาชุมชนอำเภอที่ตั้งของผู้ผลิต ให้ส่งแฟ้มนี้ให้อำเภอนำเข้า", field="columns")


def may_bring_stars(by: Actor) -> bool:
    """Whether the actor's office enters the results of its own producers' products."""
    return by.holds(Permission.PRODUCERS_EDIT) and by.office.level == OfficeLevel.DISTRICT


def rounds_to_choose() -> list[int]:
    """Years in which a star round may have been, the latest first."""
    return list(range(be_year(today()), FIRST_ROUND_BE - 1, -1))


def may_bring_sales(by: Actor) -> bool:
    """Whether the actor's office records figures of its own producers."""
    return by.holds(Permission.SALES_RECORD) and by.office.level == OfficeLevel.DISTRICT


def years_to_choose() -> list[int]:
    """Fiscal years that a sheet without years may be of, the running one first."""
    running = fiscal_year_of(today()).be
    return list(range(running, max(running - 6, fiscal_year_of(FIRST_MONTH).be - 1), -1))


def read_constants(kind: ImportKind, given: Mapping[str, str]) -> dict[str, str]:
    """The chosen values that are filled in; none for other kinds. Refused where a value cannot be."""
    said = dict.fromkeys(CONSTANTS, "") | {key: tidy(given.get(key, "")) for key in _OF_KIND.get(kind, ())}
    if said["channel"] and said["channel"] not in set(SalesChannel):
        raise Refused("เลือกช่องทางจากรายการ", field="channel")
    if said["method"] and said["method"] not in set(SalesMethod):
        raise Refused("เลือกที่มาของตัวเลขจากรายการ", field="method")
    if said["fiscal_year"] and said["fiscal_year"] not in {str(year) for year in years_to_choose()}:
        raise Refused("เลือกปีงบประมาณจากรายการ", field="fiscal_year")
    if said["round_be"] and said["round_be"] not in {str(year) for year in rounds_to_choose()}:
        raise Refused("เลือกรอบคัดสรรจากรายการ", field="round_be")
    if len(said["reason"]) > LONGEST_REASON:
        raise Refused(f"เหตุผลยาวเกิน {LONGEST_REASON} ตัวอักษร โปรดย่อ", field="reason")
    refuse_citizen_id(said["reason"], "reason")
    return {key: value for key, value in said.items() if value}
