"""Forgetting: what is older than it may be, and what people were already told about their numbers."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import date, datetime
from typing import Any

from bot.store.aside import forget_shown
from bot.store.mending import forget_damaged
from bot.store.times import stored_time
from bot.store.writer import Job, Writer

_OLD = "question_id IN (SELECT id FROM questions WHERE asked_at < ?)"


class PrivacyStore:
    """Verbs over the shared writer. Each returns once it is on disk, and raises `StoreError` when it is not."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def note_due(self, asker: str, day: date) -> bool:
        """Whether that person has not been told yet on that day what not to send; they count as told from now on."""
        statement = (
            "INSERT INTO privacy_notes (asker, day) VALUES (?, ?) "
            "ON CONFLICT (asker) DO UPDATE SET day = excluded.day WHERE day <> excluded.day"
        )
        return bool(await self._do(lambda db: db.execute(statement, (asker, day.isoformat())).rowcount))

    async def forget_before(self, moment: datetime) -> int:
        """Erases the questions asked before that moment with their votes and replies, and what was told before that
        day; how many questions there were. Nothing of them stays readable in the files."""
        before = (stored_time(moment),)

        def job(db: sqlite3.Connection) -> int:
            db.execute(f"DELETE FROM replies WHERE {_OLD}", before)  # noqa: S608 - our own words
            db.execute(f"DELETE FROM votes WHERE {_OLD}", before)  # noqa: S608 - our own words
            db.execute("DELETE FROM privacy_notes WHERE day < ?", (moment.date().isoformat(),))
            forget_shown(db, *before)
            return db.execute("DELETE FROM questions WHERE asked_at < ?", before).rowcount

        forgotten = int(await self._do(job))
        await self.scrub()
        return forgotten

    async def forget_damaged(self, before: datetime | None = None) -> None:
        """Deletes the damaged files that were set aside (see `bot.store.mending`), before that moment when given."""
        await asyncio.to_thread(forget_damaged, self._writer.path, before)

    async def scrub(self) -> bool:
        """Empties the write-ahead log into the database, so that what was erased is readable in neither. False when a
        reader held it open; it is then emptied some seconds after the reader has gone."""
        return bool(await self._writer.truncate_log())

    async def _do(self, job: Job) -> Any:
        return await self._writer.submit(job)


def erase_notes(db: sqlite3.Connection, asker: str) -> None:
    """Erases what a person was told; part of erasing everything of them."""
    db.execute("DELETE FROM privacy_notes WHERE asker = ?", (asker,))
