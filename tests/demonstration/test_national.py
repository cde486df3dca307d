"""The national registry in small: the same every time, whole, invented, and with every check of the tables standing."""

import hashlib

import pytest
from django.db import connection, transaction
from django.db.models import F

from saan.demonstration.national import plant_nation
from saan.demonstration.producers import plant
from saan.geography.models import Area
from saan.kernel.dates import today
from saan.registry.models import (
    Producer,
    Product,
    QuadrantAssessment,
    RegistrationCertificate,
    SalesFact,
    StarAward,
)
from saan.registry.quadrants import classify, table

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
_TABLES = ("registry_producer", "registry_product", "registry_salesfact")
_SIZE = {"producers": 900, "products": 1_900, "months": 6}


def _built() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text = ANY(%s)"
            " UNION SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) ORDER BY 1, 2",
            [list(_TABLES), list(_TABLES)],
        )
        return cursor.fetchall()


def _fingerprint() -> str:
    rows = [
        *Producer.objects.order_by("tambon", "name").values_list(
            "tambon", "name", "kind", "status", "chair_name"
        ),
        *Product.objects.order_by("tambon", "producer__name", "name").values_list(
            "name", "quadrant", "stars"
        ),
        *RegistrationCertificate.objects.order_by("number").values_list("number", "verify_code", "lapses_on"),
        *SalesFact.objects.order_by("producer__tambon", "producer__name", "month").values_list(
            "month", "channel"
        ),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture
def planted(actor) -> None:
    plant(province=Area.objects.get(pk=24), until=today(), by=actor("admin"))
    plant_nation(by=actor("admin"), **_SIZE)


def test_it_holds_what_was_asked_and_lies_all_over_the_country(planted: None) -> None:
    assert (Producer.objects.count(), Product.objects.count()) == (900, 1_900)
    assert len({code // 10_000 for code in Producer.objects.values_list("tambon_id", flat=True)}) > 70
    assert SalesFact.objects.values("month").distinct().count() == 6
    assert not Product.objects.exclude(producer__tambon=F("tambon")).exists()


def test_what_the_table_gives_is_what_the_product_bears(planted: None) -> None:
    for assessment in QuadrantAssessment.objects.select_related("product")[:300]:
        assert (
            classify(table(assessment.table_version), assessment.answers)
            == assessment.result
            == assessment.product.quadrant
        )
    for award in StarAward.objects.select_related("product").order_by("product", "round_be"):
        last = award.product.awards.order_by("-round_be").first()
        assert award.product.stars == last.stars


def test_most_hold_a_certificate_and_the_word_of_their_peers(planted: None) -> None:
    certificates = RegistrationCertificate.objects.select_related("producer__office")
    nation = Producer.objects.exclude(tambon__gte=240_000, tambon__lt=250_000)
    assert 0.6 < certificates.filter(producer__in=nation).count() / nation.count() < 0.75
    for each in certificates.filter(producer__in=nation):
        assert each.number.startswith(f"{each.producer.tambon_id // 100}-")
        assert (each.revoked_on is None) == (each.producer.status == "registered")
        assert each.producer.verifications.get().what == "network"
    assert certificates.exclude(revoked_on=None).exists()


def test_no_number_of_a_person_and_no_telephone_that_could_be_somebodys(planted: None) -> None:
    phones = set(Producer.objects.values_list("phone", flat=True))
    assert all(phone.startswith("0800") and len(phone) == 10 for phone in phones)


def test_twice_adds_nothing_and_every_check_stands(planted: None, actor) -> None:
    built = _built()
    figures = (Producer.objects.count(), SalesFact.objects.count())
    plant_nation(by=actor("admin"), **_SIZE)
    assert (Producer.objects.count(), SalesFact.objects.count()) == figures
    assert {name for name, _ in built} >= {
        "sales_told",
        "sales_one_in_force",
        "producer_name_once_per_tambon",
    }
    assert any("FOREIGN KEY (tambon_id)" in definition for _, definition in built)


def test_tables_are_built_as_before(actor) -> None:
    before = _built()
    plant_nation(by=actor("admin"), **_SIZE)
    assert _built() == before


def test_it_is_the_same_every_time(actor) -> None:
    prints = []
    for _ in range(2):
        with transaction.atomic():
            plant_nation(by=actor("admin"), **_SIZE)
            prints.append(_fingerprint())
            transaction.set_rollback(True)
    assert prints[0] == prints[1]
