"""Where a role may go: one tree of nouns, of which each role family sees its part in its own order.

A place whose address does not exist is left out, so that no entry leads nowhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    """An entry of the menus; `short` is the word under the icon in the narrow rail and the phone tabs.

    `also` is the shape of addresses that belong to it though they lie under another place's.
    """

    label: str
    short: str
    icon: str
    url_name: str
    also: str = ""


PLACES: dict[str, Place] = {
    "desk": Place("โต๊ะงาน", "โต๊ะงาน", "desk", "desk"),
    "overview": Place("ภาพรวมประเทศ", "ภาพรวม", "desk", "overview"),
    "letters": Place("หนังสือ", "หนังสือ", "mail", "letters"),
    "directives": Place("ข้อสั่งการ", "ข้อสั่งการ", "order", "directives"),
    "progress": Place("ติดตามผล", "ติดตาม", "half", "progress-overview", r"/directives/\d+/progress/"),
    "registry": Place("ทะเบียนผู้ผลิต", "ทะเบียน", "reg", "registry"),
    "selling": Place("ยอดจำหน่าย", "ยอด", "coin", "sales", r"/registry/(sales|\d+/sales)/"),
    "selection": Place("คัดเลือกผลิตภัณฑ์", "คัดเลือก", "pick", "selection"),
    "reports": Place("รายงานตามรอบ", "รายงาน", "rep", "reports"),
    "indicators": Place("ตัวชี้วัด", "ตัวชี้วัด", "kpi", "indicators"),
    "tourism": Place("ท่องเที่ยวและอัตลักษณ์", "อัตลักษณ์", "map", "tourism"),
    "outreach": Place("เผยแพร่", "เผยแพร่", "post", "outreach"),
    "mine": Place("หนังสือของฉัน", "ของฉัน", "user", "letters-mine"),
    "receive": Place("รับหนังสือ", "รับ", "down", "letters-receive"),
    "write": Place("ร่างหนังสือ", "ร่าง", "post", "letters-write"),
    "numbers": Place("เลขและทะเบียน", "เลข", "stamp", "letters-numbers"),
    "exchange": Place("รับส่งนอกระบบ", "รับส่ง", "out", "letters-exchange"),
    "books": Place("ทะเบียน", "ทะเบียน", "rep", "letters-books"),
    "files": Place("แฟ้มเก็บ", "แฟ้มเก็บ", "file", "letters-files"),
    "disposal": Place("ครบกำหนดทำลาย", "ทำลาย", "fire", "letters-disposal"),
    "retention": Place("อายุการเก็บหนังสือ", "อายุเก็บ", "file", "retention"),
    "search": Place("ค้นหา", "ค้น", "find", "search"),
    "products": Place("สินค้าของฉัน", "สินค้า", "box", "my-products"),
    "sales": Place("ยอดขาย", "ยอดขาย", "coin", "my-sales"),
    "application": Place("คำขอของฉัน", "คำขอ", "order", "my-application"),
    "certificates": Place("ใบรับรอง", "ใบรับรอง", "cert", "my-certificates"),
    "storefront": Place("หน้าร้าน", "หน้าร้าน", "reg", "my-storefront"),
    "acts": Place("บันทึกการกระทำ", "บันทึก", "rep", "ledger"),
    "as-filed": Place("ตัวเลข ณ วันที่ส่ง", "ตัวเลข", "kpi", "as-filed"),
    "people": Place("บัญชีและตำแหน่ง", "บัญชี", "user", "people"),
    "offices": Place("หน่วยงาน", "หน่วยงาน", "reg", "offices"),
    "units": Place("กลุ่มงานและฝ่าย", "กลุ่มงาน", "reg", "units"),
    "signing": Place("อำนาจลงนาม", "ลงนาม", "user", "letters-signing"),
    "marks": Place("ครุฑ ตรา และคำขวัญ", "ครุฑ ตรา", "stamp", "letters-marks"),
    "settings": Place("การตั้งค่า", "ตั้งค่า", "info", "settings"),
}

RAILS: dict[str, tuple[str, ...]] = {
    "district": (
        "desk",
        "letters",
        "mine",
        "registry",
        "selling",
        "selection",
        "reports",
        "indicators",
        "tourism",
    ),
    "province": (
        "desk",
        "letters",
        "directives",
        "progress",
        "mine",
        "registry",
        "selling",
        "selection",
        "reports",
        "indicators",
        "tourism",
    ),
    "local": ("desk", "letters", "mine", "reports", "tourism"),
    "ministry": (
        "overview",
        "progress",
        "desk",
        "directives",
        "indicators",
        "selling",
        "letters",
        "mine",
        "outreach",
    ),
    "clerk": ("letters", "mine", "receive", "write", "numbers", "books", "exchange", "files", "disposal"),
    "producer": ("products", "application", "sales", "certificates", "storefront"),
    "auditor": ("acts", "letters", "progress", "registry", "selling", "as-filed", "search"),
    "admin": ("people", "offices", "units", "signing", "marks", "acts", "retention", "settings"),
}

TABS: dict[str, tuple[str, ...]] = {
    "district": ("desk", "letters", "registry", "reports"),
    "province": ("desk", "letters", "progress", "indicators"),
    "local": ("desk", "reports", "tourism", "letters"),
    "ministry": ("overview", "progress", "indicators", "letters"),
    "clerk": ("letters", "receive", "numbers", "books"),
    "producer": ("products", "application", "sales", "certificates"),
    "auditor": ("acts", "letters", "progress", "registry"),
    "admin": ("people", "offices", "acts", "settings"),
}


@dataclass(frozen=True)
class Item:
    """An entry as drawn. `count` is what waits for the actor there, never unread news."""

    url: str
    label: str
    short: str
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True)
class Menu:
    """The rail of wide screens and the tabs of phones; the fifth tab, เมนู, is drawn by the template."""

    rail: list[Item] = field(default_factory=list)
    tabs: list[Item] = field(default_factory=list)


def _addresses(keys: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for key in keys:
        try:
            found[key] = reverse(PLACES[key].url_name)
        except NoReverseMatch:
            continue
    return found


def _here(addresses: Mapping[str, str], path: str) -> str | None:
    """The place the path belongs to: one that claims its shape, else the longest address it begins with."""
    claimed = next((key for key in addresses if PLACES[key].also and re.match(PLACES[key].also, path)), None)
    begun = [key for key, url in addresses.items() if path.startswith(url)]
    return claimed or max(begun, key=lambda key: len(addresses[key]), default=None)


def _items(keys: tuple[str, ...], path: str, counts: Mapping[str, int]) -> list[Item]:
    addresses = _addresses(keys)
    here = _here(addresses, path)
    return [
        Item(url, place.label, place.short, place.icon, counts.get(key, 0), key == here)
        for key, url in addresses.items()
        for place in [PLACES[key]]
    ]


def for_family(family: str, *, path: str = "", counts: Mapping[str, int] | None = None) -> Menu:
    """The menus of a role family; `counts` by the keys of PLACES. Raises KeyError on an unknown family."""
    waiting = counts or {}
    return Menu(_items(RAILS[family], path, waiting), _items(TABS[family], path, waiting))


def menu(actor: Any, *, path: str = "", counts: Mapping[str, int] | None = None) -> Menu:
    """The menus of the actor's role; empty for a visitor who acts for no office."""
    return for_family(actor.role.family, path=path, counts=counts) if actor else Menu()
