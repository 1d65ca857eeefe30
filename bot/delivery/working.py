"""Working off: an attempt at each update in its turn, until its outcome stands in the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.delivery.attempt import Attempt, begin_attempt
from bot.delivery.outgoing import is_passing
from bot.delivery.queue import UpdateQueue, Waiting, private_chat_of
from bot.delivery.receiving import Receiver
from bot.handlers.dispatch import Dispatch, Readable
from bot.logs import places
from bot.metrics import Metrics
from bot.store import StoreError
from bot.store.inbox import SET_ASIDE, InboxStore
from bot.store.recording import recording
from bot.store.writer import Job

MOST_FAILURES = 5
"""Attempts that may fail by our own fault before an update is set aside."""
FIRST_REST, LONGEST_REST = 0.1, 15.0
"""Seconds between two attempts, doubled each time."""
GRACE_SECONDS = 10.0
"""What those in work get to end by themselves."""
KEPT = timedelta(days=3)
"""How long the row of an update outlives its outcome: Telegram may bring it once more."""
TIDY_SECONDS = 3600.0

SENT, REFUSED, NOTHING = "sent", "refused", "nothing"
"""Outcomes: something reached Telegram; Telegram refused it for good; there was nothing to say."""

_log = logging.getLogger(__name__)

Tell = Callable[[str], Awaitable[None]]


class Workers:
    """Works off what the queue hands out. `pump` starts whatever may begin; it is called after every change."""

    def __init__(
        self,
        dispatch: Dispatch,
        receiver: Receiver,
        inbox: InboxStore,
        queue: UpdateQueue,
        clock: Callable[[], datetime],
        metrics: Metrics,
        notify_staff: Tell,
    ) -> None:
        self._dispatch = dispatch
        self._receiver = receiver
        self._inbox = inbox
        self._queue = queue
        self._clock = clock
        self._metrics = metrics
        self._notify_staff = notify_staff
        self._tasks: dict[asyncio.Task[None], Waiting] = {}

    def pump(self) -> None:
        """Starts all updates that may begin now."""
        while (update := self._queue.take()) is not None:
            task = asyncio.get_running_loop().create_task(self._work(update))
            self._tasks[task] = update
            task.add_done_callback(self._tasks.pop)

    async def tidy(self) -> None:
        """Deletes the rows of what ended long ago, every hour until cancelled."""
        while True:
            try:
                await self._inbox.forget(self._clock() - KEPT)
                tally = await self._inbox.tally()
                self._metrics.set_aside.set(tally.set_aside)
            except StoreError as error:
                _log.error("Old rows could not be deleted: %s", error)
            await asyncio.sleep(TIDY_SECONDS)

    async def settled(self) -> None:
        """Waits until nothing is in work."""
        while self._tasks:
            await asyncio.wait(list(self._tasks))

    async def stop(self) -> None:
        """Begins nothing more; gives those in work some time. The rest stays in the database."""
        self._queue.closed = True
        deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
        while working := [task for task, update in self._tasks.items() if not update.parked]:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                _log.warning("%d updates were still in work; the next start answers them", len(working))
                break
            await asyncio.wait(working, timeout=min(left, 0.25))
        rest = list(self._tasks)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _work(self, waiting: Waiting) -> None:
        try:
            await self._try(waiting)
        except asyncio.CancelledError:
            # Stopped in good order: nobody is to blame, but a message may be on its way.
            await self._inbox.give_back(waiting.number, uncertain=not waiting.parked)
            raise
        except StoreError as error:
            # Nothing is lost: the row is there. It waits until storage works again, and nobody is to blame.
            _log.error("An update waits for storage: %s", error)
            self._rest(waiting)
        except Exception as error:  # noqa: BLE001 - whatever it is, the chat must not stand still for ever
            _log.error("Working off an update failed at its edge: %s, at:\n%s", type(error).__name__, places(error))
            waiting.failures += 1
            self._rest(waiting)
        self.pump()

    async def _try(self, waiting: Waiting) -> None:
        raw = await self._receiver.payload(waiting)
        if waiting.failures > MOST_FAILURES:  # not even a word of apology could be said
            await self._set_aside(waiting, [], f"lỗi của chương trình, đã thử {waiting.failures} lần")
            return
        await self._inbox.begin(waiting.number)
        attempt = self._attempt(waiting)
        begin_attempt(attempt)
        update = self._dispatch.read(raw)
        if update is None:
            await self._give_up(
                waiting, lambda: self._dispatch.apologize_to(private_chat_of(raw or {})), "không đọc được"
            )
            return
        if waiting.failures >= MOST_FAILURES:
            await self._give_up_on(waiting, update)
            return
        with recording(waiting.number) as kept:
            await self._dispatch.work_off(update)
        error = attempt.error
        if error is None:
            await self._finish(waiting, SENT if attempt.calls else NOTHING, kept.jobs)
        elif isinstance(error, (Forbidden, BadRequest)):
            jobs: list[Job] = []
            if isinstance(error, BadRequest):
                jobs = await self._sorry(waiting, lambda: self._dispatch.apologize(update))
            await self._finish(waiting, REFUSED, [*kept.jobs, *jobs])
        elif isinstance(error, StoreError) and not attempt.messages:
            raise error
        elif isinstance(error, TelegramError) and is_passing(error) and not attempt.messages:
            _log.warning("An update waits for Telegram: %s", type(error).__name__)
            await self._inbox.give_back(waiting.number)
            self._rest(waiting)
        else:
            await self._failed(waiting, update, attempt)

    async def _failed(self, waiting: Waiting, update: Readable, attempt: Attempt) -> None:
        """Our own fault. What has sent something is not tried again: the person would get it twice."""
        waiting.failures += 1
        self._metrics.own_failures.inc()
        if attempt.messages or waiting.failures >= MOST_FAILURES:
            await self._give_up_on(waiting, update)
        else:
            await self._inbox.fail(waiting.number)
            self._rest(waiting)

    async def _give_up_on(self, waiting: Waiting, update: Readable) -> None:
        why = f"lỗi của chương trình, đã thử {waiting.failures} lần"
        await self._give_up(waiting, lambda: self._dispatch.apologize(update), why)

    async def _give_up(self, waiting: Waiting, apologize: Callable[[], Awaitable[None]], why: str) -> None:
        await self._set_aside(waiting, await self._sorry(waiting, apologize), why)

    async def _sorry(self, waiting: Waiting, apologize: Callable[[], Awaitable[None]]) -> list[Job]:
        """Says a kind word, should that be possible, and gives what is to be recorded of it."""
        begin_attempt(self._attempt(waiting))
        with recording(waiting.number) as kept:
            try:
                await apologize()
            except Exception as error:  # noqa: BLE001 - what cannot even be apologized for must end nevertheless
                _log.error("Nobody could be told: %s, at:\n%s", type(error).__name__, places(error))
        return kept.jobs

    async def _set_aside(self, waiting: Waiting, jobs: list[Job], why: str) -> None:
        await self._finish(waiting, SET_ASIDE, jobs)
        self._metrics.set_aside.inc()
        _log.error("Một tin (số %d) đã để riêng ra: %s.", waiting.update_id, why)
        begin_attempt(Attempt(_nothing, _nothing))  # repeated like any call; the update has ended
        try:
            await self._notify_staff(f"Một tin nhắn không trả lời được ({why}). Hãy xem log của bot.")
        except (TelegramError, StoreError) as error:
            _log.error("Staff could not be told: %s", type(error).__name__)

    async def _finish(self, waiting: Waiting, outcome: str, jobs: list[Job]) -> None:
        """Stores the outcome, however long storage takes to work again: the answer has been sent."""
        wait = FIRST_REST
        while True:
            try:
                await self._inbox.finish(waiting.number, outcome, self._clock(), jobs)
            except StoreError as error:
                _log.error("An outcome waits for storage: %s", error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_REST)
            else:
                break
        self._metrics.ended.labels(outcome).inc()
        self._metrics.answer_seconds.observe(max(0.0, (self._clock() - waiting.received_at).total_seconds()))
        self._queue.done(waiting)

    def _rest(self, waiting: Waiting) -> None:
        """Lets its chat stand still for a moment, then tries again."""
        self._queue.rest(waiting)
        waiting.rests += 1
        pause = min(LONGEST_REST, FIRST_REST * 2 ** min(waiting.rests, 12))
        asyncio.get_running_loop().call_later(pause, self._again, waiting)

    def _again(self, waiting: Waiting) -> None:
        self._queue.again(waiting)
        self.pump()

    def _attempt(self, waiting: Waiting) -> Attempt:
        async def step_aside(uncertain: bool) -> None:
            self._queue.park(waiting)
            self.pump()
            if uncertain:
                self._metrics.possible_duplicates.inc()
            await self._inbox.give_back(waiting.number, uncertain=uncertain)

        async def step_back() -> None:
            self._queue.unpark(waiting)
            await self._inbox.begin(waiting.number)

        return Attempt(step_aside, step_back)


async def _nothing(_uncertain: bool = False) -> None:
    return
