"""Pages of writing: works, refused, stranger gets 404, signed out; the preview is the paper, nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup

from saan.kernel.dates import today
from saan.letters.actions.writing import draft_of
from saan.letters.models import Letter
from saan.letters.rules import FileRole, LetterKind, LetterState
from tests.factories import writing as made

pytestmark = pytest.mark.slow


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SAAN_TODAY", "2023-09-27")


@pytest.fixture
def by(actor):
    who = actor("province24")
    made.authority(who.office)
    return who


@pytest.fixture
def district(actor):
    return actor("district2402").office


@pytest.fixture
def letter(by, district):
    return made.written(by, to=(district,))


def filled(page: BeautifulSoup) -> dict[str, list[str]]:
    """The form as a browser would send it untouched."""
    sent: dict[str, list[str]] = {}
    for field in page.select("#compose [name]"):
        if field.name == "button" or field.get("type") == "file":
            continue
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            value = chosen["value"] if chosen else ""
        else:
            value = (
                field.text.strip()
                if field.name == "textarea"
                else field.get("value", "on" if field.get("type") == "checkbox" else "")
            )
        sent.setdefault(field["name"], []).append(value)
    return sent


@pytest.fixture
def composer(letter, as_user):
    client = as_user("province24")
    address = f"/letters/write/{letter.pk}/"
    return client, address, filled(soup(client.get(address)))


def test_choosing_a_kind_opens_its_composer(by, as_user):
    client = as_user("province24")
    page = soup(client.get("/letters/write/"))
    assert len(page.select("[name=kind]")) == 5
    answer = client.post("/letters/write/", {"kind": "memo"})
    letter = Letter.objects.get()
    assert answer.url == f"/letters/write/{letter.pk}/"
    assert (letter.kind, letter.state, letter.issuer) == (LetterKind.MEMO, LetterState.DRAFT, by.office)
    assert client.post("/letters/write/", {"kind": "news"}).status_code == 422


@pytest.mark.parametrize("kind", [LetterKind.EXTERNAL, LetterKind.MEMO, LetterKind.STAMPED, LetterKind.ORDER,
                                  LetterKind.ANNOUNCEMENT])  # fmt: skip
def test_each_kind_shows_its_own_parts(by, district, as_user, kind):
    letter = made.written(by, kind, (district,))
    page = soup(as_user("province24").get(f"/letters/write/{letter.pk}/"))
    ruling = kind in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT)
    assert bool(page.select_one("#id_addressee")) is not ruling
    assert bool(page.select_one("#q_letter")) is (kind == LetterKind.EXTERNAL)
    assert page.select_one("#checks h2").text == "ตรวจแล้วครบ เสนอได้"
    assert len(page.select("img.sheet")) >= 1


def test_untouched_and_sent_again_nothing_changes(composer, letter):
    client, address, sent = composer
    before = draft_of(letter)
    assert client.post(address, {**sent, "act": "save"}).status_code == 302
    letter.refresh_from_db()
    assert draft_of(letter) == before


def test_typing_saves_and_renews_preview_and_checks(composer, letter):
    client, address, sent = composer
    sent |= {"act": ["autosave"], "subject": ["เรื่องที่พิมพ์ใหม่"], "cause": ["ตามที่แจ้ง"]}
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    page = soup(answer)
    letter.refresh_from_db()
    assert (answer.status_code, letter.subject) == (200, "เรื่องที่พิมพ์ใหม่")
    assert page.select_one("#id_version")["value"] == str(draft_of(letter).version)
    assert "ต้องแก้ 2 จุด" in page.select_one("#checks").text
    assert f"?v={draft_of(letter).version}" in page.select_one("img.sheet")["src"]


def test_another_page_saved_meanwhile(composer, letter, by):
    client, address, sent = composer
    made.save(letter=letter, told=made.typed(letter, subject="ของอีกคน", page="other"), by=by)
    sent |= {"act": ["autosave"], "subject": ["ของเรา"]}
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Reswap"]) == (409, "none")
    assert "ข้อความยังอยู่ในหน้านี้" in answer.content.decode()
    whole = client.post(address, {**sent, "act": ["save"]})
    assert whole.status_code == 409
    assert soup(whole).select_one("#id_subject").text.strip() == "ของเรา"
    letter.refresh_from_db()
    assert letter.subject == "ของอีกคน"


def test_signed_out_while_typing_loses_nothing(composer, client):
    client, address, sent = composer
    client.logout()
    answer = client.post(address, {**sent, "act": ["autosave"]}, headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_the_preview_is_a_picture_of_the_paper(letter, as_user):
    client = as_user("province24")
    picture = client.get(f"/letters/write/{letter.pk}/pages/1.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(f"/letters/write/{letter.pk}/pages/9.png").status_code == 404
    assert client.get(f"/letters/write/{letter.pk}/draft.pdf").content.startswith(b"%PDF")
    assert client.get(f"/letters/write/{letter.pk}/draft.docx").content.startswith(b"PK")
    assert client.get(f"/letters/write/{letter.pk}/draft.exe").status_code == 404


def test_offices_are_found_added_and_dropped(composer, letter, actor):
    client, address, sent = composer
    other = actor("district2403").office
    found = soup(client.get(f"{address}find/", {"q_office": other.name}))
    assert found.select_one("button")["value"] == f"add-office:{other.pk}"
    client.post(address, {**sent, "act": f"add-office:{other.pk}"})
    letter.refresh_from_db()
    told = draft_of(letter)
    assert (told.receivers[-1], told.circular) == (other.pk, True)
    sent = filled(soup(client.get(address)))
    client.post(address, {**sent, "act": f"drop-office:{other.pk}"})
    letter.refresh_from_db()
    assert (len(draft_of(letter).receivers), draft_of(letter).circular) == (1, False)


def test_everybody_below_in_one_press_and_addressed_together(composer, letter):
    client, address, sent = composer
    client.post(address, {**sent, "addressee": "", "act": "add-office-below"})
    letter.refresh_from_db()
    assert len(draft_of(letter).receivers) == 11
    assert letter.addressees == ["พัฒนาการอำเภอ ทุกอำเภอ"]


def test_a_reference_brings_subject_and_cause(by, district, as_user):
    held = made.sent(by, to=(district,))
    client = as_user("province24")
    client.post("/letters/write/", {"kind": "external letter"})
    letter = Letter.objects.latest("pk")
    address = f"/letters/write/{letter.pk}/"
    found = soup(client.get(f"{address}find/", {"q_letter": held.number}))
    assert found.select_one("button")["value"] == f"add-ref:{held.pk}"
    client.post(address, {**filled(soup(client.get(address))), "act": f"add-ref:{held.pk}"})
    letter.refresh_from_db()
    told = draft_of(letter)
    assert told.subject == held.subject
    assert told.cause.startswith("ตามหนังสือที่อ้างถึง")
    assert told.cause.endswith("นั้น")
    assert told.references[0].letter == held.pk


def test_anothers_letter_is_neither_cited_nor_believed(composer, letter, actor):
    client, address, sent = composer
    other = actor("local24")
    strange = made.sent(other, to=(other.office.parent,))
    assert client.post(address, {**sent, "act": f"add-ref:{strange.pk}"}).status_code == 404
    client.post(address, {**sent, "ref_text": "หนังสือ", "ref_letter": strange.pk, "act": "save"})
    letter.refresh_from_db()
    assert draft_of(letter).references[0].letter is None


def test_a_file_goes_with_its_line(composer, letter, tmp_path):
    client, address, sent = composer
    file = tmp_path / "แนวทาง.pdf"
    file.write_bytes(b"%PDF-1")
    with file.open("rb") as handle:
        client.post(address, {**sent, "new_enc_file": handle, "act": "add-enc"})
    letter.refresh_from_db()
    (line,) = draft_of(letter).enclosures
    assert (line.title, line.file) == ("แนวทาง", letter.files.get(role=FileRole.ENCLOSURE).file_id)
    assert client.post(address, {**sent, "act": "add-enc"}).status_code in (409, 422)


def test_answering_fills_what_is_known(by, district, as_user):
    held = made.sent(by, to=(district,))
    client = as_user("district2402")
    assert "ตอบหนังสือ" in client.get("/letters/write/", {"reply": held.pk}).content.decode()
    client.post("/letters/write/", {"kind": "external letter", "reply": held.pk})
    letter = Letter.objects.latest("pk")
    assert (letter.reply_to, letter.subject) == (held, held.subject)
    assert draft_of(letter).receivers == (by.office.pk,)
    assert as_user("local24").get("/letters/write/", {"reply": held.pk}).status_code == 404


def test_the_whole_way_by_buttons(composer, letter, as_user):
    client, address, sent = composer
    assert client.post(address, {**sent, "act": "propose"}).status_code == 302
    for event, state in (
        ("approve", "approved"),
        ("sign", "signed"),
        ("number", "numbered"),
        ("dispatch", "sent"),
    ):
        page = soup(client.get(address))
        assert page.select_one(f"button[value={event}]"), event
        assert client.post(f"{address}step/", {"event": event}).status_code == 302
        letter.refresh_from_db()
        assert letter.state == state
    page = soup(client.get(address))
    assert letter.number in page.select_one(".head").text
    assert "คำสั่งที่ 1442/2566" in page.text


def test_one_press_for_who_signs_alone(composer, letter):
    client, address, sent = composer
    page = soup(client.get(address))
    assert page.select_one("button.main[value=issue]").text.strip() == "ลงนาม ออกเลข และส่งถึง 1 ราย"
    assert client.post(address, {**sent, "act": "issue"}).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.dated) == (LetterState.SENT, today())


def test_what_must_be_mended_is_said_beside_what_was_typed(composer, letter):
    client, address, sent = composer
    answer = client.post(address, {**sent, "subject": "", "act": "propose"})
    assert answer.status_code == 422
    assert "ยังไม่มีเรื่อง" in soup(answer).select_one(".errsum").text
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT


def test_returned_with_a_reason_only(composer, letter):
    client, address, sent = composer
    client.post(address, {**sent, "act": "propose"})
    assert client.post(f"{address}step/", {"event": "return"}).status_code == 422
    client.post(f"{address}step/", {"event": "return", "note": "แก้ข้อ 2"})
    assert "แก้ข้อ 2" in client.get(address).content.decode()
    assert client.post(f"{address}step/", {"event": "sign"}).status_code in (409, 422)
    assert client.post(f"{address}step/", {"event": "fly"}).status_code == 422


def test_a_clerk_has_no_button_to_sign(composer, as_user):
    client, address, sent = composer
    client.post(address, {**sent, "act": "propose"})
    page = soup(as_user("clerk24").get(address))
    assert not page.select("button[value=approve], button[value=sign], button[value=ink]")
    assert as_user("clerk24").post(f"{address}step/", {"event": "approve"}).status_code == 403


@pytest.mark.parametrize("path", ["", "pages/1.png", "draft.pdf", "find/"])
def test_strangers_and_the_signed_out(letter, as_user, client, path):
    address = f"/letters/write/{letter.pk}/{path}"
    assert client.get(address).status_code == 302
    assert as_user("district2403").get(address).status_code == 404
    assert as_user("auditor").get(address).status_code == 403


def test_a_read_letter_has_no_composer(by, as_user, letter):
    Letter.objects.filter(pk=letter.pk).update(content={})
    assert as_user("province24").get(f"/letters/write/{letter.pk}/").status_code == 404
