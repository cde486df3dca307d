"""Third step: count what the database now holds and set it beside the published totals."""

from dataclasses import dataclass

from saan.geography.loading.ingest import read_corrections
from saan.geography.models import Area


@dataclass(frozen=True, slots=True)
class Tally:
    """One total checked: how many published, how many held, and the rows that explain a difference."""

    what: str
    published: int
    held: int
    explained: tuple[tuple[int, str], ...]
    source: str

    @property
    def agrees(self) -> bool:
        """Whether the count is the published one, or differs by exactly the rows already explained."""
        return self.held == self.published + len(self.explained)


def verify(corrections: dict | None = None) -> list[Tally]:
    """Every published total beside the count of standing areas."""
    book = read_corrections() if corrections is None else corrections
    return [_tally(total) for total in book["totals"]]


def _tally(total: dict) -> Tally:
    held = (
        Area.objects.in_force().at_level(total["level"]).filter(code__range=(total["first"], total["last"]))
    )
    listed = {row["code"]: row["reason"] for row in total.get("differs", ())}
    explained = tuple(
        (code, listed[code]) for code in held.filter(code__in=listed).values_list("code", flat=True)
    )
    return Tally(total["what"], total["count"], held.count(), explained, total["source"])
