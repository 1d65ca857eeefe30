"""A staff group with two in it, a resident with a question that finds nothing, and the way through to an answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.sandbox import Group, Message, Person, SandboxServer, Seat
from bot.services import Services
from tests.bot.conftest import TOKEN, Running

QUESTION = "giá vàng hôm nay bao nhiêu"
"""Nothing of ours answers it."""


@pytest.fixture
def thu(telegram: SandboxServer) -> Person:
    return telegram.user(1004, "Thu", "vi")


@pytest.fixture
def dung(telegram: SandboxServer) -> Person:
    return telegram.user(1005, "Dũng", "vi")


@pytest.fixture
def group(telegram: SandboxServer, thu: Person, dung: Person) -> Group:
    return telegram.group("Cán bộ trực", [thu, dung], admins=[thu], supergroup=True, bot_admin=True)


@pytest.fixture
def settings(telegram: SandboxServer, tmp_path: Path, group: Group) -> Settings:
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": telegram.api_url,
        "HOIDAP_DATA": str(tmp_path / "data"),
        "HOIDAP_STAFF_CHAT": str(group.id),
        "HOIDAP_LIMITS": "off",
    }
    return load_settings(environment, tmp_path)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays."""

    lan: Seat
    """A resident's private chat."""
    thu: Seat
    dung: Seat
    """Two staff members' places in the staff group."""

    async def hand_over(self, question: str = QUESTION, chat: Seat | None = None) -> Message:
        """Asks, presses "Hỏi cán bộ" and "Gửi"; gives the case as the staff group sees it."""
        resident = chat or self.lan
        preview = await preview_of(resident, question)
        await resident.press(preview, "Gửi").answered()
        return await self.thu.wait_for(lambda message: question in message.text and "Trả lời" in message.labels)


async def preview_of(chat: Seat, question: str = QUESTION) -> Message:
    """Asks and presses "Hỏi cán bộ"; gives what is then shown."""
    asked = chat.send(question)
    answer = await chat.wait_for(lambda message: message.reply_to is asked)
    await chat.press(answer, "Hỏi cán bộ").answered()
    return await chat.wait_for(lambda message: message.reply_to is asked and message is not answer)


def said(seat: Seat, words: str) -> object:
    """Waits for a message of the bot's with these words."""
    return seat.wait_for(lambda message: words in message.text)


@pytest.fixture
def stage(lan: Person, thu: Person, dung: Person, group: Group) -> Stage:
    return Stage(lan.private(), group.seat(thu), group.seat(dung))


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[Services]:
    async with running() as services:
        yield services
