"""Whether the law asks for a permit before a product is made, as a sheet says it, and the permit itself."""

import polars as pl

from saan.kernel.dates import format_short
from saan.registry.importing.rows import Ground, told
from saan.registry.importing.values import Fault

FIELDS = ("regulated", "permit_number", "permit_expires")
_DASHES = ("-", "–", "—", "ไม่มี")


def read_permits(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns as the registry holds them, null where nothing was said; a number beside no word means a permit."""
    if not set(FIELDS) & set(frame.columns):
        return frame
    have = set(frame.columns)
    said = pl.col("regulated") if "regulated" in have else pl.lit(None, pl.String)
    number = pl.col("permit_number") if "permit_number" in have else pl.lit(None, pl.String)
    number = pl.when(number.is_in(_DASHES)).then(None).otherwise(number)
    number = pl.coalesce(number, said.str.extract(r"^yes:(.+)$"))
    regulated = pl.when(said == "no").then(0).when(said.is_not_null() | number.is_not_null()).then(1)
    return frame.with_columns(regulated=regulated.cast(pl.Int64), permit_number=number, contrary=said == "no")


def test_permits(frame: pl.DataFrame, ground: Ground, problems: list[pl.DataFrame]) -> None:
    """A product that needs a permit comes in with one that holds today; rows that say nothing are let be."""
    if "contrary" not in frame.columns:
        return
    frame = frame.join(
        ground.products.select("id", *(pl.col(name).alias(f"{name}:was") for name in FIELDS)),
        left_on="target", right_on="id", how="left", maintain_order="left",
    )  # fmt: skip
    named = [name for name in FIELDS if name in frame.columns]
    touched = pl.any_horizontal(pl.col(name).is_not_null() for name in named)
    given = {name: pl.col(name) if name in named else pl.lit(None) for name in FIELDS}
    now = {name: pl.coalesce(value, pl.col(f"{name}:was")) for name, value in given.items()}
    needed = touched & (now["regulated"] == 1)
    contrary = pl.col("contrary").fill_null(False) & pl.col("permit_number").is_not_null()
    problems.append(told(frame, contrary, "regulated",
        "บอกว่าไม่ต้องมีใบอนุญาต แต่มีเลขที่ใบอนุญาต ให้แก้ช่องใดช่องหนึ่ง", Fault.PERMIT))  # fmt: skip
    lacking = needed & (now["permit_number"].fill_null("") == "")
    at = "permit_number" if "permit_number:raw" in frame.columns else "regulated"
    problems.append(told(frame, lacking, at,
        "ผลิตภัณฑ์นี้ต้องมีใบอนุญาตผลิต จึงรับเข้าทะเบียนได้เมื่อกรอกเลขที่ใบอนุญาต ถ้ายังไม่ได้รับ ให้ผู้ผลิตขออนุญาตก่อน",
        Fault.PERMIT))  # fmt: skip
    expired = needed & ~lacking & (now["permit_expires"] < ground.today)
    at = "permit_expires" if "permit_expires" in frame.columns else "regulated"
    problems.append(told(frame, expired, at,
        f"ใบอนุญาตหมดอายุแล้วก่อนวันนี้ ({format_short(ground.today)}) ให้ต่ออายุแล้วกรอกวันใหม่", Fault.PERMIT))  # fmt: skip
