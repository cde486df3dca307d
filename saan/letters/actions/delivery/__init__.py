"""Delivery of letters outside Saan: queueing, sending, taking in what comes, and telling the other side."""

from saan.letters.actions.delivery.answering import queue_answers
from saan.letters.actions.delivery.ecms import poll_ecms, take_again
from saan.letters.actions.delivery.mail import fetch_mail, take_mail
from saan.letters.actions.delivery.outcome import (
    dispute_number,
    record_accepted,
    record_manual,
    refuse_message,
    try_again,
)
from saan.letters.actions.delivery.queueing import consign
from saan.letters.actions.delivery.sending import send_due, tell_due

__all__ = [
    "consign",
    "dispute_number",
    "fetch_mail",
    "poll_ecms",
    "queue_answers",
    "record_accepted",
    "record_manual",
    "refuse_message",
    "send_due",
    "take_again",
    "take_mail",
    "tell_due",
    "try_again",
]
