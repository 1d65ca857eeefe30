"""The pieces of delivery put together: in, queue, work, out."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime

from bot.application import POLL_READ_SECONDS, build_application, request
from bot.config import Settings
from bot.delivery.polling import Poller
from bot.delivery.queue import UpdateQueue
from bot.delivery.receiving import Receiver
from bot.delivery.sealing import Seal
from bot.delivery.working import Workers
from bot.handlers import ALLOWED_UPDATES
from bot.health import Vitals
from bot.services import Services
from bot.store import StoreError
from bot.store.inbox import InboxStore

MOST_IN_WORK = 64
"""Updates in work at once, each of another chat."""
PROBE_SECONDS = 5.0
"""How long storage may take for the probe of its health."""


class Delivery:
    """One bot's updates, from their arrival to their outcome."""

    def __init__(self, settings: Settings, token: str, services: Services, inbox: InboxStore) -> None:
        self._settings = settings
        self._services = services
        self.vitals = Vitals(polls=not settings.webhook_url)
        self.application, dispatch = build_application(settings, token, services, self.vitals)
        metrics, clock = services.metrics, services.clock
        self._inbox = inbox
        self._queue = UpdateQueue(MOST_IN_WORK)
        self.receiver = Receiver(self._inbox, Seal(token), self._queue, clock, metrics, self.vitals)
        self._workers = Workers(
            dispatch,
            self.receiver,
            self._inbox,
            self._queue,
            clock,
            metrics,
            lambda text: services.notify_staff(text),
        )
        metrics.watch(metrics.pending, lambda: len(self._queue))
        metrics.watch(metrics.in_work, lambda: self._queue.out)
        metrics.watch(metrics.oldest, lambda: self.oldest_seconds() or 0.0)
        metrics.serve_content(services.served)
        services.on_serve.append(lambda: metrics.serve_content(services.served))

    async def start(self, stack: AsyncExitStack) -> None:
        """Works off what waits and whatever comes, until the stack is closed. The application is initialized."""
        await self.application.start()
        stack.push_async_callback(self.application.stop)
        stack.push_async_callback(self._workers.stop)
        self.receiver.changed = self._workers.pump
        self._workers.pump()
        _keep(stack, asyncio.create_task(self._workers.tidy()))

    async def poll(self, stack: AsyncExitStack) -> None:
        """Fetches updates until the stack is closed."""
        ours = request(self._settings, connections=2, read_seconds=POLL_READ_SECONDS)
        await ours.initialize()
        stack.push_async_callback(ours.shutdown)
        poller = Poller(ours, self.application.bot.base_url, ALLOWED_UPDATES, self.receiver, self.vitals)
        _keep(stack, asyncio.create_task(poller.run()))

    async def settled(self) -> None:
        """Waits until the outcome of everything in work is stored, which is a moment after its answer was sent."""
        await self._workers.settled()

    def oldest_seconds(self) -> float | None:
        """How long the oldest update without an outcome has waited."""
        oldest = self._queue.oldest
        return None if oldest is None else max(0.0, (self._now() - oldest).total_seconds())

    @property
    def pending(self) -> int:
        """How many updates have no outcome."""
        return len(self._queue)

    async def problems(self) -> list[str]:
        """What keeps the bot from its work, in Vietnamese; nothing when all is well."""
        found = self.vitals.problems(self.oldest_seconds())
        if not self._services.responder.content.articles:
            found.append("không có nội dung nào để trả lời")
        try:
            await asyncio.wait_for(self._inbox.probe(), PROBE_SECONDS)
        except (StoreError, TimeoutError):
            found.append("không ghi được vào cơ sở dữ liệu")
        return found

    def _now(self) -> datetime:
        return self._services.clock()


def bot_id(token: str) -> int:
    """The bot's id, which is the part of its token before the colon."""
    return int(token.partition(":")[0])


def _keep(stack: AsyncExitStack, task: asyncio.Task[None]) -> None:
    """Has the task run until the stack is closed."""

    async def end() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(end)
