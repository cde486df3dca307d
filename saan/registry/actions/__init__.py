"""Writes to the registry: producers and their products."""

from saan.registry.actions.accounts import give_consent, link_account, say_operating, sign_up, unlink_account
from saan.registry.actions.applications import (
    edit_application,
    open_application,
    own_application,
    receive_application,
    return_application,
    submit_application,
    withdraw_application,
)
from saan.registry.actions.certificates import certificate_pdf, issue_certificate, revoke_certificate
from saan.registry.actions.deciding import accept_application, decide
from saan.registry.actions.identities import look_at_identity, record_identity
from saan.registry.actions.imports import (
    begin_saving,
    check_batch,
    confirm_distinct,
    hand_in,
    map_columns,
    mend_cell,
    mend_certain,
    read_again,
    save_batch,
)
from saan.registry.actions.merging import ask_again, merge_pair, tell_apart, undo_merge
from saan.registry.actions.pairs import refresh_pairs
from saan.registry.actions.people import add_members, change_chair, end_membership, place_point
from saan.registry.actions.producers import (
    EDITABLE,
    LooksAlike,
    cease_producer,
    edit_producer,
    register_producer,
    resume_producer,
)
from saan.registry.actions.products import add_product, assess_quadrant, award_stars
from saan.registry.actions.transfers import accept_transfer, ask_transfer
from saan.registry.actions.verifying import CHECKED, confirm_operating, verify
from saan.registry.actions.windows import move_closing, open_window

__all__ = [
    "CHECKED",
    "EDITABLE",
    "LooksAlike",
    "accept_application",
    "accept_transfer",
    "add_members",
    "add_product",
    "ask_again",
    "ask_transfer",
    "assess_quadrant",
    "award_stars",
    "begin_saving",
    "cease_producer",
    "certificate_pdf",
    "change_chair",
    "check_batch",
    "confirm_distinct",
    "confirm_operating",
    "decide",
    "edit_application",
    "edit_producer",
    "end_membership",
    "give_consent",
    "hand_in",
    "issue_certificate",
    "link_account",
    "look_at_identity",
    "map_columns",
    "mend_cell",
    "mend_certain",
    "merge_pair",
    "move_closing",
    "open_application",
    "open_window",
    "own_application",
    "place_point",
    "read_again",
    "receive_application",
    "record_identity",
    "refresh_pairs",
    "register_producer",
    "resume_producer",
    "return_application",
    "revoke_certificate",
    "save_batch",
    "say_operating",
    "sign_up",
    "submit_application",
    "tell_apart",
    "undo_merge",
    "unlink_account",
    "verify",
    "withdraw_application",
]
