"""New articles that staff are writing step by step: what they have said so far, one a person."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.store.case_rows import Rows
from bot.store.times import stored_time

_COLUMNS = "writings.author, name, step, messages, at, resting, topic, role, pressed"


@dataclass(frozen=True, slots=True)
class Writing:
    """An article on its way."""

    author: str
    """The hash of who writes it."""
    name: str
    """What the group calls them."""
    step: int
    """What is asked for now."""
    at: datetime
    """When they last did something about it."""
    messages: Mapping[int, str] = field(default_factory=dict)
    """What they have said, by step; personal numbers masked."""
    resting: bool = False
    """Whether they have been told that it waits for them."""
    topic: str = ""
    """The topic they chose; from then on until it is handed on nothing more is asked."""
    role: str = ""
    """The role in which they did."""
    pressed: int = 0
    """The message under which they did."""


class WritingStore(Rows):
    """Verbs over the shared writer. Each returns once it is on disk, and raises `StoreError` when it is not."""

    async def of(self, author: str) -> Writing | None:
        """What that person is writing."""
        row = await self._first(f"SELECT {_COLUMNS} FROM writings WHERE author = ?", (author,))  # noqa: S608 - ours
        return None if row is None else _writing(row)

    async def at(self, chat_id: int, message_id: int) -> Writing | None:
        """The writing that a message of ours asks for or has buttons of."""
        statement = (
            f"SELECT {_COLUMNS} FROM writings JOIN writing_posts ON writing_posts.author = writings.author "  # noqa: S608
            "WHERE chat_id = ? AND message_id = ?"
        )
        row = await self._first(statement, (chat_id, message_id))
        return None if row is None else _writing(row)

    async def keep(self, writing: Writing) -> None:
        """Stores it in place of what was known of that person's."""
        messages = json.dumps({str(step): text for step, text in writing.messages.items()}, ensure_ascii=False)
        values = (
            writing.author, writing.name, writing.step, messages, stored_time(writing.at), int(writing.resting),
            writing.topic, writing.role, writing.pressed,
        )  # fmt: skip
        statement = (
            "INSERT INTO writings (author, name, step, messages, at, resting, topic, role, pressed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (author) DO UPDATE SET name = excluded.name, step = excluded.step, "
            "messages = excluded.messages, at = excluded.at, resting = excluded.resting, topic = excluded.topic, "
            "role = excluded.role, pressed = excluded.pressed"
        )
        await self._do(lambda db: db.execute(statement, values).rowcount)

    async def posted(self, author: str, chat_id: int, message_id: int) -> None:
        """Remembers that a message of ours is about that person's writing."""
        statement = (
            "INSERT OR REPLACE INTO writing_posts (chat_id, message_id, author) "
            "SELECT ?, ?, author FROM writings WHERE author = ?"
        )
        await self._do(lambda db: db.execute(statement, (chat_id, message_id, author)).rowcount)

    async def drop(self, author: str) -> None:
        """Forgets what that person is writing."""
        await self._do(lambda db: _drop(db, author))

    async def idle(self, before: datetime) -> list[Writing]:
        """Those untouched since then whose writers have not been told that they wait."""
        statement = f"SELECT {_COLUMNS} FROM writings WHERE at < ? AND resting = 0 AND topic = '' ORDER BY at"  # noqa: S608 - ours
        return [_writing(row) for row in await self._all(statement, (stored_time(before),))]

    async def finished(self) -> list[str]:
        """The authors of those that are to be handed on."""
        return [str(author) for (author,) in await self._all("SELECT author FROM writings WHERE topic <> ''", ())]

    async def forget_before(self, moment: datetime) -> None:
        """Forgets those untouched since then."""

        def job(db: sqlite3.Connection) -> None:
            old = db.execute("SELECT author FROM writings WHERE at < ?", (stored_time(moment),)).fetchall()
            for (author,) in old:
                _drop(db, author)

        await self._do(job)

    async def erase(self, author: str) -> None:
        """Erases everything of that person."""
        await self.drop(author)


def _drop(db: sqlite3.Connection, author: str) -> None:
    db.execute("DELETE FROM writing_posts WHERE author = ?", (author,))
    db.execute("DELETE FROM writings WHERE author = ?", (author,))


def _writing(row: tuple[str, str, int, str, str, int, str, str, int]) -> Writing:
    author, name, step, messages, at, resting, topic, role, pressed = row
    said = {int(number): str(text) for number, text in json.loads(messages).items()}
    return Writing(author, name, step, datetime.fromisoformat(at), said, bool(resting), topic, role, pressed)
