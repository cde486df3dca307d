"""Checked results of a star round on their way into the register, each by the very act that a person's entry is."""

import csv
import io
import json
from decimal import Decimal

from saan.accounts.models import Appointment
from saan.accounts.policy import Actor
from saan.kernel.refusals import Refused
from saan.registry.actions.products import award_stars
from saan.registry.models import ImportBatch, Product


def write_results(batch: ImportBatch, data: bytes) -> tuple[int, int]:
    """Enter the results of a staged piece; how many are new, how many corrected.

    What somebody has entered or ended since the check is left as it is now.
    """
    post = Appointment.objects.select_related("user", "office__area").get(pk=batch.mapping["appointment"])
    by = Actor(post.user, post)
    counts = {"new": 0, "updated": 0}
    lines = [(line[0], json.loads(line[-1])) for line in csv.reader(io.StringIO(data.decode()))]
    products = Product.objects.select_related("producer").in_bulk([facts["product"] for _, facts in lines])
    for state, facts in lines:
        scores = {code: Decimal(points) for code, points in facts["scores"].items()}
        try:
            award_stars(
                product=products[facts["product"]],
                round_be=facts["round_be"],
                stars=facts["stars"],
                scores=scores or None,
                reason=facts["reason"] if state == "updated" else "",
                by=by,
            )
        except Refused:
            continue
        counts[state] += 1
    return counts["new"], counts["updated"]
