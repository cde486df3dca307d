"""Reading targets, and finding those that a letter sets."""

from django.db.models import QuerySet

from saan.accounts.policy import Actor
from saan.indicators.models import Target
from saan.indicators.rules import TargetTier
from saan.kernel.fiscal import fiscal_year_of
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record

OTOP_INCOME = "otop-income"


def targets_visible_to(actor: Actor) -> QuerySet[Target]:
    """Targets of areas that lie in, or contain, the actor's area: what concerns this office."""
    inside = Target.objects.filter(area__lo__gte=actor.office.lo, area__hi__lte=actor.office.hi)
    around = Target.objects.filter(area__lo__lte=actor.office.lo, area__hi__gte=actor.office.hi)
    return (inside | around).distinct().select_related("area", "letter")


def targets_in(letter: Letter, by: Actor) -> list[dict]:
    """The money targets a confirmed letter names, ready for `set_target`: value in satang, words, fiscal year, tier."""
    found = []
    for money in confirmed_record(letter).get("money", []):
        if money.get("role") != "target":
            continue
        words = money.get("evidence") or ""
        found.append(
            {
                "indicator": OTOP_INCOME,
                "area": by.office.area,
                "fiscal_year_be": fiscal_year_of(letter.dated).be if letter.dated else None,
                "tier": _tier(letter, money),
                "value": round(money["value"] * 100),
                "evidence": words,
                "span": money.get("span"),
            }
        )
    return found


def _tier(letter: Letter, money: dict) -> TargetTier:
    """The tier named in the forty characters before the figure; "ขึ้นสูง" is a common misprint of "ขั้นสูง"."""
    text = letter.readings.first().text if letter.readings.exists() else ""
    span = money.get("span")
    before = text[max(0, span[0] - 40) : span[0]] if span else ""
    if "ขั้นสูง" in before or "ขึ้นสูง" in before:
        return TargetTier.STRETCH
    return (
        TargetTier.STANDARD
        if "มาตรฐาน" in before
        else TargetTier.BASIC
        if "ขั้นต้น" in before
        else TargetTier.SINGLE
    )
