"""No word of a secret paper stands anywhere but in the answer to a cleared person who said why.

Every address that may be read is walked as people who are not cleared, and as the cleared too, since a GET opens
nothing; then every column of the database and every kept file is looked through.
"""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from saan.accounts.models import User
from saan.letters.actions import register
from saan.letters.actions.secret_papers import open_secret, register_secret, send_secret
from saan.letters.models import RegisterEntry, SecretPaper
from tests.factories.letters import brought_in
from tests.factories.secrecy import WHY, drafted, in_force, numbered, received

pytestmark = pytest.mark.slow
TOKEN = "QZXV7781กระเบื้องปลาบู่"
LATIN, THAI = "QZXV7781", "กระเบื้องปลาบู่"
SCAN = b"%PDF-1.4\n% " + LATIN.encode()
COLLEAGUE, BELOW, ABOVE = "province24", "district2402", "ministry"
OUTSIDERS = [COLLEAGUE, BELOW, ABOVE, "auditor", "admin", None]
_CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")


@pytest.fixture
def papers(actor) -> list[SecretPaper]:
    """A draft, a numbered, a received and a sent one with its copy registered at another office; one was opened."""
    clerk, other = actor("clerk24"), actor("local24")
    in_force(clerk)
    in_force(other)
    register(receipt=brought_in(clerk).receipt, by=clerk)
    held = [drafted(clerk, TOKEN), numbered(clerk, TOKEN), received(clerk, TOKEN, SCAN)]
    sent = numbered(clerk, TOKEN)
    copy = send_secret(paper=sent, to=other.office, scan=SCAN, by=clerk)
    waiting = send_secret(paper=numbered(clerk, TOKEN), to=other.office, scan=SCAN, by=clerk)
    open_secret(paper=held[2], reason=WHY, by=clerk)
    return [*held, sent, register_secret(paper=copy, by=other), waiting]


def patterns(found: list, prefix: str = "") -> list[str]:
    every = []
    for each in found:
        if isinstance(each, URLResolver):
            every += patterns(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            every.append(prefix + str(each.pattern))
    return every


def addresses(keys: list[int]) -> list[str]:
    """Every address with every key in its places; of what is no number, a few words that addresses use."""
    made = []
    for pattern in patterns(get_resolver().url_patterns):
        if "sign-out" in pattern:
            continue
        numbered_ = "<int:" in pattern or "<path" in pattern
        for key in keys if numbered_ and "letters/" in pattern else keys[:1]:
            for word in ("pdf", "scan", "incoming") if _words(pattern) else ("",):
                made.append(
                    "/" + _CONVERTER.sub(lambda m, k=key, w=word: str(k) if m[1] == "int" else w, pattern)
                )
    return made


def _words(pattern: str) -> bool:
    return any(kind != "int" for kind in _CONVERTER.findall(pattern))


PLACES = ("letters/", "letters/register/", "letters/files/", "search/", "acts/", "desk/", "letters/mine/",
          "letters/post/", "letters/numbers/", "letters/exchange/", "letters/secret/")  # fmt: skip
QUERIES = (f"q={LATIN[:6]}", f"q={THAI[:9]}", "box=all", "kind=outgoing", "kind=incoming&file=pdf",
           "kind=outgoing&file=pdf", "kind=outgoing&file=xlsx", "kind=outgoing.own&file=xlsx")  # fmt: skip
LISTS = [f"/{place}?{query}" for place in PLACES for query in QUERIES]
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]|<wbr>")


def said(data: bytes, media_type: str) -> str:
    """All words of an answer, of PDF and workbooks as well."""
    if media_type.startswith("application/pdf"):
        pages = pypdfium2.PdfDocument(data)
        return "".join(page.get_textpage().get_text_range() for page in pages)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    return _UNSEEN.sub("", data.decode("utf-8", "ignore"))


@pytest.mark.parametrize("who", [*OUTSIDERS, "clerk24"], ids=str)
def test_no_address_tells_a_word(who, papers, client):
    keys = sorted({each.pk for each in papers} | set(RegisterEntry.objects.values_list("pk", flat=True)))
    if who:
        client.force_login(User.objects.get(username=who))
    seen = 0
    for address in [*addresses(keys), *LISTS]:
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = said(body, answer.headers.get("Content-Type", ""))
        assert LATIN not in words, address
        assert THAI not in words, address
        seen += answer.status_code == 200
    assert seen > (5 if who is None else 10)


@pytest.mark.parametrize("who", [name for name in OUTSIDERS if name])
def test_no_post_opens_it_either(who, papers, client):
    client.force_login(User.objects.get(username=who))
    for each in papers:
        for tail in ("", "file/pdf/", "file/docx/", "file/scan/", "save/", "act/send/", "act/number/"):
            answer = client.post(f"/letters/secret/{each.pk}/{tail}", {"open-reason": WHY, "reason": WHY})
            assert answer.status_code in (403, 404), (each.pk, tail)


def test_the_cleared_of_one_office_do_not_open_anothers(papers, as_user):
    theirs, ours = papers[-1], papers[0]
    client = as_user("clerk24")
    assert client.post(f"/letters/secret/{theirs.pk}/", {"open-reason": WHY}).status_code == 404
    assert client.post(f"/letters/secret/{ours.pk}/", {"open-reason": WHY}).status_code == 200


@pytest.mark.parametrize("who", ["clerk24", "local24"])
def test_the_cleared_read_it(who, actor, papers, as_user):
    own = [each for each in papers if each.office_id == actor(who).office.pk]
    client = as_user(who)
    for each in own:
        answer = client.post(f"/letters/secret/{each.pk}/", {"open-reason": WHY})
        assert TOKEN in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_database_and_the_files_hold_no_word(papers, settings):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')"
        )
        columns = cursor.fetchall()
        assert ("letters_secretpaper", "sealed", "bytea") in columns
        for table, column, kind in columns:
            held = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {held} LIKE %s OR {held} LIKE %s',
                           [f"%{LATIN}%", f"%{THAI}%"])  # fmt: skip
            assert cursor.fetchone()[0] == 0, f"{table}.{column}"
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if LATIN.encode() in path.read_bytes()]


def test_one_module_alone_breaks_the_seal():
    root = Path(__file__).resolve().parents[3] / "saan"
    users = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if re.search(
            r"saan\.letters\.secret\"|\b(?:open_secret|file_of_secret)\(", path.read_text(encoding="utf-8")
        )
    }
    assert users == {"letters/actions/secret_papers.py", "web/office/secrecy/papers.py"}
