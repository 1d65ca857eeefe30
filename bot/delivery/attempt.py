"""The attempt at an update under way in this task, for what needs to know of it far below: calls and failures."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.store import StoreError

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Attempt:
    """What happened in it so far."""

    step_aside: Callable[[bool], Awaitable[None]]
    """Called before a long wait; True when an answer may have come already."""
    step_back: Callable[[], Awaitable[None]]
    calls: int = 0
    """Calls that Telegram accepted."""
    messages: int = 0
    """Messages among them: another attempt would send them again."""
    error: BaseException | None = None
    """What a handler raised."""

    @asynccontextmanager
    async def aside(self, *, uncertain: bool = False) -> AsyncIterator[None]:
        """Within the block the attempt waits: it takes nobody's place, and is not to blame should the process die."""
        try:
            await self.step_aside(uncertain)
        except StoreError as error:
            _log.warning("An attempt could not be marked as waiting: %s", error)
        yield
        try:
            await self.step_back()
        except StoreError as error:
            _log.warning("An attempt could not be marked as going on: %s", error)


_current: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


def current_attempt() -> Attempt | None:
    """The attempt under way in this task, None outside of any update."""
    return _current.get()


def begin_attempt(attempt: Attempt) -> None:
    """From here on, this task works at that attempt."""
    _current.set(attempt)
