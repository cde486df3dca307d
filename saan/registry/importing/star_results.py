"""Every row of a sheet of one star round checked: a result as announced, or the points of its parts.

A blank row was not before the round, which is no result at all; "ไม่ผ่าน" is one, without a star.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import connection

from saan.documents.sheets.tables import Table
from saan.kernel.refusals import Refused
from saan.organisations.models import Office
from saan.registry.importing.copying import copied
from saan.registry.importing.fields import PARTS, missing_of
from saan.registry.importing.makers import in_places, read_fields, with_makers, with_products
from saan.registry.importing.places import Places
from saan.registry.importing.reading import PROBLEM, REPAIR
from saan.registry.importing.rows import Checked, Plan, records, told, with_words
from saan.registry.importing.sales_ground import MakersGround, makers_of
from saan.registry.importing.values import NOT_PASSED, Fault
from saan.registry.models import StarAward, StarRound
from saan.registry.rules import ProducerStatus
from saan.registry.scales import stars_of, total_of

_KINDS = {"id": pl.Int64, "kind": pl.String}


@dataclass(frozen=True)
class StarsGround(MakersGround):
    """`rounds` are the known bands and parts by year, `awards` the results entered: (product, year) → stars, scores."""

    kinds: Mapping[int, str]
    rounds: Mapping[int, StarRound]
    awards: Mapping[tuple[int, int], tuple[int | None, Mapping[str, str]]]


@dataclass(frozen=True)
class Result:
    """What a row says: the stars, null where it did not pass, and the points of each part, or none."""

    stars: int | None
    scores: Mapping[str, Decimal]


class _Wrong(Exception):
    """A row that cannot be, with the field to change."""

    def __init__(self, field: str, message: str, fault: Fault = Fault.RULE) -> None:
        super().__init__(message)
        self.field, self.message, self.fault = field, message, fault


def stars_ground_for(office: Office, places: Places) -> StarsGround:
    """The products whose producers' files the office keeps, with their results."""
    kinds = copied(
        "SELECT r.id, r.kind FROM registry_product r JOIN registry_producer p ON p.id = r.producer_id"
        f" WHERE p.office_id = {int(office.pk)}",
        _KINDS,
    )
    awards = StarAward.objects.filter(product__producer__office=office)
    return StarsGround(
        **makers_of(office, places),
        kinds=dict(kinds.iter_rows()),
        rounds={each.round_be: each for each in StarRound.objects.all()},
        awards={
            (product, year): (stars, scores)
            for product, year, stars, scores in awards.values_list("product", "round_be", "stars", "scores")
        },
    )


def stars_stamp(office: Office) -> list[int]:
    """Differs as soon as a result of the office's products, or a round's bands, change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(hashtext(concat_ws(':', a.product_id, a.round_be, a.stars, a.scores))), 0)"
            "::bigint FROM registry_staraward a JOIN registry_product r ON r.id = a.product_id"
            " JOIN registry_producer p ON p.id = r.producer_id WHERE p.office_id = %s",
            [office.pk],
        )
        found = list(cursor.fetchone())
        cursor.execute(
            "SELECT coalesce(sum(hashtext(concat_ws(':', round_be, parts, bands))), 0)::bigint FROM registry_starround"
        )
        return found + list(cursor.fetchone())


def check_stars(table: Table, plan: Plan, ground: StarsGround) -> Checked:
    """Check every row against the round chosen. Raises Refused where columns do not say what is needed."""
    missing = missing_of(plan.kind, plan.columns, plan.constants)
    if missing:
        raise Refused(f"ยังไม่ได้บอกว่าคอลัมน์ใดคือ {', '.join(missing)}", field="columns")
    year = int(plan.constants["round_be"])
    known = ground.rounds.get(year)
    parts = [key for key in PARTS if key in plan.columns]
    if parts and (known is None or parts != list(PARTS[: len(known.parts)])):
        says = f"ต้องมีคะแนนครบ {len(known.parts)} ส่วน" if known else "ยังไม่มีเกณฑ์คะแนน จึงนำเข้าได้เฉพาะผลคัดสรร"
        raise Refused(f"รอบ {year} {says}", field="columns")
    frame, left_out = records(table, plan)
    said = [key for key in ("stars", *parts) if key in plan.columns]
    frame, left_out = with_words(frame, left_out, said, reason="absent")
    if frame.is_empty():
        raise Refused("ใต้แถวหัวตารางไม่มีผลคัดสรรเลย โปรดตรวจแผ่นงานและแถวหัวตาราง", field="columns")
    problems, repairs = [PROBLEM], [REPAIR]
    frame = read_fields(frame, plan, problems, repairs)
    frame = in_places(frame, plan, ground, problems, repairs)
    frame = with_makers(frame, plan, ground, problems)
    problems.append(
        told(frame, pl.col("product").is_null(), "product", "ยังไม่ได้กรอกชื่อผลิตภัณฑ์ โปรดกรอก", Fault.BLANK)
    )
    frame = with_products(frame, ground, problems)
    standing = ground.producers.filter(pl.col("status") == ProducerStatus.REGISTERED.value)["id"].to_list()
    ended = pl.col("maker").is_not_null() & ~pl.col("maker").is_in(standing)
    problems.append(told(frame, ended, "producer", "ผู้ผลิตรายนี้เลิกประกอบการแล้ว จึงบันทึกผลไม่ได้", Fault.ENDED))
    return _results(frame, plan, ground, year, problems, repairs, left_out)


def _results(
    frame: pl.DataFrame,
    plan: Plan,
    ground: StarsGround,
    year: int,
    problems: list[pl.DataFrame],
    repairs: list[pl.DataFrame],
    left_out: Mapping[str, list[int]],
) -> Checked:
    faulty = set(pl.concat(problems)["row"])
    good, wrong, first = [], [], {}
    for line in frame.iter_rows(named=True):
        row, product = line["row"], line["product"]
        if row in faulty:
            continue
        try:
            if product in first:
                raise _Wrong(
                    "product", f"ผลิตภัณฑ์นี้มีผลในแถว {first[product]} แล้ว โปรดลบแถวใดแถวหนึ่ง", Fault.TWICE
                )
            result = _result(line, ground.rounds.get(year), ground.kinds[product])
            reason = line.get("reason") or plan.constants.get("reason", "")
            state = _state(result, ground.awards.get((product, year)), reason, year)
        except _Wrong as problem:
            raw = line.get(f"{problem.field}:raw") or ""
            wrong.append((row, problem.field, raw, problem.message, problem.fault.value))
            continue
        first[product] = row
        scores = {code: str(points) for code, points in result.scores.items()}
        facts = {
            "product": product,
            "round_be": year,
            "stars": result.stars,
            "scores": scores,
            "reason": reason,
        }
        good.append({"row": row, "state": state, "facts": json.dumps(facts)})
    told_of = (
        pl.DataFrame(wrong, ("row", "field", "raw", "message", "fault"), orient="row") if wrong else PROBLEM
    )
    problems.append(_shaped(told_of))
    rows = pl.DataFrame(good, schema={"row": pl.Int32, "state": pl.String, "facts": pl.String})
    found = pl.concat(problems)
    return Checked(plan, frame.height, rows, found.sort("row"), pl.concat(repairs), left_out)


def _shaped(wrong: pl.DataFrame) -> pl.DataFrame:
    return wrong.with_columns(
        pl.col("row").cast(pl.Int32), suggestion=pl.lit(""), how=pl.lit(None, pl.String), asks=pl.lit(False)
    ).select(PROBLEM.columns)


def _result(line: Mapping[str, Any], known: StarRound | None, kind: str) -> Result:
    """The row's result; points and an announced result must agree."""
    said = line.get("stars")
    points = {key: line[key] for key in PARTS if line.get(key) is not None}
    if not points:
        if said is None:
            raise _Wrong("stars", "ยังไม่ได้กรอกผลคัดสรร ถ้าไม่ได้เข้าคัดสรร ให้เว้นว่างทั้งแถว", Fault.BLANK)
        return Result(None if said == NOT_PASSED else said, {})
    assert known is not None
    codes = {key: part["code"] for key, part in zip(PARTS, known.parts, strict=False)}
    scores = {codes[key]: Decimal(value) / 100 for key, value in points.items()}
    try:
        total = total_of(known.parts, scores)
    except Refused as refused:
        at = {f"score-{code}": key for key, code in codes.items()}.get(refused.field or "", PARTS[0])
        raise _Wrong(at, refused.message) from refused
    stars = stars_of(known.bands, kind, total)
    if said is not None and (said or None) != stars:
        gives = f"{stars} ดาว" if stars else "ไม่ผ่าน"
        raise _Wrong(
            "stars",
            f"คะแนนรวม {total:f} ตามเกณฑ์รอบ {known.round_be} คือ {gives} ไม่ตรงกับผลในแถวนี้ โปรดแก้คะแนนหรือผล",
        )
    return Result(stars, scores)


def _state(
    result: Result, before: tuple[int | None, Mapping[str, str]] | None, reason: str, year: int
) -> str:
    if before is None:
        return "new"
    stars, scores = before
    same_scores = not result.scores or {code: Decimal(text) for code, text in scores.items()} == result.scores
    if stars == result.stars and same_scores:
        return "same"
    if not reason:
        was = f"{stars} ดาว" if stars else "ไม่ผ่าน"
        raise _Wrong(
            "stars", f"รอบ {year} บันทึกไว้แล้วว่า{was} ถ้าจะแก้ กลับไปจับคู่คอลัมน์แล้วกรอกเหตุผลที่แก้", Fault.CORRECTION
        )
    return "updated"
