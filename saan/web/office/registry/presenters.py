"""What the registry's pages say: sentences, filters and chips, the parts of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from saan.accounts.policy import Actor
from saan.geography.models import Area
from saan.kernel.digits import to_arabic
from saan.organisations.rules import OfficeLevel
from saan.registry.models import Producer, ProducerKind, ProducerStatus, ProductKind, Quadrant
from saan.registry.queries import Filters, Sum, places_to_choose
from saan.registry.queries.finding import CERTIFICATES, CONFIRMED, STARS, schemes
from saan.registry.queries.products import scheme_label
from saan.web.components.figures import number
from saan.web.components.status import Shown, Tone

STATUS_LOOKS = {
    ProducerStatus.DRAFT: ("half", Tone.GOING),
    ProducerStatus.REGISTERED: ("ok", Tone.DONE),
    ProducerStatus.CEASED: ("none", Tone.OUTLINE),
    ProducerStatus.MERGED: ("none", Tone.OUTLINE),
}
SHORT_KINDS = {
    ProducerKind.GROUP: "กลุ่มผู้ผลิตชุมชน",
    ProducerKind.SOLE: "เจ้าของรายเดียว",
    ProducerKind.SME: "SME",
    ProducerKind.PUBLIC: "หน่วยงานของรัฐ",
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool
    many: int | None = None
    """How many rows choosing it would leave; None where that is not counted."""


@dataclass(frozen=True)
class Select:
    """One filter of the list."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.options if option.chosen and option.value), None)


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@dataclass(frozen=True)
class Narrowing:
    """The filters as drawn and as asked."""

    text: str
    selects: list[Select]
    filters: Filters
    chips: list[Chip] = field(default_factory=list)

    @property
    def first(self) -> list[Select]:
        """The filters that most lists need."""
        return [select for select in self.selects if select.name in _FIRST]

    @property
    def further(self) -> list[Select]:
        """The rest, folded until one of them is chosen."""
        return [select for select in self.selects if select.name not in _FIRST]

    @property
    def unfolded(self) -> bool:
        return any(select.chosen for select in self.further)

    def with_counts(self, counts: Mapping[str, Mapping[str, int]]) -> "Narrowing":
        """The same filters with the number of rows beside each option; a filter that is not counted stays bare."""
        told = [
            replace(select, options=[_counted(option, counts[select.name]) for option in select.options])
            if select.name in counts
            else select
            for select in self.selects
        ]
        return replace(self, selects=told)


def _counted(option: Option, counts: Mapping[str, int]) -> Option:
    return replace(option, many=counts.get(option.value, 0)) if option.value else option


PLACES = {OfficeLevel.DISTRICT: 1, OfficeLevel.PROVINCE: 100}
"""What a tambon's code is divided by to give the places that an office's list offers. Over more than a province no
places are offered, and options of products are not counted: among 220,000 products that takes half a second."""
_FIRST = ("area", "kind", "status", "cohort")
_FURTHER = ("product_kind", "quadrant", "stars", "standard", "certificate", "confirmed")


def narrowing(query: QueryDict, *, actor: Actor, years: Iterable[int]) -> Narrowing:
    """Read the address; whatever is not on offer is left out, so that a typed address cannot break the page."""
    text = query.get("q", "").strip()[:100]
    places = places_to_choose(actor)
    selects = [
        *([_select("area", _place_word(actor), _places(places), query)] if places else []),
        _select("kind", "ประเภท", ((kind.value, SHORT_KINDS[kind]) for kind in ProducerKind), query),
        _select("status", "สถานะ", ((status.value, status.label) for status in ProducerStatus), query),
        _select("cohort", "ปีที่ลงทะเบียน", ((str(year), str(year)) for year in years), query),
        _select("product_kind", "ประเภทผลิตภัณฑ์", ((kind.value, kind.label) for kind in ProductKind), query),
        _select("quadrant", "กลุ่ม Quadrant", ((each.value, each.label) for each in Quadrant), query),
        _select("stars", "ระดับดาว", STARS.items(), query),
        _select("standard", "มาตรฐาน", ((scheme, scheme_label(scheme)) for scheme in schemes()), query),
        _select("certificate", "ใบรับรองการขึ้นทะเบียน", CERTIFICATES.items(), query),
        _select("confirmed", "ยืนยันว่ายังประกอบการ", CONFIRMED.items(), query),
    ]
    chosen = {select.name: select.chosen.value for select in selects if select.chosen}
    area = int(chosen.get("area", 0))
    filters = Filters(
        text=text,
        district=area if 0 < area < 10_000 else None,
        tambon=area if area >= 10_000 else None,
        kind=chosen.get("kind", ""),
        status=chosen.get("status", ""),
        cohort=int(chosen["cohort"]) if "cohort" in chosen else None,
        **{name: chosen.get(name, "") for name in _FURTHER},
    )
    return Narrowing(text, selects, filters, _chips(query, text, selects))


def _place_word(actor: Actor) -> str:
    return "อำเภอ" if actor.office.level == OfficeLevel.PROVINCE else "ตำบล"


def _places(places: Iterable[Area]) -> list[tuple[str, str]]:
    return [(str(place.code), place.name_th) for place in places]


def _select(name: str, label: str, options: Iterable[tuple[str, str]], query: QueryDict) -> Select:
    asked = to_arabic(query.get(name, ""))
    return Select(
        name,
        label,
        [Option("", "ทั้งหมด", not asked), *(Option(value, words, value == asked) for value, words in options)],
    )


def _chips(query: QueryDict, text: str, selects: list[Select]) -> list[Chip]:
    chips = [Chip(f"ค้น “{text}”", _without(query, "q"))] if text else []
    return chips + [
        Chip(f"{select.label} {select.chosen.label}", _without(query, select.name))
        for select in selects
        if select.chosen
    ]


def _without(query: QueryDict, name: str) -> str:
    rest = query.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return "?" + rest.urlencode()


def title(total: Sum, actor: Actor) -> str:
    """The finding that the page opens with."""
    if not total.total:
        return f"{actor.office.area.title}ยังไม่มีผู้ผลิตที่ขึ้นทะเบียน"
    return f"{actor.office.area.title}มีผู้ผลิตที่ขึ้นทะเบียน {number(total.total)} ราย"


def mix(total: Sum) -> str:
    """How many of each kind there are, the empty ones left out."""
    return " · ".join(f"{SHORT_KINDS[kind]} {number(n)}" for kind, n in total.by_kind.items() if n)


@dataclass(frozen=True)
class Line:
    """A producer in the list."""

    producer: Producer
    kind: str
    place: str
    status: Shown

    @property
    def standing(self) -> bool:
        return self.producer.status == ProducerStatus.REGISTERED


def line(producer: Producer, *, with_district: bool) -> Line:
    """The row as drawn; the district is named where a list spans several."""
    district = f" {producer.tambon.parent.short}" if with_district and producer.tambon.parent else ""
    return Line(
        producer,
        SHORT_KINDS[ProducerKind(producer.kind)],
        f"{producer.tambon.short}{district}",
        status(producer),
    )


def status(producer: Producer) -> Shown:
    """The tag of a producer's state."""
    known = ProducerStatus(producer.status)
    icon, tone = STATUS_LOOKS[known]
    return Shown(known.label, icon, tone)
