"""Sealing bytes under a key made for one purpose alone, so that what one room seals no other can open."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@lru_cache(maxsize=16)
def derived(secret: str, purpose: bytes) -> bytes:
    """32 bytes that follow from the secret and the purpose; nobody comes back from them to the secret."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


def seal_for(secret: str, purpose: bytes) -> Fernet:
    """The seal of one purpose: `encrypt` closes, `decrypt` opens and raises InvalidToken for another's seal."""
    return Fernet(base64.urlsafe_b64encode(derived(secret, purpose)))
