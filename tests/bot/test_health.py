"""When the bot calls itself unhealthy: each reason, and what is none."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from bot.delivery import delivery as delivery_module
from bot.delivery.delivery import Delivery
from bot.delivery.polling import Poller
from bot.health import PENDING_PATIENCE, POLL_PATIENCE, Vitals
from bot.sandbox import SandboxServer
from bot.services import Services
from bot.store import StoreError
from bot.store.inbox import InboxStore
from intents.content.model import Content
from intents.responder import Responder


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("bot.health.time.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def vitals(clock: Clock) -> Vitals:
    return Vitals(polls=True, started=clock.now)


def test_a_start_has_as_long_as_a_poll_before_it_is_called_dead(vitals: Vitals, clock: Clock) -> None:
    clock.now += POLL_PATIENCE
    assert vitals.problems(None) == []
    clock.now += 1
    assert "không lấy được tin" in vitals.problems(None)[0]


def test_a_poll_that_succeeds_makes_it_healthy_again(vitals: Vitals, clock: Clock) -> None:
    clock.now += POLL_PATIENCE + 1
    vitals.poll_succeeded()
    assert vitals.problems(None) == []


def test_polling_that_has_ended_is_said(vitals: Vitals) -> None:
    vitals.poll_succeeded()
    vitals.polling_ended = True
    assert vitals.problems(None) == ["việc lấy tin từ Telegram đã dừng"]


def test_by_webhook_nobody_polls(clock: Clock) -> None:
    vitals = Vitals(polls=False, started=clock.now)
    clock.now += 10 * POLL_PATIENCE
    assert vitals.problems(None) == []


def test_an_update_may_not_wait_long_while_telegram_answers(vitals: Vitals) -> None:
    vitals.poll_succeeded()
    assert vitals.problems(PENDING_PATIENCE) == []
    assert "có tin đã chờ 61 giây" in vitals.problems(PENDING_PATIENCE + 1)[0]


def test_an_update_may_wait_as_long_as_telegram_is_away(vitals: Vitals, clock: Clock) -> None:
    vitals.poll_succeeded()
    clock.now += 1
    vitals.api_silent()
    assert vitals.problems(3600) == []


def test_how_long_ago_the_last_update_came_is_never_judged(vitals: Vitals, clock: Clock) -> None:
    vitals.update_came()
    clock.now += 7 * 24 * 3600
    vitals.poll_succeeded()
    assert vitals.problems(None) == []


async def test_without_an_article_or_a_database_that_takes_writes_it_says_so(
    bot: Services,
    deliveries: list[Delivery],
    telegram: SandboxServer,
    small_content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await telegram.polled()
    assert await deliveries[0].problems() == []
    bot.serve(Responder(dataclasses.replace(small_content, articles={}, suggestions=()), models=None))
    assert await deliveries[0].problems() == ["không có nội dung nào để trả lời"]

    async def full(_: InboxStore) -> None:
        raise StoreError("đĩa đầy")

    monkeypatch.setattr(InboxStore, "probe", full)
    assert "không ghi được vào cơ sở dữ liệu" in await deliveries[0].problems()


async def test_a_database_that_does_not_answer_is_not_waited_for(
    bot: Services, deliveries: list[Delivery], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stuck(_: InboxStore) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(InboxStore, "probe", stuck)
    monkeypatch.setattr(delivery_module, "PROBE_SECONDS", 0.01)
    assert "không ghi được vào cơ sở dữ liệu" in await deliveries[0].problems()


async def test_polling_outlives_an_error_of_ours(
    bot: Services, deliveries: list[Delivery], telegram: SandboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, tries = Poller._fetch, []

    async def broken_once(self: Poller) -> list[object]:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError
        return await fetch(self)

    await telegram.polled()
    monkeypatch.setattr(Poller, "_fetch", broken_once)
    chat = telegram.user(1001, "Lan", "vi").private()
    for _ in range(2):
        chat.send("căn cước hết hạn")
        await chat.next_bot_message(timeout=20)
    assert len(tries) >= 2
    assert await deliveries[0].problems() == []
