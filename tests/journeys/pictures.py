"""Pictures of pages for the guide: the top of a page or the part spoken of, small enough for the repository."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page

WIDTH, PHONE, LARGEST = 960, 360, 150_000


def take(page: Page, place: Path, *, height: int = 800, at: str = "") -> None:
    """The page as it is seen at 1280 pixels, from its top or from the element `at`."""
    page.set_viewport_size({"width": 1280, "height": height})
    if at:
        page.locator(at).first.evaluate(
            "part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 72)"
        )
    keep(Image.open(io.BytesIO(page.screenshot())), place)


def take_phone(page: Page, place: Path, *, at: str = "") -> None:
    """The page as a telephone shows it, from its top or from the element `at`."""
    page.set_viewport_size({"width": PHONE, "height": 720})
    if at:
        page.locator(at).first.evaluate(
            "part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 64)"
        )
    keep(Image.open(io.BytesIO(page.screenshot())), place, width=PHONE)


def take_paper(data: bytes, place: Path, *, share: float = 0.5) -> None:
    """The top of the first page of a PDF; `share` of its height."""
    with pypdfium2.PdfDocument(data) as document:
        picture = document[0].render(scale=2).to_pil()
    keep(picture.crop((0, 0, picture.width, round(picture.height * share))), place)


def keep(picture: Image.Image, place: Path, *, width: int = WIDTH) -> None:
    small = picture.convert("RGB").resize(
        (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
    )
    small.quantize(128).save(place, optimize=True)
    assert place.stat().st_size <= LARGEST
