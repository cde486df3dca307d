"""A real SMTP server in a thread. It keeps what it was handed and answers as it is told to."""

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Taken:
    """One message as the server took it."""

    sender: str
    receivers: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)  # type: ignore[return-value]


@dataclass
class Post:
    """The server's state. `says` are answers to give to the next messages, "" for taking one; then all are taken.

    An answer of None breaks the connection after the message was taken, as when a line goes down at the wrong moment.
    """

    port: int = 0
    certificate: Path | None = None
    taken: list[Taken] = field(default_factory=list)
    says: list[str | None] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    signed_in: list[str] = field(default_factory=list)

    def emptied(self) -> "Post":
        """As new, for the next test."""
        for each in (self.taken, self.says, self.unknown, self.signed_in):
            each.clear()
        return self

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        says = self.says.pop(0) if self.says else ""
        if says:
            return says
        self.taken.append(Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content))
        if says is None:
            server.transport.close()
        return "250 taken"

    def url(self, *, security: str = "", user: str = "", most: int = 20) -> str:
        """The value of SAAN_EMAIL_URL for this server."""
        scheme = {"": "smtp", "starttls": "smtp+starttls"}[security]
        who = f"{user}:secret@" if user else ""
        trust = f"&ca={self.certificate}" if security else ""
        return f"{scheme}://{who}127.0.0.1:{self.port}?from=saraban@example.go.th&most={most}{trust}"


@contextmanager
def running(*, certificate: Path | None = None, key: Path | None = None) -> Iterator[Post]:
    """The server while the block lasts; with a certificate it offers STARTTLS and asks for a name."""
    post = Post(certificate=certificate)
    extra: dict = {}
    if certificate and key:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def enter(
            server: SMTP, session: object, envelope: object, mechanism: str, told: object
        ) -> AuthResult:
            post.signed_in.append(told.login.decode())
            return AuthResult(success=told.password == b"secret")

        extra = {"tls_context": context, "authenticator": enter, "auth_require_tls": True}
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(post, hostname="127.0.0.1", loop=loop, **extra), "127.0.0.1", 0)
    )
    post.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_hung_up(loop))
        loop.close()


async def _hung_up(loop: asyncio.AbstractEventLoop) -> None:
    """Break off every conversation that is still open."""
    others = asyncio.all_tasks(loop) - {asyncio.current_task(loop)}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
