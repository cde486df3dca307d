"""An office that may hold secret papers: its head, its order, the people it cleared, and one paper of each kind."""

from datetime import date, timedelta

from saan.accounts.models import Appointment, User
from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.letters.actions.secrecy import SecrecyOrder, clear_person, set_policy
from saan.letters.actions.secret_papers import Party, draft_secret, number_secret, receive_secret
from saan.letters.models import SecrecyPolicy, SecretPaper
from saan.letters.queries.secrecy import policy_in_force
from saan.letters.secrecy import Duty, SecretWords
from saan.organisations.models import Office

WHY = "ตรวจเรื่องเพื่อเสนอผู้บังคับบัญชา"
PARTY = Party("ที่ทำการปกครองจังหวัด", "ฉช 0018/77", date(2026, 11, 3))
SCAN = b"%PDF-1.4\n" + b"0" * 100


def head_of(office: Office, username: str = "") -> Actor:
    """The head of an office, appointed for the test; one account an office."""
    name = username or f"head-{office.code}"
    user, _made = User.objects.get_or_create(username=name, defaults={"full_name": "นายกระเชอ ขันหวาย"})
    post, _ = Appointment.objects.get_or_create(
        user=user, office=office, role="province-officer",
        defaults={"position": office.head_title, "starts": date(2020, 1, 1)},
    )  # fmt: skip
    return Actor(user, post)


def order_of(registrar: User, **told: object) -> SecrecyOrder:
    said = {"number": "คำสั่งสำนักงาน ที่ 12/2569", "dated": today(), "starts": today(),
            "ends": today() + timedelta(days=365), "registrar": registrar, **told}  # fmt: skip
    return SecrecyOrder(**said)  # type: ignore[arg-type]


def in_force(registrar: Actor, *cleared: Actor) -> SecrecyPolicy:
    """A policy of the registrar's office, set today by its head, and the others cleared."""
    head = head_of(registrar.office)
    policy = policy_in_force(registrar.office) or set_policy(order=order_of(registrar.user), by=head)
    for each in cleared:
        clear_person(policy=policy, user=each.user, duty=Duty.CLEARED, by=head)
    return policy


def words(token: str = "ขมิ้นเหลือง", **told: object) -> SecretWords:
    said = {"subject": f"การตรวจสอบ{token}", "body": f"ด้วยพบเรื่อง{token}\nจึงขอให้ตรวจสอบ",
            "signer": "นายกระเชอ ขันหวาย", "posts": ("พัฒนาการจังหวัดฉะเชิงเทรา",), **told}  # fmt: skip
    return SecretWords(**said)  # type: ignore[arg-type]


def received(by: Actor, token: str = "ขมิ้นเหลือง", scan: bytes = b"") -> SecretPaper:
    return receive_secret(party=PARTY, words=words(token), scan=scan, by=by)


def drafted(by: Actor, token: str = "ขมิ้นเหลือง") -> SecretPaper:
    return draft_secret(party="ผู้ว่าราชการจังหวัดฉะเชิงเทรา", words=words(token), by=by)


def numbered(by: Actor, token: str = "ขมิ้นเหลือง") -> SecretPaper:
    return number_secret(paper=drafted(by, token), by=by)
