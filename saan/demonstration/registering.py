"""The registry at work: an open window, applications on their way, figures of past months, pairs that may be one."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from saan.accounts.policy import Actor
from saan.demonstration.people import actor
from saan.demonstration.selling import plant_sales
from saan.geography.models import Area
from saan.geography.queries import tambons
from saan.kernel import citizen_id
from saan.kernel.dates import be_year, today
from saan.kernel.sorting import thai_sort_key
from saan.registry.actions import decide, open_application, open_window, receive_application
from saan.registry.actions.pairs import refresh_pairs
from saan.registry.models import Application, Producer, RegistrationWindow, SalesFact
from saan.registry.rules import ProducerKind

PROVINCE = 24
_LOOKS = {
    "card": {"method": "seen", "on": "", "reference": ""},
    "place": {"method": "visit", "on": "", "reference": "ภาพถ่ายสมมติ 2 ภาพ"},
    "sample": {"method": "seen", "on": "", "reference": ""},
    "founding": {"method": "seen", "on": "", "reference": "รายงานประชุมสมมติ 1/2567"},
    "network": {"method": "word", "on": "", "certified_by": "นายกระจูด สานทน ประธานเครือข่ายสมมติ"},
}


def enliven() -> None:
    """All or none; only where no window has been opened and no figure told."""
    if not SalesFact.objects.exists():
        plant_sales(by=actor("admin"))
    if not RegistrationWindow.objects.exists():
        with transaction.atomic():
            _double()
            _register()


def _register() -> None:
    province, officer = actor("province24"), actor("district2402")
    open_window(
        name=f"รอบรับลงทะเบียนประจำปี {be_year(today())}", year_be=be_year(today()), area=Area.objects.get(pk=PROVINCE),
        opens=today() - timedelta(days=14), closes=today() + timedelta(days=45), levels=["district", "province"],
        source="หนังสือจังหวัดสมมติ", by=province,
    )  # fmt: skip
    _apply(officer, "กลุ่มทอเสื่อบ้านริมคลองใหม่", 11, {"card": _LOOKS["card"]})
    _apply(officer, "กลุ่มน้ำพริกบ้านโคกสูงใหม่", 12, _LOOKS)
    approved = _apply(officer, "กลุ่มจักสานบ้านดอนไผ่ใหม่", 13, _LOOKS)
    for by in (officer, province):
        approved = decide(
            application=approved, version=approved.version, outcome="approved", decided_on=today(),
            meeting="ครั้งที่ 1/2569 (สมมติ)", by=by,
        )  # fmt: skip


def _apply(by: Actor, name: str, seed: int, looks: dict[str, dict[str, str]]) -> Application:
    places = list(tambons(by.office.area).order_by("code").values_list("code", flat=True))
    told: dict[str, Any] = {
        "name": name, "kind": "group", "tambon": places[seed % len(places)], "village_no": seed % 5 + 1,
        "address": f"{seed} บ้านสมมติ", "latitude": "13.72", "longitude": "101.21", "chair_name": "นางกก ริมคลอง",
        "phone": f"08000000{seed}",
        "member_rows": [{"name": "นางกก ริมคลอง", "role": "ประธาน"}, {"name": "นายไผ่ เหลางาม", "role": ""}],
        "trading_since_be": 2560, "local_labour": 4, "link": ["makes"], "thai": True,
        "products": [{"name": "สินค้าสมมติจากบ้านเรา", "kind": "decor", "regulated": False, "permit": ""}],
        "consent": [],
    }  # fmt: skip
    made = open_application(told=told, identity_number=citizen_id.generate(seed), by=by)
    return receive_application(application=made, version=made.version, checks=looks, by=by)


def _double() -> None:
    """Some groups entered a second time, as happens: another word before the name, the same telephone."""
    for group in Producer.objects.filter(kind=ProducerKind.GROUP).order_by("tambon", "pk")[::40]:
        name = "วิสาหกิจชุมชน" + group.name.removeprefix("วิสาหกิจชุมชน")
        if name == group.name:
            name = f"{name} (เดิม)"
        Producer.objects.create(
            name=name, sort_key=thai_sort_key(name)[:400], kind=group.kind, status=group.status, tambon=group.tambon,
            village_no=group.village_no, chair_name=group.chair_name, phone=group.phone, members=group.members,
            registered_on=group.registered_on, cohort_be=group.cohort_be, office=group.office,
            created_by=group.created_by,
        )  # fmt: skip
    refresh_pairs(lo=PROVINCE * 10_000, hi=PROVINCE * 10_000 + 9_999)
