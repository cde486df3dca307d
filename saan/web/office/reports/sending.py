"""What is written at the last step of a report form: reasons for blanks and doubts, and words of the office's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse

from saan.reporting.models import Report
from saan.reporting.questions import Complaint, Reading
from saan.web.office.reports.asking import anchor_of
from saan.web.office.reports.forms import REASON, DraftForm

DASH = "-"


class SendForm(DraftForm):
    """The draft's form with a reason for everything in the answers that a reason heals.

    `known` are reasons by key that the office need not think up: a district's report has not been accepted yet.
    """

    def __init__(
        self,
        *args: Any,
        reading: Reading,
        report: Report,
        known: Mapping[str, str],
        sending: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, report=report, sending=sending, **kwargs)
        self.fields["note"].required = False
        self._barring = [each for each in reading.complaints if not each.key]
        self._report, self._known = report, known
        for each in reading.complaints:
            if each.key:
                self._ask(each, sending or not self.is_bound)

    def _ask(self, complaint: Complaint, needed: bool) -> None:
        name = REASON + complaint.key.replace(".", DASH)
        self.fields[name] = forms.CharField(
            label=complaint.says,
            required=needed,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": "เขียนเหตุผลก่อนส่ง หรือกลับไปกรอกให้ครบ"},
        )
        self.initial[name] = self._report.reasons.get(complaint.key) or self._known.get(complaint.key, "")

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(REASON)]

    @property
    def reasons(self) -> dict[str, str]:
        return {key.replace(DASH, "."): words for key, words in super().reasons.items()}

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What no reason heals, as (address of the field, what is said there)."""
        return [(self._link(each), each.says) for each in self._barring]

    def _link(self, complaint: Complaint) -> str:
        step = complaint.address.split(".")[0]
        page = reverse("report-fill", args=[self._report.pk, step])
        return f"{page}?check=1#{anchor_of(complaint.address)}"
