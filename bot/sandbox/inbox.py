"""The updates that wait for one bot, and the long poll that fetches them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .errors import OTHER_POLLER, WEBHOOK_SET_MEANWHILE, Json, conflict

_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
Interruption = Literal["updates", "other poller", "webhook", "stop"]


@dataclass(frozen=True)
class PendingUpdate:
    """An update that the bot has not confirmed; updates of one lane belong together in order."""

    update_id: int
    kind: str
    lane: int
    payload: Json

    def json(self) -> Json:
        """The Update object."""
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateInbox:
    """One bot's queue of updates. `on_push` is called after each one that is queued."""

    def __init__(self, first_update_id: int) -> None:
        self._next_id = first_update_id
        self._pending: OrderedDict[int, PendingUpdate] = OrderedDict()
        self._poll: asyncio.Future[Interruption] | None = None
        self._poller_there: Callable[[], bool] = lambda: False
        self.allowed: frozenset[str] | None = None
        self.on_push: Callable[[], None] = lambda: None

    @property
    def pending(self) -> list[PendingUpdate]:
        """What is not confirmed yet, oldest first."""
        return list(self._pending.values())

    @property
    def polling(self) -> bool:
        """Whether a long poll of a bot that is still connected is open now."""
        return self._poll is not None and not self._poll.done() and self._poller_there()

    def allow(self, kinds: list[str] | None) -> None:
        """Set which kinds are queued from now on; None leaves it as it is, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def push(self, kind: str, lane: int, payload: Json) -> int | None:
        """Queue an update; its id, or None when the bot does not want this kind."""
        wanted = kind not in _NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending[update_id] = PendingUpdate(update_id, kind, lane, payload)
        self._interrupt("updates")
        self.on_push()
        return update_id

    def remove(self, update_id: int) -> None:
        """Forget an update that was delivered."""
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        """Forget all that waits."""
        self._pending.clear()

    def webhook_was_set(self) -> None:
        """End an open poll with the conflict that Telegram reports then."""
        self._interrupt("webhook")

    def stop(self) -> None:
        """End an open poll with an empty answer."""
        self._interrupt("stop")

    async def poll(
        self,
        offset: int,
        limit: int,
        seconds: float,
        poller_there: Callable[[], bool] = lambda: True,
        on_wait: Callable[[], object] = lambda: None,
    ) -> list[Json]:
        """Confirm what lies before the offset and give up to `limit` updates, waiting when there are none.

        `on_wait` is called when the waiting begins, `poller_there` tells whether the caller is still connected.
        Raises ApiError 409 when another poller or a webhook takes over meanwhile.
        """
        self._interrupt("other poller")
        self._confirm(offset)
        if not self._pending and seconds > 0:
            await self._wait(seconds, poller_there, on_wait)
        batch = list(self._pending.values())[:limit]
        return [update.json() for update in batch]

    async def _wait(self, seconds: float, poller_there: Callable[[], bool], on_wait: Callable[[], object]) -> None:
        poll: asyncio.Future[Interruption] = asyncio.get_running_loop().create_future()
        self._poll, self._poller_there = poll, poller_there
        on_wait()
        done, _ = await asyncio.wait({poll}, timeout=seconds)
        if self._poll is poll:
            self._poll = None
        if not done:
            poll.cancel()
        elif poll.result() == "other poller":
            raise conflict(OTHER_POLLER)
        elif poll.result() == "webhook":
            raise conflict(WEBHOOK_SET_MEANWHILE)

    def _interrupt(self, why: Interruption) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(why)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            kept = list(self._pending)[offset:]
            offset = kept[0] if kept else 0
        for update_id in [one for one in self._pending if one < offset]:
            del self._pending[update_id]
