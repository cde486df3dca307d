"""Every row of a sheet of sales checked: long, with one figure to a row, or wide, with a column for each month.

A row is taken whole or not at all. A blank cell says nothing, "0" that nothing was sold, "-" that nothing could be.
"""

from collections.abc import Iterable
from datetime import date

import polars as pl

from saan.documents.sheets.tables import Table
from saan.kernel.dates import format_month
from saan.kernel.refusals import Refused
from saan.registry.importing.fields import missing_of
from saan.registry.importing.makers import in_places, read_fields, with_makers, with_products
from saan.registry.importing.measures import Column, Measure, column_of
from saan.registry.importing.reading import PROBLEM, REPAIR
from saan.registry.importing.rows import Checked, Plan, records, told, with_words
from saan.registry.importing.sales_ground import SalesGround
from saan.registry.importing.values import NOT_APPLICABLE, Fault
from saan.registry.selling import refuse_month

_KEY = ["maker", "product", "month", "channel"]


def check_sales(table: Table, plan: Plan, ground: SalesGround) -> Checked:
    """Check every row. Raises Refused where the columns do not say what is needed, or no row holds a figure."""
    missing = missing_of(plan.kind, plan.columns, plan.constants)
    if missing:
        raise Refused(f"ยังไม่ได้บอกว่าคอลัมน์ใดคือ {', '.join(missing)}", field="columns")
    frame, left_out = records(table, plan)
    sums = {key: column for key in plan.columns if (column := column_of(key))}
    frame, left_out = with_words(frame, left_out, sums, reason="silent")
    if frame.is_empty():
        raise Refused("ใต้แถวหัวตารางไม่มียอดเลย โปรดตรวจแผ่นงาน แถวหัวตาราง และคอลัมน์ของยอด", field="columns")
    problems, repairs = [PROBLEM], [REPAIR]
    frame = read_fields(frame, plan, problems, repairs)
    frame = in_places(frame, plan, ground, problems, repairs)
    frame = with_makers(frame, plan, ground, problems)
    frame = with_products(frame, ground, problems, otherwise=" หรือเว้นว่างถ้าเป็นยอดรวมทุกผลิตภัณฑ์")
    frame = _with_row_values(frame, plan, sums, problems)
    lost = pl.concat(problems).filter(pl.col("field") == "product")["row"].to_list()
    facts = _against(_figures(frame.filter(~pl.col("row").is_in(lost)), sums), ground)
    _test(facts, plan, ground, problems)
    found = pl.concat(problems)
    good = frame.select("row").join(found.select("row").unique(), on="row", how="anti")
    rows, figures = _by_row(facts.join(good, on="row", how="semi"))
    return Checked(plan, frame.height, rows, found.sort("row"), pl.concat(repairs), left_out, figures)


def _with_row_values(
    frame: pl.DataFrame, plan: Plan, sums: dict[str, Column], problems: list[pl.DataFrame]
) -> pl.DataFrame:
    """Channel, method, reason, month and year of each row: its own, else what was chosen for the whole file."""
    faulty = pl.concat(problems)
    for name in ("channel", "method", "reason"):
        chosen = pl.lit(plan.constants.get(name) or None, pl.String)
        own = pl.col(name) if name in frame.columns else pl.lit(None, pl.String)
        frame = frame.with_columns(pl.coalesce(own, chosen).alias(name))
    for name, label, needed in (
        ("channel", "ช่องทาง เช่น ออนไลน์", any(each.channel is None for each in sums.values())),
        ("method", "ที่มาของตัวเลข เช่น ตามใบเสร็จ", True),
    ):
        said = pl.col("row").is_in(faulty.filter(pl.col("field") == name)["row"].to_list())
        if needed:
            problems.append(
                told(frame, pl.col(name).is_null() & ~said, name, f"ยังไม่ได้กรอก{label}", Fault.BLANK)
            )
    fiscal = int(plan.constants["fiscal_year"]) if plan.constants.get("fiscal_year") else None
    own = {
        name: pl.col(name) if name in frame.columns else pl.lit(None, pl.Int64)
        for name in ("year", "fiscal_year")
    }
    frame = frame.with_columns(
        calendar_be=own["year"], fiscal_be=pl.coalesce(own["fiscal_year"], pl.lit(fiscal, pl.Int64))
    )
    if "month" not in frame.columns:
        return frame.with_columns(month=pl.lit(None, pl.Date), bare=pl.lit(None, pl.Int64))
    parts = pl.col("month").str.split("-")
    dated = pl.col("month").str.contains("-")
    frame = frame.with_columns(
        bare=pl.when(~dated).then(pl.col("month")).cast(pl.Int64),
        whole=pl.when(dated).then(
            pl.date(parts.list.get(0).cast(pl.Int32), parts.list.last().cast(pl.Int32), 1)
        ),
    )
    frame = frame.with_columns(month=pl.coalesce("whole", _in_year(pl.col("bare")))).drop("whole")
    if any(each.month is None for each in sums.values()):
        said = pl.col("row").is_in(
            faulty.filter(pl.col("field").is_in(["month", "year", "fiscal_year"]))["row"].to_list()
        )
        bare = pl.col("month").is_null() & ~said
        says = pl.when(pl.col("bare").is_null()).then(pl.lit("ยังไม่ได้กรอกเดือน โปรดกรอก เช่น ต.ค. 2566"))
        says = says.otherwise(pl.lit("บอกเพียงเดือน ยังไม่ได้บอกปี โปรดเติมปี เช่น ต.ค. 2566"))
        problems.append(told(frame, bare, "month", says, Fault.BLANK))
    return frame


def _in_year(number: pl.Expr) -> pl.Expr:
    """The first day of a month in the row's year; October to December of a fiscal year lie in the year before."""
    of_fiscal = pl.col("fiscal_be") - (number >= 10).cast(pl.Int64)
    year = pl.coalesce("calendar_be", of_fiscal) - 543
    return pl.when(year.is_not_null() & number.is_not_null()).then(
        pl.date(year.cast(pl.Int32), number.cast(pl.Int32), 1)
    )


def _figures(frame: pl.DataFrame, sums: dict[str, Column]) -> pl.DataFrame:
    """One line for each cell, or pair of cells, that says something; `key` is the cell a problem is told at."""
    pairs: dict[tuple, dict[Measure, str]] = {}
    for key, column in sums.items():
        pairs.setdefault((column.month, column.channel), {})[column.measure] = key
    found = []
    for (month, channel), cells in pairs.items():
        when = pl.col("month")
        if month is not None:
            when = pl.lit(month.day) if month.year else _in_year(pl.lit(month.month, pl.Int64))
        values = {
            measure.value: pl.col(cells[measure]) if measure in cells else pl.lit(None, pl.Int64)
            for measure in Measure
        }
        said = [f"{key}:raw" for key in cells.values()]
        read = [pl.col(key).is_not_null() for key in cells.values()]
        found.append(
            frame.filter(pl.any_horizontal(read)).select(
                "row", "maker", "begun", "product", "method", "reason",
                month=when,
                channel=pl.lit(channel.value) if channel else pl.col("channel"),
                key=pl.lit(next(iter(cells.values()))),
                of_column=pl.lit(month is not None),
                raw=pl.coalesce(said),
                **values,
            )
        )  # fmt: skip
    return pl.concat(found, how="vertical_relaxed")


def _against(facts: pl.DataFrame, ground: SalesGround) -> pl.DataFrame:
    """Beside each figure the one in force as `seen`, what it says now, and `state`: new, updated or same.

    A blank cell beside a filled one leaves what stands, nought if nothing stands.
    """
    facts = facts.join(ground.facts, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
    sales, orders = pl.col("sales"), pl.col("orders")
    shut_sales, shut_orders = (
        (sales == NOT_APPLICABLE).fill_null(False),
        (orders == NOT_APPLICABLE).fill_null(False),
    )
    facts = facts.with_columns(
        new_sales=pl.when(shut_sales).then(0).otherwise(pl.coalesce(sales, "old_sales", 0)),
        new_orders=pl.when(shut_orders).then(0).otherwise(pl.coalesce(orders, "old_orders", 0)),
        shut=shut_sales | (shut_orders & sales.is_null()),
    )
    something = (pl.col("new_sales") > 0) | (pl.col("new_orders") > 0)
    facts = facts.with_columns(clash=shut_sales & something, na=pl.col("shut") & ~something)
    same = (
        (pl.col("new_sales") == pl.col("old_sales"))
        & (pl.col("new_orders") == pl.col("old_orders"))
        & (pl.col("na").cast(pl.Int64) == pl.col("old_na"))
    )
    state = pl.when(pl.col("seen").is_null()).then(pl.lit("new")).when(same).then(pl.lit("same"))
    return facts.with_columns(state=state.otherwise(pl.lit("updated")))


def _test(facts: pl.DataFrame, plan: Plan, ground: SalesGround, problems: list[pl.DataFrame]) -> None:
    """The rules of `actions.sales.record_sales`, as tests of whole columns."""
    at_month = pl.when(pl.col("of_column")).then(pl.col("key")).otherwise(pl.lit("month"))
    months = [month for month in facts["month"].unique() if month is not None]
    for month, says in _impossible(months, ground.today):
        _tell(facts, pl.col("month") == month, at_month, says, Fault.RULE, problems)
    early = pl.col("begun").dt.truncate("1mo") > pl.col("month")
    for begun in facts.filter(early)["begun"].unique():
        says = f"ผู้ผลิตรายนี้ขึ้นทะเบียนเดือน{format_month(begun)} จึงไม่มียอดก่อนหน้านั้น ให้เว้นว่าง"
        _tell(facts, early & (pl.col("begun") == begun), at_month, says, Fault.RULE, problems)
    changes = pl.col("state") != "same"
    for month in sorted(ground.closed & set(months)):
        says = f"ยอดของ{format_month(month)} ปิดงวดแล้ว ถ้าต้องแก้ ให้ขอเปิดงวดพร้อมเหตุผลเพื่อให้จังหวัดอนุมัติก่อน"
        _tell(facts, changes & (pl.col("month") == month), pl.col("key"), says, Fault.CLOSED, problems)
    clash = "กรอก - คือไม่มีการขายตามปกติ แต่มียอดสั่งซื้อของเดือนเดียวกัน ให้กรอก 0 ถ้าขายไม่ได้ หรือแก้ยอดสั่งซื้อ"
    _tell(facts, pl.col("clash"), pl.col("key"), clash, Fault.RULE, problems)
    bare = (pl.col("state") == "updated") & (pl.col("told_on") != ground.today) & pl.col("reason").is_null()
    was = pl.when(pl.col("old_na") == 1).then(pl.lit("ไม่มีการขายตามปกติ")).otherwise(
        pl.format("ยอดขาย {} ยอดสั่งซื้อ {} บาท", *(_baht(name) for name in ("old_sales", "old_orders")))
    )  # fmt: skip
    says = pl.format("บันทึกไว้แล้วว่า{} ถ้าจะแก้ กลับไปจับคู่คอลัมน์แล้วกรอกเหตุผลที่แก้ หรือเพิ่มคอลัมน์เหตุผลที่แก้ในแฟ้ม", was)
    _tell(facts, bare, pl.col("key"), says, Fault.CORRECTION, problems)
    _test_twice(facts, problems)


def _baht(column: str) -> pl.Expr:
    """Satang as people write baht: 12,500 or 12,500.50."""
    return pl.col(column).map_elements(
        lambda satang: f"{satang / 100:,.2f}".removesuffix(".00"), return_dtype=pl.String
    )


def _impossible(months: Iterable[date], today: date) -> Iterable[tuple[date, str]]:
    for month in months:
        try:
            refuse_month(month, today)
        except Refused as refused:
            yield month, refused.message


def _test_twice(facts: pl.DataFrame, problems: list[pl.DataFrame]) -> None:
    """Figures of one cell of the register after the first row that passes everything else."""
    faulty = pl.concat(problems).select("row").unique()
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in ("maker", "month", "channel"))
    good = facts.filter(known).join(faulty, on="row", how="anti")
    again = good.with_columns(
        first=pl.col("row").min().over(_KEY), before=pl.int_range(pl.len()).over(_KEY, order_by="row")
    ).filter(pl.col("before") > 0)
    says = pl.format(
        "ผู้ผลิต เดือน และช่องทางนี้มียอดในแถว {} แล้ว โปรดรวมเป็นแถวเดียวหรือลบแถวใดแถวหนึ่ง", pl.col("first")
    )
    _tell(again, pl.lit(True), pl.col("key"), says, Fault.TWICE, problems)


def _tell(
    facts: pl.DataFrame,
    test: pl.Expr,
    at: pl.Expr,
    says: pl.Expr | str,
    fault: Fault,
    problems: list[pl.DataFrame],
) -> None:
    """One problem for each cell that the test finds."""
    message = pl.lit(says) if isinstance(says, str) else says
    problems.append(
        facts.filter(test.fill_null(False)).select(
            "row", at.alias("field"), pl.col("raw").fill_null(""), message.alias("message"),
            suggestion=pl.lit(""), fault=pl.lit(fault.value), how=pl.lit(None, pl.String), asks=pl.lit(False),
        ).unique(["row", "field"], keep="first", maintain_order=True)
    )  # fmt: skip


def _by_row(facts: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """One line for each row of the sheet: its state, and its figures to be written as JSON; and counts of figures."""
    counts = {"new": 0, "updated": 0, "same": 0} | dict(facts.group_by("state").len().iter_rows())
    told_now = pl.struct(
        pl.col("maker").alias("producer"), "product", "month", "channel", pl.col("new_sales").alias("sales"),
        pl.col("new_orders").alias("orders"), "na", "method", pl.col("reason").fill_null(""), "seen",
    ).struct.json_encode()  # fmt: skip
    facts = facts.with_columns(said=pl.when(pl.col("state") != "same").then(told_now))
    rows = facts.group_by("row", maintain_order=True).agg(
        any_new=(pl.col("state") == "new").any(),
        any_changed=(pl.col("state") == "updated").any(),
        said=pl.col("said").drop_nulls().str.join(","),
    )
    state = (
        pl.when("any_new")
        .then(pl.lit("new"))
        .when("any_changed")
        .then(pl.lit("updated"))
        .otherwise(pl.lit("same"))
    )
    facts_column = pl.format("[{}]", pl.col("said").fill_null(""))
    return rows.select("row", state=state, facts=facts_column), counts
