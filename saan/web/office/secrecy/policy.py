"""The page of secret papers, and the head's acts on it: setting and ending the policy, clearing people."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saan.accounts.permissions import Permission
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions.secrecy import clear_person, revoke_policy, set_policy, withdraw_clearance
from saan.letters.models import Clearance, SecrecyPolicy
from saan.letters.queries import secrecy as queries
from saan.letters.secrecy import Duty
from saan.web.access import needs
from saan.web.components.forms import refuse_at
from saan.web.office.secrecy.forms import OrderForm, PersonForm, RevokeForm

ROWS_A_PAGE = 50


@needs(Permission.LETTERS_SEE)
@never_cache
@require_safe
def secret(request: HttpRequest) -> HttpResponse:
    """Whether the office holds secret papers; for the cleared its papers by number, for the head who is cleared."""
    return _page(request)


@needs(Permission.LETTERS_SEE)
@require_POST
def set_order(request: HttpRequest) -> HttpResponse:
    """Let the office hold secret papers."""
    form = OrderForm(request.actor.office, request.POST)

    def act() -> str:
        policy = set_policy(order=form.order(), by=request.actor)
        return f"เปิดใช้การเก็บหนังสือชั้นลับตาม{queries.told_of(policy)}แล้ว"

    return _done(request, form, act, order=form)


@needs(Permission.LETTERS_SEE)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End the policy now."""
    policy, form = _own(request, pk), RevokeForm(request.POST)

    def act() -> str:
        revoke_policy(policy=policy, reason=form.cleaned_data["reason"], by=request.actor)
        return "ยกเลิกคำสั่งแล้ว จากนี้ไม่มีใครเปิดอ่านหนังสือลับของหน่วยงานได้"

    return _done(request, form, act, revoke=form)


@needs(Permission.LETTERS_SEE)
@require_POST
def clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one more person open."""
    policy = _own(request, pk)
    form = PersonForm(policy, request.POST)

    def act() -> str:
        said = form.cleaned_data
        held = clear_person(policy=policy, user=said["user"], duty=Duty(said["duty"]), by=request.actor)
        return f"บันทึกแล้ว: {held.user.full_name} เป็น{held.get_duty_display()}"

    return _done(request, form, act, person=form)


@needs(Permission.LETTERS_SEE)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a clearance back."""
    held = get_object_or_404(Clearance.objects.select_related("policy__office", "user"), pk=pk,
                             policy__office=request.actor.office)  # fmt: skip
    withdraw_clearance(clearance=held, by=request.actor)
    messages.success(request, f"ถอนการอนุญาตของ{held.user.full_name}แล้ว มีผลทันที")
    return redirect("secret")


def _own(request: HttpRequest, pk: int) -> SecrecyPolicy:
    return get_object_or_404(
        SecrecyPolicy.objects.select_related("office"), pk=pk, office=request.actor.office
    )


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], str], **shown: Any) -> HttpResponse:
    """Back to the page with what was done; a refusal stands at its field."""
    if form.is_valid():
        try:
            messages.success(request, act())
        except Stale:
            raise
        except Refused as refused:
            refuse_at(form, refused)
        else:
            return redirect("secret")
    return _page(request, failed=form, **shown)


def _page(
    request: HttpRequest,
    *,
    failed: forms.Form | None = None,
    order: OrderForm | None = None,
    person: PersonForm | None = None,
    revoke: RevokeForm | None = None,
) -> HttpResponse:
    actor, office = request.actor, request.actor.office
    clearance, head = queries.clearance_of(actor), queries.may_set_secrecy(actor)
    standing = queries.policies_of(office).filter(revoked_at__isnull=True).first()
    policy = queries.policy_in_force(office)
    knows = clearance is not None or head
    papers = Paginator(queries.secret_papers_visible_to(actor), ROWS_A_PAGE)
    context = {
        "office": office,
        "policy": policy,
        "standing": standing,
        "former": queries.policies_of(office).exclude(revoked_at__isnull=True)[:20] if head else [],
        "registrar": queries.registrar_of(policy) if policy else None,
        "people": queries.people_of(standing) if standing and knows else [],
        "clearance": clearance,
        "head": head,
        "page": papers.get_page(request.GET.get("page")) if clearance else None,
        "order_form": (order or OrderForm(office)) if head and standing is None else None,
        "person_form": (person or PersonForm(standing)) if head and standing else None,
        "revoke_form": (revoke or RevokeForm()) if head and standing else None,
        "who": queries.who_may_enable(office),
        "form": failed or forms.Form(),
    }
    return render(request, "office/secrecy/secret.html", context, status=422 if failed else 200)
