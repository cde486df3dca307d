"""The demonstration's cast: one account per role (contracts: demonstration accounts). Every name is invented."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from saan.accounts.models import Appointment, User
from saan.organisations.models import Office

STARTS = date(2018, 1, 1)


@dataclass(frozen=True)
class Member:
    """One account and its appointments as (office code, role, position)."""

    username: str
    full_name: str
    posts: tuple[tuple[str, str, str], ...]


def _district(code: int, name: str) -> Member:
    posts = (f"cdd-{code}", "district-officer", "นักวิชาการพัฒนาชุมชนชำนาญการ")
    return Member(f"district{code}", name, (posts,))


DISTRICT_NAMES = (
    "นางสาวปอแก้ว ทอเส้น", "นายกกลม ริมน้ำ", "นางหวายเส้น สานดี", "นายย่านลิเภา ถักทอ", "นางสาวใบลาน จักละเอียด",
    "นายไผ่สีสุก เหลาเกลา", "นางคล้าอ่อน พับจีบ", "นายฝ้ายขาว ปั่นด้าย", "นางสาวไหมทอง สาวเส้น",
    "นายจันทน์แดง ย้อมสี", "นางมะเกลือ ย้อมดำ",
)  # fmt: skip
LOCAL_DISTRICT_NAMES = ("นายโกฐจุฬา ปรุงสี", "นางสาวฝางแดง ต้มสี", "นายแกแล ย้อมทอง")

CAST: tuple[Member, ...] = (
    Member("ministry", "นางสาวครามเข้ม ย้อมไกล", (("moi", "ministry-officer", "ผู้อำนวยการกอง"),)),
    Member("cdd", "นายขมิ้นชัน ย้อมเหลือง", (("cdd", "department-officer", "ผู้อำนวยการสำนัก"),)),
    Member("dla", "นางครั่งแดง ย้อมชาด", (("dla", "department-officer", "ผู้อำนวยการกอง"),)),
    Member(
        "province24",
        "นายคราม ย้อมใจ",
        (
            ("cdd-24", "province-officer", "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ"),
            ("cdd-2401", "district-officer", "รักษาการพัฒนาการอำเภอ"),
        ),
    ),
    Member("local24", "นางสาวเปลือกประดู่ ย้อมน้ำตาล", (("dla-24", "province-officer", "ท้องถิ่นจังหวัด"),)),
    *(_district(2401 + index, name) for index, name in enumerate(DISTRICT_NAMES)),
    *(
        Member(f"local{code}", name, ((f"dla-{code}", "district-officer", "นักส่งเสริมการปกครองท้องถิ่นชำนาญการ"),))
        for code, name in zip(range(2401, 2404), LOCAL_DISTRICT_NAMES, strict=True)
    ),
    Member(
        "authority240101",
        "นายตะกร้า สานหวาย",
        (("lao-p-240101", "authority-officer", "นักวิชาการวัฒนธรรม"),),
    ),
    Member("producer", "นางสาวตะแกรง ร่อนทราย", (("cdd-2402", "producer", "ประธานกลุ่ม"),)),
    Member("clerk24", "นางกระบุง เก็บเอกสาร", (("cdd-24", "registry-clerk", "เจ้าพนักงานธุรการ"),)),
    Member("auditor", "นายกระด้ง ฝัดข้าว", (("moi", "auditor", "ผู้ตรวจสอบ"),)),
    Member("admin", "นางสาวชะลอม ถือไป", (("moi", "administrator", "ผู้ดูแลระบบ"),)),
)

UNIT_CAST: tuple[Member, ...] = (
    Member("unit24", "นางสาวชะลอมเล็ก ร้อยหวาย", (("cdd-24-u2", "unit-officer", "หัวหน้ากลุ่มงานยุทธศาสตร์"),)),
    Member("unit24b", "นายตะแกรงห่าง ร่อนแป้ง", (("cdd-24-u3", "unit-officer", "หัวหน้ากลุ่มงานส่งเสริม"),)),
)
"""People of the units inside a provincial office; appointed once the units stand."""


@transaction.atomic
def appoint_cast(*, password: str, members: tuple[Member, ...] = CAST) -> None:
    """Create or refresh the cast's accounts and posts. All share one password, set anew at each call."""
    secret = make_password(password)
    codes = {code for member in members for code, _, _ in member.posts}
    offices = {office.code: office for office in Office.objects.filter(code__in=codes)}
    for member in members:
        user, _ = User.objects.update_or_create(
            username=member.username,
            defaults={"full_name": member.full_name, "password": secret, "is_active": True},
        )
        for code, role, position in member.posts:
            Appointment.objects.get_or_create(
                user=user, office=offices[code], role=role, defaults={"position": position, "starts": STARTS}
            )
