"""A fictitious national registry: 100,000 producers, 220,000 products, 60 months of sales; the same every time.

Names are put together from invented words with fixed seeds; tambons draw producers by a Zipf law of exponent 0.6, so
that a few hold hundreds and some hold none, as in the country. Rows go in by COPY, the sales by one statement of the
database, with the checks of foreign keys made once at the end for all rows. Loading it twice adds nothing.
"""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

import numpy as np
import yaml
from django.db import connection, transaction

from saan.accounts.policy import Actor
from saan.demonstration.papers import plant_papers
from saan.demonstration.selling import plant_sales
from saan.geography.models import Area, AreaLevel
from saan.kernel.dates import be_year, now, today
from saan.kernel.sorting import thai_sort_key
from saan.ledger.actions import record
from saan.organisations.models import Office
from saan.registry.models import Producer, Product, ProductStandard, QuadrantAssessment, SalesFact, StarAward
from saan.registry.quadrants import classify, every_set, tables
from saan.registry.rules import (
    ProducerKind,
    ProducerStatus,
    ProductKind,
    Quadrant,
)

SEED = 2569
PRODUCERS, PRODUCTS, MONTHS = 100_000, 220_000, 60
TABLE = tables()[-1]
_ZIPF = 0.6
_EMPTY_TAMBONS = 5
_KIND_SHARES = {
    ProducerKind.GROUP: 0.553,
    ProducerKind.SOLE: 0.428,
    ProducerKind.SME: 0.016,
    ProducerKind.PUBLIC: 0.003,
}
_PRODUCT_SHARES = {
    ProductKind.FOOD: 0.36, ProductKind.BEVERAGE: 0.06, ProductKind.TEXTILE: 0.27, ProductKind.DECOR: 0.21,
    ProductKind.HERBAL: 0.10,
}  # fmt: skip
_QUADRANT_SHARES = {
    Quadrant.D: 0.788,
    Quadrant.C: 0.1,
    Quadrant.B: 0.05,
    Quadrant.A: 0.032,
    Quadrant.UNCLASSIFIED: 0.03,
}
_COHORTS = (2557, 2569)
_ROUNDS = {2562: 0.035, 2565: 0.03, 2567: 0.028}


@dataclass(frozen=True)
class Grower:
    """What later rows need to know of a producer."""

    id: int
    tambon: int
    kind: ProducerKind
    makes: ProductKind
    registered_on: date


@cache
def words() -> dict:
    return yaml.safe_load((Path(__file__).parent / "data" / "national.yaml").read_text(encoding="utf-8"))


def plant_nation(*, by: Actor, producers: int = PRODUCERS, products: int = PRODUCTS, months: int = MONTHS,
                 say: Callable[[str], None] = lambda words: None) -> None:  # fmt: skip
    """Fill the registry up to these numbers; all or nothing. Nothing where it holds as many already."""
    if Producer.objects.count() >= producers:
        return
    draw, chance = random.Random(SEED), np.random.default_rng(SEED)
    with transaction.atomic(), connection.cursor() as cursor:
        say("ทะเบียนผู้ผลิตทั้งประเทศ")
        with _checked_once(cursor, Producer):
            grown = _plant_producers(cursor, producers - Producer.objects.count(), draw, chance, by)
        say("ผลิตภัณฑ์ ผลประเมิน และดาว")
        with _checked_once(cursor, Product):
            _plant_products(cursor, grown, products - Product.objects.count(), draw, chance, by)
        say("ใบรับรองการขึ้นทะเบียน")
        plant_papers(first=grown[0].id, copy=partial(_copy, cursor), next_id=partial(_next_id, cursor), by=by)
        cursor.execute("ANALYZE registry_producer, registry_product, registry_registrationcertificate")
        say(f"ยอดจำหน่าย {months} เดือน")
        with _checked_once(cursor, SalesFact):
            plant_sales(months=months, by=by)
        summary = (
            f"ใส่ข้อมูลสมมติทั้งประเทศ: ผู้ผลิต {producers:,} ราย ผลิตภัณฑ์ {products:,} รายการ ยอดจำหน่าย {months} เดือน"
        )
        record(by=by, verb="demonstration.plant_nation", of=Area.objects.get(pk=0), summary=summary)
        cursor.execute("ANALYZE registry_salesfact")


def _plant_producers(
    cursor, wanted: int, draw: random.Random, chance: np.random.Generator, by: Actor
) -> list[Grower]:
    places = list(
        Area.objects.at_level(AreaLevel.TAMBON)
        .in_force()
        .exclude(code__range=(100_000, 109_999))
        .exclude(code__range=(240_000, 249_999))
        .order_by("code")
        .values_list("code", "name_th", "parent_id")
    )
    offices = dict(
        Office.objects.in_force().filter(line="cdd", level="district").values_list("area_id", "id")
    )
    places = [place for place in places if place[2] in offices]
    where = _by_zipf(len(places), wanted, chance)
    kinds = _drawn(_KIND_SHARES, wanted, chance)
    makes = _drawn(_PRODUCT_SHARES, wanted, chance)
    first = _next_id(cursor, Producer)
    taken: set[tuple[int, str]] = set()
    grown, rows = [], []
    moment = now()
    for index in range(wanted):
        code, place, district = places[where[index]]
        kind, made = kinds[index], makes[index]
        name = _own_name(_producer_name(kind, made, place, draw), code, taken)
        day = _registration_day(draw)
        grown.append(Grower(first + index, code, kind, made, day))
        rows.append(
            {
                "id": first + index, "name": name, "sort_key": thai_sort_key(name)[:400], "kind": kind,
                "status": ProducerStatus.CEASED if draw.random() < 0.04 else ProducerStatus.REGISTERED,
                "tambon_id": code, "village_no": draw.randint(1, 14), "chair_name": _person(draw),
                "phone": f"0800{draw.randint(0, 999_999):06d}",
                "members": draw.randint(5, 60) if kind == ProducerKind.GROUP else None,
                "registered_on": day, "cohort_be": be_year(day), "office_id": offices[district],
                "trading_since_be": be_year(day) - draw.randint(0, 6),
                "confirmed_on": _confirmed(day, draw), "created_at": moment, "created_by_id": by.user.pk,
            }
        )  # fmt: skip
    _copy(cursor, Producer, rows)
    return grown


def _by_zipf(places: int, wanted: int, chance: np.random.Generator) -> np.ndarray:
    """Which place each producer is in: rank to the power of -0.6, ranks dealt at random, the last few places empty."""
    weights = np.arange(1, places + 1, dtype=float) ** -_ZIPF
    weights[-_EMPTY_TAMBONS:] = 0
    ranks = chance.permutation(places)
    return ranks[chance.choice(places, size=wanted, p=weights / weights.sum())]


def _drawn(shares: dict, wanted: int, chance: np.random.Generator) -> list:
    members = list(shares)
    weights = np.array(list(shares.values()))
    return [members[each] for each in chance.choice(len(members), size=wanted, p=weights / weights.sum())]


def _producer_name(kind: ProducerKind, made: ProductKind, place: str, draw: random.Random) -> str:
    said = words()
    village = draw.choice(said["village_heads"]) + draw.choice(said["village_tails"])
    if kind == ProducerKind.GROUP:
        return f"{draw.choice(said['groups'][made])}บ้าน{village}"
    if kind == ProducerKind.SME:
        return f"บริษัท {draw.choice(said['firm_heads'])}{village} จำกัด"
    if kind == ProducerKind.PUBLIC:
        return f"ศูนย์ฝึกอาชีพ{place}"
    return (
        f"{draw.choice(said['sole_heads'])}{draw.choice(said['sole_titles'])}{_first_name(draw)} บ้าน{village}"
    )


def _own_name(name: str, code: int, taken: set[tuple[int, str]]) -> str:
    """The name, or with a number behind it where the tambon has it already."""
    number, own = 1, name
    while (code, own) in taken:
        number += 1
        own = f"{name} {number}"
    taken.add((code, own))
    return own


def _first_name(draw: random.Random) -> str:
    return draw.choice(words()["first_heads"]) + draw.choice(words()["first_tails"])


def _person(draw: random.Random) -> str:
    title = draw.choice(("นาง", "นางสาว", "นาย"))
    surname = draw.choice(words()["last_heads"]) + draw.choice(words()["last_tails"])
    return f"{title}{_first_name(draw)} {surname}"


def _registration_day(draw: random.Random) -> date:
    first, last = date(_COHORTS[0] - 543, 1, 1), min(date(_COHORTS[1] - 543, 10, 31), today())
    return first + timedelta(draw.randrange((last - first).days))


def _confirmed(registered: date, draw: random.Random) -> date | None:
    """The last day somebody saw it operating; a third were never seen again after registering."""
    if draw.random() < 0.33:
        return None
    return min(registered + timedelta(draw.randrange(1, 2000)), today())


def _plant_products(
    cursor, grown: list[Grower], wanted: int, draw: random.Random, chance: np.random.Generator, by: Actor
) -> None:
    first = _next_id(cursor, Product)
    owners = np.concatenate(
        [np.arange(len(grown)), chance.integers(0, len(grown), size=max(0, wanted - len(grown)))]
    )
    owners = np.sort(owners[:wanted])
    quadrants = _drawn(_QUADRANT_SHARES, wanted, chance)
    names: set[tuple[int, str]] = set()
    rows, assessments, awards, standards = [], [], [], []
    moment = now()
    for index, owner in enumerate(owners):
        grower, pk, quadrant = grown[owner], first + index, quadrants[index]
        made = grower.makes if draw.random() < 0.85 else draw.choice(list(ProductKind))
        name = _own_name(_product_name(made, draw), grower.id, names)
        stars = _stars(pk, quadrant, grower, draw, awards)
        rows.append(
            {
                "id": pk, "producer_id": grower.id, "name": name, "sort_key": thai_sort_key(name)[:400], "kind": made,
                "tambon_id": grower.tambon, "producer_kind": grower.kind, "registered_on": grower.registered_on,
                "cohort_be": be_year(grower.registered_on), "quadrant": quadrant, "stars": stars,
                "active": draw.random() > 0.06, "price": draw.randrange(20, 2500) * 100,
                "capacity": draw.randrange(20, 3000), "unit": "ชิ้น", "created_at": moment, "created_by_id": by.user.pk,
            }
        )  # fmt: skip
        assessments.append((pk, quadrant, grower.registered_on))
        if quadrant not in (Quadrant.D, Quadrant.UNCLASSIFIED):
            standards.append((pk, made, grower.registered_on))
    _copy(cursor, Product, rows)
    _plant_scales(cursor, assessments, awards, standards, draw, by)


def _product_name(made: ProductKind, draw: random.Random) -> str:
    return f"{draw.choice(words()['products'][made])} {draw.choice(words()['flavours'])}"


def _stars(pk: int, quadrant: Quadrant, grower: Grower, draw: random.Random, awards: list) -> int | None:
    """Results of the rounds a product entered; its stars are those of the last. None passed is not a star."""
    last = None
    for year, share in _ROUNDS.items():
        entered = draw.random() < share * (1 if quadrant == Quadrant.D else 5)
        if year >= be_year(grower.registered_on) and entered:
            last = draw.choices((None, 1, 2, 3, 4, 5), (8, 3, 7, 30, 32, 20))[0]
            awards.append((pk, year, last))
    return last


def _plant_scales(
    cursor, assessments: list, awards: list, standards: list, draw: random.Random, by: Actor
) -> None:
    moment, answers = now(), _answers_by_result()
    author = {"recorded_at": moment, "recorded_by_id": by.user.pk}
    first = _next_id(cursor, QuadrantAssessment)
    rows = (
        {"id": first + index, "product_id": pk, "result": result, "computed": result, "table_version": TABLE.version,
         "answers": draw.choice(answers[result]), "assessed_on": day, **author}
        for index, (pk, result, day) in enumerate(assessments)
    )  # fmt: skip
    _copy(cursor, QuadrantAssessment, rows)
    first = _next_id(cursor, StarAward)
    rows = (
        {"id": first + index, "product_id": pk, "round_be": year, "stars": stars, **author}
        for index, (pk, year, stars) in enumerate(awards)
    )
    _copy(cursor, StarAward, rows)
    first = _next_id(cursor, ProductStandard)
    rows = (
        {"id": first + index, "product_id": pk, "scheme": "fda" if made in ("food", "beverage") else "tcps",
         "number": f"สมมติ-{pk}", "issued_on": day, "expires_on": day + timedelta(draw.choice((1095, 1826, 3652))),
         **author}
        for index, (pk, made, day) in enumerate(standards)
    )  # fmt: skip
    _copy(cursor, ProductStandard, rows)


def _answers_by_result() -> dict[Quadrant, list[dict[str, str]]]:
    """Every full set of answers, under the quadrant it gives."""
    found: dict[Quadrant, list[dict[str, str]]] = {quadrant: [] for quadrant in Quadrant}
    for answers in every_set(TABLE):
        found[classify(TABLE, answers)].append(answers)
    return found


def _copy(cursor, model: type, rows) -> None:
    """Rows as dicts into the model's table; what a row does not say has the field's default. The sequence follows."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(field.column for field in fields)
    defaults = {field.column: field.get_default() for field in fields}
    last = 0
    with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            whole = {**defaults, **row}
            copy.write_row([_plain(value) for value in whole.values()])
            last = row["id"]
    if last:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [model._meta.db_table, last])


def _plain(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


def _next_id(cursor, model: type) -> int:
    cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {model._meta.db_table}")
    return cursor.fetchone()[0]


@contextmanager
def _checked_once(cursor, model: type) -> Iterator[None]:
    """Leave out the table's foreign keys and its slower indexes while it fills, and make them again for all rows."""
    table = model._meta.db_table
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisprimary"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [table],
    )
    indexes = cursor.fetchall()
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name, _ in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for name, definition in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
