"""What the public may learn of a letter that bears a code: that it is genuine, and little else.

Whether the subject is shown is the office's policy, as data; of a letter with a level of secrecy it never is.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from saan.letters.models import Letter, LetterFile
from saan.letters.rules import FileRole, LetterKind, LetterState

_POLICY = Path(__file__).parent.parent / "data" / "verifying.yaml"
_GENUINE = (LetterState.NUMBERED, LetterState.SENT, LetterState.RECALLED, LetterState.CANCELLED)


@dataclass(frozen=True)
class Verified:
    """A genuine letter as the public sees it. `hashes` are SHA-256 of its files as issued and as kept."""

    kind: str
    number: str
    dated: date | None
    issuer: str
    subject: str
    state: LetterState
    hashes: tuple[str, ...]

    @property
    def void(self) -> bool:
        return self.state in (LetterState.CANCELLED, LetterState.RECALLED)


def verified(code: str) -> Verified | None:
    """The letter of a code as printed on it, in capitals or not; None for a code nobody gave out."""
    key = "".join(code.split()).casefold()
    found = Letter.objects.filter(verify_code=key, state__in=_GENUINE).select_related("issuer")
    letter = found.first() if key else None
    if letter is None:
        return None
    files = LetterFile.objects.filter(letter=letter, role__in=(FileRole.ISSUED, FileRole.ARCHIVE)).order_by(
        "pk"
    )
    return Verified(
        kind=LetterKind(letter.kind).label,
        number=letter.number,
        dated=letter.dated,
        issuer=letter.issuer_name,
        subject=letter.subject if shows_subject(letter) else "",
        state=LetterState(letter.state),
        hashes=tuple(files.values_list("file__sha256", flat=True)),
    )


def shows_subject(letter: Letter) -> bool:
    """Only where the policy names the kind or the office, and never of a secret letter."""
    if letter.secrecy:
        return False
    policy = _policy()
    office = letter.issuer.code if letter.issuer else ""
    return letter.kind in policy["kinds"] or office in policy["offices"]


@cache
def _policy() -> dict[str, list[str]]:
    with _POLICY.open(encoding="utf-8") as handle:
        return yaml.safe_load(handle)["subject_shown"]
