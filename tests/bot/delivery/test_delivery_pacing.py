"""The pace of what goes out: no window of Telegram's is ever exceeded, and a refusal pauses whom it is about."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.attempt import Attempt, begin_attempt
from bot.delivery.outgoing import Outgoing, is_passing, is_uncertain
from bot.delivery.pacing import Pace, Pacing
from bot.delivery.transport import AiohttpRequest, NotSentError
from bot.health import Vitals
from bot.metrics import Metrics
from tests.bot.delivery.virtual_time import run

PACE = Pace(overall=5, chat=1, group=3)
CHATS = (1, 2, 3, -100, -200)


class Telegram:
    """Notes when each call comes; answers after `latency` seconds, with the errors that are in store."""

    def __init__(self, pace: Pace | None = PACE, latency: float = 0.03, errors: Sequence[TelegramError] = ()) -> None:
        self.metrics = Metrics()
        self.outgoing = Outgoing(
            AiohttpRequest(connections=1, read_seconds=1), Pacing(pace), self.metrics, Vitals(polls=True)
        )
        self.came: list[tuple[float, int]] = []
        self._latency = latency
        self._errors = list(errors)

    async def send(self, chat: int, endpoint: str = "sendMessage", on_the_way: float = 0.0) -> Any:
        async def call() -> bool:
            await asyncio.sleep(on_the_way)
            self.came.append((asyncio.get_running_loop().time(), chat))
            await asyncio.sleep(self._latency)
            if self._errors:
                raise self._errors.pop(0)
            return True

        return await self.outgoing.process_request(call, (), {}, endpoint, {"chat_id": chat}, None)

    async def send_within_an_update(self, chat: int) -> Attempt:
        async def nothing(_uncertain: bool = False) -> None:
            return

        attempt = Attempt(nothing, nothing)
        begin_attempt(attempt)
        await self.send(chat)
        return attempt

    def times(self, chat: int | None = None) -> list[float]:
        return [at for at, to in self.came if chat in (None, to)]


def most_within(times: Sequence[float], seconds: float) -> int:
    """The most that ever came in a span so long (its end not included)."""
    return max((sum(start <= at < start + seconds - 1e-9 for at in times) for start in times), default=0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 20), st.sampled_from(CHATS)), max_size=60),
    st.sampled_from([0.0, 0.03, 1.5]),
)
def test_no_window_is_ever_exceeded(wanted: list[tuple[float, int]], latency: float) -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(latency=latency)

        async def later(at: float, chat: int) -> None:
            await asyncio.sleep(at)
            await telegram.send(chat)

        await asyncio.gather(*(later(at, chat) for at, chat in wanted))
        return telegram

    telegram = run(scenario())
    assert Counter(chat for _, chat in telegram.came) == Counter(chat for _, chat in wanted)
    assert most_within(telegram.times(), 1) <= PACE.overall
    for chat in CHATS:
        assert most_within(telegram.times(chat), 1) <= PACE.chat
        if chat < 0:
            assert most_within(telegram.times(chat), 60) <= PACE.group


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=20, max_size=60))
def test_no_window_is_exceeded_where_telegram_counts_however_long_each_message_is_on_its_way(ways: list[float]) -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(latency=0.1)
        await asyncio.gather(*(telegram.send(chat, on_the_way=way) for chat, way in enumerate(ways, start=1)))
        return telegram

    telegram = run(scenario())
    assert len(telegram.came) == len(ways)
    assert most_within(telegram.times(), 1) <= PACE.overall


def test_a_backlog_is_worked_off_at_the_full_pace() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(Pace(), latency=0.0)
        await asyncio.gather(*(telegram.send(chat) for chat in range(1, 10_001)))
        return telegram

    times = run(scenario()).times()
    assert most_within(times[:200], 1) == 28
    assert times[-1] == pytest.approx(10_000 // 28, abs=1)


@pytest.mark.parametrize("endpoint", ["editMessageText", "sendChatAction", "deleteMessage"])
def test_what_sends_no_message_waits_for_nothing(endpoint: str) -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(latency=0.0)
        for _ in range(20):
            await telegram.send(1, endpoint)
        return telegram

    assert run(scenario()).times()[-1] == 0.0


def test_without_limits_nothing_waits() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(None, latency=0.0)
        for _ in range(100):
            await telegram.send(1)
        return telegram

    assert run(scenario()).times()[-1] == 0.0


def test_a_refusal_pauses_that_chat_and_no_other() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(Pace(), latency=0.0, errors=[RetryAfter(7)])
        await asyncio.gather(telegram.send_within_an_update(1), _after(0.1, telegram.send(2)))
        return telegram

    telegram = run(scenario())
    assert telegram.times(1) == [0.0, pytest.approx(7.0)]
    assert telegram.times(2) == [pytest.approx(0.1)]


def test_refusals_of_several_chats_in_a_row_pause_all() -> None:
    async def scenario() -> Telegram:
        telegram = Telegram(Pace(), latency=0.0, errors=[RetryAfter(7), RetryAfter(7), RetryAfter(7)])
        await asyncio.gather(
            *(telegram.send_within_an_update(chat) for chat in (1, 2, 3)), _after(0.1, telegram.send(4))
        )
        return telegram

    assert run(scenario()).times(4) == [pytest.approx(7.0)]


def test_within_an_update_a_passing_failure_is_repeated_for_as_long_as_it_lasts() -> None:
    errors = [NetworkError("Bad Gateway"), TimedOut(), NotSentError("x"), RetryAfter(2)] * 10

    async def scenario() -> tuple[Telegram, Attempt]:
        telegram = Telegram(errors=errors)
        return telegram, await telegram.send_within_an_update(1)

    telegram, attempt = run(scenario())
    assert len(telegram.came) == 41
    assert (attempt.calls, attempt.messages) == (1, 1)
    gaps = [later - earlier for earlier, later in zip(telegram.times(), telegram.times()[1:], strict=False)]
    assert max(gaps) <= 62


def test_outside_of_an_update_the_caller_hears_of_the_failure() -> None:
    async def scenario() -> None:
        await Telegram(errors=[TimedOut()]).send(1)

    with pytest.raises(TimedOut):
        run(scenario())


@pytest.mark.parametrize("error", [Forbidden("blocked"), BadRequest("chat not found")])
def test_what_is_refused_for_good_is_not_repeated(error: TelegramError) -> None:
    telegram: list[Telegram] = []

    async def scenario() -> None:
        telegram.append(Telegram(errors=[error]))
        await telegram[0].send_within_an_update(1)

    with pytest.raises(type(error)):
        run(scenario())
    assert len(telegram[0].came) == 1


@pytest.mark.parametrize(
    ("error", "passing", "uncertain"),
    [
        (RetryAfter(3), True, False),
        (NetworkError("Bad Gateway"), True, False),
        (TimedOut(), True, True),
        (NetworkError("connection lost (ServerDisconnectedError)"), True, True),
        (NotSentError("no connection"), True, False),
        (TelegramError("Invalid server response"), True, True),
        (BadRequest("message is too long"), False, False),
        (NetworkError("Request Entity Too Large"), False, False),
        (Forbidden("bot was blocked by the user"), False, False),
    ],
)
def test_which_failures_pass_and_which_leave_it_open_whether_the_message_came(
    error: TelegramError, passing: bool, uncertain: bool
) -> None:
    assert (is_passing(error), is_uncertain(error)) == (passing, uncertain)


async def _after(seconds: float, then: Any) -> Any:
    await asyncio.sleep(seconds)
    return await then
