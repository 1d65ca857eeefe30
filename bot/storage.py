"""The database at start: waited for while it is in use or the disk is full, mended when it is damaged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.config import Settings
from bot.delivery.outgoing import is_passing
from bot.services import Services, now
from bot.store import StoreDamagedError, StoreError, StorePassingError, mend_store, open_store
from bot.store.mending import KEPT, Mended
from bot.store.sqlite import SqliteStore

FIRST_WAIT, LONGEST_WAIT = 1.0, 15.0
"""Seconds between two attempts: doubled each time."""

_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]
"""Waits so many seconds, or raises when the process is to end."""


async def opened_store(settings: Settings, pause: Pause, *, suspect: bool) -> tuple[SqliteStore, Mended | None]:
    """The store, with what was done when it was damaged; `suspect` when it is known to be. Raises `StoreError` for what
    does not pass by itself."""
    wait, mended = FIRST_WAIT, None
    while True:
        try:
            if suspect:
                mended = await asyncio.to_thread(mend_store, settings.data, now()) or mended
                suspect = False
                if mended is not None:
                    _log.error("%s", _what_was_done(mended))
            return await asyncio.to_thread(open_store, settings.data), mended
        except (StoreDamagedError, StorePassingError) as error:
            _log.error("%s Thử lại sau %d giây.", error, wait)
            suspect = isinstance(error, StoreDamagedError)
        await pause(wait)
        wait = min(wait * 2, LONGEST_WAIT)


async def recovered(recover: Callable[[], Awaitable[None]], pause: Pause) -> None:
    """Has what was left from before queued, however long storage takes to work. Raises `StoreDamagedError`."""
    wait = FIRST_WAIT
    while True:
        try:
            return await recover()
        except StoreDamagedError:
            raise
        except StoreError as error:
            _log.error("Chưa đọc được các tin còn chờ: %s Thử lại sau %d giây.", error, wait)
        await pause(wait)
        wait = min(wait * 2, LONGEST_WAIT)


async def tell_staff(services: Services, mended: Mended) -> None:
    """Tells staff what became of a damaged database, as soon as Telegram takes it."""
    wait = FIRST_WAIT
    while True:
        try:
            return await services.notify_staff(_what_was_done(mended))
        except TelegramError as error:
            if not is_passing(error):
                _log.error("Staff could not be told: %s", type(error).__name__)
                return None
        await services.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


def _what_was_done(mended: Mended) -> str:
    return (
        f"Cơ sở dữ liệu bị hỏng. Đã dời tệp hỏng sang {mended.aside.name} (giữ {KEPT.days} ngày) và chạy tiếp với tệp "
        f"mới, đưa sang được {mended.rows} dòng còn đọc được. Muốn lấy lại dữ liệu cũ, hãy dừng bot rồi khôi phục từ "
        "bản sao lưu."
    )
