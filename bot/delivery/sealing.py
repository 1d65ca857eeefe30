"""What waits is sealed: AES-GCM under a key that only the token gives, and the token is never stored."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
"""NIST SP 800-38D recommends 96 bits for AES-GCM."""
UPDATES, WORDS_OF_STAFF = b"hoidap pending updates 1", b"hoidap words of staff 1"
"""What a key is for: what is sealed under one cannot be opened under another."""


class BrokenSealError(ValueError):
    """Sealed under another token, for something else, or damaged."""


class Seal:
    """Seals and opens payloads for one bot."""

    def __init__(self, token: str, purpose: bytes = UPDATES) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(token.encode())
        self._cipher = AESGCM(key)

    def close(self, belongs_to: int | str, payload: bytes) -> bytes:
        """The payload, sealed for that update, or whatever it belongs to."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, payload, str(belongs_to).encode())

    def open(self, belongs_to: int | str, sealed: bytes) -> bytes:
        """What was sealed for it. Raises `BrokenSealError`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], str(belongs_to).encode())
        except (InvalidTag, ValueError) as error:
            raise BrokenSealError(str(belongs_to)) from error
