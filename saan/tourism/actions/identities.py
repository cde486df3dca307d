"""Entering local identities and communities."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.geography.models import Area
from saan.kernel.refusals import Refused, Stale
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.tourism import rules
from saan.tourism.actions.place import require_authority, require_district, require_tambon
from saan.tourism.models import Cohort, Community, LocalIdentity
from saan.tourism.queries import communities_visible_to, identities_visible_to
from saan.tourism.rules import SCORE_LIMITS, Answer, IdentityDomain

ATTRIBUTES = ("convenience", "safety", "for_all")


@dataclass(frozen=True)
class IdentityFacts:
    """What is told of a local identity. An attribute nobody has looked at is unknown, which is not "no"."""

    district: Area
    domain: str
    name: str
    story: str = ""
    tambon: Area | None = None
    authority: Office | None = None
    convenience: str = Answer.UNKNOWN
    convenience_note: str = ""
    safety: str = Answer.UNKNOWN
    safety_note: str = ""
    for_all: str = Answer.UNKNOWN
    for_all_note: str = ""


def record_identity(*, facts: IdentityFacts, by: Actor) -> LocalIdentity:
    """Enter an identity; a local authority may enter its own (มท ๐๘๑๐.๖/ว ๑๒๕๐๙, clause 2)."""
    facts = _checked(facts, by)
    with transaction.atomic():
        _refuse_twin(facts)
        made = LocalIdentity.objects.create(**vars(facts), office=by.office, recorded_by=by.user)
        said = f"บันทึกอัตลักษณ์ {made.name} ด้าน{made.get_domain_display()}"
        record(by=by, verb="tourism.record_identity", of=made, summary=said, domain=made.domain)
    return made


def change_identity(
    *, identity: LocalIdentity, facts: IdentityFacts, version: int, by: Actor
) -> LocalIdentity:
    """Bring an identity up to date."""
    facts = _checked(facts, by)
    with transaction.atomic():
        held = identities_visible_to(by).select_for_update(of=("self",)).filter(pk=identity.pk).first()
        if held is None:
            raise PermissionDenied("อัตลักษณ์นี้อยู่นอกพื้นที่ของท่าน")
        if held.version != version:
            raise Stale("มีผู้แก้อัตลักษณ์นี้หลังจากท่านเปิด โปรดเปิดใหม่แล้วแก้อีกครั้ง ข้อมูลที่ท่านกรอกยังไม่ได้บันทึก")
        _refuse_twin(facts, besides=held.pk)
        for name, value in vars(facts).items():
            setattr(held, name, value)
        held.version += 1
        held.save()
        record(by=by, verb="tourism.change_identity", of=held, summary=f"แก้อัตลักษณ์ {held.name}")
    return held


def _checked(facts: IdentityFacts, by: Actor) -> IdentityFacts:
    """The facts with a tidy name and the actor's own authority named; refused where something does not hold."""
    require_district(by, facts.district)
    require_tambon(facts.district, facts.tambon)
    if facts.authority is not None:
        require_authority(by, facts.district, facts.authority)
    if facts.domain not in {domain.value for domain in IdentityDomain}:
        raise Refused("เลือกด้าน 1 ใน 4 ด้าน", field="domain")
    rules.refuse_text(facts.name, field="name", what="ชื่ออัตลักษณ์", least=3, most=200)
    rules.refuse_text(facts.story, field="story", what="เรื่องราว", most=5000)
    for name in ATTRIBUTES:
        rules.refuse_text(getattr(facts, f"{name}_note"), field=f"{name}_note", what="หมายเหตุ")
        if getattr(facts, name) not in {answer.value for answer in Answer}:
            raise Refused("เลือกมี ไม่มี หรือยังไม่ทราบ", field=name)
    own = by.office if by.office.authority_kind or by.office.provisional else None
    named = {"name": " ".join(facts.name.split()), "authority": facts.authority or own}
    return IdentityFacts(**{**vars(facts), **named})


def _refuse_twin(facts: IdentityFacts, *, besides: int | None = None) -> None:
    twins = LocalIdentity.objects.filter(
        district=facts.district, domain=facts.domain, name=facts.name
    ).exclude(pk=besides)
    if twins.exists():
        raise Refused(f"{facts.district.title}มี “{facts.name}” ในด้านนี้แล้ว แก้ของเดิมแทน", field="name")


def record_community(
    *,
    name: str,
    tambon: Area,
    by: Actor,
    village_no: int | None = None,
    grade: str = "",
    attraction: Decimal | None = None,
    readiness: Decimal | None = None,
    goods: Decimal | None = None,
) -> Community:
    """Enter a tourism community. The three scores have 50, 30 and 20 points; a part not judged stays empty."""
    if tambon.level != "tambon" or tambon.parent is None:
        raise Refused("เลือกตำบลที่ตั้งของชุมชน", field="tambon")
    require_district(by, tambon.parent)
    rules.refuse_text(name, field="name", what="ชื่อชุมชน", least=3, most=200)
    scores = {"attraction": attraction, "readiness": readiness, "goods": goods}
    for part, score in scores.items():
        if score is not None and not 0 <= score <= SCORE_LIMITS[part]:
            raise Refused(f"คะแนนส่วนนี้ต้องอยู่ระหว่าง 0 ถึง {SCORE_LIMITS[part]}", field=part)
    if village_no is not None and not 1 <= village_no <= 50:
        raise Refused(f"หมู่ที่ต้องอยู่ระหว่าง 1 ถึง 50 ท่านกรอก {village_no}", field="village_no")
    if grade and not (len(grade) == 1 and "A" <= grade <= "Z"):
        raise Refused("ระดับศักยภาพเป็นอักษรอังกฤษตัวใหญ่ 1 ตัว เช่น A", field="grade")
    tidy = " ".join(name.split())
    with transaction.atomic():
        if Community.objects.filter(tambon=tambon, name=tidy).exists():
            raise Refused(f"{tambon.title}มีชุมชน “{tidy}” แล้ว", field="name")
        made = Community.objects.create(name=tidy, tambon=tambon, village_no=village_no, grade=grade, **scores,
                                        office=by.office, recorded_by=by.user)  # fmt: skip
        record(by=by, verb="tourism.record_community", of=made, summary=f"บันทึกชุมชนท่องเที่ยว {made.name}")
    return made


def join_cohort(*, community: Community, programme: str, fiscal_year_be: int, by: Actor) -> Cohort:
    """Enter that a community was in a programme in one fiscal year."""
    require(by, Permission.TOURISM_EDIT)
    if not communities_visible_to(by).filter(pk=community.pk).exists():
        raise Refused(f"{community.name} อยู่นอกพื้นที่ของ{by.office.name}", field="community")
    rules.refuse_year(fiscal_year_be)
    rules.refuse_text(programme, field="programme", what="ชื่อโครงการ", least=3, most=200)
    named = " ".join(programme.split())
    with transaction.atomic():
        made, new = Cohort.objects.get_or_create(
            community=community, programme=named, fiscal_year_be=fiscal_year_be
        )
        if not new:
            raise Refused(f"{community.name} อยู่ใน{named} ปีงบประมาณ {fiscal_year_be} แล้ว", field="programme")
        record(by=by, verb="tourism.join_cohort", of=community, summary=f"{community.name} อยู่ใน{made}")
    return made
