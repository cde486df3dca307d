"""Codes printed on a paper, by which anybody may ask whether it is genuine."""

import secrets

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is mistaken for another when typed from paper."""
LENGTH = 12


def new_code() -> str:
    """59 bits of chance, so that nobody finds a paper by trying."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def folded(written: str) -> str:
    """The code as it is stored, from what somebody typed: in capitals or not, with blanks or hyphens."""
    return "".join(char for char in written.casefold() if char in SIGNS)
