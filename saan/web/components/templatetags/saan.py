"""Filters for values and tags for the smallest parts, which stand in tables by the thousand."""

import datetime as dt

from django import forms, template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from saan.kernel import dates, digits
from saan.web.components import figures, nonbreaking, steps, tiles
from saan.web.components import status as states
from saan.web.components.forms import error_links

register = template.Library()

register.filter("nb", nonbreaking.mark)
register.filter("number", figures.number)
register.filter("baht", figures.baht)
register.filter("percent", figures.percent)
register.filter("growth", figures.growth)
register.filter("steps_at", steps.steps_at)
register.filter("tile_columns", tiles.columns)


def _day(value: dt.date | dt.datetime | None) -> dt.date | None:
    """The day in Bangkok; stored moments are in UTC."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value or None


@register.filter
def thai_date(value: dt.date | None) -> str:
    """26 กันยายน 2566, for prose."""
    day = _day(value)
    return dates.format_long(day) if day else figures.NONE_SIGN


@register.filter
def thai_date_short(value: dt.date | None) -> str:
    """26 ก.ย. 2566, for rows."""
    day = _day(value)
    return dates.format_short(day) if day else figures.NONE_SIGN


@register.filter
def thai_deadline(value: dt.date | None) -> str:
    """ศ. 29 ก.ย. 2566: a due date always names its weekday."""
    day = _day(value)
    return dates.format_deadline(day) if day else figures.NONE_SIGN


@register.filter
def thai_month(value: dt.date | None) -> str:
    """กันยายน 2566."""
    day = _day(value)
    return dates.format_month(day) if day else figures.NONE_SIGN


@register.filter
def thai_time(value: dt.datetime | dt.time | None) -> str:
    """14.05 น."""
    if isinstance(value, dt.datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return dates.format_time(value) if value is not None else figures.NONE_SIGN


@register.filter
def thai_digits(value: object) -> str:
    """Thai digits, for letters only; screens keep Arabic ones."""
    return digits.to_thai(str(value))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from the sprite; a word must stand beside it."""
    return format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)


def _tag(look: states.Shown) -> SafeString:
    classes = f"tag {look.tone}".strip()
    return format_html('<span class="{}">{}{}</span>', classes, icon(look.icon), look.label)


@register.simple_tag
def status(
    state: states.Status | states.Shown | str, n: int | None = None, office: str = "", days: int | None = None
) -> SafeString:
    """The tag of a state; see `saan.web.components.status.shown` for the arguments."""
    if isinstance(state, states.Shown):
        return _tag(state)
    return _tag(states.shown(state, n=n, office=office, days=days))


@register.simple_tag
def deadline(working_days: int) -> SafeString:
    """The tag of a due date from its working days left, negative once passed."""
    return _tag(states.of_deadline(working_days))


@register.simple_tag
def pill(label: str, icon: str = "info", tone: str = "") -> SafeString:
    """A tag for a fact outside the list of states, such as ยอดจังหวัด = ผลรวม 11 อำเภอ."""
    return _tag(states.Shown(label, icon, states.Tone(tone)))


@register.simple_tag
def weave(
    value: float, needed: float = 100, target: float | None = None, label: str = "", size: str = ""
) -> SafeString:
    """The woven bar: `value` done of `needed`, and `target` where it should be today, in the same unit.

    `size` is sm or big. The text "a จาก b" must stand beside it; `label` is what a screen reader says.
    """
    words = label or f"{figures.number(value)} จาก {figures.number(needed)}"
    tick = SafeString("")
    if target is not None:
        tick = format_html('<b class="t-{}"></b>', figures.bar_length(target, needed))
        words = words if label else f"{words} ควรถึง {figures.number(target)}"
    bar = '<span class="{}" role="img" aria-label="{}"><i class="v-{}"></i>{}</span>'
    return format_html(bar, f"weave {size}".strip(), words, figures.bar_length(value, needed), tick)


@register.simple_tag
def cell(state: states.Cell | str, value: object = "", unit: str = "") -> SafeString:
    """A cell of a report in one of its five states; the figure only where there is one."""
    known = states.Cell(state)
    has_value = known is states.Cell.VALUE
    sign = figures.number(value) if has_value else known.sign
    words = f"{sign} {unit}".strip() if has_value else known.label
    box = '<span class="c5 {}"><span aria-hidden="true">{}</span><span class="vh">{}</span></span>'
    return format_html(box, known.value, sign, words)


@register.simple_tag
def cell_states() -> list[states.Cell]:
    """The five states, for the legend under a matrix."""
    return list(states.Cell)


@register.filter
def pages_of(page: Page) -> list[int | str]:
    """Page numbers with gaps, for the pager."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def errors_of(form: forms.BaseForm | None) -> list:
    """Links from the error summary to the fields."""
    return error_links(form) if form is not None else []


@register.simple_tag
def font_stylesheet() -> SafeString:
    """The link to the fonts built by `python -m saan.web.components.fonts`, or nothing before they are built."""
    try:
        address = staticfiles_storage.url("fonts/fonts.css")
    except ValueError:
        return mark_safe("")
    return format_html('<link rel="stylesheet" href="{}">', address)
