"""Papers, what was read in them, and the registers they are numbered in."""

from saan.letters.models.paper import Letter, LetterFile, LetterReference, Receipt
from saan.letters.models.reading import Decision, Doubt, LetterReading
from saan.letters.models.register import Register, RegisterEntry, SigningAuthority

__all__ = [
    "Decision",
    "Doubt",
    "Letter",
    "LetterFile",
    "LetterReading",
    "LetterReference",
    "Receipt",
    "Register",
    "RegisterEntry",
    "SigningAuthority",
]
