"""What comes back from the grid of a month: typed cells against what was shown and what stands now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms

from saan.accounts.policy import Actor
from saan.kernel.dates import today
from saan.kernel.refusals import Refused
from saan.registry.actions.sales import Entry
from saan.registry.models import SalesFact
from saan.registry.queries.sales_entry import (
    LONGEST_TEXT,
    Measure,
    SalesChannel,
    SalesMethod,
    expected,
    facts_in,
    figure_of,
    read_figure,
    written,
)

_CELL = re.compile(r"c-(\d{1,12})-([a-z]{1,12})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
MONTHS_OFFERED = 14


def before(month: date) -> date:
    """The month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def after(month: date) -> date:
    """The month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_month() -> date:
    """The month whose figures are being collected now: the one that has ended."""
    return before(today().replace(day=1))


def month_of(text: str) -> date:
    """A month of an address, "2026-10"; whatever is none, or to come, is the month being collected."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return last_month()
    month = date(max(int(match[1]), 2001), int(match[2]), 1)
    return month if month <= today() else last_month()


def months_back(month: date, count: int) -> list[date]:
    """So many months that end with this one, oldest first."""
    found = [month]
    while len(found) < count:
        found.append(before(found[-1]))
    return found[::-1]


def months_offered(chosen: date) -> list[date]:
    """The months of the chooser, newest first; the chosen one among them however old it is."""
    offered = months_back(today().replace(day=1), MONTHS_OFFERED)[::-1]
    return offered if chosen in offered else [*offered, chosen]


def measure_of(text: str) -> Measure:
    """Sales, unless orders are asked for."""
    return Measure.ORDERS if text == Measure.ORDERS else Measure.SALES


def address_of(month: date) -> str:
    """The month as it stands in an address."""
    return f"{month:%Y-%m}"


class SavingForm(forms.Form):
    """Said once for all the cells of a saving."""

    method = forms.ChoiceField(
        label="ที่มาของตัวเลข",
        choices=SalesMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกที่มาของตัวเลข 1 ใน 3 อย่าง"},
    )
    reason = forms.CharField(
        label="เหตุผลที่แก้",
        max_length=300,
        required=False,
        help_text="กรอกเมื่อแก้ยอดที่บันทึกไว้วันก่อน เช่น ผู้ผลิตส่งใบเสร็จเพิ่ม",
    )


class OwnSavingForm(SavingForm):
    """The same for producers, who do not estimate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [("receipt", "มีใบเสร็จหรือหลักฐานรับเงิน"), ("declared", "จำหรือจดไว้เอง")]


def form_faults(form: forms.Form | None) -> list[tuple[str, str]]:
    """Where each fault of the form is, and what it says; those of the whole form lead to the start of the page."""
    found = [("main", text) for text in form.non_field_errors()] if form else []
    for name, texts in (form.errors if form else {}).items():
        if name != "__all__":
            found += [(f"id_{name}_0" if name == "method" else f"id_{name}", text) for text in texts]
    return found


class AskForm(forms.Form):
    """Why a closed month should open again, or stay closed."""

    reason = forms.CharField(label="เหตุผล", max_length=300, required=False)


@dataclass
class Typing:
    """The cells as they came back. Keys are (producer, channel); `problems` say what is wrong and what to do.

    `texts` are the touched cells only: one left as it was drawn is drawn anew, as it stands now.
    """

    producers: set[int]
    texts: dict[tuple[int, str], str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    problems: dict[tuple[int, str], str] = field(default_factory=dict)
    stale: dict[tuple[int, str], SalesFact] = field(default_factory=dict)


def read_typing(posted: Mapping[str, str], month: date, measure: Measure, *, by: Actor) -> Typing:
    """Only cells that say something else than the page did are entries, so that nobody overwrites by looking on."""
    keys = [(int(m[1]), m[2]) for name in posted if (m := _CELL.fullmatch(name)) and m[2] in SalesChannel]
    own = set(expected(by, month).filter(pk__in={pk for pk, _ in keys}).values_list("pk", flat=True))
    sent = {key: posted[f"c-{key[0]}-{key[1]}"].strip()[:LONGEST_TEXT] for key in keys if key[0] in own}
    seen = {key: _number(posted.get(f"s-{key[0]}-{key[1]}", "")) for key in sent}
    facts = facts_in(own, month, also=[pk for pk in seen.values() if pk])
    shown = {fact.pk: fact for fact in facts}
    standing = {
        (f.producer_id, f.channel): f
        for f in shown.values()
        if f.replaced_by_id is None and f.product_id is None
    }
    typing = Typing(own)
    for key, text in sent.items():
        old = shown.get(seen[key] or 0)
        if not _left_alone(text, old, measure):
            typing.texts[key] = text
            _read(typing, key, old, standing.get(key), measure)
    return typing


def _left_alone(text: str, old: SalesFact | None, measure: Measure) -> bool:
    """Whether the cell says what it said when it was drawn, however it is written."""
    drawn = figure_of(old)
    if text == written(drawn, measure):
        return True
    try:
        return drawn is not None and read_figure(text, measure=measure, standing=drawn) == drawn
    except Refused:
        return False


def _read(
    typing: Typing, key: tuple[int, str], old: SalesFact | None, now: SalesFact | None, measure: Measure
) -> None:
    changed = now is not None and (old is None or old.pk != now.pk)
    try:
        figure = read_figure(typing.texts[key], measure=measure, standing=figure_of(now))
    except Refused as refused:
        typing.problems[key] = refused.message
        figure = None
    else:
        changed = changed and figure != figure_of(now)
    if changed and now is not None:
        typing.stale[key] = now
    elif figure is not None and figure != figure_of(now):
        typing.entries.append(Entry(key[0], key[1], figure, now.pk if now else None))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None
