"""Star rounds: the department's own rows, loaded from what is shipped and put right with each announcement."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from saan.accounts.permissions import Permission
from saan.accounts.policy import Actor, require
from saan.kernel.dates import be_year, today
from saan.kernel.refusals import Refused
from saan.ledger.actions import record
from saan.organisations.rules import Line
from saan.registry.actions.products import FIRST_ROUND_BE, stand_by_newest
from saan.registry.models import StarAward, StarRound
from saan.registry.naming import tidy
from saan.registry.scales import Bands, refuse_bands, rounds_shipped, stars_of

MOST_PARTS = 6
MOST_POINTS = 100
LONGEST = 200


def load_rounds() -> int:
    """Put the shipped rounds in place where none of their year is; a round somebody corrected is left alone."""
    made = 0
    for row in rounds_shipped():
        _, new = StarRound.objects.get_or_create(round_be=row["round_be"], defaults=row)
        made += new
    return made


def set_round(
    *,
    round_be: int,
    name: str,
    parts: Sequence[Mapping[str, Any]],
    bands: Bands,
    by: Actor,
    source: str = "",
    verified: bool = False,
    closed_on: date | None = None,
    reason: str = "",
) -> tuple[StarRound, int]:
    """Enter or correct a round; gives it and how many results have other stars by the corrected bands.

    Refused: bands that do not fall, parts that do not sum to a hundred, parts changed after scores were entered.
    A correction has a reason; every result entered by scores is judged anew, those without scores stay.
    """
    require(by, Permission.STARS_MANAGE)
    if by.office.line != Line.CDD:
        raise PermissionDenied("รอบคัดสรรดาวกำหนดโดยกรมการพัฒนาชุมชน")
    values = _checked(round_be, name, parts, bands, source, verified, closed_on)
    with transaction.atomic():
        held = StarRound.objects.select_for_update().filter(round_be=round_be).first()
        if held is None:
            made = StarRound.objects.create(round_be=round_be, **values)
            record(
                by=by, verb="registry.add_round", of=made, summary=f"เพิ่มรอบคัดสรร {round_be}", **_plain(values)
            )
            return made, 0
        if not reason.strip():
            raise Refused("กรอกเหตุผลที่แก้เกณฑ์ของรอบนี้ เช่น ตามประกาศฉบับใด", field="reason")
        _refuse_new_parts(held, values["parts"])
        before = {field: getattr(held, field) for field in values}
        for field, value in values.items():
            setattr(held, field, value)
        held.save()
        changed = _judge_anew(held)
        summary = f"แก้เกณฑ์รอบคัดสรร {round_be}: {tidy(reason)[:300]}"
        record(
            by=by, verb="registry.edit_round", of=held, summary=summary, before=_plain(before),
            after=_plain(values), changed=changed,
        )  # fmt: skip
    return held, len(changed)


def _checked(
    round_be: int, name: str, parts: Sequence[Mapping[str, Any]], bands: Bands, source: str, verified: bool,
    closed_on: date | None,
) -> dict[str, Any]:  # fmt: skip
    if not FIRST_ROUND_BE <= round_be <= be_year(today()) + 1:
        raise Refused(f"รอบคัดสรรต้องเป็น พ.ศ. {FIRST_ROUND_BE} ถึง {be_year(today()) + 1}", field="round_be")
    if not tidy(name) or len(tidy(name)) > LONGEST:
        raise Refused("กรอกชื่อรอบ ไม่เกิน 200 ตัวอักษร", field="name")
    refuse_parts(parts)
    if "*" not in bands:
        raise Refused("กรอกเกณฑ์ของ “ทุกประเภท” ซึ่งใช้กับประเภทที่ไม่มีเกณฑ์ของตนเอง", field="bands")
    refuse_bands(bands)
    if any(not 0 <= step[0] <= MOST_POINTS for steps in bands.values() for step in steps):
        raise Refused(f"คะแนนต่ำสุดของดาวแต่ละระดับอยู่ระหว่าง 0 ถึง {MOST_POINTS}", field="bands")
    if verified and not tidy(source):
        raise Refused("กรอกประกาศหรือหนังสือที่ใช้ตรวจ จึงทำเครื่องหมายว่าตรวจแล้วได้", field="source")
    return {
        "name": tidy(name),
        "parts": [dict(part) for part in parts],
        "bands": {kind: [list(step) for step in steps] for kind, steps in bands.items()},
        "source": tidy(source)[:300],
        "verified": verified,
        "closed_on": closed_on,
    }


def refuse_parts(parts: Sequence[Mapping[str, Any]]) -> None:
    """Parts with a name and points each, a hundred in all; bands are said of a hundred."""
    if not 1 <= len(parts) <= MOST_PARTS:
        raise Refused(f"รอบหนึ่งมี 1 ถึง {MOST_PARTS} ส่วนคะแนน", field="parts")
    for part in parts:
        if not str(part["label"]).strip() or not part["most"] or part["most"] <= 0:
            raise Refused("แต่ละส่วนต้องมีชื่อและคะแนนเต็มมากกว่า 0", field="parts")
    if sum(part["most"] for part in parts) != MOST_POINTS:
        raise Refused(
            f"คะแนนเต็มทุกส่วนรวมกันต้องเป็น {MOST_POINTS} ท่านกรอกรวม {sum(part['most'] for part in parts)}",
            field="parts",
        )


def _refuse_new_parts(held: StarRound, parts: Sequence[Mapping[str, Any]]) -> None:
    same = [(part["code"], part["most"]) for part in held.parts] == [
        (part["code"], part["most"]) for part in parts
    ]
    scored = _scored(held).count()
    if scored and not same:
        raise Refused(
            f"มีผลที่กรอกคะแนนรายส่วนแล้ว {scored:,} รายการ จึงเปลี่ยนส่วนคะแนนไม่ได้ แก้ได้เฉพาะชื่อส่วนและเกณฑ์ดาว",
            field="parts",
        )


def _scored(held: StarRound) -> Any:
    return StarAward.objects.filter(round_be=held.round_be, total__isnull=False)


def _judge_anew(held: StarRound) -> list[dict[str, Any]]:
    """Stars of the results with scores by the bands as they are now; what changed, for the ledger."""
    changed = []
    for award in _scored(held).select_for_update(of=("self",)).select_related("product").order_by("pk"):
        stars = stars_of(held.bands, award.product.kind, Decimal(award.total))
        if stars != award.stars:
            changed.append({"product": award.product_id, "before": award.stars, "after": stars})
            award.stars = stars
            award.save(update_fields=["stars"])
            stand_by_newest(award.product)
    return changed


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
