"""The page of papers that end: four lists, what each row says and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from saan.accounts.policy import Actor
from saan.kernel.dates import format_short
from saan.registry.models import Product, ProductStandard, Quadrant
from saan.registry.queries import product_papers as queries
from saan.registry.queries.product_papers import PapersSum
from saan.registry.queries.products import scheme_label


@dataclass(frozen=True)
class PaperRow:
    """One product that wants something done, and where it is done."""

    product: Product
    what: str
    when: str
    url: str


@dataclass(frozen=True)
class PaperList:
    """One of the lists."""

    key: str
    title: str
    says: str
    rows: Callable[[Actor], QuerySet[Any]]
    line: Callable[[Any], PaperRow]


@dataclass(frozen=True)
class Tab:
    """A list with its count, to choose from."""

    title: str
    count: int
    url: str
    current: bool


def paper_name(standard: ProductStandard) -> str:
    """อย. เลขที่ 10-2-00001."""
    return f"{scheme_label(standard.scheme)} เลขที่ {standard.number}"


def _standard(standard: ProductStandard) -> PaperRow:
    product = standard.product
    ends = f"หมดอายุ {format_short(standard.expires_on)}" if standard.expires_on else ""
    url = reverse("registry-product", args=[product.producer_id, product.pk])
    return PaperRow(product, paper_name(standard), ends, f"{url}#papers")


def _permit(product: Product) -> PaperRow:
    ends = f"หมดอายุ {format_short(product.permit_expires)}" if product.permit_expires else ""
    url = reverse("registry-product", args=[product.producer_id, product.pk])
    return PaperRow(product, f"ใบอนุญาตผลิตเลขที่ {product.permit_number}", ends, url)


def _reassess(product: Product) -> PaperRow:
    gained = product.quadrant == Quadrant.D
    words = (
        "ได้มาตรฐานหลังประเมินเป็นกลุ่ม D"
        if gained
        else f"อยู่กลุ่ม {product.get_quadrant_display()} แต่ไม่เหลือมาตรฐานที่ใช้ได้"
    )
    when = f"ประเมินล่าสุด {format_short(product.assessed)}" if product.assessed.year > 1 else "ไม่มีวันประเมิน"
    return PaperRow(product, words, when, reverse("registry-assess", args=[product.producer_id, product.pk]))


LISTS = {
    each.key: each
    for each in (
        PaperList(
            "lapsed", "หมดอายุแล้ว", "ใบรับรองที่พ้นวันหมดอายุและยังไม่มีฉบับใหม่", queries.standards_lapsed, _standard
        ),
        PaperList("soon", "ใกล้หมดอายุ", "ใบรับรองที่จะหมดอายุภายใน 60 วัน", queries.standards_ending, _standard),
        PaperList(
            "permits", "ใบอนุญาตผลิต", "ใบอนุญาตที่หมดอายุแล้วหรือจะหมดภายใน 60 วัน", queries.permits_ending, _permit
        ),
        PaperList(
            "reassess",
            "ควรประเมินกลุ่มใหม่",
            "กลุ่ม D คือไม่มีมาตรฐานรับรอง เมื่อใบรับรองเปลี่ยน กลุ่มที่บันทึกไว้จึงอาจไม่จริงแล้ว",
            queries.products_to_reassess,
            _reassess,
        ),
    )
}


def first_list(counted: PapersSum) -> str:
    """The first list with anything in it."""
    return next((key for key in LISTS if getattr(counted, key)), "lapsed")


def paper_tabs(counted: PapersSum, chosen: PaperList) -> list[Tab]:
    return [
        Tab(each.title, getattr(counted, key), f"?list={key}", each is chosen) for key, each in LISTS.items()
    ]


def papers_title(counted: PapersSum, actor: Actor) -> str:
    """The finding that the page opens with."""
    where = actor.office.area.title
    words = [
        f"หมดอายุแล้ว {counted.lapsed:,} ฉบับ" if counted.lapsed else "",
        f"ใกล้หมดอายุ {counted.soon:,} ฉบับ" if counted.soon else "",
    ]
    said = " ".join(word for word in words if word)
    return f"{where}มีใบรับรอง{said}" if said else f"{where}ไม่มีใบรับรองที่หมดหรือใกล้หมดอายุ"
