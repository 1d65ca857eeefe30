"""What keeps people's data from being kept: numbers masked in text, hashes instead of ids."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from bot.config import ConfigError, Settings

NUMBER, EMAIL, CODE = "[số]", "[email]", "[mã]"
"""What stands in the text instead."""

MIN_DIGITS = 9
"""Runs of digits of this length are masked: identity cards, telephone numbers, accounts."""

_EMAIL = re.compile(r"[^\s@<>,;:]{1,64}@[^\s@<>,;:]+\.[^\s@<>,;:]+")
_CODE = re.compile(r"(?i)\b(otp|mã xác (?:nhận|thực)|passcode|mật khẩu|pin)(\W{0,3}(?:là|la|:)?\W{0,3})(\d{4,8})\b")
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?=\s*(?:đồng|dong|đ\b|vnd|vnđ|₫))", re.IGNORECASE)
_RUN = re.compile(rf"\+?\(?\d(?:[ .\-()]{{0,2}}\d){{{MIN_DIGITS - 1},}}")

KEY_FILE = "secret.key"
KEY_BYTES = 32


def mask(text: str) -> str:
    """The text with personal numbers, one-time codes and e-mail addresses replaced; amounts of money, dates and short
    numbers stay. Applied twice it changes nothing more."""
    text = _CODE.sub(rf"\1\2{CODE}", _EMAIL.sub(EMAIL, text))
    amounts = [match.span() for match in _MONEY.finditer(text)]

    def masked(match: re.Match[str]) -> str:
        inside = any(start <= match.start() and match.end() <= end for start, end in amounts)
        return match[0] if inside else NUMBER

    return _RUN.sub(masked, text)


def hash_id(secret: bytes, *parts: str | int) -> str:
    """What is stored instead of an id: HMAC-SHA256 under the secret, hex. Parts are kept apart, so that ("a", 12)
    and ("a1", 2) differ."""
    message = "\x1f".join(str(part) for part in parts)
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()


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
