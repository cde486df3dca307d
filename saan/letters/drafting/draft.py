"""What a writer chooses for a letter, as it is kept while the letter is made. Plain values, JSON-ready."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from saan.letters.rules import LetterKind

WRITTEN = (
    LetterKind.EXTERNAL,
    LetterKind.MEMO,
    LetterKind.STAMPED,
    LetterKind.ORDER,
    LetterKind.ANNOUNCEMENT,
)
"""Kinds of paper an office writes here."""
RULINGS = frozenset({LetterKind.ORDER, LetterKind.ANNOUNCEMENT})
"""Addressed to nobody: no opening, no reference, no closing."""
NO_CLOSING = RULINGS | {LetterKind.MEMO, LetterKind.STAMPED}


@dataclass(frozen=True)
class Outsider:
    """An addressee that is no office of Saan: its name, and an e-mail address where it has one."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Cited:
    """A letter referred to, as printed; `letter` is its key where this office holds it."""

    text: str
    letter: int | None = None


@dataclass(frozen=True)
class Enclosed:
    """One thing sent along. `letter` or `file` is its key where the paper itself goes with it."""

    title: str
    count: int = 1
    unit: str = "ฉบับ"
    letter: int | None = None
    file: int | None = None

    @property
    def quantity(self) -> str:
        return f"จำนวน {self.count} {self.unit}"


@dataclass(frozen=True)
class Draft:
    """All choices of one letter. `version` counts its savings, `page` is the open page that saved it last; `signer`
    names a choice of `queries.signers`."""

    kind: LetterKind
    version: int = 1
    page: str = ""
    subject: str = ""
    urgency: str = ""
    secrecy: str = ""
    receivers: tuple[int, ...] = ()
    outside: tuple[Outsider, ...] = ()
    circular: bool = False
    salutation: str = ""
    addressee: str = ""
    closing: str = ""
    references: tuple[Cited, ...] = ()
    enclosures: tuple[Enclosed, ...] = ()
    cause: str = ""
    purpose: str = ""
    conclusion: str = ""
    owner: str = ""
    copies_to: str = ""
    slogan: str = ""
    signer: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The draft that `to_json` took apart; unknown keys are left out, so that older drafts open."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in told.items() if name in known}
        return cls(
            **values
            | {
                "kind": LetterKind(told["kind"]),
                "receivers": tuple(told.get("receivers", ())),
                "outside": tuple(Outsider(**each) for each in told.get("outside", ())),
                "references": tuple(Cited(**each) for each in told.get("references", ())),
                "enclosures": tuple(Enclosed(**each) for each in told.get("enclosures", ())),
            }
        )

    def saved(self, version: int) -> Self:
        return replace(self, version=version)

    def says_as(self, other: Self) -> bool:
        """Whether the words and choices are the same, whoever saved them."""
        return replace(self, version=other.version, page=other.page) == other

    @property
    def many(self) -> bool:
        """Whether it goes to more than one addressee."""
        return len(self.receivers) + len(self.outside) > 1
