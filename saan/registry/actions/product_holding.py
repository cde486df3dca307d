"""Who may write to a product: the district that keeps it, or its own producer in what is the producer's to say."""

from django.core.exceptions import PermissionDenied

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.refusals import Refused
from saan.registry.models import Producer, Product
from saan.registry.rules import ProducerStatus


def held_producer(producer: Producer, by: Actor) -> Producer:
    """The registered producer, locked. Refused for a place outside the actor's area, or an ended registration."""
    held = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if not by.office.lo <= held.tambon_id <= by.office.hi:
        raise Refused(f"{held.name} อยู่นอกพื้นที่ของ{by.office.name} ให้อำเภอที่ตั้งเป็นผู้บันทึก")
    if held.status != ProducerStatus.REGISTERED:
        raise Refused(f"{held.name} มีสถานะ “{ProducerStatus(held.status).label}” จึงเพิ่มหรือประเมินผลิตภัณฑ์ไม่ได้")
    return held


def held_product(product: Product, by: Actor) -> Product:
    """The product of a registered producer in the actor's area, locked."""
    held_producer(product.producer, by)
    return _locked(product)


def held_as_officer(product: Product, by: Actor) -> Product:
    """The same, for whoever may edit producers."""
    require(by, Permission.PRODUCERS_EDIT)
    return held_product(product, by)


def held_to_describe(product: Product, by: Actor) -> Product:
    """The product, locked, for the district's officer or for an account that speaks for its producer."""
    if by.holds(Permission.PRODUCERS_EDIT):
        return held_as_officer(product, by)
    require(by, Permission.OWN_PRODUCER_EDIT)
    if not product.producer.accounts.filter(user=by.user).exists():
        raise PermissionDenied("บัญชีของท่านไม่ได้ผูกกับผู้ผลิตรายนี้")
    return _locked(product)


def _locked(product: Product) -> Product:
    return Product.objects.select_for_update(of=("self",)).select_related("producer").get(pk=product.pk)
