"""The pictures of docs/guide, taken from a living system; run this file alone to take them anew."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.letters import letter_text
from tests.journeys.clerk_pictures import clerks_work
from tests.journeys.conftest import Site, go
from tests.journeys.pictures import take
from tests.journeys.registry_pictures import the_registrys_work

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
TAKES = os.environ.get("SAAN_GUIDE_PICTURES") == "1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: into the guide when asked for, else aside, so that a test changes no file of ours."""
    place = GUIDE / "pictures" if TAKES else tmp_path / "pictures"
    place.mkdir(parents=True, exist_ok=True)
    return place


def test_the_guide_shows_what_there_is(
    site_on: Callable[..., Site], person: Callable[..., Page], folder: Path, tmp_path: Path
) -> None:
    site = site_on("2023-09-22")
    paper = tmp_path / "หนังสือเวียน.txt"
    paper.write_text(letter_text(number="นข ๐๐๑๙/ว ๔๑๐๑"), encoding="utf-8")
    clerk, province = person(site, "clerk24"), person(site, "province24")
    receiving(clerk, paper, folder)
    reading(province, folder)
    issuing(province, folder)
    working(person(site, "district2402"), folder)
    following(province, folder)
    clerks_work(site, person, clerk, province, folder, tmp_path)
    every_picture_told_is_taken(folder, of_letters=True)


def test_the_registrys_guides_show_what_there_is(
    site_on: Callable[..., Site],
    person: Callable[..., Page],
    phone: Callable[[Site], Page],
    folder: Path,
    tmp_path: Path,
) -> None:
    the_registrys_work(site_on("2024-02-05"), person, phone, folder, tmp_path)
    every_picture_told_is_taken(folder, of_letters=False)


OF_LETTERS = re.compile(r"clerk-|(province-(doubt|directive|progress)|district-(desk|producer|import))$")


def every_picture_told_is_taken(folder: Path, *, of_letters: bool) -> None:
    """The guides show what this run has taken, and nothing is taken that no guide shows."""
    told = {name for guide in GUIDE.glob("*.md") for name in told_in(guide)}
    mine = {name for name in told if bool(OF_LETTERS.match(name)) == of_letters}
    taken = {place.stem for place in folder.iterdir() if bool(OF_LETTERS.match(place.stem)) == of_letters}
    assert mine == taken


def told_in(guide: Path) -> list[str]:
    return re.findall(r"\]\(pictures/([\w-]+)\.png\)", guide.read_text(encoding="utf-8"))


def receiving(page: Page, paper: Path, folder: Path) -> None:
    go(page, "/letters/receive/")
    page.locator("input[type=file]").set_input_files(paper)
    take(page, folder / "clerk-receive.png")
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    expect(page.get_by_role("button", name="ลงรับและประทับตรา")).to_be_visible()
    take(page, folder / "clerk-letter.png")
    page.get_by_role("button", name="ลงรับและประทับตรา").click()
    expect(page.locator("main")).to_contain_text("เลขรับ 1/2566")


def reading(page: Page, folder: Path) -> None:
    go(page, "/letters/")
    page.locator("main tbody a").first.click()
    expect(page.get_by_role("button", name="ยืนยันข้อนี้")).to_be_visible()
    take(page, folder / "province-doubt.png")
    while page.get_by_role("button", name="ยืนยันข้อนี้").count():
        before = page.locator("main").inner_text()
        page.get_by_role("button", name="ยืนยันข้อนี้").click()
        page.wait_for_function("before => document.querySelector('main').innerText !== before", arg=before)
    page.get_by_role("button", name="ยืนยันว่าอ่านถูกต้อง").click()
    expect(page.get_by_role("link", name="ร่างข้อสั่งการ")).to_be_visible()


def issuing(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="ร่างข้อสั่งการ").click()
    page.wait_for_load_state("load")
    page.get_by_role("button", name="ร่างข้อสั่งการ").click()
    expect(page.get_by_role("button", name="ออกข้อสั่งการให้")).to_be_visible()
    take(page, folder / "province-directive.png")
    for note in page.locator("input[name=note]").all():
        note.check()
    page.get_by_role("button", name="ออกข้อสั่งการให้").click()
    expect(page.locator("main")).to_contain_text("ออกข้อสั่งการ 1 ข้อแล้ว")


def working(page: Page, folder: Path) -> None:
    go(page, "/desk/")
    take(page, folder / "district-desk.png", height=640)
    page.get_by_role("button", name="รับทราบ").first.click()
    page.wait_for_load_state("load")
    go(page, "/registry/new/")
    page.get_by_label("ชื่อผู้ผลิต").fill("กลุ่มจักสานบ้านริมคลองทดสอบ")
    page.get_by_text("กลุ่มผู้ผลิตชุมชน", exact=True).first.click()
    page.get_by_label("ตำบล").first.select_option(label="หัวไทร")
    take(page, folder / "district-producer.png")
    page.get_by_role("button", name="ลงทะเบียนผู้ผลิต").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("กลุ่มจักสาน")
    go(page, "/registry/import/")
    take(page, folder / "district-import.png", height=560)


def following(page: Page, folder: Path) -> None:
    go(page, "/directives/progress/")
    page.locator("main tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("อำเภอ")
    take(page, folder / "province-progress.png")
