"""The letter of 6 November 2561 from its words to a full list: six products and two groups from each district."""

import json
from datetime import date
from pathlib import Path

import pytest

from saan.directives.actions import interpret, issue
from saan.directives.models import Directive
from saan.directives.queries import desk_of, progress
from saan.directives.rules import DirectiveKind
from saan.kernel.refusals import Refused, Stale
from saan.registry.models import Product
from saan.selection.queries import pool_ids, pool_of
from tests.factories.directives import drafted, products

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(shared_letters: Path, province):
    """The directives that the letter becomes, issued, with the first meaning of its "or"."""
    gold = json.loads((shared_letters / "dev" / "seed-003.gold.json").read_text(encoding="utf-8"))
    made = drafted(*gold["directives"], by=province, number="ฉช 0019/ว 6011", dated=date(2018, 11, 6))
    for each in made:
        if each.uninterpreted:
            interpret(directive=each, reading=0, by=province)
    drafts = list(Directive.objects.filter(pk__in=[each.pk for each in made]))
    issue(directives=drafts, by=province)
    return list(Directive.objects.filter(pk__in=[each.pk for each in made]).order_by("number"))


def test_the_rules_are_those_of_the_letter(letter):
    six, two, _ = letter
    assert [each.kind for each in letter] == [
        DirectiveKind.SELECT,
        DirectiveKind.SELECT,
        DirectiveKind.REPORT,
    ]
    assert (six.rule["entity"], six.rule["minimum"], six.rule["per"]) == ("product", 6, "district")
    assert (two.rule["entity"], two.rule["exact"], two.rule["per"]) == ("group", 2, "district")
    assert two.interpretation["by"] == "นายคราม ย้อมใจ"
    assert {each.obligations.count() for each in letter} == {11}


def test_the_cohort_ends_with_2561_and_the_quadrant_is_d(letter, district):
    six = letter[0].obligations.get(office=district.office)
    inside = [
        *products(2402, 1, by=district, cohort_be=2557),
        *products(2402, 1, by=district, cohort_be=2561),
    ]
    products(2402, 1, by=district, cohort_be=2556)
    products(2402, 1, by=district, cohort_be=2562)
    products(2402, 1, by=district, quadrant="C")
    products(2403, 1, by=district)
    assert set(pool_ids(six, district)) == {each.pk for each in inside}


def test_a_district_fulfils_the_letter_with_six_products_and_two_groups(letter, province, district, put):
    six, two = (each.obligations.get(office=district.office) for each in letter[:2])
    rows = [row for _ in range(3) for row in products(2402, 2, by=district)]
    for row in rows[:5]:
        put(six, row)
    assert progress(letter[0], province.office.area, province).total.missing == 61
    put(six, rows[5])
    groups = [candidate.producer for candidate in pool_of(two, district)]
    assert len(groups) == 3
    put(two, groups[0])
    put(two, groups[1])
    with pytest.raises(Stale, match="เสนอครบ 2 แล้ว"):
        put(two, groups[2])
    closed = {task.directive.pk: task.closed for task in desk_of(district)}
    assert closed == {letter[0].pk: True, letter[1].pk: True, letter[2].pk: False}
    found = progress(letter[1], province.office.area, province)
    assert (found.total.done, found.total.needed, found.adds_up) == (2, 22, True)


def test_one_to_three_stars_count_and_four_do_not(letter, district, put):
    two = letter[1].obligations.get(office=district.office)
    for stars in (1, 3):
        (product,) = products(2402, 1, by=district)
        Product.objects.filter(pk=product.pk).update(quadrant="A", stars=stars)
        put(two, product.producer)
    (product,) = products(2402, 1, by=district)
    Product.objects.filter(pk=product.pk).update(quadrant="A", stars=4)
    with pytest.raises(Refused, match="ไม่เข้าเงื่อนไข"):
        put(two, product.producer)
