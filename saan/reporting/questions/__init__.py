"""Report forms as data: what is asked, what an answer may be, and how answers stand. Plain Python, no Django."""

from saan.reporting.questions.answers import LONGEST, PARTS, Place, Typed, Values, flat, keys_of, tidy
from saan.reporting.questions.loading import FormFault, form_for, forms, read_form
from saan.reporting.questions.reading import (
    Cell,
    Complaint,
    Counts,
    Reading,
    Row,
    SectionRead,
    effort,
    frozen,
    read,
)
from saan.reporting.questions.schema import Form, Kind, Question, Repeat, Section, Source

__all__ = [
    "LONGEST",
    "PARTS",
    "Cell",
    "Complaint",
    "Counts",
    "Form",
    "FormFault",
    "Kind",
    "Place",
    "Question",
    "Reading",
    "Repeat",
    "Row",
    "Section",
    "SectionRead",
    "Source",
    "Typed",
    "Values",
    "effort",
    "flat",
    "form_for",
    "forms",
    "frozen",
    "keys_of",
    "read",
    "read_form",
    "tidy",
]
