"""A news page brought in among the letters (corpus: seed-002): an event and a story, and never an order."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, go, looks_right

READ = {
    "ชื่องาน": "การขับเคลื่อนการดำเนินงานโครงการชุมชนท่องเที่ยว OTOP นวัตวิถี จังหวัดพระนครศรีอยุธยา",
    "วันเริ่ม": "29 มิ.ย. 2561",
    "วันสิ้นสุด": "30 มิ.ย. 2561",
    "เวลาเริ่ม": "10.00 น.",
    "จังหวัด": "พระนครศรีอยุธยา",
    "อำเภอหรือเขต": "พระนครศรีอยุธยา",
    "ผู้จัด": "พช.อยุธยา",
    "ผู้เข้าร่วม": "500",
}


@pytest.fixture
def news(shared_letters: Path) -> Path:
    return shared_letters / "dev" / "seed-002.txt"


def test_news_becomes_an_event_and_a_story_but_orders_nobody(
    news: Path, site_on: Callable[..., Site], person: Callable[..., Page]
) -> None:
    site = site_on("2018-07-02")
    province = person(site, "province24")
    address = receive(province, news)
    nothing_is_ordered(province, address)
    become_an_event(province, address)
    begin_a_story(province, site, person)


def receive(page: Page, news: Path) -> str:
    """Bring the page in as if it were a letter; gives its address."""
    go(page, "/letters/")
    page.locator("input[type=file]").set_input_files(news)
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.locator("main")).to_contain_text("เก็บเป็นข่าว")
    address = page.url
    expect(page.locator("main")).to_contain_text("เอกสารนี้ไม่ใช่หนังสือสั่งการ")
    expect(page.get_by_role("link", name="ร่างข้อสั่งการ")).to_have_count(0)
    looks_right(page)
    expect(page.locator("#question")).to_contain_text("จึงไม่ใช่หนังสือราชการที่ต้องลงทะเบียนรับ")
    page.get_by_role("button", name="ยืนยันข้อนี้").click()
    expect(page.locator("#doubts")).to_contain_text("บันทึกเป็นข่าวหรือกิจกรรม")
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    expect(page.locator("main")).to_contain_text("ยืนยันแล้ว")
    go(page, address)
    return address


def nothing_is_ordered(page: Page, address: str) -> None:
    """Neither the page of drafting nor a request sent past it makes a directive."""
    draft = f"/directives/draft/{address.rstrip('/').rpartition('/')[2]}/"
    go(page, draft)
    expect(page.locator("main")).to_contain_text("ไม่มีข้อสั่งการ")
    expect(page.get_by_role("button", name="ร่างข้อสั่งการ")).to_have_count(0)
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.evaluate(
            """address => {
                const form = document.createElement('form')
                form.method = 'post'
                form.action = address
                form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode())
                document.body.append(form)
                form.submit()
            }""",
            draft,
        )
    assert sent.value.status == 422
    page.wait_for_load_state("load")
    expect(page.locator("main")).to_contain_text("ไม่ใช่หนังสือสั่งการ จึงออกข้อสั่งการไม่ได้")
    looks_right(page)
    go(page, "/directives/")
    expect(page.locator("main")).not_to_contain_text("อยุธยา")


def become_an_event(page: Page, address: str) -> None:
    """Seven parts were read, each with its words; the place ends with its province."""
    go(page, address)
    page.get_by_role("link", name="บันทึกเป็นงานหรือการประชุมจากข้อความนี้").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("อ่านได้ 7 ส่วนจากข่าว")
    for label, value in READ.items():
        expect(page.get_by_label(re.compile(f"^{label}"))).to_have_value(value)
    expect(page.get_by_label("สถานที่")).to_have_value(re.compile(r"^ห้องแกรรด์.* จ\.พระนครศรีอยุธยา$"))
    expect(page.get_by_label("เป็นจำนวนโดยประมาณ")).to_be_checked()
    expect(page.get_by_label("หน่วยงานและภาคีที่ร่วม")).to_contain_text("ผู้นำชุมชน")
    quoted = page.locator("form q")
    assert {"29-30 มิ.ย. 61", "กว่า 500 คน"} <= {" ".join(words.split()) for words in quoted.all_inner_texts()}
    page.get_by_label(re.compile("^ผู้เข้าร่วม")).hover()
    expect(page.locator("mark.on")).to_have_text("กว่า 500 คน")
    looks_right(page)
    page.get_by_role("button", name="ยืนยันและบันทึกงานนี้").click()
    expect(page.get_by_role("heading", name="ถ้อยคำในข่าว")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ประมาณ 500 คน")
    looks_right(page)


def begin_a_story(page: Page, site: Site, person: Callable[..., Page]) -> None:
    """The story is told anew from the facts: no sentence of the news stands in it."""
    page.get_by_role("button", name="ร่างข่าวสาธารณะ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ร่างข่าว รออนุมัติ")
    body = page.get_by_label("เนื้อข่าว").input_value()
    for words in ("29 ถึง 30 มิถุนายน 2561", "ประมาณ 500 คน"):
        assert words in body
    for words in ("ระดมกึ๋น", "พ่อเมืองอยุธยา", "สุจินต์"):
        assert words not in body
    looks_right(page)
    go(page, "/outreach/")
    expect(page.locator("main")).to_contain_text("ร่าง")
    looks_right(page)
