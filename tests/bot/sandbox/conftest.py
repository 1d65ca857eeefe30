"""A running sandbox, a real telegram.Bot against it, and a resident."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox import Person, SandboxServer, Seat

TOKENS = {"123:abc": "HoiDapSoBot", "456:def": "BotKhac"}


@pytest.fixture
async def server() -> AsyncIterator[SandboxServer]:
    async with SandboxServer(TOKENS, webhook_retry=0.02) as running:
        yield running


@pytest.fixture
async def bot(server: SandboxServer) -> AsyncIterator[Bot]:
    async with Bot("123:abc", base_url=server.api_url, base_file_url=server.file_url) as connected:
        yield connected


@pytest.fixture
async def http(server: SandboxServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{server.url}/bot123:abc/") as session:
        yield session


@pytest.fixture
def lan(server: SandboxServer) -> Person:
    return server.user(1001, "Lan", "vi")


@pytest.fixture
def chat(lan: Person) -> Seat:
    """Lan's private chat with the bot, already started."""
    seat = lan.private()
    seat.start()
    return seat
