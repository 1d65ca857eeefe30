"""Taking updates in: stored, sealed, before whoever brought them is told that they came."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.delivery.queue import Json, UpdateQueue, Waiting, lane_of
from bot.delivery.sealing import BrokenSealError, Seal
from bot.delivery.wire import unreadable
from bot.health import Vitals
from bot.metrics import Metrics
from bot.store import StoreError
from bot.store.inbox import Arrived, InboxStore, Pending

IN_MEMORY = 1_000
"""Updates that wait with their payload in memory; those behind them are read from the database in their turn."""

_log = logging.getLogger(__name__)


class Receiver:
    """The one way in, for polling, webhook and what was left from before. `changed` is called when there is more."""

    def __init__(
        self,
        inbox: InboxStore,
        seal: Seal,
        queue: UpdateQueue,
        clock: Callable[[], datetime],
        metrics: Metrics,
        vitals: Vitals,
    ) -> None:
        self._inbox = inbox
        self._seal = seal
        self._queue = queue
        self._clock = clock
        self._metrics = metrics
        self._vitals = vitals
        self._closed = False
        self.changed: Callable[[], None] = lambda: None

    def close(self) -> None:
        """From now on nothing is taken; whoever brings something keeps it."""
        self._closed = True

    async def receive(self, updates: Iterable[Any]) -> None:
        """Stores raw updates in one transaction and queues those not known yet. Raises `StoreError` when they are not
        stored: then they must not be acknowledged."""
        if self._closed:
            raise StoreError("bot đang dừng.")
        now = self._clock()
        came: dict[int, Json] = {}
        for raw in updates:
            update_id = id_of(raw)
            if update_id is not None:
                came[update_id] = raw
            else:
                self._metrics.unreadable.inc()
                _log.warning("Something came that is no update: it has no update_id")
        if not came:
            return
        new = await self._inbox.add([Arrived(number, self._sealed(number, raw), now) for number, raw in came.items()])
        for update_id, row_id in new.items():
            self._wait(Waiting(row_id, update_id, lane_of(came[update_id]), now, came[update_id]))
        self._metrics.received.inc(len(new))
        self._vitals.update_came()
        self.changed()

    async def recover(self) -> None:
        """Queues what was left from before. What cannot be unsealed is set aside and counted. Raises `StoreError` when
        storage does not work; nothing is queued then."""
        left = await self._inbox.recover()
        broken = 0
        for pending in left:
            raw = self.opened(pending)
            if raw is None:
                broken += 1
                await self._keep_aside(pending)
            else:
                lane = lane_of(raw)
                self._wait(Waiting(pending.id, pending.update_id, lane, pending.received_at, raw, pending.failures))
        if len(left) > broken:
            _log.info("%d updates were left from before; they are worked off now", len(left) - broken)
        if broken:
            _log.error(
                "%d tin còn chờ không mở được niêm phong (mã bot HOIDAP_TOKEN đã đổi, hoặc tệp dữ liệu hỏng); đã để "
                "riêng ra, giữ ba ngày.",
                broken,
            )
        await self._count()

    async def _keep_aside(self, pending: Pending) -> None:
        try:
            await self._inbox.keep_aside(pending.id, self._clock())
        except StoreError as error:
            _log.error("What cannot be unsealed could not be set aside, the next start tries again: %s", error)

    async def _count(self) -> None:
        try:
            tally = await self._inbox.tally()
        except StoreError as error:
            _log.error("What was set aside could not be counted: %s", error)
            return
        self._metrics.set_aside.set(tally.set_aside)
        self._metrics.possible_duplicates.set(tally.uncertain)

    async def payload(self, waiting: Waiting) -> Json | None:
        """The raw update, read from the database when it is not in memory; None when it cannot be unsealed."""
        if waiting.payload is not None:
            return waiting.payload
        sealed = await self._inbox.payload(waiting.number)
        return self.opened(Pending(waiting.number, waiting.update_id, sealed, waiting.received_at, waiting.failures))

    def opened(self, pending: Pending) -> Json | None:
        """The raw update in a row, or None."""
        try:
            raw: Json = json.loads(self._seal.open(pending.update_id, pending.payload))
        except (BrokenSealError, ValueError, RecursionError):
            return None
        return raw

    def _sealed(self, update_id: int, raw: Json) -> bytes:
        try:
            text = json.dumps(raw, ensure_ascii=True)
        except (ValueError, RecursionError):  # nested deeper than can be written
            text = json.dumps(unreadable(update_id))
        return self._seal.close(update_id, text.encode("ascii"))

    def _wait(self, waiting: Waiting) -> None:
        if len(self._queue) >= IN_MEMORY:
            waiting.payload = None
        self._queue.add(waiting)


def id_of(raw: Any) -> int | None:
    """The id of a raw update, None when it has none that can be stored."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    stored = isinstance(update_id, int) and not isinstance(update_id, bool) and abs(update_id) < 2**63
    return update_id if stored else None
