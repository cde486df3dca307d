"""Writing letters: bringing papers in, registering and numbering them, settling what was read in them."""

from saan.letters.actions.papers import LARGEST_BYTES, Arrival, bring_in
from saan.letters.actions.readings import confirm_letter, correct, reopen_doubt, settle_doubt
from saan.letters.actions.receipts import close, deliver, passed_on
from saan.letters.actions.registering import register
from saan.letters.actions.registers import cancel_number, start_after_paper, take_number

__all__ = [
    "LARGEST_BYTES",
    "Arrival",
    "bring_in",
    "cancel_number",
    "close",
    "confirm_letter",
    "correct",
    "deliver",
    "passed_on",
    "register",
    "reopen_doubt",
    "settle_doubt",
    "start_after_paper",
    "take_number",
]
