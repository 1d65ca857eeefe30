"""Updates by webhook: one aiohttp route that takes what Telegram posts and hands it to the application."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from json import JSONDecodeError
from urllib.parse import urlsplit

from aiohttp import web

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not its value
MAX_BODY = 2 * 1024 * 1024

_log = logging.getLogger(__name__)

Take = Callable[[dict[str, object]], Awaitable[None]]
"""What is done with the raw JSON of an update."""


def webhook_app(path: str, secret: str, take: Take) -> web.Application:
    """The server that listens for Telegram's posts at `path`. Requests without the right secret get 403, bodies that
    are no JSON object 400; 200 is sent only once `take` has returned."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=403)
        try:
            update = await request.json()
        except (JSONDecodeError, UnicodeDecodeError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        await take(update)
        return web.Response()

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post(path, receive)
    return app


async def serve(app: web.Application, listen: str) -> web.AppRunner:
    """Starts the server on `host:port`; the caller cleans the runner up. Raises `OSError` when the port is taken."""
    host, _, port = listen.rpartition(":")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    _log.info("Listening for Telegram on %s", listen)
    return runner


def webhook_path(url: str) -> str:
    """The path at which Telegram will post, from the public address it was given."""
    return urlsplit(url).path or "/"
