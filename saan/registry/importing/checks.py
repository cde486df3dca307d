"""Every row of a sheet checked column by column, against itself and the registry; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from saan.documents.sheets.parts import column_number
from saan.documents.sheets.reading import column_letters
from saan.documents.sheets.tables import Table
from saan.kernel.dates import format_short
from saan.kernel.refusals import Refused
from saan.registry import rules
from saan.registry.importing.alike import doubts
from saan.registry.importing.fields import FIELDS, Sort
from saan.registry.importing.heads import Head, body
from saan.registry.importing.places import PlaceProblem, Places
from saan.registry.importing.reading import PROBLEM, REPAIR, read_column
from saan.registry.importing.spelling import keys, sort_keys
from saan.registry.importing.values import Fault, How
from saan.registry.rules import ImportKind, ProducerKind, ProducerStatus

PLACE_FIELDS = ("tambon", "district", "province")


@dataclass(frozen=True)
class Plan:
    """How a sheet is to be read: its heading, {field: column from 0}, and what the officer has decided.

    `with_hidden` takes hidden rows too, `mend` applies the certain repairs, `distinct` confirms that near names are
    different producers. `fixes` are cells changed since: {"D7": text}.
    """

    kind: ImportKind
    head: Head
    columns: Mapping[str, int]
    with_hidden: bool = False
    mend: bool = False
    distinct: bool = False
    fixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What rows are checked against, loaded once.

    `producers` has id, tambon, name, key, kind, status and the fields that can change; `products` id, producer, key and
    theirs; `offices` the registering office of each district code.
    """

    places: Places
    producers: pl.DataFrame
    products: pl.DataFrame
    offices: Mapping[int, int]
    today: date


@dataclass(frozen=True)
class Checked:
    """What became of the rows.

    `rows` has the good ones with their values, `state` new, updated or same, and `target`, the row of the registry.
    `problems` and `repairs` have row, field, raw and what is said; `left_out` the rows that are no records, by reason.
    """

    plan: Plan
    total: int
    rows: pl.DataFrame
    problems: pl.DataFrame
    repairs: pl.DataFrame
    left_out: Mapping[str, list[int]]

    def count(self, state: str) -> int:
        return self.rows.filter(pl.col("state") == state).height

    @property
    def bad(self) -> int:
        """How many rows a person must see to."""
        return self.total - self.rows.height

    def address(self, row: int, key: str) -> str:
        """The cell of a field; of a field that no column holds, the first cell mapped."""
        column = self.plan.columns.get(key, min(self.plan.columns.values()))
        return f"{column_letters(column)}{row}"


def check(table: Table, plan: Plan, ground: Ground) -> Checked:
    """Check every row. Raises Refused where a field that every row needs has no column, or no row is left."""
    missing = [each.label for each in FIELDS[plan.kind] if each.required and each.key not in plan.columns]
    if missing:
        raise Refused(f"ยังไม่ได้บอกว่าคอลัมน์ใดคือ {', '.join(missing)}", field="columns")
    frame, left_out = _rows(table, plan)
    if frame.is_empty():
        raise Refused("ใต้แถวหัวตารางไม่มีข้อมูล โปรดตรวจแผ่นงานและแถวหัวตาราง", field="columns")
    problems: list[pl.DataFrame] = []
    repairs: list[pl.DataFrame] = []
    for each in FIELDS[plan.kind]:
        if each.key in plan.columns and each.sort is not Sort.PLACE:
            frame = read_column(frame, each, problems, repairs, mend=plan.mend)
    frame = _placed(frame, plan, ground.places, problems, repairs)
    _test_rules(frame, plan, ground, problems)
    frame = _without_read(frame, plan)
    frame = _keyed(frame, plan)
    frame = (_against_producers if plan.kind == ImportKind.PRODUCERS else _against_products)(
        frame, plan, ground, problems
    )
    found = pl.concat([PROBLEM, *problems])
    good = frame.join(found.select("row").unique(), on="row", how="anti")
    return Checked(plan, frame.height, good, found.sort("row"), pl.concat([REPAIR, *repairs]), left_out)


def _rows(table: Table, plan: Plan) -> tuple[pl.DataFrame, Mapping[str, list[int]]]:
    rows, left_out = body(table, plan.head, with_hidden=plan.with_hidden)
    wanted = {key: str(column) for key, column in plan.columns.items()}
    frame = rows.select("row", **{f"{key}:raw": pl.col(column) for key, column in wanted.items()})
    places = {column: key for key, column in plan.columns.items()}
    for cell, text in plan.fixes.items():
        letters = cell.rstrip("0123456789")
        key = places.get(column_number(letters))
        if key is not None:
            at = pl.col("row") == int(cell[len(letters) :])
            frame = frame.with_columns(
                pl.when(at).then(pl.lit(text or None)).otherwise(f"{key}:raw").alias(f"{key}:raw")
            )
    return frame, left_out


def _placed(
    frame: pl.DataFrame, plan: Plan, places: Places, problems: list[pl.DataFrame], repairs: list[pl.DataFrame]
) -> pl.DataFrame:
    """The column "tambon" of codes: each distinct triple of words is looked up once."""
    present = [key for key in PLACE_FIELDS if key in plan.columns]
    raw = [f"{key}:raw" for key in present]
    answers: list[dict] = []
    for triple in frame.select(raw).unique().iter_rows():
        words = dict(zip(present, triple, strict=True))
        answer: dict = dict(zip(raw, triple, strict=True))
        try:
            found = places.find(
                words.get("tambon"), words.get("district"), words.get("province"), mend=plan.mend
            )
            answer |= {"tambon": found.code} | {f"{key}:right": name for key, name in found.right.items()}
        except PlaceProblem as problem:
            at = problem.field if problem.field in present else "tambon"
            answer |= {"field": at, "message": problem.message, "suggestion": problem.suggestion,
                       "fault": problem.fault.value, "how": problem.how and problem.how.value}  # fmt: skip
        answers.append(answer)
    texts = (*raw, *(f"{key}:right" for key in present), "field", "message", "suggestion", "fault", "how")
    schema = dict.fromkeys(texts, pl.String) | {"tambon": pl.Int32}
    looked_up = pl.DataFrame(answers, schema=schema)
    frame = frame.join(looked_up, on=raw, how="left", nulls_equal=True, maintain_order="left")
    for key in present:
        own = pl.col("field") == key
        problems.append(
            frame.filter(own).select(
                "row", "field", pl.col(f"{key}:raw").fill_null("").alias("raw"), "message",
                "suggestion", "fault", "how", asks=pl.lit(False),
            )
        )  # fmt: skip
        repairs.append(
            frame.filter(
                pl.col(f"{key}:right").is_not_null() & (pl.col(f"{key}:right") != pl.col(f"{key}:raw"))
            ).select(
                "row",
                field=pl.lit(key),
                raw=f"{key}:raw",
                repaired=f"{key}:right",
                how=pl.lit(How.PLACE.value),
            )
        )
    used = ("field", "message", "suggestion", "fault", "how", *(f"{key}:right" for key in present))
    return frame.drop(*used, *(name for name in raw if name != "tambon:raw"))


def _without_read(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The frame without the texts of columns that later tests do not speak of; they are most of its memory."""
    spoken_of = ("name", "producer", "tambon")
    return frame.drop(
        f"{key}:raw" for key in plan.columns if key not in spoken_of and f"{key}:raw" in frame.columns
    )


def _told(
    frame: pl.DataFrame, test: pl.Expr, key: str, message: pl.Expr | str, fault: Fault, *, asks: bool = False
) -> pl.DataFrame:
    """One problem for each row that the test finds."""
    says = pl.lit(message) if isinstance(message, str) else message
    raw = pl.col(f"{key}:raw").fill_null("") if f"{key}:raw" in frame.columns else pl.lit("")
    return frame.filter(test.fill_null(False)).select(
        "row", field=pl.lit(key), raw=raw, message=says, suggestion=pl.lit(""), fault=pl.lit(fault.value),
        how=pl.lit(None, pl.String), asks=pl.lit(asks),
    )  # fmt: skip


def _test_rules(frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]) -> None:
    """The rules of registering, as tests of whole columns; each stands in `rules` for one row."""
    have = set(frame.columns)
    today, first = ground.today, rules.FIRST_DAY
    day = pl.col("registered_on")
    problems.append(_told(frame, day > today, "registered_on",
        f"วันที่ขึ้นทะเบียนต้องไม่หลังวันนี้ ({format_short(today)}) โปรดตรวจปี", Fault.RULE))  # fmt: skip
    problems.append(_told(frame, day < first, "registered_on",
        f"วันที่ขึ้นทะเบียนต้องไม่ก่อน {format_short(first)} ซึ่งเป็นปีที่เริ่มโครงการ", Fault.RULE))  # fmt: skip
    if "village_no" in have:
        problems.append(_told(frame, ~pl.col("village_no").is_between(1, rules.LAST_VILLAGE_NO), "village_no",
            f"หมู่ที่ต้องอยู่ระหว่าง 1 ถึง {rules.LAST_VILLAGE_NO} ถ้าอยู่ในเขตเทศบาลที่ไม่มีหมู่ ให้เว้นว่าง", Fault.RULE))  # fmt: skip
    if "members" in have:
        few = (pl.col("kind") == ProducerKind.GROUP.value) & (pl.col("members") < rules.LEAST_GROUP)
        problems.append(_told(frame, few, "members",
            f"กลุ่มผู้ผลิตชุมชนต้องมีสมาชิกตั้งแต่ {rules.LEAST_GROUP} คน มีคนเดียวให้ใช้เจ้าของรายเดียว", Fault.RULE))  # fmt: skip
        many = ~pl.col("members").is_between(1, rules.MOST_MEMBERS) & ~few.fill_null(False)
        problems.append(_told(frame, many, "members",
            f"จำนวนสมาชิกต้องอยู่ระหว่าง 1 ถึง {rules.MOST_MEMBERS:,} คน", Fault.RULE))  # fmt: skip
    for each in FIELDS[plan.kind]:
        if each.sort in (Sort.NAME, Sort.TEXT) and each.key in have:
            _test_text(frame, each.key, problems)


def _test_text(frame: pl.DataFrame, key: str, problems: list[pl.DataFrame]) -> None:
    suspects = frame.filter(pl.col(key).str.contains(r"[0-9๐-๙](?:[ -]?[0-9๐-๙]){12}").fill_null(False))
    rows = []
    for row, text in suspects.select("row", key).iter_rows():
        try:
            rules.refuse_citizen_id(text, key)
        except Refused:
            rows.append(row)
    if rows:
        message = "ช่องนี้มีเลขประจำตัวประชาชน โปรดลบออก ทะเบียนนี้ไม่เก็บเลขดังกล่าวในช่องข้อความ"
        problems.append(_told(frame, pl.col("row").is_in(rows), key, message, Fault.RULE))


def _keyed(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    named = (
        {"name": "key"} if plan.kind == ImportKind.PRODUCERS else {"name": "key", "producer": "producer_key"}
    )
    frame = frame.with_columns(keys(frame[source]).alias(target) for source, target in named.items())
    return frame.with_columns(sort_key=sort_keys(frame["name"]))


def _against_producers(
    frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]
) -> pl.DataFrame:
    problems.append(_told(frame, pl.col("key").str.len_chars() < 2, "name",
        "ชื่อผู้ผลิตสั้นเกินไป โปรดกรอกชื่อเต็มตามที่ใช้จริง", Fault.RULE))  # fmt: skip
    frame = _joined(frame, ground.producers, ["tambon", "key"], ["status"])
    problems.append(_told(frame, pl.col("status") == ProducerStatus.CEASED.value, "name",
        "ผู้ผลิตรายนี้เลิกประกอบการแล้ว ถ้ากลับมาทำ ให้บันทึกในหน้าทะเบียนก่อน แล้วนำเข้าใหม่", Fault.ENDED))  # fmt: skip
    district = (pl.col("tambon") // 100).cast(pl.Int32)
    offices = pl.DataFrame({"district": list(ground.offices), "office": list(ground.offices.values())},
                           schema={"district": pl.Int32, "office": pl.Int64})  # fmt: skip
    frame = frame.with_columns(district=district).join(
        offices, on="district", how="left", maintain_order="left"
    )
    problems.append(_told(frame, pl.col("tambon").is_not_null() & pl.col("office").is_null(), "tambon",
        "อำเภอนี้ไม่มีสำนักงานพัฒนาชุมชนที่เปิดทำการ จึงรับขึ้นทะเบียนไม่ได้", Fault.PLACE))  # fmt: skip
    problems.append(_twice(frame, ["tambon", "key"], "name", problems))
    if not plan.distinct:
        problems.append(_alike(frame, plan, ground, problems))
    return frame


def _against_products(
    frame: pl.DataFrame, plan: Plan, ground: Ground, problems: list[pl.DataFrame]
) -> pl.DataFrame:
    problems.append(_told(frame, pl.col("key").str.len_chars() < 1, "name",
        "ชื่อผลิตภัณฑ์ต้องมีตัวอักษร โปรดกรอกชื่อเต็ม", Fault.RULE))  # fmt: skip
    makers = ground.producers.select(
        "tambon", pl.col("key").alias("producer_key"), pl.col("id").alias("maker"),
        pl.col("status").alias("maker_status"), pl.col("kind").alias("producer_kind"),
    ).unique(["tambon", "producer_key"], keep="first", maintain_order=True)  # fmt: skip
    frame = frame.join(makers, on=["tambon", "producer_key"], how="left", maintain_order="left")
    lost = pl.col("maker").is_null() & pl.col("tambon").is_not_null() & pl.col("producer").is_not_null()
    problems.append(_told(frame, lost, "producer",
        "ไม่พบผู้ผลิตชื่อนี้ในตำบลนี้ โปรดตรวจชื่อและตำบล หรือนำเข้าผู้ผลิตก่อน", Fault.PRODUCER))  # fmt: skip
    ended = pl.col("maker").is_not_null() & (pl.col("maker_status") != ProducerStatus.REGISTERED.value)
    problems.append(_told(frame, ended, "producer",
        "ผู้ผลิตรายนี้เลิกประกอบการหรือยังไม่ขึ้นทะเบียน จึงเพิ่มผลิตภัณฑ์ไม่ได้", Fault.ENDED))  # fmt: skip
    products = ground.products.rename({"producer": "maker"})
    frame = _joined(frame, products, ["maker", "key"], [])
    problems.append(_twice(frame, ["maker", "key"], "name", problems))
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


def _twice(frame: pl.DataFrame, on: list[str], key: str, problems: list[pl.DataFrame]) -> pl.DataFrame:
    """Rows of one key after the first row that passes everything else."""
    faulty = pl.concat([PROBLEM, *problems]).select("row").unique()
    good = frame.join(faulty, on="row", how="anti")
    first = pl.col("row").min().over(on)
    says = pl.format("ซ้ำกับแถว {} โปรดลบแถวใดแถวหนึ่ง หรือแก้ชื่อให้ต่างกัน", first)
    again = good.with_columns(says=says, first=first)
    return _told(again, pl.col("row") > pl.col("first"), key, pl.col("says"), Fault.TWICE)


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
    return _told(asked, pl.lit(True), "name", pl.col("says"), Fault.ALIKE, asks=True)
