"""Official numbers under seal: encrypted at rest, compared by a keyed hash, shown by their last digits alone.

Both keys are derived from SAAN_DATA_KEY (or SAAN_SECRET_KEY); where it names several, the first seals and all open.
A number is read whole only by `unsealed`, which only the action that records the look may call.
"""

import hmac

from cryptography.fernet import InvalidToken
from django.conf import settings

from saan.kernel import citizen_id
from saan.kernel.digits import to_arabic
from saan.kernel.refusals import Refused
from saan.kernel.seals import derived, keys_of, seal_for, sealed_anew
from saan.registry.rules import IdentityKind, ProducerKind

_SEAL, _PRINT = b"saan.registry.seal", b"saan.registry.fingerprint"
_BETWEEN = " -/.\u2010\u2011\u2012\u2013\u2014"
_SHOWN = {IdentityKind.CITIZEN: 3, IdentityKind.JURISTIC: 3, IdentityKind.COMMUNITY: 4}
ASKED_OF: dict[str, IdentityKind] = {
    ProducerKind.GROUP: IdentityKind.CITIZEN,
    ProducerKind.SOLE: IdentityKind.CITIZEN,
    ProducerKind.SME: IdentityKind.JURISTIC,
}
"""Which number an application of each kind of producer asks for; public bodies are asked for none."""


def bare_number(kind: str, written: str) -> str:
    """The digits of a number as written. Refused where it cannot be one: the check digit catches a slip of the pen."""
    digits = "".join(char for char in to_arabic(written) if char not in _BETWEEN)
    if not (digits.isascii() and digits.isdecimal()):
        raise Refused("เลขประจำตัวมีเฉพาะตัวเลข โปรดตรวจแล้วกรอกใหม่", field="identity_number")
    if kind == IdentityKind.CITIZEN and not citizen_id.is_valid(digits):
        raise Refused(
            "เลขประจำตัวประชาชนไม่ถูกต้อง ต้องมี 13 หลักและตรงกับเลขตรวจสอบ โปรดดูจากบัตรอีกครั้ง", field="identity_number"
        )
    if kind == IdentityKind.JURISTIC and not (len(digits) == 13 and digits[0] == "0"):
        raise Refused("เลขทะเบียนนิติบุคคลมี 13 หลักและขึ้นต้นด้วย 0 โปรดตรวจแล้วกรอกใหม่", field="identity_number")
    if kind == IdentityKind.COMMUNITY and not 8 <= len(digits) <= 20:
        raise Refused("เลขวิสาหกิจชุมชนมี 8 ถึง 20 หลัก โปรดดูจากหนังสือสำคัญแสดงการจดทะเบียน", field="identity_number")
    return digits


def sealed(number: str) -> bytes:
    """The number under seal; the same number sealed twice gives different bytes."""
    return seal_for(settings.SAAN_DATA_KEY, _SEAL).encrypt(number.encode())


def unsealed(token: bytes) -> str:
    """The number again. Refused where no key of SAAN_DATA_KEY sealed it."""
    try:
        return seal_for(settings.SAAN_DATA_KEY, _SEAL).decrypt(bytes(token)).decode()
    except InvalidToken as wrong:
        raise Refused("เปิดเลขนี้ไม่ได้ เพราะกุญแจข้อมูลของระบบไม่ใช่ดอกที่ใช้ปิดผนึก แจ้งผู้ดูแลระบบ") from wrong


def resealed(kind: str, token: bytes) -> tuple[bytes, str] | None:
    """Seal and fingerprint under the first key; None where that key made them already. Refused as `unsealed`."""
    number = unsealed(token)
    fresh = sealed_anew(bytes(token), settings.SAAN_DATA_KEY, _SEAL)
    return (fresh, fingerprint(kind, number)) if fresh else None


def fingerprint(kind: str, number: str) -> str:
    """Equal for equal numbers of one kind; nobody without the key can try numbers against it."""
    key = derived(keys_of(settings.SAAN_DATA_KEY)[0], _PRINT)
    return hmac.new(key, f"{kind}:{number}".encode(), "sha256").hexdigest()


def tail_of(kind: str, number: str) -> str:
    """The last digits, all that is ever shown."""
    return number[-_SHOWN[IdentityKind(kind)] :]


def masked(kind: str, tail: str) -> str:
    """x-xxxx-xxxxx-12-3 for the thirteen digits of a person, x…x1234 for the others."""
    if kind == IdentityKind.CITIZEN:
        return f"x-xxxx-xxxxx-{tail[:2]}-{tail[2:]}"
    return f"xxxxxxxxxx{tail}"
