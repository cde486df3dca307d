"""Text of web pages and of letters saved as web pages: what a reader of the page sees, headline first."""

import re
from html.parser import HTMLParser

from saan.documents.reading.document import HTML, DocumentText, Line, UnreadableDocument
from saan.documents.reading.plain import decode

_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "head", "select", "button", "iframe", "object")
)
_ROUND = frozenset(("nav", "footer", "aside", "menu"))
_APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "section", "article", "hr")
)
_LINES = frozenset(
    ("br", "div", "li", "tr", "dt", "dd", "figcaption", "header", "main", "pre", "option", "address")
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr")
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_THAI_PAGES = {"windows-874", "tis-620", "tis620", "cp874", "iso-8859-11", "x-windows-874"}
_DEPTH = 400


def read(content: bytes, name: str) -> DocumentText:
    """The page's words without scripts and menus; the title stands first where the page has no headline."""
    text = text_of(_decoded(content, name))
    if not text.strip():
        raise UnreadableDocument(
            "empty", f"ไฟล์ {name} ไม่มีข้อความที่มองเห็นได้ โปรดบันทึกหน้าเว็บใหม่ หรือพิมพ์เป็น PDF แล้วส่ง"
        )
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return DocumentText(text, ((0, len(text)),), tuple(lines), HTML)


def text_of(markup: str) -> str:
    """The visible text of a page; never fails on broken markup."""
    page = _Page()
    page.feed(markup)
    page.close()
    return page.text()


def _decoded(content: bytes, name: str) -> str:
    said = _CHARSET.search(content[:2048])
    if said and said[1].decode("ascii").lower() in _THAI_PAGES:
        return content.decode("cp874", errors="replace")
    return decode(content, name)[0]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title = ""
        self.headline = False
        self.hidden: list[str] = []
        self.in_title = False
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_title = tag == "title" and not self.title
        if tag in _UNSEEN | _ROUND and len(self.hidden) < _DEPTH and tag not in _VOID:
            self.hidden.append(tag)
        if tag == "body":
            self.hidden.clear()
        self._break(tag)
        self.headline = self.headline or (tag == "h1" and not self.hidden)
        if tag in ("ol", "ul") and len(self.lists) < _DEPTH:
            self.lists.append(0 if tag == "ol" else None)
        if tag == "li":
            self._number()

    def _number(self) -> None:
        """Numbers of a list are drawn by the browser; here they are written."""
        last = self.lists[-1] if self.lists else None
        if last is not None:
            self.lists[-1] = last + 1
            self._say(f"{last + 1}. ")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        if tag == "head":
            self.hidden.clear()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag in ("td", "th"):
            self._say("\t")
        elif tag != "br":
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        else:
            self._say(re.sub(r"[ \t\r\n]+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _APART:
            self._say("\n\n")
        elif tag in _LINES and (tag == "br" or not self.pieces or not self.pieces[-1].endswith("\n")):
            self._say("\n")

    def _say(self, words: str) -> None:
        if not self.hidden:
            self.pieces.append(words)

    def text(self) -> str:
        body = "".join(self.pieces)
        body = re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r" {2,}", " ", body))
        body = re.sub(r"\n{3,}", "\n\n", body).strip()
        title = re.sub(r"\s+", " ", self.title).strip()
        first = body.split("\n", 1)[0]
        if title and not self.headline and title != first and not _is_letter(body):
            return f"{title}\n\n{body}"
        return body


def _is_letter(body: str) -> bool:
    """A letter saved as a page has its own subject; the title is then the name of the file."""
    return bool(re.search(r"^(?:ที่ |เรื่อง|บันทึกข้อความ|คำสั่ง|ประกาศ)", body, re.MULTILINE))
