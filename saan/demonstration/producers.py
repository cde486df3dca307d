"""Fictitious producers and products of Chachoengsao, the same ones each time: names are drawn with a fixed seed."""

import random
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.geography.queries import tambons
from saan.kernel.dates import be_year
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.registry.models import Producer, Product
from saan.registry.rules import ProducerKind, ProducerStatus, ProductKind, Quadrant

SEED = 2401
_KINDS = (ProducerKind.GROUP, ProducerKind.SOLE, ProducerKind.SME)
_KIND_WEIGHTS = (55, 43, 2)
_QUADRANTS = (Quadrant.D, Quadrant.C, Quadrant.B, Quadrant.A)
_QUADRANT_WEIGHTS = (79, 12, 6, 3)
_GROWN_WEIGHTS = (10, 52, 28, 10)
_GROWN = frozenset({2407, 2410})
"""Districts whose products have mostly left group D, so that a letter may ask more of them than there is."""


@cache
def words() -> dict:
    text = (Path(__file__).parent / "data" / "words.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def producer_name(kind: ProducerKind, place: str, draw: random.Random) -> str:
    """A name of the kind such producers bear, with the tambon in it."""
    said = words()
    if kind == ProducerKind.GROUP:
        return f"{draw.choice(said['groups'])}บ้าน{draw.choice(said['places'])} {place}"
    if kind == ProducerKind.SME:
        return f"บริษัท {draw.choice(said['firms'])}{place} จำกัด"
    return f"{draw.choice(said['sole'])}{draw.choice(said['owners'])} {place}"


def chair_name(draw: random.Random) -> str:
    title = draw.choice(("นาง", "นางสาว", "นาย"))
    return f"{title}{draw.choice(words()['first_names'])} {draw.choice(words()['last_names'])}"


def plant(*, province: Area, until: date, by: Actor) -> int:
    """Registered producers and their products of past years in every tambon; gives how many producers."""
    draw = random.Random(SEED)
    offices = {
        office.area_id: office
        for office in Office.objects.filter(line="cdd", level="district").in_area(province)
    }
    producers = [
        each
        for place in tambons(province).select_related("parent")
        for each in _producers_of(place, offices[place.parent_id], until, draw, by)
    ]
    with transaction.atomic():
        Producer.objects.bulk_create(producers, batch_size=500)
        products = [each for producer in producers for each in _products_of(producer, draw)]
        Product.objects.bulk_create(products, batch_size=500)
        record(
            by=by,
            verb="demonstration.plant",
            of=province,
            summary=f"ใส่ข้อมูลสมมติ: ผู้ผลิต {len(producers):,} ราย ผลิตภัณฑ์ {len(products):,} รายการ",
        )
    return len(producers)


def _producers_of(place: Area, office: Office, until: date, draw: random.Random, by: Actor) -> list[Producer]:
    names = set()
    found = []
    for _ in range(draw.randint(2, 6)):
        kind = draw.choices(_KINDS, _KIND_WEIGHTS)[0]
        name = producer_name(kind, place.name_th, draw)
        if name in names:
            continue
        names.add(name)
        day = date(draw.randint(2014, until.year - 1), draw.randint(1, 12), draw.randint(1, 28))
        found.append(_producer(name, kind, place, day, office, draw, by))
    return found


def _producer(
    name: str, kind: ProducerKind, place: Area, day: date, office: Office, draw: random.Random, by: Actor
) -> Producer:
    return Producer(
        name=name,
        sort_key=thai_sort_key(name)[:400],
        kind=kind,
        status=ProducerStatus.REGISTERED,
        tambon=place,
        village_no=draw.randint(1, 9),
        chair_name=chair_name(draw),
        phone=f"080000{draw.randint(0, 9999):04d}",
        members=draw.randint(5, 40) if kind == ProducerKind.GROUP else None,
        registered_on=day,
        cohort_be=be_year(day),
        office=office,
        created_by=by.user,
    )


def _products_of(producer: Producer, draw: random.Random) -> list[Product]:
    found = {}
    weights = _GROWN_WEIGHTS if producer.tambon_id // 100 in _GROWN else _QUADRANT_WEIGHTS
    for _ in range(draw.randint(1, 3)):
        kind = draw.choice(list(ProductKind))
        name = draw.choice(words()["products"][kind])
        found[name] = Product(
            producer=producer,
            name=name,
            sort_key=thai_sort_key(name)[:400],
            kind=kind,
            tambon_id=producer.tambon_id,
            producer_kind=producer.kind,
            registered_on=producer.registered_on,
            cohort_be=producer.cohort_be,
            quadrant=draw.choices(_QUADRANTS, weights)[0],
            stars=draw.choices((None, 1, 2, 3, 4, 5), (80, 2, 4, 8, 4, 2))[0],
            created_by=producer.created_by,
        )
    return list(found.values())
