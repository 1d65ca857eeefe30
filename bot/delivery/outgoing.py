"""Every call to Telegram: at the pace that Telegram allows, and, within an update, again until it is answered."""

from __future__ import annotations

import asyncio
import logging
import os
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import BaseRateLimiter

from bot.delivery.attempt import Attempt, current_attempt
from bot.delivery.pacing import OVERALL_SECONDS, Chat, Pacing
from bot.delivery.transport import AiohttpRequest, NotSentError
from bot.health import Vitals
from bot.metrics import Metrics

FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds between two tries of a call, doubled each time; of each a random half is left out."""
LONG = 2.0
"""Seconds of waiting for its turn from which a call takes no place among those in work."""

MARGIN = 0.002
"""Seconds added where our clock and Telegram's could differ in how they round."""

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns whenever it makes a RetryAfter

_MESSAGES = ("send", "forward", "copy")
_log = logging.getLogger(__name__)

Result = bool | JSONDict | list[JSONDict]
_Call = Callable[[], Coroutine[Any, Any, Result]]


@dataclass(slots=True)
class _Line:
    """The messages to one chat, of which one is under way at a time."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    calls: int = 0


class Outgoing(BaseRateLimiter[Any]):
    """Paces and repeats. A call outside of any update is paced and not repeated: its caller hears of the failure."""

    def __init__(self, request: AiohttpRequest, pacing: Pacing, metrics: Metrics, vitals: Vitals) -> None:
        self._request = request
        self._pacing = pacing
        self._metrics = metrics
        self._vitals = vitals
        self._slots = asyncio.Semaphore(pacing.overall) if pacing.overall else None
        """Of each message from its start until a second after its end, between which Telegram counts it: so none of
        Telegram's seconds ever sees more, however long messages are on their way."""
        self._lines: dict[Chat, _Line] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,  # noqa: ARG002 - part of the interface
    ) -> Result:
        """Makes the call; raises what Telegram refused for good."""
        return await self._paced(endpoint, data.get("chat_id"), lambda: callback(*args, **kwargs))

    async def call(self, base_url: str, endpoint: str, data: dict[str, Any]) -> Any:
        """The same for a call without python-telegram-bot's objects, of the parameters and of what is answered: they
        are half the work of an answer. `base_url` is the Bot API's, the token included."""
        url = f"{base_url}/{endpoint}"
        return await self._paced(endpoint, data.get("chat_id"), lambda: self._request.post_plain(url, data))

    async def _paced(self, endpoint: str, chat: Chat | None, call: _Call) -> Result:
        sends = chat is not None and endpoint.startswith(_MESSAGES) and endpoint != "sendChatAction"
        if chat is None or not sends:
            return await self._until_answered(call, chat, sends=False)
        line = self._lines.setdefault(chat, _Line())
        line.calls += 1
        try:
            async with line.lock:
                return await self._until_answered(call, chat, sends=True)
        finally:
            line.calls -= 1
            if not line.calls:
                del self._lines[chat]

    async def _until_answered(self, call: _Call, chat: Chat | None, *, sends: bool) -> Result:
        attempt, tries = current_attempt(), 0
        while True:
            await self._wait_for_turn(chat, sends, attempt)
            try:
                result = await self._in_slot(call) if sends else await call()
            except TelegramError as error:
                uncertain = self._failed(error, chat, sends)
                if attempt is None or not is_passing(error):
                    raise
                wait = self._wait_after(error, tries)
                _log.log(
                    logging.WARNING if wait > FIRST_WAIT * 4 else logging.INFO,
                    "A call to Telegram failed for now (%s), the next try in %.1f s",
                    type(error).__name__,
                    wait,
                )
            else:
                self._succeeded(chat, sends, attempt)
                return result
            tries += 1
            self._metrics.retries.inc()
            async with attempt.aside(uncertain=uncertain):
                await asyncio.sleep(wait)

    async def _wait_for_turn(self, chat: Chat | None, sends: bool, attempt: Attempt | None) -> None:
        if chat is None:
            return
        clock = asyncio.get_running_loop().time
        while True:
            await self._sleep_until(self._pacing.chat_free_at(chat, message=sends), attempt)
            if not sends or self._slots is None:
                return
            await self._slots.acquire()
            if self._pacing.chat_free_at(chat, message=True) <= clock():
                return
            self._slots.release()

    async def _in_slot(self, call: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        try:
            return await call()
        finally:
            if self._slots is not None:
                asyncio.get_running_loop().call_later(OVERALL_SECONDS + MARGIN, self._slots.release)

    async def _sleep_until(self, moment: float, attempt: Attempt | None) -> None:
        clock = asyncio.get_running_loop().time
        wait = moment - clock()
        if wait > LONG and attempt is not None:
            async with attempt.aside():
                await asyncio.sleep(wait)
        elif wait > 0:
            await asyncio.sleep(wait)

    def _succeeded(self, chat: Chat | None, sends: bool, attempt: Attempt | None) -> None:
        self._metrics.calls.labels("accepted").inc()
        self._vitals.api_answered()
        self._pacing.accepted()
        if sends and chat is not None:
            self._pacing.sent(chat, asyncio.get_running_loop().time())
        if attempt is not None:
            attempt.calls += 1
            attempt.messages += int(sends)

    def _failed(self, error: TelegramError, chat: Chat | None, sends: bool) -> bool:
        """Takes note of a failure; whether a message may have come in spite of it."""
        now = asyncio.get_running_loop().time()
        if sends and chat is not None:
            self._pacing.sent(chat, now)
        if isinstance(error, RetryAfter):
            self._metrics.calls.labels("too_fast").inc()
            self._vitals.api_answered()
            if chat is not None:
                self._pacing.refused(chat, now + retry_seconds(error))
            return False
        if not is_passing(error):
            self._metrics.calls.labels("refused").inc()
            self._vitals.api_answered()
            return False
        self._metrics.calls.labels("failed").inc()
        self._vitals.api_silent()
        return sends and is_uncertain(error)

    @staticmethod
    def _wait_after(error: TelegramError, tries: int) -> float:
        backoff: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries, 10)) * random.uniform(0.5, 1)  # noqa: S311
        return max(retry_seconds(error), backoff) if isinstance(error, RetryAfter) else backoff


def is_passing(error: TelegramError) -> bool:
    """Whether the same call may succeed later: Telegram too busy or out of reach, a connection lost, a token that is
    not accepted any more, which staff can mend."""
    if isinstance(error, InvalidToken):
        return not isinstance(error, EndPointNotFound) and "unauthorized" in error.message.lower()
    if isinstance(error, (BadRequest, Forbidden, ChatMigrated, Conflict)) or "too large" in error.message.lower():
        return False
    return isinstance(error, (NetworkError, RetryAfter)) or type(error) is TelegramError


def is_uncertain(error: TelegramError) -> bool:
    """Whether Telegram may have accepted the call nevertheless: the connection broke, or what it said was cut off."""
    if isinstance(error, NotSentError):
        return False
    return isinstance(error, TimedOut) or error.message.startswith("connection lost") or type(error) is TelegramError


def retry_seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
