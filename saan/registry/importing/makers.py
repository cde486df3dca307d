"""Which producer a row of sales means, by code or by name and place; or why it cannot be told."""

from collections import defaultdict
from dataclasses import replace
from difflib import get_close_matches

import polars as pl

from saan.registry.importing.fields import Sort, fields_of
from saan.registry.importing.reading import read_column
from saan.registry.importing.rows import Plan, placed, refuse_numbers, told
from saan.registry.importing.sales_ground import MakersGround
from saan.registry.importing.spelling import keys
from saan.registry.importing.values import CellProblem, Fault
from saan.registry.naming import same_key, stem
from saan.registry.rules import ProducerStatus

_LIKE = 0.75


class Makers:
    """The producers of an area by name, by former code and by place."""

    def __init__(self, ground: MakersGround) -> None:
        self.office, self.office_name = ground.office, ground.office_name
        self.by_key: dict[str, list[dict]] = defaultdict(list)
        self.by_code: dict[str, list[dict]] = defaultdict(list)
        self.by_stem: dict[str, list[dict]] = defaultdict(list)
        self.where = ground.places.by_code
        for one in ground.producers.iter_rows(named=True):
            self.by_key[one["key"]].append(one)
            self.by_stem[stem(one["name"])].append(one)
            if one["legacy_code"]:
                self.by_code[same_key(one["legacy_code"])].append(one)

    def find(self, code: str, name: str, tambon: int | None) -> dict:
        """The producer's row. Raises CellProblem; its `field` is the cell that decides."""
        if code and (coded := self.by_code.get(same_key(code))):
            return self._usable(self._by_code(code, coded, name))
        if not name:
            says = f"ไม่พบผู้ผลิตรหัส {code} โปรดตรวจรหัส หรือกรอกชื่อ" if code else "ยังไม่ได้กรอกชื่อหรือรหัสผู้ผลิต โปรดกรอก"
            raise CellProblem(says, fault=Fault.PRODUCER if code else Fault.BLANK)
        key = same_key(name)
        found = self.by_key.get(key) or self.by_code.get(key) or []
        here = [one for one in found if tambon in (None, one["tambon"])]
        if not here:
            raise self._lost(name, tambon, found)
        standing = [one for one in here if one["status"] != ProducerStatus.MERGED] or here
        if len(standing) > 1:
            places = " และ ".join(f"ต.{self._place(one)}" for one in standing[:4])
            raise CellProblem(f"มีผู้ผลิตชื่อนี้ใน {places} โปรดกรอกตำบลหรือรหัสด้วย", fault=Fault.PRODUCER)
        return self._usable(standing[0])

    def _by_code(self, code: str, coded: list[dict], name: str) -> dict:
        if len(coded) > 1:
            named = [one for one in coded if name and stem(one["name"]) == stem(name)]
            if len(named) != 1:
                raise CellProblem(f"มีผู้ผลิตรหัส {code} หลายราย โปรดลบรหัสแล้วใช้ชื่อกับตำบล", fault=Fault.PRODUCER)
            return named[0]
        if name and same_key(name) != same_key(code) and stem(coded[0]["name"]) != stem(name):
            raise CellProblem(
                f"รหัส {code} เป็นของ “{coded[0]['name']}” ไม่ใช่ชื่อในแถวนี้ โปรดแก้รหัสหรือชื่อให้ตรงกัน",
                coded[0]["name"], fault=Fault.PRODUCER,
            )  # fmt: skip
        return coded[0]

    def _lost(self, name: str, tambon: int | None, elsewhere: list[dict]) -> CellProblem:
        if elsewhere:
            places = " และ ".join(f"ต.{self._place(one)}" for one in elsewhere[:4])
            return CellProblem(
                f"ผู้ผลิตชื่อนี้ไม่ได้อยู่ใน ต.{self.where[tambon].name} แต่อยู่ใน {places} โปรดแก้ตำบล",
                fault=Fault.PRODUCER,
            )
        within = {
            one["name"]: one["key"] for ones in self.by_key.values() for one in ones
            if tambon in (None, one["tambon"]) and one["office"] == self.office
        }  # fmt: skip
        loose = [one for one in self.by_stem.get(stem(name), []) if one["name"] in within]
        close = [one["name"] for one in loose] or get_close_matches(name, within, n=2, cutoff=_LIKE)
        hint = f" ที่ใกล้ที่สุดคือ {' หรือ '.join(f'“{each}”' for each in close[:2])}" if close else ""
        where = f"ต.{self.where[tambon].name}" if tambon else f"พื้นที่ของ{self.office_name}"
        return CellProblem(
            f"ไม่พบผู้ผลิต “{name}” ใน{where}{hint} โปรดแก้ให้ตรงทะเบียน หรือขึ้นทะเบียนก่อน",
            close[0] if len(close) == 1 else "", fault=Fault.PRODUCER,
        )  # fmt: skip

    def _usable(self, one: dict) -> dict:
        if one["status"] == ProducerStatus.MERGED:
            raise CellProblem(
                f"ผู้ผลิตรายนี้รวมเข้ากับ “{one['into']}” แล้ว ให้ใช้ชื่อนั้น", one["into"], fault=Fault.ENDED
            )
        if one["office"] != self.office:
            raise CellProblem(
                f"ผู้ผลิตรายนี้ไม่ได้ขึ้นทะเบียนกับ{self.office_name} ให้หน่วยงานเจ้าของทะเบียนบันทึก", fault=Fault.OUTSIDE
            )
        if one["status"] == ProducerStatus.DRAFT:
            raise CellProblem("ผู้ผลิตรายนี้ยังไม่ขึ้นทะเบียน จึงยังไม่มียอดจำหน่าย", fault=Fault.ENDED)
        return one

    def _place(self, one: dict) -> str:
        place = self.where.get(one["tambon"])
        return place.name if place else str(one["tambon"])


def with_makers(
    frame: pl.DataFrame, plan: Plan, ground: MakersGround, problems: list[pl.DataFrame]
) -> pl.DataFrame:
    """Beside each row its producer as `maker` with `begun`, the day it was registered."""
    makers, answers = Makers(ground), []
    asked = [name for name in ("code", "producer", "tambon") if name in frame.columns]
    told_of_place = set(
        pl.concat(problems).filter(pl.col("field").is_in(["tambon", "district", "province"]))["row"]
    )
    apart = frame.with_columns(lost=pl.col("row").is_in(told_of_place))
    for line in apart.select(*asked, "lost").unique().iter_rows(named=True):
        answer = dict(line)
        try:
            if not line["lost"]:
                one = makers.find(line.get("code") or "", line.get("producer") or "", line.get("tambon"))
                answer |= {"maker": one["id"], "begun": one["registered_on"]}
        except CellProblem as problem:
            at = "producer" if line.get("producer") or not line.get("code") else "code"
            answer |= {"field": at, "message": problem.message, "suggestion": problem.suggestion,
                       "fault": problem.fault.value}  # fmt: skip
        answers.append(answer)
    schema = {name: frame.schema[name] for name in asked} | {
        "lost": pl.Boolean, "maker": pl.Int64, "begun": pl.Date, "field": pl.String, "message": pl.String,
        "suggestion": pl.String, "fault": pl.String,
    }  # fmt: skip
    known = pl.DataFrame(answers, schema=schema)
    joined = apart.join(known, on=[*asked, "lost"], how="left", nulls_equal=True, maintain_order="left")
    for key in ("producer", "code"):
        raw = pl.col(f"{key}:raw").fill_null("") if f"{key}:raw" in joined.columns else pl.lit("")
        problems.append(
            joined.filter(pl.col("field") == key).select(
                "row", "field", raw.alias("raw"), "message", "suggestion", "fault", how=pl.lit(None, pl.String),
                asks=pl.lit(False),
            )
        )  # fmt: skip
    return joined.drop("lost", "field", "message", "suggestion", "fault")


def read_fields(
    frame: pl.DataFrame, plan: Plan, problems: list[pl.DataFrame], repairs: list[pl.DataFrame]
) -> pl.DataFrame:
    """Every mapped column but places read into values."""
    for key, each in fields_of(plan.kind, plan.columns).items():
        if key in plan.columns and each.sort is not Sort.PLACE:
            frame = read_column(frame, replace(each, required=False), problems, repairs, mend=plan.mend)
            if each.sort in (Sort.NAME, Sort.TEXT):
                refuse_numbers(frame, key, problems)
    return frame


def in_places(
    frame: pl.DataFrame,
    plan: Plan,
    ground: MakersGround,
    problems: list[pl.DataFrame],
    repairs: list[pl.DataFrame],
) -> pl.DataFrame:
    """Codes of tambons as "tambon", for the rows that name one."""
    if "tambon" not in plan.columns:
        return frame.drop(name for name in ("district:raw", "province:raw") if name in frame.columns)
    named = frame.filter(pl.col("tambon:raw").is_not_null())
    where = placed(named, plan, ground.places, problems, repairs).select("row", "tambon")
    return frame.join(where, on="row", how="left", maintain_order="left")


def with_products(
    frame: pl.DataFrame, ground: MakersGround, problems: list[pl.DataFrame], *, otherwise: str = ""
) -> pl.DataFrame:
    """Beside each row its product's id, null for all of the producer's products; `otherwise` is another way out."""
    if "product" not in frame.columns:
        return frame.with_columns(product=pl.lit(None, pl.Int64))
    frame = frame.with_columns(keys(frame["product"]).alias("product_key"))
    known = ground.products.select(
        pl.col("producer").alias("maker"), pl.col("key").alias("product_key"), pl.col("id").alias("found")
    ).unique(["maker", "product_key"], keep="first", maintain_order=True)
    frame = frame.join(known, on=["maker", "product_key"], how="left", maintain_order="left")
    lost = pl.col("product").is_not_null() & pl.col("maker").is_not_null() & pl.col("found").is_null()
    says = "ผู้ผลิตรายนี้ไม่มีผลิตภัณฑ์ชื่อนี้ในทะเบียน โปรดแก้ชื่อ หรือเพิ่มผลิตภัณฑ์ก่อน"
    problems.append(told(frame, lost, "product", f"{says}{otherwise}", Fault.PRODUCT))
    return frame.drop("product", "product_key").rename({"found": "product"})
