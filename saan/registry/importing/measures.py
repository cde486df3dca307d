"""Columns of sums in a sheet of sales: one for each month, each channel, each of both, or one for all.

Their keys say what they hold: `sales`, `orders@2023-10`, `sales@2023-10:online`, and `sales@10` for an October whose
year stands in another column or is chosen for the whole file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saan.kernel.dates.names import SHORT_MONTHS
from saan.kernel.labels import Labelled
from saan.registry.importing.months import (
    Written,
    month_label,
    placed_in_years,
    read_heading,
    year_around,
)
from saan.registry.naming import same_key
from saan.registry.rules import SalesChannel

_KEY = re.compile(r"(sales|orders)(?:@(?:(\d{4})-(\d{2})|(\d{1,2})))?(?::([a-z]+))?")
_NO_SUM = re.compile(r"รวม|จำนวน|ชิ้น|หน่วย|ร้อยละ|เป้า|total|%", re.IGNORECASE)
_ORDERED = re.compile(r"สั่งซื้อ|order", re.IGNORECASE)


class Measure(Labelled):
    """Which of the two sums of a figure."""

    SALES = "sales", "ยอดขาย"
    ORDERS = "orders", "ยอดสั่งซื้อ"


_ALSO = {
    SalesChannel.COMMUNITY: ("ชุมชน", "ในชุมชน", "แหล่งท่องเที่ยว"),
    SalesChannel.FAIR: ("งานแสดง", "งานแสดงสินค้า", "ออกร้าน", "งานจำหน่ายสินค้า"),
    SalesChannel.SHOP: ("ร้านค้า", "ห้าง", "ร้านค้า/ห้าง"),
    SalesChannel.TRADER: ("trader", "เทรดเดอร์"),
    SalesChannel.ONLINE: ("ออนไลน์", "ขายออนไลน์"),
    SalesChannel.EXPORT: ("ส่งออก", "ต่างประเทศ"),
}
CHANNEL_WORDS = {
    same_key(word): channel
    for channel, words in _ALSO.items()
    for word in (channel.label, channel.value, *words)
}


def channel_in(text: str) -> SalesChannel | None:
    """The channel that a word names, whatever stands in brackets after it."""
    return CHANNEL_WORDS.get(same_key(re.sub(r"\(.*\)", "", text)))


@dataclass(frozen=True)
class Column:
    """What a column of sums holds; `month` and `channel` are null where the row says them."""

    measure: Measure
    month: Written | None = None
    channel: SalesChannel | None = None

    @property
    def key(self) -> str:
        at = self.month and (
            f"@{self.month.year}-{self.month.month:02}" if self.month.year else f"@{self.month.month}"
        )
        return f"{self.measure.value}{at or ''}{f':{self.channel.value}' if self.channel else ''}"

    @property
    def label(self) -> str:
        """For people: ยอดขาย ต.ค. 2566 ออนไลน์."""
        at = self.month and (
            month_label(self.month.day)
            if self.month.day
            else f"{SHORT_MONTHS[self.month.month - 1]} ปีตามที่เลือก"
        )
        return " ".join(filter(None, (self.measure.label, at, self.channel and self.channel.label)))

    @property
    def first_day(self) -> date | None:
        return self.month.day if self.month else None


def column_of(key: str) -> Column | None:
    """The column that a key stands for; null for keys of other fields, and for what no key can be."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    month = int(match[3] or match[4] or 0)
    channel = match[5]
    if (match[3] or match[4]) and not 1 <= month <= 12:
        return None
    if channel and channel not in set(SalesChannel):
        return None
    year = int(match[2]) if match[2] else None
    if year is not None and not 2001 <= year <= 2200:
        return None
    return Column(
        Measure(match[1]), Written(month, year) if month else None, SalesChannel(channel) if channel else None
    )


def measures_in(titles: Mapping[int, str], around: str) -> dict[int, Column]:
    """The columns whose headings name a month or a channel; `around` is what stands above and names the sheet."""
    months: dict[int, Written] = {}
    channels: dict[int, SalesChannel] = {}
    years = {}
    for column, title in titles.items():
        parts = [part.strip() for part in title.split(" / ")]
        for part in parts:
            if found := read_heading(re.sub(r"\(.*\)", "", part)):
                months[column] = found
            elif channel := channel_in(part):
                channels[column] = channel
            elif year := year_around(part):
                years[column] = year
        if _NO_SUM.search(title):
            months.pop(column, None)
            channels.pop(column, None)
    placed = placed_in_years(months, years, year_around(around))
    found = {}
    for column in sorted(set(months) | set(channels)):
        measure = Measure.ORDERS if _ORDERED.search(titles[column]) else Measure.SALES
        found[column] = Column(measure, placed.get(column), channels.get(column))
    return found


def choices_for(column: Column) -> list[Column]:
    """What else the column may be taken for: the other sum, or the month of a year chosen for the whole file."""
    other = Measure.ORDERS if column.measure is Measure.SALES else Measure.SALES
    found = [column, Column(other, column.month, column.channel)]
    if column.month and column.month.year:
        bare = Written(column.month.month)
        found += [Column(each.measure, bare, each.channel) for each in tuple(found)]
    return found
