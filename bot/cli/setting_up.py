"""What several commands begin with: settings read, content loaded."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.config import ConfigError, Settings, load_settings
from bot.content_folder import resolve_content
from intents.content.loader import load_or_raise
from intents.content.model import Content
from intents.responder import Responder


def load_content(settings: Settings) -> Content:
    """The content that the settings name. Raises `ContentError`."""
    return load_or_raise(resolve_content(settings).path)


def load_responder() -> Responder:
    """A responder over the configured content; the fitted model is shared with the bot where it has a data folder.
    Raises `ConfigError` or `ContentError`."""
    settings = load_settings()
    models = settings.models if settings.data.is_dir() else None
    return Responder(load_content(settings), settings.matcher.thresholds(), models)


def today() -> date:
    """The day in Da Nang."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def bot_name(settings: Settings, named: str | None) -> str:
    """The bot's user name, given with the command or in the settings; empty when it is not known. Raises
    `ConfigError` when it can be no user name."""
    name = (named or settings.operator.bot).strip().removeprefix("https://t.me/").removeprefix("@")
    if name and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", name):
        raise ConfigError(f"{name!r} không phải tên bot trên Telegram, ví dụ HoiDapSoBot.")
    return name


def written(path: Path, data: bytes) -> None:
    """Writes a file and prints its name. Raises `ConfigError`."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ConfigError(f"{path}: không ghi được ({error.strerror}). Hãy chọn tệp khác bằng -o.") from error
    click.echo(str(path))
