"""What staff have put aside of the unanswered questions, and where the staff group sees which question: by a hash of
the words, since the words are kept with the question only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.store.case_rows import Rows
from bot.store.times import stored_time


class AsideStore(Rows):
    """Put aside, taken back, shown. The keys are those of `intents.clustering.text_key`."""

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

    async def shown(self, place: tuple[int, int], keys: Iterable[str], at: datetime) -> None:
        """Remembers which questions a message of ours (chat, message) shows now."""
        rows = [(*place, key, stored_time(at)) for key in keys]

        def job(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM shown_questions WHERE chat_id = ? AND message_id = ?", place)
            statement = "INSERT OR IGNORE INTO shown_questions (chat_id, message_id, text_key, at) VALUES (?, ?, ?, ?)"
            db.executemany(statement, rows)

        await self._do(job)

    async def only_theirs(self, asker: str) -> list[str]:
        """The words of a person's questions that nobody else has used."""
        statement = "SELECT text FROM questions WHERE asker = ? EXCEPT SELECT text FROM questions WHERE asker <> ?"
        return [str(row[0]) for row in await self._all(statement, (asker, asker))]

    async def erase(self, keys: Iterable[str]) -> None:
        """Forgets that questions were put aside; what the staff group sees of them is to be overwritten."""
        rows = [(key,) for key in keys]
        places = "SELECT chat_id, message_id FROM shown_questions WHERE text_key = ?"

        def job(db: sqlite3.Connection) -> None:
            db.executemany("DELETE FROM put_aside WHERE text_key = ?", rows)
            for key in rows:
                db.execute(f"INSERT OR IGNORE INTO erased_posts (chat_id, message_id) {places}", key)
                db.execute(f"DELETE FROM shown_questions WHERE (chat_id, message_id) IN ({places})", key)  # noqa: S608

        await self._do(job)


def forget_shown(db: sqlite3.Connection, before: str) -> None:
    """Forgets what messages of before that moment, as it is stored, show; part of forgetting what is too old."""
    db.execute("DELETE FROM shown_questions WHERE at < ?", (before,))
