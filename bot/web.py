"""The bot's one web server: whether it is well, what is measured, and, where set, Telegram's posts."""

from __future__ import annotations

import time
from collections.abc import Iterable

from aiohttp import web

from bot.delivery.delivery import Delivery
from bot.metrics import CONTENT_TYPE
from bot.services import Services
from bot.webhook import MAX_BODY


def status_routes(delivery: Delivery, services: Services) -> list[web.AbstractRouteDef]:
    """/healthz: 200 or 503 with what is wrong; /metrics for Prometheus."""

    async def health(_request: web.Request) -> web.Response:
        problems = await delivery.problems()
        last = delivery.vitals.last_update
        body = {
            "ok": not problems,
            "problems": problems,
            "content": services.responder.content.digest,
            "pending": delivery.pending,
            "oldest_pending_seconds": delivery.oldest_seconds(),
            "last_update_seconds_ago": None if last is None else round(time.monotonic() - last, 1),
        }
        return web.json_response(body, status=503 if problems else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=services.metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    return [web.get("/healthz", health), web.get("/metrics", metrics)]


async def serve(routes: Iterable[web.AbstractRouteDef], listen: str) -> web.AppRunner:
    """Starts the server on `host:port`; the caller cleans the runner up. Raises `OSError` when the port is taken."""
    host, _, port = listen.rpartition(":")
    app = web.Application(client_max_size=MAX_BODY)
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner
