"""Classes of secrecy, what of them may be held here, and the steps of a secret paper. Pure.

Source: Rule on the Maintenance of Official Secrets 2544: three classes, a registrar of secret information in every
agency, and content for those alone who were cleared. Of the two higher classes Saan holds no content, whoever asks.
"""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from saan.kernel.labels import Labelled


class Secrecy(Labelled):
    """Classes of secrecy, the lowest first."""

    SECRET = "secret", "ลับ"
    TOP = "top-secret", "ลับมาก"
    MOST = "most-secret", "ลับที่สุด"


HOLDABLE = frozenset({Secrecy.SECRET})
"""Classes whose content an office may hold here once its head has said so; of the others never."""
LONGEST_YEARS = 5
"""A policy is set anew at least every five years; one that nobody renewed ends, and its papers stay closed."""
LEAST_REASON = 8
_HEAD_LINES, _FOOT_LINES = 12, 3
_MARK = r"(?P<mark>ลับ(?: ?ที่สุด| ?มาก)?)"
_MARK_ALONE = re.compile(rf"[-–( ]*(?:ชั้นความลับ *:? *)?{_MARK}[-–) ]*")
_MAIL_SUBJECT = re.compile(
    rf"Subject: *(?:[\[(]? *ด่วน(?:ที่สุด|มาก)? *[\])]? *)?[\[(]? *{_MARK} *(?:[\])]|(?= )|$)", re.IGNORECASE
)
LARGEST_FILE = 1900 * 1024
"""Bytes of a scan: what is smaller is never laid on a disk unsealed on its way in."""


class Duty(Labelled):
    """Why a person may open the secret papers of an office."""

    REGISTRAR = "registrar", "นายทะเบียนข้อมูลข่าวสารลับ"
    DEPUTY = "deputy", "ผู้ช่วยนายทะเบียนข้อมูลข่าวสารลับ"
    CLEARED = "cleared", "ผู้ได้รับอนุญาตให้เข้าถึงชั้นลับ"


class SecretState(Labelled):
    """Where a secret paper is in the one office whose copy it is."""

    DRAFT = "draft", "ร่าง"
    NUMBERED = "numbered", "ออกเลขแล้ว"
    SENT = "sent", "ส่งแล้ว"
    ARRIVED = "arrived", "มาถึงแล้ว รอลงรับ"
    REGISTERED = "registered", "ลงรับแล้ว"
    DISCARDED = "discarded", "ทิ้งร่างแล้ว"


SECRET_STEPS: dict[SecretState, frozenset[SecretState]] = {
    SecretState.DRAFT: frozenset({SecretState.NUMBERED, SecretState.DISCARDED}),
    SecretState.NUMBERED: frozenset({SecretState.SENT}),
    SecretState.SENT: frozenset({SecretState.SENT}),
    SecretState.ARRIVED: frozenset({SecretState.REGISTERED}),
    SecretState.REGISTERED: frozenset(),
    SecretState.DISCARDED: frozenset(),
}


@dataclass(frozen=True)
class SecretWords:
    """What lies under the seal. `posts` are the printed lines under the signer's name."""

    subject: str
    body: str = ""
    signer: str = ""
    posts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        return cls(**{**told, "posts": tuple(told["posts"])})

    def tidied(self) -> Self:
        """The same words without needless blanks."""
        posts = tuple(" ".join(line.split()) for line in self.posts if line.strip())
        return replace(
            self,
            subject=" ".join(self.subject.split()),
            body=self.body.strip(),
            signer=" ".join(self.signer.split()),
            posts=posts,
        )


def last_day(starts: date) -> date:
    """The last day that a policy begun on a day may run to; of 29 February the day before."""
    year = starts.year + LONGEST_YEARS
    return (
        starts.replace(year=year, day=28)
        if (starts.month, starts.day) == (2, 29)
        else starts.replace(year=year)
    )


def secrecy_called(words: str) -> Secrecy | None:
    """The class that a printed mark names; None for a mark of another kind."""
    plain = "".join(words.split())
    return next((each for each in Secrecy if plain in (each.label, each.value)), None)


def secret_mark(text: str) -> str:
    """The class that a paper bears by itself on a line of its head or foot, or in the subject of a mail; else empty.

    Stands beside the reader, whose head of a paper ends at its subject: what lies above that may be a mail's own lines.
    """
    for page in text.split("\f"):
        lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        for line in lines[:_HEAD_LINES] + lines[-_FOOT_LINES:]:
            if found := _MARK_ALONE.fullmatch(line) or _MAIL_SUBJECT.match(line):
                return "".join(found["mark"].split())
    return ""
