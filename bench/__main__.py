"""`./run bench [NAME]`: run one benchmark or all of them, print a table each and keep the figures."""

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

NAMES = (
    "read",
    "scans",
    "issue",
    "desk",
    "acknowledge",
    "numbers",
    "letter-pdf",
    "import",
    "export",
    "duplicates",
    "search",
)


def prepare() -> None:
    """A database of the benchmarks' own beside the real one, with places, offices and the cast."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'saan_bench'")
        if not cursor.fetchone():
            cursor.execute("CREATE DATABASE saan_bench")
    connection.close()
    connection.settings_dict["NAME"] = "saan_bench"
    call_command("migrate", verbosity=0)
    from saan.demonstration.loading import load_ground, load_registry

    load_ground(password="bench")
    load_registry()


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"ไม่มีการวัดชื่อ {' '.join(unknown)}: มี {' '.join(NAMES)}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saan.config.settings")
    django.setup()
    if {"issue", "desk", "acknowledge", "numbers", "import", "export", "search"} & set(wanted or NAMES):
        prepare()
    for name in wanted or NAMES:
        print(
            f"kept in {import_module('bench.' + name.replace('-', '_')).run().keep().relative_to(Path.cwd())}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
