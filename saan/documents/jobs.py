"""Once a night: bytes of destroyed papers that a crash left behind are erased. Thin: the task calls one action."""

import logging

from procrastinate.contrib.django import app

from saan.documents.actions import sweep

log = logging.getLogger(__name__)
AT_NIGHT = "20 18 * * *"
"""Twenty past one in Bangkok, as the queue's clock tells it (UTC)."""


@app.periodic(cron=AT_NIGHT, periodic_id="documents.sweep")
@app.task(name="documents.sweep", queueing_lock="documents.sweep")
def sweep_removed_files(timestamp: int) -> None:
    """What should be gone and is not."""
    erased = sweep()
    if erased:
        log.warning("%d removed files were still there", erased)
