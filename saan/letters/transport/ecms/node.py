"""Speaking with our node by HTTP: every answer is bounded in time and size, and every failure is a typed fault."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from uuid import uuid4

from saan.letters.rules import NoticeKind
from saan.letters.transport.ecms import reading, writing
from saan.letters.transport.ecms.messages import Inbound, Organisation, Status
from saan.letters.transport.ecms.reading import MOST_BYTES, Unreadable
from saan.letters.transport.faults import Fault, Refused, SizeLimitExceeded, Unreachable
from saan.letters.transport.parcel import Parcel, Word
from saan.letters.transport.places import MEGABYTE, EcmsPlace

DIRECTORY_SECONDS = 3600.0
"""For how long the exchange's directory is believed before it is asked again."""


class Node:
    """Our node: one method a kind of request. All raise Fault."""

    def __init__(self, place: EcmsPlace) -> None:
        self.place = place
        self._directory: dict[str, Organisation] = {}
        self._asked = 0.0

    def put(self, message: bytes) -> str:
        """Hand in a letter or a notifier; the process id it was given."""
        return self._read(reading.receipt, message)

    def head(self) -> Inbound | None:
        """What stands first in our queue; None when it is empty."""
        return self._read(reading.inbound, writing.poll(uuid4(), to=self.place.url))

    def delete(self, process_id: str) -> None:
        """Take the head off our queue."""
        self._read(reading.receipt, writing.taken(uuid4(), process_id, to=self.place.url))

    def statuses(self) -> tuple[Status, ...]:
        return self._read(reading.statuses, self._question("OutboundStatusRequest"))

    def address_of(self, code: str) -> str:
        """The node of an organisation as the directory tells it; our own where it does not, to pass on."""
        if time.monotonic() - self._asked > DIRECTORY_SECONDS or not self._asked:
            self._ask_directory()
        known = self._directory.get(code)
        return known.url if known and known.url else self.place.url

    def _ask_directory(self) -> None:
        self._asked = time.monotonic()
        try:
            found = self._read(reading.organisations, self._question("GetOrganizationList"))
        except Fault:
            return
        self._directory = {each.code: each for each in found}

    def _question(self, name: str) -> bytes:
        return writing.question(name, uuid4(), to=self.place.url)

    def _read[T](self, read: Callable[[bytes], T], message: bytes) -> T:
        answer = self._post(message)
        try:
            return read(answer)
        except Unreadable as error:
            raise Unreachable(f"สถานี e-CMS ตอบกลับอ่านไม่ได้: {error}") from error

    def _post(self, message: bytes) -> bytes:
        if len(message) > self.place.most_bytes:
            most = self.place.most_bytes // MEGABYTE
            raise SizeLimitExceeded(f"{len(message) / MEGABYTE:.1f} จากที่ส่งได้ {most} เมกะไบต์")
        request = urllib.request.Request(
            self.place.url,
            data=message,
            method="POST",
            headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""', "Accept": "text/xml"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.place.timeout) as response:
                return _bounded(response)
        except urllib.error.HTTPError as error:
            with error:
                return _of_error(error)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise Unreachable(str(getattr(error, "reason", error)) or type(error).__name__) from error


def _bounded(response: http.client.HTTPResponse | urllib.error.HTTPError) -> bytes:
    data = response.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreachable("สถานี e-CMS ตอบกลับใหญ่เกินกำหนด")
    return data


def _of_error(error: urllib.error.HTTPError) -> bytes:
    """SOAP sends its faults with status 500: such a body is an answer like another. Anything else is a fault itself."""
    if error.code == http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise SizeLimitExceeded("สถานี e-CMS ตอบ 413")
    if error.code < 500:
        raise (Unreachable if error.code in (401, 403, 404, 408, 429) else Refused)(
            f"สถานี e-CMS ตอบ {error.code}"
        )
    try:
        body = _bounded(error)
        reading.tree(body)
    except (Unreadable, http.client.HTTPException, OSError) as problem:
        raise Unreachable(f"สถานี e-CMS ตอบ {error.code}") from problem
    return body


class Ecms:
    """The road by e-CMS."""

    def __init__(self, place: EcmsPlace) -> None:
        self.node = Node(place)

    def send(self, parcel: Parcel) -> None:
        self.node.put(writing.letter(parcel, to=self.node.address_of(parcel.receiver.code)))

    def tell(self, word: Word) -> None:
        to = self.node.address_of(word.receiver.code)
        write = writing.withdrawal if word.kind == NoticeKind.WITHDRAWN else writing.notifier
        self.node.put(write(word, to=to))
