"""What was handed in, opened: the paper itself and, of mail, what came beside it."""

import mimetypes
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from saan.documents.reading import DocumentText, Part, UnreadableDocument, read_documents
from saan.kernel.refusals import Refused
from saan.letters.rules import FileRole

_MAIL = "message/rfc822"
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Beside:
    """A file that came with the paper, kept as it came whether or not it can be read."""

    name: str
    data: bytes
    media_type: str
    role: FileRole = FileRole.ENCLOSURE


@dataclass(frozen=True)
class Paper:
    """The paper to be read, and what came with it.

    `beside` are the other attachments and the mail that brought them; `attached` counts those attachments, None where
    nobody knows (the paper was handed in alone). `said` is what they say; `noticed` are Thai sentences for whoever
    handed the mail in.
    """

    name: str
    data: bytes
    document: DocumentText
    beside: tuple[Beside, ...] = ()
    attached: int | None = None
    said: tuple[str, ...] = ()
    noticed: tuple[str, ...] = ()


def opened(data: bytes, name: str) -> Paper:
    """The paper in a file; of mail its first attachment that can be read, else the words of the mail itself.

    Refused with the reader's reason where nothing can be read.
    """
    try:
        parts = read_documents(data, name)
    except UnreadableDocument as reason:
        raise Refused(str(reason), field="file") from reason
    body, *attached = parts
    assert body.document
    if not _is_mail(body):
        return Paper(name, data, body.document)
    files = [part for part in attached if not _is_mail(part)]
    chosen = next((part for part in files if part.document), body)
    assert chosen.document
    others = [part for part in files if part is not chosen]
    mail = () if chosen is body else (Beside(name, data, _MAIL, FileRole.MAIL),)
    return Paper(
        name=chosen.name,
        data=chosen.content,
        document=chosen.document,
        beside=(*(_beside(part) for part in others if part.content), *mail),
        attached=len(others),
        said=tuple(part.document.text for part in parts if part.document and part is not chosen),
        noticed=_noticed(chosen, others, name) if chosen is not body else (),
    )


def opened_with(data: bytes, name: str, beside: Sequence[tuple[str, bytes]]) -> Paper:
    """The paper named as the main letter, with the files handed over beside it, read or not."""
    paper = opened(data, name)
    files, said = list(paper.beside), list(paper.said)
    for other_name, content in beside:
        known = mimetypes.guess_type(other_name)[0] or _UNKNOWN
        files.append(Beside(other_name, content, known))
        with suppress(UnreadableDocument):
            parts = read_documents(content, other_name)
            said += [part.document.text for part in parts if part.document]
    attached = (paper.attached or 0) + len(beside)
    return replace(paper, beside=tuple(files), attached=attached, said=tuple(said))


def _is_mail(part: Part) -> bool:
    return part.document is not None and part.document.media_type == _MAIL


def _beside(part: Part) -> Beside:
    known = part.document.media_type if part.document else mimetypes.guess_type(part.name)[0]
    return Beside(part.name, part.content, known or _UNKNOWN)


def _noticed(chosen: Part, others: list[Part], name: str) -> tuple[str, ...]:
    beside = f"เก็บไฟล์แนบอื่น {len(others)} ไฟล์เป็นสิ่งที่ส่งมาด้วย" if others else "ไม่มีไฟล์แนบอื่น"
    told = [f"อ่านหนังสือจากไฟล์ {chosen.name} ในอีเมล {name} {beside} หากไม่ใช่หนังสือ ให้นำเข้าไฟล์ที่ถูกต้องแยกต่างหาก"]
    told += [part.problem for part in others if not part.content]
    return tuple(told)
