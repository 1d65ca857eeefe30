"""Groups that have become supergroups: their old id and their new one."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.store.writer import Writer


class ChatStore:
    """Where a group is now. Kept in memory too, since it is read at every message."""

    def __init__(self, writer: Writer, moves: dict[int, int]) -> None:
        self._writer = writer
        self._moves = moves

    def current(self, chat_id: int) -> int:
        """The id under which a chat is reached now."""
        seen = {chat_id}
        while (later := self._moves.get(chat_id)) is not None and later not in seen:
            seen.add(later)
            chat_id = later
        return chat_id

    async def moved(self, old_id: int, new_id: int) -> None:
        """Remembers that a group is now reached under another id. Raises `StoreError`."""
        statement = "INSERT OR REPLACE INTO chat_moves (old_id, new_id) VALUES (?, ?)"
        await asyncio.wrap_future(self._writer.submit(lambda db: db.execute(statement, (old_id, new_id)).rowcount))
        self._moves[old_id] = new_id


def open_chats(writer: Writer, connection: sqlite3.Connection) -> ChatStore:
    """The chats as the file tells them."""
    return ChatStore(writer, dict(connection.execute("SELECT old_id, new_id FROM chat_moves")))
