"""Updates by webhook: one aiohttp route that takes what Telegram posts, and says 200 once it is stored."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.delivery.wire import UnreadableError, update_in
from bot.store import StoreError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not its value
MAX_BODY = 2 * 1024 * 1024

_log = logging.getLogger(__name__)

Receive = Callable[[Sequence[Any]], Awaitable[None]]
"""Stores raw updates; raises `StoreError` when it could not."""


def webhook_route(path: str, secret: str, receive: Receive) -> web.RouteDef:
    """Where Telegram posts. Requests without the right secret get 403, bodies that are no JSON object 400; 503, upon
    which Telegram sends the update again, when it could not be stored."""

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            update = update_in(await request.read())
        except UnreadableError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            await receive([update])
        except StoreError as error:
            _log.error("Tin mới chưa được nhận vì không lưu được: %s Telegram giữ tin và sẽ gửi lại.", error)
            return web.Response(status=503)
        return web.Response()

    return web.post(path, take)


def webhook_path(url: str) -> str:
    """The path at which Telegram will post, from the public address it was given."""
    return urlsplit(url).path or "/"
