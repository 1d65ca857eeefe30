"""The real application against the sandbox's Bot API, over HTTP, with a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.application import build_application
from bot.config import Settings, load_settings
from bot.handlers import ALLOWED_UPDATES
from bot.sandbox import Person, SandboxServer, Seat
from bot.services import DA_NANG, Services
from bot.staff.duty import on_duty
from bot.store import open_store
from intents.content.model import Content
from intents.responder import Responder

TOKEN = "123:abc"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=DA_NANG)

Running = Callable[..., AbstractAsyncContextManager[Services]]


@pytest.fixture
async def telegram() -> AsyncIterator[SandboxServer]:
    """A Telegram of this test's own."""
    async with SandboxServer({TOKEN: "HoiDapSoBot"}) as server:
        yield server


@pytest.fixture
def settings(telegram: SandboxServer, tmp_path: Path) -> Settings:
    """Settings that point at it."""
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": telegram.api_url,
        "HOIDAP_DATA": str(tmp_path / "data"),
    }
    return load_settings(environment, tmp_path)


@pytest.fixture
def running(settings: Settings, small_content: Content) -> Running:
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
        application = build_application(settings, TOKEN, services)
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(timeout=5, allowed_updates=list(ALLOWED_UPDATES))
            async with on_duty(services.desk):
                yield services
            await application.updater.stop()
            await application.stop()
        await store.aclose()

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
