"""An issued letter, and the roads it may take: real mail servers, and a node of e-CMS that has moods."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from saan.letters.actions.outgoing import Attachment
from saan.letters.models import Letter, LetterFile
from saan.letters.rules import Direction, FileRole, LetterKind, LetterState, key_of_number
from tests.fakes import certificates, ecms_node, mail_server, mailbox

USUAL = {"state": LetterState.SENT, "subject": "ขอเชิญประชุมคณะทำงาน"}
OURS, THEIRS = "11008", "11002"


@pytest.fixture(autouse=True)
def _no_roads(settings) -> None:
    settings.SAAN_EMAIL_URL = settings.SAAN_IMAP_URL = settings.SAAN_ECMS_URL = ""


@pytest.fixture
def office(actor):
    """The province's office, with its code at the exchange."""
    held = actor("province24").office
    held.ecms_code = OURS
    held.save(update_fields=["ecms_code"])
    return held


@pytest.fixture
def issued(actor, office) -> Callable[..., Letter]:
    """`issued(1)` is a letter of the province under number 1, numbered and set."""

    def letter(number: int = 1, *, enclosed: bool = False, name: str = "หนังสือ.pdf", **more) -> Letter:
        from saan.documents.actions import keep

        by = actor("province24")
        said = f"ฉช 0019/{number}"
        held = Letter.objects.create(
            direction=Direction.OUTGOING, kind=LetterKind.EXTERNAL, issuer=office,
            issuer_name=office.name, number=said, number_key=key_of_number(said), dated=dt.date(2023, 9, 20),
            addressees=["อธิบดีกรมตัวอย่าง"], created_by=by.user, **USUAL | more,
        )  # fmt: skip
        files = [Attachment(b"%PDF-1.7 letter", name, "application/pdf", FileRole.ISSUED)]
        files += [Attachment(b"PK sheet", "แบบรายงาน.xlsx", "application/zip")] if enclosed else []
        for each in files:
            file = keep(data=each.data + said.encode(), name=each.name, media_type=each.media_type, by=by)
            LetterFile.objects.create(letter=held, file=file, role=each.role)
        return held

    return letter


@pytest.fixture(scope="session")
def _open_post() -> Iterator[mail_server.Post]:
    with mail_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def _guarded_post(tmp_path_factory) -> Iterator[mail_server.Post]:
    certificate, key = certificates.made_in(tmp_path_factory.mktemp("post"))
    with mail_server.running(certificate=certificate, key=key) as server:
        yield server


@pytest.fixture
def post(_open_post, settings) -> mail_server.Post:
    """A real SMTP server, empty, and the setting that leads to it."""
    settings.SAAN_EMAIL_URL = _open_post.url()
    return _open_post.emptied()


@pytest.fixture
def guarded_post(_guarded_post, settings) -> mail_server.Post:
    """One that wants STARTTLS and a name."""
    settings.SAAN_EMAIL_URL = _guarded_post.url(security="starttls", user="saraban")
    return _guarded_post.emptied()


@pytest.fixture(scope="session")
def mail_house() -> Iterator[mailbox.MailServer]:
    """A real IMAP server; tests are skipped, saying why, where Dovecot is not installed."""
    why = mailbox.missing()
    if why:
        pytest.skip(why)
    with mailbox.running() as server:
        yield server


@pytest.fixture
def box(mail_house, settings, office, request) -> "Box":
    """A mailbox of its own for each test, and the setting that leads to it."""
    user = f"box{abs(hash(request.node.nodeid))}"
    settings.SAAN_IMAP_URL = mail_house.url(user, office.code)
    return Box(mail_house, user)


class Box:
    """One user's mailbox."""

    def __init__(self, server: mailbox.MailServer, user: str) -> None:
        self.server, self.user = server, user

    def put(self, *mails: bytes) -> None:
        self.server.put(self.user, *mails)

    def counts(self) -> dict[str, int]:
        folders = {"new": "INBOX", "taken": "Saan-taken", "refused": "Saan-refused"}
        return {name: self.server.count(self.user, folder) for name, folder in folders.items()}

    def back(self) -> None:
        """Somebody moves what was refused back into the inbox."""
        with self.server.box(self.user) as client:
            client.select("Saan-refused")
            client.copy("1:*", "INBOX")
            client.store("1:*", "+FLAGS", "\\Deleted")
            client.expunge()


@pytest.fixture
def node(settings, office) -> Iterator[ecms_node.FakeNode]:
    """A node of e-CMS, and the setting that leads to it."""
    from saan.letters.actions.delivery import roads

    with ecms_node.running(OURS) as running:
        settings.SAAN_ECMS_URL = f"{running.url}?office={office.code}"
        roads.ecms_road.cache_clear()
        yield running
        roads.ecms_road.cache_clear()
