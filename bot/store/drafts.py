"""Drafts of content made from what staff answered."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.store.case_records import StoredDraft
from bot.store.case_rows import Rows
from bot.store.times import stored_time


class DraftStore(Rows):
    """What is on its way to becoming content."""

    async def keep(self, case_id: int, article: str | None, question: str, markdown: str, at: datetime) -> int:
        """Stores a draft of content made from a case, in place of an earlier one for the same article; its number."""

        def job(db: sqlite3.Connection) -> int:
            known = db.execute(
                "SELECT id FROM drafts WHERE case_id = ? AND article IS ?", (case_id, article)
            ).fetchone()
            if known is not None:
                statement = "UPDATE drafts SET question = ?, markdown = ?, made_at = ? WHERE id = ?"
                db.execute(statement, (question, markdown, stored_time(at), known[0]))
                return int(known[0])
            statement = "INSERT INTO drafts (case_id, article, question, markdown, made_at) VALUES (?, ?, ?, ?, ?)"
            return int(db.execute(statement, (case_id, article, question, markdown, stored_time(at))).lastrowid or 0)

        return int(await self._do(job))

    async def read(self, number: int) -> StoredDraft | None:
        """A draft by its number."""
        row = await self._first("SELECT id, case_id, article, question, markdown FROM drafts WHERE id = ?", (number,))
        return None if row is None else StoredDraft(*row)

    async def all(self) -> list[StoredDraft]:
        """All drafts, oldest first."""
        rows = await self._all("SELECT id, case_id, article, question, markdown FROM drafts ORDER BY id", ())
        return [StoredDraft(*row) for row in rows]
