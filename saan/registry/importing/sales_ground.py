"""What a sheet of sales is checked against: the office's producers with their neighbours, figures and closed months."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.db import connection

from saan.kernel.dates import today
from saan.organisations.models import Office
from saan.registry.importing.copying import copied
from saan.registry.importing.places import Places
from saan.registry.importing.spelling import keys

_PRODUCERS = {
    "id": pl.Int64, "office": pl.Int64, "tambon": pl.Int32, "name": pl.String, "legacy_code": pl.String,
    "status": pl.String, "registered_on": pl.Date, "into": pl.String,
}  # fmt: skip
_PRODUCTS = {"id": pl.Int64, "producer": pl.Int64, "name": pl.String}
_FACTS = {
    "maker": pl.Int64, "product": pl.Int64, "month": pl.Date, "channel": pl.String, "seen": pl.Int64,
    "old_sales": pl.Int64, "old_orders": pl.Int64, "old_na": pl.Int64, "told_on": pl.Date,
}  # fmt: skip
_OF_PRODUCERS = """
    SELECT p.id, p.office_id, p.tambon_id, p.name, p.legacy_code, p.status, p.registered_on, m.name
    FROM registry_producer p LEFT JOIN registry_producer m ON m.id = p.merged_into_id
    WHERE p.tambon_id BETWEEN {lo} AND {hi} OR p.office_id = {office} ORDER BY p.id"""
_OF_PRODUCTS = """
    SELECT r.id, r.producer_id, r.name FROM registry_product r JOIN registry_producer p ON p.id = r.producer_id
    WHERE p.office_id = {office} ORDER BY r.id"""
_OF_FACTS = """
    SELECT f.producer_id, f.product_id, f.month, f.channel, f.id, f.sales, f.orders, f.not_applicable::int,
           (f.recorded_at AT TIME ZONE 'Asia/Bangkok')::date
    FROM registry_salesfact f JOIN registry_producer p ON p.id = f.producer_id
    WHERE p.office_id = {office} AND f.replaced_by_id IS NULL"""


@dataclass(frozen=True)
class MakersGround:
    """Loaded once: the producers of an office's area, and the products of those whose files it keeps."""

    office: int
    office_name: str
    places: Places
    producers: pl.DataFrame
    products: pl.DataFrame
    today: date


@dataclass(frozen=True)
class SalesGround(MakersGround):
    """`facts` are the figures in force, `closed` the months the office has closed."""

    facts: pl.DataFrame
    closed: frozenset[date]


def makers_of(office: Office, places: Places) -> dict[str, Any]:
    """The parts of a `MakersGround`."""
    asked = {"lo": int(office.lo), "hi": int(office.hi), "office": int(office.pk)}
    producers = copied(_OF_PRODUCERS.format(**asked), _PRODUCERS)
    products = copied(_OF_PRODUCTS.format(**asked), _PRODUCTS)
    return {
        "office": office.pk,
        "office_name": office.name,
        "places": places,
        "producers": producers.with_columns(key=keys(producers["name"])),
        "products": products.with_columns(key=keys(products["name"])),
        "today": today(),
    }


def sales_ground_for(office: Office, places: Places) -> SalesGround:
    """With the figures of those whose files the office keeps."""
    facts = copied(_OF_FACTS.format(office=int(office.pk)), _FACTS)
    return SalesGround(**makers_of(office, places), facts=facts, closed=frozenset(_closed(office.pk)))


def sales_stamp(office: Office) -> list[int]:
    """Differs as soon as a figure of the office's producers is told or corrected, or a month closed or opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(max(f.id), 0), coalesce(sum(f.id), 0)::bigint FROM registry_salesfact f"
            " JOIN registry_producer p ON p.id = f.producer_id WHERE p.office_id = %s AND f.replaced_by_id IS NULL",
            [office.pk],
        )
        found = list(cursor.fetchone())
    return [*found, *(month.toordinal() for month in sorted(_closed(office.pk)))]


def _closed(office: int) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT month FROM registry_salesperiod"
            " WHERE office_id = %s AND closed_at IS NOT NULL AND reopened_at IS NULL",
            [office],
        )
        return [month for (month,) in cursor.fetchall()]
