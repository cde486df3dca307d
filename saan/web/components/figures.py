"""Numbers as pages print them: Arabic digits, comma thousands, a true minus sign."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
NONE_SIGN = "–"
SATANG = 100


def number(value: float | Decimal | str | None, places: int | None = None) -> str:
    """1234567.5 becomes 1,234,567.5; None a dash, since a missing figure is not nought; other text stays."""
    if value is None or value == "":
        return NONE_SIGN
    try:
        figure = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    if places is not None:
        figure = figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{figure:,f}".replace("-", MINUS)


def baht(satang: int | None) -> str:
    """Satang as baht; satang are printed only where there are any."""
    if satang is None:
        return NONE_SIGN
    whole = satang % SATANG == 0
    return number(Decimal(satang) / SATANG, 0 if whole else 2)


def percent(value: float | Decimal | None) -> str:
    """A share already in hundredths, to one place: 89.6 becomes 89.6%."""
    return NONE_SIGN if value is None else f"{number(value, 1)}%"


def growth(value: float | Decimal | None) -> str:
    """A change in hundredths with its sign: +8.9%, −2.0%."""
    if value is None:
        return NONE_SIGN
    text = percent(value)
    return f"+{text}" if Decimal(str(value)) > 0 else text


def bar_length(value: float | Decimal, needed: float | Decimal) -> int:
    """Hundredths of a bar, rounded down: begun work shows at least 1, and only finished work shows 100."""
    if value <= 0:
        return 0
    if needed <= 0 or value >= needed:
        return 100
    return max(1, int(value * 100 / needed))
