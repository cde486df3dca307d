"""What is typed into the grid: three different silences, the other sum kept, and blocks from spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.kernel.digits import to_thai
from saan.kernel.refusals import Refused
from saan.registry.entering import MOST_ROWS, Measure, read_block, read_figure, read_pair, written
from saan.registry.rules import SalesChannel
from saan.registry.selling import MOST, Figure

SALES, ORDERS = Measure.SALES, Measure.ORDERS


@pytest.mark.parametrize(
    ("text", "satang"),
    [
        ("12500", 12_500_00),
        ("12,500.50", 12_500_50),
        ("๑๒,๕๐๐", 12_500_00),
        ("1.2 ล้าน", 1_200_000_00),
        ("3 หมื่นบาท", 30_000_00),
        ("0", 0),
    ],
)
def test_money_as_it_is_written(text: str, satang: int) -> None:
    assert read_figure(text, measure=SALES, standing=None) == Figure(satang)


def test_blank_nought_and_dash_are_three_things() -> None:
    assert read_figure("  ", measure=SALES, standing=None) is None
    assert read_figure("0", measure=SALES, standing=None) == Figure()
    assert read_figure("-", measure=SALES, standing=None) == Figure(not_applicable=True)


@given(st.integers(0, MOST), st.integers(0, MOST), st.sampled_from(Measure), st.booleans())
def test_what_stands_in_a_cell_reads_back_as_itself(
    sales: int, orders: int, measure: Measure, thai: bool
) -> None:
    figure = Figure(sales, orders)
    text = written(figure, measure)
    assert read_figure(to_thai(text) if thai else text, measure=measure, standing=figure) == figure


def test_typing_one_sum_keeps_the_other() -> None:
    held = Figure(100, 700)
    assert read_figure("5", measure=SALES, standing=held) == Figure(500, 700)
    assert read_figure("5", measure=ORDERS, standing=held) == Figure(100, 500)


@pytest.mark.parametrize("text", ["abc", "-5", "12 500 x", "1,2,3", "999999999999"])
def test_what_cannot_be_read_is_refused_with_words(text: str) -> None:
    with pytest.raises(Refused):
        read_figure(text, measure=SALES, standing=None)


def test_a_figure_once_said_is_not_wiped_away() -> None:
    with pytest.raises(Refused, match="กรอก 0"):
        read_figure("", measure=SALES, standing=Figure(100))


def test_nothing_sold_by_season_and_a_sum_exclude_each_other() -> None:
    with pytest.raises(Refused, match="แต่มียอดอยู่"):
        read_figure("-", measure=SALES, standing=Figure(0, 500))
    with pytest.raises(Refused):
        read_pair("-", "500", standing=None)


def test_a_pair_with_one_side_blank() -> None:
    assert read_pair("", "", standing=None) is None
    assert read_pair("", "5", standing=None) == Figure(0, 500)
    assert read_pair("7", "", standing=Figure(0, 500)) == Figure(700, 0)


def test_a_block_without_heads_follows_the_channels() -> None:
    block = read_block("กลุ่มหนึ่ง\t1\t2\t\t\t\t6\r\n\r\nร้านสอง\t๗\n")
    assert [row.name for row in block.rows] == ["กลุ่มหนึ่ง", "ร้านสอง"]
    assert block.rows[0].cells == {
        SalesChannel.COMMUNITY: "1", SalesChannel.FAIR: "2", SalesChannel.EXPORT: "6",
    }  # fmt: skip


def test_heads_decide_the_order_and_others_are_named() -> None:
    block = read_block("ผู้ผลิต\tออนไลน์ (บาท)\tรวม\tส่งออก\nก\t1\t3\t2")
    assert block.rows[0].cells == {SalesChannel.ONLINE: "1", SalesChannel.EXPORT: "2"}
    assert block.left_out == ["รวม"]


@pytest.mark.parametrize("text", ["", "\n\t\n", "ก\t1\t2\t3\t4\t5\t6\t21", "ก\t1\n" * (MOST_ROWS + 1)])
def test_blocks_that_cannot_be_placed(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_block(text)
    assert refused.value.field == "block"
