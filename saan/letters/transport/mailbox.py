"""The office's mailbox by IMAP: what lies in it, one message at a time, and moving it away when it is done with."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from saan.letters.transport.faults import Unreachable
from saan.letters.transport.places import MailboxPlace


class Mailbox:
    """An open mailbox. Nothing in it is ever deleted, only moved."""

    def __init__(self, box: BaseMailBox, place: MailboxPlace) -> None:
        self._box, self.place = box, place

    def waiting(self) -> list[str]:
        """The uids of what lies in the folder, oldest first."""
        return list(self._box.uids())

    def size(self, uid: str) -> int:
        _, data = self._box.client.uid("fetch", uid, "(RFC822.SIZE)")
        said = data[0] if data and data[0] else b""
        text = (said[0] if isinstance(said, tuple) else said).decode("ascii", "replace")
        digits = text.partition("RFC822.SIZE")[2].strip(" )")
        return int(digits) if digits.isdecimal() else 0

    def raw(self, uid: str, *, headers_only: bool = False) -> bytes:
        """The message as it came, without marking it as read; empty when somebody took it away meanwhile."""
        part = "(BODY.PEEK[HEADER])" if headers_only else "(BODY.PEEK[])"
        _, data = self._box.client.uid("fetch", uid, part)
        return next((each[1] for each in data or [] if isinstance(each, tuple)), b"")

    def move(self, uid: str, folder: str) -> None:
        """Move to a folder, made if it is not there."""
        if not self._box.folder.exists(folder):
            self._box.folder.create(folder)
        self._box.move(uid, folder)


@contextmanager
def opened_mailbox(place: MailboxPlace) -> Iterator[Mailbox]:
    """Sign in and open the folder. Unreachable when the server does not answer, refuses us, or goes away."""
    try:
        box = _box(place)
        enter = box.login if place.password.isascii() and place.user.isascii() else box.login_utf8
        try:
            enter(place.user, place.password, initial_folder=place.folder)
            yield Mailbox(box, place)
        finally:
            _leave(box)
    except (imaplib.IMAP4.error, ImapToolsError, OSError) as error:
        raise Unreachable(str(error) or type(error).__name__) from error


def _leave(box: BaseMailBox) -> None:
    try:
        box.client.logout()
    except (imaplib.IMAP4.error, OSError):
        box.client.shutdown()


def _box(place: MailboxPlace) -> BaseMailBox:
    trust = ssl.create_default_context(cafile=place.ca or None)
    if place.security == "tls":
        return MailBox(place.host, place.port, timeout=place.timeout, ssl_context=trust)
    if place.security == "starttls":
        return MailBoxStartTls(place.host, place.port, timeout=place.timeout, ssl_context=trust)
    return MailBoxUnencrypted(place.host, place.port, timeout=place.timeout)
