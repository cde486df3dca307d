"""Writing letters: what is chosen, how it becomes a sheet, which phrases are offered, what is checked."""

from saan.letters.drafting.checks import Check, checks_of
from saan.letters.drafting.draft import NO_CLOSING, RULINGS, WRITTEN, Cited, Draft, Enclosed, Outsider
from saan.letters.drafting.sheet import content_of, fingerprint, sheet_of

__all__ = [
    "NO_CLOSING",
    "RULINGS",
    "WRITTEN",
    "Check",
    "Cited",
    "Draft",
    "Enclosed",
    "Outsider",
    "checks_of",
    "content_of",
    "fingerprint",
    "sheet_of",
]
