"""A node of e-CMS as far as public clients show one: a real HTTP server, sometimes down, slow or out of its mind.

Letters put into it go to the queue of the organisation they are for; notifiers go to whoever sent the letter. It speaks
with the test's own words, not through the code under test: only what comes in is read by it.
"""

import base64
import itertools
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from saan.letters.rules import NoticeKind
from saan.letters.transport.ecms.messages import NOTIFIERS, Letter, Notifier
from saan.letters.transport.ecms.reading import request

SOAP = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>{}'
    "</SOAP-ENV:Body></SOAP-ENV:Envelope>"
)
ERROR = "<ErrorDetail><ErrorCode>{}</ErrorCode><ErrorDescription>{}</ErrorDescription></ErrorDetail>"


@dataclass
class Moods:
    """What the next requests meet, one mood a request: "", "down", "slow", "garbage", "lost", "error:code:words".

    "lost" does what was asked and then breaks off before it answers.
    """

    next: deque[str] = field(default_factory=deque)

    def take(self) -> str:
        return self.next.popleft() if self.next else ""


@dataclass
class FakeNode:
    """The exchange seen from our node: its queue for us, what others were sent, and every request's bytes."""

    code: str
    port: int = 0
    moods: Moods = field(default_factory=Moods)
    queue: deque[tuple[str, str]] = field(default_factory=deque)
    sent: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    told: list[Notifier] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    message_ids: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    repeats: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1001))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/ecms-ws01/service2"

    def answer(self, data: bytes) -> str:
        """What the node says to a request."""
        with self.lock:
            self.requests.append(data)
            operation, message_id, _, content = request(data)
            if operation == "CorrespondenceLetterInboundRequest":
                return self._head()
            if operation == "CorrespondenceLetterDeleteRequest":
                return self._delete(data)
            if operation == "CorrespondenceDeleteGovernmentDocumentRequest":
                return self._withdraw(data)
            if operation == "GetOrganizationList":
                return "<GetOrganizationListResponse/>"
            if operation == "OutboundStatusRequest":
                return "<OutboundStatusResponse/>"
            return self._put(message_id, content)

    def _head(self) -> str:
        if not self.queue:
            return "<CorrespondenceLetterInboundResponse/>"
        process_id, content = self.queue[0]
        return (
            f"<CorrespondenceLetterInboundResponse><ProcessID>{process_id}</ProcessID>"
            f"<ProcessTime>2026-11-22T09:00:00</ProcessTime>{content}</CorrespondenceLetterInboundResponse>"
        )

    def _delete(self, data: bytes) -> str:
        wanted = data.decode().partition("<ProcessID>")[2].partition("<")[0]
        if not self.repeats:
            self.queue = deque(each for each in self.queue if each[0] != wanted)
        self.repeats = False
        return _confirmed("CorrespondenceLetterDeleteResponse", wanted)

    def _withdraw(self, data: bytes) -> str:
        number = data.decode().partition("<LetterID>")[2].partition("<")[0]
        self.withdrawn.append(number)
        for letters in self.sent.values():
            letters[:] = [each for each in letters if each.number != number]
        return self._receipt()

    def _put(self, message_id: str, content: Letter | Notifier | None) -> str:
        self.message_ids.append(message_id)
        if isinstance(content, Notifier):
            self.told.append(content)
            return self._receipt()
        assert content is not None
        box = self.sent[content.receiver.department]
        if any(each.number == content.number for each in box):
            return ERROR.format("E0001", "เลขที่หนังสือซ้ำ")
        box.append(content)
        return self._receipt()

    def _receipt(self) -> str:
        return _confirmed("CorrespondenceLetterOutboundResponse", str(next(self.numbers)))

    def puts(self, content: str, process_id: str = "") -> str:
        """Lay something into our queue; its process id."""
        process_id = process_id or str(next(self.numbers))
        self.queue.append((process_id, content))
        return process_id

    def notifies(
        self, kind: NoticeKind, number: str, *, dated: str = "", accepted: str = "", department: str = ""
    ) -> str:
        """The other side answers a letter of ours."""
        name = NOTIFIERS[kind]
        accept = f"<AcceptID>{escape(accepted)}</AcceptID>" if accepted else ""
        by = f"<AcceptDepartment><Code>{department}</Code></AcceptDepartment>" if department else ""
        return self.puts(
            f"<{name}><LetterID>{escape(number)}</LetterID>{accept}<CorrespondenceDate>{dated}</CorrespondenceDate>"
            f"<Subject>เรื่อง</Subject>{by}</{name}>"
        )


def _confirmed(name: str, process_id: str) -> str:
    return f"<{name}><ProcessID>{process_id}</ProcessID></{name}>"


def document(
    *,
    number: str = "ฉช ๐๐๑๙/ว ๔๑๐๑",
    to: str = "11008",
    by: str = "11002",
    main: bytes = b"",
    mime: str = "text/plain",
    attachments: tuple[tuple[str, bytes], ...] = (),
    secret: str = "001",
) -> str:
    """A letter as one client writes it: the department's code in the ministry's field too, text unescaped by habit."""
    files = "".join(
        f'<ram:AttachmentBinaryObject mimeCode="{kind}">{base64.b64encode(data).decode()}</ram:AttachmentBinaryObject>'
        for kind, data in attachments
    )
    return (
        "<rsm:GovernmentDocument "
        'xmlns:ram="urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1" '
        'xmlns:rsm="urn:th:gov:egif:data:standard:GovernmentDocument:1.0"><ram:CorrespondenceLetter ID="Letter">'
        f"<ram:ID>{number}</ram:ID><ram:CorrespondenceDate>2023-09-20</ram:CorrespondenceDate>"
        f"<ram:Subject>การขึ้นทะเบียนผู้ผลิตชุมชน</ram:Subject><ram:SecretCode>{secret}</ram:SecretCode>"
        "<ram:SpeedCode>001</ram:SpeedCode><ram:SenderParty><ram:GivenName>คราม</ram:GivenName>"
        "<ram:FamilyName>ย้อมใจ</ram:FamilyName><ram:JobTitle>พัฒนาการจังหวัด</ram:JobTitle>"
        f"<ram:MinistryOrganization><ram:ID>{by}</ram:ID></ram:MinistryOrganization>"
        f"<ram:DepartmentOrganization><ram:ID>{by}</ram:ID></ram:DepartmentOrganization></ram:SenderParty>"
        f"<ram:ReceiverParty><ram:MinistryOrganization><ram:ID>{to}</ram:ID></ram:MinistryOrganization>"
        f"<ram:DepartmentOrganization><ram:ID>{to}</ram:ID></ram:DepartmentOrganization></ram:ReceiverParty>"
        f'<ram:MainLetterBinaryObject mimeCode="{mime}">{base64.b64encode(main).decode()}</ram:MainLetterBinaryObject>'
        f"{files}</ram:CorrespondenceLetter></rsm:GovernmentDocument>"
    )


@contextmanager
def running(code: str = "11008", *, patience: float = 0.3) -> Iterator[FakeNode]:
    """The node while the block lasts; "slow" takes longer than `patience` seconds twice over."""
    node = FakeNode(code)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            mood = node.moods.take()
            if mood == "slow":
                threading.Event().wait(patience * 2)
            if mood == "down":
                return self._say(503, b"Service Unavailable")
            if mood == "garbage":
                return self._say(200, b"<html><p>It works!")
            said = ERROR.format(*mood.split(":")[1:]) if mood.startswith("error") else node.answer(data)
            if mood == "lost":
                self.close_connection = True
                return None
            return self._say(200, SOAP.format(said).encode())

        def _say(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    node.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield node
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
