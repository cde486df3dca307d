"""Stars by the bands of their own round, and standards a product may hold. Pure, like `rules`; all of it is data."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from saan.kernel.refusals import Refused
from saan.registry.rules import ProductKind

_DATA = Path(__file__).parent / "data"
Bands = Mapping[str, Sequence[Sequence[int]]]


@dataclass(frozen=True)
class Scheme:
    """One standard: its short label is what people say ("มผช.")."""

    code: str
    label: str
    name: str
    issuer: str
    kinds: tuple[ProductKind, ...]

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@cache
def schemes() -> dict[str, Scheme]:
    """Standards by code, in the order of the forms."""
    rows = yaml.safe_load((_DATA / "standards.yaml").read_text(encoding="utf-8"))
    return {row["code"]: Scheme(**{**row, "kinds": tuple(map(ProductKind, row["kinds"]))}) for row in rows}


@cache
def rounds_shipped() -> tuple[dict, ...]:
    """Rounds to load into StarRound."""
    return tuple(yaml.safe_load((_DATA / "star_rounds.yaml").read_text(encoding="utf-8")))


def refuse_bands(bands: Bands) -> None:
    """Bands go down from the best, each with 1 to 5 stars and each star once."""
    for kind, steps in bands.items():
        if kind != "*" and kind not in set(ProductKind):
            raise Refused(f"ไม่รู้จักประเภทผลิตภัณฑ์ “{kind}” ในเกณฑ์ดาว", field="bands")
        least, stars = [step[0] for step in steps], [step[1] for step in steps]
        falling = all(one > other for one, other in itertools.pairwise(least))
        if (
            not steps
            or not falling
            or stars != sorted(set(stars), reverse=True)
            or not set(stars) <= {1, 2, 3, 4, 5}
        ):
            raise Refused("เกณฑ์ดาวต้องเรียงจากคะแนนสูงลงต่ำ แต่ละระดับดาวมีครั้งเดียว ตั้งแต่ 5 ถึง 1", field="bands")


def total_of(parts: Sequence[Mapping], scores: Mapping[str, Decimal]) -> Decimal:
    """The sum of the parts. Refused at the part that is missing or beyond what it can carry."""
    for part in parts:
        score = scores.get(part["code"])
        if score is None:
            raise Refused(f"ยังไม่ได้กรอกคะแนน{part['label']}", field=f"score-{part['code']}")
        if not 0 <= score <= part["most"]:
            raise Refused(
                f"คะแนน{part['label']}ต้องอยู่ระหว่าง 0 ถึง {part['most']}", field=f"score-{part['code']}"
            )
    return sum((scores[part["code"]] for part in parts), Decimal(0))


def stars_of(bands: Bands, kind: str, total: Decimal) -> int | None:
    """The stars a total gives by the bands of its type, or of all types; None is "did not pass"."""
    steps = bands.get(kind) or bands["*"]
    return next((stars for least, stars in steps if total >= least), None)


def holds_on(issued: date | None, expires: date | None, revoked: date | None, day: date) -> bool:
    """Whether a certificate holds on a day: issued by then, not run out before it, not revoked."""
    return (
        (issued is None or issued <= day)
        and (expires is None or day <= expires)
        and (revoked is None or day < revoked)
    )
