"""The python-telegram-bot application, put together from settings and services."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.config import Settings
from bot.delivery.outgoing import Outgoing
from bot.delivery.pacing import Pacing
from bot.delivery.transport import AiohttpRequest
from bot.handlers import register
from bot.handlers.dispatch import Dispatch
from bot.health import Vitals
from bot.services import Services

CONNECTIONS = 128
READ_SECONDS = 20.0
POLL_READ_SECONDS = 35.0
"""Longer than Telegram holds a getUpdates open."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings, token: str, services: Services, vitals: Vitals
) -> tuple[AnyApplication, Dispatch]:
    """An application with all handlers, not yet started, and what works updates off with them. Its Bot API is the one
    in `settings.api_url`; it fetches no updates by itself (see `bot.delivery`)."""
    base = settings.api_url.rstrip("/")
    pacing = Pacing(settings.sending.pace() if settings.limits == "on" else None)
    sending = request(settings, connections=CONNECTIONS, read_seconds=READ_SECONDS)
    application: AnyApplication = (
        Application.builder()
        .token(token)
        .base_url(base)
        .base_file_url(file_url(base))
        .request(sending)
        .get_updates_request(request(settings, connections=2, read_seconds=POLL_READ_SECONDS))
        .rate_limiter(Outgoing(sending, pacing, services.metrics, vitals))
        .updater(None)
        .job_queue(None)
        .build()
    )
    return application, register(application, services)


def request(settings: Settings, *, connections: int, read_seconds: float) -> AiohttpRequest:
    """Connections to the Bot API, through the proxy of the settings."""
    return AiohttpRequest(connections=connections, read_seconds=read_seconds, proxy=settings.proxy or None)


def file_url(api_url: str) -> str:
    """Where files are fetched from: the API's address with its last `/bot` as `/file/bot`."""
    head, found, tail = api_url.rpartition("/bot")
    return f"{head}/file/bot{tail}" if found else api_url
