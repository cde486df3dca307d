"""Sealing bytes under a key made for one purpose alone, so that what one room seals no other can open."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@lru_cache(maxsize=16)
def derived(secret: str, purpose: bytes) -> bytes:
    """32 bytes that follow from the secret and the purpose; nobody comes back from them to the secret."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


def keys_of(secrets: str) -> list[str]:
    """The keys of a setting that names several, separated by commas: the first seals, all of them open."""
    return [key for each in secrets.split(",") if (key := each.strip())]


def seal_for(secrets: str, purpose: bytes) -> MultiFernet:
    """The seal of one purpose: `encrypt` closes with the first key, `decrypt` opens what any of them closed.

    Raises InvalidToken for what none of them closed.
    """
    return MultiFernet([_seal(key, purpose) for key in keys_of(secrets)])


def sealed_anew(token: bytes, secrets: str, purpose: bytes) -> bytes | None:
    """The same under the first key; None where the first key sealed it already."""
    try:
        _seal(keys_of(secrets)[0], purpose).decrypt(token)
    except InvalidToken:
        return seal_for(secrets, purpose).rotate(token)
    return None


def mark_of(secrets: str) -> str:
    """By what the first key is told from another in a record; nobody comes back from it to the key."""
    return derived(keys_of(secrets)[0], b"saan.mark").hex()[:12]


def _seal(key: str, purpose: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived(key, purpose)))
