"""Any three letters inside a name find it, and filters narrow by what a producer makes and holds."""

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from django.db import connection

from saan.kernel.dates import today
from saan.registry.actions import add_product, assess_quadrant, award_stars
from saan.registry.models import Producer, ProductStandard, RegistrationCertificate
from saan.registry.queries import Filters, by_name, narrowed, option_counts, settled, tally

pytestmark = pytest.mark.django_db
NAMES = (
    "กลุ่มแปรรูปน้ำพริกกุ้งบ้านหัวไทร", "วิสาหกิจชุมชนผ้าไหมมัดหมี่ลายเต่า", "ร้านเก๋เก๊าะโบ๊เบ๊", "กลุ่มข้าวแต๋นน้ำแตงโม ๑๒",
    "กลุ่มสตรีศิลปวัฒนธรรมพื้นบ้าน", "OTOP Café แม่ฮ่องสอน", "กลุ่มไร่-นา สวนผสม (บ้านใหม่)", "กลุ่มปั้นดินเผาด่านเกวียน",
)  # fmt: skip


@pytest.fixture
def named(registered):
    return [registered(name) for name in NAMES]


@pytest.mark.slow
def test_every_three_letters_of_every_name_find_it(named):
    missed = [
        (producer.name, piece)
        for producer in named
        for start in range(len(producer.name) - 2)
        if (piece := producer.name[start : start + 3]).strip() == piece and " " not in piece
        and not by_name(Producer.objects.all(), piece).filter(pk=producer.pk).exists()
    ]  # fmt: skip
    assert missed == []


@pytest.mark.parametrize("typed", ["นํ้าพริก", "น้้ำพริก", "น้ํา พริก", "กุ้ง\u200bบ้าน", "หัวไทร น้ำพริก"])
def test_ways_of_typing_find_the_same(named, typed):
    assert by_name(Producer.objects.all(), typed).get() == named[0]


def test_the_index_takes_up_tones(named):
    """With the planner held to indexes, a search of nothing but a consonant and two marks still uses the trigrams."""
    found = by_name(Producer.objects.all(), "ก๊าะ")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = found.explain()
    assert "producer_search" in plan
    assert found.get() == named[2]


def test_a_product_finds_its_maker(named, officer):
    add_product(
        producer=named[3], name="ข้าวแต๋นหน้าหมูหยอง", kind="food", registered_on=date(2023, 9, 27), by=officer
    )
    assert by_name(Producer.objects.all(), "มูหย").get() == named[3]


@pytest.fixture
def maker(registered, officer):
    producer = registered("กลุ่มสมุนไพรบ้านไร่")
    balm = add_product(
        producer=producer, name="ยาหม่อง", kind="herbal", registered_on=date(2023, 9, 27), by=officer
    )
    cloth = add_product(
        producer=producer, name="ผ้าทอ", kind="textile", registered_on=date(2023, 9, 27), by=officer
    )
    award_stars(product=balm, round_be=2562, stars=5, by=officer)
    award_stars(product=cloth, round_be=2562, stars=None, by=officer)
    assess_quadrant(product=balm, result="B", assessed_on=date(2024, 1, 1), by=officer)
    ProductStandard.objects.create(product=balm, scheme="มผช.", number="1", recorded_by=officer.user)
    ProductStandard.objects.create(
        product=cloth, scheme="GI", number="2", expires_on=date(2020, 1, 1), recorded_by=officer.user
    )
    registered("ร้านลุงทอง", "sole")
    return producer


@pytest.mark.parametrize(
    ("filters", "finds"),
    [
        ({"product_kind": "herbal"}, True),
        ({"product_kind": "herbal", "stars": "5"}, True),
        ({"product_kind": "textile", "stars": "5"}, False),
        ({"stars": "failed"}, True),
        ({"stars": "none"}, False),
        ({"quadrant": "B"}, True),
        ({"quadrant": "A"}, False),
        ({"standard": "มผช."}, True),
        ({"standard": "GI"}, False),
    ],
)
def test_product_filters_speak_of_one_product(maker, filters, finds):
    assert list(narrowed(Producer.objects.all(), Filters(**filters))) == ([maker] if finds else [])


def test_certificates_and_confirmation(maker, officer):
    RegistrationCertificate.objects.create(
        producer=maker, number="1/2566", verify_code="abc", issued_on=date(2023, 1, 1),
        lapses_on=today() - timedelta(days=1), issued_by=officer.user,
    )  # fmt: skip
    Producer.objects.filter(pk=maker.pk).update(confirmed_on=today() - timedelta(days=400))

    def found(**filters):
        return list(narrowed(Producer.objects.all(), Filters(**filters)).values_list("name", flat=True))

    assert found(certificate="lapsed") == [maker.name]
    assert found(certificate="valid") == []
    assert found(certificate="none") == ["ร้านลุงทอง"]
    assert found(confirmed="older") == [maker.name]
    assert found(confirmed="never") == ["ร้านลุงทอง"]
    assert found(confirmed="year") == []


def test_each_option_says_what_choosing_it_would_leave(maker, registered, officer):
    other = registered("กลุ่มยาสมุนไพรท่าข้าม")
    add_product(producer=other, name="ลูกประคบ", kind="herbal", registered_on=date(2023, 9, 27), by=officer)
    seen = Producer.objects.all()
    for filters in (
        Filters(),
        Filters(stars="5"),
        Filters(product_kind="herbal", kind="group"),
        Filters(text="สมุนไพร", status="registered"),
        Filters(certificate="none", tambon=other.tambon_id),
    ):
        rows, rest = settled(seen, filters)
        many, counts = option_counts(rows, rest)
        assert many == narrowed(seen, filters).count()
        assert set(counts) == {*asdict(filters), "area"} - {"text", "district", "tambon"}
        for name, options in counts.items():
            field = "tambon" if name == "area" else name
            kind = int if field in ("tambon", "cohort") else str
            for value, n in options.items():
                chosen = replace(filters, **{field: kind(value)})
                assert narrowed(seen, chosen).count() == n, (filters, name, value)


def test_what_a_list_opens_with_is_counted_at_once(maker, registered):
    whole = tally(Producer.objects.all())
    assert (whole.total, whole.standing.total, whole.standing.by_kind["sole"]) == (2, 2, 1)
    assert whole.cohorts == [2566]
