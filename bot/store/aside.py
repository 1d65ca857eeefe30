"""What staff have put aside of the unanswered questions, by a hash of the words: the words are not kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.store.case_rows import Rows
from bot.store.times import stored_time
from intents.clustering import text_key


class AsideStore(Rows):
    """Put aside, and taken back. The keys are those of `text_key`."""

    async def put(self, keys: Iterable[str], at: datetime) -> None:
        """Puts questions aside."""
        rows = [(key, stored_time(at)) for key in keys]
        statement = "INSERT OR IGNORE INTO put_aside (text_key, at) VALUES (?, ?)"
        await self._do(lambda db: db.executemany(statement, rows).rowcount)

    async def take_back(self, keys: Iterable[str]) -> None:
        """Puts questions no longer aside."""
        rows = [(key,) for key in keys]
        await self._do(lambda db: db.executemany("DELETE FROM put_aside WHERE text_key = ?", rows).rowcount)

    async def keys(self) -> frozenset[str]:
        """All that is put aside."""
        return frozenset(str(row[0]) for row in await self._all("SELECT text_key FROM put_aside", ()))


def erase_aside(db: sqlite3.Connection, asker: str) -> None:
    """Forgets that questions of a person were put aside, but for words that others have used too; part of erasing
    everything of them, before their questions go."""
    theirs = (
        "SELECT DISTINCT text FROM questions WHERE asker = ? AND text NOT IN "
        "(SELECT text FROM questions WHERE asker <> ?)"
    )
    keys = [(text_key(text),) for (text,) in db.execute(theirs, (asker, asker)).fetchall()]
    db.executemany("DELETE FROM put_aside WHERE text_key = ?", keys)
