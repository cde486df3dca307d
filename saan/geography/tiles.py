"""A schematic map of a province: one tile for each district, on a grid of rows and columns.

No outline of districts may be shipped, so the map says only roughly who lies beside whom. Provinces whose grid a
person has laid out are in ``data/tiles.yaml``; every other province gets its districts in code order on the most
nearly square grid. Pages that draw it must show `NOTE`.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

NOTE = "แผนผังโดยประมาณ ไม่ใช่แนวเขตจริง"
_FILE = Path(__file__).parent / "data" / "tiles.yaml"


@dataclass(frozen=True, slots=True)
class Tile:
    """Where one district stands; row 0 is the northernmost, column 0 the westernmost."""

    code: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """All tiles of one province. `laid_out` is false where the order is only that of the codes."""

    tiles: tuple[Tile, ...]
    rows: int
    columns: int
    laid_out: bool
    note: str = NOTE


@cache
def _grids() -> dict[int, list[list[int | None]]]:
    with _FILE.open(encoding="utf-8") as file:
        return yaml.safe_load(file)["provinces"]


def layout(province: int, districts: Iterable[int]) -> TileMap:
    """Tiles for these districts. A district the drawn grid does not know is added in a row of its own below."""
    wanted = sorted(set(districts))
    drawn = _grids().get(province)
    if drawn is None:
        return _compact(wanted)
    tiles = [
        Tile(code, row, column)
        for row, codes in enumerate(drawn)
        for column, code in enumerate(codes)
        if code in wanted
    ]
    columns = max(len(codes) for codes in drawn)
    missing = [code for code in wanted if code not in {tile.code for tile in tiles}]
    extra = [Tile(code, len(drawn) + at // columns, at % columns) for at, code in enumerate(missing)]
    return TileMap((*tiles, *extra), len(drawn) + math.ceil(len(extra) / columns), columns, True)


def _compact(codes: list[int]) -> TileMap:
    columns = math.ceil(math.sqrt(len(codes))) or 1
    tiles = tuple(Tile(code, at // columns, at % columns) for at, code in enumerate(codes))
    return TileMap(tiles, math.ceil(len(codes) / columns), columns, False)
