"""Two entries become one, and two again exactly as before."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.kernel.refusals import Refused, Stale
from saan.ledger.queries import acts_on
from saan.policy.countables import Countable
from saan.registry import countables
from saan.registry.actions import (
    add_product,
    assess_quadrant,
    award_stars,
    edit_producer,
    merge_pair,
    refresh_pairs,
    tell_apart,
    undo_merge,
)
from saan.registry.merging.columns import CHOICES, SALES, differing
from saan.registry.models import (
    ChairTerm,
    DuplicatePair,
    Member,
    Merge,
    Producer,
    ProducerAccount,
    Product,
    ProductStandard,
    SalesFact,
    SalesPeriod,
    Verification,
)
from saan.registry.queries import kept_for, pairs_of, plan, registered

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def sold(producer, month, sales, *, product=None, channel="shop"):
    return SalesFact.objects.create(
        producer=producer, product=product, month=month, channel=channel, sales=sales, orders=sales * 2,
        method="declared", tambon=producer.tambon, producer_kind=producer.kind, recorded_by=producer.created_by,
    )  # fmt: skip


@pytest.fixture
def twins(registered, officer):
    """Two entries of one group, each with a history of its own, and the pair that was found."""
    one = registered("กลุ่มทอผ้าบ้านหนองบัว", chair_name="นางสมศรี ใจดี", phone="0812345678", members=12)
    other = registered(
        "วิสาหกิจชุมชนทอผ้าบ้านหนองบัว", tambon=240214, chair_name="สมศรี ใจดี", phone="081-234-5678", members=15,
        registered_on=date(2019, 2, 3), village_no=4, address="99 หมู่ 4", distinct_reason="ทดสอบ",
    )  # fmt: skip
    for producer, extra in ((one, "ย่าม"), (other, "ผ้าคลุมไหล่")):
        for name in ("ผ้าขาวม้า", extra):
            product = add_product(
                producer=producer, name=name, kind="textile", registered_on=producer.registered_on, by=officer
            )
            assess_quadrant(
                product=product,
                result="D" if producer is one else "B",
                assessed_on=producer.registered_on,
                by=officer,
            )
            award_stars(product=product, round_be=2562, stars=3, by=officer)
        sold(producer, MAY, 100_00)
        sold(producer, JUNE, 70_00, product=product)
        ProducerAccount.objects.create(producer=producer, user=officer.user)
        ChairTerm.objects.create(producer=producer, name=producer.chair_name, starts=date(2020, 1, 1))
        Member.objects.create(producer=producer, name="นางมาลี มีสุข")
        Verification.objects.create(
            producer=producer, what="operating", method="visit", verified_on=MAY, recorded_by=officer.user
        )
    award_stars(product=other.products.get(name="ผ้าขาวม้า"), round_be=2565, stars=5, by=officer)
    ProductStandard.objects.create(
        product=other.products.first(), scheme="มผช.", number="1/2566", recorded_by=officer.user
    )
    assert refresh_pairs() == 1
    pair = DuplicatePair.objects.get()
    return Producer.objects.get(pk=one.pk), Producer.objects.get(pk=other.pk), pair


def all_kept(one, other, **chosen):
    return dict.fromkeys(differing(one, other), "kept") | {SALES: "kept"} | chosen


def merged(one, other, pair, officer, **chosen):
    return merge_pair(
        pair=pair, keep=one, choices=all_kept(one, other, **chosen),
        versions={one.pk: one.version, other.pk: other.version}, by=officer,
    )  # fmt: skip


def dump():
    """Every row of the registry, but for the merges themselves, which stay as history."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values()))
        for model in apps.get_app_config("registry").get_models()
        if model is not Merge
    }


def test_the_pair_is_found_and_told_piece_by_piece(twins, officer):
    _, _, pair = twins
    said = [reason["says"] for reason in pair.reasons]
    assert "โทรศัพท์ตรงกัน" in said
    assert "ประธานหรือเจ้าของคนเดียวกัน (คำนำหน้าต่างกัน)" in said
    assert any(says.startswith("ชื่อต่างกันที่คำนำหน้า") for says in said)
    assert pair.score > 90
    assert list(pairs_of(officer)) == [pair]


def test_everything_goes_over_and_the_other_points_to_what_is_kept(twins, officer):
    one, other, pair = twins
    told = plan(one, other)
    merged(one, other, pair, officer, village_no="lost", registered_on="lost")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (other.status, kept_for(other)) == ("merged", one)
    assert (one.village_no, one.registered_on, one.cohort_be, one.phone) == (
        4,
        date(2019, 2, 3),
        2562,
        "0812345678",
    )
    assert (told.products, told.doubled, told.clashes) == (2, ["ผ้าขาวม้า"], 1)
    assert sorted(one.products.filter(active=True).values_list("name", flat=True)) == [
        "ผ้าขาวม้า",
        "ผ้าคลุมไหล่",
        "ย่าม",
    ]
    cloth = one.products.get(name="ผ้าขาวม้า")
    assert (cloth.stars, cloth.awards.count(), cloth.assessments.count(), cloth.standards.count()) == (
        5,
        2,
        2,
        1,
    )
    assert set(one.products.values_list("tambon_id", "producer_kind")) == {(one.tambon_id, one.kind)}
    assert one.verifications.count() == 2
    assert "registry.merge" in acts_on(one).values_list("verb", flat=True)
    assert "registry.merged" in acts_on(other).values_list("verb", flat=True)


@pytest.mark.parametrize(("whose", "may"), [("kept", 100_00), ("lost", 250_00), ("sum", 350_00)])
def test_one_figure_stands_where_both_had_one(twins, officer, whose, may):
    one, other, pair = twins
    SalesFact.objects.filter(producer=other, month=MAY).update(sales=250_00)
    merged(one, other, pair, officer, sales=whose)
    live = SalesFact.objects.filter(replaced_by=None)
    assert [fact.sales for fact in live.filter(month=MAY)] == [may]
    assert sorted(live.filter(month=JUNE).values_list("sales", flat=True)) == [70_00, 70_00]
    assert set(live.values_list("producer", flat=True)) == {one.pk}


def test_a_closed_month_is_not_changed_by_a_merge(twins, officer):
    one, other, pair = twins
    SalesPeriod.objects.create(
        office=officer.office, month=MAY, closed_at="2026-06-05T00:00Z", closed_by=officer.user
    )
    before = dump()
    with pytest.raises(Refused, match="ปิดงวดแล้ว"):
        merged(one, other, pair, officer)
    assert dump() == before


def counted(countable: Countable) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {countable.table} t WHERE {countable.base_sql}")
        return cursor.fetchone()[0]


def test_letters_count_the_producer_and_each_product_once(twins, officer):
    one, other, pair = twins
    assert [counted(c) for c in (countables.PRODUCER, countables.GROUP, countables.PRODUCT)] == [2, 2, 4]
    merge = merged(one, other, pair, officer)
    assert [counted(c) for c in (countables.PRODUCER, countables.GROUP, countables.PRODUCT)] == [1, 1, 3]
    assert [each.pk for each in registered("ทอผ้าบ้านหนองบัว")] == [one.pk]
    undo_merge(merge=merge, by=officer)
    assert [counted(c) for c in (countables.PRODUCER, countables.GROUP, countables.PRODUCT)] == [2, 2, 4]


@pytest.mark.slow
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_undoing_puts_every_row_back(twins, officer, data):
    pair = twins[2]
    keep, lose = data.draw(st.permutations(twins[:2]), label="keep, lose")
    choices = {choice: data.draw(st.sampled_from(["kept", "lost"]), label=choice) for choice in CHOICES}
    choices[SALES] = data.draw(st.sampled_from(["kept", "lost", "sum"]), label="sales")
    with transaction.atomic():
        before = dump()
        merge = merge_pair(pair=pair, keep=keep, choices=choices, by=officer,
                           versions={keep.pk: keep.version, lose.pk: lose.version})  # fmt: skip
        assert dump() != before
        undo_merge(merge=merge, by=officer)
        assert dump() == before
        transaction.set_rollback(True)


def test_a_merge_is_undone_once(twins, officer):
    one, other, pair = twins
    merge = merged(one, other, pair, officer)
    undo_merge(merge=merge, by=officer)
    with pytest.raises(Stale):
        undo_merge(merge=merge, by=officer)


def test_what_was_changed_since_is_not_undone_over(twins, officer):
    one, other, pair = twins
    merge = merged(one, other, pair, officer)
    one.refresh_from_db()
    edit_producer(producer=one, version=one.version, changes={"phone": "0899999999"}, by=officer)
    before = dump()
    with pytest.raises(Refused, match="ถูกแก้หลังการรวม"):
        undo_merge(merge=merge, by=officer)
    assert dump() == before


def test_a_product_that_got_stars_since_keeps_them(twins, officer):
    one, other, pair = twins
    merge = merged(one, other, pair, officer)
    award_stars(product=Product.objects.get(name="ผ้าคลุมไหล่"), round_be=2566, stars=4, by=officer)
    with pytest.raises(Refused, match="ผลิตภัณฑ์ “ผ้าคลุมไหล่” ถูกแก้"):
        undo_merge(merge=merge, by=officer)


def test_later_merges_are_undone_first(twins, officer, registered):
    one, other, pair = twins
    first = merged(one, other, pair, officer)
    third = registered(
        "กลุ่มทอผ้าบ้านหนองบ่ว", phone="0812345678", chair_name="นางสมศรี ใจดี", distinct_reason="ทดสอบ"
    )
    refresh_pairs()
    later = DuplicatePair.objects.get(right=third)
    one.refresh_from_db()
    second = merged(one, third, later, officer)
    other.refresh_from_db()
    assert kept_for(other).pk == one.pk
    with pytest.raises(Refused, match="ให้แยกรายนั้นกลับก่อน"):
        undo_merge(merge=first, by=officer)
    undo_merge(merge=second, by=officer)
    undo_merge(merge=first, by=officer)


def test_what_was_told_apart_is_never_asked_again(twins, officer):
    _, _, pair = twins
    tell_apart(pair=pair, reason="คนละกลุ่ม ใช้โทรศัพท์เดียวกัน", by=officer)
    assert refresh_pairs() == 0
    assert not pairs_of(officer).exists()


def test_every_differing_column_is_chosen(twins, officer):
    one, other, pair = twins
    choices = all_kept(one, other)
    del choices["members"]
    with pytest.raises(Refused) as told:
        merge_pair(
            pair=pair,
            keep=one,
            choices=choices,
            versions={one.pk: one.version, other.pk: other.version},
            by=officer,
        )
    assert told.value.field == "members"


def test_the_office_sees_what_it_decides_on(twins, officer, actor):
    _, _, pair = twins
    neighbour, province = actor("district2401"), actor("province24")
    assert not pairs_of(neighbour).exists()
    assert list(pairs_of(province)) == [pair]
    with pytest.raises(Refused, match="นอกพื้นที่"):
        tell_apart(pair=pair, by=neighbour)


def test_an_entry_changed_since_is_compared_again(twins, officer):
    one, other, pair = twins
    edit_producer(producer=one, version=one.version, changes={"members": 20}, by=officer)
    with pytest.raises(Stale):
        merged(one, other, pair, officer)


def test_refreshing_keeps_what_is_and_drops_what_no_longer_looks_alike(twins, officer):
    one, _, pair = twins
    assert refresh_pairs() == 1
    assert DuplicatePair.objects.get().pk == pair.pk
    edit_producer(producer=one, version=one.version, by=officer,
                  changes={"name": "ร้านขนมป้าแก้ว", "phone": "0899999999", "chair_name": "นางแก้ว ทองดี"})  # fmt: skip
    assert refresh_pairs() == 0
    assert not DuplicatePair.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_merges_and_the_other_is_told(registered, actor):
    officer, start, told = actor("district2402"), Barrier(2), []
    one = registered("กลุ่มทอผ้าบ้านหนองบัว", chair_name="นางสมศรี ใจดี", phone="0812345678")
    other = registered(
        "วสช.ทอผ้าบ้านหนองบัว", chair_name="สมศรี ใจดี", phone="0812345678", distinct_reason="ทดสอบ"
    )
    refresh_pairs()
    pair = DuplicatePair.objects.get()

    def merge() -> None:
        start.wait()
        try:
            merged(one, other, pair, officer)
        except Stale as stale:
            told.append(stale.message)
        finally:
            connection.close()

    officers = [Thread(target=merge) for _ in range(2)]
    for thread in officers:
        thread.start()
    for thread in officers:
        thread.join(20)
    assert Merge.objects.count() == 1
    assert len(told) == 1
    assert "รวมแล้ว" in told[0]
