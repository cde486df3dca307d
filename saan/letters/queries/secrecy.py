"""Secret papers as far as they may be known: one question decides who is cleared, and every page asks it.

`secret_papers_visible_to` never brings the sealed bytes along; they are opened by `letters.actions.secret_papers`.
"""

from datetime import date

from django.db.models import Q, QuerySet

from saan.accounts.models import Appointment, User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, may
from saan.accounts.roles import ROLES
from saan.kernel.dates import format_short, today
from saan.letters.models import Clearance, SecrecyPolicy, SecretPaper
from saan.letters.queries.signers import is_head
from saan.letters.secrecy import HOLDABLE, Duty, Secrecy, SecretState, secrecy_called
from saan.organisations.models import Office

_READERS = [code for code, role in ROLES.items() if Permission.LETTERS_SEE in role.permissions]
_BY_PAPER = "ให้ดำเนินการบนกระดาษผ่านนายทะเบียนข้อมูลข่าวสารลับ"


def secret_papers_visible_to(actor: Actor) -> QuerySet[SecretPaper]:
    """The secret papers of the actor's own office, for a person cleared there today; nobody reaches another office's.

    Without the bytes under the seals.
    """
    if clearance_of(actor) is None:
        return SecretPaper.objects.none()
    found = SecretPaper.objects.filter(office=actor.office).select_related(
        "office", "entry__register", "created_by"
    )
    return found.defer("sealed", "scan")


def clearance_of(actor: Actor) -> Clearance | None:
    """The actor's clearance at the office for which they act, while its policy is in force and they are in post."""
    if not may(actor, Permission.LETTERS_SEE):
        return None
    if not Appointment.objects.in_force().filter(pk=actor.appointment.pk, user=actor.user).exists():
        return None
    found = Clearance.objects.filter(
        _in_force("policy__", today()),
        policy__office=actor.office,
        user=actor.user,
        withdrawn_at__isnull=True,
    )
    return found.select_related("policy").first()


def secret_papers_waiting(actor: Actor) -> int:
    """How many came from other offices and bear no number of ours yet; for who is not cleared there are none."""
    return secret_papers_visible_to(actor).filter(state=SecretState.ARRIVED).count()


def _in_force(prefix: str, day: date) -> Q:
    return Q(**{f"{prefix}revoked_at__isnull": True, f"{prefix}starts__lte": day, f"{prefix}ends__gte": day})


def policy_in_force(office: Office) -> SecrecyPolicy | None:
    """The order under which the office may hold secret papers today."""
    return SecrecyPolicy.objects.filter(_in_force("", today()), office=office).first()


def policies_of(office: Office) -> QuerySet[SecrecyPolicy]:
    """Every order the office ever set, the newest first."""
    return SecrecyPolicy.objects.filter(office=office).select_related("set_by", "revoked_by")


def people_of(policy: SecrecyPolicy) -> QuerySet[Clearance]:
    """Who may open under a policy now: the registrar first, then deputies, then the others."""
    found = policy.clearances.filter(withdrawn_at__isnull=True).select_related("user", "granted_by")
    return found.order_by("-duty", "pk")


def registrar_of(policy: SecrecyPolicy) -> User | None:
    named = (
        policy.clearances.filter(duty=Duty.REGISTRAR, withdrawn_at__isnull=True)
        .select_related("user")
        .first()
    )
    return named.user if named else None


def may_set_secrecy(actor: Actor) -> bool:
    """The head of the office alone, in own right or acting, for the own office: nobody above, no administrator."""
    return may(actor, Permission.LETTERS_SEE) and is_head(actor.appointment)


def who_may_be_cleared(office: Office) -> QuerySet[User]:
    """People in post at the office today in a role that reads letters."""
    posts = Appointment.objects.in_force().filter(office=office, role__in=_READERS)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("full_name")


def why_refused(words: str, office: Office) -> str:
    """Why a paper marked so is not taken among letters, and where or by whom it may be: a Thai sentence."""
    level = secrecy_called(words)
    if level not in HOLDABLE:
        return f"ระบบไม่รับเนื้อหาชั้น “{words}” ไม่ว่าหน่วยงานใด {_BY_PAPER}"
    policy = policy_in_force(office)
    if policy is None:
        return f"{office}ยังไม่มีคำสั่งให้เก็บหนังสือชั้น “{words}” ในระบบ {who_may_enable(office)} ระหว่างนี้{_BY_PAPER}"
    registrar = registrar_of(policy)
    named = f" ({registrar.full_name})" if registrar else ""
    return (
        f"หนังสือชั้น “{words}” ไม่เก็บรวมกับหนังสืออื่น ให้ผู้ได้รับอนุญาตทำที่หน้า “หนังสือลับ” หรือส่งนายทะเบียนข้อมูลข่าวสารลับ{named}"
    )


def who_may_enable(office: Office) -> str:
    """Who may set the policy of an office, and where."""
    head = office.head_title or "หัวหน้าหน่วยงาน"
    return f"ผู้เปิดใช้ได้คือ{head}เท่านั้น ที่หน้า “หนังสือลับ”"


def offices_that_may_hold(*, but: Office) -> QuerySet[Office]:
    """Offices to which a secret paper may be sent today."""
    holding = SecrecyPolicy.objects.filter(_in_force("", today())).values("office")
    return Office.objects.filter(pk__in=holding).exclude(pk=but.pk).order_by("name")


def why_not_sent(office: Office, level: str = Secrecy.SECRET) -> str:
    """Why a secret paper may not go to an office; empty where it may."""
    policy = policy_in_force(office)
    if policy is None:
        return f"ส่งถึง{office}ไม่ได้ เพราะยังไม่มีคำสั่งให้เก็บหนังสือลับในระบบ ให้ส่งบนกระดาษตามระเบียบ"
    if policy.level != level:
        return f"ส่งถึง{office}ไม่ได้ เพราะเก็บได้ไม่ถึงชั้นนี้"
    return ""


def told_of(policy: SecrecyPolicy) -> str:
    """The order in one line."""
    return f"{policy.order_number} ลว. {format_short(policy.order_dated)}"
