"""Messages of e-CMS as values, after reading; dates stay as written, since clients write them in many ways."""

from dataclasses import dataclass, field

from saan.letters.rules import NoticeKind

NOTIFIERS = {
    NoticeKind.RECEIVED: "ReceiveLetterNotifier",
    NoticeKind.ACCEPTED: "AcceptLetterNotifier",
    NoticeKind.REJECTED: "RejectLetterNotifier",
    NoticeKind.INVALID: "InvalidLetterNotifier",
    NoticeKind.NUMBER_WRONG: "InvalidAcceptIDNotifier",
}
"""Manual sections 3.2.2 to 3.2.6. A withdrawal is a request of its own (3.2.13)."""


@dataclass(frozen=True)
class Binary:
    """A file as it travelled: MIME type as written, bytes."""

    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Side:
    """A party of a letter: person, post, organisation code, and the ministry's two figures."""

    given_name: str = ""
    family_name: str = ""
    title: str = ""
    ministry: str = ""
    department: str = ""


@dataclass(frozen=True)
class Reference:
    number: str
    dated: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Letter:
    """GovernmentDocument: one letter for one receiver."""

    number: str
    dated: str
    subject: str
    sender: Side
    receiver: Side
    main: Binary | None
    attachments: tuple[Binary, ...] = ()
    secrecy: str = ""
    speed: str = ""
    references: tuple[Reference, ...] = ()
    attachment_note: str = ""
    sent: str = ""
    description: str = ""


@dataclass(frozen=True)
class Notifier:
    """One of the five notifiers. From the queue they also say when and by whom; what a client left out is empty."""

    kind: NoticeKind
    number: str
    dated: str = ""
    subject: str = ""
    accepted_number: str = ""
    accepted: str = ""
    department: str = ""


@dataclass(frozen=True)
class Inbound:
    """The head of our queue, deleted by its `process_id` before the next shows; `problem`: why it makes no sense."""

    process_id: str
    process_time: str = ""
    content: Letter | Notifier | None = None
    problem: str = ""
    raw: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Status:
    process_id: str
    number: str
    status: str


@dataclass(frozen=True)
class Organisation:
    """A line of the directory: code, name, and the address of its node where the directory tells it."""

    code: str
    name: str = ""
    url: str = ""
