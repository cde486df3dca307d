"""The works of the import benchmark, each in a process of its own: `python -m bench.import_works NAME FILE DB`.

All three read the same file, look names up in tables loaded once, refuse the same kinds of fault, and write in bulk.
"""

import sys
import time
from datetime import date
from pathlib import Path

import django
from django.db import connection


def ours(path: Path) -> int:
    """Hand in, check, save: the very actions of the page, with the file kept and the ledger written."""
    from saan.demonstration.people import actor
    from saan.registry.actions import begin_saving, check_batch, hand_in, map_columns, save_batch

    by = actor("cdd")
    batch = hand_in(data=path.read_bytes(), name=path.name, by=by)
    batch = map_columns(batch=batch, columns=batch.mapping["columns"], by=by)
    batch = check_batch(batch=batch, by=by)
    return save_batch(batch=begin_saving(batch=batch, by=by), by=by).created


def _look_ups() -> tuple[dict, dict, dict]:
    from saan.geography.models import Area
    from saan.registry.models import Producer, ProductKind

    names = dict(Area.objects.exclude(level="tambon").values_list("code", "name_th"))
    places = {
        (name, names[code // 100], names[code // 10_000]): code
        for code, name in Area.objects.filter(level="tambon", valid_to=None)
        .order_by("-code")
        .values_list("code", "name_th")
    }
    makers = {(tambon, name): (pk, kind) for pk, tambon, name, kind in
              Producer.objects.values_list("pk", "tambon_id", "name", "kind")}  # fmt: skip
    return places, makers, {kind.label: kind.value for kind in ProductKind}


def _product(cells: tuple, look_ups: tuple[dict, dict, dict], user: int):
    """A product of one row, or ValueError: the checks of a plain script."""
    from saan.kernel.dates import parse_date
    from saan.kernel.sorting import thai_sort_key
    from saan.registry.models import Product
    from saan.registry.rules import cohort_of

    places, makers, kinds = look_ups
    _, producer, province, district, tambon, name, kind, day, price = cells
    code = places.get((tambon, district, province))
    maker = makers.get((code, producer))
    if not name or maker is None or kind not in kinds:
        raise ValueError("look-up")
    registered: date = parse_date(str(day))
    return Product(
        producer_id=maker[0], name=name, sort_key=thai_sort_key(name)[:400], kind=kinds[kind], tambon_id=code,
        producer_kind=maker[1], registered_on=registered, cohort_be=cohort_of(registered), price=int(price) * 100,
        created_by_id=user,
    )  # fmt: skip


def plain(path: Path) -> int:
    """openpyxl in its fast reading mode, look-ups in dictionaries, bulk_create in one transaction."""
    from django.db import transaction
    from openpyxl import load_workbook

    from saan.accounts.models import User
    from saan.registry.models import Product

    look_ups, user, made, seen = _look_ups(), User.objects.earliest("pk").pk, [], set()
    book = load_workbook(path, read_only=True)
    for cells in book.active.iter_rows(min_row=3, values_only=True):
        try:
            product = _product(cells, look_ups, user)
        except ValueError:
            continue
        if (product.producer_id, product.name) not in seen:
            seen.add((product.producer_id, product.name))
            made.append(product)
    with transaction.atomic():
        Product.objects.bulk_create(made, batch_size=5_000)
    return len(made)


def peer(path: Path) -> int:
    """django-import-export with use_bulk, its instance loader off, and the same look-ups held in memory.

    Without its transaction: that one takes every good row back as soon as a single row is faulty.
    """
    import tablib
    from import_export import resources
    from openpyxl import load_workbook

    from saan.accounts.models import User
    from saan.registry.models import Product

    look_ups, user = _look_ups(), User.objects.earliest("pk").pk

    class ProductResource(resources.ModelResource):
        class Meta:
            model = Product
            fields = ("name",)
            import_id_fields = ()
            use_bulk, batch_size, force_init_instance = True, 5_000, True
            skip_diff, skip_html_diff, report_skipped, use_transactions = True, True, False, False
            clean_model_instances = False

        def init_instance(self, row=None):
            return _product(tuple(row.values()), look_ups, user)

    rows = load_workbook(path, read_only=True).active.iter_rows(min_row=2, values_only=True)
    dataset = tablib.Dataset(headers=[str(n) for n in range(len(next(rows)))])
    dataset.extend([tuple(cells) for cells in rows])
    outcome = ProductResource().import_data(
        dataset, dry_run=False, raise_errors=False, collect_failed_rows=False
    )
    if outcome.base_errors:
        raise RuntimeError(outcome.base_errors[0].error)
    return outcome.totals["new"]


if __name__ == "__main__":
    work, file, database = sys.argv[1:]
    django.setup()
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    began = time.perf_counter()
    written = {"ours": ours, "plain": plain, "peer": peer}[work](Path(file))
    taken = time.perf_counter() - began
    from saan.registry.models import Product

    stands = Product.objects.count()
    print(f"{work}: {written:,} rows said, {stands:,} stand", file=sys.stderr)
    if stands != written:
        raise SystemExit(f"{work} said {written:,} but {stands:,} stand in the registry")
    print(taken)
