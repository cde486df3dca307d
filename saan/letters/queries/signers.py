"""Who may sign which paper of an office today: dated authorities with their capacity chains, and posts in own right.

Each choice has a key ("auth-7" an authority, "post-3" an appointment) under which a draft keeps it. A choice that no
longer holds is told with its reason and with who may sign instead. Days are Bangkok days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saan.accounts.models import Appointment, User
from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor
from saan.kernel.dates import format_short, today
from saan.letters.capacity import Link, fault_of, is_delegated, links_of
from saan.letters.drafting.draft import RULINGS
from saan.letters.drafting.sheet import Head
from saan.letters.models import SigningAuthority
from saan.letters.queries.signing import agency_of, authority_of, head_of, is_signer, owner_of, signature_of
from saan.letters.rules import LetterKind
from saan.organisations.models import Office

_OF_A_BODY = ("ผู้ว่าราชการจังหวัด", "นายอำเภอ", "ปลัดกระทรวง", "รัฐมนตรี")
"""Last posts that sign for the issuing body, not for the office that writes."""


@dataclass(frozen=True)
class Signer:
    """One person in one capacity. `body` is whose register numbers the paper; `why_not` is empty where they may."""

    key: str
    office: Office
    name: str
    links: tuple[Link, ...]
    body: Office
    user: User | None = None
    authority: SigningAuthority | None = None
    why_not: str = ""

    @property
    def posts(self) -> tuple[str, ...]:
        return tuple(link.line for link in self.links)

    @property
    def label(self) -> str:
        return f"{self.name} · {' '.join(self.posts)}"

    def is_person(self, user: User) -> bool:
        """Whether it is this very person; an authority without an account is known by its name."""
        return is_signer(self.user, self.name, user)

    @property
    def reference(self) -> str:
        """The order that gave the authority; empty in own right."""
        return self.authority.order_reference if self.authority else ""

    @property
    def until(self) -> date | None:
        return self.authority.ends if self.authority else None


def signers_of(office: Office, kind: LetterKind, *, day: date | None = None) -> list[Signer]:
    """Everybody who may sign such a paper of the office on the day, authorities first, the newest first."""
    return [each for each in all_signers(office, kind, day or today()) if not each.why_not]


def all_signers(office: Office, kind: LetterKind, day: date) -> list[Signer]:
    """The same with those who may not, and why."""
    return [*_by_authority(office, kind, day), *_by_post(office, kind, day)]


def signer_of(office: Office, key: str, kind: LetterKind, *, day: date | None = None) -> Signer | None:
    """The choice of a key, whether it holds or not; None for a key nobody has."""
    found = all_signers(office, kind, day or today())
    return next((each for each in found if each.key == key), None)


def instead_of(office: Office, kind: LetterKind, key: str, *, day: date | None = None) -> str:
    """Who else may sign, as the end of a refusal."""
    others = [each for each in signers_of(office, kind, day=day) if each.key != key]
    if not others:
        return "วันนี้ยังไม่มีผู้อื่นลงนามได้ ให้บันทึกคำสั่งมอบอำนาจหรือรักษาการในหน้าอำนาจลงนามก่อน"
    return f"ผู้ลงนามแทนได้วันนี้: {', '.join(each.label for each in others[:3])}"


def head_for(signer: Signer, kind: LetterKind) -> Head:
    """The head, name, posts and owner's block that the signer gives a paper of the kind."""
    office = signer.office
    return Head(
        _agency(signer, kind), signer.name, signer.posts, owner_of(office), _before_number(office, kind)
    )


def body_of(office: Office, links: tuple[Link, ...]) -> Office:
    """The legal body of the last post: the issuing body where signed for it, else the office (V10)."""
    for_body = is_delegated(links) or (bool(links) and links[-1].post.startswith(_OF_A_BODY))
    return office.issuing_body if for_body else office


def register_body(office: Office, actor: Actor, kind: LetterKind) -> Office:
    """Whose register numbers a paper the office sends at once: it follows the last post printed (V10).

    A stamped letter bears the office's own name and no post.
    """
    if kind == LetterKind.STAMPED:
        return office
    authority = authority_of(office, kind)
    if authority is not None and authority.body is not None:
        return authority.body
    return body_of(office, links_of(signature_of(office, actor, kind).posts))


def authorities_of(office: Office) -> QuerySet[SigningAuthority]:
    """All that was ever recorded for the office, the newest first."""
    found = SigningAuthority.objects.filter(office=office).select_related("signer", "body", "recorded_by")
    return found.order_by("-starts", "-pk")


def is_head(appointment: Appointment) -> bool:
    """Whether the post is the head's of its office, in own right or acting; the place's name may be left out."""
    office = appointment.office
    post = links_of([appointment.position])[0].post.removeprefix("รักษาการ").strip()
    return bool(post) and post in (
        office.head_title,
        office.head_title.removesuffix(office.area.name_th).strip(),
    )


def _by_authority(office: Office, kind: LetterKind, day: date) -> Iterator[Signer]:
    for each in authorities_of(office):
        links = links_of(each.chain)
        yield Signer(
            key=f"auth-{each.pk}",
            office=office,
            name=each.signer_name,
            links=links,
            body=each.body or body_of(office, links),
            user=each.signer,
            authority=each,
            why_not=why_not(each, kind, day),
        )


def why_not(authority: SigningAuthority, kind: LetterKind, day: date) -> str:
    """Why this authority does not sign such a paper on the day; empty where it does."""
    fault = fault_of(links_of(authority.chain))
    if fault:
        return f"ตำแหน่งของ{authority.signer_name}ยังไม่ถูกแบบ: {fault}"
    if authority.revoked_on and authority.revoked_on <= day:
        return f"อำนาจลงนามของ{authority.signer_name}ถูกเพิกถอนเมื่อ {format_short(authority.revoked_on)}"
    if authority.starts > day:
        return f"อำนาจลงนามของ{authority.signer_name}เริ่ม {format_short(authority.starts)} ยังไม่ถึงวันนั้น"
    if authority.ends and authority.ends < day:
        return f"อำนาจลงนามของ{authority.signer_name}สิ้นสุดเมื่อ {format_short(authority.ends)}"
    if authority.kinds and kind not in authority.kinds:
        named = " ".join(LetterKind(each).label for each in authority.kinds)
        return f"คำสั่งให้{authority.signer_name}ลงนามได้เฉพาะ{named} ไม่รวม{kind.label}"
    return ""


def _by_post(office: Office, kind: LetterKind, day: date) -> Iterator[Signer]:
    """Heads sign everything of their office in own right; others a memo alone."""
    posts = (
        Appointment.objects.in_force()
        .filter(office=office)
        .select_related("user", "office__area")
        .order_by("pk")
    )
    for each in posts:
        if Permission.LETTERS_WRITE not in each.role_in_full.permissions:
            continue
        if kind != LetterKind.MEMO and not is_head(each):
            continue
        links = links_of([each.position])
        yield Signer(f"post-{each.pk}", office, each.user.full_name, links, office, user=each.user)


def _agency(signer: Signer, kind: LetterKind) -> tuple[str, ...]:
    office, last = signer.office, signer.links[-1].post if signer.links else ""
    if kind in RULINGS:
        return (_ordering(office, signer.body, last),)
    if kind == LetterKind.MEMO:
        phone = f"โทร. {office.phone}" if office.phone else ""
        return tuple(line for line in (office.name, phone) if line)
    if kind == LetterKind.STAMPED:
        return (head_of(office, signer.posts),)
    return agency_of(office, signer.posts)


def _ordering(office: Office, body: Office, last: str) -> str:
    """Whose order it is: the body's name without its hall, as คำสั่งจังหวัดฉะเชิงเทรา."""
    for post, area in (("ผู้ว่าราชการจังหวัด", "จังหวัด"), ("นายอำเภอ", "อำเภอ")):
        if last.startswith(post):
            return f"{area}{last.removeprefix(post)}"
    return body.name if body.pk != office.pk else office.name


def _before_number(office: Office, kind: LetterKind) -> str:
    return "" if kind in RULINGS or not office.letter_prefix else f"{office.letter_prefix}/"
