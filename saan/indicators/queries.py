"""Reading targets, and finding those that a letter sets."""

from django.db.models import QuerySet

from saan.accounts.policy import Actor
from saan.indicators.models import Target
from saan.indicators.rules import TargetTier
from saan.kernel.fiscal import fiscal_year_of
from saan.letters.models import Letter
from saan.letters.queries import confirmed_record

OTOP_INCOME = "otop-income"
_TIER_WORDS = {
    "ขั้นสูง": TargetTier.STRETCH,
    "ขึ้นสูง": TargetTier.STRETCH,
    "ขั้นมาตรฐาน": TargetTier.STANDARD,
    "ขั้นต้น": TargetTier.BASIC,
}


def targets_visible_to(actor: Actor) -> QuerySet[Target]:
    """Targets of areas that lie in, or contain, the actor's area: what concerns this office."""
    inside = Target.objects.filter(area__lo__gte=actor.office.lo, area__hi__lte=actor.office.hi)
    around = Target.objects.filter(area__lo__lte=actor.office.lo, area__hi__gte=actor.office.hi)
    return (inside | around).distinct().select_related("area", "letter")


def targets_in(letter: Letter, by: Actor) -> list[dict]:
    """The money targets a confirmed letter names, ready for `set_target`: value in satang, words, fiscal year, tier."""
    read = confirmed_record(letter)
    spans = {path: words["span"] for path, words in read.get("evidence", {}).items()}
    return [
        {
            "indicator": OTOP_INCOME,
            "area": by.office.area,
            "fiscal_year_be": fiscal_year_of(letter.dated).be,
            "tier": _tier(letter, spans.get(f"money.{index}")),
            "value": round(money["value"] * 100),
            "evidence": money.get("evidence") or "",
            "span": spans.get(f"money.{index}"),
        }
        for index, money in enumerate(read.get("money", []))
        if money.get("role") == "target" and letter.dated
    ]


def _tier(letter: Letter, span: list[int] | None) -> TargetTier:
    """The tier named in the forty characters before the figure; "ขึ้นสูง" is a common misprint of "ขั้นสูง"."""
    reading = letter.readings.first()
    text = reading.text if reading else ""
    before = text[max(0, span[0] - 40) : span[0]] if span else ""
    named = (tier for words, tier in _TIER_WORDS.items() if words in before)
    return next(named, TargetTier.SINGLE)
