"""What an import is checked against, loaded once by COPY into columns: places, producers, products, offices."""

import polars as pl
from django.db import connection

from saan.geography.models import Area
from saan.geography.rules import AreaLevel
from saan.kernel.dates import today
from saan.organisations.models import Office
from saan.organisations.rules import Line, OfficeLevel
from saan.registry.importing.copying import copied
from saan.registry.importing.places import Place, Places
from saan.registry.importing.rows import Ground
from saan.registry.importing.sales_ground import SalesGround, sales_ground_for, sales_stamp
from saan.registry.importing.spelling import keys
from saan.registry.importing.star_results import StarsGround, stars_ground_for, stars_stamp
from saan.registry.rules import ImportKind

_PRODUCERS = {
    "id": pl.Int64, "tambon": pl.Int32, "name": pl.String, "kind": pl.String, "status": pl.String,
    "village_no": pl.Int64, "address": pl.String, "chair_name": pl.String, "phone": pl.String, "members": pl.Int64,
    "registered_on": pl.Date, "legacy_code": pl.String,
}  # fmt: skip
_NEEDED_FOR_PRODUCTS = ("id", "tambon", "name", "kind", "status")
_PRODUCTS = {
    "id": pl.Int64, "producer": pl.Int64, "name": pl.String, "kind": pl.String, "registered_on": pl.Date,
    "price": pl.Int64, "regulated": pl.Int64, "permit_number": pl.String, "permit_expires": pl.Date,
}  # fmt: skip
_COLUMN = {"tambon": "tambon_id AS tambon", "producer": "producer_id AS producer",
           "regulated": "regulated::int AS regulated"}  # fmt: skip


def ground_for(office: Office, kind: ImportKind) -> Ground | SalesGround | StarsGround:
    """The registry of the office's area as it is now, and every tambon of the country."""
    if kind == ImportKind.SALES:
        return sales_ground_for(office, places_for(office))
    if kind == ImportKind.STARS:
        return stars_ground_for(office, places_for(office))
    wanted = (
        _PRODUCERS if kind == ImportKind.PRODUCERS else {key: _PRODUCERS[key] for key in _NEEDED_FOR_PRODUCTS}
    )
    inside = f"tambon_id BETWEEN {office.lo:d} AND {office.hi:d}"
    producers = _copied("registry_producer", wanted, f"{inside} AND status <> 'merged'")
    products = _copied("registry_product", _PRODUCTS, inside if kind == ImportKind.PRODUCTS else "FALSE")
    return Ground(
        places_for(office),
        producers.with_columns(key=keys(producers["name"])),
        products.with_columns(key=keys(products["name"])).drop("name"),
        _offices(),
        today(),
    )


def places_for(office: Office) -> Places:
    """Every tambon, abolished ones too, with the names of its district and province."""
    names = dict(Area.objects.exclude(level=AreaLevel.TAMBON).values_list("code", "name_th"))
    rows = Area.objects.filter(level=AreaLevel.TAMBON).values_list(
        "code", "name_th", "valid_to", "successor_id"
    )
    places = (
        Place(code, name, names.get(code // 100, ""), names.get(code // 10_000, ""), ended is not None, after)
        for code, name, ended, after in rows
    )
    return Places(places, lo=office.lo, hi=office.hi, office=office.name)


def stamp_of(office: Office, kind: ImportKind) -> list[int | str]:
    """Differs as soon as a producer, product or figure that a kind rests on is added or changed, or the day turns."""
    tables = ["registry_producer", *(["registry_product"] if kind != ImportKind.PRODUCERS else [])]
    found: list[int | str] = [today().isoformat()]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT count(*), coalesce(max(id), 0), coalesce(sum(version), 0)::bigint FROM {table}"
                " WHERE tambon_id BETWEEN %s AND %s",
                [office.lo, office.hi],
            )
            found += cursor.fetchone()
    more = {ImportKind.SALES: sales_stamp, ImportKind.STARS: stars_stamp}.get(kind)
    return found + (more(office) if more else [])


def _copied(table: str, columns: dict[str, pl.DataType], where: str) -> pl.DataFrame:
    wanted = ", ".join(_COLUMN.get(name, name) for name in columns)
    return copied(f"SELECT {wanted} FROM {table} WHERE {where} ORDER BY id", columns)


def _offices() -> dict[int, int]:
    standing = Office.objects.in_force().filter(line=Line.CDD, level=OfficeLevel.DISTRICT)
    return dict(standing.values_list("area_id", "pk"))
