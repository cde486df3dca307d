"""States of a nomination and which step may follow which. Pure."""

from saan.kernel.labels import Labelled


class NominationState(Labelled):
    NOMINATED = "nominated", "เสนอแล้ว รอตรวจ"
    WITHDRAWN = "withdrawn", "ถอนแล้ว"
    ACCEPTED = "accepted", "รับแล้ว"
    RETURNED = "returned", "ส่งคืน"


LIVE = (NominationState.NOMINATED, NominationState.ACCEPTED)
"""States that hold a place. A nomination withdrawn or returned frees its place for another."""

NOMINATION_STEPS: dict[NominationState, frozenset[NominationState]] = {
    NominationState.NOMINATED: frozenset(
        {NominationState.WITHDRAWN, NominationState.ACCEPTED, NominationState.RETURNED}
    ),
    NominationState.ACCEPTED: frozenset({NominationState.RETURNED}),
    NominationState.WITHDRAWN: frozenset(),
    NominationState.RETURNED: frozenset(),
}


def may_follow(state: NominationState | str, to: NominationState) -> bool:
    return to in NOMINATION_STEPS[NominationState(state)]
