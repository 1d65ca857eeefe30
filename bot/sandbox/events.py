"""The event feed: every change of the world, numbered, for tests and for the chat page."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TypeVar

from .errors import Json

Found = TypeVar("Found")


@dataclass(frozen=True)
class Event:
    """One change: its number, what kind it is, where it happened, and the JSON that describes it."""

    seq: int
    kind: str
    chat_id: int
    data: Json


class EventFeed:
    """Keeps the latest events in order and wakes whoever waits for more."""

    def __init__(self, keep: int = 20_000) -> None:
        self._events: deque[Event] = deque(maxlen=keep)
        self._waiting: set[asyncio.Future[None]] = set()
        self.last_seq = 0

    def emit(self, kind: str, chat_id: int, data: Json) -> Event:
        """Append an event and wake the waiting."""
        self.last_seq += 1
        event = Event(self.last_seq, kind, chat_id, data)
        self._events.append(event)
        self.wake()
        return event

    def wake(self) -> None:
        """Let everybody who waits look again, although nothing in the world has changed."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    def since(self, seq: int) -> list[Event]:
        """The kept events with a number above `seq`."""
        if seq >= self.last_seq:
            return []
        return [event for event in self._events if event.seq > seq]

    def complete_since(self, seq: int) -> bool:
        """Whether nothing after `seq` has been dropped already (else read the world afresh)."""
        return not self._events or self._events[0].seq <= seq + 1

    async def follow(self, seq: int = 0) -> AsyncIterator[Event]:
        """Every event after `seq`, without end."""
        while True:
            for event in self.since(seq):
                seq = event.seq
                yield event
            if seq >= self.last_seq:
                await self._change()

    async def until(self, look: Callable[[], Found | None], timeout: float, what: str) -> Found:  # noqa: ASYNC109
        """What `look` finds, asked now, after every event and after every call of a bot.

        Raises TimeoutError, naming `what` was waited for.
        """
        try:
            async with asyncio.timeout(timeout):
                while (found := look()) is None:
                    await self._change()
                return found
        except TimeoutError:
            raise TimeoutError(f"nothing within {timeout} s: {what}") from None

    async def _change(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)
