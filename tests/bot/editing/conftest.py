"""A staff group of two, the bot over a content folder of its own, and the watch that serves what is published."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.reloading import ContentWatch, Pace, fingerprint
from bot.sandbox import Group, Message, Person, Seat
from bot.services import Services
from intents.content.loader import load_or_raise
from tests.bot.cases.conftest import dung as dung
from tests.bot.cases.conftest import group as group
from tests.bot.cases.conftest import settings as settings
from tests.bot.cases.conftest import thu as thu
from tests.bot.conftest import Running
from tests.bot.publishing.conftest import fill
from tests.intents.content.conftest import ARTICLE

QUICK = Pace(settle=0.02, patience=0.05, look=0.2)
PATIENCE = 60.0
"""Seconds that a check may take on a busy machine."""
EDITED = ARTICLE.replace("Làm ở công an phường.", "Làm ở công an phường hoặc xã.")
FILE = "dich-vu-cong/can-cuoc.md"

Watching = Callable[[], AbstractAsyncContextManager[Services]]


async def nothing_to_fit(_content: Path, _models: Path) -> None:
    """So little content is fitted in no time."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Who plays."""

    lan: Seat
    """A resident's private chat."""
    thu: Seat
    dung: Seat
    """Two staff members' places in the staff group."""
    root: Path

    def text(self, name: str = FILE) -> str:
        return (self.root / "vi" / name).read_text(encoding="utf-8")

    async def file(self, seat: Seat, asked: str) -> Message:
        """Asks for a file; gives the message that holds it."""
        asking = seat.send(f"/sua {asked}")
        return await seat.wait_for(lambda message: message.reply_to is asking and message.file is not None)

    async def preview(self, seat: Seat, document: Message) -> Message:
        """What is shown of a document before it is decided."""
        return await seat.wait_for(
            lambda message: message.reply_to is document and "Hủy" in message.labels, timeout=PATIENCE
        )

    async def sent_back(self, seat: Seat, text: str, asked: str = "can-cuoc") -> Message:
        """Asks for a file, sends this text back for it; gives the preview."""
        given = await self.file(seat, asked)
        assert given.file is not None
        return await self.preview(seat, seat.send_document(text.encode(), given.file.name, reply_to=given))

    async def refusal(self, seat: Seat, document: Message) -> str:
        """The answer to a document that is not taken."""
        return (await seat.wait_for(lambda message: message.reply_to is document, timeout=PATIENCE)).text

    async def published(self, preview: Message) -> Message:
        """Presses "Đăng"; gives what is said once it is served."""
        label = next(label for label in preview.labels if label.startswith("Đăng"))
        await self.thu.press(preview, label).answered()
        return await self.thu.wait_for(
            lambda message: message.reply_to is preview and "đang trả lời bằng bản mới" in message.text,
            timeout=PATIENCE,
        )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "content")


@pytest.fixture
def stage(lan: Person, thu: Person, dung: Person, group: Group, root: Path) -> Stage:
    return Stage(lan.private(), group.seat(thu), group.seat(dung), root)


@pytest.fixture
def watching(running: Running, root: Path) -> Watching:
    """Runs the bot with its watch over the folder while the block lasts; twice in one test is a restart."""

    @asynccontextmanager
    async def run() -> AsyncIterator[Services]:
        seen = fingerprint(root)
        async with running(load_or_raise(root)) as services:
            watch = asyncio.create_task(ContentWatch(services, root, seen, QUICK, nothing_to_fit).run())
            try:
                yield services
            finally:
                watch.cancel()
                await asyncio.gather(watch, return_exceptions=True)

    return run


@pytest.fixture
async def bot(watching: Watching) -> AsyncIterator[Services]:
    async with watching() as services:
        yield services
