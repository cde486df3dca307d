"""How numbers of registers are printed, and which registers an office may number in. Pure."""

from saan.letters.rules import RegisterKind

SECRET_SUBJECT = "เรื่องลับ"
"""All that an open register says of a secret paper: its number and whence it came, never what it is about."""


def printed_number(kind: RegisterKind, *, prefix: str, number: int, year_be: int) -> str:
    """The number as it stands on the paper: "ฉช 0019/ว 12", an order's "12/2569", a receive number's "12".

    `prefix` is the code of the office that owns the matter; without one the number stands alone.
    """
    if kind in (RegisterKind.ORDER, RegisterKind.NOTICE):
        return f"{number}/{year_be}"
    if kind == RegisterKind.INCOMING:
        return str(number)
    mark = "ว " if kind == RegisterKind.CIRCULAR else ""
    return f"{prefix}/{mark}{number}" if prefix else f"{mark}{number}"


def runs_in_own_register(kind: RegisterKind) -> bool:
    """Whether the office itself numbers these papers; the others take numbers of its issuing body or its own."""
    return kind in (RegisterKind.INCOMING, RegisterKind.MEMO)
