"""Every row of a sheet checked column by column, against itself and the registry; nothing is written here."""

import polars as pl

from saan.documents.sheets.reading import column_letters
from saan.documents.sheets.tables import Table
from saan.kernel.dates import format_short
from saan.kernel.refusals import Refused
from saan.registry import rules
from saan.registry.importing.alike import doubts
from saan.registry.importing.fields import FIELDS, Sort, missing_of
from saan.registry.importing.permits import FIELDS as PERMIT
from saan.registry.importing.permits import read_permits, test_permits
from saan.registry.importing.reading import PROBLEM, REPAIR, read_column
from saan.registry.importing.rows import Checked, Ground, Plan, placed, records, refuse_numbers, told, twice
from saan.registry.importing.sales import check_sales
from saan.registry.importing.sales_ground import SalesGround
from saan.registry.importing.spelling import keys, sort_keys
from saan.registry.importing.star_results import StarsGround, check_stars
from saan.registry.importing.values import Fault
from saan.registry.rules import ImportKind, ProducerKind, ProducerStatus


def check(table: Table, plan: Plan, ground: Ground | SalesGround | StarsGround) -> Checked:
    """Check every row. Raises Refused where a field that every row needs has no column, or no row is left."""
    if isinstance(ground, SalesGround):
        return check_sales(table, plan, ground)
    if isinstance(ground, StarsGround):
        return check_stars(table, plan, ground)
    missing = missing_of(plan.kind, plan.columns)
    if missing:
        raise Refused(f"ยังไม่ได้บอกว่าคอลัมน์ใดคือ {', '.join(missing)}", field="columns")
    frame, left_out = records(table, plan)
    if frame.is_empty():
        raise Refused("ใต้แถวหัวตารางไม่มีข้อมูล โปรดตรวจแผ่นงานและแถวหัวตาราง", field="columns")
    problems: list[pl.DataFrame] = []
    repairs: list[pl.DataFrame] = []
    for each in FIELDS[plan.kind]:
        if each.key in plan.columns and each.sort is not Sort.PLACE:
            frame = read_column(frame, each, problems, repairs, mend=plan.mend)
    frame = read_permits(frame)
    frame = placed(frame, plan, ground.places, problems, repairs)
    _test_rules(frame, plan, ground, problems)
    frame = _without_read(frame, plan)
    frame = _keyed(frame, plan)
    frame = (_against_producers if plan.kind == ImportKind.PRODUCERS else _against_products)(
        frame, plan, ground, problems
    )
    found = pl.concat([PROBLEM, *problems])
    good = frame.join(found.select("row").unique(), on="row", how="anti")
    return Checked(plan, frame.height, good, found.sort("row"), pl.concat([REPAIR, *repairs]), left_out)


def _without_read(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The frame without the texts of columns that later tests do not speak of; they are most of its memory."""
    spoken_of = ("name", "producer", "tambon", *PERMIT)
    return frame.drop(
        f"{key}:raw" for key in plan.columns if key not in spoken_of and f"{key}:raw" in frame.columns
    )


def _test_rules(frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]) -> None:
    """The rules of registering, as tests of whole columns; each stands in `rules` for one row."""
    have = set(frame.columns)
    today, first = ground.today, rules.FIRST_DAY
    day = pl.col("registered_on")
    problems.append(told(frame, day > today, "registered_on",
        f"วันที่ขึ้นทะเบียนต้องไม่หลังวันนี้ ({format_short(today)}) โปรดตรวจปี", Fault.RULE))  # fmt: skip
    problems.append(told(frame, day < first, "registered_on",
        f"วันที่ขึ้นทะเบียนต้องไม่ก่อน {format_short(first)} ซึ่งเป็นปีที่เริ่มโครงการ", Fault.RULE))  # fmt: skip
    if "village_no" in have:
        problems.append(told(frame, ~pl.col("village_no").is_between(1, rules.LAST_VILLAGE_NO), "village_no",
            f"หมู่ที่ต้องอยู่ระหว่าง 1 ถึง {rules.LAST_VILLAGE_NO} ถ้าอยู่ในเขตเทศบาลที่ไม่มีหมู่ ให้เว้นว่าง", Fault.RULE))  # fmt: skip
    if "members" in have:
        few = (pl.col("kind") == ProducerKind.GROUP.value) & (pl.col("members") < rules.LEAST_GROUP)
        problems.append(told(frame, few, "members",
            f"กลุ่มผู้ผลิตชุมชนต้องมีสมาชิกตั้งแต่ {rules.LEAST_GROUP} คน มีคนเดียวให้ใช้เจ้าของรายเดียว", Fault.RULE))  # fmt: skip
        many = ~pl.col("members").is_between(1, rules.MOST_MEMBERS) & ~few.fill_null(False)
        problems.append(told(frame, many, "members",
            f"จำนวนสมาชิกต้องอยู่ระหว่าง 1 ถึง {rules.MOST_MEMBERS:,} คน", Fault.RULE))  # fmt: skip
    for each in FIELDS[plan.kind]:
        if each.sort in (Sort.NAME, Sort.TEXT) and each.key in have:
            refuse_numbers(frame, each.key, problems)


def _keyed(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    named = (
        {"name": "key"} if plan.kind == ImportKind.PRODUCERS else {"name": "key", "producer": "producer_key"}
    )
    frame = frame.with_columns(keys(frame[source]).alias(target) for source, target in named.items())
    return frame.with_columns(sort_key=sort_keys(frame["name"]))


def _against_producers(
    frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]
) -> pl.DataFrame:
    problems.append(told(frame, pl.col("key").str.len_chars() < 2, "name",
        "ชื่อผู้ผลิตสั้นเกินไป โปรดกรอกชื่อเต็มตามที่ใช้จริง", Fault.RULE))  # fmt: skip
    frame = _joined(frame, ground.producers, ["tambon", "key"], ["status"])
    problems.append(told(frame, pl.col("status") == ProducerStatus.CEASED.value, "name",
        "ผู้ผลิตรายนี้เลิกประกอบการแล้ว ถ้ากลับมาทำ ให้บันทึกในหน้าทะเบียนก่อน แล้วนำเข้าใหม่", Fault.ENDED))  # fmt: skip
    district = (pl.col("tambon") // 100).cast(pl.Int32)
    offices = pl.DataFrame({"district": list(ground.offices), "office": list(ground.offices.values())},
                           schema={"district": pl.Int32, "office": pl.Int64})  # fmt: skip
    frame = frame.with_columns(district=district).join(
        offices, on="district", how="left", maintain_order="left"
    )
    problems.append(told(frame, pl.col("tambon").is_not_null() & pl.col("office").is_null(), "tambon",
        "อำเภอนี้ไม่มีสำนักงานพัฒนาชุมชนที่เปิดทำการ จึงรับขึ้นทะเบียนไม่ได้", Fault.PLACE))  # fmt: skip
    problems.append(twice(frame, ["tambon", "key"], "name", problems))
    if not plan.distinct:
        problems.append(_alike(frame, plan, ground, problems))
    return frame


def _against_products(
    frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]
) -> pl.DataFrame:
    problems.append(told(frame, pl.col("key").str.len_chars() < 1, "name",
        "ชื่อผลิตภัณฑ์ต้องมีตัวอักษร โปรดกรอกชื่อเต็ม", Fault.RULE))  # fmt: skip
    makers = ground.producers.select(
        "tambon", pl.col("key").alias("producer_key"), pl.col("id").alias("maker"),
        pl.col("status").alias("maker_status"), pl.col("kind").alias("producer_kind"),
    ).unique(["tambon", "producer_key"], keep="first", maintain_order=True)  # fmt: skip
    frame = frame.join(makers, on=["tambon", "producer_key"], how="left", maintain_order="left")
    lost = pl.col("maker").is_null() & pl.col("tambon").is_not_null() & pl.col("producer").is_not_null()
    problems.append(told(frame, lost, "producer",
        "ไม่พบผู้ผลิตชื่อนี้ในตำบลนี้ โปรดตรวจชื่อและตำบล หรือนำเข้าผู้ผลิตก่อน", Fault.PRODUCER))  # fmt: skip
    ended = pl.col("maker").is_not_null() & (pl.col("maker_status") != ProducerStatus.REGISTERED.value)
    problems.append(told(frame, ended, "producer",
        "ผู้ผลิตรายนี้เลิกประกอบการหรือยังไม่ขึ้นทะเบียน จึงเพิ่มผลิตภัณฑ์ไม่ได้", Fault.ENDED))  # fmt: skip
    products = ground.products.rename({"producer": "maker"})
    frame = _joined(frame, products, ["maker", "key"], [])
    test_permits(frame, ground, problems)
    problems.append(twice(frame, ["maker", "key"], "name", problems))
    return frame


def _joined(frame: pl.DataFrame, known: pl.DataFrame, on: list[str], also: list[str]) -> pl.DataFrame:
    """Beside each row its row of the registry as `target`, and `state`: new, or updated where a filled cell differs."""
    fields = [name for name in known.columns if name in frame.columns and name not in (*on, "id", "name")]
    old = known.select(
        *on, *also, pl.col("id").alias("target"), *(pl.col(name).alias(f"{name}:old") for name in fields)
    )
    old = old.unique(on, keep="first", maintain_order=True)
    frame = frame.join(old, on=on, how="left", maintain_order="left")
    differs = [
        pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(f"{name}:old")) for name in fields
    ] or [pl.lit(False)]
    state = pl.when(pl.col("target").is_null()).then(pl.lit("new"))
    state = state.when(pl.any_horizontal(differs)).then(pl.lit("updated")).otherwise(pl.lit("same"))
    return frame.with_columns(state=state).drop(f"{name}:old" for name in fields)


def _alike(frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]) -> pl.DataFrame:
    """Near names in the same tambon, in the registry or above in the sheet, that no person has confirmed."""
    faulty = pl.concat([PROBLEM, *problems]).select("row").unique()
    new = frame.filter(pl.col("state") == "new").join(faulty, on="row", how="anti")
    letters = column_letters(plan.columns["name"])
    settled = [int(cell[len(letters) :]) for cell in plan.fixes if cell.rstrip("0123456789") == letters]
    found = doubts(
        new.select("row", "tambon", "name"), ground.producers.select("tambon", "name"), set(settled)
    )
    asked = new.join(found, on="row", how="inner")
    return told(asked, pl.lit(True), "name", pl.col("says"), Fault.ALIKE, asks=True)
