"""The parts of a producer's file: people, place on the map, checks, numbers, certificates, accounts, moving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from saan.accounts.permissions import Permission
from saan.geography.queries import search
from saan.geography.rules import AreaLevel
from saan.kernel.dates import today
from saan.kernel.refusals import Refused, Stale
from saan.registry.actions import (
    add_members,
    ask_transfer,
    certificate_pdf,
    change_chair,
    confirm_operating,
    end_membership,
    issue_certificate,
    link_account,
    look_at_identity,
    place_point,
    record_identity,
    revoke_certificate,
    unlink_account,
    verify,
)
from saan.registry.models import Producer, ProducerKind, ProducerStatus
from saan.registry.queries import (
    OPEN_STATES,
    ApplicationKind,
    Method,
    certificates_of,
    contact_of,
    label_of,
    masked_identities,
    may_edit,
    producers_visible_to,
)
from saan.web.access import needs
from saan.web.office.registration import presenters
from saan.web.office.registration.application_views import version_of
from saan.web.office.registration.file_forms import FORMS, ConfirmForm, LookForm, id_of, unbound
from saan.web.office.registry.forms import refuse


@needs(Permission.PRODUCERS_SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of a file beside its facts and products; `act` of a POST names the part."""
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    if request.method != "POST":
        return _page(request, found)
    act = request.POST.get("act", "")
    if act == "leave":
        _leave(request, found)
        return redirect(_address(found, "members"))
    if act not in FORMS:
        raise Refused("ไม่รู้จักคำสั่งนี้ โปรดเปิดหน้าแฟ้มใหม่")
    form = FORMS[act](request.POST, auto_id=id_of(act))
    if form.is_valid():
        try:
            said = _ACTS[act](request, found, version_of(request), dict(form.cleaned_data))
        except Stale:
            raise
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, said)
            return redirect(_address(found, act))
    return _page(request, found, act, form)


@needs(Permission.PRODUCERS_EDIT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One press from the file: the producer still works."""
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise Refused("เลือกว่าทราบได้อย่างไรว่ายังประกอบการ")
    confirm_operating(producer=found, version=version_of(request), by=request.actor, **form.cleaned_data)
    messages.success(request, f"บันทึกว่า {found.name} ยังประกอบการอยู่แล้ว")
    return redirect("registry-producer", pk=pk)


@needs(Permission.PERSONAL_SEE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, pk: int, identity_pk: int) -> HttpResponse:
    """A number in full, once, after a reason; the answer is never kept by the browser."""
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    held = get_object_or_404(found.identities.select_related("producer"), pk=identity_pk)
    form, number = LookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            number = look_at_identity(
                identity=held, reason=form.cleaned_data["look_reason"], by=request.actor
            )
        except Refused as refused:
            refuse(form, refused)
    shown = next(each for each in masked_identities(found) if each.pk == held.pk)
    context = {
        "producer": found,
        "shown": shown,
        "form": form,
        "number": number,
        "looks": held.looks.select_related("looked_by")[:20],
    }
    return render(request, "office/registration/identity.html", context, status=422 if form.errors else 200)


@needs(Permission.PRODUCERS_SEE)
def certificate(request: HttpRequest, pk: int, certificate_pk: int) -> HttpResponse:
    """The certificate to print."""
    found = get_object_or_404(producers_visible_to(request.actor), pk=pk)
    return pdf_response(get_object_or_404(_whole(found), pk=certificate_pk))


def pdf_response(row: Any) -> HttpResponse:
    """A certificate as PDF, shown in the browser."""
    response = HttpResponse(certificate_pdf(row), content_type="application/pdf")
    name = row.number.replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="certificate-{name}.pdf"'
    return response


def _whole(found: Producer) -> Any:
    return certificates_of(found).select_related(
        "producer__tambon__parent__parent__parent", "producer__office"
    )


def _page(request: HttpRequest, found: Producer, act: str = "", form: Any = None) -> HttpResponse:
    forms = unbound(found)
    if form is not None:
        forms[act] = form
    contact = contact_of(found, actor=request.actor)
    context = {
        "producer": found,
        "editor": may_edit(request.actor, found),
        "standing": found.status == ProducerStatus.REGISTERED,
        "group": found.kind == ProducerKind.GROUP,
        "contact": contact,
        "chairs": found.chairs.all() if contact else [],
        "members": found.member_rows.filter(left_on=None),
        "former": found.member_rows.exclude(left_on=None),
        "checks": _checks(found),
        "identities": masked_identities(found) if contact else [],
        "certificates": [presenters.certificate(row) for row in certificates_of(found).select_related("producer")],
        "accounts": found.accounts.select_related("user"),
        "moving": _moving(found),
        "map": presenters.map_of(found.office, found),
        "forms": forms,
        "form": form,
        "act": act,
    }  # fmt: skip
    return render(request, "office/registration/file.html", context, status=422 if form is not None else 200)


def _checks(found: Producer) -> list[tuple[str, str, Any]]:
    rows = found.verifications.select_related("recorded_by")[:50]
    return [(label_of(row.what), method_of(row.method), row) for row in rows]


def _moving(found: Producer) -> Any:
    asked = found.applications.filter(kind=ApplicationKind.TRANSFER, state__in=OPEN_STATES)
    return asked.select_related("office").first()


def method_of(code: str) -> str:
    """The words for a way of checking."""
    return Method(code).label if code in set(Method) else code


def _address(found: Producer, part: str) -> str:
    places = {"revoke": "certificate", "unlink": "link"}
    return f"{reverse('registry-file', args=[found.pk])}#{places.get(part, part)}"


def _leave(request: HttpRequest, found: Producer) -> None:
    key = request.POST.get("member", "")
    member = get_object_or_404(found.member_rows, pk=key if key.isdecimal() else 0)
    end_membership(member=member, version=version_of(request), left_on=today(), by=request.actor)
    messages.success(request, f"บันทึกว่า {member.name} ออกจากกลุ่มแล้ว")


def _confirm(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    confirm_operating(producer=found, version=version, by=request.actor, **said)
    return "บันทึกว่ายังประกอบการอยู่แล้ว"


def _chair(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    change_chair(producer=found, version=version, name=said["chair"], starts=said["starts"], by=request.actor)
    return "เปลี่ยนประธานแล้ว วาระเดิมอยู่ในประวัติ"


def _members(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    names = [(row["name"], row["role"]) for row in said.pop("member_names")]
    made = add_members(producer=found, version=version, names=names, by=request.actor, **said)
    return f"เพิ่มสมาชิก {len(made)} คนแล้ว"


def _point(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    place_point(producer=found, version=version, by=request.actor, **said)
    return "บันทึกตำแหน่งที่ผลิตแล้ว"


def _verify(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    verify(producer=found, version=version, by=request.actor, **said)
    return "บันทึกการตรวจแล้ว"


def _identity(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    kind, number = said["identity_kind"], said["identity_number"]
    record_identity(producer=found, version=version, kind=kind, number=number, by=request.actor)
    return "เก็บเลขแบบเข้ารหัสแล้ว"


def _certificate(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    made = issue_certificate(producer=found, version=version, by=request.actor, **said)
    return f"ออกใบรับรองเลขที่ {made.number} แล้ว"


def _revoke(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    row = get_object_or_404(certificates_of(found).select_related("producer"), pk=said["certificate"])
    revoke_certificate(certificate=row, reason=said["reason"], by=request.actor)
    return f"เพิกถอนใบรับรองเลขที่ {row.number} แล้ว"


def _link(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    linked = link_account(
        producer=found,
        version=version,
        username=said["username"],
        reason=said["link_reason"],
        by=request.actor,
    )
    return f"ผูกบัญชี {linked.user.username} แล้ว"


def _unlink(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    account = get_object_or_404(found.accounts.select_related("user", "producer"), pk=said["account"])
    unlink_account(account=account, version=version, reason=said["unlink_reason"], by=request.actor)
    return "เลิกผูกบัญชีแล้ว"


def _transfer(request: HttpRequest, found: Producer, version: int, said: dict[str, Any]) -> str:
    places = list(search(said["transfer_tambon"], level=AreaLevel.TAMBON)[:2])
    if len(places) != 1:
        many = len(places) > 1
        more = "มีหลายตำบลชื่อนี้ พิมพ์ชื่ออำเภอต่อท้าย" if many else "ไม่พบตำบลนี้ พิมพ์ชื่อตำบลและอำเภอ หรือรหัส 6 หลัก"
        raise Refused(more, field="transfer_tambon")
    made = ask_transfer(
        producer=found, version=version, tambon=places[0].code, village_no=said["transfer_village"],
        address=said["transfer_address"], reason=said["transfer_reason"], by=request.actor,
    )  # fmt: skip
    return f"ส่งคำขอย้ายถึง{made.office.name}แล้ว แฟ้มยังอยู่ที่นี่จนกว่าอำเภอนั้นจะรับ"


_ACTS = {
    "confirm": _confirm, "chair": _chair, "members": _members, "point": _point, "verify": _verify,
    "identity": _identity, "certificate": _certificate, "revoke": _revoke, "link": _link, "unlink": _unlink,
    "transfer": _transfer,
}  # fmt: skip
