"""Applications ready to hand: a window that is open, a whole form, and the looks an officer records."""

from datetime import timedelta

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel import citizen_id
from saan.kernel.dates import be_year, today
from saan.registry.actions import open_application, open_window, receive_application
from saan.registry.models import Application, RegistrationWindow

CITIZEN = citizen_id.generate(7)
CHECKS = {
    "card": {"method": "seen", "on": "", "reference": ""},
    "place": {"method": "visit", "on": "", "reference": "ภาพถ่าย 2 ภาพ"},
    "sample": {"method": "seen", "on": "", "reference": ""},
    "founding": {"method": "seen", "on": "", "reference": "รายงานประชุม 1/2560"},
    "network": {"method": "word", "on": "", "certified_by": "นายกระจูด ประธานเครือข่าย"},
}


def told(**changes: object) -> dict:
    """A form that lacks nothing a form can answer."""
    return {
        "name": "กลุ่มจักสานบ้านหัวไทร", "kind": "group", "tambon": 240204, "village_no": 3, "address": "12 บ้านหัวไทร",
        "latitude": "13.72", "longitude": "101.21", "chair_name": "นางกก ริมคลอง", "phone": "081 234 5678",
        "member_rows": [{"name": "นางกก ริมคลอง", "role": "ประธาน"}, {"name": "นายไผ่ เหลา", "role": ""}],
        "trading_since_be": 2550, "local_labour": 4, "link": ["makes"], "thai": True,
        "products": [{"name": "กระบุงไม้ไผ่", "kind": "decor", "regulated": False, "permit": ""}], "consent": [],
    } | changes  # fmt: skip


def window(
    by: Actor, levels: tuple[str, ...] = ("district", "province"), **changes: object
) -> RegistrationWindow:
    """A window of the province that is open today."""
    values = {
        "name": "รอบทดสอบ", "year_be": be_year(today()), "area": Area.objects.get(code=24),
        "opens": today() - timedelta(days=3), "closes": today() + timedelta(days=20), "levels": list(levels),
    } | changes  # fmt: skip
    return open_window(**values, by=by)


def received(by: Actor, *, checks: dict | None = None, **changes: object) -> Application:
    """An application taken at the counter with everything looked at."""
    made = open_application(told=told(**changes), identity_number=CITIZEN, by=by)
    return receive_application(
        application=made, version=made.version, checks=CHECKS if checks is None else checks, by=by
    )
