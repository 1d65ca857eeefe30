"""The lists of what should be looked at, as they stand in the staff group."""

from __future__ import annotations

from datetime import datetime

from bot.store.case_rows import Rows
from bot.store.times import stored_time


class LapseListStore(Rows):
    """Verbs over the shared writer. Each returns once it is on disk, and raises `StoreError` when it is not."""

    async def keep(self, chat_id: int, message_id: int, items: str, page: int, wanted: int, at: datetime) -> None:
        """Stores the list that a message of ours shows, which page of it, and how many of its lines are confirmed and
        still to be written."""
        statement = (
            "INSERT INTO lapse_lists (chat_id, message_id, items, page, wanted, at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (chat_id, message_id) DO UPDATE SET items = excluded.items, page = excluded.page, "
            "wanted = excluded.wanted"
        )
        values = (chat_id, message_id, items, page, wanted, stored_time(at))
        await self._do(lambda db: db.execute(statement, values).rowcount)

    async def at(self, chat_id: int, message_id: int) -> tuple[str, int] | None:
        """The items and the page of the list that a message shows; None when it shows none."""
        statement = "SELECT items, page FROM lapse_lists WHERE chat_id = ? AND message_id = ?"
        row = await self._first(statement, (chat_id, message_id))
        return None if row is None else (str(row[0]), int(row[1]))

    async def waiting(self) -> list[tuple[int, int]]:
        """The messages whose lists have lines still to be written."""
        rows = await self._all("SELECT chat_id, message_id FROM lapse_lists WHERE wanted > 0 ORDER BY at", ())
        return [(int(chat_id), int(message_id)) for chat_id, message_id in rows]

    async def forget_before(self, moment: datetime) -> None:
        """Forgets the lists made before then."""
        statement = "DELETE FROM lapse_lists WHERE at < ?"
        await self._do(lambda db: db.execute(statement, (stored_time(moment),)).rowcount)

    async def answered_since(self, moment: datetime) -> dict[str, int]:
        """How often each article was answered, or chosen, since then."""
        rows = await self._all(
            "SELECT coalesce(nullif(choice, '-'), article) AS answered, count(*) FROM questions "
            "WHERE asked_at >= ? AND answered IS NOT NULL GROUP BY answered",
            (stored_time(moment),),
        )
        return {str(article): int(count) for article, count in rows}
