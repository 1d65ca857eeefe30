"""The real application against the sandbox's Bot API, over HTTP, with a real database."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.delivery.delivery import Delivery, bot_id
from bot.sandbox import Person, SandboxServer, Seat
from bot.services import DA_NANG, Services
from bot.staff.duty import on_duty
from bot.store import open_store
from intents.content.model import Content
from intents.responder import Responder
from tests.bot import trial_in_process

TOKEN = "123:abc"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)

Settled = Callable[[], Awaitable[None]]
Running = Callable[..., AbstractAsyncContextManager[Services]]


@pytest.fixture(autouse=True)
def _tried_in_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial of a change starts no process, but in tests marked `own_process`."""
    if request.node.get_closest_marker("own_process") is None:
        monkeypatch.setattr("bot.publishing.weighing.trying", trial_in_process.trying)


@pytest.fixture
async def telegram() -> AsyncIterator[SandboxServer]:
    """A Telegram of this test's own, in which it is the same day as for the bot."""
    began = time.monotonic()
    async with SandboxServer(
        {TOKEN: "HoiDapSoBot"}, clock=lambda: NOW.timestamp() + time.monotonic() - began
    ) as server:
        yield server


@pytest.fixture
def settings(telegram: SandboxServer, tmp_path: Path) -> Settings:
    """Settings that point at it."""
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": telegram.api_url,
        "HOIDAP_DATA": str(tmp_path / "data"),
        "HOIDAP_LIMITS": "off",
    }
    return load_settings(environment, tmp_path)


@pytest.fixture
def deliveries() -> list[Delivery]:
    """The delivery of each bot that runs in this test."""
    return []


@pytest.fixture
def settled(deliveries: list[Delivery]) -> Settled:
    """Waits until what was answered is also stored: the answer comes a moment before."""

    async def wait() -> None:
        for delivery in deliveries:
            await delivery.settled()

    return wait


@pytest.fixture
def running(settings: Settings, small_content: Content, deliveries: list[Delivery]) -> Running:
    """Runs the bot over some content while the block lasts; twice in one test is a restart."""

    @asynccontextmanager
    async def run(content: Content = small_content) -> AsyncIterator[Services]:
        store = open_store(settings.data)
        services = Services(
            settings,
            Responder(content, settings.matcher.thresholds()),
            store,
            b"khoa" * 8,
            lambda: NOW,
        )
        delivery = Delivery(settings, TOKEN, services, store.inbox(bot_id(TOKEN)))
        async with AsyncExitStack() as stack:
            stack.push_async_callback(store.aclose)
            stack.push_async_callback(services.press.aclose)
            await delivery.receiver.recover()
            await stack.enter_async_context(delivery.application)
            await delivery.start(stack)
            await delivery.poll(stack)
            deliveries.append(delivery)
            async with on_duty(services.desk):
                yield services
            deliveries.remove(delivery)

    return run


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[Services]:
    """The bot, running."""
    async with running() as services:
        yield services


@pytest.fixture
def lan(telegram: SandboxServer) -> Person:
    """A resident whose Telegram is Vietnamese."""
    return telegram.user(1001, "Lan", "vi")


@pytest.fixture
def chat(lan: Person) -> Seat:
    """Her private chat with the bot."""
    return lan.private()
