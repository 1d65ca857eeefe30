"""The python-telegram-bot application, put together from settings and services."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application
from telegram.request import HTTPXRequest

from bot.config import Settings
from bot.handlers import register
from bot.services import Services

POLL_SECONDS = 25
"""How long Telegram holds a getUpdates open when there is nothing to tell."""
CONNECT_SECONDS = 10.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(settings: Settings, token: str, services: Services) -> AnyApplication:
    """An application with all handlers, not yet started. Its Bot API is the one in `settings.api_url`."""
    base = settings.api_url.rstrip("/")
    application: AnyApplication = (
        Application.builder()
        .token(token)
        .base_url(base)
        .base_file_url(file_url(base))
        .request(_request(settings, connections=64, read_seconds=20.0))
        .get_updates_request(_request(settings, connections=2, read_seconds=POLL_SECONDS + 10.0))
        .build()
    )
    register(application, services)
    return application


def file_url(api_url: str) -> str:
    """Where files are fetched from: the API's address with its last `/bot` as `/file/bot`."""
    head, found, tail = api_url.rpartition("/bot")
    return f"{head}/file/bot{tail}" if found else api_url


def _request(settings: Settings, *, connections: int, read_seconds: float) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=settings.proxy or None,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
    )
