"""The thirteen-digit number of a person: checked on entry, masked on every page."""

import re

from saan.kernel.digits import to_arabic

_LENGTH = 13
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]")
_NOWHERE = "199"
_SPREAD = 387_420_489
_SERIALS = 10**9


def check_digit(first12: str) -> str:
    """The thirteenth digit, modulo 11 with weights 13 down to 2; raises ValueError unless twelve digits."""
    digits = _digits(first12)
    if len(digits) != _LENGTH - 1:
        raise ValueError("ต้องมีเลข 12 หลักแรกครบจึงคำนวณเลขตรวจสอบได้")
    total = sum(weight * int(digit) for weight, digit in zip(range(_LENGTH, 1, -1), digits, strict=True))
    return str((11 - total % 11) % 10)


def is_valid(text: str) -> bool:
    """Thirteen digits, Thai or Arabic, hyphens and blanks allowed, the last agreeing with the others."""
    digits = _digits(text)
    return len(digits) == _LENGTH and check_digit(digits[:-1]) == digits[-1]


def mask(text: str) -> str:
    """The last three digits only, x-xxxx-xxxxx-12-3; text that is no such number is masked whole."""
    digits = _digits(text)
    shown = digits[-3:] if len(digits) == _LENGTH else "xxx"
    return f"x-xxxx-xxxxx-{shown[:2]}-{shown[2]}"


def generate(seed: int) -> str:
    """A number for fictitious test data only: it passes the check, and belongs to nobody.

    Its place of registration is province 99, which does not exist. Seeds below 10**9 give different numbers.
    """
    first12 = f"{_NOWHERE}{seed * _SPREAD % _SERIALS:09}"
    return first12 + check_digit(first12)


def _digits(text: str) -> str:
    bare = _SEPARATORS.sub("", to_arabic(text))
    return bare if bare.isascii() and bare.isdecimal() else ""
