"""Hashes instead of ids, and the key under which they are made."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.config import ConfigError, Settings

KEY_FILE = "secret.key"
KEY_BYTES = 32


def hash_id(secret: bytes, *parts: str | int) -> str:
    """What is stored instead of an id: HMAC-SHA256 under the secret, hex. Parts are kept apart, so that ("a", 12)
    and ("a1", 2) differ."""
    message = "\x1f".join(str(part) for part in parts)
    return hmac.digest(secret, message.encode(), "sha256").hex()


def load_or_create_secret(settings: Settings) -> bytes:
    """The key of the hashes: HOIDAP_SECRET, or the one in the data folder, made at first run, readable by the owner
    only. Raises `ConfigError` when it can be neither read nor written, or is broken."""
    if settings.secret is not None:
        return hashlib.sha256(settings.secret.get_secret_value().encode()).digest()
    path = settings.data / KEY_FILE
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise ConfigError(
            f"{path}: không đọc hay ghi được khóa băm ({error.strerror}). Hãy kiểm tra quyền của thư mục dữ liệu."
        ) from error
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigError(
            f"{path}: khóa băm bị hỏng. Hãy khôi phục tệp này từ bản sao lưu; nếu không có, xóa nó đi để tạo khóa mới "
            "(các câu hỏi cũ sẽ không còn nối được với người hỏi)."
        )
    return key


def _create(path: Path) -> None:
    """Written aside and linked into place: two starts at once agree on one key."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
