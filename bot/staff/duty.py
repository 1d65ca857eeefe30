"""What the process does about cases by itself, while it runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import TelegramError

from bot.staff.desk import Desk
from bot.store import StoreError

TICK_SECONDS = 20.0
CHECK_TICKS = 15
"""The bot's rights in the group are looked up at start and then once in so many ticks."""
PATIENCE = 5.0
"""Seconds that what is being sent gets to end."""
_log = logging.getLogger(__name__)


@asynccontextmanager
async def on_duty(desk: Desk | None) -> AsyncIterator[None]:
    """Does the periodic work while the block lasts; nothing at all without a staff group."""
    if desk is None or desk.staff.id is None:
        yield
        return
    work = asyncio.create_task(_work(desk))
    try:
        yield
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await desk.outbox.finish(PATIENCE)


async def _work(desk: Desk) -> None:
    ticks = 0
    while True:
        try:
            if ticks % CHECK_TICKS == 0 or not desk.open:
                await desk.check()
            await desk.tick()
        except (TelegramError, StoreError) as error:
            _log.warning("The periodic work about cases failed, it is tried again: %s", error)
        ticks += 1
        await asyncio.sleep(TICK_SECONDS)
