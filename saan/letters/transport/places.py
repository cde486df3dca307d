"""Where the roads begin: the addresses an administrator writes into the environment, taken apart and checked."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

MEGABYTE = 1024 * 1024


class Misconfigured(Exception):
    """A setting that cannot be used; the Thai sentence names it and says what is expected. Never shows a password."""


@dataclass(frozen=True)
class EmailPlace:
    """The mail server that takes our letters (SAAN_EMAIL_URL)."""

    host: str
    port: int
    sender: str
    security: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    most_bytes: int = 20 * MEGABYTE
    ca: str = ""
    timeout: float = 30.0

    @classmethod
    def of(cls, url: str) -> "EmailPlace":
        """smtp://, smtp+starttls:// or smtps://user:password@host:port?from=saraban@…&most=20 (megabytes)&ca=file."""
        parts, more = _split(url, "SAAN_EMAIL_URL", ("smtp", "smtp+starttls", "smtps"))
        sender = more.get("from", "")
        if "@" not in sender:
            raise Misconfigured(
                "SAAN_EMAIL_URL ต้องมี ?from= เป็นอีเมลกลางของหน่วยงาน เช่น ?from=saraban@example.go.th"
            )
        return cls(
            host=parts.hostname or "",
            port=parts.port or {"smtp": 25, "smtp+starttls": 587, "smtps": 465}[parts.scheme],
            sender=sender,
            security={"smtp": "", "smtp+starttls": "starttls", "smtps": "tls"}[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            most_bytes=_number(more, "most", 20, "SAAN_EMAIL_URL") * MEGABYTE,
            ca=more.get("ca", ""),
        )


@dataclass(frozen=True)
class MailboxPlace:
    """The office's mailbox (SAAN_IMAP_URL): `office` is the office's code in Saan."""

    host: str
    port: int
    user: str
    office: str
    security: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    taken: str = "Saan-taken"
    refused: str = "Saan-refused"
    ca: str = ""
    timeout: float = 30.0

    @classmethod
    def of(cls, url: str) -> "MailboxPlace":
        """imap://, imap+starttls:// or imaps://user:password@host:port/INBOX?office=CODE&taken=FOLDER&refused=FOLDER."""
        parts, more = _split(url, "SAAN_IMAP_URL", ("imap", "imap+starttls", "imaps"))
        if not more.get("office") or not parts.username:
            raise Misconfigured("SAAN_IMAP_URL ต้องมีชื่อผู้ใช้ และ ?office= เป็นรหัสหน่วยงานเจ้าของกล่องจดหมาย")
        return cls(
            host=parts.hostname or "",
            port=parts.port or (993 if parts.scheme == "imaps" else 143),
            user=unquote(parts.username),
            office=more["office"],
            security={"imap": "", "imap+starttls": "starttls", "imaps": "tls"}[parts.scheme],
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            taken=more.get("taken", cls.taken),
            refused=more.get("refused", cls.refused),
            ca=more.get("ca", ""),
        )


@dataclass(frozen=True)
class EcmsPlace:
    """Our node of the exchange (SAAN_ECMS_URL): `office` is the code in Saan of the office it belongs to."""

    url: str
    office: str
    timeout: float = 60.0
    most_bytes: int = 30 * MEGABYTE

    @classmethod
    def of(cls, url: str) -> "EcmsPlace":
        """https://node/ecms-ws01/service2?office=CODE&most=30 (megabytes)&timeout=60 (seconds)."""
        parts, more = _split(url, "SAAN_ECMS_URL", ("http", "https"))
        if parts.username is not None or parts.password is not None:
            raise Misconfigured("SAAN_ECMS_URL ใส่ชื่อผู้ใช้หรือรหัสผ่านไม่ได้ เพราะที่อยู่นี้เขียนลงในข้อความที่ส่งออก")
        if not more.get("office"):
            raise Misconfigured("SAAN_ECMS_URL ต้องมี ?office= เป็นรหัสหน่วยงานเจ้าของสถานี e-CMS")
        return cls(
            url=parts._replace(query="", fragment="").geturl(),
            office=more["office"],
            timeout=float(_number(more, "timeout", 60, "SAAN_ECMS_URL")),
            most_bytes=_number(more, "most", 30, "SAAN_ECMS_URL") * MEGABYTE,
        )


def _split(url: str, name: str, schemes: tuple[str, ...]) -> tuple[SplitResult, dict[str, str]]:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in schemes and parts.hostname and (parts.port or True)
    except ValueError:
        usable = False
    if not usable:
        raise Misconfigured(
            f"{name} ต้องขึ้นต้นด้วย {' หรือ '.join(each + '://' for each in schemes)} ตามด้วยชื่อเครื่อง"
        )
    return parts, {key: values[-1] for key, values in parse_qs(parts.query).items()}


def _number(more: dict[str, str], key: str, usual: int, name: str) -> int:
    written = more.get(key, str(usual))
    if not written.isascii() or not written.isdecimal() or int(written) < 1:
        raise Misconfigured(f"{name} ค่า {key}= ต้องเป็นจำนวนเต็มตั้งแต่ 1")
    return int(written)
