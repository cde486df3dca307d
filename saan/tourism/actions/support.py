"""Asking local authorities, and entering the projects they support."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.dates import format_short, today
from saan.kernel.fiscal import fiscal_year_of
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.tourism import rules
from saan.tourism.actions.place import require_authority, require_district
from saan.tourism.models import Community, CoordinationRecord, SupportProject
from saan.tourism.queries import may_coordinate, projects_visible_to
from saan.tourism.rules import Budget, ProjectStatus, WorkProcess


def record_coordination(
    *,
    district: Area,
    authority: Office,
    by: Actor,
    coordinated_on: date | None = None,
    result: str = "",
    reason: str = "",
) -> CoordinationRecord:
    """Enter that an authority was asked, with its day and result, or why it was not (ฉช ๐๐๑๙/ว ๓๓๓)."""
    require(by, Permission.TOURISM_EDIT)
    if not may_coordinate(by):
        raise PermissionDenied("การประสาน อปท. เป็นงานของหน่วยงานระดับอำเภอ")
    require_district(by, district)
    require_authority(by, district, authority)
    _refuse_coordination(coordinated_on, result, reason)
    with transaction.atomic():
        made = CoordinationRecord.objects.create(
            district=district,
            authority=authority,
            fiscal_year_be=fiscal_year_of(coordinated_on or today()).be,
            coordinated_on=coordinated_on,
            result=result.strip(),
            reason=reason.strip(),
            office=by.office,
            recorded_by=by.user,
        )
        said = f"ประสานเมื่อ {format_short(coordinated_on)}" if coordinated_on else "บันทึกเหตุที่ไม่ได้ประสาน"
        record(by=by, verb="tourism.coordinate", of=made, summary=f"{authority.name}: {said}")
    return made


def _refuse_coordination(day: date | None, result: str, reason: str) -> None:
    if day is None:
        rules.refuse_text(reason, field="reason", what="เหตุที่ไม่ได้ประสาน", least=5, most=500)
        if result.strip():
            raise Refused("กรอกวันที่ประสานด้วย ถ้ายังไม่ได้ประสาน ให้เว้นผลการประสานว่าง", field="coordinated_on")
        return
    if reason.strip():
        raise Refused("ประสานแล้วไม่ต้องกรอกเหตุ โปรดลบเหตุหรือลบวันที่", field="reason")
    if day > today():
        raise Refused(
            f"วันที่ประสานต้องไม่หลังวันนี้ ({format_short(today())}) ท่านกรอก {format_short(day)}",
            field="coordinated_on",
        )
    rules.refuse_year(fiscal_year_of(day).be)
    rules.refuse_text(result, field="result", what="ผลการประสาน", least=5, most=500)


NOTHING = Budget()


@dataclass(frozen=True)
class ProjectFacts:
    """What is told of a support project."""

    authority: Office
    district: Area
    process: str
    name: str
    fiscal_year_be: int
    outcomes: Sequence[str]
    budget: Budget = NOTHING
    status: str = ProjectStatus.PLANNED
    community: Community | None = None
    evidence: str = ""
    letter_ref: str = ""


def record_project(*, facts: ProjectFacts, by: Actor) -> SupportProject:
    """Enter a project. A process other than the second is unusual, not wrong: `SupportProject.warning` says so."""
    _refuse_project(facts, by)
    with transaction.atomic():
        _refuse_twin(facts)
        made = SupportProject.objects.create(**_columns(facts), office=by.office, recorded_by=by.user)
        said = f"บันทึกโครงการ {made.name} ของ{made.authority.name}"
        record(by=by, verb="tourism.record_project", of=made, summary=said, allocated=made.allocated)
    return made


def change_project(
    *, project: SupportProject, facts: ProjectFacts, version: int, by: Actor
) -> SupportProject:
    """Bring a project up to date; the ledger keeps the sums that stood before."""
    _refuse_project(facts, by)
    with transaction.atomic():
        held = projects_visible_to(by).select_for_update(of=("self",)).filter(pk=project.pk).first()
        if held is None:
            raise PermissionDenied("โครงการนี้อยู่นอกพื้นที่ของท่าน")
        if held.version != version:
            raise Stale("มีผู้แก้โครงการนี้หลังจากท่านเปิด โปรดเปิดใหม่แล้วแก้อีกครั้ง ข้อมูลที่ท่านกรอกยังไม่ได้บันทึก")
        _refuse_step(held, facts)
        _refuse_twin(facts, besides=held.pk)
        before = {name: getattr(held, name) for name in ("allocated", "disbursed", "returned", "status")}
        for name, value in _columns(facts).items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        record(by=by, verb="tourism.change_project", of=held, summary=f"แก้โครงการ {held.name}", before=before)
    return held


def _refuse_step(held: SupportProject, facts: ProjectFacts) -> None:
    now, then = ProjectStatus(held.status), ProjectStatus(facts.status)
    if not rules.may_follow(rules.PROJECT_STEPS, now, then):
        raise Refused(f"โครงการที่ “{now.label}” เปลี่ยนเป็น “{then.label}” ทันทีไม่ได้", field="status")


def _columns(facts: ProjectFacts) -> dict:
    given = dict(vars(facts))
    budget = given.pop("budget")
    tidy = {name: " ".join(given[name].split()) for name in ("name", "letter_ref")}
    return (
        given | tidy | vars(budget) | {"evidence": facts.evidence.strip(), "outcomes": list(facts.outcomes)}
    )


def _refuse_project(facts: ProjectFacts, by: Actor) -> None:
    require_district(by, facts.district)
    require_authority(by, facts.district, facts.authority)
    if facts.process not in {process.value for process in WorkProcess}:
        raise Refused("เลือกกระบวนงาน 1 ใน 5", field="process")
    if facts.status not in {status.value for status in ProjectStatus}:
        raise Refused("เลือกสถานะของโครงการ", field="status")
    if facts.community is not None and not facts.district.contains(facts.community.tambon):
        raise Refused(f"{facts.community.name} ไม่ได้อยู่ใน{facts.district.title}", field="community")
    rules.refuse_text(facts.name, field="name", what="ชื่อโครงการ", least=4, most=250)
    rules.refuse_text(facts.evidence, field="evidence", what="หลักฐาน", most=500)
    rules.refuse_text(facts.letter_ref, field="letter_ref", what="หนังสืออ้างอิง", most=200)
    rules.refuse_year(facts.fiscal_year_be)
    rules.refuse_budget(facts.budget)
    rules.refuse_outcomes(list(facts.outcomes))


def _refuse_twin(facts: ProjectFacts, *, besides: int | None = None) -> None:
    name = " ".join(facts.name.split())
    twins = SupportProject.objects.filter(
        authority=facts.authority, fiscal_year_be=facts.fiscal_year_be, name=name
    ).exclude(pk=besides)
    if twins.exists():
        raise Refused(
            f"{facts.authority.name} มีโครงการ “{name}” ในปีงบประมาณ {facts.fiscal_year_be} แล้ว แก้โครงการเดิมแทน",
            field="name",
        )
