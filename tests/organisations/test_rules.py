"""Words of local authorities as spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.organisations.rules import (
    COMMANDS,
    AuthorityKind,
    Line,
    OfficeLevel,
    authority_name,
    head_title,
    kind_of,
    levels_beneath,
)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("อบต.", AuthorityKind.TAO),
        ("อบต", AuthorityKind.TAO),
        (" เทศบาล ตำบล ", AuthorityKind.TAMBON_MUNICIPALITY),
        ("ทน.", AuthorityKind.CITY),
        ("เมืองพัทยา", AuthorityKind.SPECIAL),
        ("อบด.", None),
        ("", None),
    ],
)
def test_kinds_are_read_long_and_short(written: str, kind: AuthorityKind | None) -> None:
    assert kind_of(written) is kind


@given(st.sampled_from(AuthorityKind))
def test_each_kind_is_known_by_its_label_and_its_abbreviation(kind: AuthorityKind) -> None:
    assert kind_of(kind.label) is kind_of(kind.short) is kind


@given(st.sampled_from(AuthorityKind), st.sampled_from(["บางคล้า", "หัวไทร", "เมืองเก่า"]))
def test_the_name_is_the_same_however_it_was_written(kind: AuthorityKind, name: str) -> None:
    if kind is AuthorityKind.SPECIAL:
        assert authority_name(kind, name) == name
        return
    full = f"{kind.label}{name}"
    assert {
        authority_name(kind, written)
        for written in (name, full, f"{kind.short}{name}", f"{kind.short} {name}")
    } == {full}


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("เทศบาลตำบลบางคล้า", "นายกเทศมนตรีตำบลบางคล้า"),
        ("เทศบาลเมืองฉะเชิงเทรา", "นายกเทศมนตรีเมืองฉะเชิงเทรา"),
        ("องค์การบริหารส่วนตำบลหัวไทร", "นายกองค์การบริหารส่วนตำบลหัวไทร"),
        ("เมืองพัทยา", "นายกเมืองพัทยา"),
    ],
)
def test_the_head_takes_the_title_of_the_kind(name: str, head: str) -> None:
    assert head_title(name) == head


def test_departments_command_their_own_line_alone() -> None:
    assert COMMANDS[Line.CDD] == {Line.CDD}
    assert Line.MINISTRY not in COMMANDS[Line.GOVERNOR]
    assert not COMMANDS[Line.LOCAL]
    assert levels_beneath(OfficeLevel.LOCAL) == (OfficeLevel.UNIT,)
    assert levels_beneath(OfficeLevel.UNIT) == ()
    assert levels_beneath(OfficeLevel.PROVINCE) == (OfficeLevel.DISTRICT, OfficeLevel.LOCAL, OfficeLevel.UNIT)
