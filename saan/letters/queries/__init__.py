"""Reading letters: which ones an actor may see, what is in force of what was read in them, and the registers."""

from saan.letters.queries.chains import chain_of, family_of
from saan.letters.queries.finding import Piece, excerpts_of, find, marked
from saan.letters.queries.issuers import issuer_of
from saan.letters.queries.lines import PlacedLine, lines_of, picture_of
from saan.letters.queries.lists import listed
from saan.letters.queries.papers import (
    arrivals,
    files_visible_to,
    is_issued_from,
    is_stamped,
    letters_visible_to,
    of_number,
    original_of,
    receipt_at,
    references_of,
    waiting_arrivals,
)
from saan.letters.queries.readings import (
    Decided,
    confirmed_record,
    decisions_of,
    doubts_held,
    doubts_of,
    hold_readings,
    laid_over,
    open_doubts,
    reading_of,
    record_of,
)
from saan.letters.queries.similar import Similar, similar_letters

__all__ = [
    "Decided",
    "Piece",
    "PlacedLine",
    "Similar",
    "arrivals",
    "chain_of",
    "confirmed_record",
    "decisions_of",
    "doubts_held",
    "doubts_of",
    "excerpts_of",
    "family_of",
    "files_visible_to",
    "find",
    "hold_readings",
    "is_issued_from",
    "is_stamped",
    "issuer_of",
    "laid_over",
    "letters_visible_to",
    "lines_of",
    "listed",
    "marked",
    "of_number",
    "open_doubts",
    "original_of",
    "picture_of",
    "reading_of",
    "receipt_at",
    "record_of",
    "references_of",
    "similar_letters",
    "waiting_arrivals",
]
