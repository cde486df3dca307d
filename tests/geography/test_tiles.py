"""The schematic map: every district once, no two on one spot, always said to be rough."""

from hypothesis import given
from hypothesis import strategies as st

from saan.geography.tiles import NOTE, layout

CHACHOENGSAO = range(2401, 2412)


@given(st.integers(10, 99), st.sets(st.integers(1, 99), max_size=40))
def test_every_district_has_one_tile_inside_the_grid(province: int, numbers: set[int]) -> None:
    codes = {province * 100 + number for number in numbers}
    drawn = layout(province, codes)
    assert {tile.code for tile in drawn.tiles} == codes
    spots = {(tile.row, tile.column) for tile in drawn.tiles}
    assert len(spots) == len(codes)
    assert all(row < drawn.rows and column < drawn.columns for row, column in spots)
    assert drawn.note == NOTE


def test_the_compact_grid_is_nearly_square() -> None:
    drawn = layout(30, range(3001, 3033))
    assert (drawn.rows, drawn.columns, drawn.laid_out) == (6, 6, False)


def test_chachoengsao_is_laid_out_by_compass() -> None:
    drawn = layout(24, CHACHOENGSAO)
    spot = {tile.code: tile for tile in drawn.tiles}
    assert drawn.laid_out
    assert len(spot) == 11
    assert spot[2403].row < spot[2401].row < spot[2404].row, "บางน้ำเปรี้ยว เหนือ เมือง เหนือ บางปะกง"
    assert spot[2401].column < spot[2402].column < spot[2406].column < spot[2408].column
    assert max(tile.column for tile in drawn.tiles) == spot[2410].column, "ท่าตะเกียบ อยู่ตะวันออกสุด"


def test_a_new_district_is_added_below_the_drawn_grid() -> None:
    drawn = layout(24, [*CHACHOENGSAO, 2412])
    new = next(tile for tile in drawn.tiles if tile.code == 2412)
    assert (new.row, new.column, drawn.rows) == (3, 0, 4)
