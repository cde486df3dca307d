"""Places as tiles of a schematic map: near one another as in the land, never a boundary."""

from dataclasses import dataclass

from saan.web.components.figures import number


@dataclass(frozen=True)
class Tile:
    """One place at column `x` and row `y`, counted from 1, with what is done of what is needed."""

    label: str
    x: int
    y: int
    value: int
    needed: int
    url: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says of the bar."""
        return f"{self.label} {number(self.value)} จาก {number(self.needed)}"


def columns(tiles: list[Tile]) -> int:
    """How many columns the map needs; at least one."""
    return max((tile.x for tile in tiles), default=1)
