"""Updates that wait are sealed: AES-GCM under a key that only the token gives, and the token is never stored."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
"""NIST SP 800-38D recommends 96 bits for AES-GCM."""
_PURPOSE = b"hoidap pending updates 1"


class BrokenSealError(ValueError):
    """Sealed under another token, for another update, or damaged."""


class Seal:
    """Seals and opens payloads for one bot."""

    def __init__(self, token: str) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(token.encode())
        self._cipher = AESGCM(key)

    def close(self, update_id: int, payload: bytes) -> bytes:
        """The payload, sealed for that update."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, payload, _belongs_to(update_id))

    def open(self, update_id: int, sealed: bytes) -> bytes:
        """What was sealed for that update. Raises `BrokenSealError`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _belongs_to(update_id))
        except (InvalidTag, ValueError) as error:
            raise BrokenSealError(f"update {update_id}") from error


def _belongs_to(update_id: int) -> bytes:
    return str(update_id).encode()
