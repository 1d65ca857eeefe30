"""How questions whose right article is known were answered when they were last asked again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from bot.store.case_rows import Rows


class ReplayStore(Rows):
    """The results of the last replay, by question."""

    async def results(self) -> dict[int, str]:
        """What the last replay gave."""
        return {int(number): str(result) for number, result in await self._all("SELECT * FROM replays", ())}

    async def keep(self, results: Mapping[int, str]) -> None:
        """Stores what this one gave in place of the last; of questions that were erased meanwhile, nothing."""
        rows = list(results.items())

        def job(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM replays")
            db.executemany("INSERT INTO replays (question_id, result) SELECT id, ?2 FROM questions WHERE id = ?1", rows)

        await self._do(job)
