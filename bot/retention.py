"""Forgetting what is older than the settings allow: at start, then every night."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.services import Services
from bot.store import StoreError
from bot.store.mending import KEPT

HOUR_OF_DAY = 3
"""When nobody asks much."""
AGAIN = 3600.0
"""Seconds until the next attempt when storage failed."""

_log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


async def keep_retention(services: Services, sleep: Sleep = asyncio.sleep) -> None:
    """Never returns: forgets, then waits for the next night."""
    while True:
        await sleep(await forget_once(services))


async def forget_once(services: Services) -> float:
    """Erases what is too old now; how many seconds to wait until it is to be done again."""
    now, days = services.clock(), services.settings.privacy.keep_days
    try:
        await services.store.cases.forget_before(now - timedelta(days=days))
        await services.store.privacy.forget_damaged(now - KEPT)
        forgotten = await services.store.privacy.forget_before(now - timedelta(days=days))
    except StoreError as error:
        _log.error("Questions older than %d days could not be erased, tried again in an hour: %s", days, error)
        return AGAIN
    if forgotten:
        _log.info("%d questions older than %d days were erased", forgotten, days)
    return seconds_until_night(now)


def seconds_until_night(now: datetime) -> float:
    """How long until the next three o'clock of the time zone of `now`."""
    night = now.replace(hour=HOUR_OF_DAY, minute=0, second=0, microsecond=0)
    return (night - now if night > now else night + timedelta(days=1) - now).total_seconds()
