"""Papers, what was read in them, the registers they are numbered in, their way, and their keeping."""

from saan.letters.models.keeping import DestructionItem, DestructionList, FiledPaper, Loan, RetentionClass
from saan.letters.models.paper import Letter, LetterFile, LetterReference, Receipt
from saan.letters.models.reading import Decision, Doubt, LetterReading
from saan.letters.models.register import Register, RegisterEntry, SigningAuthority
from saan.letters.models.secrecy import Clearance, SecrecyPolicy, SecretPaper
from saan.letters.models.way import Consignment, IncomingMessage, LetterStep, Notice

__all__ = [
    "Clearance",
    "Consignment",
    "Decision",
    "DestructionItem",
    "DestructionList",
    "Doubt",
    "FiledPaper",
    "IncomingMessage",
    "Letter",
    "LetterFile",
    "LetterReading",
    "LetterReference",
    "LetterStep",
    "Loan",
    "Notice",
    "Receipt",
    "Register",
    "RegisterEntry",
    "RetentionClass",
    "SecrecyPolicy",
    "SecretPaper",
    "SigningAuthority",
]
