"""A newer letter takes an older one's place; a letter whose work is finished is filed."""

from django.db import transaction

from saan.accounts.policy import Actor
from saan.directives.actions.issuing import supersede
from saan.directives.models import Directive, Obligation
from saan.directives.queries.desk import task_of
from saan.directives.rules import CLOSED, DirectiveState
from saan.kernel.refusals import Refused, Stale
from saan.letters.actions import close
from saan.letters.models import Letter, Receipt
from saan.letters.queries import receipt_at


def supersede_letter(*, old: Letter, new: Letter, by: Actor) -> list[Directive]:
    """Let the office's directives of a newer letter take the place of those of an older one; gives the ended ones.

    Each old one is replaced by the new one of its kind and number, else of its kind, else by the first. Refused while
    nothing of the newer letter is issued, since work would otherwise be cancelled with nothing in its place.
    """
    with transaction.atomic():
        newer = list(_issued(new, by))
        older = list(_issued(old, by))
        if not newer:
            raise Refused(f"ออกข้อสั่งการของหนังสือ {new.number} ก่อน แล้วจึงให้ใช้แทนหนังสือ {old.number}")
        if not older:
            raise Stale(f"หนังสือ {old.number} ไม่มีข้อสั่งการที่ยังมีผลของหน่วยงานท่านแล้ว")
        return [supersede(old=each, new=_counterpart(each, newer), by=by) for each in older]


def _issued(letter: Letter, by: Actor):
    found = Directive.objects.filter(letter=letter, office=by.office, state=DirectiveState.ISSUED)
    return found.select_related("office").order_by("number", "pk")


def _counterpart(old: Directive, newer: list[Directive]) -> Directive:
    return min(newer, key=lambda new: (new.kind != old.kind, new.number != old.number, new.number))


def close_letter(*, letter: Letter, remark: str, by: Actor) -> Receipt:
    """File the letter in the actor's office. Refused while the office owes something by it."""
    receipt = receipt_at(letter, by.office)
    if receipt is None:
        raise Refused("หนังสือฉบับนี้ไม่ได้มาถึงหน่วยงานของท่าน จึงไม่มีเรื่องให้ปิด")
    owed = Obligation.objects.filter(directive__letter=letter, office=by.office).exclude(state__in=CLOSED)
    in_force = owed.filter(directive__state=DirectiveState.ISSUED).select_related("directive", "office")
    waiting = sum(not task_of(each).closed for each in in_force)
    if waiting:
        raise Refused(f"ยังมีงานตามหนังสือฉบับนี้ {waiting:,} เรื่องที่ยังไม่เสร็จ ทำให้ครบหรือขอยกเว้นก่อนปิดเรื่อง")
    return close(receipt=receipt, remark=remark, by=by)
