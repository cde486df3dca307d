"""Changes to rows kept as they are made, so that all of them can be put back exactly, or refused with the reason.

`Movement` writes and remembers: what each changed column held before, which rows were made, and a print of every
touched row as it stood when the work was done. Putting back compares the prints first: a row that somebody changed
since is not overwritten.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Changed(Exception):
    """A row is no longer as the movement left it; `row` is the row now, or None where it is gone."""

    def __init__(self, kind: type[models.Model], row: models.Model | None) -> None:
        super().__init__(kind._meta.label)
        self.kind, self.row = kind, row


class Movement:
    """The changes of one act, in order."""

    def __init__(self) -> None:
        self._steps: list[dict[str, Any]] = []
        self._touched: dict[type[models.Model], set[int]] = defaultdict(set)

    def set(self, kind: type[models.Model], keys: Iterable[int], /, **columns: Any) -> int:
        """Give the rows new values (columns by attname); tells how many rows that was."""
        wanted = sorted(keys)
        if not wanted:
            return 0
        before = {
            str(row.pop("pk")): row for row in kind.objects.filter(pk__in=wanted).values("pk", *columns)
        }
        self._steps.append({"model": kind._meta.label_lower, "before": before})
        kind.objects.filter(pk__in=wanted).update(**columns)
        self._touched[kind].update(wanted)
        return len(before)

    def make(self, row: models.Model) -> models.Model:
        """Save a new row that goes again when the act is put back."""
        row.save(force_insert=True)
        self._steps.append({"model": row._meta.label_lower, "made": row.pk})
        self._touched[type(row)].add(row.pk)
        return row

    def count(self, kind: type[models.Model]) -> int:
        """How many rows of a kind were touched."""
        return len(self._touched.get(kind, ()))

    def kept(self) -> dict[str, Any]:
        """The whole as JSON: steps in order, and the prints of all touched rows as they are now."""
        told = {
            kind._meta.label_lower: {"columns": _columns(kind), "rows": _prints(kind, keys, _columns(kind))}
            for kind, keys in self._touched.items()
        }
        return json.loads(json.dumps({"steps": self._steps, "prints": told}, cls=DjangoJSONEncoder))


def put_back(told: dict[str, Any]) -> None:
    """Undo every step, the last first. Raises Changed before anything is written where a row is not as it was left."""
    for label, sheet in told["prints"].items():
        _compare(apps.get_model(label), sheet)
    for step in reversed(told["steps"]):
        kind = apps.get_model(step["model"])
        if "made" in step:
            kind._base_manager.filter(pk=step["made"]).delete()
            continue
        for key, columns in reversed(list(step["before"].items())):
            values = {column: _read(kind, column, value) for column, value in columns.items()}
            kind._base_manager.filter(pk=int(key)).update(**values)


def _compare(kind: type[models.Model], sheet: dict[str, Any]) -> None:
    then = sheet["rows"]
    now = _prints(kind, [int(key) for key in then], sheet["columns"])
    for key, print_then in then.items():
        if now.get(key) != print_then:
            raise Changed(kind, kind._base_manager.filter(pk=int(key)).first())


def _columns(kind: type[models.Model]) -> list[str]:
    return [field.attname for field in kind._meta.concrete_fields]


def _prints(kind: type[models.Model], keys: Iterable[int], columns: list[str]) -> dict[str, str]:
    found = kind._base_manager.filter(pk__in=list(keys)).order_by("pk").values("pk", *columns)
    return {str(row["pk"]): _print([row[column] for column in columns]) for row in found}


def _print(values: list[Any]) -> str:
    plain = [bytes(value).hex() if isinstance(value, bytes | memoryview) else value for value in values]
    return hashlib.sha256(json.dumps(plain, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()[:32]


def _read(kind: type[models.Model], column: str, value: Any) -> Any:
    field = next(each for each in kind._meta.concrete_fields if each.attname == column)
    if isinstance(field, models.ForeignKey):
        return value
    return value if isinstance(field, models.JSONField) else field.to_python(value)
