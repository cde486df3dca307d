"""What a hand does on a letter's page, and what can be read in the files that come out of it."""

import io
import re
from collections.abc import Callable

import pypdfium2
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import go

MINISTRY_LETTER = """
ที่ มท {number}

กรมการพัฒนาชุมชน
ศูนย์ราชการเฉลิมพระเกียรติฯ
ถนนแจ้งวัฒนะ กทม. ๑๐๒๑๐

{dated}

เรื่อง {subject}

เรียน ผู้ว่าราชการจังหวัดฉะเชิงเทรา

ด้วยกรมการพัฒนาชุมชนจัดทำข้อมูลผู้ผลิตชุมชนของทุกจังหวัดประจำปี

ในการนี้ กรมการพัฒนาชุมชนขอให้จังหวัดแจ้งจำนวนผู้ผลิตที่ขึ้นทะเบียนในปีนี้ ภายในวันที่ ๒๙ กันยายน ๒๕๖๖

จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ

ขอแสดงความนับถือ

(นายขมิ้นชัน ย้อมเหลือง)
รองอธิบดี ปฏิบัติราชการแทน
อธิบดีกรมการพัฒนาชุมชน

สำนักส่งเสริมภูมิปัญญาท้องถิ่น
โทร. ๐ ๒๐๐๐ ๐๐๐๐
"""


def letter_of_the_department(
    *, number: str = "๐๔๐๔/๕๑๒๓", subject: str = "ขอทราบจำนวนผู้ผลิตที่ขึ้นทะเบียน", dated: str = "๒๐ กันยายน ๒๕๖๖"
) -> str:
    """An invented letter of the department to the governor, who owes it an answer."""
    return MINISTRY_LETTER.format(number=number, subject=subject, dated=dated)


def act_of(page: Page, event: str) -> Locator:
    """The form of one act on the paper's way."""
    return page.locator(f"form[action$='/way/{event}/']")


def acts_on(page: Page) -> set[str]:
    """What may be pressed on the paper now."""
    actions = page.locator("#way form[action*='/way/']").evaluate_all(
        "forms => forms.map(form => form.action)"
    )
    return {action.rstrip("/").rpartition("/")[2] for action in actions}


def do(page: Page, event: str, *, tick: str = "", **said: str) -> None:
    """Open the fold of an act, fill in what it asks and press its button; the page must say that it is done."""
    form = act_of(page, event)
    if not form.is_visible():
        page.locator("#way details", has=form).locator("summary").click()
    for name, value in said.items():
        form.locator(f"[name={name}]").fill(value)
    if tick:
        form.get_by_label(tick).check()
    form.get_by_role("button").click()
    expect(page.locator("#toasts")).to_contain_text("บันทึกแล้ว")


def bring_in(page: Page, name: str, data: str | bytes) -> str:
    """Bring one paper in; gives the address of its page."""
    go(page, "/letters/receive/")
    paper = data.encode() if isinstance(data, str) else data
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": paper}
    )
    page.get_by_role("button", name="นำเข้าหนังสือ").click()
    page.wait_for_url(re.compile(r"/letters/\d+/"))
    page.wait_for_load_state("load")
    return page.url.partition("?")[0].partition("#")[0]


def register(page: Page) -> str:
    """Press the register's button on the paper's page; gives the receive number as it is shown."""
    page.get_by_role("button", name="ลงรับและประทับตรา").click()
    shown = page.locator(".head").get_by_text("เลขรับ")
    expect(shown).to_be_visible()
    return shown.inner_text().partition("เลขรับ")[2].strip()


def part(page: Page, name: str) -> Locator:
    """The section whose heading has this id."""
    return page.locator("section").filter(has=page.locator(f"#{name}"))


def file_behind(page: Page, link: Locator) -> bytes:
    """The bytes behind a link, fetched as this person."""
    answer = page.context.request.get(str(link.evaluate("link => link.href")))
    assert answer.ok, answer.status
    return answer.body()


def words_of_pdf(data: bytes) -> str:
    """All words of a PDF with blanks as they stand."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def run_together(words: str) -> str:
    """The words without blanks and line ends, since a cell of a printed form breaks its words where it must."""
    return "".join(words.split())


def saved(page: Page, press: Callable[[], None]) -> bytes:
    """What the browser saves when something is pressed."""
    with page.expect_download() as download:
        press()
    return download.value.path().read_bytes()


def close_and_file(page: Page, subject: str, place: str) -> None:
    """Close the matter of a letter and put it into the store."""
    go(page, "/letters/")
    page.locator("main tbody a", has_text=subject).first.click()
    page.locator("summary", has_text="ปิดเรื่อง").click()
    page.get_by_role("button", name="ปิดเรื่องนี้").click()
    expect(page.locator("main")).to_contain_text("ปิดเรื่องแล้ว")
    go(page, "/letters/store/waiting/")
    page.locator("input[name=letters]").first.check()
    page.get_by_label("แฟ้มและที่เก็บ").fill(place)
    page.get_by_role("button", name="เก็บเข้าแฟ้ม").click()
    expect(page.locator("#toasts")).to_contain_text(f"เก็บเข้าแฟ้ม {place} แล้ว 1 ฉบับ")
