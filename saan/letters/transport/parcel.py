"""What travels: a letter for one addressee, or a word about a letter. Frozen values, no rows of a database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from saan.letters.rules import NoticeKind


@dataclass(frozen=True)
class Enclosed:
    """A file as it goes: name with its ending, MIME type, bytes."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Party:
    """One side of a letter. `code` is the organisation code in e-CMS, empty where there is none."""

    office: str
    code: str = ""
    title: str = ""
    given_name: str = ""
    family_name: str = ""


@dataclass(frozen=True)
class Cited:
    """A letter that this one refers to."""

    number: str
    dated: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class Parcel:
    """A numbered letter for one addressee. `consignment_id` stays the same however often it is sent."""

    consignment_id: UUID
    address: str
    number: str
    dated: date
    subject: str
    sender: Party
    receiver: Party
    main: Enclosed
    enclosures: tuple[Enclosed, ...] = ()
    urgency: str = ""
    references: tuple[Cited, ...] = ()
    sent: datetime | None = None


@dataclass(frozen=True)
class Word:
    """What one side tells the other about a letter: its kind, the letter by number, day and subject, a receive number.

    `answers` is the mail it answers ("<id@host>"), for roads that have threads.
    """

    notice_id: UUID
    kind: NoticeKind
    address: str
    letter_number: str
    dated: date | None
    subject: str
    sender: Party
    receiver: Party
    accepted_number: str = ""
    answers: str = ""
    reason: str = ""
