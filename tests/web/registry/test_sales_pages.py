"""Screens of sales: entering a month, closing it, reading the months of areas, and a producer's own."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from saan.registry.actions import register_producer
from saan.registry.actions.sales import Entry, ask_to_reopen, close_month, record_sales
from saan.registry.models import Producer, ProducerAccount, SalesFact, SalesPeriod
from saan.registry.selling import Figure

OCTOBER = date(2026, 10, 1)
GRID = "/registry/sales/?month=2026-10&measure=sales"
MINE = "/registry/mine/sales/?month=2026-10"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-10T03:00:00Z", tick=False):
        yield


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def say(producer, figure, by, *, channel="fair", seen=None, reason="", product=None):
    entry = Entry(producer.pk, channel, figure, seen, product)
    return record_sales(month=OCTOBER, entries=[entry], method="declared", by=by, reason=reason)[0]


def typed(producer, text, *, channel="fair", seen="", **more):
    key = f"{producer.pk}-{channel}"
    return {f"c-{key}": text, f"s-{key}": str(seen), "method": "receipt", "reason": "", **more}


@pytest.fixture
def own(producer, actor):
    ProducerAccount.objects.create(producer=producer, user=actor("producer").user)
    return producer


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("district2402", "sales", 200),
        ("province24", "sales", 302),
        ("local2402", "sales", 302),
        ("auditor", "sales", 302),
        ("clerk24", "sales", 403),
        ("producer", "sales", 403),
        ("district2402", "sales-months", 200),
        ("province24", "sales-months", 200),
        ("ministry", "sales-months", 200),
        ("producer", "sales-months", 403),
        ("province24", "sales-reopenings", 200),
        ("district2402", "sales-reopenings", 403),
        ("producer", "my-sales", 200),
        ("district2402", "my-sales", 403),
    ],
)
def test_doors(as_user, who, name, status):
    assert as_user(who).get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["sales", "sales-months", "sales-export", "sales-reopenings", "my-sales"])
def test_the_signed_out_are_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name)).url.startswith("/sign-in/")


@pytest.mark.parametrize("name", ["sales-close", "sales-paste", "sales-ask-reopen"])
def test_only_the_district_writes(as_user, name):
    assert as_user("province24").post(reverse(name)).status_code == 403


def test_the_grid_shows_each_state_and_last_month(as_user, producer, officer):
    say(producer, Figure(125_00), officer, channel="fair")
    say(producer, Figure(), officer, channel="shop")
    say(producer, Figure(not_applicable=True), officer, channel="export")
    shown = page(as_user("district2402").get(GRID))
    values = {each["name"].split("-")[2]: (each["value"], each.parent["class"][0])
              for each in shown.select("td > input[name^=c-]")}  # fmt: skip
    assert values == {
        "community": ("", "g-miss"), "fair": ("125", "g-val"), "shop": ("0", "g-zero"),
        "trader": ("", "g-miss"), "online": ("", "g-miss"), "export": ("-", "g-na"),
    }  # fmt: skip
    with time_machine.travel("2026-12-01T03:00:00Z", tick=False):
        later = page(as_user("district2402").get("/registry/sales/?month=2026-11"))
    assert "125" in later.select_one(f"#w-{producer.pk}-fair").text
    assert later.select_one("td.g-wait")


def test_a_saving_takes_what_was_typed_and_goes_on(as_user, producer):
    answer = as_user("district2402").post(GRID, typed(producer, "๑.๒ ล้าน"))
    assert answer.status_code == 302
    fact = SalesFact.objects.get()
    assert (fact.sales, fact.method, fact.month) == (1_200_000_00, "receipt", OCTOBER)
    assert "บันทึกยอดตุลาคม 2569 1 ช่อง" in as_user("district2402").get(answer.url).content.decode()


def test_orders_are_typed_apart_and_sales_stay(as_user, producer, officer):
    fact = say(producer, Figure(500), officer)
    as_user("district2402").post(GRID.replace("=sales", "=orders"), typed(producer, "7", seen=fact.pk))
    now = SalesFact.objects.get(replaced_by=None)
    assert (now.sales, now.orders) == (500, 700)


def test_wrong_cells_keep_what_was_typed_and_say_why(as_user, producer):
    answer = as_user("district2402").post(GRID, typed(producer, "สิบสอง"))
    assert answer.status_code == 422
    cell = page(answer).select_one(f"#i-{producer.pk}-fair")
    assert cell["value"] == "สิบสอง"
    assert cell["aria-invalid"] == "true"
    assert "ต้องเป็นจำนวนเงินบาท" in page(answer).select_one(f"#{cell['aria-describedby']}").text
    assert page(answer).select_one(f'.errsum a[href="#i-{producer.pk}-fair"]')
    assert not SalesFact.objects.exists()


def test_a_cell_changed_by_another_shows_both_and_untouched_cells_are_left(as_user, producer, officer):
    first = say(producer, Figure(100), officer)
    other = say(producer, Figure(300), officer, channel="shop")
    say(producer, Figure(900_00), officer, seen=first.pk)
    say(producer, Figure(800_00), officer, channel="shop", seen=other.pk)
    sent = typed(producer, "5", seen=first.pk) | typed(producer, "3", channel="shop", seen=other.pk)
    answer = as_user("district2402").post(GRID, sent)
    assert answer.status_code == 409
    told = page(answer).select_one(f"#e-{producer.pk}-fair").text
    assert "900 บาท" in told
    assert "ท่านกรอก 5" in told
    assert not page(answer).select_one(f"#e-{producer.pk}-shop")
    again = {each["name"]: each.get("value", "") for each in page(answer).select("#grid input[name]")
             if each.get("type") not in ("radio",)} | {"method": "declared"}  # fmt: skip
    assert as_user("district2402").post(GRID, again).status_code == 302
    assert {f.channel: f.sales for f in SalesFact.objects.filter(replaced_by=None)} == {
        "fair": 500,
        "shop": 80_000,
    }


def test_a_correction_of_an_earlier_day_asks_for_its_reason(as_user, producer, officer):
    with time_machine.travel("2026-11-08T03:00:00Z", tick=False):
        fact = say(producer, Figure(100), officer)
    answer = as_user("district2402").post(GRID, typed(producer, "5", seen=fact.pk))
    assert answer.status_code == 422
    assert page(answer).select_one('.errsum a[href="#id_reason"]')
    done = as_user("district2402").post(GRID, typed(producer, "5", seen=fact.pk, reason="ใบเสร็จเพิ่ม"))
    assert done.status_code == 302
    assert SalesFact.objects.get(replaced_by=None).reason == "ใบเสร็จเพิ่ม"


def test_another_districts_cells_are_not_read(as_user, producer):
    as_user("district2403").post(GRID, typed(producer, "5"))
    assert not SalesFact.objects.exists()


def test_a_fragment_is_what_the_page_includes(as_user, producer):
    client = as_user("district2402")
    whole = page(client.get(GRID)).select_one("#sales #grid table")
    part = page(client.get(GRID, headers={"HX-Request": "true"})).select_one("#grid table")
    assert str(whole) == str(part)


def test_only_those_who_owe_and_one_tambon(as_user, producer, officer):
    other = register_producer(
        name="ร้านป้าสาย", kind="sole", tambon=240201, registered_on=date(2023, 9, 27), by=officer
    )
    say(other, Figure(), officer)
    client = as_user("district2402")
    assert "ร้านป้าสาย" not in page(client.get(f"{GRID}&owing=1")).select_one("#grid").text
    assert producer.name not in page(client.get(f"{GRID}&tambon=240201")).select_one("#grid").text


def test_a_pasted_block_fills_by_name_and_names_the_rest(as_user, producer):
    block = f"{producer.name}\t1\t2\nกลุ่มที่ไม่มี\t3\t4"
    answer = as_user("district2402").post("/registry/sales/paste/?month=2026-10", {"block": block})
    shown = page(answer)
    assert shown.select_one(f"#i-{producer.pk}-community")["value"] == "1"
    assert shown.select_one(f"#i-{producer.pk}-fair")["data-stands"] == ""
    assert "กลุ่มที่ไม่มี" in shown.select_one(".note").text
    assert not SalesFact.objects.exists()


def test_a_block_without_rows_is_refused_at_its_field(as_user, producer):
    answer = as_user("district2402").post("/registry/sales/paste/?month=2026-10", {"block": " "})
    assert answer.status_code == 422
    assert "คอลัมน์แรก" in page(answer).select_one("#block-error").text


def test_closing_asking_refusing_and_allowing(as_user, producer, actor):
    close = "/registry/sales/close/?month=2026-10"
    assert as_user("district2402").post(close).status_code == 302
    period = SalesPeriod.objects.get()
    client = as_user("district2402")
    assert page(client.get(GRID)).select_one("#grid input[readonly]")
    assert client.post(GRID, typed(producer, "5")).status_code == 422
    ask = "/registry/sales/ask/?month=2026-10"
    assert client.post(ask, {"reason": ""}).status_code == 422
    assert client.post(ask, {"reason": "ใบเสร็จเพิ่ม"}).status_code == 302
    refuse = reverse("sales-refuse", args=[period.pk])
    assert as_user("province24").post(refuse, {"reason": ""}).status_code == 422
    assert as_user("province24").post(refuse, {"reason": "แนบหลักฐานก่อน"}).status_code == 302
    assert "แนบหลักฐานก่อน" in as_user("district2402").get(GRID).content.decode()
    ask_to_reopen(office=period.office, month=OCTOBER, reason="แนบแล้ว", by=actor("district2402"))
    assert "แนบแล้ว" in as_user("province24").get(reverse("sales-reopenings")).content.decode()
    assert as_user("province24").post(reverse("sales-allow", args=[period.pk])).status_code == 302
    assert as_user("district2402").post(GRID, typed(producer, "5")).status_code == 302


def test_the_rail_tells_the_province_that_a_month_is_asked_for(as_user, actor):
    def told(who):
        link = page(as_user(who).get("/desk/")).select_one('nav.rail a[href="/registry/sales/"] .n')
        return link.text.split()[0] if link else ""

    close_month(office=actor("district2402").office, month=OCTOBER, by=actor("district2402"))
    assert told("province24") == ""
    ask_to_reopen(
        office=actor("district2402").office, month=OCTOBER, reason="พบใบเสร็จ", by=actor("district2402")
    )
    assert (told("province24"), told("district2402")) == ("1", "")


def test_another_provinces_request_is_not_found(as_user, actor):
    period = close_month(office=actor("district2402").office, month=OCTOBER, by=actor("district2402"))
    assert as_user("cdd").post(reverse("sales-allow", args=[period.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "area"), [("ministry", ""), ("province24", "24"), ("district2402", "240210")]
)
def test_months_say_sum_and_coverage(as_user, producer, officer, who, area):
    say(producer, Figure(125_000_00), officer)
    shown = (
        page(as_user(who).get(f"/registry/sales/months/?month=2026-10&area={area}")).select_one("main").text
    )
    assert "125,000" in shown
    assert "ยอดขายคือเงินที่ขายได้จริง" in shown


@pytest.mark.parametrize(
    ("who", "area"), [("district2402", "2403"), ("district2402", "24"), ("province24", "x")]
)
def test_a_strangers_area_is_not_found(as_user, who, area):
    assert as_user(who).get(f"/registry/sales/months/?area={area}").status_code == 404


@pytest.mark.parametrize("area", ["24", "2402", "240210"])
def test_the_workbook_holds_what_is_seen(as_user, producer, officer, area):
    say(producer, Figure(125_000_00), officer)
    answer = as_user("province24").get(f"/registry/sales/months/export/?month=2026-10&area={area}")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert 125_000 in cells
    assert any("ยอดขายคือเงินที่ขายได้จริง" in str(cell) for cell in cells)


def test_the_history_of_a_cell(as_user, producer, officer):
    with time_machine.travel("2026-11-08T03:00:00Z", tick=False):
        first = say(producer, Figure(100_00), officer)
    say(producer, Figure(200_00), officer, seen=first.pk, reason="พบใบเสร็จอีกใบ")
    address = reverse("registry-producer-sales", args=[producer.pk, "2026-10"])
    shown = page(as_user("province24").get(address)).select_one("main").text
    for words in ("ขาย 100 บาท", "ขาย 200 บาท", "พบใบเสร็จอีกใบ", "ถูกแก้แล้ว", officer.full_name):
        assert words in shown
    assert as_user("district2403").get(address).status_code == 404
    assert as_user("province24").get(address.replace("2026-10", "ตุลา")).status_code == 404


def test_the_producers_page_has_its_months(as_user, producer, officer):
    say(producer, Figure(125_000_00), officer)
    shown = page(as_user("district2402").get(reverse("registry-producer", args=[producer.pk])))
    assert "125,000" in shown.select_one("section[aria-labelledby=sold]").text


def test_a_producer_tells_the_month_and_is_reminded(as_user, own):
    shown = page(as_user("producer").get(MINE))
    assert "ยังไม่ได้บันทึก" in shown.h1.text
    sent = {
        "sales-online": "1,500",
        "orders-online": "",
        "sales-fair": "",
        "orders-fair": "200",
        "method": "receipt",
    }
    assert as_user("producer").post(MINE, sent).status_code == 302
    facts = {f.channel: (f.sales, f.orders) for f in SalesFact.objects.all()}
    assert facts == {"online": (1_500_00, 0), "fair": (0, 200_00)}
    again = page(as_user("producer").get(MINE))
    assert again.select_one("#sales-online")["value"] == "1,500"
    assert "ขาย 1,500 บาท" in again.select_one("section[aria-labelledby=said]").text


def test_a_month_without_sales_by_one_button(as_user, own):
    as_user("producer").post(MINE, {"method": "declared", "act": "none"})
    assert SalesFact.objects.filter(not_applicable=True).count() == 6


def test_one_product_apart(as_user, own, product):
    as_user("producer").post(f"{MINE}&product={product.pk}", {"method": "declared", "sales-fair": "90"})
    fact = SalesFact.objects.get()
    assert (fact.product, fact.product_kind) == (product, "textile")
    assert as_user("producer").get(f"{MINE}&product=999999").status_code == 404


def test_a_producers_slip_is_shown_at_the_channel(as_user, own):
    answer = as_user("producer").post(MINE, {"method": "declared", "sales-fair": "เยอะ"})
    assert answer.status_code == 422
    assert page(answer).select_one("#sales-fair")["value"] == "เยอะ"
    assert page(answer).select_one("#e-fair")


def test_what_the_district_changed_meanwhile_is_shown_beside_the_own_figure(as_user, own, officer):
    first, shop = say(own, Figure(100_00), officer), say(own, Figure(300_00), officer, channel="shop")
    say(own, Figure(900_00), officer, seen=first.pk)
    say(own, Figure(800_00), officer, channel="shop", seen=shop.pk)
    sent = {
        "method": "declared",
        "sales-fair": "5",
        "s-fair": str(first.pk),
        "sales-shop": "300",
        "s-shop": str(shop.pk),
    }
    answer = as_user("producer").post(MINE, sent)
    assert answer.status_code == 409
    assert "900 บาท" in page(answer).select_one("#e-fair").text
    again = {each["name"]: each.get("value", "") for each in page(answer).select(".own6 input")}
    assert as_user("producer").post(MINE, again | {"method": "declared"}).status_code == 302
    assert {f.channel: f.sales for f in SalesFact.objects.filter(replaced_by=None)} == {
        "fair": 500,
        "shop": 80_000,
    }


def test_a_file_not_registered_says_so(as_user, own):
    Producer.objects.filter(pk=own.pk).update(status="draft", registered_on=None, cohort_be=None)
    assert "ยังไม่ถึงเวลาบันทึกยอด" in page(as_user("producer").get(MINE)).h1.text


def test_another_producer_is_not_found(as_user, own):
    assert as_user("producer").get("/registry/mine/sales/?producer=999999").status_code == 404


def test_a_grid_costs_a_fixed_number_of_statements(as_user, producer, officer, django_assert_max_num_queries):
    for number in range(6):
        register_producer(
            name=f"ร้านที่ {number}", kind="sole", tambon=240201, registered_on=date(2023, 9, 27), by=officer
        )
    client = as_user("district2402")
    with django_assert_max_num_queries(24):
        client.get(GRID)
