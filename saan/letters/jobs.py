"""Delivery while nobody looks: each minute what is due is sent and told, mailbox and exchange are asked.

Thin: each task calls one action. Actions are safe side by side and twice over, so nothing is lost or doubled when a
worker dies; a lock in the queue only keeps work from piling up behind a slow road.
"""

import logging

from procrastinate.contrib.django import app

from saan.letters.actions import delivery, reserving
from saan.letters.transport import Fault, Misconfigured

log = logging.getLogger(__name__)
EVERY_MINUTE = "* * * * *"
AFTER_MIDNIGHT = "5 17 * * *"
"""Five past midnight in Bangkok, as the queue's clock tells it (UTC)."""


def exchange() -> dict[str, int]:
    """One round on every road; a road in trouble keeps none of the others. What was done, by name."""
    done: dict[str, int] = {"sent": delivery.send_due()}
    for name, go in (("mail", delivery.fetch_mail), ("ecms", delivery.poll_ecms)):
        try:
            done[name] = go().seen
        except Fault as fault:
            log.warning("%s: %s", name, fault.says)
            done[f"{name}_trouble"] = 1
        except Misconfigured as error:
            log.error("%s: %s", name, error)
            done[f"{name}_trouble"] = 1
    done["queued"] = delivery.queue_answers()
    done["told"] = delivery.tell_due()
    return done


@app.periodic(cron=EVERY_MINUTE, periodic_id="letters.exchange")
@app.task(name="letters.exchange", queueing_lock="letters.exchange", lock="letters.exchange")
def exchange_letters(timestamp: int) -> None:
    """The round of this minute; one that still runs is not joined by another."""
    exchange()


@app.periodic(cron=AFTER_MIDNIGHT, periodic_id="letters.burn_expired")
@app.task(name="letters.burn_expired", queueing_lock="letters.burn_expired")
def burn_expired_numbers(timestamp: int) -> None:
    """Numbers kept and not used by yesterday are burned with their reason."""
    reserving.burn_expired()
