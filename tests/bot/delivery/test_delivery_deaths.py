"""An update that the process dies of: five times and no more, whatever it is in it that kills."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.sandbox import SandboxServer
from bot.store.sqlite import FILE
from tests.bot.delivery.conftest import TOKEN, Start

DIES_OF_THE_WORDS = """
import os
from intents.responder import Responder
respond = Responder.respond
Responder.respond = lambda self, text, *rest: os._exit(9) if "chết" in text else respond(self, text, *rest)
"""
PATIENCE = 30.0


async def dead(start: Start, server: SandboxServer, before: str, staff: int) -> None:
    """Lets the bot live until it dies."""
    async with start(server.api_url, before=before, STAFF_CHAT=str(staff)) as bot:
        assert await asyncio.wait_for(bot.process.wait(), PATIENCE) == 9


def inbox(data: Path) -> list[tuple[str | None, int]]:
    with closing(sqlite3.connect(data / FILE)) as db:
        return db.execute("SELECT outcome, failures FROM inbox ORDER BY id").fetchall()


async def test_what_the_process_dies_of_five_times_is_set_aside_told_kindly_and_shown_to_staff(
    start: Start, data: Path
) -> None:
    async with SandboxServer({TOKEN: "Bot"}) as server:
        group = server.group("Cán bộ", members=[server.user(5, "Thu")], bot_admin=True)
        staff = group.seat(server.user(5))
        chat, other = (server.user(number, "Dân", "vi").private() for number in (1001, 1002))
        deadly = chat.send("chết ở câu này")
        chat.send("chữ ký số là gì")
        other.send("mất căn cước")
        for _ in range(5):
            await dead(start, server, DIES_OF_THE_WORDS, staff.chat.id)
        assert [message.text[:4] for message in other.bot_messages][:1] == ["Cấp,"]
        assert chat.bot_messages == []
        async with start(server.api_url, before=DIES_OF_THE_WORDS, STAFF_CHAT=str(staff.chat.id)) as bot:
            sorry = await chat.next_bot_message(timeout=PATIENCE)
            assert "đang có lỗi" in sorry.text
            assert sorry.reply_to is deadly
            assert (await chat.next_bot_message(timeout=PATIENCE)).text.startswith("Chữ ký số là gì")
            await staff.wait_for(lambda _: any("không trả lời được" in message.text for message in staff.bot_messages))
            await bot.settled()
            assert "hoidap_updates_set_aside 1.0" in (await bot.get("/metrics"))[1]
        assert len(chat.bot_messages) == 2
    ended = inbox(data)
    assert [failures for outcome, failures in ended if outcome == "set_aside"] == [5]
    assert [outcome for outcome, _ in ended].count("sent") == 2
    assert max(failures for outcome, failures in ended if outcome == "sent") <= 1, "a neighbour is blamed once at most"
